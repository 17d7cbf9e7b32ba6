"""Sources without a name: "a senior US official", "authorities", "the minister".

Belongs here: noun phrases whose head is a role noun and that no person's name takes up. Does not belong here:
titles of named persons, pronouns, names, or what the words of a phrase tell (`role_context`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.annotate.role_context import read_context
from pipelines.annotate.role_nouns import misread_plural, role_ending_at
from pipelines.annotate.role_phrases import FoundPhrase
from pipelines.knowledge.registry import RefersTo, Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Set

    from spacy.tokens import Doc, Token

    from pipelines.annotate.recognised import NameSpan
    from schemas.codes import Sector

# A modifier, a predicate ("is a doctor") and an apposition describe; they do not refer to somebody of their own.
_NOT_REFERRING = frozenset({"compound", "amod", "nmod", "attr", "appos"})
_MODIFIERS = frozenset({"det", "amod", "compound", "nmod", "poss", "nummod", "case", "predet"})
_DESCRIBING = frozenset({"amod", "compound", "nmod", "nummod"})
# Where a body without article acts: "parliament voted", "told parliament"; not "in public".
_ACTING = frozenset({"nsubj", "nsubjpass", "dobj", "dative", "ROOT", "conj"})


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
    nominals: list[Nominal] = []
    for token in doc:
        if token.i in taken or not _is_common_noun(token):
            continue
        found = role_ending_at(doc, token.i + 1) or misread_plural(token)
        if found is None:
            continue
        noun, role = (found[0], token.i + 1), found[1]
        head = _head(doc, noun)
        if head.dep_ in _NOT_REFERRING:
            continue
        start = min([noun[0], *(left.left_edge.i for left in head.lefts if left.dep_ in _MODIFIERS)])
        if not _refers(head, doc[start], role):
            continue
        if nominals and noun[0] < nominals[-1].end:
            nominals.pop()  # "a member" of "a member of parliament"
        context = read_context(doc, FoundPhrase(start, token.i + 1, noun, role), by_start)
        nominals.append(
            Nominal(
                start=_start_of_share(doc, start),
                end=token.i + 1,
                role=role,
                sector=context.sector,
                country_iso3=context.country_iso3,
            )
        )
    return nominals


def _head(doc: Doc, noun: tuple[int, int]) -> Token:
    """The word of a role noun that the others hang on: "chief" of "chief of staff"."""
    root = doc[noun[0] : noun[1]].root
    return root if root.pos_ in {"NOUN", "PROPN"} else doc[noun[1] - 1]


def _is_common_noun(token: Token) -> bool:
    """Whether a token may be a role noun without a name: also where the tagger is misled by a capital at the start."""
    return token.pos_ == "NOUN" or (token.pos_ == "PROPN" and (not token.is_title or token.is_sent_start is True))


def _start_of_share(doc: Doc, start: int) -> int:
    """The first token of a share of a number ("one in five voters"), `start` where there is none before it."""
    for link in (("in",), ("out", "of")):
        first = start - len(link) - 1
        words = tuple(token.lower_ for token in doc[max(first + 1, 0) : start])
        if first >= 0 and words == link and doc[first].like_num and doc[start].like_num:
            return first
    return start


def _refers(head: Token, first: Token, role: Role) -> bool:
    """Whether the phrase means somebody: a bare singular such as "justice", "as president", "in public" does not."""
    if head.tag_ in {"NNS", "NNPS"} or first.pos_ in {"DET", "PRON", "NUM"} or first.tag_ in {"PRP$", "POS"}:
        return True
    if any(child.dep_ == "poss" for child in head.lefts):
        return True
    if role.refers_to is not RefersTo.BODY:
        return False
    by_agent = head.dep_ == "pobj" and head.head.lower_ == "by"
    return head.dep_ in _ACTING or by_agent or any(child.dep_ in _DESCRIBING for child in head.lefts)
