"""Two small sets of derived tables by hand, as sides of a comparison."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import small_release

from pipelines.release import changes, derived, sides

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

    from pipelines.release.sides import Side

type Content = dict[str, list[small_release.Row]]
type Told = dict[tuple[str, str], tuple[str, str | None, str]]  # by table and row: change, fields, cause

FILES = {"actors.csv": "1", "topics.csv": "1"}


def write(folder: Path, content: Content, *, extractor: str = "test@1", curation: dict[str, str] | None = None) -> Side:
    """Tables as a side; all sides are made by the same code, extractor and files of decisions unless told otherwise."""
    tables = small_release.write_tables(folder, content)
    build = json.loads((tables / "build.json").read_text())
    build |= {"extractors": {"annotations": extractor}, "curation": {**FILES, **(curation or {})}}
    (tables / "build.json").write_text(json.dumps(build))
    return sides.of_tables(tables, derived.read_build(tables), folder.name)


def of_schema(side: Side, version: str) -> Side:
    """The side with another schema version."""
    return replace(side, schema_version=version)


def told(table: pa.Table) -> Told:
    """The table `changes` by row."""
    return {
        (row["table_name"], row["row_id"]): (row["change"], row["fields"], row["cause"]) for row in table.to_pylist()
    }


def compared(old: Side, new: Side) -> Told:
    """The changes between two sides."""
    return told(changes.list_changes(old, new))
