"""The noun that a number counts.

Belongs here: from a number, or a unit, to the noun that it counts or measures, by the parse. Does not belong here:
which numbers are quantities.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_NOUNS = frozenset({"NOUN", "PROPN"})
_NUMBER_RELATIONS = frozenset({"nummod", "quantmod", "compound", "amod", "nmod", "npadvmod", "predet", "det"})
_INNER = frozenset({"compound", "nmod", "npadvmod", "amod", "poss", "nummod"})  # nouns inside a noun phrase
_SUFFIXES = frozenset({"-odd", "-plus"})
_FARTHEST = 8  # tokens between a number and the noun it counts


@dataclass(frozen=True, slots=True)
class CountedNoun:
    """The head noun that is counted, and the words of its phrase from the number on, up to and with the head."""

    head: Token
    char_start: int
    char_end: int

    @property
    def lemma(self) -> str:
        """The lemma of the head, in lower case."""
        return self.head.lemma_.lower()


def counted_noun(number: Span) -> CountedNoun | None:
    """The noun that a bare number counts: "14,000 people", "two of the soldiers", "a ten-member panel"."""
    after = number.end
    doc = number.doc
    if doc[after : after + 2].text.lower() in _SUFFIXES:
        after += 2
    if after + 1 < len(doc) and doc[after].text in {"-", "‑"} and doc[after + 1].pos_ in _NOUNS:
        return _noun(doc, after + 1, doc[after + 1])
    of_object = of_object_after(doc, after)
    if of_object is not None:
        return of_object
    head = _head(number)
    return None if head is None else _noun(doc, after, head)


def of_object_after(doc: Doc, after: int) -> CountedNoun | None:
    """The noun after an "of" that starts at a token: "[5% ]of voters"."""
    if after >= len(doc) or doc[after].lower_ != "of":
        return None
    target = next((child for child in doc[after].children if child.dep_ == "pobj" and child.pos_ in _NOUNS), None)
    if target is None:
        return None
    start = after + 1
    while start < target.i and doc[start].pos_ in {"DET", "PRON"}:
        start += 1
    return _noun(doc, start, target)


def _head(number: Span) -> Token | None:
    """The noun that the number or, in "a quarter of a million refugees", its last word depends on."""
    candidates = (_governing_noun(number, number.root), _governing_noun(number, number[-1]))
    return next((noun for noun in candidates if noun is not None), _noun_of_chunk(number))


def _governing_noun(number: Span, token: Token) -> Token | None:
    while token.dep_ in _NUMBER_RELATIONS and token.head.i < number.end and token.head is not token:
        if token.head.i < number.start and token.head.pos_ not in {"NUM", "SYM"}:
            return None
        token = token.head
    if token.dep_ in _NUMBER_RELATIONS and token.head.pos_ in _NOUNS and token.head.i >= number.end:
        return token.head
    return None


def _noun_of_chunk(number: Span) -> Token | None:
    """The head of the noun phrase around a number, where the parser hung the number on another word of it."""
    for token in number.doc[number.end : number.end + _FARTHEST]:
        if token.pos_ in _NOUNS and token.dep_ not in _INNER and token.left_edge.i <= number.start:
            return token
    return None


def _noun(doc: Doc, start: int, head: Token) -> CountedNoun | None:
    """The phrase from a token to its head; None where a clause boundary or too much stands between them."""
    if head.i < start or head.i - start > _FARTHEST or any(map(_ends_phrase, doc[start : head.i])):
        return None
    while start < head.i and (doc[start].is_space or doc[start].is_punct or doc[start].pos_ == "DET"):
        start += 1
    return CountedNoun(head, doc[start].idx, head.idx + len(head))


def _ends_phrase(token: Token) -> bool:
    return token.text in {";", ":", "."} or (token.pos_ == "VERB" and token.dep_ != "amod")
