"""Whether the `confidence` of dates means what it says, and the counts that it is made of.

Belongs here: judging each expression found, the calibration error, the counts by rule. Does not belong here: corpora
(`dates_task`), what becomes of the counts (`timex_confidence`).

An expression is right if it has the value of the marked one that is compared with it (see `overlaps.aligned`); one that
no marked expression touches is wrong.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pipelines.evaluate.confidence_scores import JudgedPredictions
from pipelines.evaluate.intervals import percentile_interval
from pipelines.evaluate.measurements import ALL, Measurement
from pipelines.evaluate.overlaps import aligned, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from pipelines.annotate.records import Date
    from pipelines.evaluate.overlaps import Span


class JudgedText(NamedTuple):
    """A text's marked expressions with their values, and the expressions that were found in it."""

    text: str
    marked: Sequence[tuple[Span, str | None]]
    found: Sequence[Date]


def right_dates(judged: JudgedText) -> list[bool]:
    """Whether each expression found is right."""
    spans = [trimmed(judged.text, (one.char_start, one.char_end)) for one in judged.found]
    right = [False] * len(spans)
    for span, value in judged.marked:
        match = aligned(trimmed(judged.text, span), spans)
        if match is not None and judged.found[match].timex_value == value:
            right[match] = True
    return right


def rule_counts(texts: Iterable[JudgedText]) -> list[tuple[str, int, int]]:
    """Each rule with the number of expressions that it found and of those that are right, by name."""
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for judged in texts:
        rules = [one.method.removeprefix("rule:") for one in judged.found]
        found.update(rules)
        right.update(rule for rule, is_right in zip(rules, right_dates(judged), strict=True) if is_right)
    return [(rule, found[rule], right[rule]) for rule in sorted(found)]


def calibration_measurements(
    texts: Sequence[JudgedText], weights: NDArray[np.float64], gold: str
) -> Iterator[Measurement]:
    """The expected calibration errors of the confidence, with intervals over texts; nothing where nothing was found.

    Args:
        texts: the texts in order.
        weights: resamples by texts (see `intervals.resampled_weights`).
        gold: name of the corpus.
    """
    confidence = [one.confidence for judged in texts for one in judged.found]
    if not confidence:
        return
    predictions = JudgedPredictions(
        confidence=np.array(confidence),
        right=np.array([right for judged in texts for right in right_dates(judged)]),
        document=np.repeat(np.arange(len(texts)), [len(judged.found) for judged in texts]),
        n_gold=np.array([len(judged.marked) for judged in texts]),
    )
    once = np.ones(len(texts))
    for metric, figure in (
        ("expected_calibration_error", predictions.calibration_error),
        ("expected_calibration_error_equal_count", predictions.calibration_error_equal_count),
    ):
        interval = percentile_interval(np.array([figure(weight) for weight in weights]))
        yield Measurement(
            field="confidence",
            slice=ALL,
            metric=metric,
            gold=gold,
            n=len(confidence),
            value=figure(once),
            interval=interval,
        )
