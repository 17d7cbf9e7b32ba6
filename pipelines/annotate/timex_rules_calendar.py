"""Rules for the parts of the calendar that have names or numbers: days, months, years, quarters, clock times.

Belongs here: expressions that name a place in the calendar, wholly ("13 January 2022", "the 1990s") or up to a cycle
("Thursday", "Oct. 5", "the third quarter"). Does not belong here: expressions that count from another time
(`timex_rules_relative`), lengths and sets (`timex_rules_length`).
"""

from __future__ import annotations

import re

from pipelines.annotate.timex_calendar import period
from pipelines.annotate.timex_reading import (
    ANY_WEEKDAY,
    CARDINAL,
    DAY,
    DAY_PART,
    MONTH,
    MONTH_NAME,
    MONTH_SHORT,
    ORDINAL,
    WEEKDAY,
    YEAR,
    Numbers,
    Reading,
    Rule,
    by_tense,
    calendar_type,
    counted,
    explicit,
    month_number,
    neighbouring,
    number,
    ordinal,
    registrar,
)
from pipelines.annotate.timex_words import GAP, WORDS, capitalised, value
from schemas.codes import Anchor, TimexType

RULES: list[Rule] = []
_rule = registrar(RULES)

_STEPS = {"last": -1, "this past": -1, "this": 0, "this coming": 1, "next": 1}
_STEP = rf"(?:this{GAP}past|this{GAP}coming|last|this|next)"
_OF_STEP = rf"(?:{GAP}of)?{GAP}(?P<of>last|this|next){GAP}"
_YEAR_AFTER = rf"(?:{GAP}(?:of|in))?{GAP}(?:fiscal{GAP}(?:year{GAP})?)?(?P<year>{YEAR})"


def _step(text: str) -> int:
    return _STEPS[" ".join(text.lower().split())]


@_rule(
    "iso_date", 0.98, r"(?<![0-9]-)[12][0-9]{3}-[01][0-9]-[0-3][0-9](?:T[0-2][0-9]:[0-5][0-9](?::[0-5][0-9])?Z?)?(?!-)"
)
def _iso_date(match: re.Match[str], _: Numbers) -> Reading | None:
    return explicit(match[0].upper())


@_rule(
    "numeric_date",
    0.9,
    r"(?<![0-9][./-])(?P<one>[0-9]{1,2})(?P<mark>[./])(?P<two>[0-9]{1,2})(?P=mark)(?P<year>[12][0-9]{3})(?![./-]?[0-9])",
)
def _numeric_date(match: re.Match[str], _: Numbers) -> Reading | None:
    """Day and month in either order; where both orders are possible, only the year is known."""
    one, two = int(match["one"]), int(match["two"])
    orders = (f"{match['year']}-{month:02}-{day:02}" for month, day in ((one, two), (two, one)))
    possible = sorted({order for order in orders if period(order) is not None})
    if not possible:
        return None
    return explicit(possible[0]) if len(possible) == 1 else Reading(TimexType.DATE, f"{match['year']}-XX-XX")


@_rule(
    "numeric_day",
    0.5,
    rf"(?:on|since|before|after|until|by){GAP}(?P<date>(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12][0-9]|3[01]))(?![/0-9])",
)
def _numeric_day(_: re.Match[str], __: Numbers) -> Reading:
    """A day such as "9/11" is one of some year, in an order that the text does not tell."""
    return Reading(TimexType.DATE, "XXXX-XX-XX", group="date")


def _day_of_month(match: re.Match[str], group: str, extent: str | int = 0) -> Reading | None:
    day = int(re.sub(r"[^0-9]", "", match[group]))
    month_day = f"{month_number(match['month'])}-{day:02}"
    if match["year"]:
        return explicit(f"{match['year']}-{month_day}", extent)
    if period(f"2000-{month_day}") is None:
        return None
    if "step" in match.re.groupindex and match["step"]:
        return neighbouring(f"XXXX-{month_day}", Anchor.PUBLISHED, _step(match["step"]), extent)
    if "of" in match.re.groupindex and match["of"]:
        return counted(f"XXXX-{month_day}", Anchor.PUBLISHED, _step(match["of"]), extent)
    return by_tense(f"XXXX-{month_day}", extent)


