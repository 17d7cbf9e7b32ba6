"""The one reader of the CSV files in curation/.

Belongs here: decoding, columns, values, and faults with file, line and next step. Does not belong here: what a file
means.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationError

from pipelines.ingest.errors import InputError, RejectedError
from pipelines.ingest.fields import describe
from pipelines.ingest.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NEXT_STEP = "correct it; curation/README.md says how"
MAX_LENGTH = 2000  # code points of a cell


def _none_if_empty(value: object) -> object:
    return None if value == "" else value


def _day(value: object) -> object:
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else value
    except ValueError:
        return value


def _printable(value: str) -> str:
    if not value.isprintable():
        message = "holds a line break or a character that cannot be seen; take it out"
        raise ValueError(message)
    return value


type Filled = Annotated[
    str,
    StringConstraints(min_length=1, max_length=MAX_LENGTH, pattern=r"^\S(.*\S)?$"),
    AfterValidator(_printable),
]
type Maybe[T] = Annotated[T | None, BeforeValidator(_none_if_empty)]
type Day = Annotated[date, BeforeValidator(_day)]


class Rule(BaseModel):
    """One line of a file in curation/: its fields are the file's columns, in their order."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


@dataclass(frozen=True, slots=True)
class Line[R: Rule]:
    """A rule and where it stands."""

    path: Path
    number: int
    rule: R

    def fault(self, problem: str, next_step: str = NEXT_STEP) -> InputError:
        """The error that stops the run because of this line."""
        return InputError(str(self.path), problem, next_step, self.number)


def read_lines[R: Rule](path: Path, model: type[R], *, optional: bool = False) -> Iterator[Line[R]]:
    """The lines of a CSV file, in order; an optional file that is not there has none.

    Raises: InputError naming the line where the file is missing, is no UTF-8 or no CSV, has other columns than the
        model has fields, or holds a value that the model refuses.
    """
    text = _text(path, optional=optional)
    if text is None:
        return
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    columns = list(model.model_fields)
    try:
        if reader.fieldnames != columns:
            raise InputError(str(path), f"the columns are not {','.join(columns)}", NEXT_STEP, 1)
        for row in reader:
            if None in row or None in row.values():
                problem = f"there are not {len(columns)} values; a value with a comma stands in double quotes"
                raise InputError(str(path), problem, NEXT_STEP, reader.line_num)
            yield Line(path, reader.line_num, model.model_validate(row))
    except csv.Error as error:
        raise InputError(str(path), f"is no CSV: {error}", NEXT_STEP, reader.reader.line_num) from error
    except ValidationError as error:
        raise InputError(str(path), describe(error, model), NEXT_STEP, reader.line_num) from error


def _text(path: Path, *, optional: bool) -> str | None:
    try:
        return decode(path.read_bytes())
    except FileNotFoundError as error:
        if optional and not path.is_symlink():
            return None
        next_step = "give the folder that holds it with --curation or ONRECORD_CURATION; curation/README.md says more"
        raise InputError(str(path), "is missing", next_step) from error
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}", NEXT_STEP) from error
    except RejectedError as error:
        raise InputError(str(path), error.detail, NEXT_STEP) from error
