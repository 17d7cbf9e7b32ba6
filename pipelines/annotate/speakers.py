"""First persons in quotations: "I" and "we" as the one who is quoted.

Belongs here: adding such mentions once positions are known. Does not belong here: finding positions or other mentions.

The rule. "I" in the content of a direct or mixed position with one source that is a person means that person; "we" in
one whose only source is a body or a state means that body or state. All other first persons stay unmentioned.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.annotate.model import in_title, sentence_numbers, text_of
from pipelines.annotate.nesting import Contents
from pipelines.annotate.quotes import quote_regions
from pipelines.annotate.records import Mention
from schemas.codes import MentionForm, MentionKind, Speech

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc

    from pipelines.annotate.records import Position

METHOD = "rule:speaker"
SCORE = 0.9  # a prior: how often such a mention is right, as we estimate from reading
_SINGULAR = frozenset({"i", "me", "my", "mine", "myself"})
_PLURAL = frozenset({"we", "us", "our", "ours", "ourselves"})
_BODIES = frozenset(
    {MentionKind.ORGANISATION, MentionKind.IGO, MentionKind.PARTY, MentionKind.MEDIA, MentionKind.STATE}
)


def add_speakers(
    doc: Doc, mentions: Sequence[Mention], positions: Sequence[Position]
) -> tuple[list[Mention], list[Position]]:
    """The mentions with first persons in quotations among them, and the positions with indexes that fit."""
    taken = {(mention.char_start, mention.char_end) for mention in mentions}
    added = [mention for mention in _speakers(doc, mentions, positions) if _span(mention) not in taken]
    if not added:
        return list(mentions), list(positions)
    together = [*mentions, *added]
    order = sorted(range(len(together)), key=lambda number: (together[number].char_start, -together[number].char_end))
    place = {old: new for new, old in enumerate(order)}
    moved = [
        replace(mention, antecedent=place[mention.antecedent]) if mention.antecedent is not None else mention
        for mention in (together[number] for number in order)
    ]
    return moved, [
        replace(
            position,
            sources=tuple(place[source] for source in position.sources),
            targets=tuple(place[target] for target in position.targets),
        )
        for position in positions
    ]


def _span(mention: Mention) -> tuple[int, int]:
    return mention.char_start, mention.char_end


def _speakers(doc: Doc, mentions: Sequence[Mention], positions: Sequence[Position]) -> Iterator[Mention]:
    contents = Contents([position.content for position in positions])
    regions = quote_regions(text_of(doc))
    numbers = sentence_numbers(doc)
    for token in doc:
        word = token.lower_
        if word not in _SINGULAR and word not in _PLURAL:
            continue
        span = (token.idx, token.idx + len(token))
        number = contents.innermost(span)
        if number is None or not any(region.start < span[0] and span[1] < region.end for region in regions):
            continue
        position = positions[number]
        if position.speech is Speech.INDIRECT or len(position.sources) != 1:
            continue
        source = mentions[position.sources[0]]
        if source.kind is MentionKind.PERSON if word in _SINGULAR else source.kind in _BODIES:
            yield replace(
                source,
                char_start=span[0],
                char_end=span[1],
                sentence_no=numbers[token.i],
                in_title=in_title(doc, span[0]),
                form=MentionForm.PRONOUN,
                method=METHOD,
                score=SCORE,
                role=None,
                antecedent=position.sources[0],
            )
