"""The ranker's arithmetic and its reading order, with weights of our own making."""

from __future__ import annotations

import numpy as np
import pytest
from spacy.tokens import Doc

from pipelines.annotate.actor_model.pronoun_features import (
    MOST_CANDIDATES,
    SENTENCES_BACK,
    Context,
    features,
    near_candidates,
)
from pipelines.annotate.actor_model.pronoun_layers import N_FEATURES
from pipelines.annotate.actor_model.pronoun_ranker import PronounRanker, resolve_with_ranker
from pipelines.annotate.attribution_model.encoding import EncodedWindow, Encoding
from pipelines.annotate.attribution_model.runtime import VOCABULARY, WEIGHTS
from pipelines.annotate.attribution_model.windows import WordPieces, load_tokenizer, windows
from pipelines.annotate.model import parse_text, sentence_numbers, text_of
from pipelines.annotate.pronouns import Candidate, Gender, PersonMention, person_candidates

WIDTH, HIDDEN = 4, 3
PIECES = WordPieces(load_tokenizer(WEIGHTS / VOCABULARY))


def zeros(outputs: int, inputs: int) -> tuple[np.ndarray, np.ndarray]:
    return np.zeros((outputs, inputs), np.float32), np.zeros(outputs, np.float32)


def ranker(feature: int, weight: float, threshold: float = 0.5, none: float = 0.0) -> PronounRanker:
    """A ranker that scores a mention by one feature alone, `weight` times."""
    layers = {
        "pronoun": zeros(HIDDEN, WIDTH),
        "mention": zeros(HIDDEN, 2 * WIDTH),
        "features": zeros(HIDDEN, N_FEATURES),
        "hidden": zeros(HIDDEN, 4 * HIDDEN),
        "score": zeros(1, HIDDEN),
        "none_hidden": zeros(HIDDEN, HIDDEN),
        "none_score": zeros(1, HIDDEN),
    }
    layers["features"][0][0, feature] = 1
    layers["hidden"][0][0, 3 * HIDDEN] = 1
    layers["score"][0][0, 0] = weight
    layers["none_score"][1][0] = none
    return PronounRanker(layers, threshold)


def encoding(doc: Doc) -> Encoding:
    empty = np.zeros((0, 0), np.float32)
    return Encoding(
        [
            EncodedWindow(window, np.zeros((len(window.offsets), WIDTH), np.float32), empty, empty)
            for window in windows(text_of(doc), PIECES)
        ]
    )


def candidates(doc: Doc, *names: str) -> list[Candidate]:
    persons = [
        PersonMention(index, name, token.i, token.i + 1)
        for index, (name, token) in enumerate((n, t) for n in names for t in doc if t.text == n)
    ]
    return person_candidates(doc, persons)


def resolved(text: str, names: tuple[str, ...], by: PronounRanker) -> list[str | None]:
    doc = parse_text(text)
    answers = resolve_with_ranker(doc, candidates(doc, *names), sentence_numbers(doc), encoding(doc), by)
    return [one.entity if one is not None else None for _, one, _ in answers]


SUBJECT = 6  # place of "is a subject" among the features


def test_the_likeliest_entity_is_the_answer() -> None:
    assert resolved("Anna met Clara. She left.", ("Anna", "Clara"), ranker(SUBJECT, 9)) == ["Anna"]


def test_what_is_not_likely_enough_stays_open() -> None:
    assert resolved("Anna met Clara. She left.", ("Anna", "Clara"), ranker(SUBJECT, 0)) == [None]
    assert resolved("Anna met Clara. She left.", ("Anna", "Clara"), ranker(SUBJECT, 9, none=20)) == [None]


def test_without_candidates_a_pronoun_stays_open() -> None:
    assert resolved("She left.", (), ranker(SUBJECT, 9)) == [None]


def test_a_resolved_pronoun_is_a_candidate_for_the_next() -> None:
    is_pronoun = N_FEATURES - 2
    text = "Anna met Clara. She left. She sang."
    by = ranker(SUBJECT, 9)
    by.layers["features"][0][0, is_pronoun] = 5
    assert resolved(text, ("Anna", "Clara"), by) == ["Anna", "Anna"]


def test_shares_of_an_entitys_mentions_add_up() -> None:
    given = np.zeros((3, N_FEATURES), np.float32)
    told, shares = ranker(SUBJECT, 1).probabilities(
        np.zeros(WIDTH, np.float32), np.zeros((3, HIDDEN), np.float32), given, ["a", "b", "a"]
    )
    assert told == pytest.approx({"a": 0.5, "b": 0.25})
    assert shares.tolist() == pytest.approx([0.25] * 3)


def test_candidates_are_the_nearest_in_few_sentences() -> None:
    text = "Anna came. " + "It rained. " * SENTENCES_BACK + "Clara saw her."
    doc = parse_text(text)
    context = Context.of(doc, sentence_numbers(doc))
    pronoun = next(token for token in doc if token.text == "her")
    assert [one.entity for one in near_candidates(pronoun, candidates(doc, "Anna", "Clara"), context)] == ["Clara"]
    many = parse_text("Anna and " * (2 * MOST_CANDIDATES) + "Clara saw her.")
    context = Context.of(many, sentence_numbers(many))
    near = near_candidates(many[-2], candidates(many, "Anna", "Clara"), context)
    assert len(near) == MOST_CANDIDATES
    assert near[-1].entity == "Clara"


def test_features_are_small_numbers_of_a_fixed_count() -> None:
    doc = parse_text("Mr. Lund told Anna that “he had seen her sister”. After that, she wrote to Lund herself.")
    context = Context.of(doc, sentence_numbers(doc))
    found = candidates(doc, "Lund", "Anna")
    for token in doc:
        if token.lower_ in {"he", "her", "she", "herself"}:
            near = near_candidates(token, found, context)
            rows = features(token, near, [one.gender for one in near], context)
            assert len(rows) == len(near)
            assert all(len(row) == N_FEATURES and all(-1 <= value <= 2 for value in row) for row in rows)


def test_titles_tell_the_gender_of_all_mentions() -> None:
    doc = parse_text("Mr. Lund came. Lund left.")
    assert [one.gender for one in candidates(doc, "Lund")] == [Gender.MALE, Gender.MALE]
