"""How far pronouns are resolved to the right one of two names, as GAP asks.

Belongs here: counting. Does not belong here: the corpus, annotators, intervals.

The measure: a pronoun is resolved to a name when the mention that covers the pronoun and a mention that overlaps the
name are of the same entity. Precision, recall and F1 are over the two answers of each passage; a pronoun that is
resolved to neither of the names counts as not answered.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipelines.evaluate.attribution_scores import Counts
    from pipelines.evaluate.gap import Passage

_MARGIN = 2  # characters that a pronoun's mention may be longer than the pronoun

LinkedSpan = tuple[int, int, str]  # half-open offsets and the name of the entity


@dataclass(frozen=True)
class PronounScores:
    """Counts per passage as in `attribution_scores.Counts`, and how many passages were answered, and rightly."""

    counts: Counts
    n_answered: int
    n_right: int


def score_pronouns(passages: Sequence[Passage], mentions: Mapping[str, Sequence[LinkedSpan]]) -> PronounScores:
    """Compare the linked mentions of passages, by id, with the gold; a passage without mentions is not answered."""
    counts, n_answered, n_right = [], 0, 0
    for passage in passages:
        here = mentions.get(passage.doc_id, ())
        entities = _covering(here, passage.pronoun)
        given = [bool(entities & _overlapping(here, (name.start, name.end))) for name in passage.names]
        meant = [name.is_meant for name in passage.names]
        hits = sum(one and other for one, other in zip(given, meant, strict=True))
        counts.append((hits, sum(given), hits, sum(meant)))
        n_answered += any(given)
        n_right += any(given) and hits == sum(given)
    return PronounScores(np.array(counts, dtype=np.float64), n_answered, n_right)


def _covering(mentions: Iterable[LinkedSpan], pronoun: tuple[int, int]) -> set[str]:
    longest = pronoun[1] - pronoun[0] + _MARGIN
    return {
        entity
        for start, end, entity in mentions
        if start <= pronoun[0] and end >= pronoun[1] and end - start <= longest
    }


def _overlapping(mentions: Iterable[LinkedSpan], name: tuple[int, int]) -> set[str]:
    return {entity for start, end, entity in mentions if start < name[1] and end > name[0]}
