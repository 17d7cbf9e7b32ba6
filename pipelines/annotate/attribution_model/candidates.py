"""Candidate cues, and what the conditional head is told about each.

Belongs here: runs of words that may be a cue, and the features of the words around one. Does not belong here: the
network, decoding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.annotate.attribution_model.windows import Integers, Window

Floats = NDArray[np.float32]

N_DISTANCES = 25
N_SENTENCES = 5
N_OTHERS = 3
_BUCKETS = np.array([6, 8, 11, 16, 23, 33, 51])  # distances from which a wider bucket begins


@dataclass(frozen=True, slots=True)
class Candidate:
    """A run of words that may be a cue; indexes of words in the window, half open."""

    segment: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Conditions:
    """Inputs of the conditional head for K candidates of one segment of W words, all K × W."""

    distance: Integers
    sentence: Integers
    other: Integers
    cue: Floats


def candidates(probabilities: Floats, window: Window, threshold: float) -> list[Candidate]:
    """Runs of words whose probability to be in a cue is above the threshold, in order.

    Args:
        probabilities: words × (outside, begin, inside).
        window: the window of the words; no run crosses a segment's end.
        threshold: of begin and inside together.
    """
    likely = probabilities[:, 1] + probabilities[:, 2] > threshold
    begins = probabilities[:, 1] > probabilities[:, 2]
    found: list[Candidate] = []
    for number, (segment_start, segment_end) in enumerate(window.segments):
        start: int | None = None
        for index in range(segment_start, segment_end):
            if start is not None and (not likely[index] or begins[index]):
                found.append(Candidate(number, start, index))
                start = None
            if start is None and likely[index]:
                start = index
        if start is not None:
            found.append(Candidate(number, start, segment_end))
    return found


def conditions(window: Window, segment: int, cues: Sequence[Candidate], in_cue: NDArray[np.bool_]) -> Conditions:
    """What the conditional head is told about candidates of one segment.

    Args:
        window: the window.
        segment: number of the segment that all the candidates lie in.
        cues: the candidates.
        in_cue: for each word of the window, whether it is likely part of a cue.
    """
    start, end = window.segments[segment]
    index = np.arange(start, end)[None, :]
    begins = np.array([cue.start for cue in cues])[:, None]
    ends = np.array([cue.end for cue in cues])[:, None]
    inside = (index >= begins) & (index < ends)
    steps = np.where(index < begins, begins - index, np.where(index >= ends, index - ends + 1, 0))
    bucket = np.where(steps <= 5, steps, 5 + np.searchsorted(_BUCKETS, steps, side="right"))
    distance = 12 + np.where(index < begins, -bucket, bucket)
    sentences = window.sentence[start:end][None, :]
    apart = np.clip(sentences - window.sentence[[cue.start for cue in cues]][:, None], -2, 2) + 2
    other = np.where(inside, 2, in_cue[start:end][None, :].astype(np.int64))
    return Conditions(distance.astype(np.int64), apart.astype(np.int64), other, inside.astype(np.float32))
