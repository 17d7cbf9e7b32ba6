"""The Data Package descriptor (https://datapackage.org/standard/data-package/, version 2) of a release.

Belongs here: models → resources, for the Parquet and the CSV form of each table. Does not belong here: what a
release is called, where its files lie, how large they are; the caller gives these.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from schemas import derive
from schemas.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schemas.derive import Column
    from schemas.fields import Table

PACKAGE_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
RESOURCE_PROFILE = "https://datapackage.org/profiles/2.0/dataresource.json"
SCHEMA_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
FORMATS = {"parquet": "application/vnd.apache.parquet", "csv": "text/csv"}
TYPES = {
    pa.string(): "string",
    pa.int32(): "integer",
    pa.float64(): "number",
    pa.bool_(): "boolean",
    pa.date32(): "date",
    pa.timestamp("us", "UTC"): "datetime",
}
# pandera's name of a check, and the constraint of Table Schema that says the same.
CONSTRAINTS = {
    "isin": ("allowed_values", "enum"),
    "greater_than_or_equal_to": ("min_value", "minimum"),
    "less_than_or_equal_to": ("max_value", "maximum"),
    "str_matches": ("pattern", "pattern"),
    "str_length": ("max_value", "maxLength"),
}


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of a release: its path from the release folder, its size and its SHA-256."""

    path: str
    bytes: int
    sha256: str


def resource_name(table: str, form: str) -> str:
    """What a table's resource is called: the table's name, with `-csv` behind it for the CSV form."""
    return table if form == "parquet" else f"{table}-{form}"


def descriptor(properties: Mapping[str, Any], files: Mapping[str, Mapping[str, DataFile]]) -> dict[str, Any]:
    """The content of datapackage.json.

    Args:
        properties: what the package says of itself: name, title, version, created, licenses and the like.
        files: per form (`parquet`, `csv`) and table, its file.

    Returns: the descriptor, with all resources of one form before those of the next.
    """
    resources = [_resource(table, form, file) for form, tables in files.items() for table, file in tables.items()]
    return {"$schema": PACKAGE_PROFILE, **properties, "resources": resources}


def _resource(table: str, form: str, file: DataFile) -> dict[str, Any]:
    model = TABLES[table]
    # frictionless does not count the bytes of Parquet files and calls any number wrong; SHA256SUMS has them all.
    csv_only = {} if form == "parquet" else {"encoding": "utf-8", "bytes": file.bytes, "hash": f"sha256:{file.sha256}"}
    return {
        "$schema": RESOURCE_PROFILE,
        "name": resource_name(table, form),
        "type": "table",
        "title": f"{table} ({form})",
        "description": derive.summary(model),
        "path": file.path,
        "format": form,
        "mediatype": FORMATS[form],
        **csv_only,
        "schema": table_schema(model, form),
    }


def table_schema(model: type[Table], form: str) -> dict[str, Any]:
    """The Table Schema of a table in one form; its foreign keys point to resources of the same form."""
    constraints = _constraints(model)
    schema: dict[str, Any] = {
        "$schema": SCHEMA_PROFILE,
        "fields": [_field(column, constraints[column.name], form) for column in derive.columns(model)],
        "primaryKey": list(derive.primary_key(model)),
    }
    keys = [_foreign_key(key, model, form) for key in derive.foreign_keys(model)]
    return {**schema, "foreignKeys": keys} if keys else schema


def _foreign_key(key: derive.ForeignKey, model: type[Table], form: str) -> dict[str, Any]:
    # An empty name is the standard's way to point to the resource itself.
    target = "" if TABLES[key.table] is model else resource_name(key.table, form)
    return {"fields": [key.column], "reference": {"resource": target, "fields": [key.target]}}


def _field(column: Column, constraints: dict[str, Any], form: str) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": TYPES[column.arrow_type],
        "description": column.description,
        "constraints": {"required": not column.nullable, **constraints},
    }
    if column.vocabulary:
        field["categories"] = [{"value": str(code), "label": code.description} for code in column.vocabulary]
    if column.unit:
        field["unit"] = column.unit
    if form == "parquet" and column.nullable and pa.types.is_int32(column.arrow_type):
        # frictionless reads Parquet through pandas, where a null turns an integer column into floats.
        field["missingValues"] = ["", "nan"]
    return field


def _constraints(model: type[Table]) -> dict[str, dict[str, Any]]:
    """Per column, the rules of its pandera checks as Table Schema constraints."""
    found: dict[str, dict[str, Any]] = {}
    for name, component in model.to_schema().columns.items():
        found[name] = {}
        for check in component.checks:
            statistic, constraint = CONSTRAINTS[str(check.name)]
            found[name][constraint] = (check.statistics or {})[statistic]
    return found
