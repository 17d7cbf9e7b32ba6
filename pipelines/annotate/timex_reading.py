"""What the rules of the time grammar are made of.

Belongs here: the reading that a rule returns, how rules are registered, the pieces of pattern that several of them
share, and how counts and units are read. Does not belong here: the rules (`timex_rules_*`), words
(`timex_words.csv`).

Number words are masked before the patterns run: `CARDINAL_MASK` or `ORDINAL_MASK` stands for each of their
characters, so that one piece of pattern fits every way to write a number.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from enum import Enum

from pipelines.annotate.lexer import LexedNumber
from pipelines.annotate.timex_calendar import is_unbroken, period
from pipelines.annotate.timex_words import GAP, WORDS, any_of, capitalised, value
from schemas.codes import Anchor, TimexMod, TimexType

CARDINAL_MASK, ORDINAL_MASK = "\ue000", "\ue001"

#: Lexed numbers by their first offset.
type Numbers = Mapping[int, LexedNumber]
type Handler = Callable[[re.Match[str], Numbers], Reading | tuple[Reading, ...] | None]


class Side(Enum):
    """Which candidate of a recurring template is meant, seen from the anchor."""

    BEFORE = "before"  # the latest that is over before the anchor
    AFTER = "after"  # the earliest that begins after it
    TENSE = "tense"  # what the verb and the preposition say
    COMING = "coming"  # likewise, the one to come where they say nothing


@dataclass(frozen=True, slots=True)
class Reading:
    """What a pattern says.

    `timex_value` may be a template; then `against` tells what completes it (NONE: nothing does), and either `cycle`
    (how many cycles from the anchor's) or `side` which of its candidates is meant. `group` is the group of the
    pattern that is the extent. `of_day`: a time of a day that the text may name elsewhere;
    `joined`: it stands only beside its day.

    `orders`: the values where the month or the day stands first, if the text leaves it open. `feast`: what
    `timex_feasts` computes the day from. `years`: the reporting period (quarter or half) that the text gave last, so
    many years away. `otherwise`: what is read where this stays open. `compared`: only compared with, so that nothing
    counts from it. `weeks`: so many weeks after that day; `week`: the week that holds it, or another of its month.
    `months`: the day of publication is taken to be so many months later.
    """

    timex_type: TimexType
    timex_value: str
    against: Anchor = Anchor.NONE
    cycle: int | None = None
    side: Side = Side.TENSE
    group: str | int = 0
    of_day: bool = False
    joined: bool = False
    mod: TimexMod | None = None
    orders: tuple[str, str] | None = None
    feast: str | None = None
    years: int | None = None
    otherwise: Reading | None = None
    compared: bool = False
    weeks: int = 0
    week: str | None = None
    months: int = 0


@dataclass(frozen=True, slots=True)
class Expression:
    """A reading with its place: offsets, rule and modifier."""

    char_start: int
    char_end: int
    rule: str
    reading: Reading
    mod: TimexMod | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A named pattern with its handler; each expression holds one of the `triggers`, see `timex_windows`."""

    name: str
    triggers: frozenset[str]
    pattern: re.Pattern[str]
    read: Handler = field(repr=False)


def registrar(rules: list[Rule]) -> Callable[[str, Collection[str], str], Callable[[Handler], Handler]]:
    """A decorator factory that appends a rule for each handler to a list.

    Its patterns ignore case, and match neither from nor up to the inside of a word.
    """

    def rule(name: str, triggers: Collection[str], pattern: str) -> Callable[[Handler], Handler]:
        compiled = re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)

        def register(handler: Handler) -> Handler:
            rules.append(Rule(name, frozenset(triggers), compiled, handler))
            return handler

        return register

    return rule


# Pieces of pattern. JOIN stands between a count and its unit: "seven years", "seven-year".
JOIN = rf"(?:{GAP}|[-\u2010\u2011])"
CARDINAL = rf"(?:[0-9]+(?:,[0-9]{{3}})*(?:\.[0-9]+)?|{CARDINAL_MASK}+)"
ORDINAL = rf"(?:[0-9]{{1,2}}(?:st|nd|rd|th)|{ORDINAL_MASK}+)"
COUNT = rf"(?:{CARDINAL}(?:{GAP}of)?|{any_of(WORDS['vague_count'])})"
MONTH_SHORT = rf"(?:{capitalised(WORDS['month_abbreviation'])}\b\.?)"
MONTH_NAME = capitalised(WORDS["month"])
MONTH = rf"(?P<month>{MONTH_NAME}|{MONTH_SHORT})"
DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9]|[.,:/][0-9]|-(?:year|month|week|day|hour)|[^\S\n]?%)"
YEAR = r"(?:1[0-9]{3}|20[0-9]{2})(?![0-9%]|[.,:][0-9])"
WEEKDAY = capitalised(WORDS["weekday"])
ANY_WEEKDAY = rf"(?:{WEEKDAY}|{capitalised(WORDS['weekday_abbreviation'])}\b\.?)"
UNIT = r"(?:(?:second|minute|hour|day|week|fortnight|month|quarter|year|decade)s?|century|centuries)"
UNITS = r"(?:minutes|hours|days|weeks|months|years|decades|centuries)"
DAY_PART = r"(?:morning|afternoon|evening|night)"
STEP = rf"(?:this{GAP}past|this{GAP}coming|last|this|next)"
OF_STEP = rf"(?:{GAP}of)?{GAP}(?P<of>last|this|next){GAP}"
CLAUSE_END = r"(?=[^\S\n]*(?:[.,;:!?)\u201d\"]|\n|$))"

