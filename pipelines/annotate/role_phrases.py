"""Where the role phrase of a person's name stands: title, apposition, party in brackets.

Belongs here: the patterns right before and after a name in which a role noun is the person's. Does not belong here:
clauses about the person (`role_clauses`), finding role nouns (`role_nouns`), what their phrases tell (`role_context`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.annotate.role_nouns import misread_plural, person_role_ending_at
from pipelines.knowledge.registry import RefersTo, Role
from schemas.codes import MentionKind, Sector

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spacy.tokens import Doc, Token

    from pipelines.annotate.recognised import NameSpan

_MODIFIER_POS = frozenset({"ADJ", "NOUN", "PROPN"})
_JOINTS = frozenset({"-", "–", "'s", "’s", "&"})
_LINKS = frozenset({"of", "for", "at", "to", "in", "on", "the", "and"})
_LONGEST_PHRASE = 14
_LONGEST_LIST = 5
_CLOSING = frozenset({",", ".", ";", ":", "?", "!"})
_PLURAL = frozenset({"NNS", "NNPS"})
_TEMPORARY = frozenset({"acting", "outgoing", "incoming", "retired", "visiting", "ruling", "then"})
_LISTING = frozenset({"and", ",", "or", "&", "("})
_TELLING = frozenset({"tell", "ask", "remind", "inform", "assure", "warn", "urge", "show"})
_EXAMPLES = (("such", "as"), ("like",), ("including",))
_MEMBERS = frozenset(
    {
        "Democrat",
        "Republican",
        "Tory",
        "Conservative",
        "Liberal",
        "Socialist",
        "Communist",
        "Libertarian",
        "Independent",
    }
    | {"Labourite", "Green"}
)
PARTY_MEMBER = Role(role="party member", sector=Sector.PTY, refers_to=RefersTo.PERSON, inherits=False)
# "(R-Ohio)", "(D)", "R-Texas,": party and state of a politician of the United States.
_PARTY_AND_STATE = re.compile(r"(?:[(,] ?)((?:[RDI]|Rep|Dem|Ind)\.?(?:[-–] ?[A-Z][A-Za-z. ]{0,14})?)[),]")


@dataclass(frozen=True, slots=True)
class FoundPhrase:
    """A role phrase, tokens `start:end`; the tokens `noun` are its role noun."""

    start: int
    end: int
    noun: tuple[int, int]
    role: Role


def phrase_beside(doc: Doc, name: NameSpan, by_start: Mapping[int, NameSpan]) -> FoundPhrase | None:
    """The role phrase that stands right before or after a person's name."""
    return (
        _title(doc, name.start)
        or _party_title(doc, name.start)
        or _shared_title(doc, name.start, by_start)
        or _apposition_after(doc, name)
        or _apposition_before(doc, name.start)
        or _long_apposition_before(doc, name)
        or _party_after(doc, name.end)
    )


def _title(doc: Doc, name_start: int) -> FoundPhrase | None:
    """The phrase "Polish Foreign Minister" before a name; a plural belongs to somebody else: "told reporters Ito"."""
    found = person_role_ending_at(doc, name_start)
    if found is None or doc[name_start - 1].tag_ in _PLURAL:
        return None
    start, role = found
    return FoundPhrase(_with_modifiers(doc, start), name_start, (start, name_start), role)


def _party_title(doc: Doc, name_start: int) -> FoundPhrase | None:
    """The phrase "Missouri Republican" before a name."""
    if name_start == 0 or doc[name_start - 1].text not in _MEMBERS:
        return None
    noun = (name_start - 1, name_start)
    return FoundPhrase(_with_modifiers(doc, noun[0]), name_start, noun, PARTY_MEMBER)


def _shared_title(doc: Doc, name_start: int, by_start: Mapping[int, NameSpan]) -> FoundPhrase | None:
    """The plural title of several persons: "Senators Ito and Brown", "politicians such as Ito"."""
    for first in _firsts_of_list(doc, name_start, by_start):
        end = _before_examples(doc, first)
        goes_on = doc[min(by_start[first].end, len(doc) - 1)].text in _LISTING
        listed = first < name_start or (goes_on and doc[by_start[first].end].text == "and")
        if end == first and listed and doc[first - 1].text == ",":
            end -= 1  # "two strategists, Ito and Brown"
        found = person_role_ending_at(doc, end) or misread_plural(doc[end - 1]) if end < first or goes_on else None
        if found is not None and _is_plural(doc[end - 1], found[1]) and not _is_audience(doc[end - 1]):
            return FoundPhrase(_with_modifiers(doc, found[0]), end, (found[0], end), found[1])
    return None


def _is_plural(noun: Token, role: Role) -> bool:
    return noun.tag_ in _PLURAL or role.role in {"sens.", "reps.", "govs."}


def _is_audience(noun: Token) -> bool:
    """Whether a plural is who is told something: "told reporters Ito and Brown would leave"."""
    return noun.dep_ in {"dobj", "dative"} and noun.head.lemma_ in _TELLING


def _firsts_of_list(doc: Doc, start: int, by_start: Mapping[int, NameSpan]) -> Iterator[int]:
    """The starts of the persons' names in the list that ends with the name at `start`, from the last to the first."""
    for _ in range(_LONGEST_LIST):
        yield start
        before = start - 1
        while before > 0 and doc[before].text in _LISTING:
            before -= 1
        if before == start - 1:
            return
        if doc[before].text == ")":  # "Paul (Ky.) and Rubio"
            before -= next((back for back in range(1, 6) if doc[max(before - back, 0)].text == "("), 0) + 1
        while before > 0 and before not in by_start and (doc[before].pos_ == "PROPN" or doc[before].text in _JOINTS):
            before -= 1
        if before not in by_start or by_start[before].kind is not MentionKind.PERSON:
            return
        start = before


