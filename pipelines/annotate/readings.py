"""A number with its unit, and how neighbouring ones join: shares and ranges.

Belongs here: what the characters around a number make of it, before the parse says what is counted. Does not belong
here: what a number takes over from others (`elisions`), exclusions, counted nouns, bounds and trends.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipelines.annotate.counted_nouns import CountedNoun
from pipelines.annotate.lexer import LexedNumber
from pipelines.annotate.model import text_of
from pipelines.annotate.quantity_cues import bound_of
from pipelines.annotate.units import Unit, unit_after, unit_before
from schemas.codes import Bound, NumberKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc, Span

_GLUED_SCALES = {"m": 1e6, "b": 1e9, "bn": 1e9}
_GLUED_SCALE = re.compile(r"(?:m|bn?)(?!\w)")
_DASH = re.compile(r"\s?[-‐‑–—]\s?")
_TO = re.compile(r"\sto\s|-to-")
_AND = re.compile(r"\sand\s")
_IN = re.compile(r"\s(?:in|out\sof)\s(?:every\s)?")
_OR = re.compile(r"\sor\s")
_BETWEEN = re.compile(r"\bbetween\s+(?:\w+\s+)?$", re.IGNORECASE)
_FAR = 8.0  # how many times larger the upper end of a range may be than a lower one that is precise
_SIGN = re.compile(r"(?<![^\s(])[-\u2212\u2013]\Z")


@dataclass(frozen=True, slots=True)
class Reading:
    """A number, its span with the unit, and its value in that unit.

    `joined` is the last number of a range, a share or an amount in several units; `counted` is a noun that stands with
    another number only.
    """

    number: LexedNumber
    char_start: int
    char_end: int
    value: float
    value_max: float | None = None
    unit: Unit | None = None
    joined: LexedNumber | None = None
    counted: CountedNoun | None = None

    @property
    def number_end(self) -> int:
        """Where the last numeral of the reading ends."""
        return (self.joined or self.number).char_end

    def number_span(self, doc: Doc) -> Span:
        """The tokens of its last numeral."""
        last = self.joined or self.number
        return expanded_span(doc, last.char_start, last.char_end)


def expanded_span(doc: Doc, start: int, end: int) -> Span:
    """The tokens that cover the characters; raises ValueError where the offsets lie outside the text."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        message = f"no tokens cover the characters {start} to {end}"
        raise ValueError(message)
    return span


def read(doc: Doc, number: LexedNumber) -> Reading:
    """The number with the unit that stands right before or after it."""
    text = text_of(doc)
    before = unit_before(text, number.char_start)
    after = unit_after(
        text, number.char_end, spelled=number.spelled, loose=number.fraction or number.value_max is not None
    )
    if after is not None and after.word and _is_verb(doc, number, after):
        after = None
    if after is not None and after.code == "GBP" and _is_weight(doc, number, after):
        after = replace(after, code="[lb_av]", kind=NumberKind.MEASURE)
    if before is not None:
        return _read_money(text, number, before)
    if number.ordinal:
        return Reading(number, number.char_start, number.char_end, number.value)
    if after is not None and after.code == "m" and not after.word and _counts_what_follows(doc, after.char_end):
        number = _scaled(number, "m")
        after = unit_after(text, number.char_end, spelled=True)
    if after is None:
        return Reading(number, number.char_start, number.char_end, number.value, number.value_max)
    return in_unit(Reading(number, number.char_start, after.char_end, number.value, number.value_max), after)


