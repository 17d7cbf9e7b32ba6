"""How readings become attributions, with a network of fixed answers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from pipelines.annotate.attribution_model.candidates import Conditions, Floats
from pipelines.annotate.attribution_model.crf import ConditionalRandomField, Label
from pipelines.annotate.attribution_model.extractor import Decoding, encode, find
from pipelines.annotate.attribution_model.runtime import VOCABULARY, WEIGHTS
from pipelines.annotate.attribution_model.windows import Integers, Window, WordPieces, load_tokenizer

PLAIN = ConditionalRandomField(np.zeros((4, 4), np.float32), np.zeros(4, np.float32), np.zeros(4, np.float32))
DECODING = Decoding(PLAIN, candidate=0.5, weights=np.array([1.0, 0.0, 0.0, 0.0, 0.0, 0.0]), bias=0.0, confidence=0.5)
STRONG = 9.0
Cues = dict[tuple[int, int], tuple[list[Label], float]]


class Fixed:
    """A network that finds given cues and gives each the labels and validity that it was told."""

    def __init__(self, cues: Cues) -> None:
        self.cues = cues

    def encode(self, window: Window) -> tuple[Floats, Floats, Floats]:
        tags = np.zeros((len(window.offsets), 3), np.float32)
        tags[:, 0] = STRONG
        for start, end in self.cues:
            tags[start:end, 0] = -STRONG
            tags[start, 1] = STRONG
            tags[start + 1 : end, 2] = STRONG
        return np.zeros((len(window.offsets), 4), np.float32), tags, np.zeros((len(window.offsets), 1), np.float32)

    def condition(self, words: Floats, quote: Integers, given: Conditions) -> tuple[Floats, Floats]:
        told = [self.cues[int(np.flatnonzero(cue)[0]), int(np.flatnonzero(cue)[-1]) + 1] for cue in given.cue]
        emissions = np.zeros((len(told), len(words), 4), np.float32)
        for number, (labels, _) in enumerate(told):
            emissions[number, np.arange(len(labels)), labels] = STRONG
        return emissions, np.array([validity for _, validity in told], np.float32)


def found(text: str, cues: Cues, decoding: Decoding = DECODING) -> list[tuple[list[str], ...]]:
    pieces, network = WordPieces(load_tokenizer(WEIGHTS / VOCABULARY)), Fixed(cues)
    return [
        tuple([text[start:end] for start, end in role] for role in (one.source, one.cue, one.content))
        for one in find(encode(text, network, pieces), network, decoding)
    ]


N, S, C, T = Label.OUTSIDE, Label.SOURCE, Label.CUE, Label.CONTENT
TEXT = "The bridge , Lund said , is safe"


def test_spans_are_runs_of_labels() -> None:
    assert found(TEXT, {(4, 5): ([T, T, N, S, C, N, T, T], 2.0)}) == [(["Lund"], ["said"], ["The bridge", "is safe"])]


def test_a_reading_without_content_or_confidence_is_none() -> None:
    assert found(TEXT, {(4, 5): ([N, N, N, S, C, N, N, N], 2.0)}) == []
    assert found(TEXT, {(4, 5): ([T, T, N, S, C, N, T, T], -2.0)}) == []


def test_a_reading_that_labels_no_cue_keeps_its_candidate() -> None:
    assert found(TEXT, {(4, 5): ([T, T, N, S, N, N, T, T], 2.0)}) == [(["Lund"], ["said"], ["The bridge", "is safe"])]


def test_of_readings_that_share_a_cue_word_the_surer_stays() -> None:
    cues = {(3, 4): ([T, T, N, C, C, N, N, N], 1.0), (4, 5): ([N, N, N, S, C, N, T, T], 2.0)}
    assert found(TEXT, cues) == [(["Lund"], ["said"], ["is safe"])]


def test_nested_attributions_share_words() -> None:
    text = "Lund said Oslo denied it"
    cues = {(1, 2): ([S, C, T, T, T], 2.0), (3, 4): ([N, N, S, C, T], 2.0)}
    assert found(text, cues) == [(["Lund"], ["said"], ["Oslo denied it"]), (["Oslo"], ["denied"], ["it"])]


def test_confidence_is_the_logistic_of_the_evidence() -> None:
    pieces = WordPieces(load_tokenizer(WEIGHTS / VOCABULARY))
    cues = {(4, 5): ([T, T, N, S, C, N, T, T], 2.0)}
    decoding = replace(DECODING, weights=np.array([0.5, 0.0, 0.0, 1.0, 0.0, 0.0]), bias=-1.0)
    network = Fixed(cues)
    (one,) = find(encode(TEXT, network, pieces), network, decoding)
    assert np.isclose(one.confidence, 1 / (1 + np.exp(-1.0)))  # .5 * 2 + 1 source - 1
