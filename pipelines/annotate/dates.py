"""Dates, times, durations and sets of an article, after TIMEX3.

Belongs here: the doorway. It asks the grammar for expressions, turns away what the parse shows to be no time (a name,
a count), has the rest resolved in the order of the text, and builds the records. Does not belong here: patterns
(`timex_grammar`, `timex_rules_*`), resolution (`timex_order`, `timex_resolve`), the calendar (`timex_calendar`).

`resolved` tells whether the value stands for known days: then `date_start` and `date_end` are its first and last day,
and a modifier (START, BEFORE …) does not narrow them. DURATION, SET and the PRESENT, PAST and FUTURE references have
no days: unresolved, anchor NONE, no granularity. `confidence` is the share of right values that the rule has
(`timex_confidence`); `method` is "rule:" and the rule's name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from spacy.tokens import Doc, Span, Token

from pipelines.annotate.model import sentence_numbers, text_of
from pipelines.annotate.records import Date
from pipelines.annotate.timex_calendar import granularity
from pipelines.annotate.timex_confidence import confidence_of
from pipelines.annotate.timex_grammar import find_expressions
from pipelines.annotate.timex_order import Placed, resolve_in_order
from pipelines.annotate.timex_reading import Expression, Reading
from pipelines.annotate.timex_resolve import Resolution
from pipelines.annotate.timex_tense import relation_of
from schemas.codes import TimexType

_NAMES = frozenset({"FAC", "LAW", "ORG", "PERSON", "PRODUCT", "WORK_OF_ART"})
_QUANTITIES = frozenset({"MONEY", "PERCENT", "QUANTITY"})
_NAME_RULES = frozenset({"month", "weekday", "frequency", "reference", "season", "neighbour", "day_word", "noon"})
# "The annual report" and all that is quarterly are names of kinds.
_REPORTS = frozenset(
    {
        "conference",
        "congress",
        "convention",
        "dividend",
        "earnings",
        "event",
        "festival",
        "gathering",
        "general",
        "loss",
    }
    | {"march", "meeting", "message", "news", "parade", "profit", "report", "result", "review", "session", "statement"}
    | {"summit"}
)
_SUMS = frozenset({"average", "crowd", "maximum", "mean", "median", "minimum", "total"})
# Nouns that have a year rather than being counted by thousands: "2006 earnings", "1990 levels".
_DATED = frozenset(
    {"championship", "earning", "earnings", "election", "estimate", "figure", "forecast", "level", "poll", "price"}
    | {"primary", "profit", "protest", "rate", "result", "revenue", "riot", "rule", "sale", "standard", "talk", "term"}
)
_ATTRIBUTES = frozenset({"amod", "compound"})
_FIRST_LIKELY_YEAR = 1800
# Before "a day" in "90 euros a day", "a metre or so an hour"; after "a day" where it is a length.
_AMOUNTS = frozenset({"NOUN", "NUM", "PROPN", "SYM"})
_AFTER_AMOUNT = frozenset({")", "apiece", "each", "less", "more", "so"})
_AFTER_LENGTH = frozenset({"after", "ago", "before", "earlier", "following", "from", "later", "long", "old", "since"})
_COUNTED_BY_ORDINALS = frozenset({"ADJ", "NOUN", "NUM", "PROPN"})
_FINITE, _PRONOUNS = frozenset({"MD", "VBD", "VBP", "VBZ"}), frozenset({"EX", "PRP"})
_PLACES = frozenset({"at", "by", "from", "in", "on", "when"})
_RATE_REACH = 8  # tokens between the amount and "a day"


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
        confidence=confidence_of(expression.rule),
        method=f"rule:{expression.rule}",
    )


def _is_still_to_come(expression: Expression, published_on: date | None) -> bool:
    """Whether a day known by its event had not come when the article appeared: then it is another such day."""
    if expression.rule != "named_day" or published_on is None:
        return False
    return date.fromisoformat(expression.reading.timex_value) > published_on


def _as_rate(reading: Reading, span: Span) -> Reading:
    """The reading, a set where it says how often: "a month" in "earns 300 euros a month"."""
    if reading.timex_type is not TimexType.DURATION or len(span) != 2 or span[0].lower_ not in {"a", "an"}:
        return reading
    doc, start = span.doc, span.start
    after = doc[span.end].lower_ if span.end < len(doc) else ""
    before = doc[start - 1] if start > 0 else None
    if before is None or after in _AFTER_LENGTH or (before.pos_ not in _AMOUNTS and before.lower_ not in _AFTER_AMOUNT):
        return reading
    earlier = doc[max(span.sent.start, start - _RATE_REACH) : start]
    return replace(reading, timex_type=TimexType.SET) if any(map(_counts, earlier)) else reading


def _counts(token: Token) -> bool:
    """Whether a token is part of an amount: "90", "N18,500", "hundreds"."""
    return (
        token.like_num
        or token.pos_ in {"NUM", "SYM"}
        or token.ent_type_ in _QUANTITIES
        or any(map(str.isdigit, token.text))
    )


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
    if expression.rule == "frequency" and span.root.dep_ in _ATTRIBUTES:
        return expression.reading.timex_value != "P1Q" and span.root.head.lemma_.lower() not in _REPORTS
    possible = _POSSIBLE.get(expression.rule)
    return possible is None or possible(span)


def _is_month(span: Span) -> bool:
    """Whether it is none of "May I" and "the annual March"."""
    return span[-1].pos_ not in {"VERB", "AUX"} and not _has_article(span)


def _is_day_of_month(span: Span) -> bool:
    """Whether no noun follows that the ordinal counts: "on the 9th floor"."""
    after = _after(span)
    return after is None or after.pos_ not in _COUNTED_BY_ORDINALS


def _is_name(span: Span) -> bool:
    """Whether the words are part of a longer name: "Theresa May", "the Sunday Times", "Daily Mail"."""
    kind = span[-1].ent_type_
    around = [span.doc[index] for index in (span.start - 1, span.end) if 0 <= index < len(span.doc)]
    return kind in _NAMES and any(token.ent_type_ == kind for token in around)


def _has_article(span: Span) -> bool:
    return any(child.dep_ == "det" for child in span.root.children)


def _after(span: Span) -> Token | None:
    return span.doc[span.end] if span.end < len(span.doc) else None


def _stands_alone(span: Span) -> bool:
    """Whether "the day before" counts from the text: not "the day before the vote", nor "the day before they met, …".

    It does where nothing follows that it could count from, and where the sentence has one finite verb, its own.
    """
    after = _after(span)
    if after is None or after.pos_ in {"PUNCT", "SPACE"} or after.tag_ in _FINITE:
        return True
    if after.lower_ in _PLACES:
        return True
    first = span.start == span.sent.start
    return first and after.tag_ in _PRONOUNS and sum(token.tag_ in _FINITE for token in span.sent) == 1


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
    before = span.doc[span.start - 1] if span.start > 0 else None
    if before is not None and before.lower_ == "of" and before.head.lemma_.lower() in _SUMS:
        return True  # "an average of 1500"
    counted = number.dep_ == "nummod" and number.head.i > number.i and number.head.tag_ in {"NNS", "NNPS"}
    since = before is not None and before.lower_ == "since"
    dated = since or number.head.lemma_.lower() in _DATED
    if counted and not dated and not any(map(_makes_definite, number.head.children)):
        return True
    named = before is not None and before.pos_ in {"ADP", "SCONJ"}
    return int(expression.reading.timex_value) < _FIRST_LIKELY_YEAR and not named


def _makes_definite(word: Token) -> bool:
    return word.dep_ == "poss" or (word.dep_ == "det" and word.lower_ != "some")


# Rules of which the parse tells whether an expression may stand.
_POSSIBLE: dict[str, Callable[[Span], bool]] = {
    "weekday": lambda span: not _is_named_day(span),
    "day_before": _stands_alone,
    "day_of_month": _is_day_of_month,
    "month": _is_month,
}
