"""When movable feasts fall.

Belongs here: the day of a feast in a year, from the rule that `timex_words.csv` gives for it. Does not belong here:
names of feasts, which of several years a text means (`timex_resolve`).

Rules: "easter-2" is two days before Western Easter, "orthodox+0" Orthodox Easter, "11 4 TH" the fourth Thursday of
November, "5 -1 MO" the last Monday of May, "11 1 MO 1" the day after the first Monday of November.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

_FIRST_GREGORIAN_YEAR = 1583
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@cache
def feast_day(rule: str, year: int) -> date | None:
    """The day of a feast.

    Args:
        rule: As above. ValueError or KeyError where it is none.
        year: A year of the Gregorian calendar.

    Returns:
        The day; None before the Gregorian calendar or after the year 9999.
    """
    if not _FIRST_GREGORIAN_YEAR <= year < date.max.year:
        return None
    for name, easter in (("easter", western_easter), ("orthodox", orthodox_easter)):
        if rule.startswith(name):
            return easter(year) + timedelta(days=int(rule.removeprefix(name)))
    month, place, weekday, *after = rule.split()
    day = _nth_weekday(year, int(month), int(place), _WEEKDAYS.index(weekday))
    return day + timedelta(days=sum(map(int, after)))


def western_easter(year: int) -> date:
    """Easter Sunday of the Western churches (Oudin 1940, in the Explanatory Supplement to the Astronomical Almanac)."""
    golden, century = year % 19, year // 100
    epact = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon = epact - (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - golden) // 11))
    days = moon - (year + year // 4 + moon + 2 - century + century // 4) % 7
    return date(year, 3, 1) + timedelta(days=days + 27)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the Eastern churches, as a Gregorian date (Meeus's Julian algorithm)."""
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + weekday + 114, 31)
    return date(year, month, day + 1) + timedelta(days=year // 100 - year // 400 - 2)


def _nth_weekday(year: int, month: int, place: int, weekday: int) -> date:
    """The n-th weekday of a month, the last for -1."""
    if place < 0:
        following = date(year + month // 12, month % 12 + 1, 1)
        last = following - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (place - 1))
