"""A draft attribution: token indexes that patterns may still change.

Belongs here: the mutable record that the patterns pass on. Does not belong here: patterns.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from pipelines.annotate.attribution import Attribution, pieces
from pipelines.annotate.attribution_sources import Source

# Fixed priors by pattern, not calibrated: shares of rows that agreed with one annotator of 120 PolNeAR training
# documents, smoothed by hand for rare patterns.
PRIORS = {
    "that_clause": 0.8,
    "bare_clause": 0.75,
    "quotation": 0.9,
    "fronted_clause": 0.75,
    "parenthesis": 0.75,
    "according_to": 0.85,
    "as_clause": 0.6,
    "question": 0.6,
    "infinitive": 0.5,
    "request": 0.6,
    "gerund": 0.75,
    "predicate": 0.7,
    "object": 0.55,
    "none": 0.5,
    "passive": 0.4,
    "agentless": 0.3,
    "adjective": 0.5,
    "noun": 0.4,
}


@dataclass(slots=True)
class Draft:
    """An attribution in the making; `reporting` says that its cue may take a quotation."""

    head: Token
    cue: list[int]
    source: Source | None
    content: set[int]
    pattern: str
    reporting: bool = False
    may_be_empty: bool = False
    claimed: list[int] = field(default_factory=list)  # numbers of the quotations that belong to it


def attribution_of(doc: Doc, draft: Draft) -> Attribution | None:
    """Freeze a draft; None when nothing is left of a content that it needs."""
    cue = (doc[draft.cue[0]].idx, doc[draft.cue[-1]].idx + len(doc[draft.cue[-1]]))
    taken = set(draft.cue) | (set(draft.source.tokens) if draft.source else set())
    content = pieces(doc, draft.content - taken, glue=taken)
    if not content and not draft.may_be_empty:
        return None
    pattern = draft.pattern if content else "none"
    source = pieces(doc, draft.source.tokens - set(draft.cue)) if draft.source else ()
    return Attribution(
        cue=cue,
        source=source[0] if source else None,
        content=content,
        method=f"rule:{pattern}",
        confidence=PRIORS[pattern],
    )
