"""Dated positions → counts per period.

Belongs here: how long a period is and what falls into it. Does not belong here: how it is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from schemas.codes import PositionActorRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

MOST_PERIODS = 32  # bars that a phone has room for, and lines that a reader has patience for
UNITS = (("month", 1), ("quarter", 3), ("year", 12), ("decade", 120), ("century", 1200))  # with their months


class Dated(NamedTuple):
    """A position of an actor on a day; `story` is the cluster of articles in nearly the same words."""

    day: date
    role: str
    position_id: str
    story: str


class Period(NamedTuple):
    """A period, such as `2026-03`, `2026-Q1` or `2026`, with an actor's positions in it.

    Each position counts once as source and once as target; beside them the number of stories that they stand in.
    """

    name: str
    as_source: int
    source_stories: int
    as_target: int
    target_stories: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Periods of one unit from the first to the last, none left out; no unit where there is nothing to count."""

    unit: str | None
    periods: Sequence[Period]


def timeline(dated: Iterable[Dated]) -> Timeline:
    """Count positions in the shortest unit that makes at most 32 periods."""
    found = list(dated)
    if not found:
        return Timeline(None, [])
    months = [_month(row.day) for row in found]
    unit, length = next((u for u in UNITS if max(months) // u[1] - min(months) // u[1] < MOST_PERIODS), UNITS[-1])
    in_period: dict[int, list[Dated]] = {n: [] for n in range(min(months) // length, max(months) // length + 1)}
    for row, month in zip(found, months, strict=True):
        in_period[month // length].append(row)
    return Timeline(unit, [Period(_name(n * length, unit), *_counts(rows)) for n, rows in in_period.items()])


def _month(day: date) -> int:
    """Months since the year 0."""
    return day.year * 12 + day.month - 1


def _name(first_month: int, unit: str) -> str:
    year, month = divmod(first_month, 12)
    if unit == "month":
        return f"{year:04}-{month + 1:02}"
    return f"{year:04}-Q{month // 3 + 1}" if unit == "quarter" else f"{year:04}"


def _counts(rows: Sequence[Dated]) -> Iterator[int]:
    for role in (PositionActorRole.SOURCE, PositionActorRole.TARGET):
        of_role = [row for row in rows if row.role == role]
        yield len({row.position_id for row in of_role})
        yield len({row.story for row in of_role})
