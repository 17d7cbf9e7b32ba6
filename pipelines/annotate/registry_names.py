"""Registry names in the text: states, their people and capitals, organisations that the project knows.

Belongs here: finding the names of `pipelines.knowledge.registry` in a Doc. Does not belong here: which bearer a name
means (`name_context`), names that only the entity recogniser finds, or whether a state is an agent or a place.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from pipelines.annotate.name_context import Article, Certainty, bearer, certainty_of
from pipelines.knowledge.namesakes import other_names
from pipelines.knowledge.registry import RegistryActor, RegistryName, actors, names_by_key, normalise_name
from schemas.codes import NameType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Span

_ARTICLES = frozenset({"the", "The", "THE"})
_ARTICLES_OF_NAMES = frozenset({"the ", "The "})


@dataclass(frozen=True, slots=True)
class RegistryMatch:
    """Tokens `start:end` (article and possessive left out) that are a name with these bearers in the registry.

    `actor` is the one that it means here, None where an ambiguous name could not be settled.
    """

    start: int
    end: int
    names: tuple[RegistryName, ...]
    actor: RegistryActor | None

    @property
    def name_type(self) -> NameType:
        """The type of the name: of that of its actor, or of the first bearer's where it is open."""
        own = (name for name in self.names if self.actor is not None and name.actor_id == self.actor.actor_id)
        return next(own, self.names[0]).name_type

    @property
    def is_state(self) -> bool:
        """Whether the name is one of a state, its people or its capital."""
        return (self.actor.actor_id if self.actor is not None else self.names[0].actor_id).startswith("state_")


@cache
def _keys() -> tuple[str, ...]:
    """All normalised names to look for, also those that are to be stepped over, sorted."""
    return tuple(sorted({*names_by_key(), *other_names()}))


def _begins_name(key: str) -> bool:
    """Whether the words are a name or the first whole words of one."""
    at = bisect_left(_keys(), key)
    if not key or at == len(_keys()) or not _keys()[at].startswith(key):
        return False
    # What ends a word sorts before what goes on with it, so the first key after the words is the one to look at.
    return not _keys()[at][len(key) : len(key) + 1].isalnum()


@cache
def _small_first_words() -> frozenset[str]:
    """The first words of names that begin with a small letter: "the", "mainland", "al-Qaeda"."""
    names = (name.name for names in names_by_key().values() for name in names)
    return frozenset(normalise_name(re.split(r"[\s-]", name)[0]) for name in names if name[0].islower())


@lru_cache(maxsize=65_536)
def _may_begin_name(word: str) -> bool:
    key = normalise_name(word)
    return (not word[0].islower() or key in _small_first_words()) and _begins_name(key)


def find_registry_names(doc: Doc) -> list[RegistryMatch]:
    """All names of the registry in the Doc, longest first where they overlap, in order, the ambiguous ones settled."""
    found: list[tuple[int, int, tuple[RegistryName, ...]]] = []
    words = [token.text for token in doc]
    shouted = _shouted_tokens(doc)
    free = 0
    for start, word in enumerate(words):
        if start < free or not _may_begin_name(word):
            continue
        match = _longest_at(doc, start, shouted=start in shouted)
        if match is not None:
            free, names = match
            if names:
                found.append((start + (word in _ARTICLES), free, names))
    return _settle(doc, found)


def _longest_at(doc: Doc, start: int, *, shouted: bool) -> tuple[int, tuple[RegistryName, ...]] | None:
    """Where the longest name that begins at the token ends, and its bearers; without bearers it is to be left out."""
    longest: tuple[int, tuple[RegistryName, ...]] | None = None
    for end in range(start + 1, len(doc) + 1):
        last = doc[end - 1]
        surface = doc[start:end].text if end > start + 1 else last.text
        key = normalise_name(surface)
        if not _begins_name(key):
            break
        if last.tag_ == "POS" or last.is_space or last.is_punct:
            continue
        if key in other_names():
            longest = end, ()
            continue
        fitting = tuple(name for name in names_by_key().get(key, ()) if _fits(surface, name, shouted=shouted))
        if fitting and not _continues(doc, start, end):
            longest = end, fitting
    return longest


def _fits(surface: str, name: RegistryName, *, shouted: bool) -> bool:
    """Whether the letter case of the text allows the name: "who" is not the WHO, "The guardian" not The Guardian."""
    if name.name_type is NameType.ACRONYM:
        return not shouted and surface.rstrip(".+") == name.name.rstrip(".+")
    if name.name[:4] in _ARTICLES_OF_NAMES and name.name[4].isupper():
        return not surface[4:].lstrip()[:1].islower()
    return surface[0].isupper() or surface[0].isdigit() or name.name[0].islower()


def _continues(doc: Doc, start: int, end: int) -> bool:
    """Whether a name that needs its article goes on: "the West" in "the West Bank"."""
    if doc[start].lower_ != "the" or end >= len(doc) or doc[end].is_sent_start:
        return False
    return doc[end].is_title and doc[end].pos_ in {"PROPN", "ADJ", "NOUN"}


def _shouted_tokens(doc: Doc) -> frozenset[int]:
    """Tokens of sentences in capitals only, where letter case tells nothing."""
    return frozenset(
        token.i
        for sentence in doc.sents
        if sentence.text.isupper() and sum(token.is_alpha for token in sentence) > 2
        for token in sentence
    )


def _settle(doc: Doc, found: Sequence[tuple[int, int, tuple[RegistryName, ...]]]) -> list[RegistryMatch]:
    """Give each name the actor that the article shows it to mean.

    Names of states that stay open ("Georgia", "Korean") are left out: most of their other bearers are no states.
    """
    actor_ids: dict[int, str | None] = {}
    # The names without another bearer settle those with one, and both together the ambiguous ones.
    for certainty in Certainty:
        article = Article(doc, Counter(actor_id for actor_id in actor_ids.values() if actor_id is not None))
        now = [match for match in found if certainty_of(match[2]) is certainty]
        actor_ids |= {start: bearer(article, start, end, names) for start, end, names in now}
    matches = []
    for start, end, names in found:
        actor_id = actor_ids[start]
        if actor_id is not None:
            matches.append(RegistryMatch(start, end, names, actors()[actor_id]))
            continue
        others = tuple(name for name in names if not name.actor_id.startswith("state_"))
        if others and others[0].ambiguous:
            matches.append(RegistryMatch(start, end, others, None))
    return matches


def people_at(span: Span) -> str | None:
    """The country of the people's name with which a longer name begins: "Polish Border Guard"."""
    for end in (span.start + 2, span.start + 1):
        for name in names_by_key().get(normalise_name(span.doc[span.start : min(end, span.end)].text), ()):
            if name.name_type is NameType.DEMONYM and not name.ambiguous:
                return actors()[name.actor_id].country_iso3
    return None
