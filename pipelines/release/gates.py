"""The checks of a release's files: what is on disk is what was derived, in both forms.

Belongs here: checks that compare files with each other or with the derived tables. Does not belong here: checks of
what the tables say, which `pipelines.checks` holds. A gate reads the bytes from disk again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.checks import CheckResult
from pipelines.release import fingerprint, parquet, spreadsheet
from pipelines.release.dataset import csv_path
from schemas import derive
from schemas.tables import PARQUET_ONLY, TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def check_files(release: Path, logical: Mapping[str, str]) -> list[CheckResult]:
    """Read all data files of a release again and compare them.

    Args:
        release: the release's folder.
        logical: per table, the logical SHA-256 that its rows must have.

    Returns: per table, whether its Parquet file has exactly the model's schema and these rows, and whether its CSV
    file has the same rows.
    """
    results = []
    for name in TABLES:
        try:
            table = parquet.read(name, release)
        except (OSError, pa.ArrowException) as error:
            results.append(CheckResult.of(f"{name}_parquet_file", name, 0, [{"problem": f"cannot be read: {error}"}]))
            continue
        problems = _parquet_problems(name, table, logical[name])
        results.append(CheckResult.of(f"{name}_parquet_file", name, table.num_rows, problems))
        if name not in PARQUET_ONLY:
            problems = csv_problems(release / csv_path(name), table)
            results.append(CheckResult.of(f"{name}_csv_file", name, table.num_rows, problems))
    return results


def _parquet_problems(name: str, table: pa.Table, logical: str) -> list[dict[str, str]]:
    expected = derive.arrow_schema(TABLES[name])
    if not table.schema.remove_metadata().equals(expected, check_metadata=True):
        return [{"problem": "columns, types or descriptions are not the model's"}]
    if fingerprint.logical_sha256(table) != logical:
        return [{"problem": "rows are not those with the logical SHA-256 of the manifest"}]
    return []


def csv_problems(path: Path, table: pa.Table) -> list[dict[str, str]]:
    """What differs between a CSV file and the table that it should hold."""
    try:
        found = spreadsheet.read(path, table.schema.remove_metadata())
    except (OSError, ValueError, pa.ArrowException) as error:  # ValueError: no UTF-8
        return [{"problem": f"cannot be read: {error}"}]
    if found.num_rows != table.num_rows:
        return [{"problem": f"{found.num_rows} rows, where the Parquet file has {table.num_rows}"}]
    return list(_different_rows(found, spreadsheet.without_line_breaks(table)))


def _different_rows(found: pa.Table, expected: pa.Table) -> list[dict[str, str]]:
    rows = []
    for name in expected.column_names:
        same = pc.fill_null(pc.equal(found[name], expected[name]), fill_value=False)
        both_null = pc.and_(pc.is_null(found[name]), pc.is_null(expected[name]))
        wrong = pc.indices_nonzero(pc.invert(pc.or_(same, both_null))).to_pylist()
        rows += [{"row": str(row), "column": name, "found": str(found[name][row])} for row in wrong]
    return rows
