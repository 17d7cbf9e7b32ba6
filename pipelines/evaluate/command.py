"""`onrecord evaluate`: measure the annotators against gold.

Belongs here: the options, the corpus part that they mean, where figures and predictions go. Does not belong here:
measuring.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from tqdm import tqdm

from pipelines.options import POSITIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelines.evaluate.polnear import Document

TASK = "positions"
VALIDATION, ALL = "validation", "all"


@click.command()
@click.option(
    "--gold",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the gold corpora; positions are read from attribution/polnear.",
)
@click.option("--task", type=click.Choice([TASK]), default=TASK, show_default=True, help="What to measure.")
@click.option(
    "--split",
    type=click.Choice([VALIDATION, ALL]),
    default=VALIDATION,
    show_default=True,
    help="The fixed documents that training leaves out, or all: figures of the latter say nothing about new articles.",
)
@click.option(
    "--predictions",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to write positions.jsonl into, a line per position.",
)
@POSITIONS
@click.option("--json", "json_", is_flag=True, help="Print the figures as JSON, unrounded.")
@click.option("--write", is_flag=True, help="Keep the figures in the repository, for the next release to publish.")
def evaluate(
    *, gold: Path, task: str, split: str, predictions: Path | None, positions: str | None, json_: bool, write: bool
) -> None:
    """Measure precision, recall and F1 of the annotators against gold corpora."""
    from pipelines.engine import choose_positions, extractor_name  # noqa: PLC0415 - keeps `--help` fast
    from pipelines.evaluate.attributions import measure_attributions, predict_documents, prediction_lines  # noqa: PLC0415
    from pipelines.evaluate.coding import measure_coding  # noqa: PLC0415
    from pipelines.evaluate.quality import write_quality  # noqa: PLC0415
    from pipelines.evaluate.report import as_json, as_table  # noqa: PLC0415

    if write and split != VALIDATION:
        message = "only figures of the validation documents are published; leave --split out"
        raise click.UsageError(message)
    documents = _documents(gold, split)
    engine = choose_positions(positions)
    found = predict_documents(documents, engine)
    predicted = dict(tqdm(found, desc="predict", unit="document", total=len(documents), disable=None))
    measurements = [*measure_attributions(documents, predicted, f"polnear {split}"), *measure_coding(VALIDATION)]
    if predictions:
        predictions.mkdir(parents=True, exist_ok=True)
        lines = "".join(f"{line}\n" for line in prediction_lines(predicted))
        (predictions / "positions.jsonl").write_text(lines, encoding="utf-8")
    if write:
        write_quality(task, extractor_name(engine), measurements)
    for line in [as_json(extractor_name(engine), measurements)] if json_ else as_table(measurements):
        click.echo(line)


def _documents(gold: Path, split: str) -> Mapping[str, Document]:
    from pipelines.evaluate.polnear import FOLDER, read_corpus, validation_documents  # noqa: PLC0415

    corpus = read_corpus(gold / FOLDER)
    return corpus if split == ALL else {doc_id: corpus[doc_id] for doc_id in validation_documents(corpus)}
