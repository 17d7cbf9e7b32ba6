"""Actors over articles: which entities of many articles are one actor, and the id that this actor has.

Belongs here: how names are compared, and minting. Does not belong here: what people decided about single actors
(`pipelines.curation`), and names within one article.

An id is a hash of what tells the actor from others: kind, name and country. It is a pure function of the articles, and
it never changes its meaning when an article is added; what can happen to it is that it is no longer given:

- Two countries are two ids from the start, so that a namesake elsewhere leaves an id alone. An entity whose country no
  article tells has an id of its own only until one actor with a country bears its name; then it is that actor. It is
  nobody where several do.
- Middle initials and sectors enter an id only where they contradict each other under one name and country. Then each
  of the two has a new id, the undecided are nobody, and the id of before is not given to either of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from pipelines.ids import content_id
from pipelines.knowledge import registry
from schemas.codes import ActorKind, Sector

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

# An office and a life without one are two people of one name, as far as anybody can tell. All other sectors go
# together: generals become ministers, professors and rebels become presidents.
OFFICE = frozenset({Sector.GOV, Sector.MIL, Sector.LEG, Sector.JUD, Sector.COP, Sector.SPY})
PRIVATE = frozenset({Sector.CVL})

_MARKS = re.compile(r"(?<=[a-z])[\u0300-\u036f]+")  # of Latin letters only: й is no и, が is no か
_STROKES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe"})
_HYPHENS = str.maketrans(dict.fromkeys("-‐‑–", " ") | {",": " "})
_INITIALS = re.compile(r"(?:[a-z]\.)+[a-z]?|[a-z]")

type EntityKey = tuple[str, str, str | None, str | None]


class NameKey(NamedTuple):
    """What of a name is compared: two names are one if the bases are and no middle initials contradict each other."""

    base: str
    initials: str


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity of one article, as its mentions name it, and how many mentions there are."""

    kind: str
    entity_name: str
    country_iso3: str | None
    sector: str | None
    n: int

    @property
    def key(self) -> EntityKey:
        """What mentions of the entity have in common."""
        return self.kind, self.entity_name, self.country_iso3, self.sector


@dataclass(frozen=True, slots=True)
class FixedActor:
    """An actor whose id people have fixed; entities of its name, kind and country are it."""

    actor_id: str
    kind: str
    name: str
    country_iso3: str | None
    sector: str | None


@dataclass(frozen=True, slots=True)
class MintedActor:
    """An actor that articles name and no registry holds."""

    actor_id: str
    name: str
    kind: str
    country_iso3: str | None
    sector: str | None


@dataclass(frozen=True, slots=True)
class Minted:
    """The actors that were minted, and the actor of each entity that is somebody."""

    actors: dict[str, MintedActor]
    ids: dict[EntityKey, str]


@dataclass(frozen=True, slots=True)
class _Bearer:
    """An entity or a fixed actor that bears the name in question."""

    entity: Entity
    initials: str
    role: str | None
    fixed_id: str | None = None


@dataclass(frozen=True, slots=True)
class _Slot:
    """One actor in the making."""

    country_iso3: str | None
    members: list[_Bearer]
    more: tuple[str, ...] = ()


def name_key(kind: str, name: str) -> NameKey:
    """How a name is compared: without case, accents of Latin letters and punctuation of initials.

    A body's name also goes without "the" in front; of a person's name the middle initials are kept apart, and a hyphen
    is a blank. Names that only spelling tells to be the same ("Dmitri", "Dmitry") are two until people say otherwise.
    """
    text = unicodedata.normalize("NFD", registry.normalise_name(name).translate(_STROKES))
    text = unicodedata.normalize("NFC", _MARKS.sub("", text))
    if kind != ActorKind.PERSON:
        return NameKey(text.removeprefix("the "), "")
    words = text.translate(_HYPHENS).split()
    lead = next((index for index, word in enumerate(words) if not _INITIALS.fullmatch(word)), 0)
    names = ["".join(words[:lead])] * bool(lead) + words[lead:]  # "J. D. Vance" is JD Vance
    initials = [word for word in names[1:-1] if _INITIALS.fullmatch(word)]
    others = names[:1] + [word for word in names[1:-1] if word not in initials] + names[1:][-1:]
    return NameKey(" ".join(others).replace(".", ""), "".join(initials).replace(".", ""))


def role_of(kind: str, sector: str | None) -> str | None:
    """Whether a person is in office or leads a private life; None where the sector tells neither."""
    if kind != ActorKind.PERSON or sector is None:
        return None
    return "office" if sector in OFFICE else "private" if sector in PRIVATE else None


def minted_id(kind: str, name: str, country_iso3: str | None, *more: str) -> str:
    """The id that the name of an actor gives, with what else tells it from namesakes of its country."""
    return content_id("act_", kind, name_key(kind, name).base, country_iso3, *more)


def registered_id(kind: str, name: str, country_iso3: str | None) -> str | None:
    """The registry's actor of this kind, name and country, if there is one."""
    return _registered().get((kind, name_key(kind, name).base, country_iso3))


