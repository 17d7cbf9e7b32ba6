"""Completing underspecified time expressions.

Belongs here: which day an expression is counted from, on which side of it the verb and the preposition put it, and
the value and interval that follow. Does not belong here: finding expressions (`timex_grammar`), the calendar itself
(`timex_calendar`).

Nothing is guessed: without a publication date what counts from it stays a template, and so does what counts from
an earlier date where there is none of the needed precision. Method: nearest candidate on the side of the governing
verb's tense, as in HeidelTime (Strötgen and Gertz 2013) and SUTime (Chang and Manning 2012); code and rules are our
own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from spacy.tokens import Span, Token

from pipelines.annotate.model import in_title
from pipelines.annotate.timex_calendar import Period, candidate, cycle, period
from pipelines.annotate.timex_reading import Reading, Side
from schemas.codes import Anchor, DateRelation, Granularity

_SEARCHED_CYCLES = 9  # 29 February may be eight years away
_PRECISION = {unit: rank for rank, unit in enumerate(Granularity)}

_RELATIONS = {
    "since": DateRelation.SINCE,
    "until": DateRelation.UNTIL,
    "till": DateRelation.UNTIL,
    "through": DateRelation.UNTIL,
    "by": DateRelation.BY,
    "before": DateRelation.BEFORE,
    "after": DateRelation.AFTER,
    "following": DateRelation.AFTER,
    "during": DateRelation.DURING,
    "in": DateRelation.DURING,
    "on": DateRelation.DURING,
    "at": DateRelation.DURING,
    "within": DateRelation.DURING,
    "over": DateRelation.DURING,
    "throughout": DateRelation.DURING,
}
_ATTRIBUTIVE = frozenset({"amod", "compound", "nmod", "npadvmod", "nummod", "poss"})
_PLANNED = frozenset({"due", "expect", "expected", "schedule", "set", "slate", "upcoming"})
_DONE = frozenset({"appear", "begin", "come", "continue", "fail", "happen", "help", "manage", "prove", "seem", "start"})
_FUTURE_AUXILIARIES = frozenset({"will", "wo", "'ll", "’ll", "shall", "would", "may", "might", "should", "must"})


class Tense(Enum):
    """Where the governing verb puts its time, seen from the publication date."""

    PAST = "past"
    FUTURE = "future"


# How many days nearer a candidate must be to stand against the verb. Of weekdays none is near enough; of dates within
# the year, a past tense loses against what is half a year nearer, since it is often another verb's.
_DAYS_AGAINST_TENSE = {
    Tense.PAST: {Granularity.WEEK: 7, Granularity.YEAR: 182},
    Tense.FUTURE: {Granularity.WEEK: 7, Granularity.YEAR: 366},
}


@dataclass(frozen=True, slots=True)
class Resolution:
    """A value with its period, None where it has none or stays open, and what it was counted from."""

    timex_value: str
    period: Period | None
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Previous:
    """A period that the text has given, and the number of its sentence."""

    period: Period
    sentence_no: int


def resolve(
    reading: Reading,
    *,
    published_on: date | None,
    previous: Sequence[Previous],
    sentence_no: int,
    tense: Tense | None,
) -> Resolution:
    """Complete a reading.

    Args:
        reading: What the grammar found.
        published_on: The publication date, None where it is not known.
        previous: The periods found before it in the text, in order.
        sentence_no: The sentence that it stands in.
        tense: Where the governing verb puts it, None where that is not told.

    Returns:
        The full value with its period; the reading's own value, no period and anchor NONE where it cannot be
        completed or has no period (durations, sets, references).
    """
    if reading.against is Anchor.EXPLICIT:
        return Resolution(reading.timex_value, period(reading.timex_value), Anchor.EXPLICIT)
    anchor = _anchor_period(reading, published_on, previous, sentence_no)
    found = None if anchor is None else _choose(reading, anchor, tense)
    if found is None:
        return Resolution(reading.timex_value, None, Anchor.NONE)
    return Resolution(found.value, found, reading.against)


def _anchor_period(
    reading: Reading, published_on: date | None, previous: Sequence[Previous], sentence_no: int
) -> Period | None:
    """The period to count from: the publication date, or the last one that is precise enough for the reading."""
    if reading.against is Anchor.PUBLISHED and published_on is not None:
        return Period(published_on.isoformat(), Granularity.DAY, published_on, published_on)
    unit = cycle(reading.timex_value)
    if reading.against is not Anchor.PREVIOUS or unit is None:
        return None
    precise = (
        earlier.period
        for earlier in reversed(previous)
        if _PRECISION[earlier.period.granularity] <= _PRECISION[unit]
        and (earlier.sentence_no == sentence_no or not reading.same_sentence)
    )
    return next(precise, None)


def _choose(reading: Reading, anchor: Period, tense: Tense | None) -> Period | None:
    """The candidate that the reading means."""
    template = reading.timex_value
    if reading.cycle is not None:
        return _in_cycle(template, anchor, reading.cycle)
    around = [
        found
        for steps in range(-_SEARCHED_CYCLES, _SEARCHED_CYCLES + 1)
        if (found := candidate(template, anchor.start, steps)) is not None
    ]
    if reading.side is Side.BEFORE:
        return _last(around, lambda found: found.end < anchor.start)
    if reading.side is Side.AFTER:
        return _first(around, lambda found: found.start > anchor.end)
    unit = cycle(template)
    against_tense = 0 if tense is None or unit is None else _DAYS_AGAINST_TENSE[tense].get(unit, 0)
    return min(around, key=lambda found: _distance(found, anchor, tense, against_tense), default=None)


def _in_cycle(template: str, anchor: Period, steps: int) -> Period | None:
    """The candidate so many cycles away; "this winter" is the one that holds the anchor, if one does."""
    if steps == 0:
        before = candidate(template, anchor.start, -1)
        if before is not None and before.start <= anchor.start <= before.end:
            return before
    return candidate(template, anchor.start, steps)


def _first(periods: Iterable[Period], wanted: Callable[[Period], bool]) -> Period | None:
    return next(filter(wanted, periods), None)


def _last(periods: Sequence[Period], wanted: Callable[[Period], bool]) -> Period | None:
    return _first(reversed(periods), wanted)


def _distance(found: Period, anchor: Period, tense: Tense | None, against_tense: int) -> int:
    """Days between two periods, 0 where they overlap, and more if the tense says the other side."""
    after, before = (found.start - anchor.end).days, (anchor.start - found.end).days
    wrong_side = (tense is Tense.PAST and after > 0) or (tense is Tense.FUTURE and before > 0)
    return max(after, before, 0) + against_tense * wrong_side


def relation_of(span: Span) -> DateRelation | None:
    """How the preposition before a date relates it to what it dates.

    Args:
        span: The date's tokens.

    Returns:
        The relation, None without a preposition. Where the date only describes a noun, as in "after Monday's
        vote", the preposition speaks of the noun: then DURING or None.
    """
    word = _word_before(span)
    relation = None if word is None else _RELATIONS.get(word.lower_)
    if relation in {None, DateRelation.DURING} or not _is_attributive(span):
        return relation
    return None


def _word_before(span: Span) -> Token | None:
    """The token before a span, articles and "the" of the extent aside."""
    index = span.start - 1
    while index >= 0 and span.doc[index].pos_ == "DET":
        index -= 1
    return span.doc[index] if index >= 0 else None


def _is_attributive(span: Span) -> bool:
    root = span.root
    return root.dep_ in _ATTRIBUTIVE and root.head.i >= span.end


def tense_of(span: Span) -> Tense | None:
    """Where the verb that governs a time expression puts it; else where its preposition does.

    Args:
        span: The expression's tokens.

    Returns:
        The tense of the nearest verb above it that tells one, or of "since" and "by"; None if nothing tells.
    """
    relation = relation_of(span)
    if relation is DateRelation.SINCE:
        return Tense.PAST
    # "They will discuss Monday's vote" does not put Monday in the future; "Monday's vote will decide" does.
    describes_object = _is_attributive(span) and span.root.head.dep_ not in {"nsubj", "nsubjpass"}
    for token in span.root.ancestors:
        if token.lemma_.lower() in _PLANNED and token.tag_ in {"VBN", "JJ"}:
            return Tense.FUTURE
        if _is_open_infinitive(token):
            return None
        found = _verb_tense(token) if token.pos_ in {"VERB", "AUX"} else None
        if found is None and token == _governor(span) and _is_scheduled(token):
            return Tense.FUTURE
        if found is not None:
            return None if found is Tense.FUTURE and describes_object else found
    return Tense.FUTURE if relation is DateRelation.BY else None


def _governor(span: Span) -> Token:
    """The word that a date hangs on, its preposition aside."""
    head = span.root.head
    return head.head if head.pos_ == "ADP" else head


def _is_scheduled(verb: Token) -> bool:
    """Whether a verb is in the simple present, which with a date tells a plan: "the offer expires Friday".

    In a title it tells what has happened: "Minister resigns on Monday".
    """
    return verb.tag_ in {"VBZ", "VBP"} and not in_title(verb.doc, verb.idx)


def _is_open_infinitive(verb: Token) -> bool:
    """Whether a verb is what somebody agreed, wants or has to do, at a time not told; not "failed to", "began to"."""
    infinitive = any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)
    return infinitive and verb.head.lemma_ not in _DONE | _PLANNED


def _verb_tense(verb: Token) -> Tense | None:
    """The tense of a verb with its auxiliaries; None for the present and for participles that tell none."""
    helpers = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    tags = {child.tag_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    if helpers & _FUTURE_AUXILIARIES and not helpers & {"have", "’ve", "'ve"}:
        return Tense.FUTURE
    if verb.tag_ == "VBD" or "VBD" in tags or (verb.tag_ == "VBN" and not tags & {"VBZ", "VBP"}):
        return Tense.PAST
    if verb.tag_ == "VBN" and helpers & {"has", "have", "'s", "’s", "'ve", "’ve"}:
        return Tense.PAST
    if verb.tag_ == "VBG" and helpers:
        return Tense.FUTURE
    return None
