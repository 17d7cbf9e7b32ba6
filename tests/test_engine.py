"""Engines give the same rows whatever the number of workers, and name the article that an annotator fails on."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines import engine
from pipelines.engine import AnnotationError, LocalEngine, PendingArticle, annotate_batch, extractor_name

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
        )
        for number, text in enumerate(SENTENCES)
    ]


def rows(workers: int, size: int) -> list[dict[str, object]]:
    batches = [articles()[start : start + size] for start in range(0, len(SENTENCES), size)]
    found = [row for batch in LocalEngine(workers).run(batches) for row in batch]
    return sorted(found, key=lambda row: str(row["article_id"]))


def test_rows_do_not_depend_on_workers_or_batches() -> None:
    alone = rows(workers=1, size=1)
    assert [row["article_id"] for row in alone] == [article.article_id for article in articles()]
    assert sum(len(row["positions"]) for row in alone) >= 4
    assert rows(workers=1, size=5) == alone
    assert rows(workers=2, size=2) == alone


def test_rows_say_what_made_them_from_what() -> None:
    row = annotate_batch(articles()[:1])[0]
    assert row["extractor"] == extractor_name()
    assert row["input_sha256"] == articles()[0].input_sha256


def test_a_failing_annotator_names_the_article(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        message = "no such word"
        raise LookupError(message)

    monkeypatch.setattr(engine, "annotate", fail)
    with pytest.raises(AnnotationError, match="art_0: LookupError: no such word"):
        annotate_batch(articles())


def test_the_extractor_names_code_and_model() -> None:
    assert extractor_name().startswith("rules-")
    assert "en_core_web_md-3.8.0" in extractor_name()