def _before_examples(doc: Doc, start: int) -> int:
    """The end of what examples follow: "politicians" in "politicians such as Ito"; else `start`."""
    for link in _EXAMPLES:
        end = start - len(link)
        if end > 0 and tuple(token.lower_ for token in doc[end:start]) == link:
            return end - (doc[end - 1].text == ",")
    return start


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
        return token.text not in {"-", "–"} or not (token.whitespace_ or token.nbor(-1).whitespace_)
    if token.lower_ in _TEMPORARY:
        return True
    return token.pos_ in _MODIFIER_POS and token.dep_ not in {"nsubj", "nsubjpass", "dobj", "pobj", "ROOT"}


def _apposition_after(doc: Doc, name: NameSpan) -> FoundPhrase | None:
    """The phrases "a Kremlin spokesperson" and "the head of the mission in Geneva" after a name, or name and age."""
    start = name.end
    if start + 1 >= len(doc) or doc[start].text != ",":
        return None
    start += 1
    if start + 2 < len(doc) and doc[start].like_num and doc[start + 1].text == ",":
        start += 2
    if start < len(doc) and doc[start].tag_ == "PRP$":
        return None  # "Ito, her husband and two friends"
    return phrase_from(doc, start) or _parsed_apposition(doc, name)


def _parsed_apposition(doc: Doc, name: NameSpan) -> FoundPhrase | None:
    """An apposition that the flat pattern does not take: "a top outside adviser"."""
    for token in doc[name.start : name.end].root.rights:
        if token.dep_ != "appos" or token.i < name.end:
            continue
        found = person_role_ending_at(doc, token.i + 1)
        start = token.left_edge.i
        if found is not None and start <= found[0] and doc[start - 1].text == "," and doc[start].tag_ != "PRP$":
            start += doc[start].pos_ == "DET"
            return FoundPhrase(start, token.i + 1, (found[0], token.i + 1), found[1])
    return None


def phrase_from(doc: Doc, start: int) -> FoundPhrase | None:
    """The role phrase that begins at `start`: a role noun as head, with modifiers before and prepositions after."""
    if start < len(doc) and doc[start].pos_ in {"DET", "PRON"}:
        start += 1
    limit = min(len(doc), start + _LONGEST_PHRASE)
    end = start
    while end < limit and not doc[end].is_sent_start and _may_stand_in_phrase(doc, end):
        end += 1
    for head_end in range(start + 1, end + 1):
        found = _role_or_member(doc, start, head_end)
        # The role noun has to be the head: not "minister" in "minister talks".
        if found is None or (head_end < end and doc[head_end].pos_ not in {"ADP", "CCONJ", "PUNCT"}):
            continue
        while end > head_end and doc[end - 1].lower_ in _LINKS | _JOINTS:
            end -= 1
        return FoundPhrase(start, end, (found[0], head_end), found[1]) if start <= found[0] else None
    return None


def _role_or_member(doc: Doc, start: int, end: int) -> tuple[int, Role] | None:
    """A role noun that ends here, or "a Republican"."""
    if doc[end - 1].text in _MEMBERS and doc[start - 1].lower_ in {"a", "an", "the"}:
        return end - 1, PARTY_MEMBER
    return person_role_ending_at(doc, end) if doc[end - 1].tag_ not in _PLURAL else None


def _may_stand_in_phrase(doc: Doc, index: int) -> bool:
    token = doc[index]
    if token.pos_ in _MODIFIER_POS or token.lower_ in _LINKS or token.text in _JOINTS:
        return True
    # "a 54-year-old farmer", "a Lagos-based lawyer"
    return doc[index - 1].text in _JOINTS or (index + 1 < len(doc) and doc[index + 1].text in _JOINTS)


def _apposition_before(doc: Doc, name_start: int) -> FoundPhrase | None:
    """The phrase "Chile's finance minister," before a name; it must begin with a determiner or a possessor."""
    if name_start < 2 or doc[name_start - 1].text != ",":
        return None
    found = person_role_ending_at(doc, name_start - 1)
    head = doc[name_start - 2]
    if found is None or head.tag_ in _PLURAL or head.dep_ == "attr":
        return None  # "Brown is not a candidate, Ito said"
    start = _with_modifiers(doc, found[0])
    determined = start > 0 and (doc[start - 1].pos_ == "DET" or doc[start - 1].tag_ == "PRP$")
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
        phrase = phrase_from(doc, start) if doc[start].pos_ == "DET" else None
        if phrase is not None and phrase.end == comma:
            return phrase
    return None


def _party_after(doc: Doc, name_end: int) -> FoundPhrase | None:
    """The phrase "R-Texas" after a name, in brackets or commas."""
    if name_end + 1 >= len(doc) or doc[name_end].text not in {"(", ","}:
        return None
    span = doc[name_end : name_end + 8]
    found = _PARTY_AND_STATE.match(span.text)
    inner = doc.char_span(span.start_char + found.start(1), span.start_char + found.end(1)) if found else None
    if inner is None:
        return None
    return FoundPhrase(inner.start, inner.end, (inner.start, inner.end), PARTY_MEMBER)
