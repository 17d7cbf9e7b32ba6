"""Looking at articles without a store: rows of one file, and the texts of raw/.

Belongs here: what `onrecord annotate`, `verify --raw` and `rehydrate` read. Does not belong here: printing.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pyarrow as pa

from pipelines.annotate.article import annotate
from pipelines.annotate.model import parse_text
from pipelines.errors import OnRecordError
from pipelines.ids import content_id
from pipelines.ingest.errors import RejectedError, printable
from pipelines.ingest.reading import read_raw
from pipelines.ingest.records import Article
from pipelines.ingest.text import check_text, decode, normalise, title_line
from pipelines.rows import NESTED_TABLES, annotation_row
from schemas import derive
from schemas.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from pipelines.annotate.positions import PositionEngine
    from pipelines.rows import Row

TEXTS = pa.schema([(name, pa.string()) for name in ("article_id", "text_sha256", "title", "text")])


def quick_look(
    path: Path, published_on: date | None, positions: PositionEngine, day_first: bool | None = None
) -> Iterator[Row]:
    """The rows that one plain text file gives, with the table's name, without columns that need other articles.

    Args:
        path: a UTF-8 text file whose first line is the title.
        published_on: the anchor of relative dates, None to leave them unresolved.
        positions: what finds positions.
        day_first: whether the source writes 5/11 for the fifth of November; None leaves such dates unresolved.

    Raises: OnRecordError naming the file when it is no text.
    """
    text = _read_text(path)
    doc = parse_text(text, len(title_line(text)))
    annotations = annotate(doc, published_on, positions, day_first=day_first)
    text_sha256 = hashlib.sha256(text.encode()).hexdigest()
    row = annotation_row(content_id("art_", "file", path.name), text_sha256, text, annotations)
    for table in NESTED_TABLES:
        names = [column.name for column in derive.columns(TABLES[table])]
        for record in row[table]:
            yield {"table": table} | {name: record[name] for name in names if record.get(name) is not None}


def _read_text(path: Path) -> str:
    try:
        text = normalise(decode(path.read_bytes()))
        check_text(text)
    except RejectedError as error:
        message = f"{printable(str(path))}: {error.detail}"
        raise OnRecordError(message) from error
    return text


def raw_texts(raw: Path) -> pa.Table:
    """The normalised texts of the articles in raw/: `article_id, text_sha256, title, text`."""
    articles = [item for item in read_raw(raw) if isinstance(item, Article)]
    return pa.Table.from_pylist([{name: getattr(article, name) for name in TEXTS.names} for article in articles], TEXTS)
