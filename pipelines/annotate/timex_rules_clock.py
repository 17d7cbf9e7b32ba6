"""Rules for times of day.

Belongs here: clock times in figures and words ("8:30 p.m.", "0900 GMT", "half past nine", "noon") and parts of the day
("in the morning", "dawn", "overnight"), each of a day that the text may name. Does not belong here: parts of a named
day ("Monday morning", `timex_rules_calendar`; "last night", `timex_rules_relative`), the day (`timex_clock_days`).

Midnight is the end of its day, 24:00, as TIDES and ISO 8601 write it, save after "after", "since" and "from".
Zones are given where their abbreviation has one meaning: those of North America after RFC 5322, the others after the
IANA time zone database (`timex_words.csv`). IST, BST and AST have several, and "local time" none that is known here.
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
    counted,
    number,
    registrar,
)
from pipelines.annotate.timex_windows import CLOCK_FIGURES, telling
from pipelines.annotate.timex_words import GAP, WORDS, any_of, value
from schemas.codes import Anchor, TimexType

RULES: list[Rule] = []
_rule = registrar(RULES)

_PLACE = r"(?!This|That|The|Next|Last|Each|Every|Some|First)[A-Z][a-z]+"
_ZONE = rf"{GAP}(?-i:{any_of(WORDS['zone'])}|{_PLACE}(?:{GAP}[Ss]tandard|{GAP}[Dd]aylight)?{GAP}[Tt]ime)\b"
_ZONE_WORDS = telling("zone")
_AT = r"(?:at|by|until|till|since|from|before|after|to|around|about)"
_MORNING, _NIGHT = "morning", "night"


def _clock(hour: int, minute: str | int | None, zone: str = "") -> Reading:
    """A time of a day that the text may name elsewhere."""
    name = " ".join(zone.split())
    template = f"XXXX-XX-XXT{hour:02}:{int(minute or 0):02}{WORDS['zone'].get(name, '')}"
    return _of_day(template)


def _of_day(template: str, group: str | int = 0) -> Reading:
    return Reading(calendar_type(template), template, Anchor.PREVIOUS, cycle=0, group=group, of_day=True)


@_rule(
    "clock_12",
    {CLOCK_FIGURES},
    rf"(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5][0-9]))?{GAP}?(?P<half>[ap])\.?{GAP}?m(?:\.|\b)(?P<zone>{_ZONE})?",
)
def _clock_12(match: re.Match[str], _: Numbers) -> Reading:
    return _clock(int(match["hour"]) % 12 + 12 * (match["half"].lower() == "p"), match["minute"], match["zone"] or "")


@_rule(
    "clock_24",
    {CLOCK_FIGURES},
    rf"(?:{_AT}{GAP})?(?P<extent>(?P<hour>[01]?[0-9]|2[0-3])[:h](?P<minute>[0-5][0-9])"
    rf"(?::[0-5][0-9])?(?P<zone>{_ZONE})?)(?!:|{GAP}?[ap]\.?m)",
)
def _clock_24(match: re.Match[str], _: Numbers) -> Reading | None:
    """Only with a zone or after a preposition: "3:45" may be a score or a length."""
    if not match["zone"] and match.start() == match.start("extent"):
        return None
    return replace(_clock(int(match["hour"]), match["minute"], match["zone"] or ""), group="extent")


@_rule("clock_zone", _ZONE_WORDS, rf"(?P<hour>[01][0-9]|2[0-3])(?P<minute>[0-5][0-9])(?:{GAP}hours)?(?P<zone>{_ZONE})")
def _clock_zone(match: re.Match[str], _: Numbers) -> Reading:
    return _clock(int(match["hour"]), match["minute"], match["zone"] or "")


@_rule("noon", {"noon", "midday"}, r"noon|midday")
def _noon(_: re.Match[str], __: Numbers) -> Reading:
    return _clock(12, None)


@_rule("noon", {"midnight"}, rf"(?P<start>(?:after|since|from|past){GAP})?(?P<extent>midnight)")
def _midnight(match: re.Match[str], _: Numbers) -> Reading:
    return replace(_clock(0 if match["start"] else 24, None), group="extent")


@_rule(
    "spoken_clock",
    {"clock", "past", "to", "after", "morning", "afternoon", "evening", "night"},
    rf"(?:(?P<minutes>{CARDINAL}|a{GAP}quarter)(?:{GAP}minutes)?{GAP}(?P<side>past|to|after){GAP})?(?P<hour>{CARDINAL})"
    rf"(?P<clock>{GAP}o['\u2019]clock)?"
    rf"(?:{GAP}(?:in{GAP}the|at){GAP}(?P<part>{DAY_PART})|(?={GAP}(?:on{GAP})?\w+{GAP}(?P<next>{DAY_PART})\b))?",
)
def _spoken_clock(match: re.Match[str], numbers: Numbers) -> Reading | None:
    """The half of the day is told by its part, else unknown; "ten to six" without either may be a range or a score."""
    hour, part = number(match["hour"], match.start("hour"), numbers), match["part"] or match["next"]
    minutes = _minutes(match, numbers)
    if (
        hour is None
        or hour not in range(1, 13)
        or minutes is None
        or not (match["clock"] or match["part"] or match["side"])
    ):
        return None
    if part is None:
        return Reading(TimexType.TIME, f"XXXX-XX-XXTXX:{minutes % 60:02}") if match["clock"] else None
    late = part.lower() != _MORNING and not (part.lower() == _NIGHT and hour < 5)
    total = (int(hour) % 12 + 12 * late) * 60 + minutes
    return _clock(total // 60 % 24, total % 60)


def _minutes(match: re.Match[str], numbers: Numbers) -> int | None:
    """Minutes past the hour, negative before it; None for what is no such number."""
    if match["minutes"] is None:
        return 0
    amount = number(match["minutes"], match.start("minutes"), numbers)
    minutes = None if amount is None else amount * 60 if amount < 1 else amount
    if minutes is None or minutes != int(minutes) or not 1 <= minutes <= 30:
        return None
    return -int(minutes) if match["side"].lower() == "to" else int(minutes)


@_rule(
    "day_part",
    {"morning", "afternoon", "evening"},
    rf"in{GAP}(?P<extent>the{GAP}(?P<part>morning|afternoon|evening))",
)
def _day_part(match: re.Match[str], _: Numbers) -> Reading:
    return _of_day(value("period", match["part"]), "extent")


@_rule("day_part", telling("period"), rf"the{GAP}(?P<part>{DAY_PART})(?={GAP}of{GAP})")
def _part_of_day(match: re.Match[str], _: Numbers) -> Reading:
    """Only with its day, "the night of July 11"."""
    return replace(_of_day(value("period", match["part"])), joined=True)


@_rule("day_part", telling("twilight") | {"light"}, rf"{any_of(WORDS['twilight'])}")
def _twilight(match: re.Match[str], _: Numbers) -> Reading:
    """Only with its day: "dawn on Saturday"."""
    return replace(_of_day(value("twilight", match[0])), joined=True)


@_rule(
    "day_part",
    {"trading", "trade", "dealings"},
    rf"(?P<part>morning|afternoon|evening)(?={GAP}(?:trading|trade|dealings)\b)",
)
def _trading(match: re.Match[str], _: Numbers) -> Reading:
    return _of_day(value("period", match["part"]))


@_rule(
    "overnight",
    {"overnight"},
    rf"overnight(?!{GAP}(?:rate|rates|lending|loan|loans|stay|stays|trip|guest|guests|success)\b)",
)
def _overnight(_: re.Match[str], __: Numbers) -> Reading:
    """The night before the day of publication."""
    return replace(counted(value("period", _NIGHT), Anchor.PUBLISHED, -1), of_day=True)
