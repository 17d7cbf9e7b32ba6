"""Reading numbers: digits, number words, scales, fractions, ordinals and vague numbers, with their offsets.

Belongs here: where in a text the numbers are, with their signs. Does not belong here: how tokens combine
(`number_grammar`), what the number measures, whether it is a date, a name or a quantity; `dates` and `numbers` decide
that, on these spans.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.annotate.number_grammar import Grammar, Part
from pipelines.annotate.number_tokens import NumberToken, number_tokens

_EITHER_SIGN = re.compile(r"\bplus or \Z|\+/\Z", re.IGNORECASE)
_SIGN = re.compile(r"(?<![^\s(\[“\"'])[+\-\u2212\u2013]\Z")
_EITHER_REACH = 8  # characters of "plus or "


@dataclass(frozen=True, slots=True)
class LexedNumber:
    """A number in the text; offsets are 0-based, half-open, in code points.

    `value_max` is set for vague numbers only: "tens of thousands" is 10,000 to 100,000. `scale` is the last scale
    word's factor (10^6 in "2.3 million"), 1 without one. `decimals` counts the digits after the point. `fraction`:
    the value is, or ends in, a fraction ("two-thirds", "two and a half"). `spelled`: there is no digit in it.
    """

    char_start: int
    char_end: int
    value: float
    value_max: float | None = None
    ordinal: bool = False
    fraction: bool = False
    spelled: bool = False
    decimals: int = 0
    scale: float = 1.0


def lex(text: str) -> list[LexedNumber]:
    """Find every number in a text.

    Numerals that stand in names, dates and lists are found too: "F-16" holds 16, "2014" is 2,014. Numbers that are
    too large for a double, and dotted ones such as "3.8.1" or "192.168.0.1", are none.

    Args:
        text: Any text.

    Returns:
        The numbers in order; their spans do not overlap.
    """
    tokens = number_tokens(text)
    grammar = Grammar(text, tokens)
    numbers: list[LexedNumber] = []
    index = 0
    while index < len(tokens):
        minus = tokens[index].kind == "minus" and grammar.follows(index + 1, "digits", "unit", "teen", "tens")
        start = tokens[index].char_start
        negative = minus and _EITHER_SIGN.search(text, max(0, start - _EITHER_REACH), start) is None
        part = grammar.number(index + minus)
        first = index + (minus and not negative)
        number = None if part is None else _lexed(text, tokens[first : part.next], part, negative=negative)
        if number is not None:
            numbers.append(number)
        index = index + 1 if part is None else part.next
    return numbers


def _lexed(text: str, used: Sequence[NumberToken], part: Part, *, negative: bool) -> LexedNumber | None:
    """The number that some tokens make; None where it is too large."""
    start, end = used[0].char_start, used[-1].char_end
    sign = _SIGN.search(text, max(0, start - 2), start)
    if sign is not None and used[0].kind == "digits":
        start, negative = sign.start(), sign[0] != "+"
    if not math.isfinite(part.value):
        return None
    digits = next((token for token in used if token.kind == "digits"), None)
    return LexedNumber(
        start,
        end,
        -part.value if negative else part.value,
        part.value_max,
        ordinal=part.ordinal,
        fraction=part.fraction,
        spelled=digits is None and text[used[-1].char_start : end].isalpha(),
        decimals=0 if digits is None else digits.decimals,
        scale=part.scale,
    )
