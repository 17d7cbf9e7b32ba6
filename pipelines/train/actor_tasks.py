"""Names and pronouns as training tasks: examples from the labelled passages and CrossNER, losses, figures.

Belongs here: what the two heads of actors learn from and how well they do. Does not belong here: the loop, the
features of pronouns (written by `pronoun_examples`, where the parser is).
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from pipelines.annotate.actor_model.name_tags import LABELS, N_TAGS, NameLabel, tagged_names
from pipelines.annotate.attribution_model.encoding import EncodedWindow, Encoding
from pipelines.annotate.attribution_model.windows import LONGEST_WINDOW, Integers, Window, WordPieces, windows
from pipelines.evaluate.crossner import TRAIN, read_sentences
from pipelines.evaluate.labelled_mentions import load_labelled_passages
from pipelines.train.network import Encoder, PronounHead

CORPUS_SHARE = 3  # times that a sentence of CrossNER's 200 is seen for each passage of ours
_BODY = frozenset({NameLabel.ORGANISATION, NameLabel.MEDIA})
# What each of our kinds, and each type of CrossNER, may be tagged as; the corpus puts several of our kinds into one.
_OURS = {
    **{label.value: frozenset({label}) for label in LABELS},
    "igo": frozenset({NameLabel.ORGANISATION}),
    "group": frozenset({NameLabel.ORGANISATION}),
    "state": frozenset({NameLabel.PLACE}),
}
_CROSSNER = {
    "person": frozenset({NameLabel.PERSON}),
    "politician": frozenset({NameLabel.PERSON}),
    "organisation": _BODY,
    "politicalparty": frozenset({NameLabel.PARTY}),
    "country": frozenset({NameLabel.PLACE}),
    "location": frozenset({NameLabel.PLACE}),
    "event": frozenset({NameLabel.EVENT}),
    "election": frozenset({NameLabel.EVENT}),
    "misc": frozenset({NameLabel.ADJECTIVE, NameLabel.WORK}),
}
Marked = tuple[int, int, frozenset[NameLabel]]


@dataclass(frozen=True)
class NameExample:
    """A window, and for each of its words the tags that are right (words × tags, 0 or 1)."""

    window: Window
    right: np.ndarray


@dataclass(frozen=True)
class PronounCase:
    """A pronoun in the windows of its passage; see `pronoun_examples.PronounExample`."""

    passage: str
    half: str
    windows: list[Window]
    pronoun: tuple[int, int]
    mentions: list[tuple[tuple[int, int], tuple[int, int]]]
    features: np.ndarray
    entities: list[int]
    right: list[int]
    meant: list[tuple[list[int], bool]]


def name_examples(gold: Path, half: str, word_pieces: WordPieces) -> list[NameExample]:
    """The windows of our passages of a half, and for training the sentences of CrossNER's training part."""
    texts: list[tuple[str, list[Marked]]] = [
        (passage.text, [(m.start, m.end, _OURS[m.kind]) for m in passage.mentions if m.kind in _OURS])
        for passage in load_labelled_passages(half)
    ]
    if half == "train":
        texts += [
            (sentence.text, [(start, end, _CROSSNER[kind]) for start, end, kind in sentence.spans])
            for sentence in read_sentences(gold / TRAIN)
        ] * CORPUS_SHARE
    return [
        NameExample(window, _right(window, marked))
        for text, marked in texts
        for window in windows(text, word_pieces, LONGEST_WINDOW)
    ]


def _right(window: Window, marked: Sequence[Marked]) -> np.ndarray:
    right = np.zeros((len(window.offsets), N_TAGS), np.float32)
    for start, end, labels in marked:
        inside = [index for index, (first, last) in enumerate(window.offsets) if first < end and last > start]
        for number, index in enumerate(inside):
            for label in labels:
                right[index, 1 + 2 * LABELS.index(label) + (number > 0)] = 1
    right[right.sum(axis=1) == 0, 0] = 1
    return right


