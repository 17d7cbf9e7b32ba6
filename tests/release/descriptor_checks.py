"""What other people's readers say of a release's descriptors; each function takes a release folder.

Belongs here: checks that hold for a release of any size; the tests beside it run them on small ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import mlcroissant
import pandas as pd
import pyarrow.parquet as pq
from check_jsonschema import main as check_jsonschema
from click.testing import CliRunner
from frictionless import Package, system

from schemas import derive
from schemas.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    import pyarrow as pa


def package(release: Path) -> Package:
    """The data package of a release, whose paths are trusted."""
    with system.use_context(trusted=True):
        return Package(str(release / "datapackage.json"))


def frictionless_errors(release: Path, forms: Sequence[str] = ("parquet", "csv")) -> list[str]:
    """What frictionless finds wrong in the descriptor, in any table of the forms, or between tables.

    It reads CSV files several times faster than Parquet files.
    """
    described = package(release)
    for resource in list(described.resources):
        if resource.format not in forms:
            described.remove_resource(resource.name)
    report = described.validate()
    return [*(error.message for error in report.errors), *(e.message for task in report.tasks for e in task.errors)]


def citation_errors(file: Path) -> str:
    """What the official schema of the Citation File Format finds wrong; an empty string where all is right."""
    arguments = ["--builtin-schema", "vendor.citation-file-format", str(file)]
    result = CliRunner().invoke(check_jsonschema, arguments)
    return "" if result.exit_code == 0 else result.output


def croissant(release: Path) -> mlcroissant.Dataset:
    """The dataset as mlcroissant reads it.

    Raises: mlcroissant.ValidationError where the description breaks the specification.
    """
    return mlcroissant.Dataset(str(release / "croissant.json"))


def croissant_problems(release: Path, tables: Iterable[str] = TABLES) -> list[str]:
    """What mlcroissant warns of, and the tables whose records are not the rows of their Parquet files, in order."""
    dataset = croissant(release)
    issues = dataset.metadata.ctx.issues
    differing = [name for name in tables if list(dataset.records(name)) != list(_expected(release, name))]
    return [*issues.errors, *issues.warnings, *(f"{name}: records are not the rows" for name in differing)]


def _expected(release: Path, name: str) -> Iterator[dict[str, Any]]:
    """The rows as mlcroissant gives them: field ids, text in UTF-8 bytes, days as timestamps."""
    table: pa.Table = pq.read_table(release / "data" / f"{name}.parquet")
    for row in table.to_pylist():
        yield {f"{name}/{column.name}": _as_record(row[column.name]) for column in derive.columns(TABLES[name])}


def _as_record(value: object) -> object:
    if isinstance(value, str):
        return value.encode()
    return pd.Timestamp(value) if hasattr(value, "isoformat") else value
