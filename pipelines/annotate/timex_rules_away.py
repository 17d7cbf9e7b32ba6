"""Rules for times that lie so many units away: "two weeks ago", "three years later", "in a week's time".

Belongs here: what is counted in units or in weekdays ("two Sundays ago"), and the period so counted around ("two years
ago this week"). Does not belong here: the next or last period (`timex_rules_relative`), lengths
(`timex_rules_length`).
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.annotate.timex_reading import (
    CLAUSE_END,
    COUNT,
    JOIN,
    UNIT,
    WEEKDAY,
    Numbers,
    Reading,
    Rule,
    count,
    counted,
    neighbouring,
    registrar,
    step,
    unit_word,
)
from pipelines.annotate.timex_windows import WEEKDAY_WORDS
from pipelines.annotate.timex_words import GAP, WORDS, value
from schemas.codes import Anchor, TimexType

RULES: list[Rule] = []
_rule = registrar(RULES)

_AWAY = {"ago", "now", "today", "hence", "earlier", "later", "afterward", "afterwards", "before", "after"}
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}

_AGO = rf"ago|from{GAP}(?:now|(?P<today>today))|hence"
_LATER = rf"(?:earlier|later|afterwards?)(?!{GAP}than)|(?:before|after)(?:{CLAUSE_END}|(?={GAP}(?:in|at|when)\b))"
_BACK = frozenset({"ago", "earlier", "before"})


@_rule(
    "counted",
    _AWAY,
    rf"(?P<count>{COUNT}){JOIN}(?P<unit>{UNIT})(?:{GAP}or{GAP}so)?{GAP}(?:(?P<ago>{_AGO})|(?P<later>{_LATER}))",
)
def _counted(match: re.Match[str], numbers: Numbers) -> Reading:
    """A time like "two weeks ago" is the week two weeks back; the grain is that of the unit, as TimeBank has it.

    "A year earlier", after a quarter, compares with that quarter of the year before.
    """
    amount, unit = count(match, "count", numbers), unit_word(match["unit"])
    if match["today"] and unit == "week" and amount is not None:
        return counted("XXXX-XX-XX", Anchor.PUBLISHED, round(7 * amount))  # to the day
    anchor = Anchor.PUBLISHED if match["ago"] else Anchor.PREVIOUS
    back = (match["ago"] or match["later"]).lower() in _BACK
    found = _away(amount, unit, anchor, back=back)
    if found.timex_value == "XXXX" and amount == 1 and back:
        return replace(found, timex_value="XXXX-QX", against=Anchor.PREVIOUS, years=-1, otherwise=found, compared=True)
    return found


def _away(amount: float | None, unit: str, anchor: Anchor, *, back: bool) -> Reading:
    clock = WORDS["clock_period"].get(unit)
    years = {"decade": 10, "century": 100}.get(unit, 1)
    template = clock or value("period", "year" if years > 1 else unit)
    if anchor is Anchor.PUBLISHED and amount is None:
        return Reading(TimexType.DATE, "PAST_REF" if back else "FUTURE_REF")
    if clock is not None or amount is None or amount != int(amount):
        return Reading(TimexType.TIME if clock else TimexType.DATE, template)
    periods = int(amount) * years * (2 if unit == "fortnight" else 1)
    return counted(template, anchor, -periods if back else periods)


@_rule(
    "vague_ago",
    {"ago"},
    rf"(?:seconds|minutes|hours|days|weeks|months|years|decades|centuries){GAP}ago|long{GAP}ago",
)
def _vague_ago(_: re.Match[str], __: Numbers) -> Reading:
    return Reading(TimexType.DATE, "PAST_REF")


@_rule(
    "vague_later",
    {"later", "earlier"},
    rf"(?P<unit>days|weeks|months|years|decades|centuries){GAP}(?:later|earlier)(?!{GAP}than)",
)
def _vague_later(match: re.Match[str], _: Numbers) -> Reading:
    return Reading(TimexType.DATE, value("period", unit_word(match["unit"])))


@_rule(
    "counted_period",
    {"ago"},
    rf"(?P<count>{COUNT}){JOIN}(?P<unit>{UNIT}){GAP}ago{GAP}(?:today|(?P<step>this|last|next){GAP}(?P<period>week|month))",
)
def _counted_period(match: re.Match[str], numbers: Numbers) -> Reading | None:
    """The day, week or month as it was so long ago: "forty years ago this month", "a year ago today"."""
    amount, months = count(match, "count", numbers), _MONTHS.get(unit_word(match["unit"]))
    if amount is None or months is None or amount * months != int(amount * months):
        return None
    found = counted(value("period", match["period"] or "day"), Anchor.PUBLISHED, step(match["step"] or "this"))
    return replace(found, months=-int(amount * months))


@_rule(
    "units_time",
    {"time"},
    rf"(?P<count>{COUNT}){GAP}(?P<unit>{UNIT})(?:['\u2019]s?){GAP}time(?!{GAP}(?:to|for|of|off)\b)",
)
def _units_time(match: re.Match[str], numbers: Numbers) -> Reading:
    """A time to come: "in a week's time", "in two years' time"."""
    return _away(count(match, "count", numbers), unit_word(match["unit"]), Anchor.PUBLISHED, back=False)


@_rule("weekdays_ago", WEEKDAY_WORDS, rf"(?P<count>{COUNT}){GAP}(?P<weekday>{WEEKDAY})s?{GAP}ago")
def _weekdays_ago(match: re.Match[str], numbers: Numbers) -> Reading | None:
    """So many of these weekdays back, "two Sundays ago" being the Sunday before last."""
    amount = count(match, "count", numbers)
    if amount is None or amount != int(amount) or amount < 1:
        return None
    found = neighbouring(f"XXXX-WXX-{value('weekday', match['weekday'])}", Anchor.PUBLISHED, -1)
    return replace(found, weeks=1 - int(amount))


@_rule(
    "next_but_one",
    {"last", "next"},
    rf"the{GAP}(?:(?P<weekday>{WEEKDAY})|(?P<period>night|weekend|week|month|quarter|year))"
    rf"{GAP}(?:(?P<before>before{GAP}last)|after{GAP}next)(?!{GAP}\w+['\u2019]s)(?={CLAUSE_END}|{GAP}(?![A-Z]))",
)
def _next_but_one(match: re.Match[str], _: Numbers) -> Reading:
    """The last but one and the next but one: "the week before last", "the Friday after next"."""
    side = -1 if match["before"] else 1
    if match["weekday"]:
        found = neighbouring(f"XXXX-WXX-{value('weekday', match['weekday'])}", Anchor.PUBLISHED, side)
        return replace(found, weeks=side)
    return counted(value("period", match["period"]), Anchor.PUBLISHED, 2 * side)
