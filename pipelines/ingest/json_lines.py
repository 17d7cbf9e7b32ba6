"""JSON Lines: one article a line, plain or compressed with gzip or Zstandard.

Belongs here: that form; Parquet brings its rows into it. A line is streamed, whatever it unpacks to.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal

import pyarrow as pa

from pipelines.ingest.draft import Draft, identity_of
from pipelines.ingest.errors import RejectedError
from pipelines.ingest.fields import Row, validate
from pipelines.ingest.files import CHUNK, Collector, RawFile, RawRecord, open_file, unreadable
from pipelines.ingest.text import decode, normalise
from schemas.codes import RejectReason

if TYPE_CHECKING:
    from io import BufferedReader

COMPRESSIONS: dict[str, Literal["gzip", "zstd"]] = {".gz": "gzip", ".zst": "zstd"}
# Text packs to a third or a tenth. What is this much larger unpacked is a bomb, once it is large at all.
BOMB_RATIO = 200
BOMB_BYTES = 100_000_000


def split_json_lines(file: RawFile) -> Iterator[RawRecord]:
    """The lines of a file that are not blank, one input each, by number.

    Raises: RejectedError (unreadable_file, broken_compression, decompression_bomb), after the lines before.
    """
    with open_file(file) as stream:
        for number, line in enumerate(_lines(_chunks(stream, file)), start=1):
            if not line.is_blank:
                yield line.record(f"{file.raw_name}#{number}")


def parse_row(content: bytes, record: RawRecord, _file: RawFile) -> Draft:
    """The draft of a line.

    Raises: RejectedError (invalid_json, invalid_fields, and what `decode` raises).
    """
    row = validate(Row, _json_object(decode(content)))
    return Draft(
        fields=row,
        identity=identity_of(record.raw_name, given_id=row.id),
        text=normalise(row.text),
    )


def check_bomb(n_bytes: int, n_packed_bytes: int) -> None:
    """Refuse what unpacks to far more than text ever does.

    Raises: RejectedError (decompression_bomb).
    """
    if n_bytes > max(BOMB_BYTES, BOMB_RATIO * n_packed_bytes):
        detail = f"the file unpacks to more than {BOMB_RATIO} times its size; split or unpack it"
        raise RejectedError(RejectReason.DECOMPRESSION_BOMB, detail)


def _chunks(stream: BufferedReader, file: RawFile) -> Iterator[bytes]:
    compression = COMPRESSIONS.get(file.path.suffix)
    n_packed_bytes = stream.seek(0, 2)
    stream.seek(0)
    n_bytes = 0
    try:
        unpacked = (
            stream if compression is None else pa.CompressedInputStream(pa.PythonFile(stream, mode="r"), compression)
        )
        while chunk := unpacked.read(CHUNK):
            n_bytes += len(chunk)
            check_bomb(n_bytes, n_packed_bytes)
            yield chunk
    except OSError as error:
        if compression is None or error.errno is not None:
            raise unreadable(error) from error
        detail = f"{error}; what was read before is kept; pack the file again"
        raise RejectedError(RejectReason.BROKEN_COMPRESSION, detail) from error


def _lines(chunks: Iterator[bytes]) -> Iterator[Collector]:
    line = Collector()
    for chunk in chunks:
        *ends, rest = chunk.split(b"\n")
        for end in ends:
            line.add(end)
            yield line
            line = Collector()
        line.add(rest)
    yield line


def _json_object(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text, object_pairs_hook=_unique_keys, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        problem = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise RejectedError(RejectReason.INVALID_JSON, f"not JSON: {problem}") from error
    if not isinstance(value, dict):
        raise RejectedError(RejectReason.INVALID_JSON, "a line must be a JSON object: {…}")
    return value


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) < len(pairs):
        message = "a key stands twice"
        raise ValueError(message)
    return mapping


def _no_constant(name: str) -> None:
    message = f"{name} is no JSON"
    raise ValueError(message)
