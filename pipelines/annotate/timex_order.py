"""The expressions of a text resolved in order: what counts from an earlier date, and times of a day told elsewhere.

Belongs here: keeping the dates that the text has given. Does not belong here: completing one value
(`timex_resolve`), finding expressions (`timex_grammar`), records (`dates`).
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from spacy.tokens import Span

from pipelines.annotate.timex_calendar import Period, cycle
from pipelines.annotate.timex_clock_days import DayGiven, day_of_clock, is_day, verb_above
from pipelines.annotate.timex_reading import Reading
from pipelines.annotate.timex_resolve import Resolution, resolve
from pipelines.annotate.timex_tense import tense_of
from schemas.codes import Anchor, Granularity

_COMPARING = frozenset({"against", "from", "on", "over", "than", "with"})
_DAY_OF_MONTH = re.compile(r"XXXX-XX-[0-9]{2}")
_MONTHS_OF_YEAR = 12
_LONG = frozenset({"P6M", "P9M"})  # more than a quarter of a company's year
_REMEMBERED = 64  # dates that later ones may count from: so the time grows with the text alone


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
    previous: deque[Period] = deque(maxlen=_REMEMBERED)
    latest: tuple[int, Period] | None = None  # with its sentence
    days: list[DayGiven] = []
    resolutions: dict[int, Resolution] = {}
    for index, one in enumerate(expressions):
        if _is_clock(one.reading):
            continue
        in_sentence = latest[1] if latest is not None and latest[0] == one.sentence_no else None
        found = resolve(
            _by_sentence(one, in_sentence, expressions[index - 1] if index else None),
            published_on=published_on,
            previous=previous,
            tense=tense_of(one.span),
            day_first=day_first,
        )
        resolutions[index] = found
        if found.period is not None and not one.reading.compared:
            previous.append(found.period)
            latest = one.sentence_no, found.period
            if is_day(found.period):
                days.append(DayGiven(found.period, one.span, verb_above(one.span), one.sentence_no, one.paragraph_no))
    starts = [day.span.start for day in days]
    for index, one in enumerate(expressions):
        if index not in resolutions:
            place = bisect(starts, one.span.start)
            near = days[max(0, place - _REMEMBERED) : place + _REMEMBERED]
            resolutions[index] = _clock(one, published_on, near)
    return [resolutions[index] for index in range(len(expressions))]


def _by_sentence(one: Placed, latest: Period | None, before: Placed | None) -> Reading:
    """The reading as the last date of its sentence, and the expression before it, have it.

    A year's change is that of a month where it is told of one ("rose in May from a year earlier"), and of a year where
    it is told of nine months. A day of a month is one near the last day ("from March 5 to the 9th").
    """
    reading, start = one.reading, one.span.start
    if reading.years is not None and reading.otherwise is not None:
        long = before is not None and before.sentence_no == one.sentence_no and before.reading.timex_value in _LONG
        if long:
            return reading.otherwise
    if latest is not None and is_day(latest) and cycle(reading.timex_value) is Granularity.MONTH:
        return replace(reading, against=Anchor.PREVIOUS) if _DAY_OF_MONTH.fullmatch(reading.timex_value) else reading
    if reading.years is None or start == 0 or one.span.doc[start - 1].lower_ not in _COMPARING:
        return reading
    if latest is None or latest.granularity is not Granularity.MONTH:
        return reading
    return replace(reading, timex_value="XXXX-XX", cycle=_MONTHS_OF_YEAR * reading.years, years=None)


def _is_clock(reading: Reading) -> bool:
    """Whether an expression is a time of a day that is told elsewhere."""
    return reading.of_day and reading.against is Anchor.PREVIOUS


def _clock(one: Placed, published_on: date | None, days: Sequence[DayGiven]) -> Resolution:
    """The clock time on the day that it belongs to."""
    day = day_of_clock(one.span, one.sentence_no, one.paragraph_no, days)
    return resolve(one.reading, published_on=published_on, previous=[] if day is None else [day], tense=None)
