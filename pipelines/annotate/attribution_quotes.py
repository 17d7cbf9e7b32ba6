"""Quotations as contents: which cue a quotation belongs to.

Belongs here: joining quotation regions and drafts within a paragraph. Does not belong here: pairing the marks
(`quotes`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict

from spacy.tokens import Doc

from pipelines.annotate.attribution_draft import Draft
from pipelines.annotate.model import text_of
from pipelines.annotate.quotes import QuoteRegion, paragraphs

_GAP = re.compile(r"[\s,:;–—-]*")
# What may stand between a cue and its quotation ("in a statement:"), and between two parts of one quotation.
_LEAD_IN = re.compile(r"[^.?!]*[,:]\s*")
_REST_OF_SENTENCE = re.compile(r"(?:[^.?!]|\b[A-Z][a-z]{0,3}\.)*[.?!]\s*")
_MAX_GAP_WORDS = 14


def attach_quotations(doc: Doc, drafts: list[Draft], regions: list[QuoteRegion]) -> None:
    """Give each quotation to the cue that reports it, and widen contents that hold only a part of one.

    A quotation belongs to the cue whose content it overlaps, else to the cue directly after it, else to the one
    before it in its sentence, else (when it follows directly after a sentence with a reported quotation or with a
    reporting cue that still lacks a content) to that cue. A paragraph break is never crossed.
    """
    text = text_of(doc)
    starts = [start for start, _ in paragraphs(text)]
    drafts_of: defaultdict[int, list[Draft]] = defaultdict(list)
    for draft in drafts:
        drafts_of[bisect_right(starts, draft.head.idx)].append(draft)
    regions_of: defaultdict[int, list[QuoteRegion]] = defaultdict(list)
    for region in regions:
        regions_of[bisect_right(starts, region.start)].append(region)
    for paragraph, quoted in regions_of.items():
        _attach(doc, text, drafts_of[paragraph], quoted)


def _attach(doc: Doc, text: str, drafts: list[Draft], regions: list[QuoteRegion]) -> None:
    """The same for one paragraph."""
    speakers = [draft for draft in drafts if not _inside(draft, doc, regions)]
    owner: dict[int, Draft] = {}
    for number, region in enumerate(regions):
        for draft in _overlapping(doc, speakers, region):
            draft.claimed.append(number)
            owner.setdefault(number, draft)
    for number, region in enumerate(regions):
        if number not in owner and (found := _cue_after(doc, text, speakers, region)) is not None:
            found.claimed.append(number)
            owner[number] = found
    for number in range(len(regions)):
        if number not in owner and (found := _cue_before(doc, text, speakers, regions, number)) is not None:
            found.claimed.append(number)
            owner[number] = found
    for draft in drafts:
        _take(doc, draft, regions)


def _inside(draft: Draft, doc: Doc, regions: list[QuoteRegion]) -> bool:
    return any(region.covers(doc[draft.head.i].idx) for region in regions)


def _cluster(doc: Doc, draft: Draft) -> tuple[int, int]:
    """Offsets of cue and own source together."""
    indexes = list(draft.cue)
    if draft.source is not None and draft.source.shared_from is None:
        indexes += draft.source.tokens
    return doc[min(indexes)].idx, doc[max(indexes)].idx + len(doc[max(indexes)])


def _overlapping(doc: Doc, drafts: list[Draft], region: QuoteRegion) -> list[Draft]:
    return [
        draft
        for draft in drafts
        if any(region.covers(doc[index].idx) and not doc[index].is_punct for index in draft.content)
    ]


def _cue_after(doc: Doc, text: str, drafts: list[Draft], region: QuoteRegion) -> Draft | None:
    for draft in drafts:
        if not draft.reporting or draft.content:
            continue
        start, _ = _cluster(doc, draft)
        if start >= region.end and _GAP.fullmatch(text, region.end, start) and "\n" not in text[region.end : start]:
            return draft
    return None


def _cue_before(doc: Doc, text: str, drafts: list[Draft], regions: list[QuoteRegion], number: int) -> Draft | None:
    region = regions[number]
    before = [draft for draft in drafts if draft.reporting and _cluster(doc, draft)[1] <= region.start]
    if not before:
        return None
    draft = before[-1]
    end = _cluster(doc, draft)[1]
    if number and regions[number - 1].start >= end and number - 1 in draft.claimed:
        end = regions[number - 1].end
    gap = text[end : region.start]
    if "\n" in gap:
        return None
    if _GAP.fullmatch(gap) or (not draft.content and _LEAD_IN.fullmatch(gap) and len(gap.split()) <= _MAX_GAP_WORDS):
        return draft
    if number and regions[number - 1].end > end:
        return None
    return _speaker_going_on(before) if _REST_OF_SENTENCE.fullmatch(gap) else None


def _speaker_going_on(before: list[Draft]) -> Draft | None:
    """The last cue, or the one that it shares its source with, when it reports a quotation that may be continued."""
    last = before[-1]
    if last.claimed:
        return last
    shared = last.source.shared_from if last.source else None
    return next((draft for draft in before if shared is not None and draft.head.i == shared.i and draft.claimed), None)


def _take(doc: Doc, draft: Draft, regions: list[QuoteRegion]) -> None:
    if not draft.claimed:
        return
    fixed = set(draft.cue) | (set(draft.source.tokens) if draft.source else set())
    for number in draft.claimed:
        region = regions[number]
        span = doc.char_span(region.start, region.end, alignment_mode="expand")
        if span is None or any(token.i in fixed for token in span):
            continue
        draft.content |= {token.i for token in span}
    if all(any(regions[n].covers(doc[i].idx) for n in draft.claimed) or doc[i].is_punct for i in draft.content):
        draft.pattern = "quotation"
