"""Rules for times that count from another time: the publication date, or a date given before.

Belongs here: "yesterday", "last week", "three years ago", "the following day", "the end of the month". Does not
belong here: named parts of the calendar (`timex_rules_calendar`), lengths and sets (`timex_rules_length`).
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.annotate.timex_reading import (
    CLAUSE_END,
    COUNT,
    DAY_PART,
    JOIN,
    MONTH,
    ORDINAL,
    UNIT,
    WEEKDAY,
    Numbers,
    Reading,
    Rule,
    count,
    counted,
    month_number,
    neighbouring,
    ordinal,
    registrar,
    unit_word,
)
from pipelines.annotate.timex_windows import MONTH_WORDS, PERIOD_WORDS, UNIT_WORDS, WEEKDAY_WORDS, telling
from pipelines.annotate.timex_words import GAP, WORDS, any_of, value
from schemas.codes import Anchor, TimexMod, TimexType

RULES: list[Rule] = []
_rule = registrar(RULES)

_AWAY = {"ago", "now", "hence", "earlier", "later", "afterward", "afterwards", "before", "after"}

_NEIGHBOURS: dict[str, tuple[Anchor, int]] = {
    "last": (Anchor.PUBLISHED, -1),
    "this past": (Anchor.PUBLISHED, -1),
    "this": (Anchor.PUBLISHED, 0),
    "the current": (Anchor.PUBLISHED, 0),
    "next": (Anchor.PUBLISHED, 1),
    "this coming": (Anchor.PUBLISHED, 1),
    "the previous": (Anchor.PREVIOUS, -1),
    "the preceding": (Anchor.PREVIOUS, -1),
    "that": (Anchor.PREVIOUS, 0),
    "that same": (Anchor.PREVIOUS, 0),
    "the same": (Anchor.PREVIOUS, 0),
    "the next": (Anchor.PREVIOUS, 1),
    "the following": (Anchor.PREVIOUS, 1),
}
_WEEKS = {"before": "before", "after": "after"}
_PERIOD = any_of(WORDS["period"])


@_rule("day_word", 0.95, telling("day_word"), rf"(?P<word>{any_of(WORDS['day_word'])})(?:{GAP}(?P<part>{DAY_PART}))?")
def _day_word(match: re.Match[str], _: Numbers) -> Reading:
    part = "night" if match["word"].lower() == "tonight" else match["part"]
    template = value("period", part or "day")
    return counted(template, Anchor.PUBLISHED, int(value("day_word", match["word"])))


@_rule(
    "neighbour",
    0.9,
    PERIOD_WORDS,
    rf"(?P<which>{any_of(_NEIGHBOURS)}){JOIN}(?:fiscal{GAP}|calendar{GAP})?(?P<period>{_PERIOD})",
)
def _neighbour(match: re.Match[str], _: Numbers) -> Reading:
    anchor, step = _NEIGHBOURS[" ".join(match["which"].lower().split())]
    return neighbouring(value("period", match["period"]), anchor, step)


@_rule(
    "neighbour_named",
    0.85,
    WEEKDAY_WORDS | MONTH_WORDS,
    rf"the{GAP}(?:(?P<before>previous|preceding)|following|next){GAP}(?:(?P<weekday>{WEEKDAY})|{MONTH})(?!{GAP}[0-9])",
)
def _neighbour_named(match: re.Match[str], _: Numbers) -> Reading:
    template = (
        f"XXXX-WXX-{value('weekday', match['weekday'])}" if match["weekday"] else f"XXXX-{month_number(match['month'])}"
    )
    return neighbouring(template, Anchor.PREVIOUS, -1 if match["before"] else 1)


@_rule(
    "day_before",
    0.8,
    PERIOD_WORDS,
    rf"the{GAP}(?P<period>{_PERIOD}){GAP}(?P<side>before|earlier|after|later){CLAUSE_END}",
)
def _day_before(match: re.Match[str], _: Numbers) -> Reading:
    """Only "the year before." counts from the date before it; "the day before the vote" is not found."""
    step = -1 if match["side"].lower() in {"before", "earlier"} else 1
    return neighbouring(value("period", match["period"]), Anchor.PREVIOUS, step)


@_rule("weekend", 0.85, {"weekend"}, rf"the{GAP}weekend")
def _weekend(_: re.Match[str], __: Numbers) -> Reading:
    return Reading(TimexType.DATE, value("period", "weekend"), Anchor.PUBLISHED)


@_rule(
    "week_of",
    0.8,
    {"week"},
    rf"the{GAP}(?:(?P<ordinal>{ORDINAL})|(?P<last>last|final))?(?(ordinal){GAP}|(?(last){GAP}))week{GAP}"
    rf"(?P<side>of|in|beginning|starting|ended|ending|to|before|after)(?={GAP}(?:the{GAP})?\w)",
)
def _week_of(match: re.Match[str], numbers: Numbers) -> Reading | None:
    """Only with the date that tells it: "the week of March 6", "the first week of July"."""
    which: str | None = _WEEKS.get(match["side"].lower(), "of")
    if match["last"]:
        which = "last"
    if match["ordinal"]:
        place = ordinal(match, "ordinal", numbers)
        which = f"{place}" if place in {1, 2, 3, 4} else None
    return None if which is None else Reading(TimexType.DATE, "XXXX-WXX", week=which, joined=True)


@_rule(
    "edge_of_period",
    0.75,
    UNIT_WORDS,
    rf"(?:the{GAP})?(?:beginning|start|middle|end|close){GAP}of{GAP}(?P<extent>the{GAP}(?P<period>week|month|quarter|year|decade|century))",
)
def _edge_of_period(match: re.Match[str], _: Numbers) -> Reading:
    """Its period, "the end of the year", is that of the current year; the grammar takes the edge in."""
    return counted(value("period", match["period"]), Anchor.PUBLISHED, 0, "extent")


@_rule("mid_year", 0.75, {"mid", "midyear"}, "mid-?year")
def _mid_year(_: re.Match[str], __: Numbers) -> Reading:
    return replace(counted("XXXX", Anchor.PUBLISHED, 0), mod=TimexMod.MID)


@_rule(
    "whole_period",
    0.6,
    {"year", "week"},
    rf"for{GAP}(?P<extent>the{GAP}(?:(?:full|whole|fiscal|financial){GAP})?(?P<period>week|year))"
    rf"(?={GAP}?[,.;:)]|{GAP}(?:and|as|but|by|from|in|on|to|was|were)\b)",
)
def _whole_period(match: re.Match[str], _: Numbers) -> Reading:
    """The current one, as in "the outlook for the year"; it is no period reported."""
    return replace(counted(value("period", match["period"]), Anchor.PUBLISHED, 0, "extent"), compared=True)


@_rule("year_end", 0.75, {"end"}, rf"year(?:-|{GAP})end")
def _year_end(_: re.Match[str], __: Numbers) -> Reading:
    return counted("XXXX-12-31", Anchor.PUBLISHED, 0)


@_rule("year_end", 0.75, {"end"}, rf"(?P<period>year|month|week)['\u2019]s{GAP}end")
def _end_of_period(match: re.Match[str], _: Numbers) -> Reading:
    return replace(counted(value("period", match["period"]), Anchor.PUBLISHED, 0), mod=TimexMod.END)


_AGO = rf"ago|from{GAP}(?:now|today)|hence"
_LATER = rf"(?:earlier|later|afterwards?)(?!{GAP}than)|(?:before|after)(?:{CLAUSE_END}|(?={GAP}(?:in|at|when)\b))"
_BACK = frozenset({"ago", "earlier", "before"})


@_rule(
    "counted",
    0.85,
    _AWAY,
    rf"(?P<count>{COUNT}){JOIN}(?P<unit>{UNIT})(?:{GAP}or{GAP}so)?{GAP}(?:(?P<ago>{_AGO})|(?P<later>{_LATER}))",
)
def _counted(match: re.Match[str], numbers: Numbers) -> Reading:
    """A time like "two weeks ago" is the week two weeks back; the grain is that of the unit, as TimeBank has it.

    "A year earlier", after a quarter, compares with that quarter of the year before.
    """
    amount = count(match, "count", numbers)
    anchor = Anchor.PUBLISHED if match["ago"] else Anchor.PREVIOUS
    back = (match["ago"] or match["later"]).lower() in _BACK
    found = _away(amount, unit_word(match["unit"]), anchor, back=back)
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
    0.85,
    {"ago"},
    rf"(?:seconds|minutes|hours|days|weeks|months|years|decades|centuries){GAP}ago|long{GAP}ago",
)
def _vague_ago(_: re.Match[str], __: Numbers) -> Reading:
    return Reading(TimexType.DATE, "PAST_REF")


@_rule(
    "vague_later",
    0.7,
    {"later", "earlier"},
    rf"(?P<unit>days|weeks|months|years|decades|centuries){GAP}(?:later|earlier)(?!{GAP}than)",
)
def _vague_later(match: re.Match[str], _: Numbers) -> Reading:
    return Reading(TimexType.DATE, value("period", unit_word(match["unit"])))
