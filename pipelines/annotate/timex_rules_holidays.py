"""Rules for holidays and feasts.

Belongs here: days that have a name of their own, "Christmas Eve", "last Easter", "Thanksgiving 2019", and "the first
Monday in May". Does not belong
here: when they fall (`timex_words.csv` holds the rule, `timex_feasts` computes the day).

Feasts that are set by the sight of the moon or by a calendar that is not computed here, as Eid al-Fitr and Passover,
are found and stay unresolved.
"""

from __future__ import annotations

import re

from pipelines.annotate.timex_feasts import feast_day
from pipelines.annotate.timex_reading import (
    MONTH,
    OF_STEP,
    ORDINAL,
    STEP,
    WEEKDAY,
    YEAR,
    Numbers,
    Reading,
    Rule,
    by_tense,
    counted,
    explicit,
    month_number,
    neighbouring,
    ordinal,
    registrar,
    step,
)
from pipelines.annotate.timex_windows import WEEKDAY_WORDS, telling
from pipelines.annotate.timex_words import GAP, WORDS, capitalised, value
from schemas.codes import Anchor, TimexType

RULES: list[Rule] = []
_rule = registrar(RULES)

_WHEN = rf"(?:,?{GAP}(?P<year>{YEAR})|{OF_STEP}year)?"


@_rule(
    "holiday",
    telling("holiday"),
    rf"(?:(?P<step>{STEP}){GAP})?(?P<holiday>{capitalised(WORDS['holiday'])}){_WHEN}",
)
def _holiday(match: re.Match[str], _: Numbers) -> Reading | None:
    """Those that fall on the same day each year."""
    day = f"XXXX-{value('holiday', match['holiday'])}"
    if match["year"]:
        return explicit(day.replace("XXXX", match["year"]))
    if match["of"]:
        return counted(day, Anchor.PUBLISHED, step(match["of"]))
    return neighbouring(day, Anchor.PUBLISHED, step(match["step"])) if match["step"] else by_tense(day)


@_rule("feast", telling("feast"), rf"(?:(?P<step>{STEP}){GAP})?(?P<feast>{capitalised(WORDS['feast'])}){_WHEN}")
def _feast(match: re.Match[str], _: Numbers) -> Reading | None:
    """Those that move."""
    feast = value("feast", match["feast"])
    if match["of"] or match["step"]:
        return Reading(
            TimexType.DATE, "XXXX-XX-XX", Anchor.PUBLISHED, cycle=step(match["of"] or match["step"]), feast=feast
        )
    return _feast_day(feast, match["year"])


@_rule("feast", {"week"}, rf"(?-i:Holy|Easter){GAP}week(?!end)")
def _holy_week(_: re.Match[str], __: Numbers) -> Reading:
    """The week that ends with Easter Sunday; to some, Easter week is the one after."""
    return Reading(TimexType.DATE, "XXXX-XX-XX", Anchor.PUBLISHED, feast="easter+0", week="of")


@_rule(
    "nth_weekday",
    WEEKDAY_WORDS,
    rf"the{GAP}(?:(?P<ordinal>{ORDINAL})|last){GAP}(?P<weekday>{WEEKDAY}){GAP}(?:of|in){GAP}{MONTH}(?:,?{GAP}(?P<year>{YEAR}))?",
)
def _nth_weekday(match: re.Match[str], numbers: Numbers) -> Reading | None:
    """Days such as "the first Monday in May", which move as feasts do."""
    place = ordinal(match, "ordinal", numbers) if match["ordinal"] else -1
    if place not in {1, 2, 3, 4, -1}:
        return None
    weekday = match["weekday"][:2].upper()
    return _feast_day(f"{int(month_number(match['month']))} {place} {weekday}", match["year"])


def _feast_day(feast: str, year: str | None) -> Reading | None:
    """The feast of a year, or where none is named of the one that the verb tells."""
    if year is None:
        return Reading(TimexType.DATE, "XXXX-XX-XX", Anchor.PUBLISHED, feast=feast)
    day = feast_day(feast, int(year))
    return None if day is None else explicit(day.isoformat())


@_rule(
    "lunar_feast",
    telling("lunar_feast"),
    rf"(?:{STEP}{GAP})?{capitalised(WORDS['lunar_feast'])}(?:,?{GAP}(?P<year>{YEAR}))?",
)
def _lunar_feast(match: re.Match[str], _: Numbers) -> Reading:
    return Reading(TimexType.DATE, f"{match['year'] or 'XXXX'}-XX-XX")
