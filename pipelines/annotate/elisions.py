"""What a number takes over from another one: elided units and nouns, bound and trend.

Belongs here: "5, 10 and 15 per cent", "rose 2 per cent, then by 1", "3.9 million votes, up from 2.4 million"; what an
amount is counted by, "€90 a month, up from €60"; the same amount said again, "fell 12 points, or 0.3 per cent". Does
not belong here: what stands with the number itself.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pipelines.annotate.ages import is_age
from pipelines.annotate.counted_nouns import CountedNoun, counted_noun
from pipelines.annotate.model import text_of
from pipelines.annotate.readings import Reading, in_unit
from schemas.codes import Bound, NumberKind, Trend

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from pipelines.annotate.records import Number

_LIST = re.compile(r"[-\u2010\u2011]?,?\s(?:and|or|to)\s|[-\u2010\u2011]?,\s")
_MOVES = re.compile(r"\s\(?(?:up|down)\s")
_TO = re.compile(r"\sto\s(?:\w+\s){0,2}")
_FROM = re.compile(r"\bfrom\s(?:\w+\s)?\Z")
_FROM_REACH = 24
_AGAIN = re.compile(r"\s\(|,?\sor\s")
_COMPARES = re.compile(r"\b(?:from|against|with|to|versus|than|now)\s(?:(?:about|just|only)\s)?\Z|,\sor\s\Z")
_COMPARES_REACH = 16
_NEAR = 3  # numbers before, from which one may take what it is counted by
_DONORS = 12  # numbers before, from which one may take
_ALIKE = 8.0  # how many times larger one of two numbers of the same things may be
_POINTS = frozenset({"point"})


def share_units(text: str, readings: list[Reading]) -> list[Reading]:
    """Give numbers in a list the unit that only its last member names: "5, 10 and 15 per cent"."""
    shared = list(readings)
    for index, (before, after) in reversed(list(enumerate(pairwise(readings)))):
        unit = shared[index + 1].unit
        in_list = _LIST.fullmatch(text, before.char_end, after.char_start)
        if before.unit is None and unit is not None and in_list and not before.number.ordinal:
            shared[index] = in_unit(before, unit)
    return shared


def fill_elided(doc: Doc, readings: Sequence[Reading], sentence_of: Sequence[int]) -> list[Reading]:
    """Give bare numbers the unit, or the noun, of another number of their sentence that is like them.

    Args:
        doc: The parsed text.
        readings: The numbers in order, each with its own unit.
        sentence_of: For each token, the number of its sentence.
    """
    spans = [reading.number_span(doc) for reading in readings]
    nouns = [
        counted_noun(span) if reading.unit is None else None for reading, span in zip(readings, spans, strict=True)
    ]
    filled: list[Reading] = []
    for index, reading in enumerate(readings):
        if reading.unit is not None or nouns[index] is not None or not _takes(doc, reading):
            filled.append(reading)
            continue
        before = range(index - 1, max(-1, index - 1 - _DONORS), -1)
        beside = [i for i in (index + 1, *before) if i < len(readings)]
        donors = (i for i in beside if sentence_of[spans[i].start] == sentence_of[spans[index].start])
        donor = next((i for i in donors if _gives(text_of(doc), readings, nouns[i], i, index)), None)
        filled.append(reading if donor is None else _filled(reading, readings[donor], nouns[donor]))
    return filled


def _takes(doc: Doc, reading: Reading) -> bool:
    return not (reading.number.ordinal or reading.number.fraction or is_age(doc, reading))


def _gives(text: str, readings: Sequence[Reading], noun: CountedNoun | None, donor: int, index: int) -> bool:
    """Whether the unit or the noun of one number is also that of another."""
    giver, taker = readings[donor], readings[index]
    unit = giver.unit
    if (unit is None and noun is None) or (unit is not None and unit.kind is NumberKind.DURATION):
        return False
    if giver.number.ordinal or giver.number.fraction:
        return False
    if donor > index:
        between = text[taker.char_end : giver.char_start]
        return bool(_LIST.fullmatch(between) or _MOVES.fullmatch(between))
    giver_end = noun.char_end if noun is not None else giver.char_end
    if donor == index - 1 and _TO.fullmatch(text, giver_end, taker.char_start):
        from_giver = _FROM.search(text, max(0, giver.char_start - _FROM_REACH), giver.char_start) is not None
        return (noun is not None and noun.lemma in _POINTS) or from_giver
    smaller, larger = sorted(abs(reading.number.value) for reading in (giver, taker))
    same_form = giver.number.spelled == taker.number.spelled
    return same_form and larger <= _ALIKE * smaller and smaller > 0


def _filled(reading: Reading, donor: Reading, noun: CountedNoun | None) -> Reading:
    if donor.unit is not None:
        return in_unit(reading, donor.unit)
    return replace(reading, counted=noun)


def carry_rates(text: str, numbers: Sequence[Number]) -> list[Number]:
    """Give an amount what an earlier one is counted by: "$1.27 a share, against $1.41", "€90 a month, from €60"."""
    carried: list[Number] = []
    for number in numbers:
        rate = next((one for one in carried[: -_NEAR - 1 : -1] if _is_rate_of(one, number)), None)
        compares = _COMPARES.search(text, max(0, number.char_start - _COMPARES_REACH), number.char_start)
        carried.append(number if rate is None or compares is None else replace(number, kind=rate.kind, unit=rate.unit))
    return carried


def _is_rate_of(rate: Number, number: Number) -> bool:
    """Whether one number is a rate of what the other one is an amount of, in the same sentence and of like size."""
    if rate.kind is not NumberKind.RATE or rate.sentence_no != number.sentence_no or number.unit is None:
        return False
    smaller, larger = sorted((abs(rate.value), abs(number.value)))
    return (rate.unit or "").startswith(f"{number.unit}/") and larger <= _ALIKE * smaller


def say_again(text: str, numbers: Sequence[Number]) -> list[Number]:
    """Give an amount that is said again, in brackets or after "or", the bound and the trend of the first one."""
    again = list(numbers[:1])
    for number in numbers[1:]:
        first = again[-1]
        repeats = number.unit is not None and (first.unit is not None or first.counted in _POINTS)
        same = repeats and _AGAIN.fullmatch(text, _end(first), number.char_start) is not None
        again.append(_with_change_of(first, number) if same else number)
    return again


def _with_change_of(first: Number, number: Number) -> Number:
    no_bound = number.bound is Bound.EXACT and first.bound is not Bound.RANGE
    no_trend = number.trend is Trend.NONE
    return replace(
        number, bound=first.bound if no_bound else number.bound, trend=first.trend if no_trend else number.trend
    )


def _end(number: Number) -> int:
    """Where the words of a quantity end, with the noun that follows it."""
    return max(number.char_end, 0 if number.counted_span is None or number.unit is not None else number.counted_span[1])
