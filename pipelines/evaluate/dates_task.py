"""`onrecord evaluate --task dates`: time expressions on TimeBank and AQUAINT, and on our own labelled articles.

Belongs here: which corpora and parts, the lines of the prediction file. Does not belong here: measures, printing.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
from tqdm import tqdm

from pipelines.evaluate.article_scores import article_date_measurements
from pipelines.evaluate.date_confidence import JudgedText, calibration_measurements
from pipelines.evaluate.intervals import resampled_weights
from pipelines.evaluate.labelled_articles import load_labelled_articles
from pipelines.evaluate.measurements import ALL, resampled_measurements
from pipelines.evaluate.outcome import VALIDATION, Outcome
from pipelines.evaluate.overlaps import SPAN_FIGURES
from pipelines.evaluate.predict import DatedText, predict_dates
from pipelines.evaluate.timeml import FOLDER, Timex, read_documents, validation_documents
from pipelines.evaluate.timex_scores import FIGURES, timex_counts
from pipelines.knowledge.date_orders import day_first

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from pipelines.annotate.records import Date
    from pipelines.evaluate.labelled_articles import LabelledArticle
    from pipelines.evaluate.measurements import Measurement
    from pipelines.evaluate.timeml import TimexDocument


def measure_dates(gold: Path, split: str) -> Outcome:
    """Measure time expressions.

    Args:
        gold: folder of the gold corpora.
        split: "validation" or "all"; of our own articles the validation half is measured in either case.

    Raises: GoldError when the corpus is missing or cannot be read.
    """
    documents = timeml_documents(gold, split)
    found = predict_dates(DatedText(document.text, document.published_on) for document in documents.values())
    progress = tqdm(found, desc="TimeML", unit="document", total=len(documents), disable=None)
    dates = {doc_id: records for doc_id, (_, records) in zip(documents, progress, strict=True)}
    predicted = {doc_id: timexes(records) for doc_id, records in dates.items()}
    judged = [judged_document(document, dates[doc_id]) for doc_id, document in documents.items()]
    figures = [
        *timex_measurements(documents, predicted, f"timeml {split}"),
        *calibration_measurements(judged, resampled_weights(len(judged)), f"timeml {split}"),
        *_measure_articles(VALIDATION),
    ]
    return Outcome({"dates": figures}, {"dates.jsonl": timex_lines(predicted)})


def _measure_articles(half: str) -> Iterator[Measurement]:
    articles = load_labelled_articles(half)
    found = predict_dates(
        DatedText(article.text, article.published_on, day_first(article.country_iso3)) for article in articles
    )
    dates = [records for _, records in found]
    gold = f"labelled articles {half}"
    yield from article_date_measurements(articles, dates, gold)
    judged = [judged_article(article, records) for article, records in zip(articles, dates, strict=True)]
    yield from calibration_measurements(judged, resampled_weights(len(judged)), gold)


def judged_article(article: LabelledArticle, found: Sequence[Date]) -> JudgedText:
    """One of our own articles with what was found in it."""
    return JudgedText(article.text, [((one.start, one.end), one.value) for one in article.timexes], found)


def judged_document(document: TimexDocument, found: Sequence[Date]) -> JudgedText:
    """A document of TimeML with what was found in it."""
    return JudgedText(document.text, [((one.start, one.end), one.value) for one in document.timexes], found)


def timeml_documents(gold: Path, split: str) -> Mapping[str, TimexDocument]:
    """The documents of a part of TimeML."""
    documents = read_documents(gold / FOLDER)
    return (
        {doc_id: documents[doc_id] for doc_id in validation_documents(documents)} if split == VALIDATION else documents
    )


def timexes(dates: Sequence[Date]) -> list[Timex]:
    """Time expressions as the measures compare them."""
    return [Timex(one.char_start, one.char_end, str(one.timex_type), one.timex_value) for one in dates]


def timex_measurements(
    documents: Mapping[str, TimexDocument], predicted: Mapping[str, Sequence[Timex]], gold: str
) -> Iterator[Measurement]:
    """Precision, recall and F1 of `timex_scores.FIGURES`, with intervals over documents."""
    counts = np.stack([timex_counts(one.text, one.timexes, predicted[one.doc_id]) for one in documents.values()])
    weights = resampled_weights(len(documents))
    for row, figure in enumerate(FIGURES):
        field, part = ("span", figure) if figure in SPAN_FIGURES else (figure, ALL)
        yield from resampled_measurements(field, part, gold, counts[:, row], weights)


def timex_lines(predicted: Mapping[str, Sequence[Timex]]) -> Iterator[str]:
    """The expressions as JSON lines: doc_id, start, end, type, value."""
    for doc_id, found in predicted.items():
        for one in found:
            yield json.dumps(
                {"doc_id": doc_id, "start": one.start, "end": one.end, "type": one.timex_type, "value": one.value}
            )
