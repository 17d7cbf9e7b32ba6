"""Whether mentions are linked to the right one: names, pronouns and nominals of passages that say who each is.

Belongs here: counting. Does not belong here: passages, annotators, intervals.

The measure: a predicted entity belongs to the gold entity that most of its names overlap (of two equal ones to the
earlier). A gold mention is *answered* when the mention found for it is of an entity that has an owner, *right* when
that owner is who it is, else *wrong*. A name is always answered where it is found, since it names its own entity;
*joined* counts the names after the first one of each gold entity that are of one entity with an earlier name of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipelines.evaluate.labelled_mentions import LabelledMention

REFERRING = ("pronoun", "nominal")


@dataclass(frozen=True, slots=True)
class FoundMention:
    """A predicted mention: half-open offsets, the name of its entity, and whether it is a name itself."""

    start: int
    end: int
    entity: str
    is_name: bool


@dataclass(frozen=True, slots=True)
class Link:
    """What became of one gold mention.

    `is_joined` is None where there is no earlier name of its entity, and for what is no name.
    """

    kind: str
    is_answered: bool
    is_right: bool
    is_joined: bool | None


def links(gold: Sequence[LabelledMention], found: Sequence[FoundMention]) -> list[Link]:
    """What became of each gold mention that has an entity, in order."""
    referring = [mention for mention in gold if mention.entity is not None]
    owners = _owners(referring, found)
    earlier: defaultdict[str, set[str]] = defaultdict(set)
    done = []
    for mention in referring:
        match = _match(mention, found)
        owner = owners.get(match.entity) if match is not None else None
        joined = None
        if mention.kind not in REFERRING:
            known = earlier[str(mention.entity)]
            joined = match is not None and match.entity in known if known else None
            known |= {match.entity} if match is not None else set()
        done.append(Link(mention.kind, owner is not None, owner == mention.entity, joined))
    return done


def _owners(gold: Sequence[LabelledMention], found: Sequence[FoundMention]) -> Mapping[str, str]:
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in found:
        for mention in gold:
            if one.is_name and mention.kind not in REFERRING and one.start < mention.end and mention.start < one.end:
                votes[one.entity][str(mention.entity)] += 1
    return {entity: counts.most_common(1)[0][0] for entity, counts in votes.items()}


def _match(mention: LabelledMention, found: Sequence[FoundMention]) -> FoundMention | None:
    """The mention found for a gold one: for a name the overlapping name that is closest, else what ends with it."""
    if mention.kind in REFERRING:
        candidates = [one for one in found if not one.is_name and one.end == mention.end]
    else:
        candidates = [one for one in found if one.is_name and one.start < mention.end and mention.start < one.end]
    return min(candidates, key=lambda one: abs(one.start - mention.start) + abs(one.end - mention.end), default=None)
