"""Positions: who says, asks, demands, denies … what.

Belongs here: composing span finding and coding into `Position` records. Does not belong here: either of the two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from enum import StrEnum

from spacy.tokens import Doc, Token

from pipelines.annotate.acts import code_act, code_negated
from pipelines.annotate.attribution import Attribution, cue_lemma, tokens_in
from pipelines.annotate.attribution_rules import find_attributions
from pipelines.annotate.filled_attributions import filled_attributions
from pipelines.annotate.mention_index import MentionIndex
from pipelines.annotate.modality import content_modality
from pipelines.annotate.model import in_title, sentence_numbers, text_of
from pipelines.annotate.nesting import Contents
from pipelines.annotate.parsed_attribution import ParsedAttribution
from pipelines.annotate.quotes import quote_regions, speech
from pipelines.annotate.records import Date, Mention, Position
from pipelines.annotate.sources import side_of, source_mentions
from pipelines.annotate.targets import target_mentions
from schemas.codes import Granularity, Speech, TimexType


class PositionEngine(StrEnum):
    """What finds attributions: the learned model, with rules where it is silent, or rules alone.

    Acts, targets and the rest are coded alike for both.
    """

    MODEL = "model"
    RULES = "rules"

    def attributions(self, doc: Doc) -> list[Attribution]:
        """The attributions of a parsed article."""
        return filled_attributions(doc) if self is PositionEngine.MODEL else find_attributions(doc)


def find_positions(
    doc: Doc, mentions: Sequence[Mention], dates: Sequence[Date], engine: PositionEngine
) -> list[Position]:
    """The positions of a parsed article.

    Args:
        doc: the parsed text; `doc.user_data["title_end"]` tells where the title ends.
        mentions: its mentions; `sources` and `targets` are indexes of them.
        dates: its dates; `said_date` is an index of them.
        engine: what finds the attributions.

    Returns: positions in order of first offset. `confidence` is the calibrated probability of the whole relation
        where the model found it; by rules it is a fixed prior of the pattern (`attribution_draft.PRIORS`).
    """
    return code_positions(doc, engine.attributions(doc), mentions, dates)


def code_positions(
    doc: Doc, attributions: Sequence[Attribution], mentions: Sequence[Mention], dates: Sequence[Date]
) -> list[Position]:
    """Code attributions of any engine: act, negation, modality, speech, nesting, sources, targets, date.

    Args and result as `find_positions`; `attributions` are the spans.
    """
    ordered = sorted(attributions, key=lambda found: (_first_offset(found), found.cue, found.content))
    index = MentionIndex(doc, mentions)
    text = text_of(doc)
    regions = quote_regions(text)
    numbers = sentence_numbers(doc)
    days = _days_by_verb(doc, dates)
    contents = Contents([found.content for found in ordered])
    positions: list[Position] = []
    for number, found in enumerate(ordered):
        sources = source_mentions(doc, found.source, index)
        own_side = side_of(doc, sources, found.source, index)
        parsed = ParsedAttribution.of(doc, found)
        coded = code_act(parsed, own_side)
        reported = speech(text, found.content, regions)
        positions.append(
            Position(
                sentence_no=numbers[parsed.head.i],
                in_title=in_title(doc, found.cue[0]),
                act=coded.act,
                negated=code_negated(parsed, coded.act),
                modality=content_modality(parsed, coded.act, quoted=reported is Speech.DIRECT),
                speech=reported,
                cue_lemma=cue_lemma(doc, found.cue),
                cue=found.cue,
                source=found.source,
                content=found.content,
                confidence=found.confidence,
                method=found.method,
                parent=contents.innermost(found.cue, longer_than=number),
                sources=sources,
                targets=target_mentions(parsed, coded, index, own_side),
                said_date=_said_date(found, parsed.head, dates, days),
            )
        )
    return positions


def _first_offset(found: Attribution) -> int:
    return min(start for start, _ in (found.cue, *found.content, *([found.source] if found.source else [])))


def _days_by_verb(doc: Doc, dates: Sequence[Date]) -> dict[int, list[int]]:
    """The indexes of the dates of day granularity, by the verb that each hangs on."""
    days: defaultdict[int, list[int]] = defaultdict(list)
    for number, date in enumerate(dates):
        if date.timex_type is TimexType.DATE and date.granularity is Granularity.DAY:
            verb = _governor(doc, date)
            if verb is not None:
                days[verb].append(number)
    return dict(days)


def _said_date(found: Attribution, head: Token, dates: Sequence[Date], days: Mapping[int, list[int]]) -> int | None:
    """The day that hangs on the cue verb, outside the content; a participle inherits it from its main verb."""
    numbers = list(days.get(head.i, ()))
    if head.dep_ in {"advcl", "conj"} and head.tag_ in {"VBG", "VBD"}:
        numbers += days.get(head.head.i, ())
    outside = (
        number
        for number in sorted(numbers)
        if not any(start < dates[number].char_end and dates[number].char_start < end for start, end in found.content)
    )
    return next(outside, None)


def _governor(doc: Doc, date: Date) -> int | None:
    """Index of the verb that a time expression modifies."""
    tokens = tokens_in(doc, (date.char_start, date.char_end))
    inside = {token.i for token in tokens}
    root = next((token for token in tokens if token.head.i not in inside), None)
    if root is None:
        return None
    if root.dep_ == "pobj" and root.head.dep_ == "prep":
        root = root.head
    return root.head.i if root.dep_ in {"prep", "npadvmod", "advmod", "nmod", "tmod"} else None
