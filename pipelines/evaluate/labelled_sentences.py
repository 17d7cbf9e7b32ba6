"""Our own sentences, labelled by hand after the coding guide: `labelled/acts.csv`.

They measure what a position says beyond its spans (act, negated, modality, target, speech). Each half is fixed in the
file: rules may be tuned on `train`, figures are published on `validation`. Belongs here: reading that file and finding
its words in its texts. Does not belong here: scoring; the labels' conventions stand in `labelled/README.md`.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.errors import OnRecordError
from schemas.codes import Act, Modality, Speech

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from schemas.codes import Code

FILE_NAME = "acts.csv"
COLUMNS = ("id", "half", "text", "source", "cue", "content", "act", "negated", "modality", "speech", "target")
HALVES = ("train", "validation")
PIECES = " … "

Span = tuple[int, int]


class LabelledSentenceError(OnRecordError):
    """The file of labelled sentences is wrong: file, row, problem, next step."""


@dataclass(frozen=True, slots=True)
class LabelledSentence:
    """One position in a sentence: spans of `text` (0-based, half-open, code points) and the labels that they get."""

    id: str
    half: str
    text: str
    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    act: Act
    negated: bool
    modality: Modality
    speech: Speech
    target: Span | None

    def words(self, span: Span) -> str:
        """The words that a span selects."""
        return self.text[slice(*span)]


def load_labelled_sentences(half: str | None = None, path: Path | None = None) -> list[LabelledSentence]:
    """The labelled sentences in the order of the file.

    Args:
        half: "train" or "validation"; None for both.
        path: a file to read in place of the one that ships with the package.

    Raises: LabelledSentenceError naming file and row where columns, a code or a span is wrong, ids repeat, or a text
    is in both halves; ValueError for a half that does not exist.
    """
    if half is not None and half not in HALVES:
        message = f"no half {half!r}; one of {', '.join(HALVES)}"
        raise ValueError(message)
    file = path or files("pipelines.evaluate") / "labelled" / FILE_NAME
    rows = csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"), newline=""))
    if tuple(rows.fieldnames or ()) != COLUMNS:
        raise _error(str(file), "columns", f"are {rows.fieldnames}", f"name them {','.join(COLUMNS)}")
    sentences = [_sentence(row, str(file)) for row in rows]
    _check_together(sentences, str(file))
    return [sentence for sentence in sentences if half in (None, sentence.half)]


def _sentence(row: Mapping[str | None, str | None], file: str) -> LabelledSentence:
    """A row with its codes read and its words found."""
    name = row["id"] or "without id"
    if None in row or None in row.values():
        raise _error(file, name, f"has not {len(COLUMNS)} cells", "quote cells that hold commas")
    cells = {column: row[column] or "" for column in COLUMNS}

    def one_of(column: str, values: Iterable[str]) -> str:
        if cells[column] not in (allowed := list(values)):
            raise _error(file, name, f"{column} {cells[column]!r} is unknown", f"use one of {', '.join(allowed)}")
        return cells[column]

    def span(column: str, words: str) -> Span:
        found = _occurrences(words, cells["text"])
        if len(found) != 1:
            problem = f"{column} {words!r} stands {len(found)} times in the text"
            raise _error(file, name, problem, "give words that stand there once")
        return found[0]

    def optional_span(column: str) -> Span | None:
        return span(column, cells[column]) if cells[column] else None

    content = cells["content"].split(PIECES) if cells["content"] else []
    return LabelledSentence(
        id=name,
        half=one_of("half", HALVES),
        text=cells["text"],
        source=optional_span("source"),
        cue=span("cue", cells["cue"]),
        content=tuple(span("content", piece) for piece in content),
        act=Act(one_of("act", _values(Act))),
        negated=one_of("negated", ("true", "false")) == "true",
        modality=Modality(one_of("modality", _values(Modality))),
        speech=Speech(one_of("speech", _values(Speech))),
        target=optional_span("target"),
    )


def _values(code: type[Code]) -> list[str]:
    return [member.value for member in code]


def _occurrences(words: str, text: str) -> list[Span]:
    """Where the words stand in the text as whole words."""
    if not words:
        return []
    return [found.span() for found in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]


def _check_together(sentences: list[LabelledSentence], file: str) -> None:
    """Ids name one row each; a text that nests two positions is in one half."""
    ids = Counter(sentence.id for sentence in sentences)
    halves: dict[str, str] = {}
    for sentence in sentences:
        if ids[sentence.id] > 1:
            raise _error(file, sentence.id, "stands twice", "give every row its own id")
        if halves.setdefault(sentence.text, sentence.half) != sentence.half:
            raise _error(file, sentence.id, "has a text of the other half", "put both rows into one half")


def _error(file: str, row: str, problem: str, next_step: str) -> LabelledSentenceError:
    return LabelledSentenceError(f"{file}, row {row}: {problem}; {next_step}")
