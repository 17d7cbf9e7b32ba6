"""A Parquet file says by itself what it is, under which licence, and what its columns mean."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from schemas import derive
from schemas.tables import SCHEMA_VERSION, TABLES


@pytest.mark.parametrize("name", TABLES)
def test_pyarrow_and_duckdb_read_the_same_description(name: str, published: Path) -> None:
    path = published / "data" / f"{name}.parquet"
    by_pyarrow = {
        key.decode(): value.decode()
        for key, value in pq.read_metadata(path).metadata.items()
        if key.startswith(b"onrecord.")
    }
    query = "SELECT decode(key), decode(value) FROM parquet_kv_metadata(?) WHERE decode(key) LIKE 'onrecord.%'"
    assert dict(duckdb.execute(query, [str(path)]).fetchall()) == by_pyarrow
    assert by_pyarrow == {
        "onrecord.dataset": "onrecord",
        "onrecord.version": "2026.11.0",
        "onrecord.schema_version": SCHEMA_VERSION,
        "onrecord.licence": "CC-BY-4.0",
        "onrecord.table": name,
        "onrecord.description": derive.summary(TABLES[name]),
        "onrecord.columns": by_pyarrow["onrecord.columns"],
    }
    columns = {column.name: column.description for column in derive.columns(TABLES[name])}
    assert json.loads(by_pyarrow["onrecord.columns"]) == columns


@pytest.mark.parametrize("name", TABLES)
def test_every_field_says_meaning_unit_and_missing_rule(name: str, published: Path) -> None:
    schema = pq.read_schema(published / "data" / f"{name}.parquet")
    for column in derive.columns(TABLES[name]):
        found = {key.decode(): value.decode() for key, value in schema.field(column.name).metadata.items()}
        expected = {"description": column.description, "unit": column.unit, "missing": column.missing}
        assert {key: found.get(key) for key in expected} == expected
