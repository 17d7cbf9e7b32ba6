"""Mentions measured on our own labelled passages: names by kind, and who is who.

Belongs here: the figures and what they count. Does not belong here: reading the passages, annotators.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipelines.evaluate.intervals import resampled_weights
from pipelines.evaluate.labelled_mentions import load_labelled_passages
from pipelines.evaluate.link_scores import REFERRING, FoundMention, links
from pipelines.evaluate.measurements import ALL, resampled_measurements, share_measurement
from pipelines.evaluate.mention_scores import span_counts
from pipelines.evaluate.predict import predict_mentions
from pipelines.evaluate.predicted_mentions import entity_names, is_name, label_kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipelines.annotate.positions import PositionEngine
    from pipelines.annotate.records import Mention
    from pipelines.evaluate.attribution_scores import Counts
    from pipelines.evaluate.labelled_mentions import LabelledPassage
    from pipelines.evaluate.link_scores import Link
    from pipelines.evaluate.measurements import Measurement

# The labels that are mentions. Where an event, a work or an adjective is found as one of them, it is a mistake.
KINDS = ("person", "organisation", "igo", "party", "group", "media", "state", "place")
KIND, ACTOR, NAME = "kind", "actor_id", "name"


def measure_labelled_passages(half: str, engine: PositionEngine) -> Iterator[Measurement]:
    """Every figure of mentions on one half of the labelled passages."""
    passages, gold = load_labelled_passages(half), f"labelled passages {half}"
    counts: list[Counts] = []
    linked: list[Link] = []
    for passage, (_, mentions) in zip(passages, predict_mentions((one.text for one in passages), engine), strict=True):
        counts.append(name_counts(passage, mentions))
        linked += links(passage.mentions, found_mentions(passage.text, mentions))
    yield from kind_measurements(np.stack(counts), gold)
    yield from link_measurements(linked, gold)


def name_counts(passage: LabelledPassage, mentions: Sequence[Mention]) -> Counts:
    """The counts of names by `KINDS`, as in `mention_scores.span_counts`."""
    gold = [(label.start, label.end, label.kind) for label in passage.mentions if label.kind in KINDS]
    named = [(one.char_start, one.char_end, label_kind(one)) for one in mentions if is_name(one)]
    return span_counts(passage.text, gold, named, KINDS)


def found_mentions(text: str, mentions: Sequence[Mention]) -> list[FoundMention]:
    """The mentions of a passage as `link_scores` compares them."""
    entities = entity_names(mentions, text)
    return [
        FoundMention(one.char_start, one.char_end, entity, is_name(one))
        for one, entity in zip(mentions, entities, strict=True)
    ]


def kind_measurements(counts: Counts, gold: str) -> Iterator[Measurement]:
    """Precision, recall and F1 by kind; a kind that no passage holds is left out."""
    weights = resampled_weights(len(counts))
    for row, part in enumerate([*KINDS, ALL]):
        if counts[:, row, 3].sum():
            yield from resampled_measurements(KIND, part, gold, counts[:, row], weights)


def link_measurements(linked: Sequence[Link], gold: str) -> Iterator[Measurement]:
    """How often names, pronouns and nominals are answered, right where answered, and names joined to earlier ones.

    "wrong_links" are the answered ones of all three that are not right. What would rest on no item is left out.
    """
    parts = {NAME: [link for link in linked if link.kind not in REFERRING]}
    parts |= {kind: [link for link in linked if link.kind == kind] for kind in REFERRING}
    for part, here in parts.items():
        yield from _share(part, "answered", gold, [link.is_answered for link in here])
        yield from _share(part, "right_of_answered", gold, [link.is_right for link in here if link.is_answered])
    yield from _share(NAME, "joined", gold, [link.is_joined for link in linked if link.is_joined is not None])
    yield from _share(ALL, "wrong_links", gold, [not link.is_right for link in linked if link.is_answered])


def _share(part: str, metric: str, gold: str, holds: Sequence[bool]) -> Iterator[Measurement]:
    if holds:
        yield share_measurement(ACTOR, part, metric, gold, n_right=sum(holds), n=len(holds))
