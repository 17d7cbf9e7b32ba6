"""What the Dagster UI shows of a table: its columns, a few rows, the versions of the store it was made from.

Belongs here: tables and models → Dagster metadata. Does not belong here: facts about a table that neither its model
nor its file states.

Words of articles are somebody else's: each value stands in a code span (CommonMark 0.31.2, 6.1), where neither
Markdown nor HTML nor addresses are read.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any

import dagster as dg
import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.ingest.errors import one_line
from pipelines.store import SCHEMAS
from pipelines.tables import VERSIONS_KEY
from schemas import derive
from schemas.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from pipelines.store import Store
    from schemas.derive import Column
    from schemas.fields import Table

PREVIEW_ROWS = 10
COLUMN_SCHEMA = "dagster/column_schema"
ROW_COUNT = "dagster/row_count"
PIPE = "&#124;"  # would end the cell, even inside a code span


def column_schema(model: type[Table]) -> dg.TableSchema:
    """The columns of a published table, as the UI's Columns tab shows them."""
    key = derive.primary_key(model)
    return dg.TableSchema(
        columns=[_table_column(column, is_key=key == (column.name,)) for column in derive.columns(model)]
    )


def _table_column(column: Column, *, is_key: bool) -> dg.TableColumn:
    codes = [f"one of {', '.join(column.vocabulary)}"] if column.vocabulary else []
    points_to = [f"stands in {column.references}"] if column.references else []
    unit = [f"in {column.unit}"] if column.unit else []
    missing = [f"null when: {column.missing}"] if column.missing else []
    return dg.TableColumn(
        name=column.name,
        type=str(column.arrow_type),
        description=column.description,
        constraints=dg.TableColumnConstraints(
            nullable=column.nullable, unique=is_key, other=[*codes, *points_to, *unit, *missing]
        ),
    )


def store_schema(schema: pa.Schema) -> dg.TableSchema:
    """The columns of a table of the working store."""
    return dg.TableSchema(columns=[dg.TableColumn(name=field.name, type=str(field.type)) for field in schema])


def preview(table: pa.Table | pa.RecordBatch) -> dg.MarkdownMetadataValue:
    """The first rows of a table."""
    return markdown_table(table.schema.names, table.slice(0, PREVIEW_ROWS).to_pylist())


def markdown_table(names: Sequence[str], rows: Iterable[Mapping[str, object]]) -> dg.MarkdownMetadataValue:
    """Rows as a Markdown table in which no value is read as Markdown; null is an empty cell."""
    lines = [names, ["---"] * len(names), *([code_span(row.get(name)) for name in names] for row in rows)]
    return dg.MetadataValue.md("\n".join(f"| {' | '.join(line)} |" for line in lines))


def code_span(value: object) -> str:
    """A value in one printable line, as code; nothing for null."""
    if value is None:
        return ""
    return PIPE.join(_code(part) for part in one_line(str(value)).split("|"))


def _code(text: str) -> str:
    if not text:
        return ""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    stripped = text[0] == text[-1] == " " and not text.isspace()  # by whoever reads the span
    pad = " " if stripped or "`" in (text[0], text[-1]) else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def published_table(folder: Path, name: str) -> tuple[dict[str, Any], dg.DataVersion]:
    """What there is to show of a derived table's file, and its hash."""
    path = folder / f"{name}.parquet"
    with path.open("rb") as content:
        data_version = dg.DataVersion(hashlib.file_digest(content, "sha256").hexdigest())
    with pq.ParquetFile(path) as file:
        first = next(file.iter_batches(PREVIEW_ROWS), file.schema_arrow.empty_table())
        metadata = {
            ROW_COUNT: file.metadata.num_rows,
            COLUMN_SCHEMA: column_schema(TABLES[name]),
            "preview": preview(first),
            "path": dg.MetadataValue.path(path),
            "delta_versions": dg.MetadataValue.json(json.loads(file.schema_arrow.metadata[VERSIONS_KEY])),
        }
    return metadata, data_version


def store_table(store: Store, name: str, shown: Sequence[str]) -> dict[str, Any]:
    """What there is to show of a table of the working store, some of its columns in the preview."""
    version = store.table(name).version()
    rows = store.read(name, shown, version)
    return {
        ROW_COUNT: rows.num_rows,
        COLUMN_SCHEMA: store_schema(SCHEMAS[name]),
        "preview": preview(rows),
        "delta_version": version,
    }