def mint_actors(entities: Iterable[Entity], fixed: Sequence[FixedActor] = ()) -> Minted:
    """Find the actors behind the entities of all articles; see the module's text for the rules.

    Args:
        entities: distinct entities whose names the registry does not know.
        fixed: actors that people have given an id; no two of them are the same by name, kind, country and role.

    Returns: the actors, without those of the registry and the fixed ones, and which actor each entity is. Entities
        that could be several actors, or whose name holds nothing to compare, are missing there.
    """
    bearers: dict[tuple[str, str], list[_Bearer]] = defaultdict(list)
    for entity in entities:
        key = name_key(entity.kind, entity.entity_name)
        bearers[entity.kind, key.base].append(_Bearer(entity, key.initials, role_of(entity.kind, entity.sector)))
    for one in fixed:
        key, entity = name_key(one.kind, one.name), Entity(one.kind, one.name, one.country_iso3, None, 0)
        bearers[one.kind, key.base].append(_Bearer(entity, key.initials, role_of(one.kind, one.sector), one.actor_id))
    fixed_ids = {one.actor_id for one in fixed}
    minted = Minted({}, {})
    for (kind, base), namesakes in sorted(bearers.items()):
        for slot in _slots(namesakes) if base else ():
            actor = _actor(kind, base, slot)
            if actor.actor_id not in registry.actors() and actor.actor_id not in fixed_ids:
                minted.actors[actor.actor_id] = actor
            minted.ids.update({b.entity.key: actor.actor_id for b in slot.members if b.fixed_id is None})
    return minted


def _slots(namesakes: Sequence[_Bearer]) -> Iterator[_Slot]:
    """The actors of one kind and name."""
    for initials, bearers in _by_initials(namesakes):
        for slot in _by_country(bearers):
            yield _Slot(slot.country_iso3, slot.members, (*initials, *slot.more))


def _by_initials(bearers: Sequence[_Bearer]) -> Iterator[tuple[tuple[str, ...], Sequence[_Bearer]]]:
    """Tell George W. from George H. W.; a George without initials is either, and so neither."""
    found = {bearer.initials for bearer in bearers}
    longest = sorted(one for one in found if not any(other != one and other.startswith(one) for other in found))
    if len(longest) == 1:
        yield (), bearers
        return
    for one in longest:
        yield ("initials", one), [b for b in bearers if [o for o in longest if o.startswith(b.initials)] == [one]]


def _by_country(bearers: Iterable[_Bearer]) -> list[_Slot]:
    """One actor a country; those without one are the only actor that has one, if it is the only one."""
    located: dict[str | None, list[_Bearer]] = defaultdict(list)
    for bearer in bearers:
        located[bearer.entity.country_iso3].append(bearer)
    loose = located.pop(None, [])
    slots = [slot for country in sorted(located, key=str) for slot in _by_role(country, located[country])]
    if any(bearer.fixed_id is not None for bearer in loose) or not slots:  # people said: this one has no country
        return slots + _by_role(None, loose)
    if len(slots) > 1:
        return slots
    roles = {bearer.role for bearer in slots[0].members} - {None} or {bearer.role for bearer in loose} - {None}
    joining = [b for b in loose if b.role is None or roles == {b.role}]
    slots[0].members.extend(joining)
    return slots + _by_role(None, [bearer for bearer in loose if bearer not in joining])


def _by_role(country: str | None, bearers: list[_Bearer]) -> list[_Slot]:
    """Tell people in office from private ones; where there are both, those without a role are neither."""
    roles = sorted({bearer.role for bearer in bearers if bearer.role is not None})
    if len(roles) < 2:
        return [_Slot(country, bearers)] if bearers else []
    return [_Slot(country, [b for b in bearers if b.role == role], ("role", role)) for role in roles]


def _actor(kind: str, base: str, slot: _Slot) -> MintedActor:
    members = [bearer.entity for bearer in slot.members]
    actor_id = next((b.fixed_id for b in slot.members if b.fixed_id is not None), None)
    if actor_id is None and not slot.more:
        actor_id = registered_id(kind, base, slot.country_iso3)
    name = min(_commonest(members, "entity_name"), key=lambda spelling: (spelling.isupper(), spelling))
    sector = min(_commonest(members, "sector"), default=None)
    actor_id = actor_id or minted_id(kind, base, slot.country_iso3, *slot.more)
    return MintedActor(actor_id, name, kind, slot.country_iso3, sector)


def _commonest(entities: Iterable[Entity], field: str) -> list[str]:
    """The values that most mentions have."""
    counts: Counter[str] = Counter()
    for entity in entities:
        value = getattr(entity, field)
        if value is not None:
            counts[value] += entity.n
    return [value for value, n in counts.items() if n == max(counts.values())]


@cache
def _registered() -> Mapping[tuple[str, str, str | None], str]:
    """The registry's actors other than states, by what names are compared by."""
    others = (actor for actor in registry.actors().values() if actor.kind is not ActorKind.STATE)
    return {(a.kind, name_key(a.kind, a.name).base, a.country_iso3): a.actor_id for a in others}
