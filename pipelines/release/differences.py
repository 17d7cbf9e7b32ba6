"""What changed between any two releases, as data: numbers per table, and rows with their values before and now.

Belongs here: what `onrecord diff` tells. Does not belong here: finding and explaining differences (`changes`,
`causes`), printing.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipelines.release import index
from pipelines.release.change_log import count_changes, count_rows
from pipelines.release.changes import CHANGES, all_tables, compare, row_id
from pipelines.release.sides import of_release
from pipelines.sql import select
from schemas.codes import Change, ChangeCause

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from duckdb import DuckDBPyConnection

    from pipelines.release.sides import Side

BATCH = 1000  # rows read at a time


@dataclass(frozen=True, slots=True)
class TableCounts:
    """Rows of a table before and now, and how many of them differ, by change and by cause."""

    table: str
    before: int
    after: int
    changes: dict[Change, int]
    causes: dict[ChangeCause, int]


@dataclass(frozen=True, slots=True)
class Differences:
    """All that differs between two releases."""

    old: Side
    new: Side
    connection: DuckDBPyConnection

    @property
    def tables(self) -> list[str]:
        """The tables of either release."""
        return all_tables(self.old, self.new)

    def counts(self) -> Iterator[TableCounts]:
        """The numbers of every table."""
        counted = count_changes(select(self.connection, CHANGES).to_arrow_table())
        before, after = count_rows(self.old), count_rows(self.new)
        for table in self.tables:
            own = {place: n for place, n in counted.items() if place[0] == table}
            yield TableCounts(
                table=table,
                before=before.get(table, 0),
                after=after.get(table, 0),
                changes={change: sum(n for (*_, kind), n in own.items() if kind == change) for change in Change},
                causes={cause: sum(n for (_, why, _), n in own.items() if why == cause) for cause in ChangeCause},
            )

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """The rows of a table that differ, by row_id: `table row_id change cause old new`.

        `old` and `new` hold the values: of a changed row those that differ, of another one all on its side.
        """
        key = (self.new if table in self.new.keys else self.old).keys[table]
        on = " AND ".join(f'o."{name}" = n."{name}"' for name in key)
        query = f"""
            WITH o AS (SELECT *, whole AS old FROM old_{table} AS whole),
            n AS (SELECT *, whole AS new FROM new_{table} AS whole)
            SELECT c.*, o.old, n.new FROM o FULL JOIN n ON {on}
            JOIN changes AS c ON c.table_name = '{table}' AND c.row_id = {row_id(key)} ORDER BY c.row_id
        """  # noqa: S608 - names of tables and columns, of our own making
        for batch in select(self.connection, query).to_arrow_reader(BATCH):
            for row in batch.to_pylist():
                told = {"table": table, "row_id": row["row_id"], "change": row["change"], "cause": row["cause"]}
                yield told | {side: _values(row[side], row["fields"]) for side in ("old", "new")}


@contextmanager
def differences(old: Path, new: Path) -> Iterator[Differences]:
    """Compare two release folders.

    Raises: WithdrawnError where one was withdrawn; PublishError where one is no release, or they cannot be compared.
    """
    for release in (old, new):
        index.refuse_withdrawn(release.resolve())
    before, after = of_release(old), of_release(new)
    with compare(before, after) as connection:
        yield Differences(before, after, connection)


def _values(row: Mapping[str, Any] | None, fields: str | None) -> dict[str, Any] | None:
    if fields is not None and row is not None:
        return {field: row[field] for field in fields.split("|")}
    return dict(row) if row is not None and any(value is not None for value in row.values()) else None
