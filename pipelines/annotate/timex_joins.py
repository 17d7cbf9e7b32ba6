"""Expressions that stand beside each other and make one together.

Belongs here: "the week of" and its day; a clock time or a part of a day with its day ("8 p.m. Thursday", "noon on
Thursday", "the night of July 11", "half past nine on Saturday night"; "Thursday at noon" is two expressions). Does
not belong here: expressions of one rule (`timex_rules_*`), the day of a clock time that stands further away
(`timex_clock_days`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from pipelines.annotate.timex_calendar import granularity
from pipelines.annotate.timex_reading import Expression, Reading, Side, explicit
from pipelines.annotate.timex_words import GAP
from schemas.codes import Anchor, Granularity, TimexType

_BESIDE = re.compile(rf",?{GAP}(?:(?:(?P<at>at)|on|by|of){GAP}(?:(?:about|around){GAP})?)?", re.IGNORECASE)
_RANGE = re.compile(rf"{GAP}(?:and|or|to|till|until|through){GAP}|{GAP}?[-\u2013]{GAP}?", re.IGNORECASE)
_OPEN_YEAR = re.compile(r"XXXX(?:-[0-9]{2}){1,2}")
_FULL_YEAR = re.compile(r"[0-9]{4}(?:-[0-9]{2}){1,2}")
_SPACE = re.compile(GAP)
_OF_MONTH = frozenset({"1", "2", "3", "4", "last"})
_PART_OF_DAY = re.compile(r"T(?:MO|AF|EV|NI)$")


def joined(text: str, expressions: Iterable[Expression]) -> list[Expression]:
    """The expressions of a text, in order, those joined that make one; parts of a day that need a day are left out."""
    found: list[Expression] = []
    for expression in expressions:
        whole = _of_two(text, found[-1], expression) if found else None
        if whole is None:
            if found:
                found[-1] = _with_year_of(text, found[-1], expression)
            found.append(expression)
        else:
            found[-1] = whole
    return [expression for expression in found if not expression.reading.joined]


def _of_two(text: str, first: Expression, second: Expression) -> Expression | None:
    return _clock_of_day(text, first, second) or _week_of(text, first, second)


def _with_year_of(text: str, first: Expression, second: Expression) -> Expression:
    """The first of two months or days with the year that the second names: "between September and December 2008"."""
    early, late = first.reading.timex_value, second.reading.timex_value
    if not (_OPEN_YEAR.fullmatch(early) and _FULL_YEAR.fullmatch(late) and _is_by_tense(first.reading)):
        return first
    if not _RANGE.fullmatch(text, first.char_end, second.char_start):
        return first
    found = explicit(f"{int(late[:4]) - (early[5:] > late[5:]):04}{early[4:]}", first.reading.group)
    return first if found is None else replace(first, reading=found)


def _is_by_tense(reading: Reading) -> bool:
    return reading.against is Anchor.PUBLISHED and reading.cycle is None and reading.side is Side.TENSE


def _week_of(text: str, first: Expression, second: Expression) -> Expression | None:
    """The week that the date after it tells: "the week of March 6", "the first week of July"."""
    if (
        first.reading.week is None
        or not first.reading.joined
        or not _SPACE.fullmatch(text, first.char_end, second.char_start)
    ):
        return None
    grain = granularity(second.reading.timex_value)
    if grain is not (Granularity.MONTH if first.reading.week in _OF_MONTH else Granularity.DAY):
        return None
    reading = replace(second.reading, week=first.reading.week)
    return replace(first, char_end=second.char_end, reading=reading, mod=second.mod)


def _clock_of_day(text: str, first: Expression, second: Expression) -> Expression | None:
    """One expression for a clock time and a day, None if they are not beside each other or not such a pair."""
    between = _BESIDE.fullmatch(text, first.char_end, second.char_start)
    if between is None or (between["at"] and second.reading.of_day):
        return None
    for day, clock in ((first, second), (second, first)):
        template = _day_of(day) if clock.reading.of_day else None
        if template is not None:
            time_of_day = clock.reading.timex_value.partition("T")[2]
            is_set = day.reading.timex_type is TimexType.SET
            kind = TimexType.SET if is_set else TimexType.TIME
            reading = replace(day.reading, timex_type=kind, timex_value=f"{template}T{time_of_day}")
            return Expression(first.char_start, second.char_end, clock.rule, reading, day.mod or clock.mod)
    return None


def _day_of(expression: Expression) -> str | None:
    """The value of a day, also of one whose part is told ("tonight"); None for what is no day."""
    if expression.reading.of_day:
        return None
    template = _PART_OF_DAY.sub("", expression.reading.timex_value)
    return template if granularity(template) is Granularity.DAY else None
