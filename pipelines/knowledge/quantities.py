"""Tables that reading quantities needs: number words, units of measure, currencies, cue words.

Belongs here: loading those CSV files, once, as typed rows. Does not belong here: how a text is searched for them.

`number_words.csv`: the closed class of English number words (see `annotate.lexer` for the grammar). For a
denominator ("half", "quarter") `value` is what it divides by; for a vague plural ("dozens") `value` to `value_max`
is what it is taken to be worth. Words are lower case; suffixes ("m" in "$5m") are as written.
`units.csv`: written form → UCUM code (Unified Code for Units of Measure, 2.1); `currencies.csv`: written form →
ISO 4217 code. `form` is "word" (any case, blanks or hyphens), "word_of" (the same, before "of"), "symbol" (as written,
after digits) or "glued" (as written, right after digits); `factor` is what the number is multiplied by to be in units
of the code. A multiple ("times") has the kind count.
`currency_places.csv`: for a currency word that several states use, the places and adjectives that tell which one is
meant. Where none does, the word has its most usual code in `currencies.csv`, or stands in braces for itself: "{peso}".
`quantity_cues.csv`: words that bound a quantity, tell its trend, or make the number after them a name.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, cast

from schemas.codes import NumberKind

type Place = Literal["before", "after", "either"]
type Form = Literal["word", "word_of", "symbol", "glued"]


@dataclass(frozen=True, slots=True)
class NumberWord:
    """A word or suffix that is part of a number."""

    kind: str
    value: float
    value_max: float | None
    ordinal: bool


@dataclass(frozen=True, slots=True)
class UnitName:
    """A written form of a unit of measure or of a currency. `plural` is None where it is the same or not used."""

    alias: str
    plural: str | None
    code: str
    kind: NumberKind
    place: Place
    form: Form
    factor: float


@dataclass(frozen=True, slots=True)
class QuantityCue:
    """A word that says something about a quantity: `sense` says what, `place` where it stands or what word it is."""

    cue: str
    sense: str
    place: str


@cache
def number_words() -> Mapping[str, NumberWord]:
    """The words that numbers are made of, by word."""
    return MappingProxyType(
        {
            row["word"]: NumberWord(
                kind=row["kind"],
                value=float(row["value"]),
                value_max=float(row["value_max"]) if row["value_max"] else None,
                ordinal={"true": True, "false": False}[row["ordinal"]],
            )
            for row in _rows("number_words.csv")
        }
    )


@cache
def unit_names() -> tuple[UnitName, ...]:
    """The written forms of units of measure and of currencies."""
    units = (_unit_name(row, NumberKind(row["kind"]), "after") for row in _rows("units.csv"))
    money = (_unit_name(row, NumberKind.MONEY, cast("Place", row["place"])) for row in _rows("currencies.csv"))
    return (*units, *money)


@cache
def currency_places() -> Mapping[str, Mapping[str, str]]:
    """For each currency word that several states use: the names of places, and their adjectives, with the code."""
    places: dict[str, dict[str, str]] = {}
    for row in _rows("currency_places.csv"):
        places.setdefault(row["currency"], {})[row["place"]] = row["code"]
    return MappingProxyType({currency: MappingProxyType(codes) for currency, codes in places.items()})


@cache
def quantity_cues() -> tuple[QuantityCue, ...]:
    """The cue words of quantities."""
    return tuple(QuantityCue(row["cue"], row["sense"], row["place"]) for row in _rows("quantity_cues.csv"))


def _unit_name(row: dict[str, str], kind: NumberKind, place: Place) -> UnitName:
    return UnitName(
        alias=row["alias"],
        plural=row["plural"] or None,
        code=row["code"],
        kind=kind,
        place=place,
        form=cast("Form", row["form"]),
        factor=float(row["factor"]),
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader((files("pipelines.knowledge") / name).read_text(encoding="utf-8").splitlines())
