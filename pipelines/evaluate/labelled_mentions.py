"""Our own passages with names, pronouns and nominals marked by hand: `labelled/{names,references}*.txt`.

They measure mentions and train what finds and links them. Passages may be added at any time: which half one belongs
to follows from its words. Belongs here: reading those files. Does not belong here: scoring; the labels' conventions
stand in `labelled/README.md`. Runs on Python 3.11 with the standard library alone, because training imports it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.errors import OnRecordError

FOLDER = Path(__file__).with_name("labelled")
NAMES = ("names_a.txt", "names_b.txt", "names_c.txt")  # every name is marked, without entities
REFERENCES = ("references.txt", "references_b.txt", "references_c.txt", "references_d.txt")
NAME_KINDS = frozenset(
    {"person", "organisation", "igo", "party", "group", "media", "state", "place"} | {"adjective", "event", "work"}
)
KINDS = NAME_KINDS | {"pronoun", "nominal"}
HALVES = ("train", "validation")
_ONE_IN = 5  # passages are validation
_MARKED = re.compile(r"\[(?P<words>[^\[\]|]+)\|(?P<kind>[^\[\]|]+)(?:\|(?P<entity>[^\[\]|]+))?\]")


class LabelledMentionError(OnRecordError):
    """A file of labelled passages is wrong: file, line, problem, next step."""


@dataclass(frozen=True)
class LabelledMention:
    """A marked span (half-open offsets of the passage); mentions with the same `entity` mean the same in a passage."""

    start: int
    end: int
    kind: str
    entity: str | None


@dataclass(frozen=True)
class LabelledPassage:
    """A passage with its marked spans in order; the id names its file and is made from its words."""

    passage_id: str
    half: str
    text: str
    mentions: tuple[LabelledMention, ...]


def load_labelled_passages(
    half: str | None = None, names: tuple[str, ...] = NAMES + REFERENCES, folder: Path = FOLDER
) -> list[LabelledPassage]:
    """The labelled passages, in the order of the files and of their lines.

    Args:
        half: "train" or "validation"; None for both.
        names: the files.
        folder: where they are.

    Raises: LabelledMentionError naming file and line where a mark is malformed, a kind is unknown, or a passage stands
    twice, and naming the file where there is none; ValueError for a half that does not exist.
    """
    if half is not None and half not in HALVES:
        message = f"no half {half!r}; one of {', '.join(HALVES)}"
        raise ValueError(message)
    passages: dict[str, LabelledPassage] = {}
    for name in names:
        for number, line in _passage_lines(folder / name):
            passage = _passage(line, folder / name, number)
            if passages.setdefault(passage.text, passage) is not passage:
                raise _error(folder / name, number, "the passage stands twice", "keep one of the two")
    return [passage for passage in passages.values() if half in {None, passage.half}]


def _passage_lines(file: Path) -> Iterator[tuple[int, str]]:
    """The lines that are passages, with their numbers; lines that start with "# " are headings."""
    try:
        lines = file.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        message = f"{file}: cannot be read: {error}"
        raise LabelledMentionError(message) from error
    for number, line in enumerate(lines, start=1):
        if line.strip() and not line.startswith("# "):
            yield number, line.strip()


def _passage(line: str, file: Path, number: int) -> LabelledPassage:
    text, mentions, done = "", [], 0
    for mark in _MARKED.finditer(line):
        words, kind = mark["words"], mark["kind"]
        if kind not in KINDS:
            raise _error(file, number, f"kind {kind!r} is unknown", f"use one of {', '.join(sorted(KINDS))}")
        if words != words.strip():
            raise _error(file, number, f"{words!r} has blanks at its edges", "move them out of the brackets")
        text += line[done : mark.start()] + words
        mentions.append(LabelledMention(len(text) - len(words), len(text), kind, mark["entity"]))
        done = mark.end()
    text += line[done:]
    if stray := re.search(r"[\[\]|]", text):
        around = text[max(stray.start() - 20, 0) : stray.end() + 20]
        raise _error(file, number, f"{stray.group()!r} in {around!r} is no mark", "write marks as [words|kind]")
    digest = hashlib.sha256(text.encode()).hexdigest()
    half = "train" if int(digest, 16) % _ONE_IN else "validation"
    return LabelledPassage(f"{file.stem}-{digest[:8]}", half, text, tuple(mentions))


def _error(file: Path, line: int, problem: str, next_step: str) -> LabelledMentionError:
    return LabelledMentionError(f"{file}, line {line}: {problem}; {next_step}")
