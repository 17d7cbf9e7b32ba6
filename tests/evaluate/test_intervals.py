"""Intervals, and what confidence is worth, by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.evaluate.confidence_scores import JudgedPredictions
from pipelines.evaluate.intervals import (
    N_RESAMPLES,
    f1_interval,
    percentile_interval,
    resampled_weights,
    wilson_interval,
)


def judged(*predictions: tuple[float, bool], n_gold: int, document: tuple[int, ...] | None = None) -> JudgedPredictions:
    confidence, right = zip(*predictions, strict=True)
    return JudgedPredictions(
        confidence=np.array(confidence),
        right=np.array(right),
        document=np.array(document or [0] * len(predictions)),
        n_gold=np.array([n_gold] * (max(document or [0]) + 1)),
    )


ONCE = np.ones(1)
FOUR = judged((0.4, False), (0.9, True), (0.8, False), (0.6, True), n_gold=4)


def test_precision_at_recall_takes_the_best_threshold_that_reaches_it() -> None:
    assert FOUR.precision_at_recall(0.25, ONCE) == 1.0
    assert FOUR.precision_at_recall(0.26, ONCE) == pytest.approx(2 / 3)
    assert FOUR.precision_at_recall(0.51, ONCE) == 0.0


def test_recall_at_precision_takes_the_best_threshold_that_reaches_it() -> None:
    assert FOUR.recall_at_precision(0.9, ONCE) == 0.25
    assert FOUR.recall_at_precision(0.6, ONCE) == 0.5
    assert judged((0.5, False), n_gold=1).recall_at_precision(0.1, ONCE) == 0.0


def test_a_threshold_cannot_part_equal_confidences() -> None:
    equal = judged((0.5, True), (0.5, False), n_gold=1)
    assert equal.precision_at_recall(0.5, ONCE) == 0.5
    assert equal.recall_at_precision(0.9, ONCE) == 0.0


def test_the_calibration_error_is_the_mean_gap_of_the_bins() -> None:
    # Bins of equal width: {.92, .98} are right half the time, {.35} never, {1.0} goes into the last one.
    predictions = judged((0.92, True), (0.98, False), (0.35, False), (1.0, True), n_gold=4)
    assert predictions.calibration_error(ONCE) == pytest.approx((abs(2.9 - 2) + 0.35) / 4)
    # Ten bins for four predictions of equal count: each has its own.
    assert predictions.calibration_error_equal_count(ONCE) == pytest.approx((0.08 + 0.98 + 0.35 + 0.0) / 4)


def test_weights_count_documents_as_often_as_they_are_drawn() -> None:
    two = judged((0.9, True), (0.8, False), n_gold=1, document=(0, 1))
    assert two.precision_at_recall(0.5, np.array([1.0, 1.0])) == 1.0
    assert two.precision_at_recall(0.5, np.array([2.0, 0.0])) == 1.0
    assert two.precision_at_recall(0.5, np.array([0.0, 2.0])) == 0.0
    assert two.calibration_error(np.array([0.0, 2.0])) == pytest.approx(0.8)


def test_resamples_draw_as_many_units_as_there_are_and_are_the_same_again() -> None:
    weights = resampled_weights(7)
    assert weights.shape == (N_RESAMPLES, 7)
    assert set(weights.sum(axis=1)) == {7.0}
    assert np.array_equal(weights, resampled_weights(7))
    assert len(np.unique(weights, axis=0)) > 100


def test_the_percentile_interval_leaves_a_fortieth_at_either_end() -> None:
    assert percentile_interval(np.arange(1001) / 1000) == pytest.approx((0.025, 0.975))


def test_wilson_interval_as_published() -> None:
    """81 of 263, the example of Newcombe (1998): 0.2553 to 0.3662."""
    assert wilson_interval(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    with pytest.raises(ValueError, match="nothing"):
        wilson_interval(0, 0)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_interval_holds_the_share_and_stays_a_share(counts: tuple[int, int]) -> None:
    n_right, n = counts
    low, high = wilson_interval(n_right, n)
    assert 0 <= low <= n_right / n + 1e-12
    assert n_right / n - 1e-12 <= high <= 1
    assert low < high


def test_the_f1_interval_follows_from_that_of_the_items_in_question() -> None:
    """12 right of 15 given and 18 gold: 21 items in question, of which Wilson gives 0.3655 to 0.7553."""
    assert f1_interval(12, 15, 18) == pytest.approx((2 * 0.3655 / 1.3655, 2 * 0.7553 / 1.7553), abs=2e-4)
    with pytest.raises(ValueError, match="nothing"):
        f1_interval(0, 0, 0)


@given(st.tuples(st.integers(0, 200), st.integers(0, 100), st.integers(0, 100)).filter(any))
def test_the_f1_interval_holds_the_f1_and_has_a_width(counts: tuple[int, int, int]) -> None:
    n_right, n_false, n_missed = counts
    f1 = 2 * n_right / (2 * n_right + n_false + n_missed)
    low, high = f1_interval(n_right, n_right + n_false, n_right + n_missed)
    assert 0 <= low <= f1 + 1e-12
    assert f1 - 1e-12 <= high <= 1 + 1e-12
    assert low < high


@pytest.mark.parametrize(("n_right", "n_false", "n_missed"), [(150, 40, 60), (60, 30, 30), (90, 8, 20)])
def test_the_f1_interval_agrees_with_the_bootstrap_where_items_are_many(
    n_right: int, n_false: int, n_missed: int
) -> None:
    outcomes = np.repeat([0, 1, 2, 3], [n_right, n_false, n_missed, 300])
    counts = np.stack([outcomes == number for number in range(3)], axis=1).astype(float)
    right, false, missed = (resampled_weights(len(outcomes)) @ counts).T
    resampled = percentile_interval(2 * right / (2 * right + false + missed))
    assert f1_interval(n_right, n_right + n_false, n_right + n_missed) == pytest.approx(resampled, abs=0.02)
