"""Quantities: counts, money, percentages, measures, durations, rates and places in an order.

Belongs here: which numbers of a parsed text are quantities, and the record of each. The steps are the lexer's
numbers, without those in dates; their units (`readings`); amounts in several units (`compounds`); ranges; exclusions
(`number_names`, `quantity_choice`); ages (`ages`); counted nouns (`counted_nouns`); bound and trend (`quantity_cues`).
Does not belong here: dates, positions, unit conversion.

The span of a quantity is the number with its unit words ("US$5 million", "20 per cent", "50 km per hour", "6ft 2in",
for a range both numbers); "about", "more than" and the counted noun lie outside it. `value` is in the unit of `unit`:
50 pence are 0.5 GBP, two decades 20 a, 6ft 2in 74 [in_i]. "Four times" and "twofold" are counts without a counted noun.

Confidence is a fixed prior per method, NOT calibrated: an order of how far the rule is to be trusted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.annotate.ages import is_age
from pipelines.annotate.compounds import join_compounds
from pipelines.annotate.counted_nouns import CountedNoun, counted_noun, of_object_after
from pipelines.annotate.currencies import settle_currencies
from pipelines.annotate.elisions import carry_rates, fill_elided, say_again, share_units
from pipelines.annotate.lexer import lex
from pipelines.annotate.model import sentence_numbers, text_of
from pipelines.annotate.number_names import is_name
from pipelines.annotate.percentage_points import as_percentages
from pipelines.annotate.quantity_choice import is_quantity
from pipelines.annotate.quantity_cues import trend_of
from pipelines.annotate.readings import Reading, bound_of_reading, expanded_span, join_ranges, join_shares, read
from pipelines.annotate.records import Date, Number, Offsets
from pipelines.annotate.units import Unit, rate_after
from schemas.codes import NumberKind, TimexType, Trend

if TYPE_CHECKING:
    from spacy.tokens import Doc

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

_OFTEN = frozenset({"twice", "thrice"})
_BLOCKING = frozenset({TimexType.DATE, TimexType.TIME, TimexType.SET})


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
    readings = join_compounds(text, settle_currencies(text, readings))
    readings = [r for r in readings if r.unit is not None or not is_name(r.number_span(doc), r.number)]
    readings = join_shares(text, readings)
    readings = share_units(text, join_ranges(text, readings, lambda reading: _is_change(doc, reading)))
    sentence_of = sentence_numbers(doc)
    readings = fill_elided(doc, readings, sentence_of)
    numbers: list[Number] = []
    for reading in readings:
        in_denominator = numbers and reading.char_start < numbers[-1].char_end  # "4 per 1,000 people"
        if not in_denominator and is_quantity(doc, reading, durations):
            numbers.append(_record(doc, reading, sentence_of))
    return say_again(text, carry_rates(text, as_percentages(doc, numbers)))


def _offsets_in(dates: Iterable[Date]) -> set[int]:
    return {offset for found in dates for offset in range(found.char_start, found.char_end)}


def _is_change(doc: Doc, reading: Reading) -> bool:
    span = expanded_span(doc, reading.char_start, reading.char_end)
    kind = NumberKind.COUNT if reading.unit is None else reading.unit.kind
    return trend_of(doc, reading.char_start, reading.char_end, span.root, kind) is not Trend.NONE


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
        bound=bound_of_reading(doc, reading, counted),
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
    if rate is None and counted is not None and unit.kind is NumberKind.MEASURE:
        return _measure_of(doc, reading, unit, counted)
    if rate is None:
        return _Measure(unit.kind, f"rule:{unit.kind}", end, unit.code, (unit.char_start, unit.char_end))
    denominator, rate_end = rate
    unit_end = rate_end if unit.char_start >= reading.number_end else unit.char_end  # "$5 a barrel": the "$"
    return _Measure(NumberKind.RATE, "rule:rate", rate_end, unit.code + denominator, (unit.char_start, unit_end))


def _measure_of(doc: Doc, reading: Reading, unit: Unit, counted: CountedNoun) -> _Measure:
    """A measure of something, or a rate: "30 kilos of leaf a day"."""
    rate = rate_after(text_of(doc), counted.char_end)
    kind, below = (unit.kind, "") if rate is None else (NumberKind.RATE, rate[0])
    return _Measure(kind, f"rule:{kind}", reading.char_end, unit.code + below, (unit.char_start, unit.char_end))


def _count(doc: Doc, reading: Reading, counted: CountedNoun | None) -> _Measure:
    end = reading.char_end
    if text_of(doc)[reading.char_start : end].lower() in _OFTEN:
        return _Measure(NumberKind.COUNT, "rule:times", end)
    if counted is None and is_age(doc, reading):
        return _Measure(NumberKind.DURATION, "rule:age", end, "a")
    follows = counted is not None and counted.char_start >= end
    for rate_start in (end, counted.char_end) if counted is not None and follows else (end,):
        rate = rate_after(text_of(doc), rate_start)
        if rate is not None:
            rate_end = rate[1] if rate_start == end else end
            code = rate[0].replace("/10*", "10*-")
            return _Measure(NumberKind.RATE, "rule:rate", rate_end, code, (rate_start + 1, rate[1]))
    return _Measure(NumberKind.COUNT, "rule:bare" if counted is None else "rule:counted", end)
