"""One measured figure: what is printed, written down and published.

Belongs here: the record, and counts turned into such records. Does not belong here: what is counted, files.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from pipelines.evaluate.attribution_scores import FIGURES, precision_recall_f1
from pipelines.evaluate.intervals import f1_interval, percentile_interval, wilson_interval

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from pipelines.evaluate.attribution_scores import Counts, Scores
    from pipelines.evaluate.intervals import Interval

ALL = "all"
SHARES = ("precision", "recall", "f1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """A figure, as in the table `quality`, where the columns are described; `slice` is "all" for all rows."""

    field: str
    slice: str
    metric: str
    gold: str
    n: int
    value: float
    interval: Interval


def attribution_measurements(
    scores: Scores, figures: Sequence[tuple[str, str]], weights: NDArray[np.float64], part: str, gold: str
) -> Iterator[Measurement]:
    """Precision, recall and F1 of `figures` (see `attribution_scores.FIGURES`), with bootstrap intervals.

    Args:
        scores: the counts per document.
        figures: which of them are wanted.
        weights: resamples by documents (see `intervals.resampled_weights`).
        part: the slice that was scored.
        gold: name of the corpus.
    """
    for measure, name in figures:
        field, metric = (measure, name) if measure == "relation" else (name, measure)
        counts = scores.counts[:, FIGURES.index((measure, name))]
        for found in resampled_measurements(field, part, gold, counts, weights):
            yield replace(found, metric=f"{metric}_{found.metric}")


def resampled_measurements(
    field: str, part: str, gold: str, counts: Counts, weights: NDArray[np.float64]
) -> Iterator[Measurement]:
    """Precision, recall and F1 from counts per document, with bootstrap intervals; a share of nothing is 0.

    Args:
        field: the column that was measured.
        part: the slice that was counted.
        gold: name of the corpus.
        counts: axis 0 documents, axis 1 as in `attribution_scores.Counts`.
        weights: resamples by documents (see `intervals.resampled_weights`).
    """
    totals = counts.sum(axis=0)
    resampled = precision_recall_f1(weights @ counts)
    ns = (totals[1], totals[3], totals[3])
    for column, (share, value, n) in enumerate(zip(SHARES, precision_recall_f1(totals), ns, strict=True)):
        interval = percentile_interval(resampled[:, column])
        yield Measurement(
            field=field, slice=part, metric=share, gold=gold, n=int(n), value=float(value), interval=interval
        )


def label_measurements(
    field: str, pairs: Sequence[tuple[str, str]], labels: Sequence[str], gold: str
) -> Iterator[Measurement]:
    """Accuracy over all items, then precision, recall and F1 of each label, with Wilson intervals.

    Args:
        field: the column that was measured.
        pairs: the right and the given label of each item.
        labels: the labels to tell apart; a figure that would rest on no item is left out.
        gold: name of the corpus.
    """
    if pairs:
        n_right = sum(right == given for right, given in pairs)
        yield share_measurement(field, ALL, "accuracy", gold, n_right=n_right, n=len(pairs))
    for label in labels:
        n_right = sum(right == given == label for right, given in pairs)
        n_given = sum(given == label for _, given in pairs)
        n_gold = sum(right == label for right, _ in pairs)
        yield from _retrieval_measurements(field, label, gold, n_right=n_right, n_given=n_given, n_gold=n_gold)


def _retrieval_measurements(
    field: str, part: str, gold: str, *, n_right: int, n_given: int, n_gold: int
) -> Iterator[Measurement]:
    """Precision, recall and F1 of a label; what would rest on no item is left out."""
    if n_given:
        yield share_measurement(field, part, "precision", gold, n_right=n_right, n=n_given)
    if n_gold:
        yield share_measurement(field, part, "recall", gold, n_right=n_right, n=n_gold)
        f1, interval = 2 * n_right / (n_given + n_gold), f1_interval(n_right, n_given, n_gold)
        yield Measurement(field=field, slice=part, metric="f1", gold=gold, n=n_gold, value=f1, interval=interval)


def share_measurement(field: str, part: str, metric: str, gold: str, *, n_right: int, n: int) -> Measurement:
    """A share of items, with its Wilson interval."""
    interval = wilson_interval(n_right, n)
    return Measurement(field=field, slice=part, metric=metric, gold=gold, n=n, value=n_right / n, interval=interval)
