"""Tables that reading quantities needs: number words, units of measure, currencies.

Belongs here: loading those CSV files, once, as typed rows. Does not belong here: how a text is searched for them.

`number_words.csv`: the closed class of English number words (see `annotate.lexer` for the grammar). For a
denominator ("half", "quarter") `value` is what it divides by; for a vague plural ("dozens") `value` to `value_max`
is what it is taken to be worth. Words are lower case; suffixes ("m" in "$5m") are as written.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class NumberWord:
    """A word or suffix that is part of a number."""

    kind: str
    value: float
    value_max: float | None
    ordinal: bool


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


def _rows(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader((files("pipelines.knowledge") / name).read_text(encoding="utf-8").splitlines())
