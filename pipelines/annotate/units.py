"""Finding the unit beside a number: percent, money, measures, durations, and rates "per" something.

Belongs here: matching the written forms of `knowledge/units.csv` and `currencies.csv` next to an offset. Does not
belong here: the number itself, and what is counted where there is no unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pipelines.knowledge.quantities import Form, UnitName, unit_names
from schemas.codes import NumberKind

_BLANK = r"[ \u00a0\u202f]"
_WORDS: tuple[Form, ...] = ("word", "word_of")
_PREFIX_REACH = 8  # longer than the longest currency symbol before a number


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit in the text. `factor` turns the number that stands there into one of `code`; `word`: it is spelled."""

    char_start: int
    char_end: int
    code: str
    kind: NumberKind
    factor: float
    word: bool


def unit_after(text: str, offset: int, *, spelled: bool, loose: bool = False) -> Unit | None:
    """The unit that starts right after a number.

    Args:
        text: The text.
        offset: Where the number ends.
        spelled: The number is in words, so that symbols and glued letters are no units of it.
        loose: The number is a fraction or vague: "an" or "of" may come before its unit ("half an hour").

    Returns:
        The longest unit there, or None.
    """
    gap = _gap(loose=loose).match(text, offset)
    start = offset if gap is None else gap.end()
    forms: list[tuple[Form, int]] = [("word", start), ("word_of", start)]
    if not spelled:
        forms += [("symbol", start), ("glued", offset)]
    elif (plain := _PLAIN_SYMBOL.match(text, start)) is not None:  # "one kg"
        return unit_after(text, plain.start(), spelled=False)
    matches = [
        (match, form) for form, begin in forms if (match := _pattern(form).match(text, begin)) and begin < match.end()
    ]
    if not matches:
        return None
    match, form = max(matches, key=lambda pair: (pair[0].end(), pair[1] == "word_of"))
    name = _by_form(form)[_key(match[0], form)]
    return Unit(match.start(), match.end(), name.code, name.kind, name.factor, form in _WORDS)


def unit_before(text: str, offset: int) -> Unit | None:
    """The currency symbol or code that ends right before a number ("US$", "€ ", "USD ").

    A single letter ("R", "N", "P") is one only before what can be no model name: "R350m", "N18,500", not "N95".
    """
    match = _prefix_pattern().search(text, max(0, offset - _PREFIX_REACH), offset)
    if match is None or (_LETTER.fullmatch(match["symbol"]) and _AMOUNT.match(text, offset) is None):
        return None
    name = next(name for name in unit_names() if name.alias == match["symbol"] and name.place != "after")
    return Unit(*match.span("symbol"), name.code, name.kind, name.factor, word=False)


def rate_after(text: str, offset: int) -> tuple[str, int] | None:
    """The "per hour", "a barrel", "/km²" after a quantity.

    Returns:
        The denominator with its slash, as UCUM with the counted thing in braces ("/h", "/{share}"), and the offset
        of its end; or None. After "a" and "each" only units and a few words of `_EACH` are denominators.
    """
    often = _OFTEN.match(text, offset)
    if often is not None:
        return f"/{_PERIODS[often[1].lower()]}", often.end()
    match = _RATE.match(text, offset)
    if match is None:
        return None
    heads = _PER_MANY.match(text, match.end())
    if heads is not None:
        return f"/10*{heads[0].count('0')}", heads.end()
    unit = unit_after(text, match.end(), spelled="/" not in match[0])
    if unit is not None and unit.char_start == match.end() and unit.kind in {NumberKind.DURATION, NumberKind.MEASURE}:
        is_time_ago = re.compile(rf"{_BLANK}(?:ago|earlier|before|later|after)\b").match(text, unit.char_end)
        return None if is_time_ago else (f"/{unit.code}", unit.char_end)
    thing = re.compile(r"(?:[0-9][0-9,]* ?)?[A-Za-z]+").match(text, match.end())
    if thing is None or (match["article"] and thing[0].lower() not in _EACH) or thing[0].lower() == "cent":
        return None
    return "/{" + thing[0].replace(",", "").replace(" ", "_").lower() + "}", thing.end()


_PLAIN_SYMBOL = re.compile(r"(?:[kcm]m|[km]g|km/h|[km]ph|lbs?|oz|ft|sq (?:km|m|ft))\b")
_LETTER = re.compile("[A-Z]")
_AMOUNT = re.compile(
    r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+(?:\.[0-9]+)?[- \u00a0]?(?:k|m|bn|tn|[mbtr]+illion)\b"
    r"|[0-9]+\.[0-9]{2}(?![0-9.])|[0-9]{2,}(?=\ (?:per|an?)\ )"
)
_RATE = re.compile(rf"{_BLANK}(?:per|(?P<article>an?|each|every)){_BLANK}|-(?:per|an?)-|{_BLANK}?/{_BLANK}?")
_PER_MANY = re.compile(rf"1(?:,?0){{2,}}(?![0-9,]|{_BLANK}?[A-Za-z])")  # "12 per 100,000"; not "per 100,000 people"
_PERIODS = {"hourly": "h", "daily": "d", "weekly": "wk", "monthly": "mo", "yearly": "a", "annually": "a"}
_OFTEN = re.compile(rf"{_BLANK}({'|'.join(_PERIODS)})(?!{_BLANK}[a-z]+s\b|\w)", re.IGNORECASE)  # not "3 daily papers"
_EACH = frozenset({"share", "head", "person", "piece", "night", "ticket", "copy", "vote", "pupil", "student"})


@cache
def _gap(*, loose: bool) -> re.Pattern[str]:
    """What may stand between a number and its unit: a blank, a hyphen, "-odd", "-plus", "+"."""
    articles = rf"(?:{_BLANK}of(?={_BLANK}))?(?:{_BLANK}an?(?={_BLANK}))?" if loose else ""
    return re.compile(rf"(?:-odd|-plus|\+)?{articles}(?:{_BLANK}|[-\u2010\u2011])?")


@cache
def _pattern(form: Form) -> re.Pattern[str]:
    aliases = sorted(_by_form(form), key=lambda alias: (-len(alias), alias))
    before_of = rf"(?={_BLANK}of\b)" if form == "word_of" else ""
    return re.compile(f"(?:{_alternatives(aliases)}){before_of}", re.IGNORECASE if form in _WORDS else 0)


@cache
def _prefix_pattern() -> re.Pattern[str]:
    symbols = sorted((n.alias for n in unit_names() if n.place != "after"), key=lambda alias: (-len(alias), alias))
    return re.compile(rf"(?<![A-Za-z])(?P<symbol>{'|'.join(map(re.escape, symbols))}){_BLANK}?\Z")


@cache
def _by_form(form: Form) -> dict[str, UnitName]:
    names = [name for name in unit_names() if name.form == form and name.place != "before"]
    return {_key(alias, form): name for name in names for alias in (name.alias, name.plural) if alias}


def _key(written: str, form: Form) -> str:
    """The form under which a written unit is looked up."""
    return re.sub(r"[-\s\u2010\u2011]+", " ", written).lower() if form in _WORDS else written


def _alternatives(aliases: Iterable[str]) -> str:
    """A pattern of whole aliases; a blank in one stands for a blank or a hyphen."""
    return "|".join(
        re.escape(alias).replace(r"\ ", r"[-\s\u2010\u2011]") + (r"(?!\w)" if alias[-1].isalnum() else "")
        for alias in aliases
    )
