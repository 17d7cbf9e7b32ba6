"""`onrecord evaluate --task positions`: attributions on PolNeAR, codes on our labelled sentences.

Belongs here: which corpora and parts. Does not belong here: measures, printing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tqdm import tqdm

from pipelines.evaluate.attributions import measure_attributions, predict_documents, prediction_lines
from pipelines.evaluate.coding import measure_coding
from pipelines.evaluate.outcome import ALL, VALIDATION, Outcome
from pipelines.evaluate.polnear import FOLDER, read_corpus, validation_documents

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pipelines.annotate.positions import PositionEngine
    from pipelines.evaluate.polnear import Document


def measure_positions(gold: Path, split: str, engine: PositionEngine) -> Outcome:
    """Measure positions.

    Args:
        gold: folder of the gold corpora.
        split: "validation" or "all".
        engine: what finds the positions.

    Raises: GoldError when the corpus is missing or cannot be read.
    """
    documents = polnear_documents(gold, split)
    found = predict_documents(documents, engine)
    predicted = dict(tqdm(found, desc="positions", unit="document", total=len(documents), disable=None))
    figures = [*measure_attributions(documents, predicted, f"polnear {split}"), *measure_coding(VALIDATION)]
    return Outcome({"positions": figures}, {"positions.jsonl": prediction_lines(predicted)})


def polnear_documents(gold: Path, split: str) -> Mapping[str, Document]:
    """The documents of a part of PolNeAR."""
    corpus = read_corpus(gold / FOLDER)
    return corpus if split == ALL else {doc_id: corpus[doc_id] for doc_id in validation_documents(corpus)}
