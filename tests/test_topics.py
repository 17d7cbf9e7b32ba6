"""Topics: every line of the registry takes its own example, faults are told by line, hostile words do no harm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest
from small_corpus import CURATION

from pipelines.ingest.errors import InputError
from pipelines.sql import select
from pipelines.topics import PLOVER_CONTEXTS, Topic, define_topics, read_topics

if TYPE_CHECKING:
    from pathlib import Path

REGISTRY = read_topics(CURATION)
HEAD = "topic,name,plover_context,pattern,example\n"
FERRIES = r"ferries,Ferries,economic,\bferr(y|ies)\b,The ferry will sail again in spring." + "\n"
BOATS = r"boats,Boats,economic,\b(boats?|ferry)\b,Every boat stays in port." + "\n"


def topics_of(topics: list[Topic], *words: str) -> list[str | None]:
    with duckdb.connect() as connection:
        define_topics(connection, topics)
        query = "SELECT topic_of(plain_words(words)) FROM (SELECT unnest($words) AS words)"
        return [row[0] for row in select(connection, query, {"words": list(words)}).fetchall()]


def write(tmp_path: Path, text: str | bytes) -> Path:
    (tmp_path / "topics.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    return tmp_path


@pytest.mark.parametrize("topic", REGISTRY, ids=lambda topic: topic.topic)
def test_an_example_fits_its_own_topic_and_no_earlier_one(topic: Topic) -> None:
    assert topics_of([topic], topic.example) == [topic.topic]
    earlier = REGISTRY[: REGISTRY.index(topic)]
    assert topics_of(earlier, topic.example) == [None]


def test_the_registry_covers_the_field() -> None:
    assert len(REGISTRY) >= 40
    assert len({topic.name for topic in REGISTRY}) == len({topic.example for topic in REGISTRY}) == len(REGISTRY)
    assert {topic.plover_context for topic in REGISTRY} <= set(PLOVER_CONTEXTS)


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("a stop to the alliance’s further extension", "nato_enlargement"),
        ("Finland will join NATO before the autumn", "nato_enlargement"),
        ("NATO / moving its borders closer and expanding to the east", "nato_enlargement"),
        ("NATO will expand its patrols in the Baltic Sea", "maritime_security"),
        ("all NATO members spend two percent of GDP on their armies", "defence_spending"),
        ("Iran may keep a hundred centrifuges", "nuclear_programme_iran"),
        ("the nuclear\n\nweapons of both powers", "nuclear_weapons"),
        ("a cease‑fire along the river", "ceasefire"),
        ("it will pull its tank brigade back from the frontier", "troop_deployment"),
        ("the political climate is bad", None),
        ("the undertaking was granted a stay", None),
        ("the sanctioning of the banks ended the talks", "sanctions"),
        ("the talks ended", "diplomatic_talks"),
        ("the concert begins at eight", None),
        ("", None),
    ],
)
def test_words_have_the_topic_that_a_reader_would_give(words: str, topic: str | None) -> None:
    assert topics_of(REGISTRY, words) == [topic]


def test_no_words_have_no_topic() -> None:
    with duckdb.connect() as connection:
        define_topics(connection, REGISTRY)
        assert select(connection, "SELECT topic_of(plain_words(NULL))").fetchall() == [(None,)]


def test_the_first_line_that_fits_wins(tmp_path: Path) -> None:
    topics = read_topics(write(tmp_path, HEAD + FERRIES + BOATS))
    assert topics_of(topics, "the ferry", "a boat", "a tram") == ["ferries", "boats", None]


def test_a_new_line_is_a_new_topic(tmp_path: Path) -> None:
    registry = (CURATION / "topics.csv").read_text()
    topics = read_topics(write(tmp_path, registry + FERRIES))
    assert topics_of(topics, "the ferry", "the ferry talks") == ["ferries", "diplomatic_talks"]


def test_an_apostrophe_in_a_pattern_is_no_end_of_it(tmp_path: Path) -> None:
    line = r"quotes,Quotes,economic,women's|'\) OR TRUE --|x,A women's league."
    topics = read_topics(write(tmp_path, HEAD + line))
    assert topics_of(topics, "the women’s league", "men") == ["quotes", None]


def test_no_topics_are_no_error(tmp_path: Path) -> None:
    assert topics_of(read_topics(write(tmp_path, HEAD)), "ferry") == [None]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1: the columns are not topic,name,plover_context,pattern,example; "),
        ("topic,name,pattern,example\n", "line 1: the columns are not topic,name,plover_context,pattern,example; "),
        (HEAD + FERRIES + "boats,Boats\n", "line 3: there are not 5 values; a value with a comma stands in"),
        (HEAD + "a,A,economic,b,c,d\n", "line 2: there are not 5 values; a value with a comma stands in"),
        (HEAD + FERRIES + FERRIES, "line 3: topic 'ferries': stands in line 2 already; "),
        (HEAD + "Ferries,Ferries,economic,a,b\n", "line 2: topic: String should match pattern"),
        (HEAD + "ferries,,economic,a,b\n", "line 2: name: String should have at least 1 character"),
        (HEAD + "ferries,Ferries,boating,a,b\n", "line 2: plover_context is none of PLOVER's contexts: military, "),
        (HEAD + "ferries,Ferries,economic,(ferry,A ferry.\n", "line 2: topic 'ferries': the pattern is no RE2 regular"),
        (HEAD + "ferries,Ferries,economic,(?<=a)b,ab\n", "line 2: topic 'ferries': the pattern is no RE2 regular"),
        (HEAD + "ferries,Ferries,economic,ferry|,A ferry.\n", "line 2: topic 'ferries': the pattern fits no words at"),
        (HEAD + "ferries,Ferries,economic,Ferry,A Ferry.\n", "line 2: topic 'ferries': the pattern misses the example"),
        (HEAD + BOATS + FERRIES, "line 3: topic 'ferries': the example is taken by 'boats' in line 2; "),
        (HEAD + 'ferries,"Fer"ries,economic,a,b\n', "line 2: is no CSV: "),
        (HEAD.encode() + b"ferries,\xff,economic,a,b\n", "byte 50 is not UTF-8"),
        (HEAD + "ferries,\0,economic,a,b\n", "NUL U+0000 at offset 50"),
    ],
)
def test_a_fault_is_told_with_its_line_and_the_next_step(tmp_path: Path, text: str | bytes, message: str) -> None:
    with pytest.raises(InputError) as caught:
        read_topics(write(tmp_path, text))
    assert str(caught.value).startswith(str(tmp_path / "topics.csv"))
    assert message in str(caught.value)
    assert str(caught.value).endswith("curation/README.md says how")
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_told_with_the_option_that_names_its_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere/topics.csv: is missing; give the folder .* with --curation"):
        read_topics(tmp_path / "nowhere")


@pytest.mark.parametrize(
    "words",
    ["a" * 100_000, "nato " * 20_000, "iran north korea join into send " * 3_000, "((((" * 25_000, "é’\u2028" * 30_000],
)
def test_hostile_words_are_only_words(words: str) -> None:
    assert topics_of(REGISTRY, words) == [None]
    assert topics_of(REGISTRY, words + " and a truce") == ["ceasefire"]
