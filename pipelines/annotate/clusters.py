"""Which names of an article mean the same person or body.

Belongs here: grouping the names of one article under their fullest name. Does not belong here: finding the names, or
ids over articles.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pipelines.knowledge.registry import normalise_name
from schemas.codes import MentionKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Doc

    from pipelines.annotate.recognised import NameSpan

type FirstAndLast = tuple[str, str]

COURTESY_TITLES = frozenset({"mr", "mrs", "ms", "miss", "sir", "dame", "lord", "lady", "dr", "madam"})
_GENERATION = frozenset({"jr", "sr", "ii", "iii", "iv"})
_PARTY = " Party"
_BODIES = frozenset({MentionKind.ORGANISATION, MentionKind.PARTY, MentionKind.GROUP, MentionKind.MEDIA})


def name_text(doc: Doc, name: NameSpan) -> str:
    """The words of a name with single blanks."""
    return " ".join(doc[name.start : name.end].text.split())


def name_parts(text: str) -> list[str]:
    """The normalised parts of a person's name, without "Jr." and the like."""
    parts = [normalise_name(word) for word in text.split()]
    return [part for part in parts if part and part not in _GENERATION]


def cluster_persons(doc: Doc, names: Sequence[NameSpan]) -> dict[int, str]:
    """The person that each person's name (by its index in `names`) means, as the person's fullest name.

    Two full names are one person when first and last part agree ("Ada King", "Ada Byron King"). A name of one part
    joins the person of that surname, or else of that given name, where the article has one such, or has had one so
    far; without such a person, and between two ("Clinton"), it stands for itself. Names with the same courtesy title
    and surname ("Mrs. Clinton") are one person.
    """
    texts = {index: name_text(doc, name) for index, name in enumerate(names) if name.kind is MentionKind.PERSON}
    parts = {index: name_parts(text) for index, text in texts.items()}
    full = {index: (words[0], words[-1]) for index, words in parts.items() if len(words) > 1}
    fullest: dict[FirstAndLast, str] = {}
    for index, key in full.items():
        fullest[key] = max(fullest.get(key, ""), texts[index], key=_fullness)
    bearers = _Bearers(full)
    courtesies: dict[tuple[str, str], FirstAndLast | None] = {}
    clusters = {}
    for index, text in texts.items():
        bearer = full.get(index) or bearers.only(index, parts[index])
        before = normalise_name(doc[names[index].start - 1].text) if names[index].start else ""
        if before in COURTESY_TITLES and parts[index]:
            bearer = courtesies.setdefault((before, parts[index][-1]), bearer)
        clusters[index] = fullest[bearer] if bearer is not None else text
    return clusters


def cluster_bodies(doc: Doc, names: Sequence[NameSpan]) -> dict[int, str]:
    """The body that each organisation's, party's, group's or outlet's name means, as its fullest name.

    Initials in brackets after a name ("Lake Basin Authority (LBA)") stand for it in the whole article, and so does a
    party's name without "Party" ("the Unity Party", "Unity").
    """
    texts = {index: name_text(doc, name) for index, name in enumerate(names) if name.kind in _BODIES}
    shorter: dict[str, str] = {}
    for index, text in texts.items():
        end = names[index].end
        if end + 2 < len(doc) and doc[end].text == "(" and doc[end + 2].text == ")" and doc[end + 1].text.isupper():
            shorter.setdefault(normalise_name(doc[end + 1].text), text)
        if names[index].kind is MentionKind.PARTY and text.endswith(_PARTY):
            shorter.setdefault(normalise_name(text.removesuffix(_PARTY)), text)
    return {index: shorter.get(normalise_name(text), text) for index, text in texts.items()}


def is_full_name(text: str) -> bool:
    """Whether a person's name has at least two parts."""
    return len(name_parts(text)) > 1


def _fullness(text: str) -> tuple[int, bool]:
    """Longer names are fuller, and of equals one that is not in capitals only."""
    return len(text), not text.isupper()


class _Bearers:
    """Who bears a surname or a given name in an article: the first two persons by their first full name."""

    def __init__(self, full: Mapping[int, FirstAndLast]) -> None:
        self._first: dict[tuple[int, str], list[tuple[int, FirstAndLast]]] = defaultdict(list)
        for index, person in full.items():
            for place, part in enumerate(person):
                known = self._first[place, part]
                if len(known) < 2 and all(person != other for _, other in known):
                    known.append((index, person))

    def only(self, index: int, parts: Sequence[str]) -> FirstAndLast | None:
        """The person of this surname, else of this given name: the only one in the article, or the only one so far."""
        for place in (1, 0):
            known = self._first.get((place, parts[0])) if parts else None
            if known:
                return known[0][1] if len(known) == 1 or known[0][0] < index < known[1][0] else None
        return None
