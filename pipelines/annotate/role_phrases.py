"""Where the role phrase of a person's name stands: title, apposition, predicate.

Belongs here: the patterns around a name in which a role noun is the person's. Does not belong here: finding role nouns
(`role_nouns`), or what their phrases tell (`role_context`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.annotate.role_nouns import person_role_ending_at

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from pipelines.annotate.names import NameSpan
    from pipelines.knowledge.registry import Role

_MODIFIER_POS = frozenset({"ADJ", "NOUN", "PROPN"})
_JOINTS = frozenset({"-", "–", "'s", "’s", "&"})
_LINKS = frozenset({"of", "for", "at", "to", "in", "on", "the", "and"})
_LONGEST_PHRASE = 14
_CLOSING = frozenset({",", ".", ";", ":", "?", "!"})


@dataclass(frozen=True, slots=True)
class FoundPhrase:
    """A role phrase, tokens `start:end`; the tokens `noun` are its role noun."""

    start: int
    end: int
    noun: tuple[int, int]
    role: Role


def find_phrase(doc: Doc, name: NameSpan) -> FoundPhrase | None:
    """The role phrase of a person's name."""
    return (
        _title(doc, name.start)
        or _apposition_after(doc, name.end)
        or _apposition_before(doc, name.start)
        or _long_apposition_before(doc, name)
        or _predicate(doc, name.end)
    )


def _title(doc: Doc, name_start: int) -> FoundPhrase | None:
    found = person_role_ending_at(doc, name_start)
    if found is None:
        return None
    start, role = found
    return FoundPhrase(_with_modifiers(doc, start), name_start, (start, name_start), role)


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


def _apposition_after(doc: Doc, name_end: int) -> FoundPhrase | None:
    """The phrases "a Kremlin spokesperson" and "the head of the mission in Geneva" after a name and a comma."""
    if name_end + 1 >= len(doc) or doc[name_end].text != ",":
        return None
    return _phrase_from(doc, name_end + 1)


def _predicate(doc: Doc, name_end: int) -> FoundPhrase | None:
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


def _phrase_from(doc: Doc, start: int) -> FoundPhrase | None:
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
        return FoundPhrase(start, end, (found[0], head_end), found[1]) if start <= found[0] else None
    return None


def _may_stand_in_phrase(token: Token) -> bool:
    return token.pos_ in _MODIFIER_POS or token.lower_ in _LINKS or token.text in _JOINTS


def _apposition_before(doc: Doc, name_start: int) -> FoundPhrase | None:
    """The phrase "Chile's finance minister," before a name; it must begin with a determiner or a possessor."""
    if name_start < 2 or doc[name_start - 1].text != ",":
        return None
    found = person_role_ending_at(doc, name_start - 1)
    if found is None:
        return None
    start = _with_modifiers(doc, found[0])
    determined = start > 0 and doc[start - 1].pos_ == "DET"
    possessed = any(token.tag_ == "POS" for token in doc[start : name_start - 1])
    phrase = FoundPhrase(start, name_start - 1, (found[0], name_start - 1), found[1])
    return phrase if determined or possessed else None


def _long_apposition_before(doc: Doc, name: NameSpan) -> FoundPhrase | None:
    """The phrase "The head of the mission in Geneva," before a name that closes with a comma or the sentence."""
    comma = name.start - 1
    closed = name.end >= len(doc) or doc[name.end].text in _CLOSING
    if comma < 1 or doc[comma].text != "," or not closed:
        return None
    first = max(doc[comma].sent.start, comma - _LONGEST_PHRASE)
    for start in range(comma - 1, first - 1, -1):
        phrase = _phrase_from(doc, start) if doc[start].pos_ == "DET" else None
        if phrase is not None and phrase.end == comma:
            return phrase
    return None
