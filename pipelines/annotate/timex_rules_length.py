"""Rules for lengths of time, recurring times and vague references.

Belongs here: DURATION ("more than seven years", "the last 30 years", "5-year-old"), SET ("every Monday", "annually")
and PRESENT_REF, PAST_REF, FUTURE_REF ("now", "recently"). Does not belong here: points in time
(`timex_rules_calendar`, `timex_rules_relative`).
"""

from __future__ import annotations

import re

from pipelines.annotate.timex_reading import (
    CARDINAL,
    CARDINAL_MASK,
    COUNT,
    DAY_PART,
    JOIN,
    MONTH,
    ORDINAL,
    ORDINAL_MASK,
    UNIT,
    UNITS,
    WEEKDAY,
    Numbers,
    Reading,
    Rule,
    count,
    duration,
    length,
    month_number,
    number,
    registrar,
    unit_word,
)
from pipelines.annotate.timex_windows import MONTH_WORDS, UNIT_WORDS, WEEKDAY_WORDS, telling
from pipelines.annotate.timex_words import GAP, WORDS, any_of, value
from schemas.codes import TimexType

RULES: list[Rule] = []
_rule = registrar(RULES)

_LONG = {f"{unit}long" for unit in WORDS["unit"]} | {"long", "old"}

_WINDOW = (
    rf"(?:(?:the{GAP})?(?:last|past|next|coming|previous|preceding|following|final)"
    rf"|the(?:{GAP}(?:{ORDINAL}|latest|initial))?)"
)
_SIZES = ("second", "minute", "hour", "day", "week", "month", "year")
_KIND_OF_TIME = (
    rf"(?:(?:more|additional|further|extra|full|whole|entire|single|long|short|consecutive|straight|successive|solid|working)"
    rf"{GAP})?"
)


@_rule(
    "some_day",
    UNIT_WORDS,
    rf"(?:will|would|could|can|may|might|must|shall|should|['\u2019]ll|hopes?{GAP}to|hoped{GAP}to){GAP}(?P<extent>(?P<one>{CARDINAL_MASK}{{3}}){GAP}day)",
)
def _some_day(match: re.Match[str], numbers: Numbers) -> Reading | None:
    """A time to come that nobody knows: "they will one day return"."""
    is_one = number(match["one"], match.start("one"), numbers) == 1
    return Reading(TimexType.DATE, "FUTURE_REF", group="extent") if is_one else None


@_rule(
    "duration",
    UNIT_WORDS,
    rf"(?:{_WINDOW}{GAP}(?!{COUNT}-))?(?P<count>{COUNT}){JOIN}{_KIND_OF_TIME}(?P<unit>{UNIT})(?:-longs?)?"
    rf"(?!-(?:olds?|ago|earlier)\b|{GAP}old\b)",
)
def _duration(match: re.Match[str], numbers: Numbers) -> Reading | None:
    """Not the age in "a 5-year-old girl": that is a quantity."""
    amount, unit = count(match, "count", numbers), unit_word(match["unit"])
    if unit in {"second", "quarter"} and match["count"].lower() in {"a", "an", "some"}:
        return None  # "a second chance", "a quarter of them"
    if amount is None and not match["unit"].lower().endswith("s"):
        return None  # "some day"
    return duration(amount, unit)


@_rule(
    "compound_duration",
    UNIT_WORDS,
    rf"(?P<count>{COUNT}){GAP}(?P<unit>minute|hour|day|week|month|year)s?(?:,?{GAP}and)?{GAP}"
    rf"(?P<count_after>{CARDINAL}|an?){GAP}(?P<unit_after>second|minute|hour|day|week|month)s?",
)
def _compound_duration(match: re.Match[str], numbers: Numbers) -> Reading | None:
    """Two lengths as one: "two years and three months" is P2Y3M, "an hour and 20 minutes" PT1H20M.

    ISO 8601 does not mix weeks with other units: they are written in days.
    """
    units = unit_word(match["unit"]), unit_word(match["unit_after"])
    amounts = count(match, "count", numbers), count(match, "count_after", numbers)
    if None in amounts or _SIZES.index(units[0]) <= _SIZES.index(units[1]):
        return None
    if units == ("week", "day"):
        return duration(7 * (amounts[0] or 0) + (amounts[1] or 0), "day")
    first, second = (
        length(7 * (amount or 0), "day") if unit == "week" else length(amount, unit)
        for amount, unit in zip(amounts, units, strict=True)
    )
    joined = first + (second.removeprefix("T") if first.startswith("T") else second)
    return Reading(TimexType.DURATION, f"P{joined}")


