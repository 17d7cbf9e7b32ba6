"""Reading numbers: digits, number words, scales, fractions, ordinals and vague numbers, with their offsets.

Belongs here: what a stretch of text is worth as a number, from the characters alone. Does not belong here: what the
number measures, whether it is a date, a name or a quantity; `dates` and `numbers` decide that, on these spans.

Grammar of English number words after Huddleston and Pullum, The Cambridge Grammar of the English Language (2002),
chapter 5, section 7.8; short scale (a billion is 10^9) and the Indian scales lakh and crore.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

from pipelines.annotate.number_tokens import NumberToken, joined, number_tokens

_SIGN = re.compile(r"(?<![^\s(\[“\"'])[+\-\u2212\u2013]$")
_FRACTION_GOES_ON = re.compile(
    r"\s*(?:$|[.,;:)!?\n]|(?:of|more|less|fewer|higher|lower|larger|smaller|since|in|from|to|are|were|have|said)\b)"
)
_OF = re.compile(r"\s+of\b")
_COMPOUND = re.compile(r"[-\u2010\u2011]\w")
_HYPHENS = "-\u2010\u2011"
_VAGUE_BEFORE_OF = frozenset({10.0, 40.0})  # "tens" and "scores": elsewhere plurals of a numeral or of a verb
_FEW = (3.0, 9.0)  # what "several" and "a few" are taken to be worth before a scale


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


@dataclass(frozen=True, slots=True)
class _Part:
    """What a rule read: its value, and the index of the token after it."""

    next: int
    value: float
    value_max: float | None = None
    ordinal: bool = False
    fraction: bool = False
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
    reader = _Reader(text, number_tokens(text))
    numbers: list[LexedNumber] = []
    index = 0
    while index < len(reader.tokens):
        number, index = reader.read(index)
        if number is not None:
            numbers.append(number)
    return numbers


class _Reader:
    """Reads numbers off the tokens of one text. Every rule takes an index and returns a `_Part` or None."""

    def __init__(self, text: str, tokens: list[NumberToken]) -> None:
        self.text = text
        self.tokens = tokens

    def read(self, index: int) -> tuple[LexedNumber | None, int]:
        """The number that starts at a token, and the index to go on from."""
        first = index
        negative = self.tokens[index].kind == "minus" and self.follows(index + 1, "digits", "unit", "teen", "tens")
        index += negative
        rules: tuple[Callable[[int], _Part | None], ...] = (self.vague, self.share, self.cardinal)
        part = next((part for rule in rules if (part := rule(index)) is not None), None)
        if part is None:
            return None, first + 1
        return self._number(first, part, negative=negative), part.next

    def _number(self, first: int, part: _Part, *, negative: bool) -> LexedNumber | None:
        used = self.tokens[first : part.next]
        start, end = used[0].char_start, used[-1].char_end
        sign = _SIGN.search(self.text, max(0, start - 2), start)
        if sign is not None and used[0].kind == "digits":
            start, negative = sign.start(), sign[0] != "+"
        if not math.isfinite(part.value):
            return None
        return LexedNumber(
            start,
            end,
            -part.value if negative else part.value,
            part.value_max,
            ordinal=part.ordinal,
            fraction=part.fraction,
            spelled=not any(token.kind == "digits" for token in used)
            and self.text[used[-1].char_start : end].isalpha(),
            decimals=next((token.decimals for token in used if token.kind == "digits"), 0),
            scale=part.scale,
        )

    def follows(self, index: int, *kinds: str) -> bool:
        """Whether the token at the index continues the one before it and is of one of these kinds."""
        if not 0 < index < len(self.tokens) or self.tokens[index].kind not in kinds:
            return False
        return joined(self.text, self.tokens[index - 1], self.tokens[index])

    def vague(self, index: int) -> _Part | None:
        """Vague numbers: "hundreds", "tens of thousands", "several hundred", "a couple of million"."""
        token = self.tokens[index]
        if token.kind == "plural":
            return self._plurals(index)
        index += token.kind == "article" and self.follows(index + 1, "few", "couple")
        kind = self.tokens[index].kind
        if kind not in {"few", "couple"}:
            return None
        index += 1
        index += kind == "couple" and self.follows(index, "of")
        if not self.follows(index, "hundred", "scale"):
            return None
        scale = self.tokens[index].value
        if kind == "couple":
            return _Part(index + 1, 2 * scale, scale=scale)
        return _Part(index + 1, _FEW[0] * scale, _FEW[1] * scale, scale=scale)

    def _plurals(self, index: int) -> _Part | None:
        word = self.tokens[index]
        lowest = scale = word.value
        highest = word.value_max
        if highest is None or (word.value in _VAGUE_BEFORE_OF and not self.follows(index + 1, "of")):
            return None
        index += 1
        while self.follows(index, "of") and self.follows(index + 1, "plural"):
            if self.tokens[index + 1].value < lowest:
                break  # "thousands of tens" is no number
            scale = self.tokens[index + 1].value
            lowest, highest = lowest * scale, highest * scale
            index += 2
        return _Part(index, lowest, highest, scale=scale)

    def share(self, index: int) -> _Part | None:
        """Fractions, "half", "a quarter", "two-thirds", "1/2", and those of a scale: "half a million"."""
        part = self._fraction(index)
        if part is None:
            return None
        after = part.next
        after += self.follows(after, "of") and self.follows(after + 1, "article", "scale")
        after += self.follows(after, "article") and self.follows(after + 1, "scale", "hundred")
        if self.follows(after, "scale", "hundred") and not self.tokens[after].ordinal:
            scale = self.tokens[after].value
            return _Part(after + 1, part.value * scale, scale=scale)
        return part if self.tokens[index].kind != "part" else None

    def _fraction(self, index: int) -> _Part | None:
        """A fraction: numeral, "half", or numerator and denominator."""
        token = self.tokens[index]
        if token.kind == "fraction":
            return _Part(index + 1, token.value, fraction=True)
        if token.kind in {"half", "part"}:
            return self._bare_part(index)
        if token.kind == "article" and self.follows(index + 1, "half"):
            return self._bare_part(index + 1)
        numerator = self._below_hundred(index) or _Part(index + 1, 1.0)
        if token.kind not in {"article", "unit", "teen", "tens"} or numerator.ordinal:
            return None
        after = numerator.next
        if not self.follows(after, "part", "parts", "unit", "teen", "tens") or not self._divides(after, numerator):
            return None
        return _Part(after + 1, numerator.value / self.tokens[after].value, fraction=True)

    def _bare_part(self, index: int) -> _Part | None:
        """A bare "half" is a number; not "the second half", "half-hearted"."""
        token = self.tokens[index]
        after_ordinal = index > 0 and self.tokens[index - 1].ordinal and self.follows(index, token.kind)
        compound = _COMPOUND.match(self.text, token.char_end) and not self.follows(index + 1, "scale")
        return None if after_ordinal or compound else _Part(index + 1, 1 / token.value, fraction=True)

    def _divides(self, index: int, numerator: _Part) -> bool:
        """Whether the word is a denominator: "two thirds", "one-third", "a third of", not "a third round"."""
        word = self.tokens[index]
        hyphen = self.text[word.char_start - 1] in _HYPHENS
        if word.kind == "parts":
            return word.value != 4 or hyphen or _OF.match(self.text, word.char_end) is not None
        if (word.kind != "part" and not word.ordinal) or word.value < 3 or numerator.value != 1:
            return False
        return (hyphen and self.tokens[index - 1].kind == "unit") or _FRACTION_GOES_ON.match(
            self.text, word.char_end
        ) is not None

    def _below_hundred(self, index: int) -> _Part | None:
        """Words below a hundred: "seven", "seventeen", "twenty-five", "twenty-fifth"."""
        token = self.tokens[index]
        if token.kind in {"unit", "teen"}:
            return _Part(index + 1, token.value, ordinal=token.ordinal)
        if token.kind != "tens":
            return None
        if not token.ordinal and self.follows(index + 1, "unit"):
            unit = self.tokens[index + 1]
            return _Part(index + 2, token.value + unit.value, ordinal=unit.ordinal)
        return _Part(index + 1, token.value, ordinal=token.ordinal)

    def _group(self, index: int) -> _Part | None:
        """Words up to "nine hundred and ninety-nine", also "twenty-five hundred" and "a hundred"."""
        token = self.tokens[index]
        small = self._below_hundred(index)
        after = index if small is None else small.next
        after += token.kind == "article"
        hundred = self.follows(after, "hundred") or (after == index and token.kind == "hundred")
        if (small is not None and (small.ordinal or small.value == 0)) or not hundred:
            return small
        value = 100 * (small.value if small else 1.0)
        part = _Part(after + 1, value, ordinal=self.tokens[after].ordinal, scale=100.0)
        return part if part.ordinal else self._with_rest(part)

    def _with_rest(self, part: _Part) -> _Part:
        """The hundreds with what follows: "two hundred [and] six"; in "one hundred and two hundred" nothing does."""
        index = part.next + self.follows(part.next, "and")
        if not self.follows(index, "unit", "teen", "tens"):
            return part
        rest = self._below_hundred(index)
        if rest is None or rest.value == 0 or self.follows(rest.next, "hundred", "part", "parts"):
            return part
        return _Part(rest.next, part.value + rest.value, ordinal=rest.ordinal, scale=100.0)

    def cardinal(self, index: int) -> _Part | None:
        """A whole number, or one with a fraction behind it, and its scales: "two and a half million"."""
        token = self.tokens[index]
        if token.kind == "digits":
            if self.follows(index + 1, "ordinal_mark"):
                return _Part(index + 2, token.value, ordinal=True)
            part = self._with_fraction(_Part(index + 1, token.value))
            if self.follows(part.next, "hundred"):
                part = _Part(part.next + 1, part.value * 100, scale=100.0)
        elif token.kind == "scale":
            part = _Part(index, 1.0)
        elif token.kind == "article" and self.follows(index + 1, "scale"):
            part = _Part(index + 1, 1.0)
        else:
            group = self._group(index)
            if group is None or group.ordinal:
                return group
            part = self._with_fraction(group)
        return self._scaled(part, index)

    def _with_fraction(self, part: _Part) -> _Part:
        """A number with a fraction behind it: "two and a half", "2 1/2", "2½"."""
        index = part.next
        if self.follows(index, "fraction"):
            return _Part(index + 1, part.value + self.tokens[index].value, fraction=True)
        if not self.follows(index, "and") or not self.follows(index + 1, "article", "unit", "fraction"):
            return part
        rest = self._fraction(index + 1)
        return part if rest is None else _Part(rest.next, part.value + rest.value, fraction=True)

    def _scaled(self, part: _Part, first: int) -> _Part | None:
        """The part with its scales and the lower ones after them: "two million three hundred thousand and five"."""
        bare = part.next == first  # "million" alone
        if not bare and not self.follows(part.next, "scale"):
            return part
        scale = self.tokens[part.next]
        lowest = scale.value
        total = _Part(part.next + 1, part.value * lowest, ordinal=scale.ordinal, scale=lowest)
        if scale.ordinal:
            return total
        while lowest > 12 and (rest := self._rest_below(total, lowest)) is not None:
            total, lowest = rest
            if total.ordinal or total.fraction or lowest < 1e3:
                break
        return total

    def _rest_below(self, total: _Part, lowest: float) -> tuple[_Part, float] | None:
        """What is added to a number that ended in a scale, and the scale that the sum now ends in."""
        index = total.next
        spoken_and = self.follows(index, "and")
        if spoken_and and self.follows(index + 1, "article") and self.follows(index + 2, "half"):
            return _Part(index + 3, total.value + lowest / 2, fraction=True, scale=total.scale), lowest
        index += spoken_and
        if not self.follows(index, "unit", "teen", "tens"):
            return None
        group = self._group(index)
        if group is None or group.value == 0 or self.follows(group.next, "hundred", "part", "parts"):
            return None
        value, ordinal, after, scale = group.value, group.ordinal, group.next, 1.0
        if not ordinal and self.follows(after, "scale") and self.tokens[after].value != 12:
            scale, ordinal, after = self.tokens[after].value, self.tokens[after].ordinal, after + 1
        if value * scale >= lowest or (spoken_and and value * scale >= 100):
            return None
        return _Part(after, total.value + value * scale, ordinal=ordinal, scale=total.scale), scale
