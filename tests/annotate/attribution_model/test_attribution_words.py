"""Words, windows, candidates and labels of the attribution model, without a network."""

from __future__ import annotations

import itertools
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.annotate.attribution_model.candidates import Candidate, candidates, conditions
from pipelines.annotate.attribution_model.crf import ConditionalRandomField
from pipelines.annotate.attribution_model.runtime import VOCABULARY, WEIGHTS
from pipelines.annotate.attribution_model.windows import LONGEST_WINDOW, Window, WordPieces, load_tokenizer, windows
from pipelines.annotate.attribution_model.words import Quote, Shape, paragraph_words, shape

# What breaks splitters: marks of all kinds, breaks, scripts, combining signs, characters beyond the first plane.
ANY_SIGNS = st.text(st.characters(exclude_categories=["Cs"]), max_size=400)
ANY_TEXT = ANY_SIGNS | st.text("aB1.?!\n \t\"“”‘’'`—é漢𝔘", max_size=400)


@cache
def word_pieces() -> WordPieces:
    return WordPieces(load_tokenizer(WEIGHTS / VOCABULARY))


def cut(text: str) -> list[Window]:
    return list(windows(text, word_pieces()))


@given(ANY_TEXT)
def test_every_sign_that_is_no_space_is_in_exactly_one_word(text: str) -> None:
    offsets = [span for words in paragraph_words(text) for span in words.offsets]
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(offsets))
    covered = {index for start, end in offsets for index in range(start, end)}
    assert covered == {index for index, sign in enumerate(text) if not sign.isspace()}


@given(ANY_TEXT)
def test_windows_hold_every_word_once_and_fit(text: str) -> None:
    found = cut(text)
    words = [span for part in paragraph_words(text) for span in part.offsets]
    assert [span for window in found for span in window.offsets] == words
    for window in found:
        assert len(window.pieces) == len(window.piece_quote) == len(window.piece_shape) <= LONGEST_WINDOW
        assert [start for start, _ in window.segments[1:]] == [end for _, end in window.segments[:-1]]
        assert window.segments[-1][1] == len(window.offsets)


def test_paragraphs_share_a_window_as_long_as_they_fit() -> None:
    text = "\n".join(f"Paragraph {number} says little." for number in range(80))
    found = cut(text)
    assert sum(len(window.segments) for window in found) == 80
    assert len(found) == pytest.approx(80 * 6 / LONGEST_WINDOW, abs=1.5)


def test_a_long_paragraph_is_cut_at_the_end_of_a_sentence() -> None:
    sentence = "The harbour of the old town was closed to all ships for a week. "
    parts = cut(sentence * 60)
    assert len(parts) > 2
    text = sentence * 60
    for window in parts[:-1]:
        assert text[window.offsets[-1][0] : window.offsets[-1][1]] == "."


def test_a_sentence_longer_than_a_window_is_cut_between_words() -> None:
    found = cut("word " * 1000)
    assert sum(len(window.offsets) for window in found) == 1000
    assert all(len(window.pieces) <= LONGEST_WINDOW for window in found)


def test_a_text_without_words_has_no_window() -> None:
    assert cut("") == cut(" \n\n\t ") == []


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("2024", Shape.DIGITS), ("—", Shape.MARK), ("said", Shape.LOWER), ("Oslo", Shape.CAPITALISED),
        ("I", Shape.CAPITAL), ("NATO", Shape.UPPER), ("iPhone", Shape.MIXED),
    ],
)  # fmt: skip
def test_shapes(word: str, expected: Shape) -> None:
    assert shape(word) is expected


def test_quotation_states_follow_the_marks() -> None:
    (words,) = paragraph_words("He said “we wait” again.")
    assert words.text == ["He", "said", "“", "we", "wait", "”", "again", "."]
    assert words.quote == [
        Quote.OUTSIDE, Quote.OUTSIDE, Quote.OPENING, Quote.INSIDE, Quote.INSIDE, Quote.CLOSING, Quote.OUTSIDE,
        Quote.OUTSIDE,
    ]  # fmt: skip


