"""What measuring a task gives: figures by table, and predictions as files.

Belongs here: the record, and writing prediction files. Does not belong here: measuring, printing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from pipelines.evaluate.measurements import Measurement

VALIDATION, ALL = "validation", "all"  # the parts of a corpus that can be measured


@dataclass(frozen=True)
class Outcome:
    """Figures by the table that they are about, and the lines of prediction files by file name."""

    measurements: Mapping[str, Sequence[Measurement]]
    predictions: Mapping[str, Iterable[str]] = field(default_factory=dict)


def write_predictions(folder: Path, outcome: Outcome) -> None:
    """Write the prediction files into a folder, which is made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, lines in outcome.predictions.items():
        (folder / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
