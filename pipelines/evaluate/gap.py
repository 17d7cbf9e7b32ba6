"""GAP: pronouns of Wikipedia passages with two names that each may mean (Webster et al. 2018).

Belongs here: reading `<gold>/actors/gap-development.tsv`, and the passages that are left out of training. Does not
belong here: measures. Runs on Python 3.11 with the standard library alone, because training imports it. Nothing of
the corpus is kept in the project.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipelines.evaluate.gold import GoldError, read_gold

FILE = Path("actors") / "gap-development.tsv"
N_VALIDATION = 1_000  # passages: half of the file, since each gives one bit and the ranker has few weights


@dataclass(frozen=True)
class Name:
    """A name that the pronoun may mean, by its half-open offsets, and whether it does."""

    start: int
    end: int
    is_meant: bool


@dataclass(frozen=True)
class Passage:
    """A passage with its pronoun (half-open offsets of `text`) and the two names, of which at most one is meant."""

    doc_id: str
    page: str
    text: str
    pronoun: tuple[int, int]
    names: tuple[Name, Name]


def read_passages(path: Path) -> dict[str, Passage]:
    """The passages of a file by id, in the file's order.

    Raises: GoldError naming file and line when it is missing or malformed, or an offset does not select its words.
    """
    rows = csv.DictReader(read_gold(path).split("\n"), delimiter="\t", quoting=csv.QUOTE_NONE)
    passages: dict[str, Passage] = {}
    for row in rows:
        try:
            passage = _passage(row)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            message = f"{path}, line {rows.line_num}: is no passage of GAP: {error!r}"
            raise GoldError(message) from error
        passages[passage.doc_id] = passage
    if not passages:
        message = f"{path}: holds no passage"
        raise GoldError(message)
    return passages


def validation_passages(passages: Mapping[str, Passage]) -> tuple[str, ...]:
    """Ids of the validation part: the first passages by the hash of their page, then by id. Training leaves them out.

    The passages of one page lie next to each other, so that no page is in both parts of the corpus as it is.
    """

    def place(passage: Passage) -> tuple[str, str]:
        return hashlib.sha256(passage.page.encode()).hexdigest(), passage.doc_id

    return tuple(passage.doc_id for passage in sorted(passages.values(), key=place)[:N_VALIDATION])


def _passage(row: Mapping[str, str]) -> Passage:
    text = row["Text"]
    first, second = (
        Name(*_span(text, row[name], row[f"{name}-offset"]), row[f"{name}-coref"].upper() == "TRUE")
        for name in ("A", "B")
    )
    pronoun = _span(text, row["Pronoun"], row["Pronoun-offset"])
    return Passage(row["ID"], row["URL"], text, pronoun, (first, second))


def _span(text: str, words: str, offset: str) -> tuple[int, int]:
    start, end = int(offset), int(offset) + len(words)
    if text[start:end] != words:
        message = f"{words!r} does not stand at {start}"
        raise ValueError(message)
    return start, end
