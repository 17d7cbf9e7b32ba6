"""Training examples: windows with the gold's labels on them, and batches as arrays.

Belongs here: gold spans → labels of words, masking of words, padding. Does not belong here: features (the runtime's
own), the network, the loop.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.annotate.attribution_model.candidates import Candidate
from pipelines.annotate.attribution_model.crf import Label, Labels
from pipelines.annotate.attribution_model.windows import LONGEST_TRAINED, Integers, Window, WordPieces, windows
from pipelines.annotate.attribution_model.words import Shape
from pipelines.evaluate.polnear import Document, GoldAttribution

BEGIN, INSIDE = 1, 2


@dataclass(frozen=True)
class Relation:
    """A gold attribution in a window: its segment, and a label for each word of the segment."""

    segment: int
    labels: Labels


@dataclass(frozen=True)
class Example:
    """A window with its gold relations, the cue tag of each word, and its weight in the loss.

    The weight is one over the number of annotators: their readings of one text share its weight.
    """

    window: Window
    relations: list[Relation]
    tags: Integers
    weight: float


def examples(documents: Mapping[str, Document], word_pieces: WordPieces) -> list[Example]:
    """Every window of every document, once for each annotator who read it."""
    return [
        _example(window, attributions, 1 / len(document.annotations))
        for document in documents.values()
        for window in windows(document.text, word_pieces, LONGEST_TRAINED)
        for _, attributions in sorted(document.annotations.items())
    ]


def _example(window: Window, attributions: Sequence[GoldAttribution], weight: float) -> Example:
    relations = [found for gold in attributions if (found := _relation(window, gold))]
    tags = np.zeros(len(window.offsets), np.int64)
    for relation in relations:
        start, _ = window.segments[relation.segment]
        for begin, end in runs(relation.labels == Label.CUE):
            tags[start + begin] = max(tags[start + begin], BEGIN)
            tags[start + begin + 1 : start + end] = INSIDE
    return Example(window, relations, tags, weight)


def _relation(window: Window, gold: GoldAttribution) -> Relation | None:
    """The gold attribution on the words of the segment that its cue starts in; None where that is elsewhere."""
    if not gold.cue:
        return None
    cue_start = gold.cue[0][0]
    for number, (start, end) in enumerate(window.segments):
        if window.offsets[start][0] <= cue_start < window.offsets[end - 1][1]:
            labels = np.zeros(end - start, np.int8)
            middles = np.array([sum(offsets) / 2 for offsets in window.offsets[start:end]])
            for label, spans in ((Label.CONTENT, gold.content), (Label.SOURCE, gold.source), (Label.CUE, gold.cue)):
                for span_start, span_end in spans:
                    labels[(middles > span_start) & (middles < span_end)] = label
            return Relation(number, labels) if (labels == Label.CUE).any() else None
    return None


def runs(chosen: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Half-open ranges of neighbouring chosen words."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], chosen, [False]]).astype(np.int8)))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]


def gold_candidates(example: Example) -> Iterator[tuple[Candidate, Labels]]:
    """The first run of each relation's cue with the labels it should get; of two with one run, the first."""
    seen: set[tuple[int, int]] = set()
    for relation in example.relations:
        start, _ = example.window.segments[relation.segment]
        begin, end = runs(relation.labels == Label.CUE)[0]
        if (start + begin, start + end) not in seen:
            seen.add((start + begin, start + end))
            yield Candidate(relation.segment, start + begin, start + end), relation.labels


def best_relation(example: Example, cue: Candidate) -> Relation | None:
    """The gold relation that shares most cue words with a candidate, None where none shares any."""
    start, _ = example.window.segments[cue.segment]
    shared = [
        (int((relation.labels[cue.start - start : cue.end - start] == Label.CUE).sum()), -number, relation)
        for number, relation in enumerate(example.relations)
        if relation.segment == cue.segment
    ]
    overlap, _, relation = max(shared, key=lambda item: item[:2], default=(0, 0, None))
    return relation if overlap else None


@dataclass(frozen=True)
class Batch:
    """Windows padded to one length: pieces B × T with a mask, first pieces of words B × W with a mask."""

    pieces: Integers
    quote: Integers
    shape: Integers
    mask: NDArray[np.float32]
    first: Integers
    tags: Integers


def batches(chosen: Sequence[Example], size: int, generator: random.Random) -> Iterator[list[Example]]:
    """Shuffled batches of at most `size` padded pieces; windows of like length share a batch."""
    order = list(range(len(chosen)))
    generator.shuffle(order)
    groups: list[list[int]] = []
    for start in range(0, len(order), 200):
        part = sorted(order[start : start + 200], key=lambda index: len(chosen[index].window.pieces))
        group: list[int] = []
        for index in part:
            if group and (len(group) + 1) * len(chosen[index].window.pieces) > size:
                groups.append(group)
                group = []
            group.append(index)
        groups.append(group)
    generator.shuffle(groups)
    for group in groups:
        yield [chosen[index] for index in group]


def pad(chosen: Sequence[Example], hidden: float, mask_piece: int, generator: random.Random) -> Batch:
    """A batch as arrays; tags are -100 where there is no word.

    Args:
        chosen: the examples.
        hidden: share of words whose pieces are masked, three times as many of capitalised ones: names of one year's
            news are not what attribution hangs on.
        mask_piece: what stands for a hidden piece.
        generator: draws the words.
    """
    length = max(len(example.window.pieces) for example in chosen)
    n_words = max(len(example.window.first) for example in chosen)
    shape = (len(chosen), length)
    pieces, quote, shapes = (np.zeros(shape, np.int64) for _ in range(3))
    mask = np.zeros(shape, np.float32)
    first = np.zeros((len(chosen), n_words), np.int64)
    tags = np.full((len(chosen), n_words), -100, np.int64)
    for row, example in enumerate(chosen):
        window = example.window
        pieces[row, : len(window.pieces)] = _masked(window, hidden, mask_piece, generator) if hidden else window.pieces
        quote[row, : len(window.pieces)] = window.piece_quote
        shapes[row, : len(window.pieces)] = window.piece_shape
        mask[row, : len(window.pieces)] = 1
        first[row, : len(window.first)] = window.first
        tags[row, : len(window.first)] = example.tags
    return Batch(pieces, quote, shapes, mask, first, tags)


def _masked(window: Window, hidden: float, mask_piece: int, generator: random.Random) -> Integers:
    pieces = window.pieces.copy()
    ends = [*window.first[1:].tolist(), len(pieces)]
    for start, end, shape in zip(window.first.tolist(), ends, window.shape.tolist(), strict=True):
        if generator.random() < hidden * (3 if shape == Shape.CAPITALISED else 1):
            pieces[start:end] = np.where(pieces[start:end] == pieces[-1], pieces[-1], mask_piece)  # a separator stays
    return pieces