def pronoun_cases(file: Path, word_pieces: WordPieces) -> list[PronounCase]:
    """The cases that `pronoun_examples` has written."""
    known: dict[str, Encoding] = {}
    cases = []
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["passage"] not in known:
            here = list(windows(row["text"], word_pieces, LONGEST_WINDOW))
            empty = np.zeros((0, 0), np.float32)
            known[row["passage"]] = Encoding([EncodedWindow(window, empty, empty, empty) for window in here])
        encoding = known[row["passage"]]
        cases.append(
            PronounCase(
                passage=row["passage"],
                half=row["half"],
                windows=[each.window for each in encoding.windows],
                pronoun=encoding.word_at(row["pronoun"]),
                mentions=[(encoding.word_at(first), encoding.word_at(last)) for first, last in row["mentions"]],
                features=np.array(row["features"], np.float32),
                entities=row["entities"],
                right=row["right"],
                meant=[(found, is_meant) for found, is_meant in row["meant"]],
            )
        )
    return cases


@dataclass(frozen=True)
class Stacked:
    """Windows padded to one length, as tensors (see `examples.Batch`)."""

    pieces: Tensor
    quote: Tensor
    shape: Tensor
    mask: Tensor
    first: Tensor


def stack(chosen: Sequence[Window]) -> Stacked:
    """Pad windows to one batch."""
    length, n_words = max(len(one.pieces) for one in chosen), max(len(one.first) for one in chosen)

    def padded(parts: Sequence[Integers], width: int) -> Tensor:
        whole = np.zeros((len(parts), width), np.int64)
        for row, part in enumerate(parts):
            whole[row, : len(part)] = part
        return torch.from_numpy(whole)

    return Stacked(
        padded([one.pieces for one in chosen], length),
        padded([one.piece_quote for one in chosen], length),
        padded([one.piece_shape for one in chosen], length),
        padded([np.ones(len(one.pieces), np.int64) for one in chosen], length).float(),
        padded([one.first for one in chosen], n_words),
    )


def word_states(encoder: Encoder, chosen: Sequence[Window]) -> Tensor:
    """States of the words of windows, B × W × width."""
    batch = stack(chosen)
    states = encoder(batch.pieces, batch.quote, batch.shape, batch.mask)
    return torch.gather(states, 1, batch.first[:, :, None].expand(-1, -1, states.shape[2]))


def name_loss(encoder: Encoder, chosen: Sequence[NameExample]) -> Tensor:
    """Mean over words of minus the log-probability of all tags that are right."""
    tags = encoder.names(word_states(encoder, [one.window for one in chosen])).log_softmax(-1)
    lost = [
        -torch.logsumexp(tags[row, : len(one.right)] + (torch.from_numpy(one.right) + 1e-9).log(), -1)
        for row, one in enumerate(chosen)
    ]
    return torch.cat(lost).mean()


def pronoun_loss(encoder: Encoder, head: PronounHead, chosen: Sequence[PronounCase]) -> Tensor:
    """Mean over pronouns of minus the log-probability of what is right."""
    return torch.stack(
        [
            -torch.logsumexp(log_probabilities[[number + 1 for number in case.right]], 0)
            for case, log_probabilities in zip(chosen, _answers(encoder, head, chosen), strict=True)
        ]
    ).mean()


def _answers(encoder: Encoder, head: PronounHead, chosen: Sequence[PronounCase]) -> Iterator[Tensor]:
    """Log-probabilities of none and of each entity, for each case; a passage is encoded once."""
    starts: dict[str, int] = {}
    flat: list[Window] = []
    for case in chosen:
        if case.passage not in starts:
            starts[case.passage] = len(flat)
            flat += case.windows
    states = word_states(encoder, flat)
    for case in chosen:
        here = states[starts[case.passage] :]
        firsts = torch.tensor([first for first, _ in case.mentions])
        lasts = torch.tensor([last for _, last in case.mentions])
        mentions = torch.cat([here[firsts[:, 0], firsts[:, 1]], here[lasts[:, 0], lasts[:, 1]]], 1)
        scores, none = head(here[case.pronoun], mentions, torch.from_numpy(case.features))
        entities = torch.tensor(case.entities)
        grouped = [torch.logsumexp(scores[entities == number], 0) for number in range(max(case.entities) + 1)]
        yield torch.stack([none, *grouped]).log_softmax(0)


