"""Rules for times of day.

Belongs here: clock times in figures and words ("8:30 p.m.", "0900 GMT", "noon") and "in the morning", each of a day
that the sentence may name. Does not belong here: parts of a named day ("Monday morning", `timex_rules_calendar`;
"last night", `timex_rules_relative`).
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.annotate.timex_reading import (
    CARDINAL,
    DAY_PART,
    Numbers,
    Reading,
    Rule,
    calendar_type,
    number,
    registrar,
)
from pipelines.annotate.timex_windows import CLOCK_FIGURES
from pipelines.annotate.timex_words import GAP, value
from schemas.codes import Anchor, TimexType

RULES: list[Rule] = []
_rule = registrar(RULES)

_ZONES = ("GMT", "UTC", "BST", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT", "CET", "CEST")

_ZONE_WORDS = {*(zone.lower() for zone in _ZONES), "local"}
_ZONE = rf"(?:{GAP}(?:{'|'.join(_ZONES)}|local{GAP}time))"


def _clock(hour: int, minute: str | None, zone: str) -> Reading:
    """A time of a day that the sentence may name elsewhere; only Greenwich time is written as a zone."""
    mark = "Z" if zone.strip().upper() in {"GMT", "UTC"} else ""
    template = f"XXXX-XX-XXT{hour:02}:{minute or '00'}{mark}"
    return Reading(calendar_type(template), template, Anchor.PREVIOUS, cycle=0, same_sentence=True)


@_rule(
    "clock_12",
    0.9,
    {CLOCK_FIGURES},
    rf"(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5][0-9]))?{GAP}?(?P<half>[ap])\.?{GAP}?m(?:\.|\b)(?P<zone>{_ZONE}?)",
)
def _clock_12(match: re.Match[str], _: Numbers) -> Reading:
    return _clock(int(match["hour"]) % 12 + 12 * (match["half"].lower() == "p"), match["minute"], match["zone"])


@_rule(
    "clock_24",
    0.8,
    {CLOCK_FIGURES},
    rf"(?:(?:at|by|until|since|from|before|after|to|around|about){GAP})?(?P<extent>(?P<hour>[01]?[0-9]|2[0-3]):(?P<minute>[0-5][0-9])"
    rf"(?::[0-5][0-9])?(?P<zone>{_ZONE}?))(?!:|{GAP}?[ap]\.?m)",
)
def _clock_24(match: re.Match[str], _: Numbers) -> Reading | None:
    """Only with a zone or after a preposition: "3:45" may be a score or a length."""
    if not match["zone"] and match.start() == match.start("extent"):
        return None
    return replace(_clock(int(match["hour"]), match["minute"], match["zone"]), group="extent")


@_rule(
    "clock_zone", 0.9, _ZONE_WORDS, rf"(?P<hour>[01][0-9]|2[0-3])(?P<minute>[0-5][0-9])(?:{GAP}hours)?(?P<zone>{_ZONE})"
)
def _clock_zone(match: re.Match[str], _: Numbers) -> Reading:
    return _clock(int(match["hour"]), match["minute"], match["zone"])


@_rule("noon", 0.8, {"noon", "midday", "midnight"}, r"noon|midday|midnight")
def _noon(match: re.Match[str], _: Numbers) -> Reading:
    return _clock(0 if match[0].lower() == "midnight" else 12, None, "")


@_rule(
    "o_clock", 0.7, {"clock"}, rf"(?P<hour>{CARDINAL}){GAP}o['\u2019]clock(?:{GAP}in{GAP}the{GAP}(?P<part>{DAY_PART}))?"
)
def _o_clock(match: re.Match[str], numbers: Numbers) -> Reading | None:
    """The half of the day is told by its part, else unknown."""
    hour = number(match["hour"], match.start("hour"), numbers)
    if hour is None or not 1 <= hour <= 12:
        return None
    if match["part"] is None:
        return Reading(TimexType.TIME, "XXXX-XX-XXTXX:00")
    late = match["part"].lower() != "morning"
    return _clock(int(hour) % 12 + 12 * late, None, "")


@_rule(
    "day_part",
    0.7,
    {"morning", "afternoon", "evening"},
    rf"in{GAP}(?P<extent>the{GAP}(?P<part>morning|afternoon|evening))",
)
def _day_part(match: re.Match[str], _: Numbers) -> Reading:
    template = value("period", match["part"])
    return Reading(TimexType.TIME, template, Anchor.PREVIOUS, cycle=0, group="extent", same_sentence=True)