_VERBS = frozenset({"VERB", "AUX"})
_OBJECTS = frozenset({"DET", "NOUN", "PROPN", "ADJ", "PRON", "NUM"})
_LARGE = 1000  # won: the least that is worth a line of news
_HYPHENS = "-\u2010\u2011"
_POUNDS = frozenset({"pound", "pounds"})
_OUNCES = re.compile(r",?\s(?:and\s)?(?:[0-9.]+|[a-z]+)\sounces?\b")
_WEIGHING = frozenset({"weigh", "lift", "heavy", "overweight", "underweight"})
_COSTS = frozenset(
    {
        "fine",
        "note",
        "fee",
        "bill",
        "prize",
        "loan",
        "debt",
        "deal",
        "price",
        "cost",
        "tax",
        "bonus",
        "cheque",
        "coin",
        "ticket",
        "bet",
        "grant",
        "fund",
        "contract",
        "budget",
        "payment",
        "reward",
        "investment",
    }
)
_PHRASE = 6  # words after "2.7m" in which its noun may stand


def _is_verb(doc: Doc, number: LexedNumber, unit: Unit) -> bool:
    """Whether a unit's word is a verb: "20 won seats"; "cost 1,500 won in May" is money, whatever the parser says."""
    words = expanded_span(doc, unit.char_start, unit.char_end)
    if words[0].pos_ not in _VERBS:
        return False
    has_object = words.end < len(doc) and doc[words.end].pos_ in _OBJECTS
    return has_object or number.value < _LARGE


def _is_weight(doc: Doc, number: LexedNumber, unit: Unit) -> bool:
    """Whether pounds weigh: "weighs 180 pounds", "7 pounds 6 ounces", "a 200-pound man"; not "a 200-pound fine"."""
    words = expanded_span(doc, unit.char_start, unit.char_end)
    if words.text.lower() not in _POUNDS:
        return False
    if _OUNCES.match(text_of(doc), unit.char_end) or words.root.head.lemma_ in _WEIGHING:
        return True
    if number.scale > 1 or text_of(doc)[unit.char_start - 1] not in _HYPHENS:
        return False
    following = doc[words.end : words.end + 2]
    return len(following) > 0 and not any(token.lemma_.lower() in _COSTS for token in following)


def _read_money(text: str, number: LexedNumber, unit: Unit) -> Reading:
    glued = _GLUED_SCALE.match(text, number.char_end)
    if glued is not None and number.scale == 1:
        number = _scaled(number, glued[0])
    after = unit_after(text, number.char_end, spelled=number.spelled)
    end = after.char_end if after is not None and after.kind is NumberKind.MONEY else number.char_end
    sign = _SIGN.search(text, max(0, unit.char_start - 1), unit.char_start)
    start = unit.char_start if sign is None else sign.start()
    value = number.value if sign is None else -number.value
    return Reading(number, start, end, value, number.value_max, unit)


def _scaled(number: LexedNumber, suffix: str) -> LexedNumber:
    scale = _GLUED_SCALES[suffix]
    return replace(number, value=number.value * scale, char_end=number.char_end + len(suffix), scale=scale)


def _counts_what_follows(doc: Doc, offset: int) -> bool:
    """Whether a plural noun, maybe after adjectives, follows: "2.7m people" are no metres."""
    after = expanded_span(doc, offset - 1, offset).end
    for token in doc[after : after + _PHRASE]:
        if token.tag_ in {"NNS", "NNPS"} or token.lower_ == "people":
            return True
        if token.pos_ not in {"ADJ", "NOUN", "PROPN", "CCONJ"} and token.tag_ not in {"VBN", "VBG"}:
            return False
    return False


def in_unit(reading: Reading, unit: Unit) -> Reading:
    """The reading with its values in a unit."""
    value_max = None if reading.value_max is None else reading.value_max * unit.factor
    return replace(reading, value=reading.value * unit.factor, value_max=value_max, unit=unit)


def join_shares(text: str, readings: list[Reading]) -> list[Reading]:
    """Join two numbers into a share: "one in five", "3 in every 10"; the thing counted stands after the second."""
    joined: list[Reading] = []
    for reading in readings:
        first = joined[-1] if joined else None
        if first is not None and _IN.fullmatch(text, first.char_end, reading.char_start) and _is_share(first, reading):
            share = first.value / reading.value
            joined[-1] = replace(first, char_end=reading.char_end, value=share, joined=reading.number)
        else:
            joined.append(reading)
    return joined


