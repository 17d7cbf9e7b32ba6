"""A linear-chain conditional random field over the four labels of a word, in numpy.

Belongs here: the best labelling of segments and its probability. Does not belong here: where the scores come from.

Method: Viterbi and forward recursions (Lafferty, McCallum and Pereira 2001).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from pipelines.annotate.attribution_model.candidates import Floats

Labels = NDArray[np.int8]

TOGETHER = 64  # sequences in one recursion: a step costs the same for one as for many
_KEEP = np.arange(4, dtype=np.int8)


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

    def decode(self, emissions: Sequence[Floats]) -> list[tuple[Labels, float]]:
        """The best labelling of each sequence and its log probability.

        Args:
            emissions: for each sequence its label scores, W × 4 with W ≥ 1.

        Returns: for each sequence W labels and the log probability of all of them together, in the same order. A
            sequence's result does not depend on the others.
        """
        order = sorted(range(len(emissions)), key=lambda number: len(emissions[number]))
        decoded: dict[int, tuple[Labels, float]] = {}
        for start in range(0, len(order), TOGETHER):
            numbers = order[start : start + TOGETHER]
            decoded.update(zip(numbers, self._decode_padded([emissions[number] for number in numbers]), strict=True))
        return [decoded[number] for number in range(len(emissions))]

    def _decode_padded(self, emissions: Sequence[Floats]) -> Iterator[tuple[Labels, float]]:
        lengths = np.array([len(scores) for scores in emissions])
        padded = np.zeros((len(emissions), lengths.max(), 4), np.float32)
        for number, scores in enumerate(emissions):
            padded[number, : len(scores)] = scores
        labels, best = self._best(padded, lengths)
        logs = best - self._partition(padded, lengths)
        for number, length in enumerate(lengths):
            yield labels[number, :length], float(logs[number])

    def _best(self, emissions: Floats, lengths: NDArray[np.int64]) -> tuple[Labels, NDArray[np.float64]]:
        """The best labellings (beyond a sequence's length its last label is repeated) and their scores."""
        n_sequences, n_words, _ = emissions.shape
        score = self.starts + emissions[:, 0]
        back = np.zeros((n_words, n_sequences, 4), np.int8)
        for word in range(1, n_words):
            goes_on = (word < lengths)[:, None]
            steps = score[:, :, None] + self.transitions
            back[word] = np.where(goes_on, steps.argmax(axis=1), _KEEP)
            score = np.where(goes_on, steps.max(axis=1) + emissions[:, word], score)
        labels = np.zeros((n_sequences, n_words), np.int8)
        labels[:, -1] = (score + self.ends).argmax(axis=1)
        rows = np.arange(n_sequences)
        for word in range(n_words - 1, 0, -1):
            labels[:, word - 1] = back[word][rows, labels[:, word]]
        return labels, np.asarray((score + self.ends).max(axis=1), np.float64)

    def _partition(self, emissions: Floats, lengths: NDArray[np.int64]) -> NDArray[np.float64]:
        """The logarithm of the summed scores of all labellings."""
        score: NDArray[np.float64] = (self.starts + emissions[:, 0]).astype(np.float64)
        for word in range(1, emissions.shape[1]):
            following = _log_sum_exp(np.add(score[:, :, None], self.transitions, dtype=np.float64)) + emissions[:, word]
            score = np.where((word < lengths)[:, None], following, score)
        final: NDArray[np.float64] = np.add(score, self.ends, dtype=np.float64)
        return _log_sum_exp(final[:, :, None])[:, 0]


def _log_sum_exp(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Over the middle axis of K × 4 × N."""
    highest = values.max(axis=1)
    return np.asarray(highest + np.log(np.exp(values - highest[:, None]).sum(axis=1)))
