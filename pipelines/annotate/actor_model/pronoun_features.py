"""What is told about a pronoun and a mention that it may go back to.

Belongs here: numbers read off the parse, the same in training and in use. Does not belong here: the encoder's states,
choosing (`pronoun_ranker`), which mentions are candidates.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

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
    """What is computed once for a Doc: each token's sentence number, quotation number and root.

    `functions` and `above` keep what was computed of a head: its function in the sentence, the tokens that govern it.
    """

    sentences: Sequence[int]
    quotations: Sequence[int]
    roots: Sequence[int]
    functions: dict[int, list[float]] = field(default_factory=dict)
    above: dict[int, frozenset[int]] = field(default_factory=dict)

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
    doc, quotations = pronoun.doc, context.quotations
    gender = Gender.MALE if pronoun.lower_ in MALE_WORDS else Gender.FEMALE
    about = [
        float(pronoun.dep_ in _SUBJECTS),
        float(pronoun.tag_ == "PRP$"),
        float(pronoun.lower_.endswith("self")),
        float(gender is Gender.MALE),
    ]
    counts = Counter(one.entity for one in near)
    starts = sorted(one.first for one in near)
    quoted = float(quotations[pronoun.i] > 0)
    return [
        [
            *_distance(pronoun, one, context),
            *_function(doc[one.head], context),
            *_relation(pronoun, doc[one.head], context),
            *about,
            float(known is gender),
            float(known is not None and known is not gender),
            float(quotations[pronoun.i] == quotations[one.head]),
            quoted,
            min(_between(pronoun.i, one, starts), 6) / 6,
            min(counts[one.entity], 5) / 5,
            float(one.is_pronoun),
            float(one.is_nominal),
        ]
        for one, known in zip(near, genders, strict=True)
    ]


def _between(pronoun: int, one: Candidate, starts: Sequence[int]) -> int:
    """How many mentions start between a mention and the pronoun."""
    low, high = min(one.last, pronoun), max(one.first, pronoun)
    return max(0, bisect_left(starts, high) - bisect_right(starts, low))


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
    if head.i not in context.functions:
        function = head.dep_
        context.functions[head.i] = [
            float(function in _SUBJECTS),
            float(function in _OBJECTS),
            float(function == "pobj"),
            float(function == "poss"),
            float(function == "appos"),
            float(function == "conj"),
            float(function in _SUBJECTS and head.head.i == context.roots[head.i]),
        ]
    return context.functions[head.i]


def _relation(pronoun: Token, head: Token, context: Context) -> list[float]:
    """How the two hang together: arguments of one verb, one above the other, alike in function."""
    above, governor = _ancestors(pronoun, context), head.head.i
    return [
        float(governor == pronoun.head.i and head.dep_ != "poss" and pronoun.dep_ != "poss"),
        float(governor in above),
        float(head.i in above),
        float(pronoun.head.i in _ancestors(head, context)),
        float(head.dep == pronoun.dep),
    ]


def _ancestors(token: Token, context: Context) -> frozenset[int]:
    if token.i not in context.above:
        context.above[token.i] = frozenset(ancestor.i for ancestor in token.ancestors)
    return context.above[token.i]
