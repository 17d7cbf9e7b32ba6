"""The check of a release's sample: small enough, rows of the release, no key that points nowhere.

Belongs here: comparing `sample/` with the release around it, as both lie on disk. Does not belong here: making the
sample, and what the tables say: a row that is the release's own is as right as there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from pipelines.checks import EXAMPLES, CheckResult
from pipelines.release import gates, parquet
from pipelines.release.dataset import SAMPLE_FOLDER, csv_path, parquet_path
from pipelines.release.sample import MAX_BYTES, size
from pipelines.sql import select
from schemas import derive
from schemas.tables import PARQUET_ONLY, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def check_sample(release: Path) -> list[CheckResult]:
    """Check the sample of a release.

    Args:
        release: the release's folder.

    Returns: one result per table, and one for the size, which counts for `articles`.
    """
    sample = release / SAMPLE_FOLDER
    tables: dict[str, pa.Table] = {}
    unreadable = {}
    for name in TABLES:
        try:
            tables[name] = parquet.read(name, sample)
        except (OSError, pa.ArrowException) as error:
            unreadable[name] = {"problem": f"{SAMPLE_FOLDER}: cannot be read: {error}"}
    with duckdb.connect() as connection:
        for name, table in tables.items():
            connection.register(f"sample_{name}", table)
            connection.read_parquet(str(release / parquet_path(name))).create_view(f"whole_{name}")
        problems = {
            name: [unreadable[name]] if name in unreadable else list(_problems(connection, name, sample, tables))
            for name in TABLES
        }
    rows = {name: tables[name].num_rows if name in tables else 0 for name in TABLES}
    return [
        CheckResult.of("sample_size", "articles", rows["articles"], _size_problems(sample)),
        *(CheckResult.of(f"{name}_in_sample", name, rows[name], found) for name, found in problems.items()),
    ]


def _size_problems(sample: Path) -> list[dict[str, str]]:
    found = size(sample)
    return [{"problem": f"{SAMPLE_FOLDER}: {found} bytes, where {MAX_BYTES} are allowed"}] if found > MAX_BYTES else []


def _problems(
    connection: duckdb.DuckDBPyConnection, name: str, sample: Path, tables: dict[str, pa.Table]
) -> Iterator[dict[str, str]]:
    table = tables[name]
    if not table.schema.remove_metadata().equals(derive.arrow_schema(TABLES[name]), check_metadata=True):
        yield {"problem": f"{SAMPLE_FOLDER}: columns, types or descriptions are not the model's"}
        return
    try:
        for query, problem in _queries(name, tables):
            for row in select(connection, query).limit(EXAMPLES).fetchall():
                yield {"problem": f"{SAMPLE_FOLDER}: {problem}", "row": str(row[0])}
    except duckdb.Error as error:  # the release's own table is of another shape
        yield {"problem": f"{SAMPLE_FOLDER}: cannot be compared: {str(error).partition('\n')[0]}"}
    if name not in PARQUET_ONLY:
        yield from gates.csv_problems(sample / csv_path(name), table)


def _queries(name: str, tables: dict[str, pa.Table]) -> Iterator[tuple[str, str]]:
    """Queries for the rows of a sample's table that should not be there, and what is wrong with them."""
    yield f"FROM sample_{name} EXCEPT ALL FROM whole_{name}", "no row of the release, or there too often"
    for key in derive.foreign_keys(TABLES[name]):
        if key.table in tables:
            yield (
                f"SELECT here.{key.column} FROM sample_{name} AS here "  # noqa: S608 - our own names
                f"ANTI JOIN sample_{key.table} AS other ON other.{key.target} = here.{key.column} "
                f"WHERE here.{key.column} IS NOT NULL",
                f"{key.column} points to nothing in {key.table}.{key.target}",
            )
