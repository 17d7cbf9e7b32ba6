"""Whether `confidence` tells right positions from wrong ones, and means what it says.

Belongs here: figures over predictions that are already judged right or wrong. Does not belong here: judging, training.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    type Numbers = NDArray[np.float64]

N_BINS = 10


@dataclass(frozen=True)
class JudgedPredictions:
    """Predictions of some documents: their confidence, whether they are right, and which document they belong to.

    `n_gold` has an entry per document. Where a method takes `weights`, they say how often each document counts.
    """

    confidence: Numbers
    right: NDArray[np.bool_]
    document: NDArray[np.int64]
    n_gold: NDArray[np.int64]

    @cached_property
    def _by_confidence(self) -> NDArray[np.int64]:
        return np.argsort(-self.confidence, kind="stable")

    @cached_property
    def _cuts(self) -> NDArray[np.int64]:
        """Where a threshold can lie: after the last of the predictions that share a confidence."""
        ordered = self.confidence[self._by_confidence]
        return np.flatnonzero(np.append(ordered[1:] != ordered[:-1], True))

    def _curve(self, weights: Numbers) -> tuple[Numbers, Numbers]:
        """Precision and recall at every threshold."""
        order = self._by_confidence
        weight = weights[self.document[order]]
        kept = np.cumsum(weight)[self._cuts]
        right = np.cumsum(weight * self.right[order])[self._cuts]
        precision = np.divide(right, kept, out=np.zeros_like(right), where=kept > 0)
        return precision, right / (weights @ self.n_gold)

    def precision_at_recall(self, recall: float, weights: Numbers) -> float:
        """The best precision that a threshold gives while recall is at least this; 0 where none reaches it."""
        precisions, recalls = self._curve(weights)
        return float(np.max(precisions, where=recalls >= recall, initial=0.0))

    def recall_at_precision(self, precision: float, weights: Numbers) -> float:
        """The best recall that a threshold gives while precision is at least this; 0 where none reaches it."""
        precisions, recalls = self._curve(weights)
        return float(np.max(recalls, where=precisions >= precision, initial=0.0))

    def calibration_error(self, weights: Numbers) -> float:
        """Expected calibration error with bins of equal width (Guo et al. 2017)."""
        bins = np.minimum((self.confidence * N_BINS).astype(np.int64), N_BINS - 1)
        return self._calibration_error(bins, weights)

    def calibration_error_equal_count(self, weights: Numbers) -> float:
        """Expected calibration error with bins of equally many predictions."""
        bins = np.empty(len(self.confidence), dtype=np.int64)
        bins[self._by_confidence] = np.arange(len(bins)) * N_BINS // max(len(bins), 1)
        return self._calibration_error(bins, weights)

    def _calibration_error(self, bins: NDArray[np.int64], weights: Numbers) -> float:
        weight = weights[self.document]
        gaps = np.bincount(bins, weight * (self.confidence - self.right), minlength=N_BINS)
        return float(np.abs(gaps).sum() / weight.sum())
