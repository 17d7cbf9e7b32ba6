"""Positions measured as codes: act, negation, modality, speech and target of spans that are given.

Belongs here: coding the labelled sentences and counting what is right. Does not belong here: finding the spans, which
`attributions` measures; the sentences themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipelines.annotate.actors import find_mentions
from pipelines.annotate.attribution import Attribution
from pipelines.annotate.model import ArticleText, parse
from pipelines.annotate.positions import code_positions
from pipelines.evaluate.intervals import resampled_weights
from pipelines.evaluate.labelled_sentences import load_labelled_sentences
from pipelines.evaluate.measurements import ALL, label_measurements, resampled_measurements
from pipelines.evaluate.spans import head_start
from schemas.codes import Act, Modality, Speech

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipelines.annotate.records import Mention, Offsets, Position
    from pipelines.evaluate.attribution_scores import Counts
    from pipelines.evaluate.labelled_sentences import LabelledSentence
    from pipelines.evaluate.measurements import Measurement


@dataclass(frozen=True, slots=True)
class CodedSentence:
    """A labelled sentence, the position that the annotators make of its spans, and the spans of its targets."""

    label: LabelledSentence
    position: Position
    targets: tuple[Offsets, ...]

    @property
    def n_right_targets(self) -> int:
        """How many targets hold the head of the labelled target's words: 1 at most."""
        head = head_start(self.label.text, (self.label.target,)) if self.label.target else None
        return int(head is not None and any(start <= head < end for start, end in self.targets))


def code_sentences(sentences: Sequence[LabelledSentence]) -> Iterator[CodedSentence]:
    """Code the spans that people marked, each position by itself."""
    for label, doc in zip(sentences, parse(ArticleText(label.text) for label in sentences), strict=True):
        mentions = find_mentions(doc)
        spans = Attribution(
            cue=label.cue, source=label.source, content=label.content, method="labelled", confidence=1.0
        )
        [position] = code_positions(doc, [spans], mentions, dates=())
        yield CodedSentence(label, position, _target_spans(position, mentions))


def _target_spans(position: Position, mentions: Sequence[Mention]) -> tuple[Offsets, ...]:
    return tuple((mentions[number].char_start, mentions[number].char_end) for number in position.targets)


def measure_coding(half: str) -> Iterator[Measurement]:
    """Every figure of the codes on one half of the labelled sentences."""
    coded = list(code_sentences(load_labelled_sentences(half)))
    gold = f"labelled sentences {half}"

    def pairs(field: str) -> list[tuple[str, str]]:
        labels = ((getattr(item.label, field), getattr(item.position, field)) for item in coded)
        return [(str(right).lower(), str(given).lower()) for right, given in labels]

    yield from label_measurements("act", pairs("act"), list(map(str, Act)), gold)
    yield from label_measurements("negated", pairs("negated"), ["true"], gold)
    yield from label_measurements("modality", pairs("modality"), list(map(str, Modality)), gold)
    yield from label_measurements("speech", pairs("speech"), list(map(str, Speech)), gold)
    yield from resampled_measurements("target", ALL, gold, target_counts(coded), resampled_weights(len(coded)))


def target_counts(coded: Sequence[CodedSentence]) -> Counts:
    """The targets of each sentence, which may be given several: axis 1 as in `attribution_scores.Counts`."""
    rows = [
        (item.n_right_targets, len(item.targets), item.n_right_targets, item.label.target is not None) for item in coded
    ]
    return np.array(rows, dtype=np.float64)
