"""TIMEX3 values as periods of the calendar, and back.

Belongs here: what a TIMEX3 value means in days, how it is written, and how an underspecified value ("XXXX-10-05",
some fifth of October) is completed near a given day. Does not belong here: how English says a date (`timex_grammar`),
and which of several candidates a text means (`timex_resolve`).

Values after TimeML 1.2.1 (Saurí et al. 2006) and its source, ISO 8601. Weeks are ISO weeks, Monday to Sunday. TIMEX3
does not say when a season begins: here they are the meteorological ones of the northern hemisphere (spring begins in
March), and a winter belongs to the year of its December.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from schemas.codes import Granularity

_DAY = r"[0-9X]{4}-(?:[0-9X]{2}-[0-9X]{2}|W[0-9X]{2}-[1-7X])"
_CLOCK = r"T(?:MO|MI|AF|EV|NI|DT|[0-9X]{2}(?::[0-9X]{2}(?::[0-9X]{2})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)"
_SHAPES: tuple[tuple[Granularity, str], ...] = (
    (Granularity.CENTURY, r"[0-9X]{2}"),
    (Granularity.DECADE, r"[0-9X]{3}"),
    (Granularity.YEAR, r"[0-9X]{4}"),
    (Granularity.MONTH, r"[0-9X]{4}-[0-9X]{2}"),
    (Granularity.DAY, _DAY),
    (Granularity.WEEK, r"[0-9X]{4}-W[0-9X]{2}"),
    (Granularity.WEEKEND, r"[0-9X]{4}-W[0-9X]{2}-WE"),
    (Granularity.QUARTER, r"[0-9X]{4}-Q[1-4X]"),
    (Granularity.HALF, r"[0-9X]{4}-H[12X]"),
    (Granularity.SEASON, r"[0-9X]{4}-(?:SP|SU|FA|WI)"),
    (Granularity.TIME, _DAY + _CLOCK),
)
_COUNT = r"(?:[0-9]+(?:\.[0-9]+)?|X)"
_DURATION = rf"P(?=.)(?:{_COUNT}(?:Y|Q|M|W|D|WE))*(?:T(?=.)(?:{_COUNT}[HMS])+)?"

#: Every value that this project writes: a calendar value, a duration, or one of the three vague references.
TIMEX3_VALUE = re.compile("|".join([*(shape for _, shape in _SHAPES), _DURATION, "(?:PAST|PRESENT|FUTURE)_REF"]))

_GRANULARITIES = tuple((unit, re.compile(shape)) for unit, shape in _SHAPES)
_REMEMBERED = 4096  # values of a few articles; most stand in an article more than once

_SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_MONTHS = {
    Granularity.MONTH: 1,
    Granularity.QUARTER: 3,
    Granularity.HALF: 6,
    Granularity.YEAR: 12,
    Granularity.DECADE: 120,
    Granularity.CENTURY: 1200,
}
_DAYS = {Granularity.DAY: 1, Granularity.WEEK: 7}
_CYCLES: tuple[tuple[str, Granularity], ...] = (
    ("XXXX-WXX", Granularity.WEEK),
    ("XXXX-XX-XX", Granularity.DAY),
    ("XXXX-XX", Granularity.MONTH),
    ("XXXX-QX", Granularity.QUARTER),
    ("XXXX-HX", Granularity.HALF),
    ("XXXX", Granularity.YEAR),
    ("XXX", Granularity.DECADE),
    ("XX", Granularity.CENTURY),
)


@dataclass(frozen=True, slots=True)
class Period:
    """A fully specified TIMEX3 value and its first and last day."""

    value: str
    granularity: Granularity
    start: date
    end: date


@lru_cache(_REMEMBERED)
def granularity(value: str) -> Granularity | None:
    """The finest unit of a calendar value, known or X; None for durations, references and what is no TIMEX3."""
    return next((unit for unit, shape in _GRANULARITIES if shape.fullmatch(value)), None)


@lru_cache(_REMEMBERED)
def period(value: str) -> Period | None:
    """The days that a value covers.

    Args:
        value: A TIMEX3 value. A time of day covers its day; zones are not applied.

    Returns:
        The period, or None where the value holds an X, is no calendar value, or names a day that does not exist.
    """
    unit = granularity(value)
    if unit is None or "X" in value:
        return None
    try:
        start, end = _bounds(value.partition("T")[0], Granularity.DAY if unit is Granularity.TIME else unit)
    except (ValueError, OverflowError):  # month 13, 30 February, week 53 of a short year, year 0
        return None
    return Period(value, unit, start, end)


def _bounds(value: str, unit: Granularity) -> tuple[date, date]:
    """First and last day of a value of a given unit; ValueError or OverflowError where there is no such time."""
    year, detail = int(value[:4].ljust(4, "0")), value[5:]
    if detail.startswith("W") and detail != "WI":
        return _days_of_week(year, int(detail[1:3]), detail[4:])
    if unit is Granularity.DAY:
        day = date(year, int(detail[:2]), int(detail[3:]))
        return day, day
    if not detail:  # there is no year 0: the first decade and century are a year short
        return _months(max(year, 1), 1, _MONTHS[unit] - 12 * (year == 0))
    if unit is Granularity.SEASON:
        return _months(year, _SEASON_MONTHS[detail], 3)
    length = _MONTHS[unit]  # month, quarter, half: "-05", "-Q2", "-H1"
    return _months(year, (int(detail.lstrip("QH")) - 1) * length + 1, length)


def _days_of_week(year: int, week: int, part: str) -> tuple[date, date]:
    """First and last day of an ISO week, of its weekend ("WE") or of its n-th day."""
    first, last = {"": (1, 7), "WE": (6, 7)}.get(part) or (int(part), int(part))
    monday = date.fromisocalendar(year, week, 1)
    return monday + timedelta(days=first - 1), monday + timedelta(days=last - 1)


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    """First day of a month and last day of the `count`-th month from it on."""
    years, last = divmod(month - 1 + count - 1, 12)
    end_year, end_month = year + years, last + 1
    return date(year, month, 1), date(end_year, end_month, monthrange(end_year, end_month)[1])


def shift(day: date, count: int, unit: Granularity) -> date | None:
    """The day that lies `count` units later (earlier if negative); None outside of the years 1 to 9999.

    Where the month is too short for the day, its last day is taken. `unit` is one of those of a cycle, see `cycle`.
    """
    try:
        if unit in _DAYS:
            return day + timedelta(days=count * _DAYS[unit])
        year, month = divmod(12 * day.year + day.month - 1 + count * _MONTHS[unit], 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError, IndexError):
        return None


def week_by(found: Period, which: str) -> Period | None:
    """The week that holds the first day of a period, or one of the period's own.

    Args:
        found: A day or a longer period.
        which: "of", "before" and "after" the first day; "1" to "4" and "last" of the period: the week that holds most
            of its first seven days, of the next seven …, of its last seven.

    Returns:
        The ISO week, None outside of the years 1 to 9999.
    """
    days = {"of": 0, "before": -7, "after": 7}.get(which)
    if which == "last":
        day = shift(found.end, -3, Granularity.DAY)
    else:
        day = shift(found.start, 7 * int(which) - 4 if days is None else days, Granularity.DAY)
    return None if day is None else period("{:04}-W{:02}".format(*day.isocalendar()))


@lru_cache(_REMEMBERED)
def cycle(template: str) -> Granularity | None:
    """How often a template recurs: "XXXX-10-05" each year, "XXXX-WXX-4" each week, "XXXX-XX-XX" each day.

    None where the value has no X to complete, or where completing it would need more than its cycle ("2022-XX-XX").
    """
    if granularity(template) is None:
        return None
    head = template.partition("T")[0]
    unit = next((unit for prefix, unit in _CYCLES if head.startswith(prefix)), None)
    return unit if unit is None or period(fill(template, date(2000, 1, 1))) is not None else None


def is_unbroken(template: str) -> bool:
    """Whether the template's periods follow each other without a gap: days, weeks, years; not Thursdays or Junes."""
    return any(template.partition("T")[0] == prefix for prefix, _ in _CYCLES)