def test_sentences_do_not_end_after_abbreviations_and_initials() -> None:
    (words,) = paragraph_words("Gen. J. Lund met Dr. Roy. He left.")
    assert dict(zip(words.text, words.sentence, strict=True))["left"] == 1
    assert dict(zip(words.text, words.sentence, strict=True))["Roy"] == 0


def test_candidates_are_runs_that_stay_in_their_segment() -> None:
    (window,) = cut("He said yes\nShe had denied it")
    likely, begin, inside = [0.9, 0.05, 0.05], [0.1, 0.8, 0.1], [0.1, 0.1, 0.8]
    table = np.array([likely, begin, inside, begin, inside, inside, likely], np.float32)
    assert window.segments == [(0, 3), (3, 7)]
    assert candidates(table, window, 0.5) == [Candidate(0, 1, 3), Candidate(1, 3, 6)]
    assert candidates(table, window, 0.95) == []


def test_conditions_tell_distance_sentence_and_other_cues() -> None:
    (window,) = cut("He said yes. She denied it.")
    in_cue = np.zeros(len(window.offsets), np.bool_)
    in_cue[[1, 5]] = True
    told = conditions(window, 0, [Candidate(0, 1, 2)], in_cue)
    assert told.distance[0].tolist() == [11, 12, 13, 14, 15, 16, 17, 18]
    assert told.sentence[0].tolist() == [2, 2, 2, 2, 3, 3, 3, 3]
    assert told.other[0].tolist() == [0, 2, 0, 0, 0, 1, 0, 0]
    assert told.cue[0].tolist() == [0, 1, 0, 0, 0, 0, 0, 0]


def test_distances_stay_within_the_table() -> None:
    (window,) = cut("far " * 150)
    told = conditions(window, 0, [Candidate(0, 0, 1), Candidate(0, 149, 150)], np.zeros(150, np.bool_))
    assert told.distance.min() == 0
    assert told.distance.max() == 24


def brute_force(crf: ConditionalRandomField, emissions: np.ndarray) -> tuple[list[int], float]:
    """The best labelling and its log probability, by trying all."""
    scores = {
        labels: crf.starts[labels[0]]
        + crf.ends[labels[-1]]
        + sum(emissions[word, label] for word, label in enumerate(labels))
        + sum(crf.transitions[a, b] for a, b in itertools.pairwise(labels))
        for labels in itertools.product(range(4), repeat=len(emissions))
    }
    best = max(scores, key=lambda labels: scores[labels])
    return list(best), float(scores[best] - np.log(np.sum(np.exp(list(scores.values())))))


@given(st.integers(0, 10_000), st.integers(1, 5))
def test_decoding_agrees_with_trying_all_labellings(seed: int, n_words: int) -> None:
    draw = np.random.default_rng(seed)
    crf = ConditionalRandomField(*(draw.normal(size=size).astype(np.float32) for size in ((4, 4), 4, 4)))
    emissions = draw.normal(size=(3, n_words, 4)).astype(np.float32)
    decoded = crf.decode(list(emissions))
    for scores, (labels, log) in zip(emissions, decoded, strict=True):
        expected, expected_log = brute_force(crf, scores)
        assert labels.tolist() == expected
        assert log == pytest.approx(expected_log, abs=1e-4)


def test_sequences_of_different_lengths_do_not_touch_each_other() -> None:
    draw = np.random.default_rng(3)
    crf = ConditionalRandomField(*(draw.normal(size=size).astype(np.float32) for size in ((4, 4), 4, 4)))
    sequences = [draw.normal(size=(int(length), 4)).astype(np.float32) for length in draw.integers(1, 90, size=200)]
    together = crf.decode(sequences)
    for sequence, (labels, log) in zip(sequences, together, strict=True):
        ((alone, log_alone),) = crf.decode([sequence])
        assert labels.tolist() == alone.tolist()
        assert log == log_alone