@_rule("half_unit", UNIT_WORDS, rf"(?P<half>{CARDINAL_MASK}+){GAP}an?{GAP}(?P<unit>{UNIT})")
def _half_unit(match: re.Match[str], numbers: Numbers) -> Reading | None:
    return duration(0.5, unit_word(match["unit"])) if count(match, "half", numbers) == 0.5 else None


@_rule("and_a_half", UNIT_WORDS, rf"(?P<count>{COUNT}){GAP}(?P<unit>{UNIT}){GAP}and{GAP}(?P<half>{CARDINAL_MASK}+)")
def _and_a_half(match: re.Match[str], numbers: Numbers) -> Reading | None:
    amount, half = count(match, "count", numbers), count(match, "half", numbers)
    return None if amount is None or half != 0.5 else duration(amount + half, unit_word(match["unit"]))


@_rule(
    "alternative_duration",
    UNIT_WORDS,
    rf"(?:{_WINDOW}{GAP})?{CARDINAL}{JOIN}(?:to|or){JOIN}{CARDINAL}{JOIN}(?P<unit>{UNIT})(?:-long)?(?!(?:-|{GAP})olds?\b)",
)
def _alternative_duration(match: re.Match[str], _: Numbers) -> Reading:
    """A range such as "three to five years": TIMEX3 has no value for a range of lengths."""
    return duration(None, unit_word(match["unit"]))


@_rule(
    "window",
    UNIT_WORDS,
    rf"the{GAP}(?:last|past|coming){GAP}(?P<unit>hour|day|week|fortnight|month|quarter|year|decade|century)|past{GAP}(?P<bare>decade|year|century)",
)
def _window(match: re.Match[str], _: Numbers) -> Reading:
    """Like "the past year", the length that ends now; "last year" is a year of the calendar."""
    return duration(1, (match["unit"] or match["bare"]).lower())


@_rule(
    "vague_window",
    UNIT_WORDS,
    rf"(?:(?:the{GAP})?(?:coming|following|next|last)|the{GAP}past){GAP}(?P<unit>{UNITS})"
    rf"|the{GAP}(?P<ahead>{UNITS}){GAP}(?:ahead|to{GAP}come)",
)
def _vague_window(match: re.Match[str], _: Numbers) -> Reading:
    return duration(None, unit_word(match["unit"] or match["ahead"]))


@_rule("recent", UNIT_WORDS, rf"(?:recent|past){GAP}(?:{UNITS}|quarters|weekends)(?:{GAP}(?:and|or){GAP}{UNITS})?")
def _recent(_: re.Match[str], __: Numbers) -> Reading:
    """Like "recent years", the time before now, of no length that is told."""
    return Reading(TimexType.DATE, "PAST_REF")


@_rule(
    "vague_duration",
    UNIT_WORDS,
    rf"(?:for|within|took|takes|take|spent|lasted|after|over|in|of){GAP}(?P<extent>{UNITS})(?!{GAP}(?:of{GAP}(?!\w+ing\b)\w*s\b|ago|later|earlier))",
)
def _vague_duration(match: re.Match[str], _: Numbers) -> Reading:
    return duration(None, unit_word(match["extent"]), "extent")


@_rule("long", _LONG, rf"(?P<unit>{UNIT})-?long|(?P<old_unit>days|weeks|months|years|decades|centuries)-(?:old|long)")
def _long(match: re.Match[str], _: Numbers) -> Reading:
    word = (match["unit"] or match["old_unit"]).lower()
    return duration(None if word.endswith("s") or word == "centuries" else 1, unit_word(word))