def fill(template: str, day: date) -> str:
    """Complete a template from the day's cycle: "XXXX-10" on any day of 2021 is "2021-10".

    Args:
        template: A calendar value whose X stand in front ("XXXX-WXX-4", "XXXX-Q3", "XXX", "XXXX-XX-XXTNI").
        day: Any day of the cycle wanted.

    Returns:
        The value, a day given as a calendar date. It need not exist: "XXXX-02-29" in 2021 is "2021-02-29".
    """
    head, mark, clock = template.partition("T")
    if head.startswith("XXXX-WXX"):
        iso = day.isocalendar()
        weekday = head[9:]
        if weekday.isdigit():
            return date.fromisocalendar(iso.year, iso.week, int(weekday)).isoformat() + mark + clock
        return f"{iso.year:04}-W{iso.week:02}{head[8:]}{mark}{clock}"
    head = head.replace("QX", f"Q{(day.month + 2) // 3}").replace("HX", f"H{(day.month + 5) // 6}")
    known = day.isoformat()
    return "".join(known[place] if letter == "X" else letter for place, letter in enumerate(head)) + mark + clock


def candidate(template: str, day: date, steps: int) -> Period | None:
    """The template completed in the cycle that lies `steps` cycles after that of a day.

    Args:
        template: As for `fill`.
        day: The day to count from.
        steps: Number of cycles; 0 is the day's own, negative ones lie before it.

    Returns:
        The period, or None where the template cannot be completed so or there is no such time.
    """
    unit = cycle(template)
    moved = None if unit is None else shift(day, steps, unit)
    if moved is None:
        return None
    try:
        return period(fill(template, moved))
    except ValueError:  # a day of the first or last week of the calendar that lies outside of it
        return None
