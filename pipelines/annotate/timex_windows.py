"""Where in a text the rules of the time grammar have to look.

Belongs here: the stretches around words and figures that every expression of a group of rules needs, so that the
patterns, which are many, run over a small part of the text. Does not belong here: the patterns (`timex_rules_*`).

A stretch reaches so far around its trigger that no expression is cut that is written with single blanks.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from pipelines.annotate.timex_reading import CARDINAL_MASK
from pipelines.annotate.timex_words import WORDS

#: Triggers that are no words: figures of a year, a date or a decade; of a clock
#: time; a number in words; a figure with its ending, "28th".
DATE_FIGURES, CLOCK_FIGURES = "#date", "#clock"
NUMBER_WORDS, ORDINAL_FIGURES = "#words", "#ordinal"

_TOKEN = re.compile(
    rf"(?P<word>[^\W\d_]+)|(?P<date>(?:1[0-9]|20)[0-9]{{2}}|[0-9]{{1,2}}[./-][0-9]|[0-9]0['\u2019]?s)"
    rf"|(?P<clock>[0-9]{{1,2}}(?:[:h][0-9]{{2}}|[^\S\n]*(?:[.][0-9]{{2}}[^\S\n]*)?[ap][.]?[^\S\n]*m(?!\w)))"
    r"|(?P<ordinal>[0-9]{1,2}(?:st|nd|rd|th)(?!\w))|[0-9]+"
    rf"|(?P<number>{CARDINAL_MASK}{{9,}}|{CARDINAL_MASK}+[ -]{CARDINAL_MASK}+)",
    re.IGNORECASE,
)
_FIGURES = {"date": DATE_FIGURES, "clock": CLOCK_FIGURES, "number": NUMBER_WORDS, "ordinal": ORDINAL_FIGURES}
_BLANK = re.compile(r"\s")
_BEFORE, _AFTER = 72, 48


def telling(*tables: str) -> frozenset[str]:
    """The longest word of each entry of some word tables, and its plural."""
    longest = {max(re.findall(r"[^\W\d_]+", entry), key=len).lower() for table in tables for entry in WORDS[table]}
    return frozenset(longest | {f"{word}s" for word in longest})


#: Words that a unit, a period, a month or a weekday is known by.
UNIT_WORDS = telling("unit") | {"centuries"}
PERIOD_WORDS = telling("period")
MONTH_WORDS = telling("month", "month_abbreviation")
WEEKDAY_WORDS = telling("weekday", "weekday_abbreviation")


def groups_by_trigger(groups: Iterable[Collection[str]]) -> dict[str, list[int]]:
    """Trigger → the indices of the groups of rules that look around it."""
    found: dict[str, list[int]] = {}
    for index, triggers in enumerate(groups):
        for trigger in sorted(triggers):
            found.setdefault(trigger, []).append(index)
    return found


def windows(masked: str, groups: Mapping[str, list[int]]) -> Iterator[tuple[int, int, int]]:
    """Find where each group of rules has to look.

    Args:
        masked: The text with number words masked.
        groups: What `groups_by_trigger` makes.

    Returns:
        The index of a group with the first offset and the end of a stretch; those of a group are disjoint, in order.
    """
    hits: dict[int, list[tuple[int, int]]] = {}
    for token in _TOKEN.finditer(masked):
        kind = token.lastgroup
        if kind is not None:
            for index in groups.get(token[0].lower() if kind == "word" else _FIGURES[kind], ()):
                hits.setdefault(index, []).append(token.span())
    for index in sorted(hits):
        for start, end in _stretches(masked, hits[index]):
            yield index, start, end


def _stretches(masked: str, hits: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The hits with their surroundings, cut between words, and those that touch joined."""
    first, last = 0, -1
    for start, end in hits:
        begin = max(0, start - _BEFORE)
        if begin > last:
            if last > 0:
                yield first, last
            first = begin
        last = _blank_after(masked, end + _AFTER)
    if last > 0:
        yield first, last


def _blank_after(masked: str, offset: int) -> int:
    """The next blank or line break, or a little further on if none is near."""
    blank = _BLANK.search(masked, offset, offset + _AFTER)
    return min(len(masked), offset + _AFTER) if blank is None else blank.start()
