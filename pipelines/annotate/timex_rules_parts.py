"""Rules for the parts of a year: quarters, halves, seasons, and the reporting periods of companies.

Belongs here: "the third quarter", "the summer of 2019", and comparisons with the reporting period that the text gave
last ("the year-ago quarter", "the same period last year"). Does not belong here: months (`timex_rules_calendar`),
"last quarter" (`timex_rules_relative`), "three quarters" (`timex_rules_length`).

A quarter is one of the calendar: the fiscal year of a company is not known.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.annotate.timex_reading import (
    CARDINAL_MASK,
    COUNT,
    DAY,
    MONTH,
    OF_STEP,
    ORDINAL,
    YEAR,
    Numbers,
    Reading,
    Rule,
    Side,
    by_tense,
    count,
    counted,
    duration,
    explicit,
    month_number,
    ordinal,
    registrar,
    step,
)
from pipelines.annotate.timex_windows import DATE_FIGURES, MONTH_WORDS
from pipelines.annotate.timex_words import GAP, WORDS, capitalised, value
from schemas.codes import Anchor, TimexType

RULES: list[Rule] = []
_rule = registrar(RULES)

_REPORTS = {"quarter", "period"}
_SEASONS = {f"{season}{s}" for season in ("spring", "summer", "fall", "autumn", "winter") for s in ("", "s")}

_YEAR_AFTER = rf"(?:{GAP}(?:of|in))?{GAP}(?:fiscal{GAP}(?:year{GAP})?)?(?P<year>{YEAR})"
_ALIKE = r"(?:comparable|corresponding|same|similar)"
_REPORTED = r"(?:quarter|half|period)"
_A_YEAR_AGO = rf"(?:last{GAP}year|a{GAP}year{GAP}(?:ago|earlier|before))"
_QUARTER = "XXXX-QX"
_MONTH_NAME = capitalised(WORDS["month"])


@_rule(
    "quarter",
    {"quarter", "q"},
    rf"(?:the{GAP})?(?:fiscal(?:{GAP}|-))?(?P<ordinal>{ORDINAL}){GAP}(?:fiscal{GAP})?quarter(?:{_YEAR_AFTER}|{OF_STEP}year)?"
    rf"|(?P<hyphened>{ORDINAL})-quarter"
    rf"|Q(?P<digit>[1-4])(?:{GAP}(?:of{GAP})?(?:(?-i:FY){GAP}?)?(?P<q_year>{YEAR}))?",
)
def _quarter(match: re.Match[str], numbers: Numbers) -> Reading | None:
    if match["digit"]:
        place: int | None = int(match["digit"])
    else:
        place = ordinal(match, "ordinal" if match["ordinal"] else "hyphened", numbers)
    if place is None or not 1 <= place <= 4:
        return None
    return _part_of_year(f"Q{place}", match["year"] or match["q_year"], match["of"])


@_rule(
    "quarters",
    {"quarters", "quarter"},
    rf"(?P<first>(?:the{GAP})?(?P<one>{ORDINAL})){GAP}(?:and|or|to){GAP}(?P<last>(?P<two>{ORDINAL}){GAP}quarters?(?:{_YEAR_AFTER}|{OF_STEP}year)?)",
)
def _quarters(match: re.Match[str], numbers: Numbers) -> tuple[Reading, ...] | None:
    """Two, of which the first shares the noun of the second: "the third and fourth quarters"."""
    places = ordinal(match, "one", numbers), ordinal(match, "two", numbers)
    found = [_part_of_year(f"Q{place}", match["year"], match["of"]) for place in places if place in {1, 2, 3, 4}]
    if len(found) != len(places) or found[0] is None or found[1] is None:
        return None
    return replace(found[0], group="first"), replace(found[1], group="last")


@_rule(
    "quarter_of",
    {"quarter", "half"},
    rf"(?:the{GAP}(?P<year>{YEAR})|(?P<of>this|last|next){GAP}year['\u2019]s){GAP}(?:fiscal(?:{GAP}|-))?(?P<ordinal>{ORDINAL})"
    rf"(?:{GAP}|-)(?:fiscal{GAP})?(?P<part>quarter|half)",
)
def _quarter_of(match: re.Match[str], numbers: Numbers) -> Reading | None:
    """The year first: "the 1988 third quarter", "last year's first half"."""
    place = ordinal(match, "ordinal", numbers)
    if place is None or not 1 <= place <= (4 if match["part"].lower() == "quarter" else 2):
        return None
    return _part_of_year(f"{match['part'][0].upper()}{place}", match["year"], match["of"])


@_rule("quarter_of", {"quarter"}, rf"the{GAP}(?P<year>{YEAR}){GAP}quarter")
def _same_quarter_of(match: re.Match[str], _: Numbers) -> Reading:
    """Which quarter "the 1988 quarter" is, the text told before."""
    return _reported_in(match["year"])


@_rule(
    "quarter_of",
    _REPORTS,
    rf"the{GAP}{_ALIKE}{GAP}(?:quarter|period)(?:{GAP}of|{GAP}in)?{GAP}(?P<year>{YEAR})",
)
def _alike_quarter_of(match: re.Match[str], _: Numbers) -> Reading:
    return _reported_in(match["year"])


def _reported_in(year: str) -> Reading:
    """The reporting period given last, in a year that is named."""
    return Reading(TimexType.DATE, f"{year}-QX", Anchor.PREVIOUS, years=0, compared=True)


@_rule(
    "quarter_ended",
    {"quarter"},
    rf"the{GAP}(?:fiscal{GAP})?quarter(?={GAP}(?:that{GAP})?ended{GAP}{MONTH}{GAP}{DAY})",
)
def _quarter_ended(match: re.Match[str], _: Numbers) -> Reading:
    """The quarter of the calendar that holds the middle of the one that has ended."""
    middle = (int(month_number(match["month"])) - 2) % 12
    return Reading(TimexType.DATE, f"XXXX-Q{middle // 3 + 1}", Anchor.PUBLISHED, side=Side.BEFORE)


@_rule("year_ended", {"year"}, rf"the{GAP}(?:fiscal{GAP}|financial{GAP})?year(?={GAP}(?:that{GAP})?end(?:ed|ing|s)\b)")
def _year_ended(_: re.Match[str], __: Numbers) -> Reading:
    """Twelve months, of whatever beginning."""
    return duration(1, "year")


@_rule("latest_quarter", _REPORTS, rf"the{GAP}(?:latest|most{GAP}recent){GAP}(?:fiscal{GAP})?(?:quarter|period)")
def _latest_quarter(_: re.Match[str], __: Numbers) -> Reading:
    return _reported(0, counted(_QUARTER, Anchor.PUBLISHED, -1))


@_rule("reported_quarter", {"quarter"}, rf"(?:for|in|during){GAP}(?P<extent>the{GAP}quarter)(?!{GAP}(?:of|to)\b)")
def _reported_quarter(_: re.Match[str], __: Numbers) -> Reading:
    return _reported(0, None, "extent")


@_rule(
    "year_ago_quarter",
    {"year"},
    rf"(?:the|a){GAP}(?:{_ALIKE}{GAP})?year-(?:ago|earlier){GAP}(?:{ORDINAL}{GAP})?(?:fiscal{GAP})?{_REPORTED}"
    rf"|the{GAP}(?:{_ALIKE}{GAP})?{_REPORTED}(?:{GAP}of)?{GAP}{_A_YEAR_AGO}"
    rf"|last{GAP}year['\u2019]s{GAP}(?:{_ALIKE}{GAP})?(?:quarter|period)|year-(?:ago|earlier)",
)
def _year_ago_quarter(_: re.Match[str], __: Numbers) -> Reading:
    return _reported(-1, counted("XXXX", Anchor.PUBLISHED, -1))


def _reported(years: int, otherwise: Reading | None, group: str | int = 0) -> Reading:
    """The reporting period given last, or the one so many years away."""
    return Reading(
        TimexType.DATE, _QUARTER, Anchor.PREVIOUS, years=years, otherwise=otherwise, compared=years < 0, group=group
    )


@_rule("quarter_of_month", {"quarter"}, rf"the{GAP}(?:{_MONTH_NAME}[-\u2013])?{MONTH}{GAP}quarter(?:{_YEAR_AFTER})?")
def _quarter_of_month(match: re.Match[str], _: Numbers) -> Reading | None:
    """A quarter known by its last month, "the July-September quarter", is that of the calendar which holds it."""
    return _part_of_year(f"Q{(int(month_number(match['month'])) + 2) // 3}", match["year"], None)


@_rule(
    "quarter_of_month",
    MONTH_WORDS,
    rf"(?P<first>{_MONTH_NAME})[-\u2013]{MONTH}{GAP}(?P<year>{YEAR})",
)
def _quarter_of_months(match: re.Match[str], _: Numbers) -> Reading | None:
    """Three months that make a quarter: "July-September 2019"."""
    first, last = int(month_number(match["first"])), int(month_number(match["month"]))
    return explicit(f"{match['year']}-Q{last // 3}") if last == first + 2 and last % 3 == 0 else None


@_rule(
    "half",
    {DATE_FIGURES, "year"},
    rf"(?:the{GAP})?(?:(?P<ordinal>{ORDINAL})|(?P<word>last|latter))(?:{GAP}|-)(?:half|{CARDINAL_MASK}{{4}})(?:{_YEAR_AFTER}|{OF_STEP}year)",
)
def _half(match: re.Match[str], numbers: Numbers) -> Reading | None:
    """Only with its year: matches, too, have halves."""
    place = 2 if match["word"] else ordinal(match, "ordinal", numbers)
    return _part_of_year(f"H{place}", match["year"], match["of"]) if place in {1, 2} else None


@_rule(
    "season",
    _SEASONS,
    rf"(?:the{GAP})?(?P<season>spring|summer|fall|autumn|winter)(?:(?:{GAP}of)?{GAP}(?P<year>{YEAR})|{OF_STEP}year)",
)
def _season(match: re.Match[str], _: Numbers) -> Reading | None:
    return _part_of_year(_season_part(match), match["year"], match["of"])


@_rule(
    "season",
    _SEASONS,
    rf"(?:(?:in|during|over|since|until|till|by|before|after|for|through|throughout|from|of){GAP}"
    rf"|(?<=early )|(?<=late )|(?<=mid-)|(?<=mid ))"
    rf"(?P<extent>(?:the{GAP})?(?P<season>spring|summer|autumn|winter)|the{GAP}(?P<fall>fall)(?!{GAP}(?:of|in)))"
    rf"(?!-|{GAP}(?:Games|Olympics|Paralympics|Palace)\b)",
)
def _bare_season(match: re.Match[str], _: Numbers) -> Reading:
    return by_tense(f"XXXX-{_season_part(match)}", "extent")


@_rule("season", _SEASONS, rf"(?P<count>{COUNT}){GAP}(?P<season>spring|summer|autumn|winter|fall)s?{GAP}ago")
def _seasons_ago(match: re.Match[str], numbers: Numbers) -> Reading | None:
    amount = count(match, "count", numbers)
    if amount is None or amount != int(amount):
        return None
    return counted(f"XXXX-{_season_part(match)}", Anchor.PUBLISHED, -int(amount))


def _season_part(match: re.Match[str]) -> str:
    return value("period", match["season"] or "fall").removeprefix("XXXX-")


def _part_of_year(part: str, year: str | None, of: str | None) -> Reading | None:
    if year:
        return explicit(f"{year}-{part}")
    return counted(f"XXXX-{part}", Anchor.PUBLISHED, step(of)) if of else by_tense(f"XXXX-{part}")
