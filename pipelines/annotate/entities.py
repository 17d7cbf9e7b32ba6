"""Whom a name means: the entity behind each name of an article, with its country and sector.

Belongs here: what registry, role phrases and the name itself tell of a person, a body or a state. Does not belong
here: which tokens are names, or mention records.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.annotate.clusters import cluster_bodies, cluster_persons, is_full_name, name_text
from pipelines.annotate.registry_names import people_at
from pipelines.annotate.roles import role_ending_at, role_phrase
from pipelines.annotate.state_use import is_place
from pipelines.knowledge.registry import RefersTo, actors, names_by_key, normalise_name
from schemas.codes import MentionKind, NameType, Sector

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Doc

    from pipelines.annotate.recognised import NameSpan
    from pipelines.annotate.registry_names import RegistryMatch
    from pipelines.annotate.roles import RolePhrase

_NO_COUNTRY_NAMES = frozenset({NameType.CAPITAL, NameType.METONYM, NameType.DEMONYM})  # "University of Tokyo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """What one article tells of whom it speaks.

    Within the article `key` is the same for all mentions of the entity; the other fields are those of `Mention`.
    """

    key: str
    kind: MentionKind
    actor_id: str | None = None
    entity_name: str | None = None
    country_iso3: str | None = None
    sector: Sector | None = None


def find_role_phrases(doc: Doc, names: Sequence[NameSpan]) -> dict[int, RolePhrase]:
    """The role phrase that each person's name carries, by the name's index."""
    phrases = {}
    by_start = {name.start: name for name in names}
    for index, name in enumerate(names):
        phrase = role_phrase(doc, name, by_start) if name.kind is MentionKind.PERSON else None
        if phrase is not None:
            phrases[index] = phrase
    return phrases


def find_entities(doc: Doc, names: Sequence[NameSpan], phrases: Mapping[int, RolePhrase]) -> list[Entity]:
    """The entity of each name, in the names' order."""
    persons = cluster_persons(doc, names)
    by_end = {name.end: name for name in names}
    bodies = cluster_bodies(doc, names)
    roles: dict[str, list[RolePhrase]] = defaultdict(list)
    for index, phrase in phrases.items():
        roles[persons[index]].append(phrase)
    entities = []
    for index, name in enumerate(names):
        if index in persons:
            entities.append(_person(persons[index], roles[persons[index]]))
        elif name.match is not None and not _is_part_of(name):
            entities.append(_registered(doc, name))
        else:
            entities.append(_found(doc, name, by_end, bodies.get(index)))
    return entities


def _person(full_name: str, roles: Sequence[RolePhrase]) -> Entity:
    """A person with the first country and the first sector that any of the person's roles tells."""
    return Entity(
        key=full_name,
        kind=MentionKind.PERSON,
        entity_name=full_name if is_full_name(full_name) else None,
        country_iso3=next((role.country_iso3 for role in roles if role.country_iso3 is not None), None),
        sector=next((role.sector for role in roles if role.sector is not None), None),
    )


def _is_part_of(name: NameSpan) -> bool:
    """Whether the name means members of the registry's actor only: "Senate Democrats" are not the party."""
    return (
        name.kind is MentionKind.GROUP
        and name.match is not None
        and name.match.actor is not None
        and name.match.actor.kind.value != name.kind.value
    )


def _registered(doc: Doc, name: NameSpan) -> Entity:
    """A name of the registry; a state's name may be a place, and a capital as a place is no more than a city."""
    text = name_text(doc, name)
    actor = name.match.actor if name.match is not None else None
    if name.match is not None and _is_city(doc, name) and is_place(doc[name.start : name.end], NameType.CAPITAL):
        return Entity(key=text, kind=MentionKind.PLACE)  # "a fire in Brussels"
    if name.match is None or actor is None:
        return Entity(key=text, kind=name.kind)
    if _is_city_of_its_country(name.match):
        return Entity(key=text, kind=MentionKind.PLACE)
    place = name.match.is_state and is_place(doc[name.start : name.end], name.match.name_type)
    if place and name.match.name_type is NameType.CAPITAL:
        return Entity(key=text, kind=MentionKind.PLACE)
    return Entity(
        key=actor.actor_id,
        kind=MentionKind.PLACE if place else name.kind,
        actor_id=actor.actor_id,
        country_iso3=actor.country_iso3,
        sector=actor.sector,
    )


