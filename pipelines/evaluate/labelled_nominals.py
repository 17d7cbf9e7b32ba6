"""Our own nominal phrases, labelled by hand: `labelled/nominals.csv`, and how often country and sector are right.

Each half is fixed in the file: words and rules may be tuned on `train`, figures are published on `validation`. Belongs
here: reading that file, and counting what the annotators make of its phrases. Does not belong here: the labels'
conventions, which stand in `labelled/README.md`.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from pipelines.annotate.actors import find_mentions
from pipelines.annotate.model import ArticleText, parse
from pipelines.errors import OnRecordError
from pipelines.evaluate.labelled_sentences import HALVES
from pipelines.evaluate.measurements import ALL, share_measurement
from pipelines.knowledge.registry import countries
from schemas.codes import MentionForm, Sector

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from pipelines.annotate.records import Mention
    from pipelines.evaluate.measurements import Measurement

FILE_NAME = "nominals.csv"
COLUMNS = ("id", "half", "text", "phrase", "country_iso3", "sector", "kind")
KINDS = ("demonym", "name", "possessive", "preposition", "capital", "place", "body", "compound", "none")


class LabelledNominalError(OnRecordError):
    """The file of labelled nominals is wrong: file, row, problem, next step."""


@dataclass(frozen=True, slots=True)
class LabelledNominal:
    """A phrase `start:end` of a text (code points), with the country and sector that it tells; None for none.

    `kind` is by what the phrase tells the country.
    """

    id: str
    half: str
    text: str
    start: int
    end: int
    country_iso3: str | None
    sector: Sector | None
    kind: str


@dataclass(frozen=True, slots=True)
class ReadNominal:
    """A labelled nominal and the mention that the annotators make of it, None where they make none."""

    label: LabelledNominal
    mention: Mention | None

    def right(self, field: str) -> bool:
        """Whether a field is right; "both" for country and sector. What was not found is wrong."""
        fields = ("country_iso3", "sector") if field == "both" else (field,)
        return self.mention is not None and all(
            getattr(self.mention, one) == getattr(self.label, one) for one in fields
        )


def load_labelled_nominals(half: str | None = None, path: Path | None = None) -> list[LabelledNominal]:
    """The labelled nominals in the order of the file.

    Args:
        half: "train" or "validation"; None for both.
        path: a file to read in place of the one that ships with the package.

    Raises: LabelledNominalError naming file and row where columns, a code or a phrase is wrong or an id repeats;
    ValueError for a half that does not exist.
    """
    if half is not None and half not in HALVES:
        message = f"no half {half!r}; one of {', '.join(HALVES)}"
        raise ValueError(message)
    file = path or files("pipelines.evaluate") / "labelled" / FILE_NAME
    rows = csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"), newline=""))
    if tuple(rows.fieldnames or ()) != COLUMNS:
        raise _error(str(file), "columns", f"are {rows.fieldnames}", f"name them {','.join(COLUMNS)}")
    nominals = [_nominal(row, str(file)) for row in rows]
    for index, nominal in enumerate(nominals):
        if nominal.id in {other.id for other in nominals[:index]}:
            raise _error(str(file), nominal.id, "stands twice", "give every row its own id")
    return [nominal for nominal in nominals if half in (None, nominal.half)]


def read_nominals(labels: Sequence[LabelledNominal]) -> Iterator[ReadNominal]:
    """What the annotators make of each phrase, in its text alone."""
    for label, doc in zip(labels, parse(ArticleText(label.text) for label in labels), strict=True):
        yield ReadNominal(label, _mention_of(label, find_mentions(doc)))


def measure_nominals(half: str) -> Iterator[Measurement]:
    """The share of phrases with the right country, the right sector and both; of both also by kind of phrase."""
    read = list(read_nominals(load_labelled_nominals(half)))
    gold = f"labelled nominals {half}"
    for field in ("country_iso3", "sector", "both"):
        n_right = sum(one.right(field) for one in read)
        yield share_measurement(field, ALL, "accuracy", gold, n_right=n_right, n=len(read))
    for kind in KINDS:
        of_kind = [one.right("both") for one in read if one.label.kind == kind]
        if of_kind:
            yield share_measurement("both", kind, "accuracy", gold, n_right=sum(of_kind), n=len(of_kind))


def _mention_of(label: LabelledNominal, mentions: Sequence[Mention]) -> Mention | None:
    """The first and longest nominal within the phrase, else a name that is the phrase but for its first word."""
    within = [one for one in mentions if label.start <= one.char_start and one.char_end <= label.end]
    nominals = [one for one in within if one.form is MentionForm.NOMINAL]
    if nominals:
        return min(nominals, key=lambda one: (one.char_start, -one.char_end))
    first_word_end = label.text.find(" ", label.start) + 1
    starts = {label.start, first_word_end}
    return next((one for one in within if one.char_end == label.end and one.char_start in starts), None)


def _nominal(row: Mapping[str | None, str | None], file: str) -> LabelledNominal:
    name = row["id"] or "without id"
    if None in row or None in row.values():
        raise _error(file, name, f"has not {len(COLUMNS)} cells", "quote cells that hold commas")
    cells = {column: row[column] or "" for column in COLUMNS}
    allowed = {
        "half": HALVES,
        "country_iso3": ("", *countries()),
        "sector": ("", *(sector.value for sector in Sector)),
        "kind": KINDS,
    }
    for column, values in allowed.items():
        if cells[column] not in values:
            raise _error(file, name, f"{column} {cells[column]!r} is unknown", f"use one of {', '.join(values)}")
    if not cells["phrase"] or cells["text"].count(cells["phrase"]) != 1:
        raise _error(file, name, "has a phrase that does not stand once in its text", "give words that do")
    if cells["kind"] == "none" and cells["country_iso3"]:
        raise _error(file, name, "has a country but no kind", f"use one of {', '.join(KINDS[:-1])}")
    start = cells["text"].index(cells["phrase"])
    return LabelledNominal(
        id=name,
        half=cells["half"],
        text=cells["text"],
        start=start,
        end=start + len(cells["phrase"]),
        country_iso3=cells["country_iso3"] or None,
        sector=Sector(cells["sector"]) if cells["sector"] else None,
        kind=cells["kind"],
    )


def _error(file: str, row: str, problem: str, next_step: str) -> LabelledNominalError:
    return LabelledNominalError(f"{file}, row {row}: {problem}; {next_step}")
