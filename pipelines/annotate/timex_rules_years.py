"""Rules for years, decades and centuries.

Belongs here: "2014", "1997-98", "nineteen ninety-six", "the 1990s", "the 20th century". Does not belong here: parts of
a year (`timex_rules_parts`), years with a month (`timex_rules_calendar`), "last year" (`timex_rules_relative`).
"""

from __future__ import annotations

import re

from pipelines.annotate.timex_reading import (
    CARDINAL_MASK,
    MONTH,
    ORDINAL,
    YEAR,
    Numbers,
    Reading,
    Rule,
    explicit,
    month_number,
    number,
    ordinal,
    registrar,
)
from pipelines.annotate.timex_windows import DATE_FIGURES, NUMBER_WORDS, telling
from pipelines.annotate.timex_words import GAP, WORDS, any_of, value

RULES: list[Rule] = []
_rule = registrar(RULES)

_LONGEST_RANGE = 30  # years; "2019-75" is rather a number of another kind


@_rule(
    "years",
    {DATE_FIGURES},
    r"(?<![\w$€£¥#@.,:/&-])(?P<first>(?:1[0-9]|20)[0-9]{2})[-\u2013/](?P<last>[0-9]{2})(?![-\w/.,:]*[0-9])",
)
def _years(match: re.Match[str], _: Numbers) -> tuple[Reading, ...] | None:
    """Two years, the second without its century: "the 1997-98 crisis", "1914–18"."""
    first, last = int(match["first"]), int(match["first"][:2] + match["last"])
    last += 100 * (last < first)
    if not 1 <= last - first <= _LONGEST_RANGE:
        return None
    begin, end = explicit(f"{first}", "first"), explicit(f"{last}", "last")
    return None if begin is None or end is None else (begin, end)


@_rule(
    "year",
    {DATE_FIGURES},
    r"(?:(?<=[12][0-9]{3}[-\u2013])|(?<![\w$€£¥#@][.,:/'\u2019-])(?<![$€£¥#@.:/&-])|(?-i:(?<=[a-z]-)))"
    rf"(?:(?-i:FY){GAP}?|(?:fiscal|financial){GAP}(?:year{GAP})?|the{GAP}year{GAP})?(?P<year>{YEAR})"
    r"(?!-(?:[0-9]{1,3}(?![0-9])|[0-9]{5}|strong)|/[0-9]|[\u2013][0-9]{1,2}(?![0-9])|['\u2019]s?[0-9])",
)
def _year(match: re.Match[str], _: Numbers) -> Reading | None:
    return explicit(match["year"])


@_rule("year", {"fy"}, r"(?-i:FY)[^\S\n]?['\u2019]?(?P<short>[0-9]{2})(?![-\u2013/.,]?[0-9])")
def _short_fiscal_year(match: re.Match[str], _: Numbers) -> Reading | None:
    """As accountants write it: "FY23"."""
    return explicit(f"20{match['short']}")


@_rule(
    "spelled_year",
    {NUMBER_WORDS},
    rf"(?:{MONTH}{GAP})?(?P<high>{CARDINAL_MASK}+)(?:{GAP}|-)(?P<low>{CARDINAL_MASK}++)(?!-|{GAP}(?:percent|dollars|years))"
    rf"|(?:the{GAP}year|in|since|until){GAP}(?P<whole>{CARDINAL_MASK}+)(?={GAP}?(?:[.,;:)\n]|$))"
    rf"|the{GAP}year{GAP}(?P<named>{CARDINAL_MASK}+)",
)
def _spelled_year(match: re.Match[str], numbers: Numbers) -> Reading | None:
    """Years in words: "nineteen ninety-six", "March nineteen ninety-six", "the year two thousand"."""
    if match["high"] is None:
        return _whole_year(match, numbers)
    high, low = (number(match[part], match.start(part), numbers) for part in ("high", "low"))
    if high not in {17, 18, 19, 20} or low is None or not 10 <= low <= 99 or low != int(low):
        return None
    month = f"-{month_number(match['month'])}" if match["month"] else ""
    return explicit(f"{int(high)}{int(low)}{month}")


def _whole_year(match: re.Match[str], numbers: Numbers) -> Reading | None:
    group = "whole" if match["whole"] else "named"
    year = number(match[group], match.start(group), numbers)
    if year is None or not 1700 <= year <= 2099 or year != int(year):
        return None
    return explicit(f"{int(year)}", group if group == "whole" and not match[0].lower().startswith("the") else 0)


@_rule("decade", {DATE_FIGURES}, r"(?:the[^\S\n]+)?(?P<decade>1[0-9]{2}|20[0-9])0['\u2019]?s")
def _decade(match: re.Match[str], _: Numbers) -> Reading | None:
    return explicit(match["decade"])


@_rule(
    "short_decade",
    {DATE_FIGURES},
    r"the[^\S\n]+(?:(?:early|late|mid)[- ])?['\u2018\u2019]?(?P<decade>[3-9])0['\u2019]?s",
)
def _short_decade(match: re.Match[str], _: Numbers) -> Reading | None:
    """Those of "the '80s" are those of the last century; with "the", ages and temperatures are rare."""
    return explicit(f"19{match['decade']}")


@_rule("short_decade", telling("decade"), rf"the{GAP}(?P<word>{any_of(WORDS['decade'])})")
def _decade_in_words(match: re.Match[str], _: Numbers) -> Reading | None:
    """Those of "the nineties" are those of the last century too."""
    return explicit(value("decade", match["word"]))


@_rule("century", {"century", "centuries"}, rf"(?:the{GAP})?(?P<ordinal>{ORDINAL})(?:{GAP}|-)centur(?:y|ies)")
def _century(match: re.Match[str], numbers: Numbers) -> Reading | None:
    place = ordinal(match, "ordinal", numbers)
    return explicit(f"{place - 1:02}") if place and place <= 99 else None