@_rule("named_day", 0.9, rf"{MONTH}{GAP}(?P<day>{DAY})(?={GAP}(?P<event>[a-z]+))")
def _named_day(match: re.Match[str], _: Numbers) -> Reading | None:
    """A day that is known by what happened on it: "the Sept. 11 attacks" are those of 2001 in whatever year."""
    month_day = f"{month_number(match['month'])}-{int(re.sub('[^0-9]', '', match['day'])):02}"
    year = WORDS["named_day"].get(f"{month_day} {match['event'].lower()}")
    return None if year is None else explicit(f"{year}-{month_day}")


@_rule(
    "month_day",
    0.93,
    rf"(?:{ANY_WEEKDAY},?{GAP})?(?:(?P<step>{_STEP}){GAP})?{MONTH}{GAP}(?:the{GAP})?(?P<day>{DAY})"
    rf"(?:(?:,|,?{GAP}(?:of{GAP})?)(?P<year>{YEAR})|,{GAP}(?P<year_after>{YEAR})|{_OF_STEP}year)?",
)
def _month_day(match: re.Match[str], _: Numbers) -> Reading | None:
    return _day_of_month(match, "day")


@_rule(
    "month_days",
    0.9,
    rf"(?P<first>{MONTH}{GAP}(?P<day>{DAY}))(?:{GAP}(?:to|and|or|through|until){GAP}|{GAP}?[-\u2013]{GAP}?)"
    rf"(?P<last>(?P<day_after>{DAY})(?:,?{GAP}(?P<year>{YEAR}))?)(?!{GAP}?(?:a\.?m|p\.?m|percent|per{GAP}cent|million))",
)
def _month_days(match: re.Match[str], _: Numbers) -> tuple[Reading, ...] | None:
    """A range such as "Oct. 5-7" names two days, as TimeBank has it."""
    return _both(_day_of_month(match, "day", "first"), _day_of_month(match, "day_after", "last"))


def _both(first: Reading | None, last: Reading | None) -> tuple[Reading, ...] | None:
    return None if first is None or last is None else (first, last)


@_rule(
    "day_month",
    0.93,
    rf"(?<![0-9][.,:/])(?:{ANY_WEEKDAY},?{GAP})?(?:the{GAP})?(?P<day>{DAY})(?:{GAP}of)?{GAP}{MONTH}"
    rf"(?:,?{GAP}(?P<year>{YEAR})|{_OF_STEP}year)?",
)
def _day_month(match: re.Match[str], _: Numbers) -> Reading | None:
    return _day_of_month(match, "day")


@_rule(
    "days_month",
    0.9,
    rf"(?<![0-9][.,:/])(?P<first>(?P<day>{DAY}))(?:{GAP}(?:to|and|or){GAP}|{GAP}?[-\u2013]{GAP}?)"
    rf"(?P<last>(?P<day_after>{DAY}){GAP}{MONTH}(?:,?{GAP}(?P<year>{YEAR}))?)",
)
def _days_month(match: re.Match[str], _: Numbers) -> tuple[Reading, ...] | None:
    return _both(_day_of_month(match, "day", "first"), _day_of_month(match, "day_after", "last"))


@_rule("month_year", 0.95, rf"{MONTH}(?:{GAP}of|,)?{GAP}(?P<year>{YEAR})")
def _month_year(match: re.Match[str], _: Numbers) -> Reading | None:
    return explicit(f"{match['year']}-{month_number(match['month'])}")


@_rule("month_of_year", 0.9, rf"{MONTH}{_OF_STEP}year")
def _month_of_year(match: re.Match[str], _: Numbers) -> Reading:
    return counted(f"XXXX-{month_number(match['month'])}", Anchor.PUBLISHED, _step(match["of"]))


@_rule("month_step", 0.9, rf"(?P<step>{_STEP}){GAP}{MONTH}")
def _month_step(match: re.Match[str], _: Numbers) -> Reading:
    return neighbouring(f"XXXX-{month_number(match['month'])}", Anchor.PUBLISHED, _step(match["step"]))


@_rule("month", 0.85, rf"(?P<month>{MONTH_NAME})(?!['\u2019]?s?{GAP}[0-9])")
def _month(match: re.Match[str], _: Numbers) -> Reading:
    return by_tense(f"XXXX-{month_number(match['month'])}")


@_rule(
    "month",
    0.85,
    rf"(?P<month>{MONTH_SHORT})(?<=\.)(?!{GAP}?[0-9])",
)
def _short_month(match: re.Match[str], _: Numbers) -> Reading:
    """Alone, an abbreviation is a month only with its full stop: "Jan" is also a name."""
    return by_tense(f"XXXX-{month_number(match['month'])}")


