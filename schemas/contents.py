"""What the tables of one release hold: rows, coverage and an example per column, rows per code.

Belongs here: counting in an Arrow table of a model. Does not belong here: laying the counts out.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pyarrow.compute as pc

from schemas import derive

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from schemas.derive import Column
    from schemas.fields import Table


@dataclass(frozen=True, slots=True)
class ColumnContent:
    """What a column holds.

    `n_values` counts the rows that are not null; `example` is the first of these in the table's order, written as in
    a CSV file, None where there is none; `codes` gives the rows of each code of the column's vocabulary, and is empty
    for columns without one.
    """

    n_values: int
    example: str | None
    codes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class TableContent:
    """What a table holds: its number of rows, and each column by name."""

    n_rows: int
    columns: Mapping[str, ColumnContent]


@dataclass(frozen=True, slots=True)
class ReleaseContent:
    """What a release holds: its version, each table by name, and the rows of its table `quality`."""

    version: str
    tables: Mapping[str, TableContent]
    quality: Sequence[Mapping[str, Any]]


def table_content(model: type[Table], table: pa.Table) -> TableContent:
    """Count what a table of a model holds."""
    columns = {column.name: _column_content(column, table[column.name]) for column in derive.columns(model)}
    return TableContent(table.num_rows, columns)


def _column_content(column: Column, values: pa.ChunkedArray) -> ColumnContent:
    first = pc.index(pc.is_valid(values), True).as_py()
    return ColumnContent(
        n_values=len(values) - values.null_count,
        example=None if first < 0 else _as_text(values[first].as_py()),
        codes=_codes(column, values),
    )


def _codes(column: Column, values: pa.ChunkedArray) -> dict[str, int]:
    if column.vocabulary is None:
        return {}
    counted = {count["values"]: count["counts"] for count in pc.value_counts(values).to_pylist()}
    return {str(code): counted.get(str(code), 0) for code in column.vocabulary}


def _as_text(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return json.dumps(value) if isinstance(value, bool | int | float) else str(value)
