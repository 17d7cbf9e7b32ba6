"""Dates, times, durations and sets of an article, after TIMEX3.

Belongs here: the doorway. It asks the grammar for expressions, turns away what the parse shows to be no time (a name,
a count), has the rest resolved in the order of the text, and builds the records. Does not belong here: patterns
(`timex_grammar`, `timex_rules_*`), resolution (`timex_resolve`), the calendar (`timex_calendar`).

`resolved` tells whether the value stands for known days: then `date_start` and `date_end` are its first and last day,
and a modifier (START, BEFORE …) does not narrow them. DURATION, SET and the PRESENT, PAST and FUTURE references have
no days: unresolved, anchor NONE, no granularity. `confidence` is the prior of the rule, a judgement that has not been
calibrated yet; `method` is "rule:" and the rule's name.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from spacy.tokens import Doc, Span

from pipelines.annotate.model import sentence_numbers, text_of
from pipelines.annotate.records import Date
from pipelines.annotate.timex_calendar import granularity
from pipelines.annotate.timex_grammar import find_expressions
from pipelines.annotate.timex_order import Placed, resolve_in_order
from pipelines.annotate.timex_reading import Expression, Reading
from pipelines.annotate.timex_resolve import Resolution
from pipelines.annotate.timex_tense import relation_of
from schemas.codes import TimexType

_NAMES = frozenset({"FAC", "LAW", "ORG", "PERSON", "PRODUCT", "WORK_OF_ART"})
_QUANTITIES = frozenset({"MONEY", "PERCENT", "QUANTITY"})
_NAME_RULES = frozenset({"month", "weekday", "frequency", "reference", "season", "neighbour", "day_word", "noon"})
_KINDS_OF_REPORT = frozenset({"P1Q", "P1Y"})  # "the annual report", "quarterly results" are names of kinds
_FIRST_LIKELY_YEAR = 1800


def find_dates(doc: Doc, published_on: date | None, *, day_first: bool | None = None) -> list[Date]:
    """Find the time expressions of a parsed article.

    Args:
        doc: The article, parsed by `model.parse`.
        published_on: The date to count relative expressions from; None leaves them unresolved.
        day_first: Whether the source writes 5/11 for the fifth of November; None leaves such dates unresolved.

    Returns:
        One record per expression in order of the text, spans disjoint; `position` is left None.
    """
    numbers = sentence_numbers(doc)
    text = text_of(doc)

    def accept(found: Expression) -> bool:
        return _is_time(found, _span(doc, found)) and not _is_still_to_come(found, published_on)

    expressions = find_expressions(text, accept)
    placed = []
    paragraph_no, paragraph_start = 0, 0
    for expression in expressions:
        span = _span(doc, expression)
        paragraph_no += text.count("\n", paragraph_start, expression.char_start)
        paragraph_start = expression.char_start
        placed.append(Placed(_as_rate(expression.reading, span), span, numbers[span.start], paragraph_no))
    resolutions = resolve_in_order(placed, published_on, day_first=day_first)
    return [_record(*of_one) for of_one in zip(expressions, placed, resolutions, strict=True)]


def _record(expression: Expression, placed: Placed, resolution: Resolution) -> Date:
    """The record of an expression."""
    period, timex_type = resolution.period, placed.reading.timex_type
    dated = timex_type in {TimexType.DATE, TimexType.TIME}
    return Date(
        char_start=expression.char_start,
        char_end=expression.char_end,
        sentence_no=placed.sentence_no,
        timex_type=timex_type,
        timex_value=resolution.timex_value,
        timex_mod=expression.mod,
        date_start=None if period is None else period.start,
        date_end=None if period is None else period.end,
        granularity=granularity(resolution.timex_value) if dated else None,
        relation=relation_of(placed.span) if dated else None,
        anchor=resolution.anchor,
        resolved=period is not None,
        confidence=expression.prior,
        method=f"rule:{expression.rule}",
    )


def _is_still_to_come(expression: Expression, published_on: date | None) -> bool:
    """Whether a day known by its event had not come when the article appeared: then it is another such day."""
    if expression.rule != "named_day" or published_on is None:
        return False
    return date.fromisoformat(expression.reading.timex_value) > published_on


def _as_rate(reading: Reading, span: Span) -> Reading:
    """The reading, a set where it says how often: "a month" in "earns 300 euros a month"."""
    amount = span.root.head
    if reading.timex_type is not TimexType.DURATION or span[0].lower_ not in {"a", "an"} or amount.i >= span.start:
        return reading
    counts = amount.like_num or any(child.dep_ in {"nummod", "quantmod"} for child in amount.children)
    return replace(reading, timex_type=TimexType.SET) if counts and span.root.dep_ == "npadvmod" else reading


def _span(doc: Doc, expression: Expression) -> Span:
    """The tokens that an expression touches."""
    span = doc.char_span(expression.char_start, expression.char_end, alignment_mode="expand")
    if span is None:
        message = f"{expression} lies outside the text"
        raise IndexError(message)
    return span


def _is_time(expression: Expression, span: Span) -> bool:
    """Whether the parse lets an expression stand."""
    if expression.rule == "year":
        return not _is_quantity(expression, span)
    if expression.rule in _NAME_RULES and _is_name(span):
        return False
    if expression.rule == "frequency" and span.root.dep_ == "amod":
        return expression.reading.timex_value not in _KINDS_OF_REPORT
    if expression.rule == "weekday":
        return not _is_named_day(span)
    if expression.rule == "month":
        return span[-1].pos_ not in {"VERB", "AUX"} and not _has_article(span)  # "May I", "the annual March"
    return True


def _is_name(span: Span) -> bool:
    """Whether the words are part of a longer name: "Theresa May", "the Sunday Times", "Daily Mail"."""
    kind = span[-1].ent_type_
    around = [span.doc[index] for index in (span.start - 1, span.end) if 0 <= index < len(span.doc)]
    return kind in _NAMES and any(token.ent_type_ == kind for token in around)


def _has_article(span: Span) -> bool:
    return any(child.dep_ == "det" for child in span.root.children)


def _is_named_day(span: Span) -> bool:
    """Whether a capitalised adjective or noun before the weekday makes it a name: "Black Friday"."""
    if span.start == 0:
        return False
    before = span.doc[span.start - 1]
    return before.is_title and before.head.i in range(span.start, span.end) and before.dep_ in {"amod", "compound"}


def _is_quantity(expression: Expression, span: Span) -> bool:
    """Whether four digits are an amount: "2000 people", "1500 metres"; not "the 2012 elections"."""
    number = span[-1]
    if number.ent_type_ in _QUANTITIES:
        return True
    if number.dep_ == "nummod" and number.head.i < number.i and number.head.is_title and number.ent_type_ != "EVENT":
        return True  # "Resolution 1973", "Room 2015"
    counted = number.dep_ == "nummod" and number.head.i > number.i and number.head.tag_ in {"NNS", "NNPS"}
    if counted and not any(child.dep_ in {"det", "poss"} for child in number.head.children):
        return True
    named = span[0].i > 0 and span.doc[span[0].i - 1].pos_ in {"ADP", "SCONJ"}
    return int(expression.reading.timex_value) < _FIRST_LIKELY_YEAR and not named
