"""`onrecord evaluate --task numbers`: quantities on NewsQuant, and on our own labelled articles.

Belongs here: which corpora and parts, which column a figure is about, the lines of the prediction file. Does not belong
here: measures, printing.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
from tqdm import tqdm

from pipelines.evaluate.article_scores import article_number_measurements
from pipelines.evaluate.benchmark_quantities import benchmark_quantities
from pipelines.evaluate.intervals import resampled_weights
from pipelines.evaluate.labelled_articles import load_labelled_articles
from pipelines.evaluate.measurements import ALL, resampled_measurements
from pipelines.evaluate.newsquant import FILE, read_sentences, validation_sentences
from pipelines.evaluate.outcome import VALIDATION, Outcome
from pipelines.evaluate.predict import DatedText, predict_numbers
from pipelines.evaluate.quantity_scores import HITS, quantity_counts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pipelines.evaluate.measurements import Measurement
    from pipelines.evaluate.newsquant import BenchmarkQuantity, QuantitySentence

_FIELDS = {
    "value": ("value", ALL),
    "unit": ("unit", ALL),
    "change": ("bound_trend", ALL),
    "concept_partial": ("concept", "partial"),
    "concept_complete": ("concept", "complete"),
}  # field and slice of each hit


def measure_numbers(gold: Path, split: str) -> Outcome:
    """Measure quantities.

    Args:
        gold: folder of the gold corpora.
        split: "validation" or "all"; of our own articles the validation half is measured in either case.

    Raises: GoldError when the corpus is missing or cannot be read.
    """
    sentences = newsquant_sentences(gold, split)
    found = predict_numbers(DatedText(sentence.text, None) for sentence in sentences)
    progress = tqdm(found, desc="NewsQuant", unit="sentence", total=len(sentences), disable=None)
    predicted = [benchmark_quantities(doc, numbers) for doc, numbers in progress]
    figures = [
        *quantity_measurements(sentences, predicted, f"newsquant {split}"),
        *_measure_articles(VALIDATION),
    ]
    return Outcome({"numbers": figures}, {"numbers.jsonl": quantity_lines(sentences, predicted)})


def _measure_articles(half: str) -> Iterator[Measurement]:
    articles = load_labelled_articles(half)
    found = predict_numbers(DatedText(article.text, article.published_on) for article in articles)
    yield from article_number_measurements(articles, (numbers for _, numbers in found), f"labelled articles {half}")


def newsquant_sentences(gold: Path, split: str) -> list[QuantitySentence]:
    """The sentences of a part of NewsQuant."""
    sentences = read_sentences(gold / FILE)
    return validation_sentences(sentences) if split == VALIDATION else sentences


def quantity_measurements(
    sentences: Sequence[QuantitySentence], predicted: Sequence[Sequence[BenchmarkQuantity]], gold: str
) -> Iterator[Measurement]:
    """Precision, recall and F1 of `quantity_scores.HITS`, with intervals over sentences."""
    pairs = zip(sentences, predicted, strict=True)
    counts = np.stack([quantity_counts(sentence.quantities, given) for sentence, given in pairs])
    weights = resampled_weights(len(sentences))
    for row, hit in enumerate(HITS):
        field, part = _FIELDS[hit]
        yield from resampled_measurements(field, part, gold, counts[:, row], weights)


def quantity_lines(
    sentences: Sequence[QuantitySentence], predicted: Sequence[Sequence[BenchmarkQuantity]]
) -> Iterator[str]:
    """A JSON line for each sentence: text, and quantities with value, unit, change, concepts."""
    for sentence, found in zip(sentences, predicted, strict=True):
        quantities = [
            {"value": one.value, "unit": one.unit, "change": one.change, "concepts": one.concepts} for one in found
        ]
        yield json.dumps({"text": sentence.text, "quantities": quantities}, ensure_ascii=False)
