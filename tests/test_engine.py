"""Engines give the same rows whatever the number of workers, and name the article that an annotator fails on."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING

import pytest

from pipelines import engine
from pipelines.annotate.article import annotate
from pipelines.annotate.positions import PositionEngine
from pipelines.annotations import annotate_pending, pending_articles
from pipelines.articles import read_into_store
from pipelines.engine import AnnotationError, LocalEngine, PendingArticle, annotate_batch, extractor_name

if TYPE_CHECKING:
    from small_corpus import Corpus
    from spacy.tokens import Doc

    from pipelines.annotate.records import Annotations

RULES = PositionEngine.RULES
SENTENCES = (
    "Mayor Ada Lind said on Monday that 40 trams will run.",
    "“We object,” Omar Haddad told the council. He has warned of delays.",
    "Peru accused Chile of fishing in its waters, according to the ministry.",
    "The union demands a raise of 5 percent.",
    "Nothing happened.",
)


def articles() -> list[PendingArticle]:
    return [
        PendingArticle(
            article_id=f"art_{number}",
            text_sha256=f"{number:064d}",
            input_sha256=f"{number:064d}",
            text=text,
            title_end=0,
            published_on=date(2024, 5, 16),
            day_first=None,
        )
        for number, text in enumerate(SENTENCES)
    ]


def rows(workers: int, size: int) -> list[dict[str, object]]:
    batches = [articles()[start : start + size] for start in range(0, len(SENTENCES), size)]
    done = list(LocalEngine(workers, RULES).run(batches))
    assert [batch.failures for batch in done] == [[] for _ in batches]
    found = [row for batch in done for row in batch.rows]
    return sorted(found, key=lambda row: str(row["article_id"]))


def test_rows_do_not_depend_on_workers_or_batches() -> None:
    alone = rows(workers=1, size=1)
    assert [row["article_id"] for row in alone] == [article.article_id for article in articles()]
    assert sum(len(row["positions"]) for row in alone) >= 4
    assert rows(workers=1, size=5) == alone
    assert rows(workers=2, size=2) == alone


def test_rows_say_what_made_them_from_what() -> None:
    row = annotate_batch(RULES, articles()[:1]).rows[0]
    assert row["extractor"] == extractor_name(RULES)
    assert row["input_sha256"] == articles()[0].input_sha256


def fail_on_peru(doc: Doc, published_on: date | None, engine: PositionEngine, **more: bool | None) -> Annotations:
    if "Peru" in doc.text:
        message = "no such word"
        raise LookupError(message)
    return annotate(doc, published_on, engine, **more)


def test_a_failing_annotator_names_the_article_and_keeps_no_other_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(engine, "annotate", fail_on_peru)
    done = annotate_batch(RULES, articles())
    assert done.failures == ["art_2: LookupError: no such word"]
    assert len(done.rows) == len(SENTENCES) - 1


def test_failures_end_the_run_when_all_others_are_done(monkeypatch: pytest.MonkeyPatch, own_corpus: Corpus) -> None:
    path = own_corpus.raw / "articles" / "harbour-post" / "fishing.txt"
    for name, words in (("peru", "Peru objects."), ("oslo", "Oslo objects.")):
        path.with_name(f"{name}.txt").write_text(f"A note\n{words} Nothing else was said about the matter that day.\n")
        path.with_name(f"{name}.yml").write_text(path.with_suffix(".yml").read_text().replace("/fishing", f"/{name}"))
    store = own_corpus.home.store
    read_into_store(own_corpus.raw, store)
    monkeypatch.setattr(engine, "annotate", fail_on_peru)
    with pytest.raises(AnnotationError, match=r"1 of 2 articles could not be annotated; .*LookupError: no such word"):
        annotate_pending(store, LocalEngine())
    assert len(pending_articles(store, LocalEngine().extractor)) == 1


def die(_positions: object, _batch: object) -> None:
    os._exit(1)


def test_a_dying_worker_is_told_in_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "annotate_batch", die)
    with pytest.raises(AnnotationError, match="fewer --workers"):
        list(LocalEngine(2, RULES).run([articles()]))


def test_the_extractor_names_code_and_model() -> None:
    assert extractor_name(RULES).startswith("rules-")
    assert "en_core_web_md-3.8.0" in extractor_name(RULES)
