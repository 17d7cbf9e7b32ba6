"""Quotation regions of a text, and how much of a content is quoted.

Belongs here: pairing quotation marks. Does not belong here: who speaks.

Paragraphs are paired on their own, since a quotation that runs over several paragraphs is opened again in each and
closed only in the last. A mark without partner opens a region that lasts to the end of its paragraph only when it
is typographically an opening mark; other lone marks (inches, minutes, typing errors) are left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.annotate.records import Offsets
from schemas.codes import Speech

_PARAGRAPH = re.compile(r"[^\n]+")
# A single mark opens at the start of a word only; it closes after punctuation, or after a word where no letter
# follows and the word is no plural possessive.
_DOUBLE = re.compile(r"“|”|„|«|»|''|``|\"")
_SINGLE_OPEN = re.compile(r"(?<![\w’'])(?:‘|'(?!'))(?=[\w(…\[])")
_SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?…)])[’'](?![\w’'])")
_ELISIONS = re.compile(r"[‘'](?:\d0s|tis|twas|em|til|cause|bout|n)\b", re.IGNORECASE)
_OPEN_MARKS = frozenset({"“", "„", "«", "``"})
_CLOSE_MARKS = frozenset({"”", "»"})


@dataclass(frozen=True, slots=True)
class QuoteRegion:
    """A quotation with its marks; `closed` is False where it lasts to the paragraph's end without a closing mark."""

    start: int
    end: int
    closed: bool

    def covers(self, offset: int) -> bool:
        """Whether an offset lies inside, marks included."""
        return self.start <= offset < self.end


def paragraphs(text: str) -> list[Offsets]:
    """Offsets of the lines that hold more than white space."""
    return [match.span() for match in _PARAGRAPH.finditer(text) if match[0].strip()]


def quote_regions(text: str) -> list[QuoteRegion]:
    """The quotations of a text in order, without overlap; quotations inside quotations are part of the outer one."""
    return [region for start, end in paragraphs(text) for region in _paragraph_regions(text, start, end)]


def _paragraph_regions(text: str, start: int, end: int) -> list[QuoteRegion]:
    double = list(_double_regions(text, start, end))
    single = [
        region
        for region in _single_regions(text, start, end)
        if not any(other.start < region.end and region.start < other.end for other in double)
    ]
    return sorted(double + single, key=lambda region: region.start)


def _double_regions(text: str, start: int, end: int) -> Iterator[QuoteRegion]:
    opened: re.Match[str] | None = None
    for mark in _DOUBLE.finditer(text, start, end):
        if opened is None:
            if _may_open(text, mark, end):
                opened = mark
        elif _may_close(text, mark, start):
            yield QuoteRegion(opened.start(), mark.end(), closed=True)
            opened = None
    if opened is not None and (opened[0] in _OPEN_MARKS or not text[start : opened.start()].strip()):
        yield QuoteRegion(opened.start(), start + len(text[start:end].rstrip()), closed=False)


def _may_open(text: str, mark: re.Match[str], end: int) -> bool:
    if mark[0] in _OPEN_MARKS:
        return True
    before = text[mark.start() - 1 : mark.start()] if mark.start() else ""
    follows_word = mark.end() < end and not text[mark.end()].isspace()
    return mark[0] not in _CLOSE_MARKS and follows_word and not before.isalnum()


def _may_close(text: str, mark: re.Match[str], start: int) -> bool:
    if mark[0] in _OPEN_MARKS:
        return False
    return mark[0] in _CLOSE_MARKS or (mark.start() > start and not text[mark.start() - 1].isspace())


def _single_regions(text: str, start: int, end: int) -> Iterator[QuoteRegion]:
    position = start
    while opened := _SINGLE_OPEN.search(text, position, end):
        position = opened.end()
        if _ELISIONS.match(text, opened.start()):
            continue
        if closed := _single_close(text, opened.end(), end):
            yield QuoteRegion(opened.start(), closed, closed=True)
            position = closed


def _single_close(text: str, start: int, end: int) -> int | None:
    """End of the closing mark: the first after punctuation, else the only one after a word."""
    closes = list(_SINGLE_CLOSE.finditer(text, start, end))
    after_punctuation = [mark.end() for mark in closes if not text[mark.start() - 1].isalnum()]
    if after_punctuation:
        return after_punctuation[0]
    after_word = [mark.end() for mark in closes if text[mark.start() - 1] != "s"] or [mark.end() for mark in closes]
    return after_word[0] if len(after_word) == 1 else None


def region_at(regions: Sequence[QuoteRegion], offset: int) -> QuoteRegion | None:
    """The quotation that an offset lies in; `regions` are in order and do not overlap."""
    index = bisect_right(regions, offset, key=lambda region: region.start) - 1
    return regions[index] if index >= 0 and regions[index].covers(offset) else None


def speech(text: str, content: Sequence[Offsets], regions: Sequence[QuoteRegion]) -> Speech:
    """How a content is reported: direct when all its words are quoted, mixed when some are, else indirect.

    A leading "that" before a quotation does not make a direct quotation mixed.
    """
    if not any(_overlaps(regions, span) for span in content):
        return Speech.INDIRECT
    quoted = unquoted = 0
    for start, end in content:
        for word in re.finditer(r"\w+", text[start:end]):
            if region_at(regions, start + word.start()):
                quoted += 1
            elif word[0].lower() != "that":
                unquoted += 1
    if not quoted:
        return Speech.INDIRECT
    return Speech.MIXED if unquoted else Speech.DIRECT


def _overlaps(regions: Sequence[QuoteRegion], span: Offsets) -> bool:
    """Whether a quotation begins in the span, or before it and lasts into it."""
    index = bisect_right(regions, span[1], key=lambda region: region.start) - 1
    return index >= 0 and regions[index].end > span[0]
