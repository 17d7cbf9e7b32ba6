"""Rules for times that count from another time: the publication date, or a date given before.

Belongs here: "yesterday", "last week", "three years ago", "the following day", "the end of the month". Does not
belong here: named parts of the calendar (`timex_rules_calendar`), lengths and sets (`timex_rules_length`).
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.annotate.timex_reading import (
    DAY_PART,
    JOIN,
    MONTH,
    ORDINAL,
    WEEKDAY,
    Numbers,
    Reading,
    Rule,
    counted,
    month_number,
    neighbouring,
    ordinal,
    registrar,
)
from pipelines.annotate.timex_windows import MONTH_WORDS, PERIOD_WORDS, UNIT_WORDS, WEEKDAY_WORDS, telling
from pipelines.annotate.timex_words import GAP, WORDS, any_of, value
from schemas.codes import Anchor, TimexMod, TimexType

RULES: list[Rule] = []
_rule = registrar(RULES)

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


@_rule("day_word", telling("day_word"), rf"(?P<word>{any_of(WORDS['day_word'])})(?:{GAP}(?P<part>{DAY_PART}))?")
def _day_word(match: re.Match[str], _: Numbers) -> Reading:
    part = "night" if match["word"].lower() == "tonight" else match["part"]
    template = value("period", part or "day")
    return counted(template, Anchor.PUBLISHED, int(value("day_word", match["word"])))


@_rule(
    "neighbour",
    PERIOD_WORDS,
    rf"(?P<which>{any_of(_NEIGHBOURS)}){JOIN}(?:fiscal{GAP}|calendar{GAP})?(?P<period>{_PERIOD})",
)
def _neighbour(match: re.Match[str], _: Numbers) -> Reading:
    anchor, step = _NEIGHBOURS[" ".join(match["which"].lower().split())]
    return neighbouring(value("period", match["period"]), anchor, step)


@_rule(
    "neighbour_named",
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
    PERIOD_WORDS,
    rf"the{GAP}(?P<period>{_PERIOD}){GAP}(?P<side>before|earlier|after|later)",
)
def _day_before(match: re.Match[str], _: Numbers) -> Reading:
    """Whether it counts from a date given before, as "the year before." does, the parse has to tell."""
    step = -1 if match["side"].lower() in {"before", "earlier"} else 1
    return neighbouring(value("period", match["period"]), Anchor.PREVIOUS, step)


@_rule("weekend", {"weekend"}, rf"the{GAP}weekend")
def _weekend(_: re.Match[str], __: Numbers) -> Reading:
    return Reading(TimexType.DATE, value("period", "weekend"), Anchor.PUBLISHED)


@_rule(
    "week_of",
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
    UNIT_WORDS,
    rf"(?:the{GAP})?(?:beginning|start|middle|end|close){GAP}of{GAP}(?P<extent>the{GAP}(?P<period>week|month|quarter|year|decade|century))",
)
def _edge_of_period(match: re.Match[str], _: Numbers) -> Reading:
    """Its period, "the end of the year", is that of the current year; the grammar takes the edge in."""
    return counted(value("period", match["period"]), Anchor.PUBLISHED, 0, "extent")


@_rule(
    "new_year",
    {"new"},
    rf"(?:in|into|until|till){GAP}(?:early{GAP}in{GAP})?(?P<extent>the{GAP}new{GAP}year)(?!['\u2019]|{GAP}holidays?\b)",
)
def _new_year(_: re.Match[str], __: Numbers) -> Reading:
    """The one to come, or in its first half the current one."""
    return replace(counted("XXXX", Anchor.PUBLISHED, 0, "extent"), months=6)


@_rule("mid_year", {"mid", "midyear"}, "mid-?year")
def _mid_year(_: re.Match[str], __: Numbers) -> Reading:
    return replace(counted("XXXX", Anchor.PUBLISHED, 0), mod=TimexMod.MID)


@_rule(
    "whole_period",
    {"year", "week"},
    rf"for{GAP}(?P<extent>the{GAP}(?:(?:full|whole|fiscal|financial){GAP})?(?P<period>week|year))"
    rf"(?={GAP}?[,.;:)]|{GAP}(?:and|as|but|by|from|in|on|to|was|were)\b)",
)
def _whole_period(match: re.Match[str], _: Numbers) -> Reading:
    """The current one, as in "the outlook for the year"; it is no period reported."""
    return replace(counted(value("period", match["period"]), Anchor.PUBLISHED, 0, "extent"), compared=True)


@_rule("year_end", {"end"}, rf"year(?:-|{GAP})end")
def _year_end(_: re.Match[str], __: Numbers) -> Reading:
    return counted("XXXX-12-31", Anchor.PUBLISHED, 0)


@_rule("year_end", {"end"}, rf"(?P<period>year|month|week)['\u2019]s{GAP}end")
def _end_of_period(match: re.Match[str], _: Numbers) -> Reading:
    return replace(counted(value("period", match["period"]), Anchor.PUBLISHED, 0), mod=TimexMod.END)
