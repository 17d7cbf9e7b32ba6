"""Quantities: counts, money, percentages, measures, durations, rates and places in an order.

Belongs here: which numbers of a parsed text are quantities, and the record of each. The steps are the lexer's
numbers, without those in dates; their units (`readings`); ranges; exclusions (`number_names`); counted nouns
(`counted_nouns`); bound and trend (`quantity_cues`). Does not belong here: dates, positions, unit conversion.

The span of a quantity is the number with its unit words ("US$5 million", "20 per cent", "50 km per hour", for a range
both numbers); "about", "more than" and the counted noun lie outside it. `value` is in the unit of `unit`: 50 pence are
0.5 GBP, two decades 20 a.

Confidence is a fixed prior per method, NOT calibrated: an order of how far the rule is to be trusted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.annotate.counted_nouns import CountedNoun, counted_noun, of_object_after
from pipelines.annotate.elisions import fill_elided, say_again, share_units
from pipelines.annotate.lexer import lex
from pipelines.annotate.model import sentence_numbers, text_of
from pipelines.annotate.number_names import is_name
from pipelines.annotate.quantity_cues import bound_of, trend_of
from pipelines.annotate.readings import Reading, expanded_span, join_ranges, join_shares, read
from pipelines.annotate.records import Date, Number, Offsets
from pipelines.annotate.units import rate_after
from schemas.codes import Bound, NumberKind, TimexType, Trend

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

PRIORS = {
    "rule:percent": 0.95,
    "rule:money": 0.95,
    "rule:measure": 0.9,
    "rule:duration": 0.9,
    "rule:rate": 0.85,
    "rule:age": 0.8,
    "rule:times": 0.8,
    "rule:counted": 0.7,
    "rule:ordinal": 0.7,
    "rule:bare": 0.5,
}
"""Confidence by method: priors, not calibrated."""

_BLOCKING = frozenset({TimexType.DATE, TimexType.TIME, TimexType.SET})
_ORDER_IDIOMS = frozenset({"time", "place", "hand", "instance", "sight", "glance", "thought", "lady"})
_ONLY = frozenset({"only", "just"})
_BARE_SCALES = frozenset({"dozen", "hundred", "thousand", "million", "billion", "trillion"})
_POINTING = frozenset({"the", "these", "those", "both", "all", "other", "no"})
_AGES = range(1, 121)
_INDEFINITE = frozenset({"day", "time", "thing", "way", "hand", "side", "kind", "sort", "another", "reason", "word"})
_OBJECTS = frozenset({"dobj", "pobj", "attr"})  # not "one official said"
_PERSONS = frozenset({"he", "she", "who", "i"})


def find_numbers(doc: Doc, dates: Sequence[Date]) -> list[Number]:
    """Find the quantities of a text.

    Args:
        doc: The parsed text.
        dates: Its dates. Numbers in a DATE, TIME or SET are no quantities; those in a DURATION are.

    Returns:
        The quantities in order of offset, with `position` None; their spans do not overlap.
    """
    text = text_of(doc)
    blocked = _offsets_in(d for d in dates if d.timex_type in _BLOCKING)
    durations = _offsets_in(d for d in dates if d.timex_type is TimexType.DURATION)
    readings = [
        read(doc, number) for number in lex(text) if blocked.isdisjoint(range(number.char_start, number.char_end))
    ]
    readings = [r for r in readings if r.unit is not None or not is_name(r.number_span(doc), r.number)]
    readings = join_shares(text, readings)
    readings = share_units(text, join_ranges(text, readings, [_is_change(doc, r) for r in readings]))
    sentence_of = sentence_numbers(doc)
    readings = fill_elided(doc, readings, sentence_of)
    numbers: list[Number] = []
    for reading in readings:
        in_denominator = numbers and reading.char_start < numbers[-1].char_end  # "4 per 1,000 people"
        if not in_denominator and _is_quantity(doc, reading, durations):
            numbers.append(_record(doc, reading, sentence_of))
    return say_again(text, numbers)


def _offsets_in(dates: Iterable[Date]) -> set[int]:
    return {offset for found in dates for offset in range(found.char_start, found.char_end)}


def _is_change(doc: Doc, reading: Reading) -> bool:
    span = expanded_span(doc, reading.char_start, reading.char_end)
    kind = NumberKind.COUNT if reading.unit is None else reading.unit.kind
    return trend_of(doc, reading.char_start, reading.char_end, span.root, kind) is not Trend.NONE


def _is_quantity(doc: Doc, reading: Reading, durations: Set[int]) -> bool:
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
        return before == "by" or _bound(doc, reading, None) is not Bound.EXACT
    return before not in _POINTING and span.text.lower() not in _BARE_SCALES


def _is_place_in_order(span: Span) -> bool:
    counted = counted_noun(span)
    if counted is None or span.root.dep_ == "advmod" or counted.lemma in _ORDER_IDIOMS:
        return False
    in_name = counted.head.pos_ == "PROPN" or (span.start > span.sent.start and span[0].text[0].isupper())
    return not in_name and _word_at(span.doc, span.end) not in {"-", "of"}


def _word_at(doc: Doc, index: int) -> str:
    """The word at a token index, empty at the end of the text."""
    return doc[index].lower_ if index < len(doc) else ""


def _is_counting_one(doc: Doc, reading: Reading, durations: Set[int]) -> bool:
    """Whether "one" counts: before a unit or "of", after a bound or "only", in an object, beside another number."""
    if reading.unit is not None:
        return reading.unit.kind is not NumberKind.DURATION or reading.number.char_start in durations
    span = reading.number_span(doc)
    if _word_at(doc, span.end) == "of":
        return counted_noun(span) is not None
    if _bound(doc, reading, None) is not Bound.EXACT or (span.start and doc[span.start - 1].lower_ in _ONLY):
        return counted_noun(span) is not None
    if span.root.dep_ != "nummod":
        return False
    noun = span.root.head
    if noun.dep_ in _OBJECTS and noun.i >= span.end and noun.lemma_ not in _INDEFINITE:
        return True
    return any(child.dep_ == "nummod" for noun in _parallel_nouns(noun) for child in noun.children)


def _parallel_nouns(noun: Token) -> list[Token]:
    """The nouns coordinated with a noun, and those of the same function in coordinated clauses."""
    in_clauses = [child for clause in noun.head.conjuncts for child in clause.children]
    return [*noun.conjuncts, *(child for child in in_clauses if child.dep_[:5] == noun.dep_[:5])]


def _bound(doc: Doc, reading: Reading, counted: CountedNoun | None) -> Bound:
    if reading.value_max is not None:
        return Bound.RANGE
    ends = [reading.number_end, reading.char_end]
    if counted is not None and counted.char_start >= reading.char_end:
        ends.append(counted.char_end)
    is_duration = reading.unit is not None and reading.unit.kind is NumberKind.DURATION
    return bound_of(doc, reading.char_start, *ends, is_duration=is_duration)


def _record(doc: Doc, reading: Reading, sentence_of: Sequence[int]) -> Number:
    span = expanded_span(doc, reading.char_start, reading.char_end)
    counted = _counted(doc, reading, span.end)
    measure = _measure(doc, reading, counted)
    return Number(
        char_start=reading.char_start,
        char_end=measure.char_end,
        sentence_no=sentence_of[span.start],
        value=reading.value,
        value_max=reading.value_max,
        bound=_bound(doc, reading, counted),
        trend=trend_of(doc, reading.char_start, measure.char_end, span.root, measure.kind),
        kind=measure.kind,
        unit=measure.unit,
        unit_span=measure.unit_span,
        counted=None if counted is None else counted.lemma,
        counted_span=None if counted is None else (counted.char_start, counted.char_end),
        confidence=PRIORS[measure.method],
        method=measure.method,
    )


def _counted(doc: Doc, reading: Reading, after: int) -> CountedNoun | None:
    """What is counted: by a bare number its noun, by a unit the noun after "of"; a length of time counts nothing."""
    if reading.unit is None:
        return counted_noun(reading.number_span(doc)) or reading.counted
    has_none = {NumberKind.DURATION, NumberKind.COUNT}
    return None if reading.unit.kind in has_none else of_object_after(doc, after)


@dataclass(frozen=True, slots=True)
class _Measure:
    """What kind of quantity it is, in which unit, where it ends, and which rule said so."""

    kind: NumberKind
    method: str
    char_end: int
    unit: str | None = None
    unit_span: Offsets | None = None


def _measure(doc: Doc, reading: Reading, counted: CountedNoun | None) -> _Measure:
    unit, end = reading.unit, reading.char_end
    if reading.number.ordinal:
        return _Measure(NumberKind.ORDINAL, "rule:ordinal", end)
    if unit is None:
        return _count(doc, reading, counted)
    rate = rate_after(text_of(doc), end)
    if unit.kind is NumberKind.COUNT:  # "four times", "twofold", "90 times a second"
        kind = NumberKind.COUNT if rate is None else NumberKind.RATE
        code, words = (None, None) if rate is None else (rate[0], (unit.char_end + 1, rate[1]))
        return _Measure(kind, "rule:times", end, code, words)
    if rate is None:
        return _Measure(unit.kind, f"rule:{unit.kind}", end, unit.code, (unit.char_start, unit.char_end))
    denominator, rate_end = rate
    unit_end = rate_end if unit.char_start >= reading.number_end else unit.char_end  # "$5 a barrel": the "$"
    return _Measure(NumberKind.RATE, "rule:rate", rate_end, unit.code + denominator, (unit.char_start, unit_end))


def _count(doc: Doc, reading: Reading, counted: CountedNoun | None) -> _Measure:
    end = reading.char_end
    if counted is None and _is_age(doc, reading):
        return _Measure(NumberKind.DURATION, "rule:age", end, "a")
    follows = counted is not None and counted.char_start >= end
    for rate_start in (end, counted.char_end) if counted is not None and follows else (end,):
        rate = rate_after(text_of(doc), rate_start)
        if rate is not None:
            rate_end = rate[1] if rate_start == end else end
            return _Measure(NumberKind.RATE, "rule:rate", rate_end, rate[0], (rate_start + 1, rate[1]))
    return _Measure(NumberKind.COUNT, "rule:bare" if counted is None else "rule:counted", end)


def _is_age(doc: Doc, reading: Reading) -> bool:
    """A number between commas after a person, or after "aged": "Ana Silva, 45, said", "two boys aged 9 and 12"."""
    span = reading.number_span(doc)
    first = span.root.head if span.root.dep_ == "conj" and span.root.head.like_num else span.root
    if reading.value not in _AGES:
        return False
    if first.i and doc[first.i - 1].lower_ in {"aged", "age"}:
        return True
    if span.root.dep_ in {"attr", "acomp"} and span.root.head.lemma_ == "be":  # "she is 35"
        return any(child.dep_ == "nsubj" and _is_person(child) for child in span.root.head.children)
    person = doc[span.start - 2] if span.start > 1 else None
    return (
        person is not None
        and person.ent_type_ == "PERSON"
        and doc[span.start - 1].text == ","
        and _word_at(doc, span.end) in {",", ".", ";", ""}
    )


def _is_person(token: Token) -> bool:
    return token.lower_ in _PERSONS or token.ent_type_ == "PERSON"
