"""Which numbers are quantities, by the words around them.

Belongs here: the tests that tell a counting "one" from the pronoun, places in an order from idioms ("at first"), and
bare number words that only point ("the two"). Does not belong here: names, labels and years (`number_names`), and what
a quantity measures (`numbers`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.annotate.counted_nouns import counted_noun
from pipelines.annotate.readings import Reading, bound_of_reading
from schemas.codes import Bound, NumberKind

if TYPE_CHECKING:
    from collections.abc import Set

    from spacy.tokens import Doc, Span, Token

_ORDER_IDIOMS = frozenset({"place", "hand", "instance", "sight", "glance", "thought", "lady", "light", "half"})
_NOT_BEFORE_ONE = frozenset({"no", "any", "every", "each", "this", "that", "another"})
_BARE_SCALES = frozenset({"dozen", "hundred", "thousand", "million", "billion", "trillion"})
_POINTING = frozenset({"the", "these", "those", "both", "all", "other", "no"})
_RANKING = frozenset(
    {"finish", "place", "come", "rank", "climb", "drop", "move", "stand", "slip", "end", "lie", "sit", "remain", "lift"}
)
_RANK_PREPOSITIONS = frozenset({"to", "from", "in"})
_INDEFINITE = frozenset({"day", "time", "thing", "way", "hand", "side", "kind", "sort", "another", "reason", "word"})


def is_quantity(doc: Doc, reading: Reading, durations: Set[int]) -> bool:
    """Whether the words around a number leave it a quantity: not "one" as a pronoun, "at first", "the two"."""
    span, number = reading.number_span(doc), reading.number
    if number.ordinal:
        return _is_place_in_order(span)
    if number.spelled and reading.value_max is None and span.text.lower() == "one":
        return _is_counting_one(doc, reading, durations)
    if reading.unit is not None or not number.spelled or reading.value_max is not None:
        return True
    before = doc[span.start - 1].lower_ if span.start else ""
    if counted_noun(span) is not None:
        return True
    if span.text.lower() == "half":
        return before == "by" or bound_of_reading(doc, reading, None) is not Bound.EXACT
    return before not in _POINTING and span.text.lower() not in _BARE_SCALES


def _is_place_in_order(span: Span) -> bool:
    if _is_rank(span.root):
        return True
    counted = counted_noun(span)
    is_adverb = span.root.dep_ == "advmod" and span.root.head.pos_ not in {"ADJ", "ADV"}  # not "second-highest"
    if counted is None or is_adverb or counted.lemma in _ORDER_IDIOMS:
        return False
    in_name = counted.head.pos_ == "PROPN" or (not span[0].is_sent_start and span[0].text[0].isupper())
    follows = span.doc[span.end : span.end + 2]
    superlative = len(follows) == 2 and follows[0].text == "-" and follows[1].tag_ == "JJS"  # "second-largest"
    return not in_name and (superlative or _word_at(span.doc, span.end) not in {"-", "of"})


def _is_rank(number: Token) -> bool:
    """Whether a bare ordinal tells where somebody comes: "finished third", "climbed from fifth to second"."""
    above = number.head
    while above.dep_ == "prep" and above.lower_ in _RANK_PREPOSITIONS and above.head is not above:
        above = above.head
    is_bare = number.pos_ != "NOUN" or not any(child.dep_ == "det" for child in number.children)
    return is_bare and above.i < number.i and above.lemma_ in _RANKING


def _word_at(doc: Doc, index: int) -> str:
    """The word at a token index, empty at the end of the text."""
    return doc[index].lower_ if index < len(doc) else ""


def _is_counting_one(doc: Doc, reading: Reading, durations: Set[int]) -> bool:
    """Whether "one" counts: before a unit, "of" or a noun, after a bound; not "no one", "one day", "one has to"."""
    if reading.unit is not None:
        return reading.unit.kind is not NumberKind.DURATION or reading.number.char_start in durations
    if bound_of_reading(doc, reading, None) is not Bound.EXACT:
        return True
    span = reading.number_span(doc)
    counted = counted_noun(span)
    if counted is None or (span.start and doc[span.start - 1].lower_ in _NOT_BEFORE_ONE):
        return False
    is_date = counted.head.ent_type_ in {"DATE", "TIME"}  # "one January"
    return _word_at(doc, span.end) == "of" or not (is_date or counted.lemma in _INDEFINITE)
