"""Measured figures for people and for programs.

Belongs here: laying figures out. Does not belong here: measuring, printing.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import asdict
from typing import TYPE_CHECKING

from pipelines.evaluate.measurements import SHARES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipelines.evaluate.measurements import Measurement

_WIDTHS = (14, 14, 40)  # of the columns field, slice and metric


def as_json(extractor: str, measurements: Iterable[Measurement]) -> str:
    """All figures, unrounded, with the extractor's name."""
    figures = [asdict(measurement) for measurement in measurements]
    return json.dumps({"extractor": extractor, "figures": figures}, indent=1, ensure_ascii=False)


def as_table(measurements: Iterable[Measurement]) -> Iterator[str]:
    """Lines of a table: precision, recall and F1 side by side, in percent, with their intervals of 95 %."""
    by_gold: defaultdict[str, list[Measurement]] = defaultdict(list)
    for measurement in measurements:
        by_gold[measurement.gold].append(measurement)
    for gold, figures in by_gold.items():
        yield f"\n{gold}, percent [95 % interval]"
        yield _line("field", "slice", "metric", ["precision", "recall", "F1", "items"])
        yield from _lines(figures)


def _lines(figures: Sequence[Measurement]) -> Iterator[str]:
    groups: defaultdict[tuple[str, str, str], dict[str, Measurement]] = defaultdict(dict)
    for figure in figures:
        metric, _, share = figure.metric.rpartition("_")
        key, column = (metric, share) if share in SHARES else (figure.metric, "")
        groups[figure.field, figure.slice, key][column] = figure
    for (field, part, metric), columns in groups.items():
        if "" in columns:
            yield _line(field, part, metric, [_percent(columns[""]), str(columns[""].n)])
        else:
            n = columns["recall"].n if "recall" in columns else 0
            cells = [_percent(columns[share]) if share in columns else "–" for share in SHARES]
            yield _line(field, part, metric, [*cells, str(n)])


def _line(field: str, part: str, metric: str, cells: Sequence[str]) -> str:
    names = "".join(name.ljust(width) for name, width in zip((field, part, metric), _WIDTHS, strict=True))
    return (names + "".join(cell.rjust(22) for cell in cells)).rstrip()


def _percent(measurement: Measurement) -> str:
    low, high = measurement.interval
    return f"{100 * measurement.value:.1f} [{100 * low:.1f}, {100 * high:.1f}]"