def _is_city_of_its_country(match: RegistryMatch) -> bool:
    """Whether a capital is called after its country ("Mexico City"): it speaks for its own administration only."""
    if match.name_type is not NameType.CAPITAL:
        return False
    first, *others = normalise_name(match.names[0].name).split()
    return bool(others) and any(name.actor_id == match.names[0].actor_id for name in names_by_key().get(first, ()))


def _is_city(doc: Doc, name: NameSpan) -> bool:
    """Whether a body goes by the name of the city where it sits: "Brussels", not "the Kremlin"."""
    if name.match is None or name.match.name_type is not NameType.METONYM or name.match.is_state:
        return False
    before = doc[name.start - 1] if name.start else None
    if before is not None and before.pos_ == "DET":
        # The article of "the Brussels talks" belongs to the talks.
        return name.match.actor is None and before.head.i >= name.end and doc[name.start].ent_type_ == "GPE"
    return doc[name.start].ent_type_ == "GPE"


def _found(doc: Doc, name: NameSpan, by_end: Mapping[int, NameSpan], full_name: str | None) -> Entity:
    """A body or place that the registry does not know; `full_name` is that of a body."""
    if full_name is None:
        return Entity(key=name_text(doc, name), kind=name.kind)
    country, sector = _own_country(doc, name, by_end), _own_sector(doc, name)
    if name.match is not None and name.match.actor is not None:
        country, sector = name.match.actor.country_iso3, Sector.LEG
    return Entity(key=full_name, kind=name.kind, entity_name=full_name, country_iso3=country, sector=sector)


def _own_country(doc: Doc, name: NameSpan, by_end: Mapping[int, NameSpan]) -> str | None:
    """The country that a body's name begins with, or that stands before it: "Polish Border Guard", "Mali's army"."""
    possessive = name.start > 0 and doc[name.start - 1].tag_ == "POS"
    before = by_end.get(name.start - 1 if possessive else name.start)
    match = before.match if before is not None else None
    if match is not None and match.is_state and (possessive or match.name_type is NameType.DEMONYM):
        return match.actor.country_iso3 if match.actor is not None else None
    return people_at(doc[name.start : name.end]) or _last_country(doc, name)


def _last_country(doc: Doc, name: NameSpan) -> str | None:
    """The country with which the name of a body ends: "Central Bank of Kenya"."""
    links = [index for index in range(name.start, name.end) if doc[index].lower_ == "of"]
    if not links or _own_sector(doc, name) is None:
        return None
    for bearer in names_by_key().get(normalise_name(doc[links[-1] + 1 : name.end].text.removeprefix("the ")), ()):
        if bearer.actor_id.startswith("state_") and not bearer.ambiguous and bearer.name_type not in _NO_COUNTRY_NAMES:
            return actors()[bearer.actor_id].country_iso3
    return None


def _own_sector(doc: Doc, name: NameSpan) -> Sector | None:
    """The sector of the body's noun in the name: "Foreign Ministry", "Ministry of Health", "Lagos University"."""
    if name.kind is MentionKind.MEDIA:
        return Sector.JRN
    if name.kind is MentionKind.PARTY:
        return Sector.PTY
    links = [index for index in range(name.start + 1, name.end) if doc[index].lower_ == "of"]
    for end in (name.end, *links[:1]):
        role = role_ending_at(doc, end)
        if role is not None and role[1].refers_to is RefersTo.BODY and role[0] >= name.start:
            return role[1].sector
    return None
