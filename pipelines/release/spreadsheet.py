"""The CSV form of a table, safe to open in a spreadsheet, and back.

Belongs here: cells, the formula guard, reading and writing. RFC 4180 with LF line ends; the codebook states the
rules. Formulas in CSV: OWASP, "CSV Injection"; the guard here also sees through leading white space and invisible
characters, knows the full-width forms, and can be undone.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    type Cells = pa.Array | pa.ChunkedArray

# After white space (Z), control and format characters (C), what starts a formula; or a tab or CR up front; or the
# guard itself, so that taking one ' off always gives the value.
NEEDS_GUARD = r"^[\s\pZ\pC]*[=+\-@＝＋－＠]|^[\t\r']"
LINE_BREAK = r"\r\n|[\n\v\f\r\x{85}\x{2028}\x{2029}]"
CHUNK_ROWS = 65_536
BLOCK_BYTES = 64 * 1024 * 1024  # a whole row must fit
WRITE = csv.WriteOptions(include_header=False, quoting_style="needed")  # "needed" quotes strings and only strings


def guard(cells: Cells) -> Cells:
    """Put one `'` in front of strings that a spreadsheet could run as a formula, or that start with `'`."""
    return pc.if_else(pc.match_substring_regex(cells, NEEDS_GUARD), pc.binary_join_element_wise("'", cells, ""), cells)


def unguard(cells: Cells) -> Cells:
    """Take off what `guard` put in front."""
    return pc.if_else(pc.starts_with(cells, "'"), pc.utf8_slice_codeunits(cells, 1), cells)


def one_line(cells: Cells) -> Cells:
    """Turn each line break inside a string into one space."""
    return pc.replace_substring_regex(cells, LINE_BREAK, " ")


def csv_bytes(table: pa.Table) -> Iterator[bytes]:
    """The table as RFC 4180 text in UTF-8, in pieces: a header, then rows; strings quoted as they are, null empty."""
    yield (",".join(table.column_names) + "\n").encode("ascii")
    for batch in _with_iso_times(table).to_batches(max_chunksize=CHUNK_ROWS):
        buffer = io.BytesIO()
        csv.write_csv(batch, buffer, WRITE)
        yield buffer.getvalue()


def write(table: pa.Table, path: Path) -> None:
    """Write the published CSV: line breaks as spaces, formulas guarded."""
    with path.open("wb") as file:
        file.writelines(csv_bytes(_map_strings(_map_strings(table, one_line), guard)))


def read(path: Path, schema: pa.Schema) -> pa.Table:
    """Read a published CSV back as the table it was written from, line breaks aside.

    Raises: pyarrow.ArrowInvalid where the header or a cell does not fit the schema.
    """
    table = csv.read_csv(
        path,
        read_options=csv.ReadOptions(block_size=BLOCK_BYTES),
        convert_options=csv.ConvertOptions(
            column_types=schema, null_values=[""], strings_can_be_null=True, quoted_strings_can_be_null=False
        ),
    )
    if table.column_names != schema.names:
        message = f"the header is {','.join(table.column_names)}"
        raise pa.ArrowInvalid(message)
    return _map_strings(table, unguard).cast(schema)


def without_line_breaks(table: pa.Table) -> pa.Table:
    """The table with every string on one line, as its CSV holds it."""
    return _map_strings(table, one_line)


def _map_strings(table: pa.Table, function: Callable[[Cells], Cells]) -> pa.Table:
    for index, field in enumerate(table.schema):
        if pa.types.is_string(field.type):
            table = table.set_column(index, field, function(table.column(index)))
    return table


def _with_iso_times(table: pa.Table) -> pa.Table:
    for index, field in enumerate(table.schema):
        if pa.types.is_timestamp(field.type):
            text = pc.strftime(table.column(index), format="%Y-%m-%dT%H:%M:%SZ", locale="C")
            table = table.set_column(index, field.name, pc.replace_substring_regex(text, r"\.0+Z$", "Z"))
    return table
