"""Who bears a name of the registry in an article: one of its actors, somebody or something else, or open.

Belongs here: weighing what the article says for and against each bearer of a name. Does not belong here: finding the
names (`registry_names`), or what else bears them (`pipelines.knowledge.namesakes`).

The rule. For an actor speak the names of it and of its country that are settled, and its words; against it the words of
another bearer, and the names of actors that the table sets beside it. An ambiguous name means the one actor for which
something speaks, where more speaks for it than against it; any other name means its actor unless more speaks against
it. A name that persons bear as well is a person's in a person's name ("Israel Katz"), after a title,
where the article has that person's full name, and where it is called he or she, but not after a preposition of place.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property
from typing import TYPE_CHECKING

from pipelines.annotate.clusters import COURTESY_TITLES, name_parts
from pipelines.annotate.model import text_of
from pipelines.annotate.roles import person_role_ending_at, person_role_starting_at
from pipelines.knowledge.namesakes import Namesakes, namesakes, regions
from pipelines.knowledge.registry import actors, names_by_key, normalise_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc

    from pipelines.knowledge.registry import RegistryName

_NO_NAMESAKES = Namesakes(person=False, actor_words={}, other_words=())
_PERSONAL = frozenset({"he", "she", "his", "her", "himself", "herself"})
_NEAR = 12  # tokens; within a clause or two
_PLACING = frozenset({"in", "to", "from", "at", "near", "outside", "across"})


@dataclass(frozen=True, slots=True)
class Weighed:
    """The actor that an article shows a name to mean, None where it does not, and how much speaks for the likeliest."""

    actor_id: str | None
    weight: int


class Certainty(Enum):
    """How surely a name means its actor: always, unless the article says otherwise, or only where it says so."""

    CLEAR = auto()
    USUAL = auto()
    AMBIGUOUS = auto()


@dataclass(frozen=True)
class Article:
    """An article and, by actor, how many names of the registry in it are settled so far."""

    doc: Doc
    settled: Counter[str]
    _weighed: dict[str, Weighed] = field(default_factory=dict)

    @cached_property
    def countries(self) -> Counter[str]:
        """How often the article names each country without ambiguity: itself, or a body of it."""
        counts: Counter[str] = Counter()
        for actor_id, count in self.settled.items():
            iso3 = actors()[actor_id].country_iso3
            if iso3 is not None:
                counts[iso3] += count
        return counts

    @cached_property
    def surnames(self) -> frozenset[str]:
        """The last parts of the full names that the recogniser finds for persons."""
        return frozenset(parts[-1] for parts in self._persons)

    @cached_property
    def given_names(self) -> frozenset[str]:
        """The first parts of the full names that the recogniser finds for persons."""
        return frozenset(parts[0] for parts in self._persons)

    @cached_property
    def _persons(self) -> list[list[str]]:
        names = (name_parts(entity.text) for entity in self.doc.ents if entity.label_ == "PERSON")
        return [parts for parts in names if len(parts) > 1]

    @cached_property
    def _words(self) -> Counter[str]:
        return Counter(token.text for token in self.doc)

    def count(self, words: Iterable[str]) -> int:
        """How often the words stand in the article."""
        text = text_of(self.doc)
        return sum(text.count(word) if " " in word or "-" in word else self._words[word] for word in words)

    def weigh(self, names: Sequence[RegistryName]) -> Weighed:
        """What the whole article says of a name; asked often, worked out once."""
        key = normalise_name(names[0].name)
        if key not in self._weighed:
            self._weighed[key] = self._weigh(names, namesakes().get(key, _NO_NAMESAKES))
        return self._weighed[key]

    def _weigh(self, names: Sequence[RegistryName], beside: Namesakes) -> Weighed:
        candidates = sorted({name.actor_id for name in names})
        weights = {one: self._names_of(one) + self.count(beside.actor_words.get(one, ())) for one in candidates}
        best = max(candidates, key=lambda one: weights[one])
        others = sum(self.settled[one] for one in beside.actor_words if one not in weights)
        against = others + self.count(beside.other_words)
        if names[0].ambiguous:
            holds = sum(weight > 0 for weight in weights.values()) == 1 and weights[best] > against
        else:
            holds = weights[best] >= against
        return Weighed(best if holds else None, weights[best])

    def _names_of(self, actor_id: str) -> int:
        """How many settled names the actor or its country has in the article."""
        iso3 = actors()[actor_id].country_iso3
        return self.countries[iso3] if iso3 is not None else self.settled[actor_id]


def certainty_of(names: Sequence[RegistryName]) -> Certainty:
    """How surely the name means its actor before the article is read."""
    if names[0].ambiguous:
        return Certainty.AMBIGUOUS
    return Certainty.USUAL if normalise_name(names[0].name) in namesakes() else Certainty.CLEAR


def bearer(article: Article, start: int, end: int, names: Sequence[RegistryName]) -> str | None:
    """The id of the actor that the name over the tokens `start:end` means; None where another bears it, or open."""
    if _is_town_elsewhere(article.doc, start, end, names):
        return None
    if certainty_of(names) is Certainty.CLEAR:
        return names[0].actor_id
    weighed = article.weigh(names)
    beside = namesakes().get(normalise_name(names[0].name))
    if beside is not None and beside.person and _is_person(article, start, end, weighed.weight):
        return None
    return weighed.actor_id


def _is_town_elsewhere(doc: Doc, start: int, end: int, names: Sequence[RegistryName]) -> bool:
    """Whether a region follows that is not the actor's own: "Athens, Ohio", but not "Tbilisi, Georgia"."""
    if end + 1 >= len(doc) or doc[end].text != "," or not doc[end + 1].text[:1].isupper():
        return False
    for stop in (end + 3, end + 2):
        region = doc[end + 1 : stop].text
        if region in regions():
            own = {name.actor_id for name in names}
            return own.isdisjoint(name.actor_id for name in names_by_key().get(normalise_name(region), ()))
    return False


def _is_person(article: Article, start: int, end: int, weight: int) -> bool:
    """Whether a name that persons bear is one's here; `weight` is what speaks for the actor."""
    doc = article.doc
    before, after = doc[start - 1] if start else None, doc[end] if end < len(doc) else None
    if before is not None and before.lower_ in _PLACING:
        return False
    if before is not None and before.is_title and _is_title(doc, start):
        return True
    if after is not None and after.is_title and after.pos_ == "PROPN" and not after.is_sent_start:
        return doc[start].head.i == after.i and not _begins_other(doc, end)
    if before is not None and before.is_title and before.pos_ == "PROPN" and before.head.i == end - 1:
        return doc[start].ent_type_ in {"PERSON", ""}
    key = normalise_name(doc[start:end].text)
    if key in article.surnames:
        return True
    return weight == 0 and (key in article.given_names or _is_called_he_or_she(doc, start))


def _is_called_he_or_she(doc: Doc, start: int) -> bool:
    """Whether the recogniser takes the word for a person and the next words have he or she."""
    return doc[start].ent_type_ == "PERSON" and any(token.lower_ in _PERSONAL for token in doc[start : start + _NEAR])


def _is_title(doc: Doc, start: int) -> bool:
    return doc[start - 1].lower_.rstrip(".") in COURTESY_TITLES or person_role_ending_at(doc, start) is not None


def _begins_other(doc: Doc, start: int) -> bool:
    """Whether the next word is no surname: a role ("Israel Foreign Minister") or another name of the registry."""
    return (
        person_role_starting_at(doc, start, len(doc)) is not None or normalise_name(doc[start].text) in names_by_key()
    )