@_rule(
    "holiday",
    0.85,
    rf"(?:(?P<step>{_STEP}){GAP})?(?P<holiday>{capitalised(WORDS['holiday'])})(?:,?{GAP}(?P<year>{YEAR}))?",
)
def _holiday(match: re.Match[str], _: Numbers) -> Reading | None:
    """Only those that fall on the same day each year."""
    day = value("holiday", match["holiday"])
    if match["year"]:
        return explicit(f"{match['year']}-{day}")
    if match["step"]:
        return neighbouring(f"XXXX-{day}", Anchor.PUBLISHED, _step(match["step"]))
    return by_tense(f"XXXX-{day}")


@_rule("weekday_of_week", 0.9, rf"(?P<weekday>{WEEKDAY}){_OF_STEP}week")
def _weekday_of_week(match: re.Match[str], _: Numbers) -> Reading:
    return counted(f"XXXX-WXX-{value('weekday', match['weekday'])}", Anchor.PUBLISHED, _step(match["of"]))


@_rule(
    "weekday",
    0.92,
    rf"(?:(?P<step>{_STEP}){GAP})?(?P<weekday>{WEEKDAY})(?:{GAP}(?P<part>{DAY_PART}))?",
)
def _weekday(match: re.Match[str], _: Numbers) -> Reading:
    template = f"XXXX-WXX-{value('weekday', match['weekday'])}"
    if match["part"]:
        template += value("period", match["part"]).removeprefix("XXXX-XX-XX")
    if match["step"]:
        return neighbouring(template, Anchor.PUBLISHED, _step(match["step"]))
    return by_tense(template)


@_rule(
    "year",
    0.9,
    r"(?:(?<=[12][0-9]{3}[-\u2013])|(?<![\w$€£¥#@][.,:/'\u2019-])(?<![$€£¥#@.:/&-])|(?-i:(?<=[a-z]-)))"
    rf"(?:(?:fiscal|financial){GAP}(?:year{GAP})?|the{GAP}year{GAP})?(?P<year>{YEAR})"
    r"(?!-(?:[0-9]{1,3}(?![0-9])|[0-9]{5}|strong)|/[0-9]|[\u2013][0-9]{1,2}(?![0-9])|['\u2019]s?[0-9])",
)
def _year(match: re.Match[str], _: Numbers) -> Reading | None:
    return explicit(match["year"])


@_rule("decade", 0.95, r"(?:the[^\S\n]+)?(?P<decade>1[0-9]{2}|20[0-9])0['\u2019]?s")
def _decade(match: re.Match[str], _: Numbers) -> Reading | None:
    return explicit(match["decade"])


@_rule("short_decade", 0.8, r"the[^\S\n]+(?:(?:early|late|mid)[- ])?['\u2018\u2019]?(?P<decade>[3-9])0['\u2019]?s")
def _short_decade(match: re.Match[str], _: Numbers) -> Reading | None:
    """Those of "the '80s" are those of the last century; with "the", ages and temperatures are rare."""
    return explicit(f"19{match['decade']}")


@_rule("century", 0.95, rf"(?:the{GAP})?(?P<ordinal>{ORDINAL})(?:{GAP}|-)centur(?:y|ies)")
def _century(match: re.Match[str], numbers: Numbers) -> Reading | None:
    place = ordinal(match, "ordinal", numbers)
    return explicit(f"{place - 1:02}") if place and place <= 99 else None


@_rule(
    "quarter",
    0.8,
    rf"(?:the{GAP})?(?:fiscal{GAP})?(?P<ordinal>{ORDINAL})(?:{GAP}|-)(?:fiscal{GAP})?quarter(?:{_YEAR_AFTER}|{_OF_STEP}year)?"
    rf"|Q(?P<digit>[1-4])(?:{GAP}(?:of{GAP})?(?P<q_year>{YEAR}))?",
)
def _quarter(match: re.Match[str], numbers: Numbers) -> Reading | None:
    place = int(match["digit"]) if match["digit"] else ordinal(match, "ordinal", numbers)
    if place is None or not 1 <= place <= 4:
        return None
    return _part_of_year(f"Q{place}", match["year"] or match["q_year"], match["of"])


@_rule(
    "half",
    0.85,
    rf"(?:the{GAP})?(?P<ordinal>{ORDINAL})(?:{GAP}|-)half(?:{_YEAR_AFTER}|{_OF_STEP}year)",
)
def _half(match: re.Match[str], numbers: Numbers) -> Reading | None:
    """Only with its year: matches, too, have halves."""
    place = ordinal(match, "ordinal", numbers)
    return _part_of_year(f"H{place}", match["year"], match["of"]) if place in {1, 2} else None


