"""Which state's currency a word such as "pesos" or "rupees" means, by the places that the article names.

Belongs here: the words and symbols of `knowledge/currency_places.csv`. Does not belong here: written forms that name
one currency (`units`). "Dollars" and "$" without a country are US dollars, "pounds" and "£" pounds sterling, wherever
the article comes from: newspapers use both for sums abroad, so that a place says little.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from pipelines.knowledge.quantities import currency_places, unit_names
from schemas.codes import NumberKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelines.annotate.readings import Reading

_SYMBOLS = {"Rs": "rupee", "Rs.": "rupee", "₨": "rupee", "Sh": "shilling"}


def settle_currencies(text: str, readings: Iterable[Reading]) -> list[Reading]:
    """Give money the currency of the one state that the article names among those that use its word.

    Where the article names none of them, or more than one, the code of `currencies.csv` stays: the most usual one, or
    the word in braces.

    Args:
        text: The article.
        readings: Its numbers, each with its own unit.
    """
    named: dict[str, set[str]] = {}
    settled: list[Reading] = []
    for reading in readings:
        unit = reading.unit
        word = None if unit is None else _words().get(text[unit.char_start : unit.char_end].lower())
        if unit is None or word is None or unit.kind is not NumberKind.MONEY:
            settled.append(reading)
            continue
        if word not in named:
            named[word] = {currency_places()[word][match[0]] for match in _places(word).finditer(text)}
        codes = named[word]
        code = next(iter(codes)) if len(codes) == 1 else unit.code
        settled.append(replace(reading, unit=replace(unit, code=code)))
    return settled


@cache
def _words() -> dict[str, str]:
    """Written forms, in lower case, with the currency word that they stand for."""
    forms = {symbol.lower(): word for symbol, word in _SYMBOLS.items()}
    for name in unit_names():
        if name.alias in currency_places():
            forms |= {form: name.alias for form in (name.alias, name.plural) if form}
    return forms


@cache
def _places(word: str) -> re.Pattern[str]:
    names = sorted(currency_places()[word], key=lambda name: (-len(name), name))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")
