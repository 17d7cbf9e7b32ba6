"""How far predicted time expressions agree with gold ones, as in task A of TempEval-3 (UzZaman et al. 2013).

Belongs here: counting. Does not belong here: corpora, annotators, intervals.

The measures (micro-averaged; see `overlaps` for spans, and which prediction a gold one is compared with):

- `strict`: the same span. `relaxed`: spans that overlap; precision counts predictions that touch a gold span, recall
  gold spans that are touched.
- `timex_type`, `timex_value`: the compared prediction has the same type or value; precision is over all predictions.
- `granularity`, which follows from the value: likewise, where expressions without one (durations) are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipelines.annotate.timex_calendar import granularity
from pipelines.evaluate.overlaps import SPAN_FIGURES, aligned, field_row, span_rows, trimmed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.evaluate.attribution_scores import Counts
    from pipelines.evaluate.timeml import Timex

FIGURES = (*SPAN_FIGURES, "timex_type", "timex_value", "granularity")


def timex_counts(text: str, gold: Sequence[Timex], predicted: Sequence[Timex]) -> Counts:
    """The counts of one document: axis 0 `FIGURES`, axis 1 as in `attribution_scores.Counts`."""
    right, given = ([trimmed(text, (one.start, one.end)) for one in side] for side in (gold, predicted))
    matches = [aligned(span, given) for span in right]
    golds, founds = (list(zip(*map(_fields, side), strict=True)) or [()] * 3 for side in (gold, predicted))
    fields = [field_row(one, found, matches) for one, found in zip(golds, founds, strict=True)]
    return np.array([*span_rows(right, given), *fields], dtype=np.float64)


def _fields(timex: Timex) -> tuple[str, str, str | None]:
    """Type, value and granularity; a type or value that is missing counts as one of its own."""
    return timex.timex_type or "", timex.value or "", granularity(timex.value or "")