_ROUND = frozenset({10.0, 100.0, 1000.0})


def _is_share(part: Reading, whole: Reading) -> bool:
    whole_numbers = not any(r.unit or r.joined or r.number.ordinal or r.number.fraction for r in (part, whole))
    bare = whole_numbers and part.value_max is None and whole.value_max is None
    same_form = part.number.spelled == whole.number.spelled or whole.value in _ROUND
    return bare and 0 < part.value < min(whole.value, 10) and same_form


def join_ranges(text: str, readings: list[Reading], is_change: Callable[[Reading], bool]) -> list[Reading]:
    """Join two numbers into a range, drop scores.

    "Between 62 and 68", "five to 20 per cent", "10-15 km", "six or seven" are ranges; "rose 7% to 20%" holds two
    values, and "3-1", "52-48", where the first number is the larger, are scores.

    Args:
        text: The text.
        readings: The numbers in order.
        is_change: Whether a verb of change governs a number.
    """
    joined: list[Reading] = []
    index = 0
    while index < len(readings):
        pair = readings[index : index + 2]
        if len(pair) == 2 and (connector := _connector(text, *pair)) is not None:
            in_list = bool(joined) and text[joined[-1].char_end : pair[0].char_start] == ", "
            whole = (
                None
                if in_list and connector is _OR
                else _range(*pair, two_values=connector is _TO and is_change(pair[0]))
            )
            if whole is not None:
                joined.append(whole)
            if whole is not None or (connector is _DASH and pair[0].unit is None):
                index += 2
                continue
        joined.append(readings[index])
        index += 1
    return joined


def _connector(text: str, first: Reading, second: Reading) -> re.Pattern[str] | None:
    """What connects two numbers that may be the ends of a range."""
    if first.number.ordinal or second.number.ordinal or first.value_max is not None or second.value_max is not None:
        return None
    if first.joined is not None or second.joined is not None:
        return None  # "one in five to one in three"
    connectors = [_DASH, _TO]
    if _BETWEEN.search(text, max(0, first.char_start - 24), first.char_start):
        connectors.append(_AND)
    if first.number.value < second.number.value <= first.number.value + max(2, first.number.value / 2):
        connectors.append(_OR)
    return next((c for c in connectors if c.fullmatch(text, first.char_end, second.char_start)), None)


def _range(first: Reading, second: Reading, *, two_values: bool) -> Reading | None:
    unit = second.unit or first.unit
    if first.unit is not None and second.unit is not None:
        if first.unit.code != second.unit.code or two_values:
            return None
    elif first.unit is not None and first.unit.char_start > first.number.char_start and two_values:
        return None
    low, high = first.number.value, second.number.value
    if first.number.scale == 1 and second.number.scale >= 1000 and low < high / second.number.scale:
        low *= second.number.scale
    if not low < high or (low * _FAR < high and _is_precise(first.number)):
        return None
    factor = 1.0 if unit is None else unit.factor
    return Reading(
        first.number, first.char_start, second.char_end, low * factor, high * factor, unit, joined=second.number
    )


def _is_precise(number: LexedNumber) -> bool:
    """Whether nobody would begin a wide range with it: "rose by two-thirds to 5,760", "shed $2.70 to $80.38"."""
    return (number.fraction and number.value < 1) or number.decimals > 1


def bound_of_reading(doc: Doc, reading: Reading, counted: CountedNoun | None) -> Bound:
    """The bound of a number by the words beside it, or beside the noun that it counts."""
    if reading.value_max is not None:
        return Bound.RANGE
    ends = [reading.number_end, reading.char_end]
    if counted is not None and counted.char_start >= reading.char_end:
        ends.append(counted.char_end)
    is_duration = reading.unit is not None and reading.unit.kind is NumberKind.DURATION
    return bound_of(doc, reading.char_start, *ends, is_duration=is_duration)
