"""Amounts that are told in two or more units: "6ft 2in", "5 hours and 12 minutes", "two dollars and 50 cents".

Belongs here: joining neighbouring numbers into one such amount. Does not belong here: ranges and shares (`readings`),
conversion of amounts in one unit.

The amount is in the smallest unit that is named, so that whole numbers stay whole: 6ft 2in are 74 inches. Units whose
length varies (a month in days) are not joined; money is in its currency.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from schemas.codes import NumberKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelines.annotate.readings import Reading

_PARTS = {
    ("a", "mo"): 12,
    ("wk", "d"): 7,
    ("d", "h"): 24,
    ("h", "min"): 60,
    ("min", "s"): 60,
    ("km", "m"): 1000,
    ("m", "cm"): 100,
    ("[mi_i]", "[yd_i]"): 1760,
    ("[yd_i]", "[ft_i]"): 3,
    ("[ft_i]", "[in_i]"): 12,
    ("kg", "g"): 1000,
    ("[stone_av]", "[lb_av]"): 14,
    ("[lb_av]", "[oz_av]"): 16,
}
"""How many of a smaller unit make one of a larger: UCUM 2.1; 12 months a year, as in the calendar."""

_CENTS = 100
_BETWEEN = re.compile(r",?\s(?:and\s)?|")


def join_compounds(text: str, readings: Iterable[Reading]) -> list[Reading]:
    """Join the numbers of each amount that is told in several units.

    Args:
        text: The text.
        readings: The numbers in order, each with its own unit.

    Returns: the readings in order; a joined one has the last number's unit, and spans them all.
    """
    joined: list[Reading] = []
    for reading in readings:
        whole = _whole(text, joined[-1], reading) if joined else None
        if whole is None:
            joined.append(reading)
        else:
            joined[-1] = whole
    return joined


def _whole(text: str, large: Reading, small: Reading) -> Reading | None:
    """Both numbers as one amount; None where they are two."""
    if large.unit is None or small.unit is None or not _BETWEEN.fullmatch(text, large.char_end, small.char_start):
        return None
    if not _is_plain(large) or large.value % 1 or small.value_max is not None or small.number.ordinal:
        return None
    parts = _PARTS.get((large.unit.code, small.unit.code))
    if parts is not None and 0 < small.value < parts:
        value = large.value * parts + small.value
    elif _are_cents(large, small):
        value = large.value + small.value
    else:
        return None
    return replace(
        large, char_end=small.char_end, value=round(value, 9), value_max=None, unit=small.unit, joined=small.number
    )


def _is_plain(reading: Reading) -> bool:
    return reading.value_max is None and not (reading.number.ordinal or reading.number.fraction) and reading.value > 0


def _are_cents(large: Reading, small: Reading) -> bool:
    """Whether the second number is of the hundredths of the first one's currency."""
    if large.unit is None or small.unit is None or large.unit.code != small.unit.code:
        return False
    is_money = large.unit.kind is NumberKind.MONEY and large.unit.factor == 1
    return is_money and small.unit.factor * _CENTS == 1 and 0 < small.value < 1
