"""The words of time and their TIMEX3 values, read from `timex_words.csv`.

Belongs here: loading the word tables and turning them into pieces of regular expressions. The words themselves stand
in the data file; how they combine is `timex_grammar`'s.

Tables: `month`, `weekday` and their abbreviations → number; `unit` → duration of one; `period`, `clock_period` →
template of the period that contains a day; `day_word` → days from the publication date; `edge`, `bound` → TIMEX3
modifier; `before_over` → modifier of "over" after the word; `reference` → TIMEX3 reference; `frequency` → value of a
set; `vague_count` → count (X: unknown); `holiday` → month and day; `feast` → rule of `timex_feasts`; `lunar_feast` →
nothing; `decade` → its TIMEX3 value; `place` → modifier of "this year" after the word, if any; `named_day` → year of a
month and day that is known by what happened on it; `twilight` → part of the day; `zone` → offset from UTC, nothing
where the name has several (IST, BST, AST) or changes with the season (ET).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from importlib.resources import files

GAP = r"(?:[^\S\n]+)"


def _load() -> dict[str, dict[str, str]]:
    tables: dict[str, dict[str, str]] = {}
    lines = files(__package__).joinpath("timex_words.csv").read_text(encoding="utf-8").splitlines()
    for row in csv.DictReader(lines, strict=True):
        table = tables.setdefault(row["table"], {})
        if row["word"] in table:
            message = f"timex_words.csv: {row['table']} holds {row['word']!r} twice"
            raise ValueError(message)
        table[row["word"]] = row["value"]
    return tables


#: Table → word as written in the file → value.
WORDS = _load()


def value(table: str, text: str) -> str:
    """The value of a word as it stands in a text, in whatever case and spacing; KeyError if the table lacks it."""
    return _FOLDED[table][" ".join(text.lower().split())]


def any_of(words: Iterable[str]) -> str:
    """A group that matches any of the words, the longest first; a blank in a word matches any gap."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(GAP.join(re.escape(part) for part in word.split()) for word in ordered) + ")"


def capitalised(words: Iterable[str]) -> str:
    """As `any_of`, with a capital first letter or all capitals; the rest of the pattern may ignore case."""
    names = list(words)
    return f"(?-i:{any_of([*names, *(name.upper() for name in names)])})"


_FOLDED = {table: {word.lower(): value for word, value in words.items()} for table, words in WORDS.items()}
