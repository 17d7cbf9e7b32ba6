"""Whom a name in an article means, by its letters alone: the full name there that ends in the same surname.

There is no gold for who a source is, so this stands in for it. It reads nothing that the annotators found, only
capital letters and the titles before names. What it says is sure where it says anything: a surname is resolved where
the article has exactly one first name before it. It is silent about surnames of two people in the article
("Clinton"), about nicknames beside full ones, names after an article ("the Times"), owned ones ("Ohio's Jane Roe") and
lists; a father and a son of one name are one to it. Belongs here: strings. Does not belong here: mentions, scores.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipelines.annotate.clusters import COURTESY_TITLES
from pipelines.knowledge.registry import actor_names, normalise_name, roles
from schemas.codes import NameType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_WORD = re.compile(r"(?:[^\W\d_]\.)+|\w+(?:[’'\-]\w+)*\.?")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+")
_POSSESSIVE = re.compile(r"[’']s$|(?<=s)[’']$")
_APPOSITION = re.compile(r"[,(;:–—]| - ")
_OWNED = re.compile(r"\w[’'](?:s\b)? ")  # "Ohio's Jane Roe"
# Several sources, or a bracket among titles: "Ann Berg and Ole Wind", "Berg, Wind", "Ode (Ohio) Sheriff Ann Berg".
_OPEN = re.compile(r"\band\b|[&/]|\)\s*\w|, [A-Z][\w.]*(?: [A-Z][\w.]*)*$")
_GENERATION = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
# Words that open a sentence and so stand in capitals before a name.
_OPENERS = frozenset(
    {"a", "after", "also", "an", "and", "another", "as", "at", "because", "before", "but", "by", "even", "for", "from"}
    | {"he", "her", "his", "how", "if", "in", "it", "its", "like", "many", "most", "my", "now", "of", "on", "or", "our"}
    | {"she", "since", "so", "some", "than", "that", "the", "their", "then", "these", "this", "though", "to", "under"}
    | {"until", "we", "what", "when", "where", "while", "who", "why", "with", "without", "yet"}
)
# Titles that are no role nouns by themselves, and words that go with them.
_TITLE_WORDS = frozenset(
    {"acting", "assistant", "attorney", "brig.", "capt.", "col.", "communications", "conservative", "deputy", "elect"}
    | {"ex", "fellow", "icon", "liberal"}
    | {"first", "former", "gen.", "gop", "gov.", "hopeful", "house", "lady", "late", "longtime", "lt.", "maj.", "mate"}
    | {"nominee", "presidential", "prof.", "rep.", "republican", "running", "sen.", "senate", "sgt.", "state", "then"}
    | {"vice", "candidate", "contender", "democrat", "democratic", "democrats", "republicans", "rival", "figure"}
)


@dataclass(frozen=True, slots=True)
class FullName:
    """First and last part of a name, normalised."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class NamedSource:
    """Whom the words of a source mean, and whether they are the full name themselves."""

    name: FullName
    is_full: bool


def given_names(text: str) -> Mapping[str, frozenset[str]]:
    """The first names that stand before each surname in an article, both normalised."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for run in _capitalised_runs(text):
        name = _without_titles(run)
        if len(name) > 1:
            found[name[-1]].add(name[0])
    return {surname: frozenset(first) for surname, first in found.items()}


def named_source(words: str, given: Mapping[str, frozenset[str]]) -> NamedSource | None:
    """Whom the words of a source mean; None where they are no name, or the article leaves it open.

    Args:
        words: a name, with or without titles before it and an apposition after it.
        given: what `given_names` says of the article.
    """
    words = words.strip(" \"“”'‘’")
    phrase = _APPOSITION.split(words, maxsplit=1)[0].strip()
    parts = _words(phrase)
    if _OPEN.search(words) or _OWNED.search(phrase) or not parts or parts[0].lower() in _OPENERS or not _is_name(parts):
        return None
    name = _without_titles(parts)
    if len(name) > 1:
        return NamedSource(FullName(name[0], name[-1]), is_full=True)
    first = given.get(name[0], frozenset())
    return NamedSource(FullName(next(iter(first)), name[0]), is_full=False) if len(first) == 1 else None


def _is_name(words: Sequence[str]) -> bool:
    """Whether words are capitalised, but for titles, and end in what can be a surname."""
    last = _without_generation(words)[-1:]
    return bool(last) and all(word[0].isupper() or _is_title(word) for word in words) and _is_surname(*last)


def _is_surname(word: str) -> bool:
    return word[0].isupper() and len(word) > 1 and not _INITIALS.fullmatch(word) and not _is_title(word)


def full_name(name: str) -> FullName | None:
    """First and last part of a name; None where it has one part."""
    parts = _without_generation([normalise_name(word) for word in _words(name)])
    return FullName(parts[0], parts[-1]) if len(parts) > 1 else None


def _words(text: str) -> list[str]:
    return [_plain(match.group()) for match in _WORD.finditer(text)]


def _plain(word: str) -> str:
    """A word without possessive and without the full stop of its sentence."""
    word = _POSSESSIVE.sub("", word)
    return word.removesuffix(".") if word.endswith(".") and not _is_short(word) else word


def _is_short(word: str) -> bool:
    """Whether a full stop belongs to the word: initials, and titles such as "Sen." before names."""
    lower = word.lower()
    return bool(_INITIALS.fullmatch(word)) or lower in _TITLE_WORDS | roles().keys() or lower[:-1] in COURTESY_TITLES


def _capitalised_runs(text: str) -> Iterator[list[str]]:
    """Capitalised words with single blanks between; a full stop ends a run unless it is an initial's or a title's."""
    run: list[str] = []
    end = -1
    for match in _WORD.finditer(text):
        word = match.group()
        if run and (text[end : match.start()] != " " or not word[0].isupper()):
            yield run
            run = []
        if word[0].isupper():
            run.append(_plain(word))
            end = match.start() + len(run[-1])  # what follows a possessive or a full stop is another run
    if run:
        yield run


def _without_titles(words: Sequence[str]) -> list[str]:
    """The words of a name, normalised, after the last title among them and without "Jr."."""
    kept = _without_generation(words)
    titles = [place for place, word in enumerate(kept[:-1]) if word.lower() in _OPENERS or _is_title(word)]
    return [normalise_name(word) for word in kept[titles[-1] + 1 if titles else 0 :]]


def _without_generation(words: Sequence[str]) -> list[str]:
    kept = list(words)
    while kept and kept[-1].lower() in _GENERATION:
        del kept[-1]
    return kept


def _is_title(word: str) -> bool:
    """Whether a word stands before names: "Sen.", "minister", "co-anchor", "secretary-treasurer", "Oslo-born"."""
    lower = word.lower().removeprefix("co-")
    if lower in _TITLE_WORDS or lower in _demonyms() or lower.removesuffix(".") in COURTESY_TITLES:
        return True
    return lower.endswith(("-based", "-born")) or all(part in roles() for part in lower.split("-"))


@cache
def _demonyms() -> frozenset[str]:
    return frozenset(name.name.lower() for name in actor_names() if name.name_type is NameType.DEMONYM)
