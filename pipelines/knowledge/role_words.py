"""Words beside a role noun that tell of its bearer: what sector a modifier means, in what country a place lies.

Belongs here: loading `sector_words.csv` and `places.csv`. Does not belong here: the role nouns themselves and the
names of states (`registry`), or how a phrase is read.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipelines.knowledge.namesakes import regions
from pipelines.knowledge.registry import RegistryError, countries, names_by_key, normalise_name
from schemas.codes import Sector

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@cache
def sector_words() -> Mapping[str, Sector]:
    """The sector that a word before a role noun tells, by the word in small letters: "religious" leaders.

    Raises: RegistryError for a word that stands twice or a sector that does not exist.
    """
    table: dict[str, Sector] = {}
    for row in _rows("sector_words.csv"):
        if row["word"] in table or row["sector"] not in {sector.value for sector in Sector}:
            message = f"sector_words.csv: {row['word']!r} stands twice or has no sector ({row['sector']!r})"
            raise RegistryError(message)
        table[row["word"]] = Sector(row["sector"])
    return MappingProxyType(table)


@cache
def places() -> Mapping[str, str]:
    """The country of a city or region, or of its people, by the normalised name: "Aleppo", "Texan", "Catalan".

    Names of the registry go before and are left out: "Georgia" and "Washington" are settled with the article.
    Raises: RegistryError for a name that stands twice or has an unknown country.
    """
    table = {normalise_name(name): iso3 for name, iso3 in regions().items()}
    for row in _rows("places.csv"):
        name = normalise_name(row["place"])
        if name in table or row["country_iso3"] not in countries():
            message = f"places.csv: {row['place']!r} stands twice, is in regions.csv or has an unknown country"
            raise RegistryError(message)
        table[name] = row["country_iso3"]
    return MappingProxyType({name: iso3 for name, iso3 in table.items() if name not in names_by_key()})


@cache
def longest_place() -> int:
    """Tokens of the longest name of a state or place; a hyphen, an apostrophe and a full stop may each be one."""
    marks = "-'.&,"
    return max(
        name.count(" ") + 1 + 2 * sum(name.count(mark) for mark in marks) for name in [*places(), *names_by_key()]
    )


def _rows(table: str) -> Iterator[dict[str, str]]:
    text = (files("pipelines.knowledge") / table).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines(), strict=True)
