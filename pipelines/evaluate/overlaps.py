"""Spans of two sides that overlap: which prediction a gold span is compared with, as in task A of TempEval-3.

Belongs here: edges, overlap, alignment. Does not belong here: what is compared. Offsets are half-open; blanks and
sentence punctuation at the edges of a span do not count.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

type Span = tuple[int, int]
type Row = tuple[int, int, int, int]  # as in `attribution_scores.Counts`

SPAN_FIGURES = ("strict", "relaxed")
_EDGE = " \t\r\n.,;:"


def trimmed(text: str, span: Span) -> Span:
    """A span without blanks and sentence punctuation at its edges; one that is nothing else is empty, at its end."""
    start, end = span
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def touch(one: Span, other: Span) -> bool:
    """Whether two spans overlap."""
    return one[0] < other[1] and other[0] < one[1]


def aligned(gold: Span, predicted: Sequence[Span]) -> int | None:
    """The index of the prediction that a gold span is compared with, None where none touches it.

    It is the one with the same span, else the one with the longest overlap, else the one that starts first.
    """

    def rank(index: int) -> tuple[bool, int, int]:
        start, end = predicted[index]
        return predicted[index] != gold, max(start, gold[0]) - min(end, gold[1]), start

    touching = [index for index, span in enumerate(predicted) if touch(span, gold)]
    return min(touching, key=rank, default=None)


def span_rows(gold: Sequence[Span], predicted: Sequence[Span]) -> list[Row]:
    """The counts of `SPAN_FIGURES`: spans that are the same (each counts once), spans that touch one."""
    n_strict = (Counter(gold) & Counter(predicted)).total()
    n_touching = sum(any(touch(one, other) for other in gold) for one in predicted)
    n_touched = sum(any(touch(one, other) for other in predicted) for one in gold)
    n, n_gold = len(predicted), len(gold)
    return [(n_strict, n, n_strict, n_gold), (n_touching, n, n_touched, n_gold)]


def field_row(gold: Sequence[object], predicted: Sequence[object], matches: Sequence[int | None]) -> Row:
    """The counts of a field: gold items whose aligned prediction has the same value there.

    Args:
        gold: the field's value of each gold item; None is no item to be measured.
        predicted: likewise for the predictions.
        matches: for each gold item the index of its prediction, as `aligned` gives it.
    """
    pairs = zip(gold, matches, strict=True)
    hits = sum(value is not None and match is not None and predicted[match] == value for value, match in pairs)
    n, n_gold = (sum(value is not None for value in side) for side in (predicted, gold))
    return hits, n, hits, n_gold
