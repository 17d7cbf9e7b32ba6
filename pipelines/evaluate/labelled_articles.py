"""Our own articles with every number and date marked by hand: `labelled/quantified_*.txt`.

They measure numbers and dates. Articles may be added at any time: which half one belongs to follows from its id.
Belongs here: files, headings, paragraphs. Does not belong here: marks (`labelled_marks`), scoring; the labels'
conventions stand in `labelled/README.md`.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.errors import OnRecordError
from pipelines.evaluate.labelled_marks import LabelledNumber, LabelledTimex, Mark, read_marks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FOLDER = Path(__file__).with_name("labelled")
PATTERN = "quantified_*.txt"
HALVES = ("train", "validation")
_HEADING = re.compile(r"## (?P<id>\S+) (?P<day>\S+) (?P<country>[A-Z]{3})")


class LabelledArticleError(OnRecordError):
    """A file of labelled articles is wrong: file, line, problem, next step."""


@dataclass(frozen=True, slots=True)
class LabelledArticle:
    """An article, its paragraphs joined by line breaks, with its marks in order."""

    article_id: str
    half: str
    published_on: date
    country_iso3: str
    text: str
    numbers: tuple[LabelledNumber, ...]
    timexes: tuple[LabelledTimex, ...]


def load_labelled_articles(half: str | None = None, folder: Path = FOLDER) -> list[LabelledArticle]:
    """The labelled articles, in the order of the files' names and of their lines.

    Args:
        half: "train" or "validation"; None for both.
        folder: where the files are.

    Raises: LabelledArticleError naming file and line where a heading or a mark is malformed or an id stands twice, and
    the folder where it has no such file; ValueError for a half that does not exist.
    """
    if half is not None and half not in HALVES:
        message = f"no half {half!r}; one of {', '.join(HALVES)}"
        raise ValueError(message)
    articles: dict[str, LabelledArticle] = {}
    for file in sorted(folder.glob(PATTERN)):
        for number, lines in _blocks(file):
            article = _article(file, number, lines)
            if articles.setdefault(article.article_id, article) is not article:
                raise _error(file, number, f"the id {article.article_id!r} stands twice; give each article its own")
    if not articles:
        message = f"{folder}: holds no articles in {PATTERN}"
        raise LabelledArticleError(message)
    return [article for article in articles.values() if half in {None, article.half}]


def _blocks(file: Path) -> Iterator[tuple[int, Sequence[str]]]:
    """The lines of each article, its heading first, with the heading's number in the file."""
    try:
        lines = file.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        message = f"{file}: cannot be read: {error}"
        raise LabelledArticleError(message) from error
    starts = [number for number, line in enumerate(lines) if line.startswith("## ")]
    for number, line in enumerate(lines[: starts[0] if starts else None], start=1):
        if line.strip() and not line.startswith("# "):
            raise _error(file, number, "the text belongs to no article; write '## id 2001-02-03 GBR' before it")
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield start + 1, lines[start:end]


def _article(file: Path, number: int, lines: Sequence[str]) -> LabelledArticle:
    heading = _HEADING.fullmatch(lines[0].strip())
    if heading is None:
        raise _error(file, number, f"{lines[0]!r} is no heading; write '## id 2001-02-03 GBR'")
    try:
        published_on = date.fromisoformat(heading["day"])
    except ValueError as error:
        raise _error(file, number, str(error)) from error
    paragraphs, marks = _paragraphs(file, number + 1, lines[1:])
    if not paragraphs:
        raise _error(file, number, "the article has no text; write its paragraphs below the heading")
    return LabelledArticle(
        article_id=heading["id"],
        half=HALVES[int(hashlib.sha256(heading["id"].encode()).hexdigest(), 16) % 2],
        published_on=published_on,
        country_iso3=heading["country"],
        text="\n".join(paragraphs),
        numbers=tuple(mark for mark in marks if isinstance(mark, LabelledNumber)),
        timexes=tuple(mark for mark in marks if isinstance(mark, LabelledTimex)),
    )


def _paragraphs(file: Path, first: int, lines: Sequence[str]) -> tuple[list[str], list[Mark]]:
    paragraphs: list[str] = []
    marks: list[Mark] = []
    for number, line in enumerate(lines, start=first):
        if not line.strip() or line.startswith("# "):
            continue
        try:
            text, found = read_marks(line.strip(), sum(len(paragraph) + 1 for paragraph in paragraphs))
        except ValueError as error:
            raise _error(file, number, str(error)) from error
        paragraphs.append(text)
        marks += found
    return paragraphs, marks


def _error(file: Path, line: int, problem: str) -> LabelledArticleError:
    return LabelledArticleError(f"{file}, line {line}: {problem}")
