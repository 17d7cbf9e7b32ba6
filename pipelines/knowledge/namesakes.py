"""What else bears the names of the registry, and by which words of an article one tells.

Belongs here: loading `namesakes.csv`, `other_names.csv` and `regions.csv`. Does not belong here: the names of the
registry's actors themselves, or how an article is read.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipelines.knowledge.registry import RegistryError, actors_by_reference, names_by_key, normalise_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


type _Bearer = tuple[NamesakeKind, str, tuple[str, ...]]


class NamesakeKind(StrEnum):
    """What the bearer of a name is: an actor of the registry, or none of its actors."""

    ACTOR = "actor"
    PERSON = "person"
    PLACE = "place"
    THING = "thing"


@dataclass(frozen=True, slots=True)
class Namesakes:
    """Who else may be meant by one name of the registry.

    `person` tells whether it is also a given name or a surname. `actor_words` has, for actors of the registry (also
    some that do not bear the name but whose articles use it for another), the words that speak for them, none where
    only their other names do. `other_words` are those that speak for a bearer that is no actor of the registry. Words
    keep their letter case; some are several words.
    """

    person: bool
    actor_words: Mapping[str, tuple[str, ...]]
    other_words: tuple[str, ...]


@cache
def namesakes() -> Mapping[str, Namesakes]:
    """The namesakes of registry names, by the name's normalised form.

    Raises: RegistryError for a name or an actor that the registry does not have, and an unknown kind.
    """
    rows: dict[str, list[_Bearer]] = defaultdict(list)
    for row in _rows("namesakes.csv"):
        if row["kind"] not in set(NamesakeKind):
            message = f"namesakes.csv: {row['kind']!r} is no kind of bearer"
            raise RegistryError(message)
        kind = NamesakeKind(row["kind"])
        bearer = row["bearer"]
        if kind is NamesakeKind.ACTOR:
            if bearer not in actors_by_reference():
                message = f"namesakes.csv: {bearer!r} is no actor"
                raise RegistryError(message)
            bearer = actors_by_reference()[bearer]
        for name in row["name"].split(";"):
            if normalise_name(name) not in names_by_key():
                message = f"namesakes.csv: {name!r} is no name of the registry"
                raise RegistryError(message)
            rows[normalise_name(name)].append((kind, bearer, tuple(row["words"].split(";")) if row["words"] else ()))
    return MappingProxyType({name: _namesakes(bearers) for name, bearers in rows.items()})


def _namesakes(bearers: list[_Bearer]) -> Namesakes:
    others = [words for kind, _, words in bearers if kind is not NamesakeKind.ACTOR]
    return Namesakes(
        person=any(kind is NamesakeKind.PERSON for kind, _, _ in bearers),
        actor_words={bearer: words for kind, bearer, words in bearers if kind is NamesakeKind.ACTOR},
        other_words=tuple(word for words in others for word in words),
    )


@cache
def other_names() -> frozenset[str]:
    """Names that hold a name of the registry and are none ("Northern Ireland"), normalised.

    Raises: RegistryError for one that is a name of the registry.
    """
    names = frozenset(normalise_name(row["name"]) for row in _rows("other_names.csv"))
    both = sorted(names & set(names_by_key()))
    if both:
        message = f"other_names.csv: {both[0]!r} is a name of the registry"
        raise RegistryError(message)
    return names


@cache
def regions() -> Mapping[str, str]:
    """States and provinces that news names after a town ("Athens, Georgia"), each with its country's code."""
    return MappingProxyType({row["name"]: row["country_iso3"] for row in _rows("regions.csv")})


def _rows(table: str) -> Iterator[dict[str, str]]:
    text = (files("pipelines.knowledge") / table).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines(), strict=True)
