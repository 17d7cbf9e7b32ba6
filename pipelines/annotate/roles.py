"""Titles and role phrases: "Polish Foreign Minister" before a name, ", a Kremlin spokesperson," after it.

Belongs here: finding role nouns in a Doc, the role phrase that a person's name carries, and what the phrase tells of
sector and country. Does not belong here: who the person is, or anonymous sources.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipelines.knowledge.registry import RefersTo, Role, roles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Doc, Token

    from pipelines.annotate.names import NameSpan
    from schemas.codes import Sector

_MODIFIER_POS = frozenset({"ADJ", "NOUN", "PROPN"})
_JOINTS = frozenset({"-", "–", "'s", "’s", "&"})
_LINKS = frozenset({"of", "for", "at", "to", "in", "on", "the", "and"})
_LONGEST_PHRASE = 14
_CLOSING = frozenset({",", ".", ";", ":", "?", "!"})


@dataclass(frozen=True, slots=True)
class RolePhrase:
    """A role phrase, tokens `start:end`, with what it tells."""

    start: int
    end: int
    sector: Sector | None
    country_iso3: str | None


@cache
def _longest_role() -> int:
    """Tokens of the longest role noun; a hyphen is a token."""
    return max(len(role.replace("-", " - ").split()) for role in roles())


def role_ending_at(doc: Doc, end: int) -> tuple[int, Role] | None:
    """The longest role noun whose last token is `end - 1`, singular or plural, as (first token, role)."""
    for start in range(max(0, end - _longest_role()), end):
        span = doc[start:end]
        if span.text.isspace() or any(token.is_space for token in span):
            continue
        before_last = doc[start : end - 1].text_with_ws.lower()
        for last in (doc[end - 1].lower_, doc[end - 1].lemma_.lower()):
            role = roles().get(before_last + last)
            if role is not None:
                return start, role
    return None


def person_role_ending_at(doc: Doc, end: int) -> tuple[int, Role] | None:
    """Like `role_ending_at`, for roles that a person holds."""
    found = role_ending_at(doc, end) if end > 0 else None
    return found if found is not None and found[1].refers_to is RefersTo.PERSON else None


def person_role_starting_at(doc: Doc, start: int, limit: int) -> int | None:
    """How many tokens the longest person's role noun that begins at `start` and ends by `limit` has."""
    for end in range(min(limit, start + _longest_role()), start, -1):
        role = roles().get(doc[start:end].text.lower())
        if role is not None and role.refers_to is RefersTo.PERSON:
            return end - start
    return None


def role_phrase(doc: Doc, name: NameSpan, by_start: Mapping[int, NameSpan]) -> RolePhrase | None:
    """The role phrase that a person's name carries: a title, an apposition or a predicate."""
    span = (
        _title(doc, name.start)
        or _apposition_after(doc, name.end)
        or _apposition_before(doc, name.start)
        or _long_apposition_before(doc, name)
        or _predicate(doc, name.end)
    )
    if span is None:
        return None
    start, end, role = span
    inside = names_within(start, end, by_start)
    return RolePhrase(start, end, role_sector(role, inside), role_country(inside))


def names_within(start: int, end: int, by_start: Mapping[int, NameSpan]) -> list[NameSpan]:
    """The names, given by their first token, that lie within the tokens `start:end`."""
    return [by_start[index] for index in range(start, end) if index in by_start and by_start[index].end <= end]


def role_sector(role: Role, names: Sequence[NameSpan]) -> Sector | None:
    """The role's sector; for roles of any organisation, that of the first organisation named with it."""
    if role.sector is not None:
        return role.sector
    for name in names:
        if name.match is not None and name.match.actor is not None and name.match.actor.sector is not None:
            return name.match.actor.sector
    return None


def role_country(names: Sequence[NameSpan]) -> str | None:
    """The country of the first state, people or office of a state among the names."""
    for name in names:
        if name.match is not None and name.match.actor is not None and name.match.actor.country_iso3 is not None:
            return name.match.actor.country_iso3
    return None


