"""From a text to attributions, by any network that encodes windows and conditions on candidate cues.

Belongs here: the order of the steps, confidence, and which of overlapping candidates stays. Does not belong here:
how a network is run (`runtime`, `pipelines.train`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from pipelines.annotate.attribution_model.candidates import Candidate, Conditions, Floats, candidates, conditions
from pipelines.annotate.attribution_model.crf import ConditionalRandomField, Label, Labels
from pipelines.annotate.attribution_model.encoding import EncodedWindow, Encoding
from pipelines.annotate.attribution_model.windows import Integers, Window, WordPieces, windows
from pipelines.annotate.records import Offsets

IN_CUE = 0.5  # probability from which a word counts as part of a cue when another cue is read
N_FEATURES = 6


class Network(Protocol):
    """The two passes of the attribution network."""

    def encode(self, window: Window) -> tuple[Floats, Floats, Floats]:
        """Of the window's words: states (W × width), cue tags (outside, begin, inside; W × 3), name tags; log-odds."""

    def condition(self, words: Floats, quote: Integers, given: Conditions) -> tuple[Floats, Floats]:
        """Label scores (K × W × 4) and validity (K, log-odds) of K candidates, from a segment's word states."""


@dataclass(frozen=True, slots=True)
class Decoding:
    """The numbers that turn the network's output into attributions.

    Attributes:
        crf: label transitions.
        candidate: probability from which a run of words is a candidate cue.
        weights: of `evidence` in the log-odds of a whole relation being right (Platt 1999), and `bias`.
        bias: see `weights`.
        confidence: the least confidence of an attribution that is kept.
    """

    crf: ConditionalRandomField
    candidate: float
    weights: NDArray[np.float64]
    bias: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Reading:
    """One candidate cue as the network reads it; words are counted in the window."""

    cue: Candidate
    first_word: int
    labels: Labels
    evidence: NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundAttribution:
    """Spans in the text, each in order, the calibrated probability that the relation is right, and its evidence."""

    source: tuple[Offsets, ...]
    cue: tuple[Offsets, ...]
    content: tuple[Offsets, ...]
    confidence: float
    evidence: NDArray[np.float64]


def encode(text: str, network: Network, word_pieces: WordPieces) -> Encoding:
    """A text as the encoder reads it."""
    return Encoding([EncodedWindow(window, *network.encode(window)) for window in windows(text, word_pieces)])


def find(encoding: Encoding, network: Network, decoding: Decoding) -> list[FoundAttribution]:
    """The attributions of a text, in order of their cues."""
    found: list[FoundAttribution] = []
    for window, readings in read(encoding, network, decoding):
        found += select(window, readings, decoding)
    return found


def read(encoding: Encoding, network: Network, decoding: Decoding) -> list[tuple[Window, list[Reading]]]:
    """Every candidate cue of every window of a text, with its best labelling."""
    drafts = [(encoded.window, _drafts(encoded, network, decoding)) for encoded in encoding.windows]
    decoded = iter(decoding.crf.decode([draft.emissions for _, here in drafts for draft in here]))
    return [(window, [_reading(draft, *next(decoded)) for draft in here]) for window, here in drafts]


@dataclass(frozen=True, slots=True)
class _Draft:
    """A candidate cue as the network scores it."""

    cue: Candidate
    first_word: int
    emissions: Floats
    validity: float
    likely: float


def _drafts(encoded: EncodedWindow, network: Network, decoding: Decoding) -> list[_Draft]:
    window, states = encoded.window, encoded.states
    probabilities = _softmax(encoded.cue_tags)
    in_cue = probabilities[:, 1] + probabilities[:, 2]
    cues = candidates(probabilities, window, decoding.candidate)
    drafts: list[_Draft] = []
    for segment, group in groupby(cues, key=lambda cue: cue.segment):
        start, end = window.segments[segment]
        here = list(group)
        given = conditions(window, segment, here, in_cue > IN_CUE)
        emissions, validity = network.condition(states[start:end], window.quote[start:end], given)
        likely = [float(in_cue[cue.start : cue.end].max()) for cue in here]
        drafts += [
            _Draft(cue, start, emissions[number], float(validity[number]), likely[number])
            for number, cue in enumerate(here)
        ]
    return drafts


def _reading(draft: _Draft, labels: Labels, log_probability: float) -> Reading:
    evidence = _evidence(draft.validity, log_probability, draft.likely, labels)
    return Reading(draft.cue, draft.first_word, labels, evidence)


def _evidence(validity: float, log_probability: float, likely: float, labels: Labels) -> NDArray[np.float64]:
    """What the confidence is read from: validity, labels and cue as log-odds or logarithms, a source or none.

    Validity and labels come as probabilities as well, since their logarithms alone exaggerate what is nearly sure.
    """
    cue = np.log(likely) - np.log1p(-min(likely, 1 - 1e-6))
    source = float((labels == Label.SOURCE).any())
    return np.array([validity, log_probability, cue, source, 1 / (1 + np.exp(-validity)), np.exp(log_probability)])


def confidences(readings: Sequence[Reading], decoding: Decoding) -> NDArray[np.float64]:
    """The calibrated probability of each reading."""
    evidence = np.array([reading.evidence for reading in readings]).reshape(-1, N_FEATURES)
    return np.asarray(1 / (1 + np.exp(-(evidence @ decoding.weights + decoding.bias))))


def select(window: Window, readings: Sequence[Reading], decoding: Decoding) -> list[FoundAttribution]:
    """The readings that stay: confident enough, with a content, and of those that share cue words the likeliest."""
    scores = confidences(readings, decoding)
    taken: dict[int, set[int]] = {}
    kept: list[FoundAttribution] = []
    for number in np.argsort(-scores, kind="stable"):
        reading, score = readings[number], float(scores[number])
        if score < decoding.confidence or not (reading.labels == Label.CONTENT).any():
            continue
        labels = reading.labels.copy()
        if not (labels == Label.CUE).any():
            labels[reading.cue.start - reading.first_word : reading.cue.end - reading.first_word] = Label.CUE
        cue_words = set(np.flatnonzero(labels == Label.CUE).tolist())
        if cue_words & taken.setdefault(reading.cue.segment, set()):
            continue
        taken[reading.cue.segment] |= cue_words
        source, cue, content = (
            tuple(_spans(window, reading.first_word, labels == label))
            for label in (Label.SOURCE, Label.CUE, Label.CONTENT)
        )
        kept.append(
            FoundAttribution(source=source, cue=cue, content=content, confidence=score, evidence=reading.evidence)
        )
    return sorted(kept, key=lambda found: (found.cue, found.content))


def _spans(window: Window, first_word: int, chosen: NDArray[np.bool_]) -> Iterator[Offsets]:
    """Offsets of runs of chosen words."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], chosen, [False]]).astype(np.int8)))
    for start, end in edges.reshape(-1, 2) + first_word:
        yield window.offsets[start][0], window.offsets[end - 1][1]


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))
