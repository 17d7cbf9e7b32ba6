"""One article: the annotators in their order, and what ties their records together.

Belongs here: which annotator runs when, and whose claim a number or date is. Does not belong here: how any of them
finds what it finds.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.annotate.actors import find_mentions
from pipelines.annotate.dates import find_dates
from pipelines.annotate.model import sentences
from pipelines.annotate.nesting import Contents
from pipelines.annotate.numbers import find_numbers
from pipelines.annotate.positions import PositionEngine, find_positions
from pipelines.annotate.records import Annotations
from pipelines.annotate.speakers import add_speakers

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from spacy.tokens import Doc

    from pipelines.annotate.records import Date, Number, Position


def annotate(
    doc: Doc, published_on: date | None, engine: PositionEngine, *, day_first: bool | None = None
) -> Annotations:
    """Annotate a parsed article.

    Args:
        doc: the article's parse, with `title_end` in its user data (see `model.parse`).
        published_on: the anchor of relative dates; without it they stay unresolved.
        engine: what finds positions.
        day_first: whether the source writes 5/11 for the fifth of November; None leaves such dates unresolved.

    Returns: mentions, positions, numbers and dates, each in order of first offset.
    """
    mentions = find_mentions(doc, encoded=engine is PositionEngine.MODEL)
    dates = find_dates(doc, published_on, day_first=day_first)
    numbers = find_numbers(doc, dates)
    positions = find_positions(doc, mentions, dates, engine)
    mentions, positions = add_speakers(doc, mentions, positions)
    return Annotations(
        n_words=sum(not (token.is_punct or token.is_space) for token in doc),
        n_sentences=len(sentences(doc)),
        mentions=tuple(mentions),
        positions=tuple(positions),
        numbers=tuple(_claimed(numbers, positions)),
        dates=tuple(_claimed(dates, positions)),
    )


def _claimed[Record: (Number, Date)](records: Sequence[Record], positions: Sequence[Position]) -> list[Record]:
    """The records, each with the innermost position in whose content it lies."""
    contents = Contents([position.content for position in positions])
    return [replace(record, position=contents.innermost((record.char_start, record.char_end))) for record in records]
