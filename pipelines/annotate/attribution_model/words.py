"""Words of a text and what is read off their surface: shape, quotation state, a rough sentence count.

Belongs here: everything that needs neither a vocabulary nor a model. Does not belong here: word pieces, windows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from pipelines.annotate.quotes import QuoteRegion, quote_regions
from pipelines.annotate.records import Offsets

_WORD = re.compile(r"[^\W_]+|''|``|[^\w\s]|_+")
_QUOTE_MARKS = frozenset({'"', "“", "”", "„", "«", "»", "''", "``", "‘", "’", "'"})
_CLOSING = frozenset({'"', "”", "»", "’", "'", "''", ")", "]"})
_ENDS = frozenset(".?!")
# Words after which a full stop ends no sentence; single capital letters are handled apart.
_ABBREVIATIONS = frozenset(
    {"mr", "mrs", "ms", "dr", "prof", "sen", "rep", "gov", "gen", "col", "lt", "maj", "capt", "sgt", "adm"}
    | {"jr", "sr", "st", "rev", "hon", "vs", "no", "jan", "feb", "aug", "sept", "oct", "nov", "dec"}
)


class Quote(IntEnum):
    """Where a word stands to a quotation."""

    OUTSIDE = 0
    INSIDE = 1
    OPENING = 2
    CLOSING = 3


class Shape(IntEnum):
    """How a word is written."""

    DIGITS = 0
    MARK = 1
    LOWER = 2
    CAPITALISED = 3
    CAPITAL = 4
    UPPER = 5
    MIXED = 6


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one paragraph, parallel lists: text, offsets in the article, quotation state, shape, sentence.

    `sentence` counts from 0 within the paragraph and is only a rough guide to distance.
    """

    text: list[str]
    offsets: list[Offsets]
    quote: list[int]
    shape: list[int]
    sentence: list[int]


def paragraph_words(text: str) -> Iterator[Words]:
    """The words of each line that holds any, in order.

    A word is a run of letters and digits, a double mark ('' or ``), or one other sign that is no white space.
    """
    regions = quote_regions(text)
    position = 0
    number = 0
    for line in text.split("\n"):
        offsets = [match.span() for match in _WORD.finditer(text, position, position + len(line))]
        position += len(line) + 1
        if not offsets:
            continue
        while number < len(regions) and regions[number].end <= offsets[0][0]:
            number += 1
        texts = [text[start:end] for start, end in offsets]
        yield Words(
            text=texts,
            offsets=offsets,
            quote=_quotes(texts, offsets, regions[number:]),
            shape=[shape(word) for word in texts],
            sentence=_sentences(texts),
        )


def shape(word: str) -> Shape:
    """How a word is written."""
    if word[0].isdigit():
        return Shape.DIGITS
    if not word[0].isalpha():
        return Shape.MARK
    if word.islower():
        return Shape.LOWER
    if word.isupper():
        return Shape.UPPER if len(word) > 1 else Shape.CAPITAL
    return Shape.CAPITALISED if word[0].isupper() else Shape.MIXED


def _quotes(texts: Sequence[str], offsets: Sequence[Offsets], regions: Sequence[QuoteRegion]) -> list[int]:
    states: list[int] = []
    number = 0
    for word, (start, end) in zip(texts, offsets, strict=True):
        while number < len(regions) and regions[number].end <= start:
            number += 1
        region = regions[number] if number < len(regions) and regions[number].start <= start else None
        if region is None:
            states.append(Quote.OUTSIDE)
        elif start == region.start:
            states.append(Quote.OPENING)
        elif end == region.end and word in _QUOTE_MARKS:
            states.append(Quote.CLOSING)
        else:
            states.append(Quote.INSIDE)
    return states


def _sentences(texts: Sequence[str]) -> list[int]:
    numbers: list[int] = []
    current = 0
    ended = False
    for index, word in enumerate(texts):
        if ended and word not in _CLOSING:
            current += word[0].isupper() or word[0].isdigit() or word in _QUOTE_MARKS or word == "("
            ended = False
        numbers.append(current)
        if word in _ENDS:
            before = texts[index - 1] if index else ""
            initial = len(before) == 1 and before.isupper()
            ended = not (word == "." and (initial or before.lower() in _ABBREVIATIONS))
    return numbers
