"""Mentions, positions, dates and numbers of texts, by the annotators that are measured.

Belongs here: the one place where evaluation calls the annotators. Does not belong here: gold, measures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipelines.annotate.actors import find_mentions
from pipelines.annotate.article import annotate
from pipelines.annotate.dates import find_dates
from pipelines.annotate.model import ArticleText, parse
from pipelines.annotate.numbers import find_numbers
from pipelines.annotate.positions import PositionEngine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from spacy.tokens import Doc

    from pipelines.annotate.records import Date, Mention, Number, Position


class DatedText(NamedTuple):
    """A text, its date of publication, and whether its source writes the day before the month."""

    text: str
    published_on: date | None
    day_first: bool | None = None


def predict(texts: Iterable[tuple[str, date]], engine: PositionEngine) -> Iterator[tuple[Doc, Sequence[Position]]]:
    """Find the positions of texts with their dates of publication, in order; each comes with its parse."""
    articles = list(texts)
    docs = parse(ArticleText(text) for text, _ in articles)
    for doc, (_, published_on) in zip(docs, articles, strict=True):
        yield doc, annotate(doc, published_on, engine).positions


def predict_mentions(texts: Iterable[str], engine: PositionEngine) -> Iterator[tuple[Doc, Sequence[Mention]]]:
    """Find the mentions of texts, each an article of its own, in order; each comes with its parse."""
    for doc in parse(ArticleText(text) for text in texts):
        yield doc, find_mentions(doc, encoded=engine is PositionEngine.MODEL)


def predict_dates(texts: Iterable[DatedText]) -> Iterator[tuple[Doc, Sequence[Date]]]:
    """Find the time expressions of texts, in order; each comes with its parse."""
    articles = list(texts)
    docs = parse(ArticleText(article.text) for article in articles)
    for doc, article in zip(docs, articles, strict=True):
        yield doc, find_dates(doc, article.published_on, day_first=article.day_first)


def predict_numbers(texts: Iterable[DatedText]) -> Iterator[tuple[Doc, Sequence[Number]]]:
    """Find the quantities of texts, in order; each comes with its parse."""
    for doc, dates in predict_dates(texts):
        yield doc, find_numbers(doc, dates)
