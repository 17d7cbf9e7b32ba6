"""Rules for the parts of the calendar that have names or numbers: days, weekdays, months.

Belongs here: expressions that name a place in the calendar, wholly ("13 January 2022") or up to a cycle ("Thursday",
"Oct. 5"). Does not belong here: years and longer (`timex_rules_years`), parts of a year (`timex_rules_parts`), holidays
(`timex_rules_holidays`), clock times (`timex_rules_clock`), expressions that count from another time
(`timex_rules_relative`), lengths and sets (`timex_rules_length`).
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.annotate.timex_calendar import period
from pipelines.annotate.timex_reading import (
    ANY_WEEKDAY,
    CLAUSE_END,
    DAY,
    DAY_PART,
    MONTH,
    MONTH_NAME,
    MONTH_SHORT,
    OF_STEP,
    ORDINAL_MASK,
    STEP,
    WEEKDAY,
    YEAR,
    Numbers,
    Reading,
    Rule,
    Side,
    by_tense,
    counted,
    explicit,
    month_number,
    neighbouring,
    ordinal,
    registrar,
    step,
)
from pipelines.annotate.timex_windows import DATE_FIGURES, MONTH_WORDS, ORDINAL_FIGURES, WEEKDAY_WORDS
from pipelines.annotate.timex_words import GAP, WORDS, value
from schemas.codes import Anchor, TimexType

RULES: list[Rule] = []
_rule = registrar(RULES)


@_rule(
    "iso_date",
    {DATE_FIGURES},
    r"(?<![0-9]-)[12][0-9]{3}-[01][0-9]-[0-3][0-9](?:T[0-2][0-9]:[0-5][0-9](?::[0-5][0-9])?Z?)?(?!-)",
)
def _iso_date(match: re.Match[str], _: Numbers) -> Reading | None:
    return explicit(match[0].upper())


@_rule("named_day", {DATE_FIGURES}, r"9/11")
def _nine_eleven(_: re.Match[str], __: Numbers) -> Reading | None:
    """Known by its numbers alone, in every country; before that day it is some fraction or date."""
    return explicit("2001-09-11")


@_rule(
    "numeric_date",
    {DATE_FIGURES},
    r"(?<![0-9][./-])(?P<one>[0-9]{1,2})(?P<mark>[./-])(?P<two>[0-9]{1,2})(?P=mark)(?P<year>[12][0-9]{3})(?![./-]?[0-9])",
)
def _numeric_date(match: re.Match[str], _: Numbers) -> Reading | None:
    """Day and month in either order; where both orders are possible, the text tells only the year."""
    return _either_order(int(match["one"]), int(match["two"]), match["year"])


@_rule(
    "numeric_day",
    {DATE_FIGURES},
    rf"(?:on|since|before|after|until|by){GAP}(?P<date>(?P<one>0?[1-9]|[12][0-9]|3[01])/(?P<two>0?[1-9]|[12][0-9]|3[01]))(?![/0-9])",
)
def _numeric_day(match: re.Match[str], _: Numbers) -> Reading | None:
    """A day such as "5/11" is one of some year, in an order that the text may not tell."""
    return _either_order(int(match["one"]), int(match["two"]), None)


def _either_order(one: int, two: int, year: str | None) -> Reading | None:
    group = 0 if year else "date"
    orders = (f"{year or 'XXXX'}-{one:02}-{two:02}", f"{year or 'XXXX'}-{two:02}-{one:02}")
    possible = [order for order in orders if period(order if year else f"2000{order[4:]}") is not None]
    if not possible:
        return None
    if len({*possible}) == 1:
        return explicit(possible[0], group) if year else by_tense(possible[0], group)
    return Reading(TimexType.DATE, f"{year or 'XXXX'}-XX-XX", orders=orders, group=group)


def _day_of_month(match: re.Match[str], group: str, extent: str | int = 0) -> Reading | None:
    day = int(re.sub(r"[^0-9]", "", match[group]))
    month_day = f"{month_number(match['month'])}-{day:02}"
    if match["year"]:
        return explicit(f"{match['year']}-{month_day}", extent)
    if period(f"2000-{month_day}") is None:
        return None
    if "step" in match.re.groupindex and match["step"]:
        return neighbouring(f"XXXX-{month_day}", Anchor.PUBLISHED, step(match["step"]), extent)
    if "of" in match.re.groupindex and match["of"]:
        return counted(f"XXXX-{month_day}", Anchor.PUBLISHED, step(match["of"]), extent)
    return by_tense(f"XXXX-{month_day}", extent)


@_rule("named_day", MONTH_WORDS, rf"{MONTH}{GAP}(?P<day>{DAY})(?={GAP}(?P<event>[a-z]+))")
def _named_day(match: re.Match[str], _: Numbers) -> Reading | None:
    """A day that is known by what happened on it: "the Sept. 11 attacks" are those of 2001 in whatever year."""
    month_day = f"{month_number(match['month'])}-{int(re.sub('[^0-9]', '', match['day'])):02}"
    year = WORDS["named_day"].get(f"{month_day} {match['event'].lower()}")
    return None if year is None else explicit(f"{year}-{month_day}")


@_rule(
    "month_day",
    MONTH_WORDS,
    rf"(?:{ANY_WEEKDAY},?{GAP})?(?:(?P<step>{STEP}){GAP})?{MONTH}{GAP}(?:the{GAP})?(?P<day>{DAY})"
    rf"(?:(?:,|,?{GAP}(?:of{GAP})?)(?P<year>{YEAR})|,{GAP}(?P<year_after>{YEAR})|{OF_STEP}year)?",
)
def _month_day(match: re.Match[str], _: Numbers) -> Reading | None:
    return _day_of_month(match, "day")


@_rule(
    "month_days",
    MONTH_WORDS,
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
    MONTH_WORDS,
    rf"(?<![0-9][.,:/])(?:{ANY_WEEKDAY},?{GAP})?(?:the{GAP})?(?P<day>{DAY})(?:{GAP}of)?{GAP}{MONTH}"
    rf"(?:,?{GAP}(?P<year>{YEAR})|{OF_STEP}year)?",
)
def _day_month(match: re.Match[str], _: Numbers) -> Reading | None:
    return _day_of_month(match, "day")


@_rule(
    "days_month",
    MONTH_WORDS,
    rf"(?<![0-9][.,:/])(?P<first>(?P<day>{DAY}))(?:{GAP}(?:to|and|or){GAP}|{GAP}?[-\u2013]{GAP}?)"
    rf"(?P<last>(?P<day_after>{DAY}){GAP}{MONTH}(?:,?{GAP}(?P<year>{YEAR}))?)",
)
def _days_month(match: re.Match[str], _: Numbers) -> tuple[Reading, ...] | None:
    return _both(_day_of_month(match, "day", "first"), _day_of_month(match, "day_after", "last"))


@_rule(
    "ordinal_day",
    MONTH_WORDS,
    rf"(?:the{GAP})?(?P<day>{ORDINAL_MASK}+){GAP}of{GAP}{MONTH}(?:,?{GAP}(?P<year>{YEAR}))?",
)
def _ordinal_day(match: re.Match[str], numbers: Numbers) -> Reading | None:
    """Days in words: "the fourth of July"."""
    day = ordinal(match, "day", numbers)
    template = f"{match['year'] or 'XXXX'}-{month_number(match['month'])}-{day or 0:02}"
    if match["year"]:
        return explicit(template)
    return None if period(f"2000{template[4:]}") is None else by_tense(template)


_NTH = r"(?:3[01]|[12][0-9]|[1-9])(?:st|nd|rd|th)"


@_rule(
    "day_of_month",
    {ORDINAL_FIGURES},
    rf"(?:on|by|to|until|till|since|from|before|after|between|{DAY_PART}{GAP}of){GAP}(?P<first>the{GAP}(?P<day>{_NTH}))"
    rf"(?:(?:{GAP}(?:and|or|to){GAP}|{GAP}?[-\u2013]{GAP}?)(?P<last>(?:the{GAP})?(?P<day_after>{_NTH})))?(?!{GAP}of\b|-)",
)
def _day_of_a_month(match: re.Match[str], _: Numbers) -> tuple[Reading, ...]:
    """Days whose month the text tells or takes for granted: "on the 28th", "from the 5th to the 9th"."""
    days = [("first", match["day"]), *([("last", match["day_after"])] if match["last"] else [])]
    return tuple(by_tense(f"XXXX-XX-{int(day[:-2]):02}", group) for group, day in days)


@_rule("month_year", MONTH_WORDS, rf"{MONTH}(?:{GAP}of|,)?{GAP}(?P<year>{YEAR})")
def _month_year(match: re.Match[str], _: Numbers) -> Reading | None:
    return explicit(f"{match['year']}-{month_number(match['month'])}")


@_rule("month_of_year", MONTH_WORDS, rf"{MONTH}{OF_STEP}year")
def _month_of_year(match: re.Match[str], _: Numbers) -> Reading:
    return counted(f"XXXX-{month_number(match['month'])}", Anchor.PUBLISHED, step(match["of"]))


@_rule("month_step", MONTH_WORDS, rf"(?P<step>{STEP}){GAP}{MONTH}")
def _month_step(match: re.Match[str], _: Numbers) -> Reading:
    return neighbouring(f"XXXX-{month_number(match['month'])}", Anchor.PUBLISHED, step(match["step"]))


@_rule("month", MONTH_WORDS, rf"(?P<month>{MONTH_NAME})(?!['\u2019]?s?{GAP}[0-9])")
def _month(match: re.Match[str], _: Numbers) -> Reading:
    return by_tense(f"XXXX-{month_number(match['month'])}")


@_rule(
    "month",
    MONTH_WORDS,
    rf"(?P<month>{MONTH_SHORT})(?<=\.)(?!{GAP}?[0-9])",
)
def _short_month(match: re.Match[str], _: Numbers) -> Reading:
    """Alone, an abbreviation is a month only with its full stop: "Jan" is also a name."""
    return by_tense(f"XXXX-{month_number(match['month'])}")


@_rule("weekday_of_week", WEEKDAY_WORDS, rf"(?P<weekday>{WEEKDAY}){OF_STEP}week")
def _weekday_of_week(match: re.Match[str], _: Numbers) -> Reading:
    return counted(f"XXXX-WXX-{value('weekday', match['weekday'])}", Anchor.PUBLISHED, step(match["of"]))


@_rule("weekday_of_week", WEEKDAY_WORDS, rf"(?P<weekday>{WEEKDAY}){GAP}(?P<side>last|next|week){CLAUSE_END}")
def _weekday_last(match: re.Match[str], _: Numbers) -> Reading:
    """As the British say: "Thursday last", and "Friday week" for the Friday after the next one."""
    template = f"XXXX-WXX-{value('weekday', match['weekday'])}"
    if match["side"].lower() == "week":
        return replace(neighbouring(template, Anchor.PUBLISHED, 1), weeks=1)
    return neighbouring(template, Anchor.PUBLISHED, step(match["side"]))


@_rule(
    "weekday",
    WEEKDAY_WORDS,
    rf"(?:(?P<step>{STEP}){GAP})?(?P<weekday>{WEEKDAY})(?:{GAP}(?P<part>{DAY_PART}))?",
)
def _weekday(match: re.Match[str], _: Numbers) -> Reading:
    template = f"XXXX-WXX-{value('weekday', match['weekday'])}"
    if match["part"]:
        template += value("period", match["part"]).removeprefix("XXXX-XX-XX")
    if match["step"] and match["step"].lower() == "this":
        return replace(by_tense(template), side=Side.COMING)
    if match["step"]:
        return neighbouring(template, Anchor.PUBLISHED, step(match["step"]))
    return by_tense(template)
