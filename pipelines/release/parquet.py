"""The Parquet form of a table.

Belongs here: how published Parquet files are written and read. Row groups of DuckDB's default size, page index and
page checksums; dictionaries off for ids, which hardly repeat.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from pipelines.release.dataset import DATASET, LICENCE, parquet_path
from schemas import derive
from schemas.tables import SCHEMA_VERSION, TABLES

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

ROW_GROUP_ROWS = 122_880
COMPRESSION_LEVEL = 9


def write(name: str, table: pa.Table, folder: Path, version: str, licence: str = LICENCE) -> None:
    """Write a table into a release's folder, described by its own key-value metadata."""
    model = TABLES[name]
    schema = derive.arrow_schema(model).with_metadata(_metadata(name, version, licence))
    ids = _ids(name)
    pq.write_table(
        table.cast(schema),
        folder / parquet_path(name),
        compression="zstd",
        compression_level=COMPRESSION_LEVEL,
        row_group_size=ROW_GROUP_ROWS,
        use_dictionary=[column for column in schema.names if column not in ids],
        sorting_columns=pq.SortingColumn.from_ordering(
            schema, [(column, "ascending") for column in derive.sort_key(model)]
        ),
        write_page_index=True,
        write_page_checksum=True,
    )


def read(name: str, folder: Path) -> pa.Table:
    """Read a table of a release, verifying page checksums.

    Raises: OSError or pyarrow.ArrowInvalid where the bytes are damaged.
    """
    return pq.read_table(folder / parquet_path(name), page_checksum_verification=True, partitioning=None)


def _metadata(name: str, version: str, licence: str) -> dict[str, str]:
    model = TABLES[name]
    descriptions = {column.name: column.description for column in derive.columns(model)}
    return {
        "onrecord.dataset": DATASET,
        "onrecord.version": version,
        "onrecord.schema_version": SCHEMA_VERSION,
        "onrecord.licence": licence,
        "onrecord.table": name,
        "onrecord.description": derive.summary(model),
        "onrecord.columns": json.dumps(descriptions, ensure_ascii=False),
    }


def _ids(name: str) -> set[str]:
    columns = derive.columns(TABLES[name])
    return {column.name for column in columns if column.name.endswith(("_id", "_sha256"))}
