"""`onrecord train`: train the model that ships, in the training environment.

Belongs here: the options, finding the environment, running the steps there. Does not belong here: training; this
module runs in the project's own environment, without PyTorch.

One encoder serves positions and actors, so it is trained in two steps: `positions` teaches it attributions, `actors`
goes on from there with names and pronouns and writes the files that ship.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from pipelines.annotate.attribution_model.runtime import WEIGHTS
from pipelines.annotate.timex_confidence import COUNTS
from pipelines.errors import OnRecordError

Command = Callable[..., Any]
ROOT = Path(__file__).resolve().parents[2]
THREADS = "2"  # fixed, since sums of floats depend on how work is split


class TrainingError(OnRecordError):
    """There is no training environment, or a step in it failed."""


@click.group()
def train() -> None:
    """Train a model that ships with the project."""


GOLD = click.option(
    "--gold",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the gold corpora: attribution/polnear, and for actors also actors/.",
)
ENVIRONMENT = click.option(
    "--environment",
    type=click.Path(file_okay=False, path_type=Path),
    default=ROOT / ".venv-train",
    help="The training environment; .venv-train by default, which `make train` builds.",
)
SEED = click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Seed of the run.")
FIRST_RUN, SECOND_RUN = Path("data/train/positions"), Path("data/train/actors")


def _run_option(name: str, default: Path, told: str) -> Callable[[Command], Command]:
    kind = click.Path(file_okay=False, path_type=Path)
    return click.option(name, type=kind, default=default, show_default=True, help=told)


@train.command()
@GOLD
@ENVIRONMENT
@_run_option("--run", FIRST_RUN, "Folder for the trained weights.")
@SEED
def positions(*, gold: Path, environment: Path, run: Path, seed: int) -> None:
    """Train the encoder on attributions: about 45 minutes on two cores."""
    python, gold, run = _python(environment, gold), gold.resolve(), run.resolve()
    _step(python, "positions", "--gold", gold, "--out", run, "--seed", seed)
    click.echo(f"the weights are in {run}; go on with `onrecord train actors --gold {gold}`")


@train.command()
@GOLD
@ENVIRONMENT
@_run_option("--positions-run", FIRST_RUN, "Folder in which `onrecord train positions` has put its weights.")
@_run_option("--run", SECOND_RUN, "Folder for the trained weights, before they are quantised.")
@_run_option("--out", WEIGHTS, "Folder for the files that ship; by default where the project reads them.")
@SEED
def actors(*, gold: Path, environment: Path, positions_run: Path, run: Path, out: Path, seed: int) -> None:
    """Go on with names and pronouns, and write the files that ship: about 30 minutes on two cores."""
    from pipelines.train.pronoun_examples import write_examples  # noqa: PLC0415 - loads the parser

    python, gold, run, out = _python(environment, gold), gold.resolve(), run.resolve(), out.resolve()
    if not (positions_run / "weights.safetensors").exists():
        message = f"{positions_run}: no weights here; run `onrecord train positions --gold {gold}` first"
        raise TrainingError(message)
    run.mkdir(parents=True, exist_ok=True)
    examples = run / "pronouns.jsonl"
    write_examples(gold, examples)
    first = ("--gold", gold, "--run", positions_run.resolve(), "--pronouns", examples)
    _step(python, "actors", *first, "--out", run, "--seed", seed)
    _step(python, "export", "--gold", gold, "--run", run, "--out", out)
    click.echo(f"the model is in {out}; measure it with `onrecord evaluate --gold {gold}`, for each task")


@train.command()
@click.option(
    "--gold",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the gold corpora: dates/timeml.",
)
def dates(*, gold: Path) -> None:
    """Count how often each rule of dates is right, which is their confidence: about a minute."""
    from pipelines.train.dates import write_counts  # noqa: PLC0415 - loads the parser

    counted = write_counts(gold, COUNTS)
    click.echo(
        f"{COUNTS.name} counts {counted} expressions; measure with `onrecord evaluate --gold {gold} --task dates`"
    )


def _python(environment: Path, gold: Path) -> Path:
    python = environment / "bin" / "python"
    if not python.exists():
        message = f"{environment}: no training environment here; `make train GOLD={gold}` builds it"
        raise TrainingError(message)
    return python


def _step(python: Path, module: str, *arguments: object) -> None:
    """Run a module of this package in the training environment; its output goes to the terminal."""
    command = [str(python), "-m", f"pipelines.train.{module}", *map(str, arguments)]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": THREADS}
    if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:  # noqa: S603 - our own module
        message = f"training stopped in pipelines.train.{module}; its own message is above"
        raise TrainingError(message)
