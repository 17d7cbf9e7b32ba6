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
from pipelines.annotate.timex_reading import Expression
from pipelines.annotate.timex_words import GAP
from schemas.codes import Granularity, TimexType

_BESIDE = re.compile(rf",?{GAP}(?:(?:(?P<at>at)|on|by|of){GAP}(?:(?:about|around){GAP})?)?", re.IGNORECASE)
_SPACE = re.compile(GAP)
_OF_MONTH = frozenset({"1", "2", "3", "4", "last"})
_PART_OF_DAY = re.compile(r"T(?:MO|AF|EV|NI)$")


def joined(text: str, expressions: Iterable[Expression]) -> list[Expression]:
    """The expressions of a text, in order, those joined that make one; parts of a day that need a day are left out."""
    found: list[Expression] = []
    for expression in expressions:
        whole = _of_two(text, found[-1], expression) if found else None
        if whole is None:
            found.append(expression)
        else:
            found[-1] = whole
    return [expression for expression in found if not expression.reading.joined]


def _of_two(text: str, first: Expression, second: Expression) -> Expression | None:
    return _clock_of_day(text, first, second) or _week_of(text, first, second)


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
    return replace(
        first, char_end=second.char_end, prior=min(first.prior, second.prior), reading=reading, mod=second.mod
    )


def _clock_of_day(text: str, first: Expression, second: Expression) -> Expression | None:
    """One expression for a clock time and a day, None if they are not beside each other or not such a pair."""
    between = _BESIDE.fullmatch(text, first.char_end, second.char_start)
    if between is None or (between["at"] and second.reading.of_day):
        return None
    for day, clock in ((first, second), (second, first)):
        template = _day_of(day) if clock.reading.of_day else None
        if template is not None:
            time_of_day = clock.reading.timex_value.partition("T")[2]
            reading = replace(day.reading, timex_type=TimexType.TIME, timex_value=f"{template}T{time_of_day}")
            prior = min(day.prior, clock.prior)
            return Expression(first.char_start, second.char_end, clock.rule, prior, reading, day.mod or clock.mod)
    return None


def _day_of(expression: Expression) -> str | None:
    """The value of a day, also of one whose part is told ("tonight"); None for what is no day."""
    if expression.reading.of_day:
        return None
    template = _PART_OF_DAY.sub("", expression.reading.timex_value)
    return template if granularity(template) is Granularity.DAY else None
