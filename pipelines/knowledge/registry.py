"""Countries, the actors that the project knows by name, and role nouns.

Belongs here: loading `countries.csv`, `actors.csv`, `actor_names.csv` and `roles.csv`, the one normalisation of
names, and the one function that makes actor ids. Does not belong here: looking for names in articles.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipelines.ids import content_id
from schemas.codes import ActorKind, Code, NameType, Sector

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_POSSESSIVE = re.compile(r"(?:['’ʼ]s|(?<=s)['’ʼ])$")
_EDGES = re.compile(r"^[^\w]+|[^\w+]+$")


class RegistryError(ValueError):
    """A knowledge table contradicts itself or another one; the message names the table and the entry."""


class RefersTo(StrEnum):
    """Whether a role noun means a person ("minister") or a body of people ("government")."""

    PERSON = "person"
    BODY = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A state or territory with its codes of today.

    `gw` and `cow` are the country numbers of Gleditsch and Ward and of the Correlates of War project, None where
    the list has no such state. `note` tells where other lists disagree with the row, and is not published.
    """

    iso3: str
    name: str
    wikidata_qid: str
    gw: int | None
    cow: int | None
    un_member: bool
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryActor:
    """An actor that the project knows by name; states have one for each country."""

    actor_id: str
    name: str
    kind: ActorKind
    country_iso3: str | None
    sector: Sector | None
    wikidata_qid: str | None
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryName:
    """A name of a registry actor.

    An `ambiguous` name has other bearers ("Georgia", "Democrats"): it means the actor only in an article that also
    names the actor, or its country, without ambiguity.
    """

    actor_id: str
    name: str
    name_type: NameType
    ambiguous: bool
    name_source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A role noun; `sector` is None where only the organisation tells it ("spokesperson", "director").

    `inherits` tells whether the sector of a body that is named with it goes before its own: "union official".
    """

    role: str
    sector: Sector | None
    refers_to: RefersTo
    inherits: bool


@lru_cache(maxsize=65_536)  # the same words come again and again
def normalise_name(name: str) -> str:
    """Bring a name to the form in which names are compared and hashed.

    Unicode NFKC, case folded, typographic apostrophes made plain, spaces collapsed, without final possessive and
    without punctuation at the edges (a final full stop or plus sign belongs to the name: "U.S.", "OPEC+").
    The function is idempotent.
    """
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    text = " ".join(text.replace("’", "'").replace("ʼ", "'").split())
    previous = None
    while text != previous:
        previous = text
        text = _POSSESSIVE.sub("", _EDGES.sub("", text))
    return text


def state_id(iso3: str) -> str:
    """The actor id of a state."""
    return f"state_{iso3}"


def actor_id(kind: ActorKind, name: str, country_iso3: str | None) -> str:
    """The id of an actor that is no state, made from its kind, normalised name and, where given, country."""
    return content_id("act_", kind, normalise_name(name), country_iso3)


@cache
def countries() -> Mapping[str, Country]:
    """The states and territories by ISO 3166-1 alpha-3 code.

    Raises: RegistryError for a code that stands twice.
    """
    table: dict[str, Country] = {}
    for row in _rows("countries.csv"):
        country = Country(
            iso3=row["iso3"],
            name=row["name"],
            wikidata_qid=row["wikidata_qid"],
            gw=int(row["gw"]) if row["gw"] else None,
            cow=int(row["cow"]) if row["cow"] else None,
            un_member=_flag(row["un_member"], "countries.csv"),
            note=row["note"],
        )
        _add(table, country.iso3, country, "countries.csv")
    return MappingProxyType(table)


@cache
def actors() -> Mapping[str, RegistryActor]:
    """The registry's actors by id: one state for each country, and the entries of `actors.csv`.

    Raises: RegistryError for an actor that stands twice or whose country is unknown.
    """
    table: dict[str, RegistryActor] = {}
    for country in countries().values():
        actor = RegistryActor(
            actor_id=state_id(country.iso3),
            name=country.name,
            kind=ActorKind.STATE,
            country_iso3=country.iso3,
            sector=None,
            wikidata_qid=country.wikidata_qid,
            description="State" if country.un_member else "State or territory that is no member of the United Nations",
        )
        _add(table, actor.actor_id, actor, "countries.csv")
    for row in _rows("actors.csv"):
        kind, country_iso3 = _code(ActorKind, row["kind"], "actors.csv"), row["country_iso3"] or None
        if country_iso3 is not None and country_iso3 not in countries():
            message = f"actors.csv: {row['name']!r} has the unknown country {country_iso3!r}"
            raise RegistryError(message)
        actor = RegistryActor(
            actor_id=actor_id(kind, row["name"], country_iso3),
            name=row["name"],
            kind=kind,
            country_iso3=country_iso3,
            sector=_code(Sector, row["sector"], "actors.csv") if row["sector"] else None,
            wikidata_qid=row["wikidata_qid"] or None,
            description=row["description"],
        )
        _add(table, actor.actor_id, actor, "actors.csv")
    return MappingProxyType(table)


@cache
def actors_by_reference() -> Mapping[str, str]:
    """The actors' ids by how the tables refer to them: states by their id, the others by their name."""
    references = {state: state for state in actors() if state.startswith("state_")}
    references |= {actor.name: actor.actor_id for actor in actors().values() if actor.kind is not ActorKind.STATE}
    return MappingProxyType(references)


