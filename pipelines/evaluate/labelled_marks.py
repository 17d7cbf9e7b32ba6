"""Marks of numbers and dates in a line of our own articles.

Belongs here: what `[words|kind|value|unit|counted|bound]` and `{words|TYPE|value|first day/last day}` mean. Does not
belong here: files, articles; the labels' conventions stand in `labelled/README.md`.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from schemas.codes import Bound, NumberKind, TimexType

_NUMBER = (
    r"\[(?P<number>[^][{}|]+)\|(?P<kind>[^][{}|]*)\|(?P<value>[^][{}|]*)\|(?P<unit>(?:[^][|]|\[[^][|]*\])*)"
    r"\|(?P<counted>[^][{}|]*)(?:\|(?P<bound>[^][{}|]*))?\]"
)
_TIMEX = r"\{(?P<timex>[^][{}|]+)\|(?P<type>[^][{}|]*)\|(?P<timex_value>[^][{}|]*)(?:\|(?P<days>[^][{}|]*))?\}"
_TIMEX3_VALUE = re.compile(r"[A-Z0-9_:+.-]+")  # looser than what the project writes: labels may say more
_MARK = re.compile(f"{_NUMBER}|{_TIMEX}")

type Days = tuple[date, date]
type Mark = LabelledNumber | LabelledTimex


@dataclass(frozen=True, slots=True)
class LabelledNumber:
    """A marked quantity (half-open offsets of the text); `value_max` is set for ranges, `counted` is a lemma."""

    start: int
    end: int
    kind: NumberKind
    value: float
    value_max: float | None
    unit: str | None
    counted: str | None
    bound: Bound


@dataclass(frozen=True, slots=True)
class LabelledTimex:
    """A marked time expression (half-open offsets of the text); `days` are the first and last day, where it has any."""

    start: int
    end: int
    timex_type: TimexType
    value: str
    days: Days | None


def read_marks(line: str, offset: int = 0) -> tuple[str, list[Mark]]:
    """The words of a line without its marks, and the marks in order, their offsets counted from `offset`.

    Raises: ValueError saying what is wrong with a mark.
    """
    text, marks, done = "", list[Mark](), 0
    for found in _MARK.finditer(line):
        words = found["number"] or found["timex"]
        if words != words.strip():
            message = f"{words!r} has blanks at its edges; move them out of the mark"
            raise ValueError(message)
        text += line[done : found.start()] + words
        span = offset + len(text) - len(words), offset + len(text)
        marks.append(_number(found, span) if found["number"] else _timex(found, span))
        done = found.end()
    text += line[done:]
    if stray := re.search(r"[][{}|]", text):
        around = text[max(stray.start() - 20, 0) : stray.end() + 20]
        message = (
            f"{stray.group()!r} in {around!r} is no mark; write [words|kind|value|unit|counted] or {{words|TYPE|value}}"
        )
        raise ValueError(message)
    return text, marks


def _number(found: re.Match[str], span: tuple[int, int]) -> LabelledNumber:
    kind, bound = NumberKind(found["kind"]), Bound(found["bound"] or Bound.EXACT)
    values = [float(written) for written in found["value"].split("..")]
    if len(values) > 2 or not all(map(math.isfinite, values)) or any(low > high for low, high in pairwise(values)):
        message = f"{found['value']!r} is neither a number nor low..high"
        raise ValueError(message)
    value_max = values[1] if len(values) == 2 else None
    if value_max is not None:
        if bound is not Bound.EXACT:
            message = f"a range has no bound {bound}; leave it out"
            raise ValueError(message)
        bound = Bound.RANGE
    unit, counted = found["unit"] or None, found["counted"] or None
    return LabelledNumber(*span, kind, values[0], value_max, unit, counted, bound)


def _timex(found: re.Match[str], span: tuple[int, int]) -> LabelledTimex:
    timex_type, value = TimexType(found["type"]), found["timex_value"]
    if _TIMEX3_VALUE.fullmatch(value) is None:
        message = f"{value!r} is no TIMEX3 value"
        raise ValueError(message)
    return LabelledTimex(*span, timex_type, value, _days(found["days"]))


def _days(written: str | None) -> Days | None:
    if not written:
        return None
    first, last = map(date.fromisoformat, written.split("/"))
    if first > last:
        message = f"{written!r}: the first day comes after the last"
        raise ValueError(message)
    return first, last
