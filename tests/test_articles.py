"""The store follows raw/: new, changed and gone articles, and what became of every input."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from small_corpus import write_corpus

from pipelines.annotate.positions import PositionEngine
from pipelines.annotations import annotate_pending, pending_articles
from pipelines.articles import Inputs, read_into_store
from pipelines.engine import LocalEngine
from pipelines.ingest.errors import InputError
from pipelines.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from small_corpus import Corpus


def fishing(corpus: Corpus) -> Path:
    return corpus.raw / "articles" / "harbour-post" / "fishing.txt"


def set_country(raw: Path, country: str | None) -> None:
    """Let the harbour post be of another country, or of none that is known."""
    path = raw / "sources.yml"
    line = "" if country is None else f"  country: {country}\n"
    path.write_text(re.sub(r"  country: .*\n", line, path.read_text()))


def test_inputs_add_up(corpus: Corpus) -> None:
    counts = corpus.inputs
    assert counts == {"n_raw": 6, "n_kept": 4, "n_duplicate": 1, "n_rejected": 1, "n_retracted": 0}
    assert str(Inputs(**counts)) == "6 inputs: 4 kept, 1 duplicate, 1 rejected"


def test_what_is_turned_away_is_told_with_its_reason(own_corpus: Corpus, caplog: pytest.LogCaptureFixture) -> None:
    read_into_store(own_corpus.raw, own_corpus.home.store)
    assert caplog.messages == ["rejected: articles/wires.jsonl#4: the text holds no letter"]


def test_of_many_turned_away_the_first_are_told(own_corpus: Corpus, caplog: pytest.LogCaptureFixture) -> None:
    for number in range(6):
        (own_corpus.raw / "articles" / f"lone{number}.txt").write_text("No sidecar.")
    read_into_store(own_corpus.raw, own_corpus.home.store)
    assert len(caplog.messages) == 6
    assert caplog.messages[-1] == "rejected: 2 more; the table rejects lists all"


def test_nothing_changed_commits_nothing(own_corpus: Corpus) -> None:
    store = own_corpus.home.store
    before = store.versions()
    read_into_store(own_corpus.raw, store)
    assert annotate_pending(store, LocalEngine()) == 0
    assert store.versions() == before


def test_only_a_changed_text_is_annotated_again(own_corpus: Corpus) -> None:
    store, path = own_corpus.home.store, fishing(own_corpus)
    path.write_text(path.read_text().replace("three weeks", "four weeks"))
    read_into_store(own_corpus.raw, store)
    assert len(pending_articles(store, LocalEngine().extractor)) == 1
    assert annotate_pending(store, LocalEngine()) == 1
    assert pending_articles(store, LocalEngine().extractor) == []


def test_changed_metadata_is_taken_over_without_annotating(own_corpus: Corpus) -> None:
    store, path = own_corpus.home.store, fishing(own_corpus).with_suffix(".yml")
    path.write_text(path.read_text() + "author: Ida Berg\n")
    read_into_store(own_corpus.raw, store)
    assert "Ida Berg" in store.read("articles", ["author"])["author"].to_pylist()
    assert pending_articles(store, LocalEngine().extractor) == []


def test_a_gone_article_leaves_the_store(own_corpus: Corpus) -> None:
    store, path = own_corpus.home.store, fishing(own_corpus)
    path.unlink()
    path.with_suffix(".yml").unlink()
    assert read_into_store(own_corpus.raw, store).n_kept == 3
    for table in ("articles", "annotations"):
        assert store.read(table, ["article_id"]).num_rows == 3


def test_another_extractor_makes_everything_pending(corpus: Corpus) -> None:
    assert len(pending_articles(corpus.home.store, "another")) == 4


def test_a_changed_publication_date_is_annotated_again(own_corpus: Corpus) -> None:
    store, path = own_corpus.home.store, fishing(own_corpus).with_suffix(".yml")
    path.write_text(path.read_text().replace("2024-05-16", "2024-06-20"))
    read_into_store(own_corpus.raw, store)
    assert annotate_pending(store, LocalEngine()) == 1


def test_an_empty_raw_folder_stops_before_anything_is_removed(own_corpus: Corpus) -> None:
    for path in sorted((own_corpus.raw / "articles").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    with pytest.raises(InputError, match="no articles; put one under articles/"):
        read_into_store(own_corpus.raw, own_corpus.home.store)
    assert own_corpus.texts.num_rows == 4


def test_only_bad_articles_stop_with_the_first_of_them(own_corpus: Corpus) -> None:
    (own_corpus.raw / "articles" / "wires.jsonl").write_text("{}\n")
    fishing(own_corpus).unlink()
    fishing(own_corpus).with_suffix(".yml").unlink()
    with pytest.raises(InputError, match=r"no article could be used of 1; the first, articles/wires.jsonl#1"):
        read_into_store(own_corpus.raw, own_corpus.home.store)


def test_a_missing_raw_folder_is_told_as_such(own_corpus: Corpus) -> None:
    with pytest.raises(InputError, match="there is no such folder; give the folder that holds articles/"):
        read_into_store(own_corpus.raw / "nowhere", own_corpus.home.store)


def test_a_folder_without_anything_has_no_articles(own_corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="there are no articles; put one under articles/"):
        read_into_store(tmp_path / "empty", own_corpus.home.store)


@pytest.mark.parametrize(
    ("country", "days"), [("NOR", "2024-11-05"), ("USA", "2024-05-11"), ("CAN", None), (None, None)]
)
def test_the_country_of_the_source_tells_how_to_read_a_numeric_date(
    tmp_path: Path, country: str | None, days: str | None
) -> None:
    store, raw = Store(tmp_path / "store"), tmp_path / "raw"
    write_corpus(raw)
    set_country(raw, country)
    path = raw / "articles" / "harbour-post" / "fishing.txt"
    path.write_text("Talks on fishing\nThe union said the talks of 5/11/2024 had failed and nobody knew why.\n")
    read_into_store(raw, store)
    annotate_pending(store, LocalEngine(positions=PositionEngine.RULES))
    rows = store.read("annotations", ["dates"])["dates"].to_pylist()
    [found] = [date for dates in rows for date in dates if date["text"] == "5/11/2024"]
    assert found["resolved"] == (days is not None)
    assert str(found["date_start"]) == str(days)


def test_another_custom_of_the_source_annotates_its_articles_again(own_corpus: Corpus) -> None:
    store, extractor = own_corpus.home.store, LocalEngine().extractor
    set_country(own_corpus.raw, "SWE")
    read_into_store(own_corpus.raw, store)
    assert pending_articles(store, extractor) == []  # Swedes write the day first, too
    set_country(own_corpus.raw, "USA")
    read_into_store(own_corpus.raw, store)
    assert len(pending_articles(store, extractor)) == 2
