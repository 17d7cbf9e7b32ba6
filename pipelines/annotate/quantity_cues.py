"""What the words around a quantity say of it: its bound and its trend.

Belongs here: cue words beside a quantity and the change verbs and nouns that govern it, from `quantity_cues.csv`.
Does not belong here: the quantity itself.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pipelines.annotate.model import text_of
from pipelines.knowledge.quantities import quantity_cues
from schemas.codes import Bound, NumberKind, Trend

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_REACH = 40  # characters before a quantity in which a cue ends right at it; longer than the longest cue
_BOUND_DATES = frozenset({"about", "around", "circa", "approximately", "before", "some", "over"})
_STEPS = 5  # heads to climb from a quantity to the verb that tells its trend
_CLIMB = frozenset({"nummod", "quantmod", "compound", "amod", "nmod", "npadvmod", "advmod", "pobj", "dobj", "prep"})
_SIGNS = {"-": Trend.DOWN, "\u2212": Trend.DOWN, "\u2013": Trend.DOWN, "+": Trend.UP}  # "Index -0.6%"
_PARTICLE = re.compile(r"\b((?:g[ai]v\w+\s)?\w+)(?:\s+by)?\s*\Z", re.IGNORECASE)  # "up", "gave up", "down by"
_LEVELS = frozenset({"to", "from", "at", "in", "on", "for", "with", "since", "after", "before", "until"})


def bound_of(doc: Doc, start: int, *ends: int, is_duration: bool) -> Bound:
    """The bound that the words right before a quantity, or right after it, give it.

    Args:
        doc: The parsed text.
        start: Where the quantity starts.
        *ends: The offsets after which a cue may follow ("20 people or more", "20-odd people").
        is_duration: "Over five years" may be a span of time; it bounds only where the parser sees no preposition.

    Returns:
        The bound; exact where no cue says otherwise.
    """
    text = text_of(doc)
    before = _before().search(text, max(0, start - _REACH), start)
    if before is not None and not _is_other(doc, before.start("cue"), start, is_duration=is_duration):
        return _sense(before["cue"], "before")
    for end in ends:
        after = _after().match(text, end)
        if after is not None:
            return _sense(after["cue"], "after")
    return Bound.EXACT


def is_bounded(text: str, start: int) -> bool:
    """Whether a word that bounds quantities ends right before an offset, other than those that go with dates."""
    cue = _before().search(text, max(0, start - _REACH), start)
    return cue is not None and cue["cue"].lower() not in _BOUND_DATES


def trend_of(doc: Doc, start: int, end: int, head: Token, kind: NumberKind) -> Trend:
    """Whether a quantity is an amount of change: "rose by 5%", "up 5%", "a 5% cut", not "rose to 5%".

    Args:
        doc: The parsed text.
        start: Where the quantity starts.
        end: Where it ends.
        head: The token that stands for the quantity in the parse: its unit, its counted noun, or the number.
        kind: Money that is an object ("raised $5m") is no change.
    """
    text = text_of(doc)
    if kind is NumberKind.PERCENT and text[start] in _SIGNS:
        return _SIGNS[text[start]]
    cue = _before().search(text, max(0, start - _REACH), start)
    particle = _PARTICLE.search(text[max(0, start - _REACH) : cue.start("cue") if cue else start])
    if particle is not None and particle[1].lower() in {"to", "from"}:
        return Trend.NONE  # a level
    if particle is not None and particle[1].lower() in _words("particle"):
        return _words("particle")[particle[1].lower()]
    after = re.compile(r"\s(\w+)\b").match(text, end)
    if kind is NumberKind.PERCENT and after is not None and after[1].lower() in _words("comparative"):
        return _words("comparative")[after[1].lower()]
    return _governing_trend(head, kind)


def _governing_trend(token: Token, kind: NumberKind) -> Trend:
    for _ in range(_STEPS):
        relation, head = token.dep_, token.head
        if head is token or relation not in _CLIMB:
            break
        if relation == "prep" and token.lower_ in _LEVELS:
            break
        if head.pos_ in {"VERB", "AUX"}:
            told = kind is not NumberKind.MONEY or relation != "dobj"
            return _words("verb").get(head.lemma_, Trend.NONE) if told else Trend.NONE
        counts_changes = kind is NumberKind.COUNT and relation != "prep"  # "20 losses"
        if head.pos_ == "NOUN" and head.lemma_ in _words("noun") and not counts_changes:
            return _words("noun")[head.lemma_]
        token = head
    return Trend.NONE


def _is_other(doc: Doc, cue_start: int, start: int, *, is_duration: bool) -> bool:
    """Whether the words of a cue are none: "over five years", "ticked up to 5 per cent"."""
    cue = doc.char_span(cue_start, start, alignment_mode="expand")
    if cue is None:
        return False
    return (is_duration and cue[0].dep_ == "prep") or (cue[0].lower_ == "up" and cue[0].dep_ == "prt")


def _sense(cue: str, place: str) -> Bound:
    words = re.sub(r"\s+", " ", cue).lower()
    return next(Bound(c.sense) for c in quantity_cues() if c.cue == words and c.place == place)


@cache
def _words(place: str) -> dict[str, Trend]:
    return {c.cue: Trend(c.sense) for c in quantity_cues() if c.place == place}


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?P<cue>{_cues('before')})\s*(?:\b(?:the|an?)\s+)?$", re.IGNORECASE)


@cache
def _after() -> re.Pattern[str]:
    return re.compile(rf"[ \u00a0-]?(?P<cue>{_cues('after')})(?!\w)", re.IGNORECASE)


def _cues(place: str) -> str:
    cues = sorted((c.cue for c in quantity_cues() if c.place == place), key=lambda cue: (-len(cue), cue))
    return "|".join(re.escape(cue).replace(r"\ ", r"\s+") for cue in cues)
