"""Completing underspecified time expressions.

Belongs here: which day an expression is counted from, which of its candidates is meant, and the value and interval
that follow. Does not belong here: finding expressions (`timex_grammar`), what the verb and the preposition say
(`timex_tense`), the calendar itself (`timex_calendar`, `timex_feasts`).

Nothing is guessed: without a publication date what counts from it stays a template, and so does what counts from
an earlier date where there is none of the needed precision, or a day whose order of day and month nobody tells.
Method: nearest candidate on the side of the governing verb's tense, see `timex_tense`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipelines.annotate.timex_calendar import Period, candidate, cycle, granularity, period, shift, week_by
from pipelines.annotate.timex_feasts import feast_day
from pipelines.annotate.timex_reading import Reading, Side
from pipelines.annotate.timex_tense import Tense
from schemas.codes import Anchor, Granularity

_SEARCHED_CYCLES = 9  # 29 February may be eight years away
_PRECISION = {unit: rank for rank, unit in enumerate(Granularity)}

_REPORTING = frozenset({Granularity.QUARTER, Granularity.HALF})

# How many days nearer a candidate must be to stand against the verb. Where the date hangs on the verb none is near
# enough; the past of a verb further up loses against what is half a year nearer.
_DAYS_AGAINST_TENSE = {
    Tense.PAST: {Granularity.WEEK: 7, Granularity.YEAR: 366},
    Tense.PERHAPS_PAST: {Granularity.WEEK: 7, Granularity.YEAR: 182},
    Tense.FUTURE: {Granularity.WEEK: 7, Granularity.YEAR: 366},
}
_QUARTER_AGAINST_TENSE = 182  # results of a quarter that has ended "will be" reported


@dataclass(frozen=True, slots=True)
class Resolution:
    """A value with its period, None where it has none or stays open, and what it was counted from."""

    timex_value: str
    period: Period | None
    anchor: Anchor


def resolve(
    reading: Reading,
    *,
    published_on: date | None,
    previous: Sequence[Period],
    tense: Tense | None,
    day_first: bool | None = None,
) -> Resolution:
    """Complete a reading.

    Args:
        reading: What the grammar found.
        published_on: The publication date, None where it is not known.
        previous: The periods found before it in the text, in order.
        tense: Where the governing verb puts it, None where that is not told.
        day_first: Whether the source writes the day before the month, None where that is not known.

    Returns:
        The full value with its period; the reading's own value, no period and anchor NONE where it cannot be
        completed or has no period (durations, sets, references).
    """
    if reading.orders is not None and day_first is not None:
        reading = _in_order(reading, reading.orders[day_first])
    if reading.against is Anchor.EXPLICIT:
        return _explicit(reading)
    anchor = _anchor_period(reading, published_on, previous)
    found = None if anchor is None else _choose(reading, anchor, tense)
    if found is not None:
        found = _week_by_it(reading, found)
    if found is not None:
        return Resolution(found.value, found, reading.against)
    if reading.otherwise is None:
        return Resolution(reading.timex_value, None, Anchor.NONE)
    return resolve(reading.otherwise, published_on=published_on, previous=previous, tense=tense)


def _explicit(reading: Reading) -> Resolution:
    found = period(reading.timex_value)
    found = None if found is None else _week_by_it(reading, found)
    return Resolution(reading.timex_value if found is None else found.value, found, Anchor.EXPLICIT)


def _week_by_it(reading: Reading, found: Period) -> Period | None:
    """The period, or the day or week that the reading counts from it."""
    if reading.weeks:
        later = shift(found.start, reading.weeks, Granularity.WEEK)
        return None if later is None else period(later.isoformat())
    return found if reading.week is None else week_by(found, reading.week)


def _in_order(reading: Reading, timex_value: str) -> Reading:
    """The reading with day and month in the order of its source."""
    against = Anchor.EXPLICIT if period(timex_value) is not None else Anchor.PUBLISHED
    return replace(reading, timex_value=timex_value, against=against)


def _anchor_period(reading: Reading, published_on: date | None, previous: Sequence[Period]) -> Period | None:
    """The period to count from: the publication date, or the last one that is precise enough for the reading."""
    if reading.against is Anchor.PUBLISHED and published_on is not None:
        day = shift(published_on, reading.months, Granularity.MONTH)
        return None if day is None else Period(day.isoformat(), Granularity.DAY, day, day)
    if reading.years is not None:
        return _reporting_period(previous, published_on)
    unit = cycle(reading.timex_value)
    if reading.against is not Anchor.PREVIOUS or unit is None:
        return None
    precise = (earlier for earlier in reversed(previous) if _PRECISION[earlier.granularity] <= _PRECISION[unit])
    return next(precise, None)


def _reporting_period(previous: Sequence[Period], published_on: date | None) -> Period | None:
    """The last period of a quarter or longer that was over, if it is a quarter or a half."""
    coarse = (
        earlier
        for earlier in reversed(previous)
        if _PRECISION[earlier.granularity] >= _PRECISION[Granularity.QUARTER]
        and (published_on is None or earlier.granularity not in _REPORTING or earlier.end < published_on)
    )
    last = next(coarse, None)
    return last if last is not None and last.granularity in _REPORTING else None


def _choose(reading: Reading, anchor: Period, tense: Tense | None) -> Period | None:
    """The candidate that the reading means."""
    if reading.years is not None:
        named = reading.timex_value[:4]
        year = int(named) if named.isdecimal() else anchor.start.year + reading.years
        return period(f"{year:04}{anchor.value[4:]}")
    if reading.cycle is not None:
        return _in_cycle(reading, anchor, reading.cycle)
    earlier = (_candidate(reading, anchor.start, -steps) for steps in range(_SEARCHED_CYCLES + 1))
    later = (_candidate(reading, anchor.start, steps) for steps in range(_SEARCHED_CYCLES + 1))
    before = next((found for found in earlier if found is not None and found.end < anchor.start), None)
    if reading.side is Side.BEFORE:
        return before
    after = next((found for found in later if found is not None and found.start > anchor.end), None)
    if reading.side is Side.AFTER:
        return after
    around = [found for found in (_candidate(reading, anchor.start, 0), before, after) if found is not None]
    if tense is None and reading.side is Side.COMING:
        tense = Tense.FUTURE
    against_tense = _days_against(tense, reading)
    return min(around, key=lambda found: _distance(found, anchor, tense, against_tense), default=None)


def _days_against(tense: Tense | None, reading: Reading) -> int:
    unit = Granularity.YEAR if reading.feast else cycle(reading.timex_value)
    if tense is None or unit is None:
        return 0
    if granularity(reading.timex_value) is Granularity.QUARTER:
        return _QUARTER_AGAINST_TENSE
    return _DAYS_AGAINST_TENSE[tense].get(unit, 0)


def _candidate(reading: Reading, day: date, steps: int) -> Period | None:
    """The reading completed so many cycles from a day's own."""
    if reading.feast is None:
        return candidate(reading.timex_value, day, steps)
    found = feast_day(reading.feast, day.year + steps)
    return None if found is None else period(found.isoformat())


def _in_cycle(reading: Reading, anchor: Period, steps: int) -> Period | None:
    """The candidate so many cycles away; "this winter" is the one that holds the anchor, if one does."""
    if steps == 0:
        before = _candidate(reading, anchor.start, -1)
        if before is not None and before.start <= anchor.start <= before.end:
            return before
    return _candidate(reading, anchor.start, steps)


def _distance(found: Period, anchor: Period, tense: Tense | None, against_tense: int) -> int:
    """Days between two periods, 0 where they overlap, and more if the tense says the other side."""
    after, before = (found.start - anchor.end).days, (anchor.start - found.end).days
    wrong_side = (tense in {Tense.PAST, Tense.PERHAPS_PAST} and after > 0) or (tense is Tense.FUTURE and before > 0)
    return max(after, before, 0) + against_tense * wrong_side
