"""Time expressions of plain sentences, as tests read them; published on Thursday 13 January 2022."""

from __future__ import annotations

from datetime import date

from pipelines.annotate.dates import find_dates
from pipelines.annotate.model import parse_text
from pipelines.annotate.records import Date

THURSDAY = date(2022, 1, 13)


def found(text: str, published_on: date | None = THURSDAY, *, day_first: bool | None = None) -> list[tuple[str, Date]]:
    """The words of each expression, and its record."""
    items = find_dates(parse_text(text), published_on, day_first=day_first)
    return [(text[item.char_start : item.char_end], item) for item in items]


def values(text: str, published_on: date | None = THURSDAY) -> list[tuple[str, str]]:
    """The words of each expression, and its TIMEX3 value."""
    return [(words, item.timex_value) for words, item in found(text, published_on)]
