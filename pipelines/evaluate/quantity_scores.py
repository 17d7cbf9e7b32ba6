"""How far predicted quantities agree with gold ones, as the authors of NewsQuant measure it (Almasian et al. 2023).

Belongs here: counting. Does not belong here: corpora, annotators, intervals.

The measure: in each sentence both sides are ordered by unit. Each gold quantity walks over the predictions that are
not used up. An equal value (relative tolerance 1e-5; a range equals only a range) is a hit of `value`, at most as many
in a sentence as it has gold quantities; of `change` where that is equal too; of `concept_partial` where the two share a
word, and of `concept_complete` where their words are the same. Where the unit is equal it is a hit of `unit`, uses the
prediction up and ends the walk. Otherwise the walk goes on, so that one gold quantity may get several hits of change
and concept: the published figures count so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.evaluate.attribution_scores import Counts
    from pipelines.evaluate.newsquant import BenchmarkQuantity, Value

HITS = ("value", "unit", "change", "concept_partial", "concept_complete")


def quantity_counts(gold: Sequence[BenchmarkQuantity], predicted: Sequence[BenchmarkQuantity]) -> Counts:
    """The counts of one sentence: axis 0 `HITS`, axis 1 as in `attribution_scores.Counts`."""
    hits = dict.fromkeys(HITS, 0)
    unused = sorted(predicted, key=lambda one: one.unit)
    for right in sorted(gold, key=lambda one: one.unit):
        for given in list(unused):
            if not is_same_value(right.value, given.value):
                continue
            hits["value"] += hits["value"] < len(gold)
            hits["change"] += right.change == given.change
            partial, complete = _share_concepts(right.concepts, given.concepts)
            hits["concept_partial"] += partial
            hits["concept_complete"] += complete
            if right.unit.lower() == given.unit.strip().lower():
                hits["unit"] += 1
                unused.remove(given)
                break
    return np.array([(hits[name], len(predicted), hits[name], len(gold)) for name in HITS], dtype=np.float64)


def is_same_value(right: Value, given: Value) -> bool:
    """Whether two values are equal: two numbers, or two ranges at both ends."""
    if isinstance(right, tuple) and isinstance(given, tuple):
        return all(_is_close(one, other) for one, other in zip(right, given, strict=True))
    if isinstance(right, tuple) or isinstance(given, tuple):
        return False
    return _is_close(right, given)


def _is_close(right: float, given: float) -> bool:
    return abs(given - right) <= 1e-8 + 1e-5 * abs(right)


def _share_concepts(right: Sequence[str], given: Sequence[str]) -> tuple[bool, bool]:
    rights, givens = ({word.lower() for word in words} for words in (right, given))
    shared = rights & givens
    return bool(shared), len(shared) == len(right) == len(given)
