"""One training step: the loss of a batch, and the network in training as the extractor reads it.

Belongs here: which candidates a step learns from, and how its losses are weighed. Does not belong here: the loop,
the optimiser.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from pipelines.annotate.attribution_model.candidates import Candidate, Conditions, Floats, candidates, conditions
from pipelines.annotate.attribution_model.crf import ConditionalRandomField, Label, Labels
from pipelines.annotate.attribution_model.extractor import IN_CUE
from pipelines.annotate.attribution_model.windows import Integers, Window
from pipelines.train.examples import Example, best_relation, gold_candidates, pad
from pipelines.train.network import ConditionalHead, Encoder

CANDIDATE = 0.25  # lower than in use, so that validity learns from near misses
MOST_CANDIDATES = 80  # of a batch
GROUP = 16  # candidates in one pass of the head
MOST_OWN = 20  # of a window, of the model's own finding
SPURIOUS = 0.15  # weight of the labels of a candidate that is no cue; its validity does the work
LABELS = 0.5  # weight of the labels' loss beside tags and validity

Drawn = tuple[int, Candidate, "Labels | None"]  # row of the batch, candidate, the labels that it should get


class Learner:
    """The two parts of the network and the loss of a batch.

    Attributes:
        encoder: see `network`.
        head: see `network`.
        hidden: share of words that are masked.
        mask_piece: what stands for a masked piece.
        generator: draws masks and candidates.
    """

    def __init__(
        self, encoder: Encoder, head: ConditionalHead, hidden: float, mask_piece: int, generator: random.Random
    ) -> None:
        self.encoder = encoder
        self.head = head
        self.hidden = hidden
        self.mask_piece = mask_piece
        self.generator = generator

    def loss(self, chosen: Sequence[Example]) -> Tensor:
        """The mean loss of a window: cue tags, labels, validity."""
        batch = pad(chosen, self.hidden, self.mask_piece, self.generator)
        weights = torch.tensor([example.weight for example in chosen])
        parts = (torch.from_numpy(part) for part in (batch.pieces, batch.quote, batch.shape, batch.mask))
        states = self.encoder(*parts)
        words = torch.gather(states, 1, torch.from_numpy(batch.first)[:, :, None].expand(-1, -1, states.shape[2]))
        tags = self.encoder.tags(words)
        per_word = functional.cross_entropy(
            tags.transpose(1, 2),
            torch.from_numpy(batch.tags),
            ignore_index=-100,
            reduction="none",
        )
        tag_loss = (per_word.sum(1) * weights).sum()
        label_loss, validity_loss = self._conditional_losses(chosen, words, tags.detach().softmax(-1).numpy(), weights)
        return (tag_loss + LABELS * label_loss + validity_loss) / len(chosen)

    def _conditional_losses(
        self, chosen: Sequence[Example], words: Tensor, probabilities: Floats, weights: Tensor
    ) -> tuple[Tensor, Tensor]:
        drawn = [
            (row, cue, labels)
            for row, example in enumerate(chosen)
            for cue, labels in _candidates(example, probabilities[row])
        ]
        if not drawn:
            return torch.zeros(()), torch.zeros(())
        if len(drawn) > MOST_CANDIDATES:
            drawn = [drawn[index] for index in sorted(self.generator.sample(range(len(drawn)), MOST_CANDIDATES))]
        drawn.sort(key=lambda item: _length(chosen, item))  # segments of like length share a pass: less padding
        parts = [
            self._group_losses(chosen, drawn[start : start + GROUP], words, probabilities, weights)
            for start in range(0, len(drawn), GROUP)
        ]
        return torch.stack([part[0] for part in parts]).sum(), torch.stack([part[1] for part in parts]).sum()

    def _group_losses(
        self, chosen: Sequence[Example], drawn: Sequence[Drawn], words: Tensor, probabilities: Floats, weights: Tensor
    ) -> tuple[Tensor, Tensor]:
        rows = [row for row, _, _ in drawn]
        valid = torch.tensor([float(labels is not None) for _, _, labels in drawn])
        given, quote, mask, labels, first = _padded(chosen, drawn, probabilities)
        emissions, validity = self.head(
            words[torch.tensor(rows)[:, None], torch.from_numpy(first)],
            *(torch.from_numpy(part) for part in (given.distance, given.sentence, given.other)),
            torch.from_numpy(quote),
            torch.from_numpy(given.cue),
            torch.from_numpy(mask),
        )
        lost = self.head.negative_log_likelihood(emissions, torch.from_numpy(labels), torch.from_numpy(mask))
        share = weights[rows]
        label_loss = (lost * (valid * (1 - SPURIOUS) + SPURIOUS) * share).sum()
        validity_loss = functional.binary_cross_entropy_with_logits(validity, valid, weight=share, reduction="sum")
        return label_loss, validity_loss


def _length(chosen: Sequence[Example], drawn: Drawn) -> int:
    start, end = chosen[drawn[0]].window.segments[drawn[1].segment]
    return end - start


def _candidates(example: Example, probabilities: Floats) -> list[tuple[Candidate, Labels | None]]:
    """The gold cues and the model's own finds, each with the labels that it should get, None where it is no cue."""
    gold = list(gold_candidates(example))
    seen = {(cue.start, cue.end) for cue, _ in gold}
    drawn: list[tuple[Candidate, Labels | None]] = list(gold)
    for cue in candidates(probabilities, example.window, CANDIDATE)[:MOST_OWN]:
        if (cue.start, cue.end) not in seen:
            relation = best_relation(example, cue)
            drawn.append((cue, relation.labels if relation else None))
    return drawn


