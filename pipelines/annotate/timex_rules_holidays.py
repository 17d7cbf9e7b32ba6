"""Rules for holidays and feasts.

Belongs here: days that have a name of their own, "Christmas Eve", "last Easter", "Thanksgiving 2019". Does not belong
here: when they fall (`timex_words.csv` holds the rule, `timex_feasts` computes the day).

Feasts that are set by the sight of the moon or by a calendar that is not computed here, as Eid al-Fitr and Passover,
are found and stay unresolved.
"""

from __future__ import annotations

import re

from pipelines.annotate.timex_feasts import feast_day
from pipelines.annotate.timex_reading import (
    OF_STEP,
    STEP,
    YEAR,
    Numbers,
    Reading,
    Rule,
    by_tense,
    counted,
    explicit,
    neighbouring,
    registrar,
    step,
)
from pipelines.annotate.timex_windows import telling
from pipelines.annotate.timex_words import GAP, WORDS, capitalised, value
from schemas.codes import Anchor, TimexType

RULES: list[Rule] = []
_rule = registrar(RULES)

_WHEN = rf"(?:,?{GAP}(?P<year>{YEAR})|{OF_STEP}year)?"


@_rule(
    "holiday",
    0.85,
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


@_rule("feast", 0.85, telling("feast"), rf"(?:(?P<step>{STEP}){GAP})?(?P<feast>{capitalised(WORDS['feast'])}){_WHEN}")
def _feast(match: re.Match[str], _: Numbers) -> Reading | None:
    """Those that move."""
    feast = value("feast", match["feast"])
    if match["year"]:
        day = feast_day(feast, int(match["year"]))
        return None if day is None else explicit(day.isoformat())
    if match["of"] or match["step"]:
        return Reading(
            TimexType.DATE, "XXXX-XX-XX", Anchor.PUBLISHED, cycle=step(match["of"] or match["step"]), feast=feast
        )
    return Reading(TimexType.DATE, "XXXX-XX-XX", Anchor.PUBLISHED, feast=feast)


@_rule(
    "lunar_feast",
    0.7,
    telling("lunar_feast"),
    rf"(?:{STEP}{GAP})?{capitalised(WORDS['lunar_feast'])}(?:,?{GAP}(?P<year>{YEAR}))?",
)
def _lunar_feast(match: re.Match[str], _: Numbers) -> Reading:
    return Reading(TimexType.DATE, f"{match['year'] or 'XXXX'}-XX-XX")
