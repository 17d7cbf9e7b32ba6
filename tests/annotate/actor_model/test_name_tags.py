"""Spans from tags, with tags of our own making."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from pipelines.annotate.actor_model.name_tags import LABELS, N_TAGS, NameLabel, tagged_names
from pipelines.annotate.attribution_model.encoding import EncodedWindow, Encoding
from pipelines.annotate.attribution_model.runtime import VOCABULARY, WEIGHTS
from pipelines.annotate.attribution_model.windows import WordPieces, load_tokenizer, windows

TEXT = "Ada Quist of the Lake Party met Bo.\nOslo waits."
PIECES = WordPieces(load_tokenizer(WEIGHTS / VOCABULARY))
EMPTY = np.zeros((0, 0), np.float32)


def encoding(text: str, tags: dict[int, tuple[NameLabel, str]]) -> Encoding:
    """The text with the given words tagged as beginning ("B") or inside ("I") a label."""
    (window,) = windows(text, PIECES)
    scores = np.zeros((len(window.offsets), N_TAGS), np.float32)
    scores[:, 0] = 5
    for word, (label, place) in tags.items():
        scores[word, 0] = 0
        scores[word, 1 + 2 * LABELS.index(label) + (place == "I")] = 9
    return Encoding([EncodedWindow(window, EMPTY, EMPTY, scores)])


def found(tags: dict[int, tuple[NameLabel, str]]) -> list[tuple[str, str]]:
    return [(TEXT[name.start : name.end], name.label.value) for name in tagged_names(encoding(TEXT, tags))]


PERSON, PARTY, PLACE = NameLabel.PERSON, NameLabel.PARTY, NameLabel.PLACE


def test_words_that_begin_and_continue_are_one_name() -> None:
    tags = {0: (PERSON, "B"), 1: (PERSON, "I"), 4: (PARTY, "B"), 5: (PARTY, "I"), 7: (PERSON, "B")}
    assert found(tags) == [("Ada Quist", "person"), ("Lake Party", "party"), ("Bo", "person")]


def test_a_name_that_begins_ends_the_one_before() -> None:
    assert found({0: (PERSON, "B"), 1: (PERSON, "B")}) == [("Ada", "person"), ("Quist", "person")]


def test_a_run_of_two_labels_is_one_name_of_the_likelier() -> None:
    tags = {0: (PLACE, "B"), 1: (PERSON, "I"), 2: (PERSON, "I")}
    assert found(tags) == [("Ada Quist of", "person")]


def test_a_run_that_only_continues_is_a_name() -> None:
    assert found({4: (PARTY, "I"), 5: (PARTY, "I")}) == [("Lake Party", "party")]


def test_no_name_crosses_a_paragraph() -> None:
    tags = {8: (PLACE, "B"), 9: (PLACE, "I")}
    assert found(tags) == [(".", "place"), ("Oslo", "place")]


def test_scores_are_mean_probabilities() -> None:
    (name,) = tagged_names(encoding(TEXT, {7: (PERSON, "B")}))
    assert name.score == pytest.approx((np.exp(9) + 1) / (np.exp(9) + N_TAGS - 1), abs=1e-6)  # begin and inside


@given(arrays.arrays(np.float32, (12, N_TAGS), elements=st.floats(-20, 20, width=32)))
def test_any_tags_give_names_in_order_without_overlaps(scores: np.ndarray) -> None:
    (window,) = windows(TEXT, PIECES)
    assert len(window.offsets) == len(scores)
    names = tagged_names(Encoding([EncodedWindow(window, EMPTY, EMPTY, scores)]))
    edges = [edge for name in names for edge in (name.start, name.end)]
    assert edges == sorted(edges)
    assert all(name.start < name.end and 0 < name.score <= 1.000001 for name in names)