_HALVES = {"Y": "6M", "TH": "30M", "TM": "30S"}
_STEPS = {"last": -1, "this past": -1, "this": 0, "this coming": 1, "next": 1}
_SIDES = {-1: Side.BEFORE, 1: Side.AFTER}


def unit_word(text: str) -> str:
    """The singular of a unit: "Centuries" is "century"."""
    word = text.lower()
    return "century" if word.startswith("centur") else word.removesuffix("s")


def step(text: str) -> int:
    """How many periods away a `STEP` is: "last" is -1, "this" 0, "next" 1."""
    return _STEPS[" ".join(text.lower().split())]


def number(text: str, start: int, numbers: Numbers) -> float | None:
    """The value of a number in digits or masked; None where it is vague, as "hundreds" is, or beyond all reason."""
    if text.startswith((CARDINAL_MASK, ORDINAL_MASK)):
        lexed = numbers.get(start)
        return None if lexed is None or lexed.value_max is not None or lexed.value < 0 else lexed.value
    found = float(re.sub(r"[^0-9.]", "", text))
    return found if math.isfinite(found) else None


def count(match: re.Match[str], group: str, numbers: Numbers) -> float | None:
    """The value of a `COUNT`; None where it is vague ("several")."""
    text = match[group]
    if text[0].isdigit() or text.startswith(CARDINAL_MASK):
        return number(text, match.start(group), numbers)
    known = value("vague_count", text)
    return None if known == "X" else float(known)


def ordinal(match: re.Match[str], group: str, numbers: Numbers) -> int | None:
    """The value of an `ORDINAL`."""
    found = number(match[group], match.start(group), numbers)
    return None if found is None else int(found)


def length(amount: float | None, unit: str) -> str:
    """A duration without its P: 7 times "year" is "7Y", 4 times "decade" "40Y", an unknown number of hours "TXH".

    Halves are written in the next smaller unit, as TimeBank does: half an hour is "T30M", 2 1/2 years "2Y6M".
    """
    one = value("unit", unit)
    mark, factor, letter = "T" * one.startswith("T"), one.strip("T")[:-1], one[-1]
    if amount is None:
        return f"{mark}X{letter}"
    total = amount * int(factor)
    half = _HALVES.get(f"{mark}{letter}") if total % 1 == 0.5 else None
    if half is not None:
        return f"{mark}{int(total)}{letter}{half}" if total > 1 else f"{mark}{half}"
    return f"{mark}{f'{total:.4f}'.rstrip('0').rstrip('.')}{letter}"


def duration(amount: float | None, unit: str, group: str | int = 0) -> Reading:
    """So many units of time, as a length."""
    return Reading(TimexType.DURATION, f"P{length(amount, unit)}", group=group)


def month_number(text: str) -> str:
    """The two digits of a month's name or abbreviation."""
    name = text.rstrip(".")
    table = "month" if name.capitalize() in WORDS["month"] else "month_abbreviation"
    return value(table, name)


def calendar_type(timex_value: str) -> TimexType:
    """TIME for a value with a time of day, else DATE."""
    return TimexType.TIME if "T" in timex_value else TimexType.DATE


def explicit(timex_value: str, group: str | int = 0) -> Reading | None:
    """A fully given date; None where there is no such day."""
    if period(timex_value) is None:
        return None
    return Reading(calendar_type(timex_value), timex_value, Anchor.EXPLICIT, group=group)


def counted(template: str, anchor: Anchor, cycles: int, group: str | int = 0) -> Reading:
    """The period so many cycles from the anchor's: "three weeks ago", "June last year", "that day"."""
    return Reading(calendar_type(template), template, anchor, cycle=cycles, group=group)


def neighbouring(template: str, anchor: Anchor, step: int, group: str | int = 0) -> Reading:
    """The period at, before or after the anchor (0, -1, 1): "this October" is in its year, "last October" before it."""
    if step == 0 or is_unbroken(template):
        return counted(template, anchor, step, group)
    return Reading(calendar_type(template), template, anchor, side=_SIDES[step], group=group)


def by_tense(template: str, group: str | int = 0) -> Reading:
    """A recurring period near the publication date, on the side that the verb tells: "Thursday", "in October"."""
    return Reading(calendar_type(template), template, Anchor.PUBLISHED, group=group)
