"""`onrecord evaluate`: measure the annotators against gold.

Belongs here: the options, where figures and predictions go. Does not belong here: measuring, which a module per task
does.
"""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelines.evaluate.outcome import ALL, VALIDATION, write_predictions
from pipelines.options import POSITIONS

if TYPE_CHECKING:
    from pipelines.annotate.positions import PositionEngine
    from pipelines.evaluate.outcome import Outcome

POSITIONS_TASK, ACTORS_TASK, NUMBERS_TASK, DATES_TASK = TASKS = ("positions", "actors", "numbers", "dates")


@click.command()
@click.option(
    "--gold",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the gold corpora: attribution/polnear, actors (for which polnear is read too), quantities, dates.",
)
@click.option(
    "--task",
    type=click.Choice(TASKS),
    default=POSITIONS_TASK,
    show_default=True,
    help="What to measure.",
)
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
    help="Folder to write positions.jsonl into, or actors.jsonl and pronouns.jsonl, numbers.jsonl, dates.jsonl.",
)
@POSITIONS
@click.option("--json", "json_", is_flag=True, help="Print the figures as JSON, unrounded.")
@click.option("--write", is_flag=True, help="Keep the figures in the repository, for the next release to publish.")
def evaluate(
    *, gold: Path, task: str, split: str, predictions: Path | None, positions: str | None, json_: bool, write: bool
) -> None:
    """Measure precision, recall and F1 of the annotators against gold corpora."""
    from pipelines.engine import choose_positions, extractor_name  # noqa: PLC0415 - keeps `--help` fast
    from pipelines.evaluate.quality import write_quality  # noqa: PLC0415
    from pipelines.evaluate.report import as_json, as_table  # noqa: PLC0415

    if write and split != VALIDATION:
        message = "only figures of the validation documents are published; leave --split out"
        raise click.UsageError(message)
    engine = choose_positions(positions)
    outcome = _measure(task, gold, split, engine)
    if predictions:
        write_predictions(predictions, outcome)
    if write:
        for table_name, figures in outcome.measurements.items():
            write_quality(table_name, extractor_name(engine), figures)
    measurements = list(chain.from_iterable(outcome.measurements.values()))
    for line in [as_json(extractor_name(engine), measurements)] if json_ else as_table(measurements):
        click.echo(line)


def _measure(task: str, gold: Path, split: str, engine: PositionEngine) -> Outcome:
    if task == POSITIONS_TASK:
        from pipelines.evaluate.positions_task import measure_positions  # noqa: PLC0415 - a task loads what it needs

        return measure_positions(gold, split, engine)
    if task == ACTORS_TASK:
        from pipelines.evaluate.actors_task import measure_actors  # noqa: PLC0415

        return measure_actors(gold, split, engine)
    if task == NUMBERS_TASK:
        from pipelines.evaluate.numbers_task import measure_numbers  # noqa: PLC0415

        return measure_numbers(gold, split)
    from pipelines.evaluate.dates_task import measure_dates  # noqa: PLC0415

    return measure_dates(gold, split)
