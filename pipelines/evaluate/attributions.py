"""Positions measured as attributions: predictions of an engine against a corpus that has source, cue and content.

Belongs here: predicting documents of the corpus, the slices that are reported, the lines of a prediction file. Does
not belong here: the measures themselves, reading the corpus.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

import numpy as np

from pipelines.annotate.attribution import cue_lemma
from pipelines.annotate.model import text_of
from pipelines.annotate.quotes import quote_regions, speech
from pipelines.evaluate.attribution_scores import FIGURES, as_attribution, partial_right, score
from pipelines.evaluate.confidence_scores import JudgedPredictions
from pipelines.evaluate.intervals import percentile_interval, resampled_weights
from pipelines.evaluate.measurements import ALL, Measurement, attribution_measurements
from pipelines.evaluate.predict import predict
from pipelines.knowledge.cues import Frame, Part, load_cues
from schemas.codes import Speech

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray
    from spacy.tokens import Doc

    from pipelines.annotate.positions import PositionEngine
    from pipelines.annotate.quotes import QuoteRegion
    from pipelines.annotate.records import Position
    from pipelines.evaluate.polnear import Document, GoldAttribution

SPEECH_VERBS = "speech verbs"
SLICES = (SPEECH_VERBS, *map(str, Speech))
_SLICE_FIGURES = (("relation", "partial"), ("relation", "exact"))
_RECALL, _PRECISION = 0.58, 0.9  # what the thresholds on confidence are asked for


@dataclass(frozen=True)
class PredictedDocument:
    """The positions of a document, their spans as scored (in the same order), and the slices of all attributions.

    `slices` has the gold attributions too.
    """

    positions: tuple[Position, ...]
    attributions: tuple[GoldAttribution, ...]
    slices: Mapping[GoldAttribution, frozenset[str]]


@cache
def speech_verbs() -> frozenset[str]:
    """The verbs of the cue lexicon that take a quotation: verbs of saying, and of stances that are said."""
    return frozenset(
        lemma
        for (lemma, part), cues in load_cues().items()
        if part is Part.VERB and any(Frame.QUOTE in cue.frames and not cue.particle for cue in cues)
    )


def predict_documents(
    documents: Mapping[str, Document], engine: PositionEngine
) -> Iterator[tuple[str, PredictedDocument]]:
    """Find the positions of documents, in their order."""
    predicted = predict(((document.text, document.published_on) for document in documents.values()), engine)
    for document, (doc, positions) in zip(documents.values(), predicted, strict=True):
        attributions = tuple(as_attribution(document.text, *_spans(position)) for position in positions)
        regions = quote_regions(document.text)
        slices = {found: _slices(doc, found, regions) for found in (*attributions, *document.gold)}
        yield document.doc_id, PredictedDocument(tuple(positions), attributions, slices)


def _spans(position: Position) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Source, cue and content of a position, each as a tuple of spans."""
    return (position.source,) if position.source else (), (position.cue,), position.content


def _slices(doc: Doc, attribution: GoldAttribution, regions: Sequence[QuoteRegion]) -> frozenset[str]:
    """The slices of an attribution: by the lemma of its cue (any piece of it), and by what of its content is quoted."""
    slices = set()
    if any(cue_lemma(doc, piece) in speech_verbs() for piece in attribution.cue):
        slices.add(SPEECH_VERBS)
    if attribution.content:
        slices.add(str(speech(text_of(doc), attribution.content, regions)))
    return frozenset(slices)


def measure_attributions(
    documents: Mapping[str, Document], predicted: Mapping[str, PredictedDocument], gold: str
) -> Iterator[Measurement]:
    """Every figure of predicted documents: spans, relations, slices, confidence, with intervals over documents.

    Args:
        documents: the documents with their gold.
        predicted: what `predict_documents` gives for them.
        gold: name of the corpus part.
    """
    attributions = {doc_id: document.attributions for doc_id, document in predicted.items()}
    weights = resampled_weights(len(documents))
    yield from attribution_measurements(score(documents, attributions), FIGURES, weights, ALL, gold)
    for part in SLICES:
        scores = score(documents, attributions, partial(_is_in, predicted, part))
        yield from attribution_measurements(scores, _SLICE_FIGURES, weights, part, gold)
    yield from _confidence_measurements(judge(documents, predicted), weights, gold)


def _is_in(predicted: Mapping[str, PredictedDocument], part: str, doc_id: str, attribution: GoldAttribution) -> bool:
    return part in predicted[doc_id].slices[attribution]


def judge(documents: Mapping[str, Document], predicted: Mapping[str, PredictedDocument]) -> JudgedPredictions:
    """Every prediction with its confidence and whether the whole relation is right (`relation partial`)."""
    confidence: list[float] = []
    right: list[NDArray[np.bool_]] = []
    for doc_id, document in documents.items():
        found = predicted[doc_id]
        surest = sorted(range(len(found.positions)), key=lambda row: -found.positions[row].confidence)
        confidence += [found.positions[row].confidence for row in surest]
        right.append(partial_right(document, [found.attributions[row] for row in surest]))
    return JudgedPredictions(
        confidence=np.array(confidence),
        right=np.concatenate(right),
        document=np.repeat(np.arange(len(right)), [len(flags) for flags in right]),
        n_gold=np.array([len(document.gold) for document in documents.values()]),
    )


def _confidence_measurements(
    judged: JudgedPredictions, weights: NDArray[np.float64], gold: str
) -> Iterator[Measurement]:
    """Figures of the confidence; nothing where nothing was predicted."""
    if not judged.confidence.size:
        return
    n_predicted, n_gold = len(judged.confidence), int(judged.n_gold.sum())
    figures: list[tuple[str, int, Callable[[NDArray[np.float64]], float]]] = [
        (f"precision_at_recall_{_RECALL}", n_gold, lambda weight: judged.precision_at_recall(_RECALL, weight)),
        (f"recall_at_precision_{_PRECISION}", n_gold, lambda weight: judged.recall_at_precision(_PRECISION, weight)),
        ("expected_calibration_error", n_predicted, judged.calibration_error),
        ("expected_calibration_error_equal_count", n_predicted, judged.calibration_error_equal_count),
    ]
    once = np.ones(len(judged.n_gold))
    for metric, n, figure in figures:
        interval = percentile_interval(np.array([figure(weight) for weight in weights]))
        yield Measurement(
            field="confidence", slice=ALL, metric=metric, gold=gold, n=n, value=figure(once), interval=interval
        )


def prediction_lines(predicted: Mapping[str, PredictedDocument]) -> Iterator[str]:
    """The predictions as JSON lines, one per position: spans as found, with act, speech and confidence."""
    for doc_id, document in predicted.items():
        for position in document.positions:
            roles = dict(zip(("source", "cue", "content"), _spans(position), strict=True))
            extra = {"act": position.act, "speech": position.speech, "confidence": position.confidence}
            yield json.dumps({"doc_id": doc_id} | roles | extra)
