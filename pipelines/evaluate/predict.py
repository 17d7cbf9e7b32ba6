"""Mentions and positions of texts, by the annotators that are measured.

Belongs here: the one place where evaluation calls the annotators. Does not belong here: gold, measures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.annotate.actors import find_mentions
from pipelines.annotate.article import annotate
from pipelines.annotate.model import ArticleText, parse
from pipelines.annotate.positions import PositionEngine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from spacy.tokens import Doc

    from pipelines.annotate.records import Mention, Position


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
