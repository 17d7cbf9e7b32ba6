"""How far predicted attributions agree with gold ones: spans per role, and whole relations.

Belongs here: counting. Does not belong here: corpora, engines, intervals. Runs on Python 3.11 with numpy and scipy,
because training calls it after every epoch.

The measures (micro-averaged over documents):

- `exact`: both ends of a span are equal, fragment by fragment. A span that several attributions share counts once.
- `edge`: as `exact`, after punctuation is trimmed off both ends.
- `overlap`: credit of a span is its Jaccard index over tokens with the span of the other side that fits best.
- `token`: tokens that carry the role's label.
- `relation`: maximum one-to-one matching of predicted and gold attributions. `cue`: cues share a token; `cue+src`:
  also the sources have the same head, or a Jaccard index of words of at least .5, or are both empty; `cue+content`:
  contents have a Jaccard index of at least .5; `partial`: all three; `exact`: all three roles equal as in `edge`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import maximum_bipartite_matching

from pipelines.evaluate.polnear import Document, GoldAttribution
from pipelines.evaluate.spans import PUNCTUATION_EDGE, Spans, Tokens, head_start, jaccard, normalised

ROLES = ("source", "cue", "content")
RELATION_CONDITIONS = ("partial", "exact", "cue+src", "cue+content", "cue")
FIGURES: tuple[tuple[str, str], ...] = (
    *((measure, role) for measure in ("exact", "edge", "overlap", "token") for role in ROLES),
    *(("relation", condition) for condition in RELATION_CONDITIONS),
)
_HALF = 0.5  # the Jaccard index from which sources and contents count as the same

Counts = NDArray[np.float64]  # per figure: right among predicted, predicted, right among gold, gold


class AttributionSpans(Protocol):
    """What is scored: three roles, each half-open offsets in any order, possibly none."""

    @property
    def source(self) -> Sequence[tuple[int, int]]:
        """Who says it."""

    @property
    def cue(self) -> Sequence[tuple[int, int]]:
        """The words that say that it is said."""

    @property
    def content(self) -> Sequence[tuple[int, int]]:
        """What is said."""


Keep = Callable[[str, GoldAttribution], bool]  # of a document's id and a normalised attribution


@dataclass(frozen=True)
class Figure:
    """Precision, recall and their harmonic mean, with the numbers of items that they rest on."""

    precision: float
    recall: float
    f1: float
    n_predicted: int
    n_gold: int


@dataclass(frozen=True)
class Scores:
    """Counts per document, in order of id: axis 0 documents, axis 1 `FIGURES`, axis 2 as in `Counts`."""

    counts: Counts

    def figure(self, measure: str, part: str) -> Figure:
        """One figure over all documents; `(measure, part)` as in `FIGURES`. What rests on no item is 0."""
        totals = self.counts[:, FIGURES.index((measure, part))].sum(axis=0)
        precision, recall, f1 = (float(value) for value in precision_recall_f1(totals))
        return Figure(precision, recall, f1, int(totals[1]), int(totals[3]))

    def f1(self, measure: str, part: str) -> float:
        """The F1 of one figure."""
        return self.figure(measure, part).f1


def precision_recall_f1(counts: Counts) -> Counts:
    """Precision, recall and F1 along the last axis, which is as in `Counts`; a share of nothing is 0."""
    right_predicted, predicted, right_gold, gold = np.moveaxis(counts, -1, 0)
    precision, recall = _share(right_predicted, predicted), _share(right_gold, gold)
    return np.stack([precision, recall, _share(2 * precision * recall, precision + recall)], axis=-1)


def _share(part: Counts, whole: Counts) -> Counts:
    return np.divide(part, whole, out=np.zeros(np.shape(whole)), where=np.asarray(whole) > 0)


def score(
    documents: Mapping[str, Document],
    predictions: Mapping[str, Sequence[AttributionSpans]],
    keep: Keep | None = None,
) -> Scores:
    """Compare predictions with the gold of documents.

    Args:
        documents: the documents to score, by id.
        predictions: attributions by document; a document without any counts as empty, others are not looked at.
        keep: scores a part of the attributions: precision is that of the predicted ones in it (against all gold
            ones), recall that of the gold ones in it. All by default.
    """
    if not documents:
        message = "no documents to score"
        raise ValueError(message)
    return Scores(
        np.stack([_score_document(documents[doc], predictions.get(doc, ()), keep) for doc in sorted(documents)])
    )


def _score_document(document: Document, predictions: Sequence[AttributionSpans], keep: Keep | None) -> Counts:
    text = _Text(document.text)
    predicted, gold = cleaned(document, predictions), document.gold
    if keep is None:
        return text.compare(predicted, gold)
    in_part = [
        [found for found in side if keep(document.doc_id, found)]  # precision of these, then recall of these
        for side in (predicted, gold)
    ]
    precision, recall = text.compare(in_part[0], gold), text.compare(predicted, in_part[1])
    return np.concatenate([precision[:, :2], recall[:, 2:]], axis=1)


def cleaned(document: Document, predictions: Sequence[AttributionSpans]) -> list[GoldAttribution]:
    """The predictions with normalised spans, without those that have no span at all."""
    found = [as_attribution(document.text, one.source, one.cue, one.content) for one in predictions]
    return [attribution for attribution in found if attribution.source or attribution.cue or attribution.content]


def as_attribution(
    text: str, source: Iterable[tuple[int, int]], cue: Iterable[tuple[int, int]], content: Iterable[tuple[int, int]]
) -> GoldAttribution:
    """An attribution in the form of the gold, with normalised spans."""
    return GoldAttribution(normalised(text, source), normalised(text, cue), normalised(text, content))


def partial_right(document: Document, predictions: Sequence[GoldAttribution]) -> NDArray[np.bool_]:
    """For each prediction whether it is right by `relation partial`, where earlier ones take precedence.

    Args:
        document: the document with its gold.
        predictions: normalised attributions, the surest first.

    Returns: whether the prediction makes the maximum matching larger than the ones before it do; so the first k are
        right exactly as often as `score` says of them alone, for every k.
    """
    pairs = _Text(document.text).related(predictions, document.gold)["partial"]
    sizes = [_matching_size(pairs[:k]) for k in range(len(predictions) + 1)]
    return np.diff(sizes).astype(np.bool_)


@dataclass(frozen=True)
class _View:
    """What relations are compared by."""

    cue: frozenset[int]
    source: frozenset[int]
    source_head: int | None
    content: frozenset[int]
    edges: tuple[Spans, ...]

    def satisfied(self, other: _View) -> Iterator[str]:
        """The conditions that two attributions satisfy together."""
        if self.edges == other.edges:
            yield "exact"
        if not self.cue & other.cue:
            return
        yield "cue"
        same_source = self._same_source(other)
        same_content = jaccard(self.content, other.content) >= _HALF
        if same_source:
            yield "cue+src"
        if same_content:
            yield "cue+content"
        if same_source and same_content:
            yield "partial"

    def _same_source(self, other: _View) -> bool:
        if not self.source or not other.source:
            return not self.source and not other.source
        return self.source_head == other.source_head or jaccard(self.source, other.source) >= _HALF


class _Text:
    """Compares attributions of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = Tokens(text)

    def compare(self, predicted: Sequence[GoldAttribution], gold: Sequence[GoldAttribution]) -> Counts:
        """The counts of every figure, in the order of `FIGURES`."""
        counts: dict[tuple[str, str], tuple[float, int, float, int]] = {}
        for role in ROLES:
            sides = [[getattr(attribution, role) for attribution in side] for side in (predicted, gold)]
            whole = [{span for spans in side for span in spans} for side in sides]
            trimmed = [
                {span for spans in side for span in normalised(self._text, spans, PUNCTUATION_EDGE)} for side in sides
            ]
            tokens = [[self._tokens.within((span,)) for span in sorted(side)] for side in whole]
            counts["exact", role] = _in_common(*whole)
            counts["edge", role] = _in_common(*trimmed)
            counts["overlap", role] = (*_best_overlaps(*tokens), *_best_overlaps(*reversed(tokens)))
            counts["token", role] = _in_common(*(set[int]().union(*side) for side in tokens))
        for condition, pairs in self.related(predicted, gold).items():
            right = _matching_size(pairs)
            counts["relation", condition] = (right, len(predicted), right, len(gold))
        return np.array([counts[figure] for figure in FIGURES], dtype=np.float64)

    def related(
        self, predicted: Sequence[GoldAttribution], gold: Sequence[GoldAttribution]
    ) -> dict[str, NDArray[np.bool_]]:
        """For each condition, which predicted (axis 0) and gold attributions (axis 1) satisfy it."""
        pairs = {name: np.zeros((len(predicted), len(gold)), dtype=np.bool_) for name in RELATION_CONDITIONS}
        gold_views = [self._view(attribution) for attribution in gold]
        for row, one in enumerate(map(self._view, predicted)):
            for column, other in enumerate(gold_views):
                for condition in one.satisfied(other):
                    pairs[condition][row, column] = True
        return pairs

    def _view(self, attribution: GoldAttribution) -> _View:
        spans = (attribution.source, attribution.cue, attribution.content)
        return _View(
            cue=self._tokens.within(attribution.cue),
            source=self._tokens.words_within(attribution.source),
            source_head=head_start(self._text, attribution.source),
            content=self._tokens.words_within(attribution.content),
            edges=tuple(normalised(self._text, role, PUNCTUATION_EDGE) for role in spans),
        )


def _in_common(predicted: Set[object], gold: Set[object]) -> tuple[float, int, float, int]:
    right = len(predicted & gold)
    return right, len(predicted), right, len(gold)


def _best_overlaps(side: Sequence[frozenset[int]], other: Sequence[frozenset[int]]) -> tuple[float, int]:
    """The credits of one side's spans, summed, and how many spans there are."""
    return sum(max((jaccard(one, span) for span in other), default=0.0) for one in side), len(side)


def _matching_size(pairs: NDArray[np.bool_]) -> int:
    """Size of a maximum one-to-one matching of rows and columns (Hopcroft and Karp 1973)."""
    if not pairs.any():
        return 0
    return int((maximum_bipartite_matching(csr_matrix(pairs), perm_type="column") >= 0).sum())
