"""Evidence: whether the offsets of a row select exactly the words that the row gives.

Belongs here: comparing published words with articles' texts. It does not use the queries of `pipelines.checks`: who
verifies a release gets a second opinion.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from schemas import derive
from schemas.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pyarrow as pa

    type Pieces = list[list[int]]

JOINED_BY = " … "


class Evidence(NamedTuple):
    """A row's offsets, and the words that the row gives for them; None where the text policy leaves them out."""

    article_id: str
    row: str
    column: str
    words: str | None
    pieces: Pieces


@dataclass(frozen=True, slots=True)
class SpanReport:
    """How many published words come with offsets, how many of them could be compared, and what is wrong."""

    total: int = 0
    checked: int = 0
    problems: tuple[str, ...] = ()


def check_spans(tables: Mapping[str, pa.Table], texts: Mapping[str, str]) -> SpanReport:
    """Compare all published words with the texts that are known, and all offsets with the articles' lengths.

    Args:
        tables: every published table.
        texts: per article_id, its text, for those that are known.
    """
    articles = tables["articles"]
    lengths = dict(zip(articles["article_id"].to_pylist(), articles["n_chars"].to_pylist(), strict=True))
    total, checked, problems = 0, 0, []
    for name, table in tables.items():
        for found in _evidence(name, table):
            where = f"{name} {found.row}: {found.column}"
            if not 0 <= found.pieces[0][0] < found.pieces[-1][1] <= lengths.get(found.article_id, 0):
                problems.append(f"{where} has offsets outside {found.article_id}")
            if found.words is None:
                continue
            total += 1
            text = texts.get(found.article_id)
            if text is None:
                continue
            checked += 1
            if selected(text, found.pieces) != found.words:
                problems.append(f"{where} is not what its offsets select in {found.article_id}")
    return SpanReport(total, checked, tuple(problems))


def selected(text: str, pieces: Pieces) -> str:
    """The words that offsets select; several pieces are joined as `content_text` joins them."""
    return JOINED_BY.join(text[start:end] for start, end in pieces)


def offsets(name: str, table: pa.Table) -> Iterator[tuple[str, list[Pieces | None]]]:
    """Per text column of a table, the offsets of each row's words; None where a row has no offsets."""
    for span in derive.spans(TABLES[name]):
        pairs = zip(table[span.start].to_pylist(), table[span.end].to_pylist(), strict=True)
        yield span.text, [None if start is None else [[start, end]] for start, end in pairs]
    if "content_spans" in table.column_names:
        spans = table["content_spans"].to_pylist()
        yield "content_text", [None if pieces is None else json.loads(pieces) for pieces in spans]


def _evidence(name: str, table: pa.Table) -> Iterator[Evidence]:
    """All offsets of a table."""
    model = TABLES[name]
    keys = (table[key].to_pylist() for key in derive.primary_key(model))
    rows = [" ".join(map(str, key)) for key in zip(*keys, strict=True)]
    for column, of_rows in offsets(name, table):
        cells = zip(table["article_id"].to_pylist(), rows, table[column].to_pylist(), of_rows, strict=True)
        for article_id, row, words, pieces in cells:
            if pieces is not None:
                yield Evidence(article_id, row, column, words, pieces)
