"""Ages that are told without a unit: "Ana Silva, 45, said", "aged 9 and 12", "she is 35", "adults over 60".

Belongs here: whether a bare number is an age. Does not belong here: ages with a unit ("nine years old").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.annotate.role_nouns import person_role_ending_at

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from pipelines.annotate.readings import Reading

_AGES = range(1, 121)
_AGED = frozenset({"aged", "age", "ages"})
_BETWEEN_AGES = frozenset({",", "and", "or", "to", "between", "-", "–"})
_PERSONS = frozenset({"he", "she", "who", "i", "youngest", "oldest", "eldest"})
_PEOPLE = frozenset({"people", "person", "man", "woman", "child", "adult", "boy", "girl", "anyone", "those"})
_AGE_LIMITS = frozenset({"under", "over"})
_REACH = 12  # tokens from an age back to the "aged" of its list
_CLOSING = frozenset({",", ".", ";", "", "\n"})


def is_age(doc: Doc, reading: Reading) -> bool:
    """Whether a number without a unit is somebody's age in years."""
    if reading.value not in _AGES or (reading.value_max is not None and reading.value_max not in _AGES):
        return False
    span = reading.number_span(doc)
    first = _first_of_list(doc, span.start)
    if first and doc[first - 1].lower_ in _AGED:
        return True
    bounds = span.start, span.end
    return _is_predicate(span.root) or _is_apposition(doc, *bounds) or _is_limit(doc, *bounds)


def _first_of_list(doc: Doc, start: int) -> int:
    """The first token of a list or range of numbers that goes on at a token: of "two, five and eight" the "two"."""
    first = start
    while first > max(0, start - _REACH) and (doc[first - 1].text in _BETWEEN_AGES or doc[first - 1].like_num):
        first -= 1
    return first


def _is_predicate(number: Token) -> bool:
    """As in "She is 35", "the youngest man is 17"."""
    if number.dep_ not in {"attr", "acomp"} or number.head.lemma_ != "be":
        return False
    return any(child.dep_ == "nsubj" and _is_person(child) for child in number.head.children)


def _is_apposition(doc: Doc, start: int, end: int) -> bool:
    """As in "Ana Silva, 45, said", "the incumbent, 78, in office"."""
    if start < 2 or doc[start - 1].text != "," or _word_at(doc, end) not in _CLOSING:
        return False
    return doc[start - 2].ent_type_ == "PERSON" or person_role_ending_at(doc, start - 1) is not None


def _is_limit(doc: Doc, start: int, end: int) -> bool:
    """As in "Adults over 60", "men under 30"; not "over 60 men"."""
    if start < 2 or doc[start - 1].lower_ not in _AGE_LIMITS or doc[start - 2].lemma_.lower() not in _PEOPLE:
        return False
    return end >= len(doc) or doc[end].pos_ not in {"NOUN", "PROPN", "ADJ"}


def _is_person(token: Token) -> bool:
    words = {token.lower_, *(child.lower_ for child in token.children)}
    return token.ent_type_ == "PERSON" or not _PERSONS.isdisjoint(words)


def _word_at(doc: Doc, index: int) -> str:
    """The word at a token index, empty at the end of the text."""
    return doc[index].lower_ if index < len(doc) else ""
