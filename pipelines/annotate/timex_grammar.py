"""A grammar of English time expressions: text in, underspecified expressions out.

Belongs here: running the rules over a text, taking in what stands at the edges of a reading ("early", "more than"),
and choosing among readings that overlap. Does not belong here: the rules (`timex_rules_*`), expressions that make one
together (`timex_joins`), completing a value (`timex_resolve`), anything that needs the parse (`dates`).

Extents as in TimeBank: without the preposition and the possessive "'s", with "the last", "early", "the end of", and
with the bound of a length ("more than seven years").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from pipelines.annotate import (
    timex_rules_away,
    timex_rules_calendar,
    timex_rules_clock,
    timex_rules_holidays,
    timex_rules_length,
    timex_rules_parts,
    timex_rules_relative,
    timex_rules_years,
)
from pipelines.annotate.lexer import lex
from pipelines.annotate.timex_joins import joined
from pipelines.annotate.timex_reading import CARDINAL_MASK, ORDINAL_MASK, Expression, Numbers, Reading, Rule
from pipelines.annotate.timex_windows import groups_by_trigger, windows
from pipelines.annotate.timex_words import GAP, WORDS, any_of, value
from schemas.codes import TimexMod, TimexType

_GROUPS = (
    timex_rules_calendar,
    timex_rules_years,
    timex_rules_parts,
    timex_rules_holidays,
    timex_rules_clock,
    timex_rules_relative,
    timex_rules_away,
    timex_rules_length,
)
RULES: tuple[Rule, ...] = tuple(rule for group in _GROUPS for rule in group.RULES)
_PLACES = {rule.name: place for place, rule in reversed(list(enumerate(RULES)))}
# Rules with the same triggers look at the same stretches.
_RULES_OF = {
    triggers: [rule for rule in RULES if rule.triggers == triggers] for triggers in [r.triggers for r in RULES]
}
_ALIKE = list(_RULES_OF.values())
_TRIGGERS = groups_by_trigger(_RULES_OF)

# What stands for the masks themselves, and for the letters that match an ASCII one where case is ignored.
_NEUTRAL = dict.fromkeys(map(ord, f"{CARDINAL_MASK}{ORDINAL_MASK}\u0130\u0131\u017f\u212a"), "_")
_PLAIN_NUMBER = re.compile(r"[-+\u2212\u2013]?[0-9.,/\u00a0\u2009\u202f]+(?:st|nd|rd|th)?")
_EDGE = re.compile(
    rf"(?<![\w-])(?P<extent>(?:the{GAP})?(?P<word>{any_of(WORDS['edge'])})(?:{GAP}(?:(?:in|on){GAP})?|-))$",
    re.IGNORECASE,
)
_BOUND = re.compile(rf"(?<![\w-])(?P<extent>(?P<word>{any_of(WORDS['bound'])}){GAP})$", re.IGNORECASE)
# "for over two years" bounds the length; "over two years", it may be, does not.
_OVER = re.compile(rf"(?<![\w-])(?P<word>{any_of(WORDS['before_over'])}){GAP}(?P<extent>over{GAP})$", re.IGNORECASE)
# "earlier this year", "sometime next week": only before what counts from a day.
_PLACE = re.compile(rf"(?<![\w-])(?P<extent>(?P<word>{any_of(WORDS['place'])}){GAP}(?:in{GAP})?)$", re.IGNORECASE)
_PLACED = re.compile(rf"(?:this|that|last|next|the{GAP}(?:day|week|month|year))\b", re.IGNORECASE)
_LONGEST_EDGE = 40
_DATE_EDGES = (("edge", _EDGE),)
_LENGTH_EDGES = (("bound", _BOUND), ("before_over", _OVER))
_MODS = {mod.value: mod for mod in TimexMod}
_AGO_MODS = {TimexMod.MORE_THAN: TimexMod.BEFORE, TimexMod.LESS_THAN: TimexMod.AFTER}


def find_expressions(text: str, accept: Callable[[Expression], bool]) -> list[Expression]:
    """Find the time expressions of a text.

    Args:
        text: Any text.
        accept: Tells whether an expression may stand; asked before the longest is chosen.

    Returns:
        The expressions in order; their spans do not overlap.
    """
    masked, numbers = _mask_numbers(text)
    candidates = [group for group in _candidates(masked, numbers) if all(map(accept, group))]
    return joined(text, [_with_edges(masked, expression) for expression in _longest(candidates)])


def _mask_numbers(text: str) -> tuple[str, Numbers]:
    """The text with number words masked, and the numbers by their first offset."""
    letters = list(text.translate(_NEUTRAL))
    numbers = {number.char_start: number for number in lex(text)}
    for number in numbers.values():
        if not _PLAIN_NUMBER.fullmatch(text, number.char_start, number.char_end):
            width = number.char_end - number.char_start
            letters[number.char_start : number.char_end] = (ORDINAL_MASK if number.ordinal else CARDINAL_MASK) * width
    return "".join(letters), numbers


def _candidates(masked: str, numbers: Numbers) -> Iterator[tuple[Expression, ...]]:
    for rule, start, end in _searches(masked):
        for match in rule.pattern.finditer(masked, start, end):
            readings = rule.read(match, numbers)
            if isinstance(readings, Reading):
                readings = (readings,)
            if readings:
                yield tuple(
                    Expression(*match.span(reading.group), rule.name, reading, reading.mod) for reading in readings
                )


def _searches(masked: str) -> Iterator[tuple[Rule, int, int]]:
    """Each rule with the stretches of the text that it has to look at."""
    for group, start, end in windows(masked, _TRIGGERS):
        for rule in _ALIKE[group]:
            yield rule, start, end


def _longest(candidates: Iterable[tuple[Expression, ...]]) -> Iterator[Expression]:
    """The leftmost groups, of these the longest, of equals the first rule's."""
    end = 0
    for group in sorted(candidates, key=lambda one: (one[0].char_start, -one[-1].char_end, _PLACES[one[0].rule])):
        if group[0].char_start >= end:
            end = group[-1].char_end
            yield from group


def _with_edges(masked: str, expression: Expression) -> Expression:
    """The expression with the modifier that stands before it."""
    reading = expression.reading
    counted = reading.timex_type is TimexType.DURATION or expression.rule == "counted"
    if reading.timex_type is TimexType.SET or (reading.timex_value.endswith("_REF") and not counted):
        return expression
    window = max(0, expression.char_start - _LONGEST_EDGE)
    placed = not counted and _PLACED.match(masked, expression.char_start) is not None
    place = _PLACE.search(masked, window, expression.char_start) if placed else None
    if place is not None:
        return replace(expression, char_start=place.start("extent"), mod=_MODS.get(value("place", place["word"])))
    for table, pattern in _LENGTH_EDGES if counted else _DATE_EDGES:
        found = pattern.search(masked, window, expression.char_start)
        if found is not None:
            mod = _MODS[value(table, found["word"])]
            if reading.timex_type is not TimexType.DURATION:
                mod = _AGO_MODS.get(mod, mod)
            return replace(expression, char_start=found.start("extent"), mod=mod)
    return expression
