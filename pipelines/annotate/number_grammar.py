"""The grammar of English numbers: which tokens make a number, and what it is worth.

Belongs here: rules from tokens to values. Does not belong here: tokens (`number_tokens`), spans and signs in the text
(`lexer`).

After Huddleston and Pullum, The Cambridge Grammar of the English Language (2002), chapter 5, section 7.8; short scale
(a billion is 10^9) and the Indian scales lakh and crore.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from pipelines.annotate.number_tokens import NumberToken, joined

_FRACTION_GOES_ON = re.compile(
    r"\s*(?:$|[.,;:)!?\n]|(?:of|more|less|fewer|higher|lower|larger|smaller|since|in|from|to|are|were|have|said)\b)"
)
_OF = re.compile(r"\s+of\b")
_COMPOUND = re.compile(r"[-\u2010\u2011]\w")
_HYPHENS = "-\u2010\u2011"
_VAGUE_BEFORE_OF = frozenset({10.0, 40.0})  # "tens" and "scores": elsewhere plurals of a numeral or of a verb
_FEW = (3.0, 9.0)  # what "several" and "a few" are taken to be worth before a scale


@dataclass(frozen=True, slots=True)
class Part:
    """What a rule read: its value, and the index of the token after it."""

    next: int
    value: float
    value_max: float | None = None
    ordinal: bool = False
    fraction: bool = False
    scale: float = 1.0


class Grammar:
    """Reads numbers off the tokens of one text. Every rule takes an index and returns a `Part` or None."""

    def __init__(self, text: str, tokens: list[NumberToken]) -> None:
        self.text = text
        self.tokens = tokens

    def number(self, index: int) -> Part | None:
        """The number that starts at a token."""
        rules: tuple[Callable[[int], Part | None], ...] = (self.vague, self.share, self.cardinal)
        return next((part for rule in rules if (part := rule(index)) is not None), None)

    def follows(self, index: int, *kinds: str) -> bool:
        """Whether the token at the index continues the one before it and is of one of these kinds."""
        if not 0 < index < len(self.tokens) or self.tokens[index].kind not in kinds:
            return False
        return joined(self.text, self.tokens[index - 1], self.tokens[index])

    def vague(self, index: int) -> Part | None:
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
            return Part(index + 1, 2 * scale, scale=scale)
        return Part(index + 1, _FEW[0] * scale, _FEW[1] * scale, scale=scale)

    def _plurals(self, index: int) -> Part | None:
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
        return Part(index, lowest, highest, scale=scale)

    def share(self, index: int) -> Part | None:
        """Fractions, "half", "a quarter", "two-thirds", "1/2", and those of a scale: "half a million"."""
        part = self._fraction(index)
        if part is None:
            return None
        after = part.next
        after += self.follows(after, "of") and self.follows(after + 1, "article", "scale")
        after += self.follows(after, "article") and self.follows(after + 1, "scale", "hundred")
        if self.follows(after, "scale", "hundred") and not self.tokens[after].ordinal:
            scale = self.tokens[after].value
            return Part(after + 1, part.value * scale, scale=scale)
        return part if self.tokens[index].kind != "part" else None

    def _fraction(self, index: int) -> Part | None:
        """A fraction: numeral, "half", or numerator and denominator."""
        token = self.tokens[index]
        if token.kind == "fraction":
            return Part(index + 1, token.value, fraction=True)
        if token.kind in {"half", "part"}:
            return self._bare_part(index)
        is_one = token.kind in {"article", "unit"} and token.value == 1 and not token.ordinal
        if is_one and self.follows(index + 1, "half"):
            return self._bare_part(index + 1)
        numerator = self._below_hundred(index) or Part(index + 1, 1.0)
        if token.kind not in {"article", "unit", "teen", "tens"} or numerator.ordinal:
            return None
        after = numerator.next
        if not self.follows(after, "part", "parts", "unit", "teen", "tens") or not self._divides(after, numerator):
            return None
        return Part(after + 1, numerator.value / self.tokens[after].value, fraction=True)

    def _bare_part(self, index: int) -> Part | None:
        """A bare "half" is a number; not "the second half", "half-hearted"."""
        token = self.tokens[index]
        after_ordinal = index > 0 and self.tokens[index - 1].ordinal and self.follows(index, token.kind)
        compound = _COMPOUND.match(self.text, token.char_end) and not self.follows(index + 1, "scale")
        return None if after_ordinal or compound else Part(index + 1, 1 / token.value, fraction=True)

    def _divides(self, index: int, numerator: Part) -> bool:
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

    def _below_hundred(self, index: int) -> Part | None:
        """Words below a hundred: "seven", "seventeen", "twenty-five", "twenty-fifth"."""
        token = self.tokens[index]
        if token.kind in {"unit", "teen"}:
            return Part(index + 1, token.value, ordinal=token.ordinal)
        if token.kind != "tens":
            return None
        if not token.ordinal and self.follows(index + 1, "unit"):
            unit = self.tokens[index + 1]
            return Part(index + 2, token.value + unit.value, ordinal=unit.ordinal)
        return Part(index + 1, token.value, ordinal=token.ordinal)

    def _group(self, index: int) -> Part | None:
        """Words up to "nine hundred and ninety-nine", also "twenty-five hundred" and "a hundred"."""
        token = self.tokens[index]
        small = self._below_hundred(index)
        after = index if small is None else small.next
        after += token.kind == "article"
        hundred = self.follows(after, "hundred") or (after == index and token.kind == "hundred")
        if (small is not None and (small.ordinal or small.value == 0)) or not hundred:
            return small
        value = 100 * (small.value if small else 1.0)
        part = Part(after + 1, value, ordinal=self.tokens[after].ordinal, scale=100.0)
        return part if part.ordinal else self._with_rest(part)

    def _with_rest(self, part: Part) -> Part:
        """The hundreds with what follows: "two hundred [and] six"; in "one hundred and two hundred" nothing does."""
        index = part.next + self.follows(part.next, "and")
        if not self.follows(index, "unit", "teen", "tens"):
            return part
        rest = self._below_hundred(index)
        if rest is None or rest.value == 0 or self.follows(rest.next, "hundred", "part", "parts"):
            return part
        return Part(rest.next, part.value + rest.value, ordinal=rest.ordinal, scale=100.0)

    def cardinal(self, index: int) -> Part | None:
        """A whole number, or one with a fraction behind it, and its scales: "two and a half million"."""
        token = self.tokens[index]
        if token.kind == "digits":
            if self.follows(index + 1, "ordinal_mark"):
                return Part(index + 2, token.value, ordinal=True)
            part = self._with_fraction(Part(index + 1, token.value))
            if self.follows(part.next, "hundred"):
                part = Part(part.next + 1, part.value * 100, scale=100.0)
        elif token.kind == "scale":
            part = Part(index, 1.0)
        elif token.kind == "often":
            return Part(index + 1, token.value)
        elif token.kind == "article" and self.follows(index + 1, "scale"):
            part = Part(index + 1, 1.0)
        else:
            group = self._group(index)
            if group is None or group.ordinal:
                return group
            part = self._with_fraction(group)
        return self._scaled(part, index)

    def _with_fraction(self, part: Part) -> Part:
        """A number with a fraction behind it: "two and a half", "2 1/2", "2½"."""
        index = part.next
        if self.follows(index, "fraction"):
            fraction = self.tokens[index].value / 10 ** self.tokens[index - 1].decimals  # "$5.17 1/2"
            return Part(index + 1, part.value + fraction, fraction=True)
        if not self.follows(index, "and") or not self.follows(index + 1, "article", "unit", "fraction"):
            return part
        rest = self._fraction(index + 1)
        return part if rest is None else Part(rest.next, part.value + rest.value, fraction=True)

    def _scaled(self, part: Part, first: int) -> Part | None:
        """The part with its scales and the lower ones after them: "two million three hundred thousand and five"."""
        bare = part.next == first  # "million" alone
        if not bare and not self.follows(part.next, "scale"):
            return part
        scale = self.tokens[part.next]
        lowest = scale.value
        total = Part(part.next + 1, part.value * lowest, ordinal=scale.ordinal, scale=lowest)
        if scale.ordinal:
            return total
        while lowest > 12 and (rest := self._rest_below(total, lowest, self.tokens[first].kind)) is not None:
            total, lowest = rest
            if total.ordinal or total.fraction or lowest < 1e3:
                break
        return total

    def _rest_below(self, total: Part, lowest: float, first: str) -> tuple[Part, float] | None:
        """What is added to a number that ended in a scale, and the scale that the sum now ends in.

        `first` is the kind of the number's first token: words do not go on after digits.
        """
        index = total.next
        spoken_and = self.follows(index, "and")
        if spoken_and and self.follows(index + 1, "article") and self.follows(index + 2, "half"):
            return Part(index + 3, total.value + lowest / 2, fraction=True, scale=total.scale), lowest
        index += spoken_and
        if first == "digits" or not self.follows(index, "unit", "teen", "tens"):
            return None  # not "40 million and one in eight"
        group = self._group(index)
        if group is None or group.value == 0 or self.follows(group.next, "hundred", "part", "parts"):
            return None
        value, ordinal, after, scale = group.value, group.ordinal, group.next, 1.0
        if not ordinal and self.follows(after, "scale") and self.tokens[after].value != 12:
            scale, ordinal, after = self.tokens[after].value, self.tokens[after].ordinal, after + 1
        if value * scale >= lowest or (spoken_and and value * scale >= 100):
            return None
        return Part(after, total.value + value * scale, ordinal=ordinal, scale=total.scale), scale
