"""A text and the spans on it → paragraphs of segments, each with the spans that cover it.

Spans of rows nest, overlap and come in pieces. Cut at every offset where one starts or ends, a paragraph becomes a row
of segments that a page can set without counting characters; JavaScript would count UTF-16 units, not code points.
Does not belong here: which rows have spans.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from pipelines.annotate.quotes import paragraphs

if TYPE_CHECKING:
    from collections.abc import Sequence


class Span(NamedTuple):
    """Offsets into a text, half-open, in code points, and the number of the mark that they are a piece of."""

    start: int
    end: int
    mark: int


class Segment(NamedTuple):
    """Words, and the numbers of the marks on them: the longest span first, so that what is inside comes last."""

    text: str
    marks: tuple[int, ...]


def marked_paragraphs(text: str, spans: Sequence[Span]) -> list[list[Segment]]:
    """The lines of a text that hold more than white space, each cut into as few segments as the spans allow.

    Together the segments of a line are the line; those with a mark are the characters that its spans cover.
    """
    ordered = sorted(spans, key=lambda span: (span.start - span.end, span.mark))
    return [
        _segments(text, start, end, [span for span in ordered if span.start < end and start < span.end])
        for start, end in paragraphs(text)
    ]


def _segments(text: str, start: int, end: int, spans: Sequence[Span]) -> list[Segment]:
    inside = {offset for span in spans for offset in (span.start, span.end) if start < offset < end}
    return [
        Segment(text[left:right], tuple(dict.fromkeys(s.mark for s in spans if s.start <= left and right <= s.end)))
        for left, right in pairwise(sorted({start, end} | inside))
    ]
