"""Calibration: from the network's evidence to the probability that a whole relation is right.

Belongs here: fitting confidence and thresholds on validation documents. Does not belong here: training, measuring.

Method: logistic regression (Platt 1999) on `extractor.Reading.evidence`, against whether the relation is right in
the sense of `relation partial` (`attribution_scores.partial_right`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from pipelines.annotate.attribution_model.crf import ConditionalRandomField
from pipelines.annotate.attribution_model.extractor import N_FEATURES, Decoding, Network, Reading, encode, read, select
from pipelines.annotate.attribution_model.windows import Window, WordPieces
from pipelines.evaluate.attribution_scores import cleaned, partial_right, score
from pipelines.evaluate.polnear import Document

CANDIDATE = 0.5  # measured: lower ones find more cues but draw their spans worse, and cost time
THRESHOLDS = np.round(np.arange(0.2, 0.62, 0.02), 2)
SHOWN = (
    ("exact", "source"),
    ("exact", "cue"),
    ("exact", "content"),
    ("relation", "partial"),
    ("relation", "exact"),
)  # the figures that a threshold and an epoch are chosen by: the mean of their F1
ROUNDS = 3  # which of overlapping candidates is kept depends on the confidence that is fitted

Readings = Mapping[str, list[tuple[Window, list[Reading]]]]


def first_decoding(crf: ConditionalRandomField, candidate: float = CANDIDATE, confidence: float = 0.0) -> Decoding:
    """Decoding before its confidence is calibrated: validity and a little of the labelling's probability."""
    weights = np.zeros(N_FEATURES)
    weights[:2] = 1.0, 0.25
    return Decoding(crf, candidate, weights, 0.5, confidence)


def calibrate(
    documents: Mapping[str, Document],
    network: Network,
    word_pieces: WordPieces,
    crf: ConditionalRandomField,
) -> Decoding:
    """The decoding whose confidence is calibrated on documents, with the threshold of the best mean of `SHOWN`."""
    decoding = first_decoding(crf)
    readings = {
        name: read(encode(document.text, network, word_pieces), network, decoding)
        for name, document in documents.items()
    }
    for _ in range(ROUNDS):
        evidence, right = _outcomes(documents, readings, decoding)
        model = LogisticRegression(C=10.0).fit(evidence, right)
        decoding = replace(decoding, weights=model.coef_[0].astype(np.float64), bias=float(model.intercept_[0]))
    return replace(decoding, confidence=_best_threshold(documents, readings, decoding))


def _outcomes(
    documents: Mapping[str, Document], readings: Readings, decoding: Decoding
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Evidence and rightness of every reading that would be kept at confidence 0."""
    rows: list[NDArray[np.float64]] = []
    outcomes: list[NDArray[np.bool_]] = []
    for name, document in documents.items():
        kept = [item for window, here in readings[name] for item in select(window, here, decoding)]
        kept.sort(key=lambda found: -found.confidence)
        outcomes.append(partial_right(document, cleaned(document, kept)))
        rows += [found.evidence for found in kept]
    return np.array(rows), np.concatenate(outcomes)


def _best_threshold(documents: Mapping[str, Document], readings: Readings, decoding: Decoding) -> float:
    def mean_f1(threshold: float) -> float:
        strict = replace(decoding, confidence=threshold)
        found = {n: [item for window, here in readings[n] for item in select(window, here, strict)] for n in documents}
        scores = score(documents, found)
        return sum(scores.f1(measure, part) for measure, part in SHOWN) / len(SHOWN)

    return max((float(threshold) for threshold in THRESHOLDS), key=mean_f1)
