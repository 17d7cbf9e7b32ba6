"""The tables and views of a release, as the page's queries read them.

Belongs here: opening a release in DuckDB. Does not belong here: what is asked of it.
"""

from __future__ import annotations

from contextlib import contextmanager
from importlib.resources import files
from typing import TYPE_CHECKING

import duckdb
import pyarrow.parquet as pq

from schemas.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def open_release(release: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that has every table of a release and the views of its views.sql, whatever its folder is called.

    Raises: OSError or pyarrow.ArrowException when a table is missing or cannot be read.
    """
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")  # else times come in the machine's zone
        for name in TABLES:
            connection.register(name, pq.read_table(release / "data" / f"{name}.parquet"))
        connection.execute(files("pipelines.release").joinpath("views.sql").read_text(encoding="utf-8"))
        yield connection
