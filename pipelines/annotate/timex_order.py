"""The expressions of a text resolved in order: what counts from an earlier date, and times of a day told elsewhere.

Belongs here: keeping the dates that the text has given. Does not belong here: completing one value
(`timex_resolve`), finding expressions (`timex_grammar`), records (`dates`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from spacy.tokens import Span

from pipelines.annotate.timex_calendar import Period
from pipelines.annotate.timex_clock_days import DayGiven, day_of_clock, is_day
from pipelines.annotate.timex_reading import Reading
from pipelines.annotate.timex_resolve import Resolution, resolve
from pipelines.annotate.timex_tense import tells_one_event, tense_of
from schemas.codes import Anchor


@dataclass(frozen=True, slots=True)
class Placed:
    """A reading in its text: its tokens, and the numbers of its sentence and paragraph."""

    reading: Reading
    span: Span
    sentence_no: int
    paragraph_no: int


def resolve_in_order(
    expressions: Sequence[Placed], published_on: date | None, *, day_first: bool | None = None
) -> list[Resolution]:
    """Resolve the expressions of a text.

    Args:
        expressions: In order of the text.
        published_on: The publication date, None where it is not known.
        day_first: Whether the source writes the day before the month, None where that is not known.

    Returns:
        One resolution per expression.
    """
    previous: list[Period] = []
    days: list[DayGiven] = []
    resolutions: dict[int, Resolution] = {}
    for index, one in enumerate(expressions):
        if not _is_clock(one.reading):
            found = resolve(
                one.reading,
                published_on=published_on,
                previous=previous,
                tense=tense_of(one.span),
                day_first=day_first,
            )
            resolutions[index] = found
            if found.period is not None and not one.reading.compared:
                previous.append(found.period)
                if is_day(found.period):
                    days.append(DayGiven(found.period, one.span, one.sentence_no, one.paragraph_no))
    for index, one in enumerate(expressions):
        if index not in resolutions:
            resolutions[index] = _clock(one, published_on, days)
    return [resolutions[index] for index in range(len(expressions))]


def _is_clock(reading: Reading) -> bool:
    """Whether an expression is a time of a day that is told elsewhere."""
    return reading.of_day and reading.against is Anchor.PREVIOUS


def _clock(one: Placed, published_on: date | None, days: Sequence[DayGiven]) -> Resolution:
    """The clock time on the day that it belongs to."""
    day = day_of_clock(one.span, one.sentence_no, one.paragraph_no, days)
    reading = one.reading
    if day is None and tells_one_event(one.span):
        reading = replace(reading, against=Anchor.PUBLISHED)
    return resolve(reading, published_on=published_on, previous=[] if day is None else [day], tense=None)
