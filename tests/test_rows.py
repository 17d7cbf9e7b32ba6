"""From records to rows: ids that depend on nothing but the article, and words that the offsets select."""

from __future__ import annotations

from datetime import date
from typing import Any

from pipelines.annotate.records import Annotations, Date, Mention, Number, Position
from pipelines.rows import annotation_row
from schemas.codes import (
    Act,
    Anchor,
    Bound,
    Granularity,
    MentionForm,
    MentionKind,
    Modality,
    NumberKind,
    Speech,
    TimexType,
    Trend,
)

TEXT = "On Monday Ada Lind said that forty trams … or more … will run, officials said."


def span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def mention(words: str, **more: Any) -> Mention:
    start, end = span(words)
    given = {"form": MentionForm.NAMED, "kind": MentionKind.PERSON, "method": "ner", "score": 0.9} | more
    return Mention(char_start=start, char_end=end, sentence_no=0, in_title=False, **given)


def position(cue: tuple[int, int], **more: Any) -> Position:
    given = {"act": Act.STATE, "source": None, "content": (), "modality": Modality.ASSERTED} | more
    return Position(
        sentence_no=0,
        in_title=False,
        negated=False,
        speech=Speech.INDIRECT,
        cue_lemma="say",
        cue=cue,
        confidence=0.5,
        method="rule:test",
        **given,
    )


MONDAY = Date(
    char_start=3,
    char_end=9,
    sentence_no=0,
    timex_type=TimexType.DATE,
    timex_value="2024-05-13",
    anchor=Anchor.PUBLISHED,
    resolved=True,
    confidence=0.9,
    method="rule:weekday",
    date_start=date(2024, 5, 13),
    date_end=date(2024, 5, 13),
    granularity=Granularity.DAY,
)
FORTY = Number(
    char_start=span("forty")[0],
    char_end=span("forty")[1],
    sentence_no=0,
    value=40.0,
    bound=Bound.EXACT,
    trend=Trend.NONE,
    kind=NumberKind.COUNT,
    confidence=0.7,
    method="rule:counted",
    counted="tram",
    counted_span=span("trams"),
    position=0,
)


def row(article_id: str = "art_a", text_sha256: str = "1") -> dict[str, Any]:
    content = (span("that forty trams"), span("will run"))
    said = position(span("said"), source=span("Ada Lind"), content=content, sources=(0,), said_date=0, parent=1)
    outer = position((TEXT.rindex("said"), TEXT.rindex("said") + 4), source=span("officials"))
    annotations = Annotations(
        n_words=12,
        n_sentences=1,
        mentions=(mention("Ada Lind", role=span("On")), mention("officials", antecedent=0)),
        positions=(said, outer),
        numbers=(FORTY,),
        dates=(MONDAY,),
    )
    return annotation_row(article_id, text_sha256, TEXT, annotations)


def test_words_are_those_that_the_offsets_select() -> None:
    made = row()
    for table in ("mentions", "numbers", "dates"):
        for record in made[table]:
            assert record["text"] == TEXT[record["char_start"] : record["char_end"]]
    said = made["positions"][0]
    assert (said["source_text"], said["cue_text"]) == ("Ada Lind", "said")
    assert said["content_text"] == "that forty trams … will run"
    assert said["content_spans"] == "[[24,40],[53,61]]"
    assert (said["content_start"], said["content_end"]) == (24, 61)
    assert made["mentions"][0]["role_text"] == "On"


def test_a_cue_without_content_has_none() -> None:
    bare = row()["positions"][1]
    assert [bare[name] for name in ("content_text", "content_start", "content_end", "content_spans")] == [None] * 4


def test_indexes_become_ids() -> None:
    made = row()
    said, outer = made["positions"]
    assert said["sources"] == [made["mentions"][0]["mention_id"]]
    assert said["parent_position_id"] == outer["position_id"]
    assert said["said_date_id"] == made["dates"][0]["date_id"]
    assert said["said_on"] == date(2024, 5, 13)
    assert made["numbers"][0]["position_id"] == said["position_id"]
    assert made["mentions"][1]["antecedent_mention_id"] == made["mentions"][0]["mention_id"]


def test_ids_depend_on_article_and_text_only() -> None:
    assert row() == row()
    ids = {row(*key)["mentions"][0]["mention_id"] for key in (("art_a", "1"), ("art_b", "1"), ("art_a", "2"))}
    assert len(ids) == 3


def test_equal_keys_are_told_apart_by_their_order() -> None:
    twice = Annotations(
        n_words=1,
        n_sentences=1,
        mentions=(),
        positions=(position((0, 2)), position((0, 2))),
        numbers=(),
        dates=(),
    )
    first, second = annotation_row("art_a", "1", TEXT, twice)["positions"]
    assert first["position_id"] != second["position_id"]
