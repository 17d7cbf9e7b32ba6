"""Whether sources are the right actors, on PolNeAR: gold spans of sources, resolved as positions resolve theirs.

The corpus does not say who a source is. Measured are the sources that are a name for whom the article has one full
name (see `full_names`, also for what that leaves out); pronouns and nouns ("the senator") are not among them.
Belongs here: what is right, wrong and unlinked, and the figures. Does not belong here: reading names, annotators.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.annotate.mention_index import MentionIndex
from pipelines.annotate.sources import source_mentions
from pipelines.evaluate.full_names import full_name, given_names, named_source
from pipelines.evaluate.measurements import ALL, share_measurement
from pipelines.knowledge.registry import actor_names, actors
from schemas.codes import MentionKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc

    from pipelines.annotate.records import Mention
    from pipelines.evaluate.full_names import FullName, NamedSource
    from pipelines.evaluate.measurements import Measurement
    from pipelines.evaluate.polnear import Document

FULL, SURNAME = "full name", "surname"
RIGHT, WRONG, UNLINKED, WRONG_PERSON = "right", "wrong", "unlinked", "wrong_person"


@dataclass(frozen=True, slots=True)
class JudgedSource:
    """A gold source, whether its words are a full name, and what was found for it."""

    document: str
    words: str
    is_full: bool
    outcomes: frozenset[str]


def judge_sources(document: Document, doc: Doc, mentions: Sequence[Mention]) -> Iterator[JudgedSource]:
    """The gold sources of a document that are names, each span once, with what the mentions make of them.

    A source is right where all its mentions are of the actor meant, unlinked where none has an actor, else wrong; a
    wrong one is a wrong person too where a mention of it is a person.
    """
    index, given = MentionIndex(doc, mentions), given_names(document.text)
    spans = {attribution.source[0] for attribution in document.gold if attribution.source}
    for start, end in sorted(spans):
        words = document.text[start:end]
        source = named_source(words, given)
        if source is not None:
            found = [mentions[number] for number in source_mentions(doc, (start, end), index)]
            yield JudgedSource(document.doc_id, words, source.is_full, frozenset(_outcomes(source, found)))


def _outcomes(source: NamedSource, mentions: Sequence[Mention]) -> Iterator[str]:
    linked = [mention for mention in mentions if mention.actor_id or mention.entity_name]
    wrong = [mention for mention in linked if not _is(mention, source.name)]
    if not linked:
        yield UNLINKED
    elif not wrong:
        yield RIGHT
    else:
        yield WRONG
        if any(mention.kind is MentionKind.PERSON for mention in wrong):
            yield WRONG_PERSON


def _is(mention: Mention, name: FullName) -> bool:
    return any(full_name(one) == name for one in _names(mention))


def _names(mention: Mention) -> list[str]:
    if mention.actor_id is None:
        return [mention.entity_name] if mention.entity_name else []
    known = [name.name for name in actor_names() if name.actor_id == mention.actor_id]
    return [*known, actors()[mention.actor_id].name]


def source_measurements(judged: Iterable[JudgedSource], gold: str) -> Iterator[Measurement]:
    """The shares of right, wrong and unlinked sources, by whether their words are the full name; none of nothing."""
    everything = list(judged)
    slices = {
        ALL: everything,
        FULL: [source for source in everything if source.is_full],
        SURNAME: [source for source in everything if not source.is_full],
    }
    for part, sources in slices.items():
        for outcome in (RIGHT, WRONG, UNLINKED, WRONG_PERSON) if sources else ():
            n_right = sum(outcome in source.outcomes for source in sources)
            yield share_measurement("actor_id", part, outcome, gold, n_right=n_right, n=len(sources))