@_rule("reference", telling("reference"), rf"(?P<word>{any_of(WORDS['reference'])})(?!{GAP}that\b)")
def _reference(match: re.Match[str], _: Numbers) -> Reading:
    return Reading(TimexType.DATE, value("reference", match["word"]))


@_rule("year_round", {"year"}, rf"year(?:-|{GAP})round|all{GAP}year(?:{GAP}(?:long|round))?(?!-)")
def _year_round(_: re.Match[str], __: Numbers) -> Reading:
    return duration(1, "year")


@_rule("frequency", telling("frequency"), any_of(WORDS["frequency"]))
def _frequency(match: re.Match[str], _: Numbers) -> Reading:
    return Reading(TimexType.SET, value("frequency", match[0]))


@_rule(
    "weekdays",
    WEEKDAY_WORDS,
    rf"(?P<weekday>{WEEKDAY})(?:s(?:{GAP}(?P<part>{DAY_PART})s)?|{GAP}(?P<nights>{DAY_PART})s)",
)
def _weekdays(match: re.Match[str], _: Numbers) -> Reading:
    return Reading(TimexType.SET, _day_template(match["weekday"], match["part"] or match["nights"]))


def _day_template(weekday: str, part: str | None) -> str:
    return f"XXXX-WXX-{value('weekday', weekday)}" + (value("period", part).removeprefix("XXXX-XX-XX") if part else "")


@_rule(
    "every_weekday",
    WEEKDAY_WORDS,
    rf"(?:every|each)(?:{GAP}(?:other|{ORDINAL}))?{GAP}(?P<weekday>{WEEKDAY})(?:{GAP}(?P<part>{DAY_PART}))?",
)
def _every_weekday(match: re.Match[str], _: Numbers) -> Reading:
    return Reading(TimexType.SET, _day_template(match["weekday"], match["part"]))


@_rule("every_month", MONTH_WORDS, rf"(?:every|each){GAP}{MONTH}")
def _every_month(match: re.Match[str], _: Numbers) -> Reading:
    return Reading(TimexType.SET, f"XXXX-{month_number(match['month'])}")


@_rule(
    "every_part",
    telling("period"),
    rf"(?:every|each){GAP}(?P<period>morning|afternoon|evening|night|weekend|spring|summer|autumn|fall|winter)",
)
def _every_part(match: re.Match[str], _: Numbers) -> Reading:
    return Reading(TimexType.SET, value("period", match["period"]))


@_rule(
    "every",
    UNIT_WORDS,
    rf"(?:every|each){GAP}(?:(?P<other>other){GAP}|(?!an?{GAP})(?P<count>{COUNT}|{ORDINAL}){GAP})?(?P<unit>{UNIT})",
)
def _every(match: re.Match[str], numbers: Numbers) -> Reading:
    amount = 2.0 if match["other"] else 1.0
    if match["count"]:
        known = count(match, "count", numbers)
        return Reading(TimexType.SET, f"P{length(known, unit_word(match['unit']))}")
    return Reading(TimexType.SET, f"P{length(amount, unit_word(match['unit']))}")


@_rule(
    "times_a",
    UNIT_WORDS | {"once", "times"},
    rf"(?:once|(?P<twice>{CARDINAL_MASK}{{5}})|{COUNT}{GAP}times){GAP}(?:an?|per|each|every){GAP}"
    rf"(?P<unit>{UNIT}|{ORDINAL_MASK}{{6}})",
)
def _times_a(match: re.Match[str], numbers: Numbers) -> Reading | None:
    """How often something is done in a time: "twice a week", "90 times a second"."""
    if match["twice"] and number(match["twice"], match.start("twice"), numbers) != 2:
        return None  # "seven a week"
    unit = match["unit"]
    if unit.startswith(ORDINAL_MASK):
        return Reading(TimexType.SET, "PT1S") if number(unit, match.start("unit"), numbers) == 2 else None
    return Reading(TimexType.SET, f"P{length(1, unit_word(unit))}")
