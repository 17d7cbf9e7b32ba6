"""Which rows differ between two releases, and in which columns: the rows of the table `changes`.

Belongs here: comparing tables row by row, in DuckDB over their Parquet files. Does not belong here: why a row differs
(`causes`), and proving the result (`replay`, which must not use this module).

Rows are the same row where their primary keys are equal. Values are compared exactly: null equals null only, strings
by code point, doubles by their bits. Every table counts but `changes`.

Where the schema differs, rows are compared in the columns that both sides have with the same type; a column that only
one side has is named in CHANGELOG.md, and is no difference of a row. A table that only one side has is added or removed
with all its rows. A table may not get another key: with another key it is another table and needs another name.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import duckdb
import pyarrow.parquet as pq

from pipelines.release import causes
from pipelines.release.dataset import PublishError
from pipelines.release.values import any_distinct, distinct
from pipelines.sql import select
from schemas import derive
from schemas.codes import Change
from schemas.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import pyarrow as pa

    from pipelines.release.sides import Side

CHANGES = "SELECT table_name, row_id, change, fields, cause FROM changes ORDER BY table_name, row_id"
DIFFERENCES = """
    CREATE TABLE differences (
        table_name VARCHAR, row_id VARCHAR, change VARCHAR, fields VARCHAR,
        reach VARCHAR, article_id VARCHAR, about VARCHAR[]
    )
"""


def list_changes(old: Side, new: Side) -> pa.Table:
    """The table `changes` from one release to another, sorted.

    Raises: PublishError where a table's key is not that of the old release, or a file cannot be read.
    """
    with compare(old, new) as connection:
        rows = select(connection, CHANGES).to_arrow_table()
    return rows.cast(derive.arrow_schema(TABLES["changes"]))


@contextmanager
def compare(old: Side, new: Side) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with the table `changes`, and the views `old_<table>` and `new_<table>` of both sides' rows.

    Raises: PublishError where a table's key is not that of the old release, or a file cannot be read.
    """
    with duckdb.connect() as connection:
        try:
            connection.execute("SET TimeZone = 'UTC'")
            tables = all_tables(old, new)
            for table in tables:
                _view(connection, table, old, new)
            connection.execute(DIFFERENCES)
            causes.prepare(connection)
            for table in tables:
                connection.execute(_differences(table, old, new))
            causes.explain(connection, old, new)
        except duckdb.IOException as error:
            message = f"{old.name} and {new.name} cannot be compared: {error}"
            raise PublishError(message) from error
        yield connection


def all_tables(old: Side, new: Side) -> list[str]:
    """The tables of either side, those of the new one first.

    Raises: PublishError where a table has other keys than before.
    """
    for table in new.keys.keys() & old.keys.keys():
        if list(old.keys[table]) != list(new.keys[table]):
            message = (
                f"the key of {table} is {', '.join(new.keys[table])}, in {old.name} {', '.join(old.keys[table])}:"
                " rows cannot be told apart; give a table with another key another name"
            )
            raise PublishError(message)
    return [*new.keys, *(table for table in old.keys if table not in new.keys)]


def common_columns(table: str, old: Side, new: Side) -> dict[str, pa.DataType]:
    """The columns that both sides have with the same type, in the new side's order."""
    before, after = (_columns(side, table) for side in (old, new))
    return {name: kind for name, kind in after.items() if before.get(name) == kind}


def one_sided_columns(table: str, old: Side, new: Side) -> tuple[list[str], list[str]]:
    """The columns that only the old and only the new side has, or has with this type."""
    both = common_columns(table, old, new)
    before, after = ([name for name in _columns(side, table) if name not in both] for side in (old, new))
    return before, after


def _columns(side: Side, table: str) -> dict[str, pa.DataType]:
    schema = pq.read_schema(_path(side.folder, table))
    return dict(zip(schema.names, schema.types, strict=True))


def _path(folder: Path, table: str) -> Path:
    return folder / f"{table}.parquet"


def _view(connection: duckdb.DuckDBPyConnection, table: str, old: Side, new: Side) -> None:
    """Let both sides' rows be seen, each with the columns of both; a side that lacks the table has no rows of it."""
    there = [(name, side) for name, side in (("old", old), ("new", new)) if table in side.keys]
    for name, side in there:
        connection.read_parquet(str(_path(side.folder, table))).create_view(f"file_{name}_{table}")
    for name in ("old", "new"):
        parts = [f"(FROM file_{other}_{table}{'' if other == name else ' LIMIT 0'})" for other, _ in there]
        connection.execute(f"CREATE VIEW {name}_{table} AS {' UNION ALL BY NAME '.join(parts)}")


def _differences(table: str, old: Side, new: Side) -> str:
    """The statement that puts a table's rows that differ into `differences`."""
    one_sided = table not in old.keys or table not in new.keys
    key = (new if table in new.keys else old).keys[table]
    common = {} if one_sided else common_columns(table, old, new)
    compared = {name: kind for name, kind in common.items() if name not in key}
    named = "".join(f", CASE WHEN {distinct(name, kind)} THEN '{name}' END" for name, kind in compared.items())
    return f"""
        INSERT INTO differences
        WITH o AS (SELECT *, TRUE AS there FROM old_{table}), n AS (SELECT *, TRUE AS there FROM new_{table})
        SELECT '{table}', {row_id(key)},
            CASE WHEN o.there IS NULL THEN '{Change.ADDED}' WHEN n.there IS NULL THEN '{Change.REMOVED}'
                ELSE '{Change.CHANGED}' END,
            CASE WHEN o.there AND n.there THEN concat_ws('|', ''{named})[2:] END,
            {causes.reach(table, compared)}, {causes.article(table, common)}, {causes.about(table, common)}
        FROM o FULL JOIN n ON {" AND ".join(f'o."{name}" = n."{name}"' for name in key)}
        WHERE o.there IS NULL OR n.there IS NULL OR {any_distinct(compared)}
    """  # noqa: S608 - names of tables and columns, of our own making


def row_id(key: Sequence[str]) -> str:
    """SQL for a row's key as text; of several columns, a JSON array as Python writes it, like `curation.row_id`."""
    values = [f'coalesce(n."{name}", o."{name}")' for name in key]
    if len(values) == 1:
        return f"CAST({values[0]} AS VARCHAR)"
    return f"'[' || concat_ws(', ', {', '.join(f'to_json({value})' for value in values)}) || ']'"
