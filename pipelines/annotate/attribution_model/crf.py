"""A linear-chain conditional random field over the four labels of a word, in numpy.

Belongs here: the best labelling of a segment and its probability. Does not belong here: where the scores come from.

Method: Viterbi and forward recursions (Lafferty, McCallum and Pereira 2001).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from pipelines.annotate.attribution_model.candidates import Floats

Labels = NDArray[np.int8]


class Label(IntEnum):
    """What a word is to a given cue."""

    OUTSIDE = 0
    SOURCE = 1
    CUE = 2
    CONTENT = 3


@dataclass(frozen=True, slots=True)
class ConditionalRandomField:
    """Scores of following labels (4 × 4), of the first label (4) and of the last (4)."""

    transitions: Floats
    starts: Floats
    ends: Floats

    def decode(self, emissions: Floats) -> Labels:
        """The best labelling of each of K sequences: K × W × 4 → K × W."""
        n_sequences, n_words, _ = emissions.shape
        score = self.starts + emissions[:, 0]
        back = np.zeros((n_words, n_sequences, 4), np.int8)
        for word in range(1, n_words):
            steps = score[:, :, None] + self.transitions
            back[word] = steps.argmax(axis=1)
            score = steps.max(axis=1) + emissions[:, word]
        labels = np.zeros((n_sequences, n_words), np.int8)
        labels[:, -1] = (score + self.ends).argmax(axis=1)
        rows = np.arange(n_sequences)
        for word in range(n_words - 1, 0, -1):
            labels[:, word - 1] = back[word][rows, labels[:, word]]
        return labels

    def log_probability(self, emissions: Floats, labels: Labels) -> NDArray[np.float64]:
        """The log probability of one labelling of each of K sequences."""
        return self._path_score(emissions, labels) - self._partition(emissions)

    def _path_score(self, emissions: Floats, labels: Labels) -> NDArray[np.float64]:
        chosen = np.take_along_axis(emissions, labels[:, :, None].astype(np.int64), axis=2)[:, :, 0].sum(axis=1)
        steps = self.transitions[labels[:, :-1], labels[:, 1:]].sum(axis=1)
        return np.asarray(self.starts[labels[:, 0]] + chosen + steps + self.ends[labels[:, -1]], np.float64)

    def _partition(self, emissions: Floats) -> NDArray[np.float64]:
        score = np.asarray(self.starts + emissions[:, 0], np.float64)
        for word in range(1, emissions.shape[1]):
            score = _log_sum_exp(score[:, :, None] + self.transitions) + emissions[:, word]
        return _log_sum_exp((score + self.ends)[:, :, None])[:, 0]


def _log_sum_exp(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Over the middle axis of K × 4 × N."""
    highest = values.max(axis=1)
    return np.asarray(highest + np.log(np.exp(values - highest[:, None]).sum(axis=1)))
