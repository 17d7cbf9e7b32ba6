"""Sources without a name: "a senior US official", "authorities", "the minister".

Belongs here: noun phrases whose head is a role noun and that no person's name takes up. Does not belong here:
titles of named persons, pronouns, names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.annotate.roles import names_within, role_country, role_ending_at, role_sector
from pipelines.knowledge.registry import RefersTo, Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Set

    from spacy.tokens import Doc, Token

    from pipelines.annotate.names import NameSpan
    from schemas.codes import Sector

# A modifier, a predicate ("is a doctor") and an apposition describe; they do not refer to somebody of their own.
_NOT_REFERRING = frozenset({"compound", "amod", "nmod", "attr", "appos"})
_MODIFIERS = frozenset({"det", "amod", "compound", "nmod", "poss", "nummod", "case", "predet"})


@dataclass(frozen=True, slots=True)
class Nominal:
    """Tokens `start:end`, the role noun last, with what they tell of sector and country."""

    start: int
    end: int
    role: Role
    sector: Sector | None
    country_iso3: str | None


def find_nominals(doc: Doc, by_start: Mapping[int, NameSpan], taken: Set[int]) -> list[Nominal]:
    """The nominals of the Doc, in order.

    `by_start` are the names by their first token, `taken` the tokens of names and of named persons' role phrases.
    """
    nominals = []
    for token in doc:
        if token.i in taken or token.pos_ != "NOUN" or token.dep_ in _NOT_REFERRING:
            continue
        found = role_ending_at(doc, token.i + 1)
        if found is None:
            continue
        start = min([found[0], *(left.left_edge.i for left in token.lefts if left.dep_ in _MODIFIERS)])
        if not _refers(token, doc[start], found[1]):
            continue
        start = _start_of_share(doc, start)
        inside = names_within(start, token.i, by_start)
        nominals.append(
            Nominal(
                start=start,
                end=token.i + 1,
                role=found[1],
                sector=role_sector(found[1], inside),
                country_iso3=role_country(inside),
            )
        )
    return nominals


def _start_of_share(doc: Doc, start: int) -> int:
    """The first token of a share of a number ("one in five voters"), `start` where there is none before it."""
    for link in (("in",), ("out", "of")):
        first = start - len(link) - 1
        words = tuple(token.lower_ for token in doc[max(first + 1, 0) : start])
        if first >= 0 and words == link and doc[first].like_num and doc[start].like_num:
            return first
    return start


def _refers(head: Token, first: Token, role: Role) -> bool:
    """Whether the phrase means somebody: a bare singular such as "justice" or "as president" does not."""
    if head.tag_ == "NNS" or role.refers_to is RefersTo.BODY:
        return True
    return first.pos_ in {"DET", "PRON", "NUM"} or first.tag_ in {"PRP$", "POS"} or _possessed(head)


def _possessed(head: Token) -> bool:
    return any(child.dep_ == "poss" for child in head.lefts)
