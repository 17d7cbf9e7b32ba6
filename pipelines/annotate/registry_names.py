"""Registry names in the text: states, their people and capitals, organisations that the project knows.

Belongs here: finding the names of `pipelines.knowledge.registry` in a Doc and settling the ambiguous ones from the
rest of the article. Does not belong here: names that only the entity recogniser finds, or whether a state is an
agent or a place.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipelines.knowledge.registry import RegistryActor, RegistryName, actors, names_by_key, normalise_name
from schemas.codes import NameType

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Span

_ARTICLES = frozenset({"the", "The", "THE"})


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
        """The type of the name; that of the first bearer where there are several."""
        return self.names[0].name_type

    @property
    def is_state(self) -> bool:
        """Whether the name is one of a state, its people or its capital."""
        return self.names[0].actor_id.startswith("state_")


@cache
def _longest_by_first_word() -> dict[str, int]:
    longest: dict[str, int] = {}
    for key in names_by_key():
        first, words = key.split()[0], key.count(" ") + 1
        # A token may be smaller than a word of the name ("Guinea-Bissau" is three).
        tokens = words + 2 * sum(key.count(mark) for mark in "-'.&,")
        for prefix in {first, first.split("-")[0], first.split("'")[0]}:
            longest[prefix] = max(longest.get(prefix, 0), tokens)
    return longest


def find_registry_names(doc: Doc) -> list[RegistryMatch]:
    """All names of the registry in the Doc, longest first where they overlap, in order, the ambiguous ones settled."""
    found: list[tuple[int, int, tuple[RegistryName, ...]]] = []
    shouted = _shouted_tokens(doc)
    start = 0
    while start < len(doc):
        match = _longest_at(doc, start, shouted=start in shouted)
        if match is None:
            start += 1
            continue
        end, names = match
        found.append((start + (doc[start].text in _ARTICLES), end, names))
        start = end
    return _settle(found)


def _longest_at(doc: Doc, start: int, *, shouted: bool) -> tuple[int, tuple[RegistryName, ...]] | None:
    longest = _longest_by_first_word().get(normalise_name(doc[start].text), 0)
    for end in range(min(start + longest, len(doc)), start, -1):
        last = doc[end - 1]
        if last.tag_ == "POS" or last.is_space or last.is_punct:
            continue
        surface = doc[start:end].text
        names = names_by_key().get(normalise_name(surface), ())
        fitting = tuple(name for name in names if _fits(surface, name, shouted=shouted))
        if fitting and not _continues(doc, start, end):
            return end, fitting
    return None


def _fits(surface: str, name: RegistryName, *, shouted: bool) -> bool:
    """Whether the letter case of the text allows the name: "who" is not the WHO, "us" not the US."""
    if name.name_type is NameType.ACRONYM:
        return not shouted and surface.rstrip(".+") == name.name.rstrip(".+")
    return surface[0].isupper() or name.name[0].islower()


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
        if sum(token.is_alpha for token in sentence) > 2 and sentence.text.isupper()
        for token in sentence
    )


def _settle(found: Iterable[tuple[int, int, tuple[RegistryName, ...]]]) -> list[RegistryMatch]:
    """Give each name its actor: an ambiguous name needs a clear name of the actor or its country in the article.

    Names of states that stay open ("Georgia", "Korean") are left out: most of their other bearers are no states.
    """
    table = actors()
    found = list(found)
    clear = {names[0].actor_id for _, _, names in found if not names[0].ambiguous}
    countries = {table[actor_id].country_iso3 for actor_id in clear} - {None}
    matches = []
    for start, end, names in found:
        candidates = {name.actor_id for name in names}
        if names[0].ambiguous:
            candidates = {one for one in candidates if one in clear or table[one].country_iso3 in countries}
        actor = table[min(candidates)] if len(candidates) == 1 else None
        match = RegistryMatch(start, end, names, actor)
        if actor is not None or not match.is_state:
            matches.append(match)
    return matches


def people_at(span: Span) -> str | None:
    """The country of the people's name with which a longer name begins: "Polish Border Guard"."""
    for end in (span.start + 2, span.start + 1):
        for name in names_by_key().get(normalise_name(span.doc[span.start : min(end, span.end)].text), ()):
            if name.name_type is NameType.DEMONYM and not name.ambiguous:
                return actors()[name.actor_id].country_iso3
    return None