@cache
def actor_names() -> tuple[RegistryName, ...]:
    """The names of the registry's actors, in the order of `actor_names.csv`.

    Raises: RegistryError for an actor that no table holds, a name given twice to one actor and type, and a name of
    several actors that is not marked ambiguous for each of them.
    """
    ids = actors_by_reference()
    table: dict[tuple[str, str, NameType], RegistryName] = {}
    for row in _rows("actor_names.csv"):
        if row["actor"] not in ids:
            message = f"actor_names.csv: {row['name']!r} belongs to {row['actor']!r}, which no table holds"
            raise RegistryError(message)
        name = RegistryName(
            actor_id=ids[row["actor"]],
            name=row["name"],
            name_type=_code(NameType, row["name_type"], "actor_names.csv"),
            ambiguous=_flag(row["ambiguous"], "actor_names.csv"),
            name_source=row["name_source"],
        )
        _add(table, (name.actor_id, name.name, name.name_type), name, "actor_names.csv")
    _refuse_silent_ambiguity(table.values())
    return tuple(table.values())


@cache
def names_by_key() -> Mapping[str, tuple[RegistryName, ...]]:
    """The registry's names by their normalised form."""
    table: dict[str, list[RegistryName]] = defaultdict(list)
    for name in actor_names():
        table[normalise_name(name.name)].append(name)
    return MappingProxyType({key: tuple(names) for key, names in table.items()})


@cache
def roles() -> Mapping[str, Role]:
    """The role nouns by their lower-case singular form.

    Raises: RegistryError for a role that stands twice.
    """
    table: dict[str, Role] = {}
    for row in _rows("roles.csv"):
        sector = _code(Sector, row["sector"], "roles.csv") if row["sector"] else None
        role = Role(
            role=row["role"],
            sector=sector,
            refers_to=RefersTo(row["refers_to"]),
            inherits=_flag(row["inherits"], "roles.csv"),
        )
        _add(table, role.role, role, "roles.csv")
    return MappingProxyType(table)


def _rows(table: str) -> Iterator[dict[str, str]]:
    text = (files("pipelines.knowledge") / table).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines(), strict=True)


def _code[C: Code](vocabulary: type[C], value: str, source: str) -> C:
    for code in vocabulary:
        if code.value == value:
            return code
    message = f"{source}: {value!r} is no {vocabulary.__name__}"
    raise RegistryError(message)


def _flag(value: str, source: str) -> bool:
    if value not in {"true", "false"}:
        message = f"{source}: {value!r} is neither 'true' nor 'false'"
        raise RegistryError(message)
    return value == "true"


def _add[K, V](table: dict[K, V], key: K, value: V, source: str) -> None:
    if key in table:
        message = f"{source}: {key!r} stands twice"
        raise RegistryError(message)
    table[key] = value


def _refuse_silent_ambiguity(names: Iterable[RegistryName]) -> None:
    bearers: dict[str, list[RegistryName]] = defaultdict(list)
    for name in names:
        bearers[normalise_name(name.name)].append(name)
    for key, bearing in bearers.items():
        if len({name.actor_id for name in bearing}) > 1 and not all(name.ambiguous for name in bearing):
            message = f"actor_names.csv: {key!r} names several actors and is not marked ambiguous for each"
            raise RegistryError(message)
