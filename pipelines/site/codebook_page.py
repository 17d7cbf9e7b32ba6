"""The codebook as a page, from the models and counts that also give CODEBOOK.md.

Belongs here: models, the rules of `schemas/codebook.md`, and what the release holds → what the template shows. Does not
belong here: facts about a table that its model does not state; counting (`schemas.contents`).
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from schemas import derive, markdown
from schemas.codebook_quality import HEAD, LEGEND, NOT_MEASURED, quality_parts
from schemas.contents import table_content
from schemas.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from duckdb import DuckDBPyConnection

    from schemas.codes import Code
    from schemas.contents import TableContent
    from schemas.derive import Column, ForeignKey

UNTIL = "Tables"  # the heading of codebook.md behind which the models speak


class Section(NamedTuple):
    """A section of rules: each a paragraph, or a list of points."""

    heading: str
    blocks: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePart:
    """What the codebook says of a table.

    `rows` is how many the release has; per column, `coverage` is the share of them with a value, and `examples` has
    the beginning of the first value, None where there is none.
    """

    name: str
    summary: str
    rows: int
    primary_key: tuple[str, ...]
    sorted_by: tuple[str, ...]
    columns: tuple[Column, ...]
    keys: dict[str, ForeignKey]
    limits: tuple[str, ...]
    coverage: dict[str, str]
    examples: dict[str, str | None]


class User(NamedTuple):
    """A column that uses a vocabulary, and its rows per code."""

    table: str
    column: str
    rows: Mapping[str, int]


class Vocabulary(NamedTuple):
    """A closed vocabulary, its codes with their meaning, and the columns that use it."""

    name: str
    summary: str
    codes: tuple[Code, ...]
    users: tuple[User, ...]


def codebook_page(connection: DuckDBPyConnection) -> dict[str, Any]:
    """The content of the template codebook.html."""
    held = {name: table_content(model, connection.table(name).to_arrow_table()) for name, model in TABLES.items()}
    figures = connection.table("quality").to_arrow_table().to_pylist()
    return {
        "sections": rules(files("schemas").joinpath("codebook.md").read_text(encoding="utf-8")),
        "tables": [_table(name, content) for name, content in held.items()],
        "vocabularies": [_vocabulary(codes, held) for codes in derive.vocabularies(TABLES)],
        "quality": {
            "legend": LEGEND if figures else NOT_MEASURED,
            "head": HEAD,
            "parts": quality_parts(figures),
        },
    }


def rules(markdown: str) -> list[Section]:
    """The sections of codebook.md that hold for all tables: paragraphs and lists, in the Markdown that it uses.

    Raises: ValueError where the heading is missing that ends them.
    """
    before, found, _ = markdown.partition(f"\n## {UNTIL}\n")
    if not found:
        message = f"schemas/codebook.md has no heading “{UNTIL}”; name here the one before the tables"
        raise ValueError(message)
    sections = before.split("\n## ")[1:]
    return [
        Section(heading.strip(), tuple(_blocks(text))) for heading, _, text in (s.partition("\n") for s in sections)
    ]


def _blocks(text: str) -> Iterator[tuple[str, ...]]:
    for block in filter(None, (block.strip() for block in text.split("\n\n"))):
        points = [" ".join(point.split()) for point in f"\n{block}".split("\n- ")]
        yield tuple(point for point in points if point)


def _table(name: str, held: TableContent) -> TablePart:
    model = TABLES[name]
    return TablePart(
        name=name,
        summary=derive.summary(model),
        rows=held.n_rows,
        primary_key=derive.primary_key(model),
        sorted_by=derive.sort_key(model),
        columns=tuple(derive.columns(model)),
        keys={key.column: key for key in derive.foreign_keys(model)},
        limits=derive.limits(model),
        coverage={column: markdown.coverage(of.n_values, held.n_rows) for column, of in held.columns.items()},
        examples={
            column: None if of.example is None else markdown.one_line(of.example) for column, of in held.columns.items()
        },
    )


def _vocabulary(codes: type[Code], held: Mapping[str, TableContent]) -> Vocabulary:
    users = tuple(
        User(name, column.name, held[name].columns[column.name].codes)
        for name, model in TABLES.items()
        for column in derive.columns(model)
        if column.vocabulary is codes
    )
    return Vocabulary(codes.__name__, derive.vocabulary_summary(codes), tuple(codes), users)
