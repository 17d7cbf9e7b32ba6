"""What is told about a pronoun and a mention that it may go back to.

Belongs here: numbers read off the parse, the same in training and in use. Does not belong here: the encoder's states,
choosing (`pronoun_ranker`), which mentions are candidates.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pipelines.annotate.pronouns import MALE_WORDS, Candidate, Gender, quotation_numbers

SENTENCES_BACK = 6
SENTENCES_AHEAD = 1
MOST_CANDIDATES = 24  # the nearest
_FAR = 60  # words
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OBJECTS = frozenset({"dobj", "dative"})


@dataclass(frozen=True, slots=True)
class Context:
    """What is computed once for a Doc: each token's sentence number, quotation number and root."""

    sentences: Sequence[int]
    quotations: Sequence[int]
    roots: Sequence[int]

    @classmethod
    def of(cls, doc: Doc, sentences: Sequence[int]) -> Context:
        """The context of a Doc with its sentence numbers (see `model.sentence_numbers`)."""
        roots = [0] * len(doc)
        for sentence in doc.sents:
            roots[sentence.start : sentence.end] = [sentence.root.i] * len(sentence)
        return cls(sentences, quotation_numbers(doc), roots)


def near_candidates(pronoun: Token, candidates: Sequence[Candidate], context: Context) -> list[Candidate]:
    """Of candidates in order of the text those that a pronoun may mean by distance, at most `MOST_CANDIDATES`."""
    here = context.sentences[pronoun.i]
    place = bisect_left(candidates, pronoun.i, key=lambda one: one.head)
    around = candidates[max(place - MOST_CANDIDATES, 0) : place + MOST_CANDIDATES + 1]
    within = [
        one
        for one in around
        if -SENTENCES_AHEAD <= here - context.sentences[one.head] <= SENTENCES_BACK and one.head != pronoun.i
    ]
    nearest = sorted(within, key=lambda one: (abs(one.head - pronoun.i), one.head))[:MOST_CANDIDATES]
    return sorted(nearest, key=lambda one: one.head)


def features(
    pronoun: Token, near: Sequence[Candidate], genders: Sequence[Gender | None], context: Context
) -> list[list[float]]:
    """For each candidate its `N_FEATURES` numbers, all between -1 and 2.

    Args:
        pronoun: a form of he or she.
        near: the candidates, in order of the text.
        genders: of each candidate's entity, as far as known.
        context: of the Doc.
    """
    doc = pronoun.doc
    gender = Gender.MALE if pronoun.lower_ in MALE_WORDS else Gender.FEMALE
    above = _ancestors(pronoun)
    counts: dict[str, int] = {}
    for one in near:
        counts[one.entity] = counts.get(one.entity, 0) + 1
    starts = [one.first for one in near]
    rows = []
    for one, known in zip(near, genders, strict=True):
        head = doc[one.head]
        between = sum(min(one.last, pronoun.i) < start < max(one.first, pronoun.i) for start in starts)
        rows.append(
            [
                *_distance(pronoun, one, context),
                *_function(head, context),
                *_relation(pronoun, head, above),
                float(pronoun.dep_ in _SUBJECTS),
                float(pronoun.tag_ == "PRP$"),
                float(pronoun.lower_.endswith("self")),
                float(gender is Gender.MALE),
                float(known is gender),
                float(known is not None and known is not gender),
                float(context.quotations[pronoun.i] == context.quotations[one.head]),
                float(context.quotations[pronoun.i] > 0),
                min(between, 6) / 6,
                min(counts[one.entity], 5) / 5,
                float(one.is_pronoun),
                float(one.is_nominal),
            ]
        )
    return rows


def _distance(pronoun: Token, one: Candidate, context: Context) -> list[float]:
    words = abs(pronoun.i - one.head)
    sentences = context.sentences[pronoun.i] - context.sentences[one.head]
    return [
        float(one.head < pronoun.i),
        min(words, _FAR) / _FAR,
        math.log1p(words) / 4,
        float(sentences == 0),
        float(sentences == 1),
        max(-1.0, sentences / SENTENCES_BACK),
    ]


def _function(head: Token, context: Context) -> list[float]:
    return [
        float(head.dep_ in _SUBJECTS),
        float(head.dep_ in _OBJECTS),
        float(head.dep_ == "pobj"),
        float(head.dep_ == "poss"),
        float(head.dep_ == "appos"),
        float(head.dep_ == "conj"),
        float(head.dep_ in _SUBJECTS and head.head.i == context.roots[head.i]),
    ]


def _relation(pronoun: Token, head: Token, above: frozenset[int]) -> list[float]:
    """How the two hang together: arguments of one verb, one above the other, alike in function."""
    return [
        float(head.head.i == pronoun.head.i and head.dep_ != "poss" and pronoun.dep_ != "poss"),
        float(head.head.i in above),
        float(head.i in above),
        float(pronoun.head.i in _ancestors(head)),
        float(head.dep_ == pronoun.dep_),
    ]


def _ancestors(token: Token) -> frozenset[int]:
    return frozenset(ancestor.i for ancestor in token.ancestors)
