"""Splitting a text into the words and numerals that numbers are made of.

Belongs here: one token. Does not belong here: how tokens combine into a number, which is `lexer`'s.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass

from pipelines.knowledge.quantities import NumberWord, number_words

_PATTERN = re.compile(
    r"""
      (?P<dotted> [0-9]+ (?: \.[0-9]+ ){2,} (?: ,[0-9]+ )? )  # versions: none
    | (?P<slash> (?<![0-9/]) (?P<upper> [0-9]{1,2} ) / (?P<lower> [0-9]{1,3} ) (?! [0-9/] ) )
    | (?P<digits>
          (?: [0-9]{1,3} (?: ,[0-9]{3} )+ | [0-9]{1,2} (?: ,[0-9]{2} )+ ,[0-9]{3}   # 14,000 and Indian 1,40,000
            | [0-9]{1,3} (?: [\u00a0\u2009\u202f][0-9]{3} )+
            | (?<! [-+/.,:\w] ) (?<! [0-9]\ ) [1-9][0-9]{0,2} (?: \ [0-9]{3} )+ (?! [-\ ][0-9] )  # 23 000
          ) (?! [0-9] ) (?: \.[0-9]+ )?
        | [0-9]+ (?: \.[0-9]+ )?
        | (?<! [\w.] ) \.[0-9]+ )
      (?: [eE] (?P<e> [+\-\u2212]?[0-9]+ ) \b
        | \ ?[×x*]\ ?10 (?: \^? (?P<power> (?:(?<=\^)|[+\-\u2212\u2013]) [+\-\u2212\u2013]?[0-9]{1,3} ) \b
                         | (?P<superscript> [\u207a\u207b]?[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]+ ) ) )?
    | (?P<vulgar> [\u00bc-\u00be\u2150-\u215e] )
    | (?P<word> [^\W\d_]+ )
    """,
    re.VERBOSE,
)
_FULL_WIDTH = re.compile("[\uff10-\uff19]")
_TO_ASCII = {code: code - 0xFF10 + ord("0") for code in range(0xFF10, 0xFF1A)}
_JOINER = re.compile(r"[ \t\u00a0\u202f]{0,2}|[-\u2010\u2011]")
_DENOMINATORS = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 32, 64, 100})
_COUNTING = frozenset({"unit", "teen", "tens", "hundred", "scale"})
_SUFFIXES = frozenset({"suffix", "money_suffix", "ordinal_mark"})


@dataclass(frozen=True, slots=True)
class NumberToken:
    """A word or numeral that can be part of a number. `kind` is that of `number_words.csv`, "digits" or "fraction"."""

    char_start: int
    char_end: int
    kind: str
    value: float
    value_max: float | None = None
    ordinal: bool = False
    decimals: int = 0


def number_tokens(text: str) -> list[NumberToken]:
    """Find the words and numerals that can be part of a number.

    Dotted numerals ("3.8.1"), ratios that are no plain fraction ("24/7") and numerals too large for a double are
    left out.

    Args:
        text: Any text.

    Returns:
        The tokens in order; they do not overlap.
    """
    tokens: list[NumberToken] = []
    words = number_words()
    if _FULL_WIDTH.search(text):
        text = text.translate(_TO_ASCII)
    for match in _PATTERN.finditer(text):
        word = match["word"]
        if word is None:
            token = _numeral(match)
        elif word.lower() in words:
            token = _word(text, match, tokens)
        elif word.endswith("fold"):
            token = _multiple(match)
        else:
            continue
        if token is not None:
            tokens.append(token)
    return tokens


def joined(text: str, before: NumberToken, after: NumberToken) -> bool:
    """Whether only blanks or one hyphen stand between two tokens."""
    return _JOINER.fullmatch(text, before.char_end, after.char_start) is not None


def _numeral(match: re.Match[str]) -> NumberToken | None:
    if match["digits"]:
        digits = re.sub(r"[^0-9.]", "", match["digits"])
        value = float(digits + _exponent(match))
        return (
            NumberToken(*match.span(), "digits", value, decimals=len(digits.partition(".")[2]))
            if math.isfinite(value)
            else None
        )
    if match["vulgar"]:
        return NumberToken(*match.span(), "fraction", unicodedata.numeric(match["vulgar"]))
    if match["slash"]:
        upper, lower = int(match["upper"]), int(match["lower"])
        if 0 < upper < lower and lower in _DENOMINATORS:
            return NumberToken(*match.span(), "fraction", upper / lower)
    return None


def _exponent(match: re.Match[str]) -> str:
    """The power of ten behind the digits, as `float` reads it: "1.2e5", "3 × 10^8", "6×10⁻³"."""
    written = match["e"] or match["power"] or match["superscript"]
    if written is None:
        return ""
    return "e" + unicodedata.normalize("NFKC", written).replace("\u2212", "-").replace("\u2013", "-")


def _multiple(match: re.Match[str]) -> NumberToken | None:
    """The number in "sixfold"; "fold" is its unit."""
    entry = number_words().get(match["word"].removesuffix("fold").lower())
    if entry is None or entry.ordinal or entry.kind not in _COUNTING:
        return None
    return NumberToken(match.start(), match.end() - len("fold"), entry.kind, entry.value)


def _word(text: str, match: re.Match[str], before: list[NumberToken]) -> NumberToken | None:
    word, span = match["word"], match.span()
    entry = _suffix(text, word, span[0], before)
    kind = None if entry is None else ("scale" if "suffix" in entry.kind else entry.kind)
    if entry is None:
        entry = number_words().get(word.lower())
        kind = None if entry is None or entry.kind in _SUFFIXES else entry.kind
    if entry is None or kind is None:
        return None
    return NumberToken(*span, kind, entry.value, entry.value_max, entry.ordinal)


def _suffix(text: str, word: str, start: int, before: list[NumberToken]) -> NumberWord | None:
    """What "st", "bn" or "m" right after digits stand for; "m" is a million only after a currency symbol."""
    entry = number_words().get(word) or number_words().get(word.lower())
    if entry is None or entry.kind not in _SUFFIXES or not before or before[-1].kind != "digits":
        return None
    digits = before[-1]
    if entry.kind == "ordinal_mark":
        return entry if digits.char_end == start and not digits.decimals else None
    if entry.kind == "suffix":
        glued = digits.char_end == start or (len(word) > 1 and _JOINER.fullmatch(text, digits.char_end, start))
        return entry if glued else None
    currency = re.search(r"(\S) ?$", text[max(0, digits.char_start - 2) : digits.char_start])
    money = currency is not None and unicodedata.category(currency[1]) == "Sc"
    return entry if money and _JOINER.fullmatch(text, digits.char_end, start) else None
