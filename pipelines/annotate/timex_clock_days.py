"""Which day a time of day belongs to: "at 8 p.m." is one of some day, which the text tells elsewhere.

Belongs here: choosing among the days that a text gives. Does not belong here: a day that stands beside the clock time
("8 p.m. on Friday", `timex_joins`), completing the value (`timex_resolve`).

The day is, in this order: one of the same sentence, on the same verb or before the clock time; the last one of the
paragraph before it. The latter only where the verb tells one event: "the blast came at 8 p.m.", not "the shops open at
8 a.m.". A day that something has lasted since is neither. Where the text gives none, the day stays open: it is never
taken to be that of publication.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from spacy.tokens import Span, Token

from pipelines.annotate.timex_calendar import Period
from pipelines.annotate.timex_tense import above, describes_a_noun, governor, relation_of, tells_one_event
from schemas.codes import DateRelation, Granularity

_DAYS = frozenset({Granularity.DAY, Granularity.TIME})


@dataclass(frozen=True, slots=True)
class DayGiven:
    """A day that the text gives, with its tokens, the verb above them and the numbers of its sentence and paragraph."""

    period: Period
    span: Span
    verb: Token | None
    sentence_no: int
    paragraph_no: int


def is_day(found: Period) -> bool:
    """Whether a period is a day or a time of one."""
    return found.granularity in _DAYS


def day_of_clock(clock: Span, sentence_no: int, paragraph_no: int, days: Sequence[DayGiven]) -> Period | None:
    """The day in the text that a clock time belongs to.

    Args:
        clock: The clock time's tokens.
        sentence_no: Its sentence.
        paragraph_no: Its paragraph.
        days: The days that the text gives, in order.

    Returns:
        The day's period, None where neither sentence nor paragraph gives one.
    """
    possible = [day for day in days if relation_of(day.span) is not DateRelation.SINCE]
    inside = [day for day in possible if day.sentence_no == sentence_no]
    verb = verb_above(clock)
    before = [day for day in inside if day.span.start < clock.start]
    same_verb = [day for day in inside if day.verb == verb and not describes_a_noun(day.span)]
    around = same_verb or before
    if not around and tells_one_event(clock):
        around = [day for day in possible if day.span.start < clock.start and day.paragraph_no == paragraph_no]
    return around[-1].period if around else None


def verb_above(span: Span) -> Token | None:
    """The nearest verb above a time expression."""
    nearest = governor(span)
    return next((token for token in chain([nearest], above(nearest)) if token.pos_ in {"VERB", "AUX"}), None)