def name_batches(examples: Sequence[NameExample], size: int, generator: random.Random) -> Iterator[list[NameExample]]:
    """Shuffled batches of `size` windows of like length."""
    order = list(examples)
    generator.shuffle(order)
    groups = []
    for start in range(0, len(order), 20 * size):
        part = sorted(order[start : start + 20 * size], key=lambda one: len(one.window.pieces))
        groups += [part[first : first + size] for first in range(0, len(part), size)]
    generator.shuffle(groups)
    yield from groups


def pronoun_batches(cases: Sequence[PronounCase], size: int, generator: random.Random) -> Iterator[list[PronounCase]]:
    """Shuffled batches of all the cases of `size` passages."""
    passages: dict[str, list[PronounCase]] = {}
    for case in cases:
        passages.setdefault(case.passage, []).append(case)
    order = list(passages.values())
    generator.shuffle(order)
    for start in range(0, len(order), size):
        yield [case for passage in order[start : start + size] for case in passage]


@torch.no_grad()
def name_figures(encoder: Encoder, examples: Sequence[NameExample]) -> dict[str, float]:
    """F1 in percent of whole names of persons, bodies (three labels) and places."""
    encoder.eval()
    merged = {NameLabel.PERSON: "person", NameLabel.PLACE: "place"}
    merged |= dict.fromkeys((NameLabel.ORGANISATION, NameLabel.PARTY, NameLabel.MEDIA), "body")
    hits = n_found = n_gold = 0
    for one in examples:
        tags = encoder.names(word_states(encoder, [one.window]))[0].numpy()
        empty = np.zeros((0, 0), np.float32)
        found = {
            (name.start, name.end, merged[name.label])
            for name in tagged_names(Encoding([EncodedWindow(one.window, empty, empty, tags)]))
            if name.label in merged
        }
        sure = np.where(one.right > 0, 0.0, -20.0).astype(np.float32)
        gold = {
            (name.start, name.end, merged[name.label])
            for name in tagged_names(Encoding([EncodedWindow(one.window, empty, empty, sure)]))
            if name.label in merged
        }
        hits, n_found, n_gold = hits + len(found & gold), n_found + len(found), n_gold + len(gold)
    return {"names": round(200 * hits / max(n_found + n_gold, 1), 1)}


@torch.no_grad()
def pronoun_figures(encoder: Encoder, head: PronounHead, cases: Sequence[PronounCase]) -> dict[str, float]:
    """GAP's F1, our passages' share right, and for each at a few thresholds how many answers are right, in percent."""
    encoder.eval()
    head.eval()
    answers = [(case, next(_answers(encoder, head, [case])).exp().numpy()) for case in cases]
    figures: dict[str, float] = {}
    for threshold in (0.0, 0.5, 0.6, 0.7, 0.8):
        hits = wrong = missed = answered = right = asked = ours = ours_right = 0
        for case, probabilities in answers:
            best = int(probabilities[1:].argmax())
            given = probabilities[best + 1] >= max(threshold, probabilities[0] if threshold == 0 else 0)
            if case.meant:
                told = [(given and best in found, is_meant) for found, is_meant in case.meant]
                hits += sum(said and true for said, true in told)
                wrong += sum(said and not true for said, true in told)
                missed += sum(true and not said for said, true in told)
                answered += any(said for said, _ in told)
                right += any(said for said, _ in told) and all(true for said, true in told if said)
            else:
                asked += 1
                ours += given
                ours_right += given and best in case.right
        figures |= {
            f"gap F1 {threshold}": round(200 * hits / max(2 * hits + wrong + missed, 1), 1),
            f"gap right {threshold}": round(100 * right / max(answered, 1), 1),
            f"ours answered {threshold}": round(100 * ours / max(asked, 1), 1),
            f"ours right {threshold}": round(100 * ours_right / max(ours, 1), 1),
        }
    return figures


def as_layers(head: PronounHead) -> Mapping[str, np.ndarray]:
    """The head's weights as the ranker in use reads them."""
    return {
        f"{name}_{part}": values.detach().numpy()
        for name, layer in head.named_children()
        if isinstance(layer, torch.nn.Linear)
        for part, values in (("weights", layer.weight), ("bias", layer.bias))
    }
