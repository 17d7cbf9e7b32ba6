"""Parquet: one article a row, with the columns that JSON Lines has as keys.

Belongs here: that form. A row is written out as a line of JSON Lines and goes on as one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.ingest.errors import RejectedError
from pipelines.ingest.fields import Row
from pipelines.ingest.files import CHUNK, Collector, RawFile, RawRecord, open_file
from pipelines.ingest.json_lines import check_bomb
from schemas.codes import RejectReason

BATCH_ROWS = 8  # a dictionary may hold one value of many megabytes for all rows


def split_parquet(file: RawFile) -> Iterator[RawRecord]:
    """The rows of a file, one input each, by number from 1.

    The content of a row, and so its hash and size, is its JSON line: compact, in UTF-8, keys sorted, nulls left out,
    dates in ISO 8601. It does not depend on how the file is packed.

    Raises: RejectedError (unreadable_file, invalid_parquet, wrong_columns, decompression_bomb), the first and second
        also after the rows before.
    """
    number = 0
    with open_file(file) as stream:
        n_packed_bytes = stream.seek(0, 2)
        try:
            parquet = pq.ParquetFile(stream, buffer_size=CHUNK, page_checksum_verification=True)
            _check_columns(parquet.schema_arrow)
            check_bomb(_unpacked_bytes(parquet.metadata), n_packed_bytes)
            for batch in parquet.iter_batches(batch_size=BATCH_ROWS, use_threads=False):
                for row in _rows(batch):
                    number += 1
                    yield _record(row, f"{file.raw_name}#{number}")
        except (pa.ArrowException, OSError, ValueError) as error:
            problem = str(error).partition("\n")[0]
            detail = f"{problem}; what was read before is kept; write the file again"
            raise RejectedError(RejectReason.INVALID_PARQUET, detail) from error


def _unpacked_bytes(metadata: pq.FileMetaData) -> int:
    return sum(metadata.row_group(number).total_byte_size for number in range(metadata.num_row_groups))


def _check_columns(schema: pa.Schema) -> None:
    names = schema.names
    unknown = [name for name in names if name not in Row.model_fields]
    missing = [name for name, field in Row.model_fields.items() if field.is_required() and name not in names]
    wrong = [f"{field.name} {field.type}" for field in schema if not _is_readable(field)]
    for problem, columns in (
        ("unknown columns", unknown),
        ("missing columns", missing),
        ("columns twice", sorted({name for name in names if names.count(name) > 1})),
        ("columns of a type that is not read", wrong),
    ):
        if columns:
            detail = f"{problem}: {', '.join(columns)}; raw/README.md has the list"
            raise RejectedError(RejectReason.WRONG_COLUMNS, detail)


def _is_readable(field: pa.Field[Any]) -> bool:
    kind = field.type.value_type if pa.types.is_dictionary(field.type) else field.type
    if field.name == "published_at" and (pa.types.is_date(kind) or (pa.types.is_timestamp(kind) and kind.tz)):
        return True
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)) or bool(
        pa.types.is_null(kind)
    )


def _rows(batch: pa.RecordBatch) -> Iterator[dict[str, str]]:
    columns = {name: _cells(batch.column(name)) for name in batch.schema.names}
    for cells in zip(*columns.values(), strict=True):
        yield {name: cell for name, cell in zip(columns, cells, strict=True) if cell is not None}


def _cells(column: Any) -> Iterator[str | None]:
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.timestamp("us", column.type.tz), safe=False)
    elif not (pa.types.is_date(column.type) or pa.types.is_null(column.type)):
        column = column.cast(pa.large_binary())  # strings may hold bytes that are not UTF-8; they concern their row
    return (_cell(scalar) for scalar in column)


def _cell(scalar: Any) -> str | None:
    try:
        value = scalar.as_py()
    except (OverflowError, ValueError):
        return f"{scalar.type} {scalar.value}"  # beyond the calendar; what reads dates will say so
    if value is None:
        return None
    return value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else str(value.isoformat())


def _record(row: dict[str, str], raw_name: str) -> RawRecord:
    line = json.dumps(row, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    collector = Collector()
    collector.add(line.encode("utf-8", "surrogateescape"))
    return collector.record(raw_name)
