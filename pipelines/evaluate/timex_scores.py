"""How far predicted time expressions agree with gold ones, as in task A of TempEval-3 (UzZaman et al. 2013).

Belongs here: counting. Does not belong here: corpora, annotators, intervals.

The measures (micro-averaged over documents; blanks and sentence punctuation at the edges of a span do not count):

- `strict`: the same span. `relaxed`: spans that overlap; precision counts predictions that touch a gold span, recall
  gold spans that are touched.
- `timex_type`, `timex_value`, `granularity`: each gold span is compared with one prediction: the one with the same
  span, else with the longest overlap, else the first. It is a hit where the two have the same type, value or
  granularity. The last follows from the value; expressions without one (durations) are left out.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from pipelines.annotate.timex_calendar import granularity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.evaluate.attribution_scores import Counts
    from pipelines.evaluate.timeml import Timex

SPAN_FIGURES = ("strict", "relaxed")
FIGURES = (*SPAN_FIGURES, "timex_type", "timex_value", "granularity")
_EDGE = " \t\r\n.,;:"


def timex_counts(text: str, gold: Sequence[Timex], predicted: Sequence[Timex]) -> Counts:
    """The counts of one document: axis 0 `FIGURES`, axis 1 as in `attribution_scores.Counts`."""
    right, given = _trimmed(text, gold), _trimmed(text, predicted)
    pairs = [(one, found) for one in right if (found := _aligned(one, given)) is not None]
    n_strict = (Counter(map(_span, right)) & Counter(map(_span, given))).total()
    n_touching = sum(any(_touch(one, other) for other in right) for one in given)
    n_type = sum(one.timex_type == found.timex_type for one, found in pairs)
    n_value = sum(one.value == found.value for one, found in pairs)
    n_grain = sum(grain is not None and grain == _grain(found) for one, found in pairs if (grain := _grain(one)))
    n_given, n_right = len(given), len(right)
    grains_given, grains_right = (sum(_grain(one) is not None for one in side) for side in (given, right))
    return np.array(
        [
            (n_strict, n_given, n_strict, n_right),
            (n_touching, n_given, len(pairs), n_right),
            (n_type, n_given, n_type, n_right),
            (n_value, n_given, n_value, n_right),
            (n_grain, grains_given, n_grain, grains_right),
        ],
        dtype=np.float64,
    )


def _trimmed(text: str, timexes: Sequence[Timex]) -> list[Timex]:
    return [_trim(text, timex) for timex in timexes]


def _trim(text: str, timex: Timex) -> Timex:
    words = text[timex.start : timex.end]
    start = timex.start + len(words) - len(words.lstrip(_EDGE))
    end = max(start, timex.end - len(words) + len(words.rstrip(_EDGE)))
    return type(timex)(start, end, timex.timex_type, timex.value)


def _span(timex: Timex) -> tuple[int, int]:
    return timex.start, timex.end


def _touch(one: Timex, other: Timex) -> bool:
    return one.start < other.end and other.start < one.end


def _overlap(one: Timex, other: Timex) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _aligned(gold: Timex, predicted: Sequence[Timex]) -> Timex | None:
    touching = [one for one in predicted if _touch(one, gold)]
    return min(touching, key=lambda one: (_span(one) != _span(gold), -_overlap(gold, one), one.start), default=None)


def _grain(timex: Timex) -> str | None:
    return None if timex.value is None else granularity(timex.value)
