"""Whom he and she mean: a ranker over the mentions of persons near a pronoun, which may abstain.

Belongs here: the ranker's arithmetic and reading a text from left to right with it. Does not belong here: features,
training (`pipelines.train`), the rule that does without a model (`pronouns`).

Each candidate mention gets a score from the encoder's states of pronoun and mention and from the features; the scores
of one entity's mentions are added up as probabilities, beside that of "none of these" (the mention-ranking model of
Denis and Baldridge 2008, over entities). A pronoun that is resolved is a candidate for the next.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

from pipelines.annotate.actor_model.pronoun_features import Context, features, near_candidates
from pipelines.annotate.actor_model.pronoun_layers import LAYERS
from pipelines.annotate.attribution_model.candidates import Floats
from pipelines.annotate.attribution_model.encoding import Encoding
from pipelines.annotate.attribution_model.runtime import PRONOUNS, WEIGHTS, check_files
from pipelines.annotate.pronouns import MALE_WORDS, PRONOUN_WORDS, Candidate, Gender


@dataclass(frozen=True)
class PronounRanker:
    """The ranker's weights (outputs × inputs) and biases by layer, and the least probability that is an answer."""

    layers: dict[str, tuple[Floats, Floats]]
    threshold: float

    def offer(self, mention: Floats) -> Floats:
        """A mention as `probabilities` wants it, from the states of its first and last word side by side."""
        return self._apply("mention", mention)

    def probabilities(
        self, pronoun: Floats, offered: Floats, given: Floats, entities: Sequence[str]
    ) -> tuple[dict[str, float], Floats]:
        """The probability of each entity (of N mentions), and each mention's share of it.

        Args:
            pronoun: state of the pronoun (width).
            offered: the mentions (N × `offer`).
            given: features (N × `N_FEATURES`).
            entities: the entity of each mention.
        """
        asked = self._apply("pronoun", pronoun)
        told_of = self._apply("features", given)
        joined = np.concatenate([offered, np.broadcast_to(asked, offered.shape), offered * asked, told_of], axis=1)
        scores = self._apply("score", _positive(self._apply("hidden", joined)))[:, 0]
        none = float(self._apply("none_score", _positive(self._apply("none_hidden", asked)))[0])
        highest = max(float(scores.max()), none)
        powers = np.exp(scores - highest)
        shares = powers / (powers.sum() + np.exp(none - highest))
        told: dict[str, float] = dict.fromkeys(entities, 0.0)
        for entity, share in zip(entities, shares.tolist(), strict=True):
            told[entity] += share
        return told, shares

    def _apply(self, layer: str, inputs: Floats) -> Floats:
        weights, bias = self.layers[layer]
        return np.asarray(inputs @ weights.T + bias)


def _positive(values: Floats) -> Floats:
    return np.maximum(values, 0)


def resolve_with_ranker(
    doc: Doc,
    candidates: Sequence[Candidate],
    sentence_numbers: Sequence[int],
    encoding: Encoding,
    ranker: PronounRanker,
) -> list[tuple[Token, Candidate | None, float]]:
    """Each form of he and she in the Doc, in order, with the mention that it goes back to and the probability.

    The mention is None where no entity is probable enough. A pronoun that is resolved tells its person's gender and is
    a candidate for the next one.
    """
    genders = {candidate.entity: candidate.gender for candidate in candidates}
    context = Context.of(doc, sentence_numbers)
    view = sorted(candidates, key=_head)
    offers: dict[tuple[int, int], Floats] = {}
    resolved: list[tuple[Token, Candidate | None, float]] = []
    for token in doc:
        if token.lower_ not in PRONOUN_WORDS:
            continue
        near = near_candidates(token, view, context)
        for one in near:
            if (one.first, one.last) not in offers:
                offers[one.first, one.last] = ranker.offer(mention_state(doc, one, encoding))
        best, probability = None, 0.0
        if near:
            given = features(token, near, [genders[one.entity] for one in near], context)
            offered = np.stack([offers[one.first, one.last] for one in near])
            best, probability = _best(near, state_at(encoding, token.idx), offered, given, ranker)
        resolved.append((token, best, probability))
        if best is not None:
            genders[best.entity] = Gender.MALE if token.lower_ in MALE_WORDS else Gender.FEMALE
            pronoun = replace(best, first=token.i, head=token.i, last=token.i, is_pronoun=True, is_nominal=False)
            insort(view, pronoun, key=_head)
    return resolved


def _head(one: Candidate) -> int:
    return one.head


def _best(
    near: Sequence[Candidate], asked: Floats, offered: Floats, given: list[list[float]], ranker: PronounRanker
) -> tuple[Candidate | None, float]:
    """The best mention of the likeliest entity, None where that is not likely enough, and the probability."""
    probabilities, shares = ranker.probabilities(
        asked, offered, np.array(given, np.float32), [one.entity for one in near]
    )
    entity = max(probabilities, key=lambda one: probabilities[one])
    if probabilities[entity] < ranker.threshold:
        return None, probabilities[entity]
    number = max((n for n, one in enumerate(near) if one.entity == entity), key=lambda n: shares[n])
    return near[number], probabilities[entity]


def mention_state(doc: Doc, one: Candidate, encoding: Encoding) -> Floats:
    """States of a mention's first and last word, side by side."""
    return np.concatenate([state_at(encoding, doc[one.first].idx), state_at(encoding, doc[one.last].idx)])


def state_at(encoding: Encoding, offset: int) -> Floats:
    """The state of the word at an offset."""
    window, word = encoding.word_at(offset)
    return np.asarray(encoding.windows[window].states[word])


@cache
def load_pronoun_ranker(folder: Path = WEIGHTS) -> PronounRanker:
    """Load the ranker that ships with the encoder.

    Raises: AttributionModelError when a file is missing or is not the one that the manifest names.
    """
    check_files(folder)
    with np.load(folder / PRONOUNS, allow_pickle=False) as numbers:
        layers: dict[str, tuple[NDArray[np.float32], NDArray[np.float32]]] = {
            layer: (numbers[f"{layer}_weights"], numbers[f"{layer}_bias"]) for layer in LAYERS
        }
        return PronounRanker(layers, float(numbers["threshold"]))
