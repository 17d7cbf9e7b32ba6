"""The counts from which dates have their confidence: `timex_confidence.csv`.

Belongs here: the texts that are counted on, the file. Does not belong here: judging (`pipelines.evaluate`), what the
counts mean (`pipelines.annotate.timex_confidence`).
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from pipelines.evaluate.date_confidence import rule_counts
from pipelines.evaluate.dates_task import judged_article, judged_document
from pipelines.evaluate.labelled_articles import load_labelled_articles
from pipelines.evaluate.predict import DatedText, predict_dates
from pipelines.evaluate.timeml import FOLDER, read_documents, validation_documents
from pipelines.knowledge.date_orders import day_first

if TYPE_CHECKING:
    from pathlib import Path


def write_counts(gold: Path, file: Path) -> int:
    """Count on the tuning half of TimeML and the training half of our own articles.

    Args:
        gold: folder of the gold corpora.
        file: where the counts are written.

    Returns: the number of expressions counted.
    Raises: GoldError when TimeML is missing or cannot be read.
    """
    documents = read_documents(gold / FOLDER)
    held_out = {*validation_documents(documents)}
    tuning = [document for doc_id, document in documents.items() if doc_id not in held_out]
    articles = load_labelled_articles("train")
    texts = [DatedText(one.text, one.published_on) for one in tuning]
    texts += [DatedText(one.text, one.published_on, day_first(one.country_iso3)) for one in articles]
    found = [dates for _, dates in predict_dates(texts)]
    judged = [judged_document(one, dates) for one, dates in zip(tuning, found, strict=False)]
    judged += [judged_article(one, dates) for one, dates in zip(articles, found[len(tuning) :], strict=True)]
    rows = rule_counts(judged)
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(("rule", "n", "n_right"))
        writer.writerows(rows)
    return sum(n for _, n, _ in rows)