def _title(doc: Doc, name_start: int) -> tuple[int, int, Role] | None:
    found = person_role_ending_at(doc, name_start)
    if found is None:
        return None
    start, role = found
    return _with_modifiers(doc, start), name_start, role


def _with_modifiers(doc: Doc, start: int) -> int:
    """Go left over adjectives, nouns and possessors that belong to a role noun."""
    sentence = doc[start].sent.start
    while start > sentence and _is_modifier(doc[start - 1]):
        start -= 1
    while doc[start].text in _JOINTS:
        start += 1
    return start


def _is_modifier(token: Token) -> bool:
    if token.text in _JOINTS:
        return True
    return token.pos_ in _MODIFIER_POS and token.dep_ not in {"nsubj", "nsubjpass", "dobj", "pobj", "ROOT"}


def _apposition_after(doc: Doc, name_end: int) -> tuple[int, int, Role] | None:
    """The phrases "a Kremlin spokesperson" and "the head of the mission in Geneva" after a name and a comma."""
    if name_end + 1 >= len(doc) or doc[name_end].text != ",":
        return None
    return _phrase_from(doc, name_end + 1)


def _predicate(doc: Doc, name_end: int) -> tuple[int, int, Role] | None:
    """The phrase "the mayor of Lagos" after a name and a form of "be"."""
    subject = doc[name_end - 1]
    if (
        subject.dep_ != "nsubj"
        or subject.head.lemma_ != "be"
        or any(left.dep_ == "neg" for left in subject.head.children)
    ):
        return None
    attributes = [child for child in subject.head.rights if child.dep_ == "attr"]
    return _phrase_from(doc, attributes[0].left_edge.i) if attributes else None


def _phrase_from(doc: Doc, start: int) -> tuple[int, int, Role] | None:
    """The role phrase that begins at `start`: a role noun as head, with modifiers before and prepositions after."""
    if doc[start].pos_ in {"DET", "PRON"}:
        start += 1
    limit = min(len(doc), start + _LONGEST_PHRASE)
    end = start
    while end < limit and not doc[end].is_sent_start and _may_stand_in_phrase(doc[end]):
        end += 1
    for head_end in range(start + 1, end + 1):
        found = person_role_ending_at(doc, head_end)
        # The role noun has to be the head: not "minister" in "minister talks".
        if found is None or (head_end < end and doc[head_end].pos_ not in {"ADP", "CCONJ", "PUNCT"}):
            continue
        while end > head_end and doc[end - 1].lower_ in _LINKS | _JOINTS:
            end -= 1
        return (start, end, found[1]) if start <= found[0] else None
    return None


def _may_stand_in_phrase(token: Token) -> bool:
    return token.pos_ in _MODIFIER_POS or token.lower_ in _LINKS or token.text in _JOINTS


def _apposition_before(doc: Doc, name_start: int) -> tuple[int, int, Role] | None:
    """The phrase "Chile's finance minister," before a name; it must begin with a determiner or a possessor."""
    if name_start < 2 or doc[name_start - 1].text != ",":
        return None
    found = person_role_ending_at(doc, name_start - 1)
    if found is None:
        return None
    start = _with_modifiers(doc, found[0])
    determined = start > 0 and doc[start - 1].pos_ == "DET"
    possessed = any(token.tag_ == "POS" for token in doc[start : name_start - 1])
    return (start, name_start - 1, found[1]) if determined or possessed else None


def _long_apposition_before(doc: Doc, name: NameSpan) -> tuple[int, int, Role] | None:
    """The phrase "The head of the mission in Geneva," before a name that closes with a comma or the sentence."""
    comma = name.start - 1
    closed = name.end >= len(doc) or doc[name.end].text in _CLOSING
    if comma < 1 or doc[comma].text != "," or not closed:
        return None
    first = max(doc[comma].sent.start, comma - _LONGEST_PHRASE)
    for start in range(comma - 1, first - 1, -1):
        phrase = _phrase_from(doc, start) if doc[start].pos_ == "DET" else None
        if phrase is not None and phrase[1] == comma:
            return phrase
    return None
