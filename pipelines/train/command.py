"""`onrecord train`: train a model that ships, in the training environment.

Belongs here: the options, finding the environment, running the two steps there. Does not belong here: training; this
module runs in the project's own environment, without PyTorch.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import click

from pipelines.annotate.attribution_model.runtime import WEIGHTS
from pipelines.errors import OnRecordError

ROOT = Path(__file__).resolve().parents[2]
THREADS = "2"  # fixed, since sums of floats depend on how work is split


class TrainingError(OnRecordError):
    """There is no training environment, or a step in it failed."""


@click.group()
def train() -> None:
    """Train a model that ships with the project."""


@train.command()
@click.option(
    "--gold",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the gold corpora; attributions are learnt from attribution/polnear.",
)
@click.option(
    "--environment",
    type=click.Path(file_okay=False, path_type=Path),
    default=ROOT / ".venv-train",
    help="The training environment; .venv-train by default, which `make train` builds.",
)
@click.option(
    "--run",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("data/train/positions"),
    show_default=True,
    help="Folder for the trained weights, before they are quantised.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=WEIGHTS,
    help="Folder for the files that ship; by default where the project reads them.",
)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Seed of the run.")
def positions(gold: Path, environment: Path, run: Path, out: Path, seed: int) -> None:
    """Train the attribution model: about 45 minutes on two cores."""
    python = environment / "bin" / "python"
    if not python.exists():
        message = f"{environment}: no training environment here; `make train GOLD={gold}` builds it"
        raise TrainingError(message)
    gold, run, out = gold.resolve(), run.resolve(), out.resolve()
    _step(python, "positions", "--gold", gold, "--out", run, "--seed", seed)
    _step(python, "export", "--gold", gold, "--run", run, "--out", out)
    click.echo(f"the model is in {out}; measure it with `onrecord evaluate --gold {gold}`")


def _step(python: Path, module: str, *arguments: object) -> None:
    """Run a module of this package in the training environment; its output goes to the terminal."""
    command = [str(python), "-m", f"pipelines.train.{module}", *map(str, arguments)]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": THREADS}
    if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:  # noqa: S603 - our own module
        message = f"training stopped in pipelines.train.{module}; its own message is above"
        raise TrainingError(message)
