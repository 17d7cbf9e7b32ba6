"""How often the expressions of a rule have the right value: the `confidence` of a date.

Belongs here: reading the counts, and smoothing them. Does not belong here: counting, which is
`pipelines.train.dates`, and rules (`timex_rules_*`).

`timex_confidence.csv` holds for each rule how many expressions it found in the tuning half of TimeML and the training
half of our own articles, and how many of them have the value of the marked expression that they are compared with. One
that no marked expression touches is wrong. `onrecord train dates` counts anew.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

#: Expressions of the average rule that are added to those of each rule (m-estimate; Cestnik 1990).
SMOOTHING = 5
COUNTS = Path(__file__).with_name("timex_confidence.csv")


@cache
def counts() -> dict[str, tuple[int, int]]:
    """Rule → how many expressions it found, and how many of them are right."""
    lines = COUNTS.read_text(encoding="utf-8").splitlines()
    return {row["rule"]: (int(row["n"]), int(row["n_right"])) for row in csv.DictReader(lines, strict=True)}


@cache
def confidence_of(rule: str) -> float:
    """The share of right values of a rule, drawn towards that of all rules where it was seldom seen; 0 to 1."""
    found, right = counts().get(rule, (0, 0))
    n, n_right = (sum(column) for column in zip(*counts().values(), strict=True))
    share: float = (right + SMOOTHING * n_right / n) / (found + SMOOTHING)
    return round(share, 3)