@_rule(
    "season",
    0.9,
    rf"(?:the{GAP})?(?P<season>spring|summer|fall|autumn|winter)(?:(?:{GAP}of)?{GAP}(?P<year>{YEAR})|{_OF_STEP}year)",
)
def _season(match: re.Match[str], _: Numbers) -> Reading | None:
    return _part_of_year(value("period", match["season"]).removeprefix("XXXX-"), match["year"], match["of"])


def _part_of_year(part: str, year: str | None, of: str | None) -> Reading | None:
    if year:
        return explicit(f"{year}-{part}")
    return counted(f"XXXX-{part}", Anchor.PUBLISHED, _step(of)) if of else by_tense(f"XXXX-{part}")


_ZONE = rf"(?:{GAP}(?:GMT|UTC|BST|EST|EDT|CST|CDT|MST|MDT|PST|PDT|CET|CEST|local{GAP}time))"


def _clock(hour: int, minute: str | None, zone: str) -> Reading:
    """A time of a day that the sentence may name elsewhere; only Greenwich time is written as a zone."""
    mark = "Z" if zone.strip().upper() in {"GMT", "UTC"} else ""
    template = f"XXXX-XX-XXT{hour:02}:{minute or '00'}{mark}"
    return Reading(calendar_type(template), template, Anchor.PREVIOUS, cycle=0, same_sentence=True)


@_rule(
    "clock_12",
    0.9,
    rf"(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5][0-9]))?{GAP}?(?P<half>[ap])\.?{GAP}?m(?:\.|\b)(?P<zone>{_ZONE}?)",
)
def _clock_12(match: re.Match[str], _: Numbers) -> Reading:
    return _clock(int(match["hour"]) % 12 + 12 * (match["half"].lower() == "p"), match["minute"], match["zone"])


@_rule(
    "clock_24",
    0.8,
    rf"(?:(?:at|by|until|since|from|before|after|to|around|about){GAP})?(?P<extent>(?P<hour>[01]?[0-9]|2[0-3]):(?P<minute>[0-5][0-9])"
    rf"(?::[0-5][0-9])?(?P<zone>{_ZONE}?))(?!:|{GAP}?[ap]\.?m)",
)
def _clock_24(match: re.Match[str], _: Numbers) -> Reading | None:
    """Only with a zone or after a preposition: "3:45" may be a score or a length."""
    if not match["zone"] and match.start() == match.start("extent"):
        return None
    reading = _clock(int(match["hour"]), match["minute"], match["zone"])
    return Reading(**{name: getattr(reading, name) for name in reading.__slots__} | {"group": "extent"})


@_rule("clock_zone", 0.9, rf"(?P<hour>[01][0-9]|2[0-3])(?P<minute>[0-5][0-9])(?:{GAP}hours)?(?P<zone>{_ZONE})")
def _clock_zone(match: re.Match[str], _: Numbers) -> Reading:
    return _clock(int(match["hour"]), match["minute"], match["zone"])


@_rule("noon", 0.8, r"noon|midday|midnight")
def _noon(match: re.Match[str], _: Numbers) -> Reading:
    return _clock(0 if match[0].lower() == "midnight" else 12, None, "")


@_rule("o_clock", 0.7, rf"(?P<hour>{CARDINAL}){GAP}o['\u2019]clock(?:{GAP}in{GAP}the{GAP}(?P<part>{DAY_PART}))?")
def _o_clock(match: re.Match[str], numbers: Numbers) -> Reading | None:
    """The half of the day is told by its part, else unknown."""
    hour = number(match["hour"], match.start("hour"), numbers)
    if hour is None or not 1 <= hour <= 12:
        return None
    if match["part"] is None:
        return Reading(TimexType.TIME, "XXXX-XX-XXTXX:00")
    late = match["part"].lower() != "morning"
    return _clock(int(hour) % 12 + 12 * late, None, "")


@_rule("day_part", 0.7, rf"in{GAP}(?P<extent>the{GAP}(?P<part>morning|afternoon|evening))")
def _day_part(match: re.Match[str], _: Numbers) -> Reading:
    template = value("period", match["part"])
    return Reading(TimexType.TIME, template, Anchor.PREVIOUS, cycle=0, group="extent", same_sentence=True)
