"""Rows inside rows: what belongs to one article or one actor, under the columns of a query.

Belongs here: queries whose first column is the key of what they belong to → lists per key. The names of the other
columns are the same for all keys, so a page reads them once. Does not belong here: what is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pipelines.site.chunks import Rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Nested:
    """Rows per key, without the key, and the names of their columns."""

    columns: tuple[str, ...]
    rows: Mapping[str, Sequence[tuple[Any, ...]]]

    def of(self, key: str) -> Sequence[tuple[Any, ...]]:
        """The rows that belong to a key; none where the query found none."""
        return self.rows.get(key, ())


def nested(connection: DuckDBPyConnection, query: str) -> Nested:
    """The rows of a query that is sorted by its first column, the key."""
    found = connection.sql(query)
    groups = groupby(found.fetchall(), key=lambda row: row[0])
    return Nested(tuple(found.columns[1:]), {key: [tuple(row[1:]) for row in rows] for key, rows in groups})


def nested_columns(fields: Mapping[str, Nested]) -> Rows:
    """Per field of nested rows, the names of their columns."""
    return Rows(("field", "columns"), [(field, rows.columns) for field, rows in fields.items()])
