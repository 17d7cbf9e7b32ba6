"""Rows → scripts that a page adds when it needs the rows.

A page that opens from disk may not fetch files, but it may add scripts. So rows lie in `data/<name>-000.js` and on,
each one call `onrecord.chunk(name, number, rows)`, and `data/index.js` says what there is. `static/chunks.js` reads
them. Does not belong here: which rows a page needs.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

CHUNK_BYTES = 300_000
# What could end a script, or start one, an entity or a comment, in a page that holds the text by mistake.
UNSAFE = str.maketrans({character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"})


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows and the names of their columns. Where they are sorted by the first, a page can find the chunk of a key."""

    columns: tuple[str, ...]
    rows: Sequence[Sequence[object]]


def write_data(folder: Path, version: str, tables: Mapping[str, Rows]) -> None:
    """Write the chunks of all tables, and their index, into a new folder.

    Raises: FileExistsError when the folder is there already; TypeError and ValueError as `script_json`.
    """
    folder.mkdir()
    listed: dict[str, object] = {}
    for name, table in tables.items():
        pieces = list(pieces_of(table.rows))
        for number, piece in enumerate(pieces):
            _write(folder / f"{name}-{number:03}.js", f'onrecord.chunk("{name}", {number}, {_array(piece, ",\n")});\n')
        listed[name] = {
            "columns": table.columns,
            "rows": len(table.rows),
            "first": [json.loads(piece[0])[0] for piece in pieces],
        }
    _write(folder / "index.js", f"onrecord.index({script_json({'version': version, 'tables': listed})});\n")


def pieces_of(rows: Iterable[Sequence[object]], limit: int = CHUNK_BYTES) -> Iterator[list[str]]:
    """Rows as JSON, cut into pieces of at most `limit` bytes; a row that is longer is a piece by itself.

    Raises: TypeError and ValueError as `script_json`.
    """
    piece: list[str] = []
    size = 0
    for row in rows:
        text = script_json(row)
        length = len(text.encode("utf-8")) + 2  # comma and line end
        if piece and size + length > limit:
            yield piece
            piece, size = [], 0
        piece.append(text)
        size += length
    if piece:
        yield piece


def script_json(value: object) -> str:
    """A value as JSON that is safe inside a script, be it in a file or in a page; dates as ISO 8601.

    Raises: TypeError for a value that JSON does not know; ValueError for a number that is not finite.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_iso)
    return text.translate(UNSAFE)


def _iso(value: object) -> str:
    """A date, or a time in UTC, as the release's CSV writes it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    message = f"a page cannot hold a {type(value).__name__}"
    raise TypeError(message)


def _array(items: Sequence[str], separator: str) -> str:
    return "[" + separator.join(items) + "]"


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