def _padded(
    chosen: Sequence[Example], drawn: Sequence[Drawn], probabilities: Floats
) -> tuple[Conditions, Integers, Floats, Integers, Integers]:
    """Conditions, quotation states, mask, labels and word numbers of the segments, padded to the longest."""
    ranges = [chosen[row].window.segments[cue.segment] for row, cue, _ in drawn]
    shape = (len(drawn), max(end - start for start, end in ranges))
    distance, sentence, other, quote, labels, first = (np.zeros(shape, np.int64) for _ in range(6))
    cues, mask = (np.zeros(shape, np.float32) for _ in range(2))
    for number, ((row, cue, gold), (start, end)) in enumerate(zip(drawn, ranges, strict=True)):
        window = chosen[row].window
        in_cue = probabilities[row, :, 1:].sum(-1) > IN_CUE
        given = conditions(window, cue.segment, [cue], in_cue)
        here = (number, slice(0, end - start))
        distance[here], sentence[here], other[here] = given.distance[0], given.sentence[0], given.other[0]
        cues[here], mask[here] = given.cue[0], 1
        quote[here], first[here] = window.quote[start:end], np.arange(start, end)
        labels[here] = gold if gold is not None else Label.OUTSIDE
    return Conditions(distance, sentence, other, cues), quote, mask, labels, first


class TorchNetwork:
    """The network in training as the extractor reads it (see `extractor.Network`), one window at a time."""

    def __init__(self, encoder: Encoder, head: ConditionalHead) -> None:
        self.encoder = encoder
        self.head = head

    @torch.no_grad()
    def encode(self, window: Window) -> tuple[Floats, Floats, Floats]:
        """See `extractor.Network`."""
        parts = (torch.from_numpy(part)[None] for part in (window.pieces, window.piece_quote, window.piece_shape))
        words = self.encoder(*parts, None)[0][torch.from_numpy(window.first)]
        return words.numpy(), self.encoder.tags(words).numpy(), self.encoder.names(words).numpy()

    @torch.no_grad()
    def condition(self, words: Floats, quote: Integers, given: Conditions) -> tuple[Floats, Floats]:
        """See `extractor.Network`."""
        emissions, validity = self.head(
            torch.from_numpy(words)[None],
            *(torch.from_numpy(part) for part in (given.distance, given.sentence, given.other)),
            torch.from_numpy(quote)[None],
            torch.from_numpy(given.cue),
            None,
        )
        return emissions.numpy(), validity.numpy()

    def random_field(self) -> ConditionalRandomField:
        """The label transitions as the extractor reads them."""
        parts = (self.head.transitions, self.head.starts, self.head.ends)
        return ConditionalRandomField(*(part.detach().numpy() for part in parts))
