"""The codebook as a page, from the models that also give CODEBOOK.md.

Belongs here: models and the rules of `schemas/codebook.md` → what the template shows. Does not belong here: facts about
a table that its model does not state.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from pipelines.site import counts
from schemas import derive
from schemas.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duckdb import DuckDBPyConnection

    from schemas.codes import Code
    from schemas.derive import Column, ForeignKey

UNTIL = "Tables"  # the heading of codebook.md behind which the models speak


class Section(NamedTuple):
    """A section of rules: each a paragraph, or a list of points."""

    heading: str
    blocks: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePart:
    """What the codebook says of a table; `rows` is how many the release has."""

    name: str
    summary: str
    rows: int
    primary_key: tuple[str, ...]
    sorted_by: tuple[str, ...]
    columns: tuple[Column, ...]
    keys: dict[str, ForeignKey]


class Vocabulary(NamedTuple):
    """A closed vocabulary, its codes with their meaning, and the columns that use it."""

    name: str
    summary: str
    codes: tuple[Code, ...]
    users: tuple[tuple[str, str], ...]


def codebook_page(connection: DuckDBPyConnection) -> dict[str, Any]:
    """The content of the template codebook.html."""
    rows = counts.rows(connection)
    return {
        "sections": rules(files("schemas").joinpath("codebook.md").read_text(encoding="utf-8")),
        "tables": [_table(name, rows[name]) for name in TABLES],
        "vocabularies": [_vocabulary(codes) for codes in derive.vocabularies(TABLES)],
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


def _table(name: str, rows: int) -> TablePart:
    model = TABLES[name]
    return TablePart(
        name=name,
        summary=derive.summary(model),
        rows=rows,
        primary_key=derive.primary_key(model),
        sorted_by=derive.sort_key(model),
        columns=tuple(derive.columns(model)),
        keys={key.column: key for key in derive.foreign_keys(model)},
    )


def _vocabulary(codes: type[Code]) -> Vocabulary:
    users = tuple(
        (name, column.name)
        for name, model in TABLES.items()
        for column in derive.columns(model)
        if column.vocabulary is codes
    )
    return Vocabulary(codes.__name__, (codes.__doc__ or "").strip().splitlines()[0], tuple(codes), users)
