"""The Croissant description says of every column what its model says."""

from __future__ import annotations

from typing import Any

import pytest

from schemas import derive
from schemas.contents import ColumnContent, TableContent
from schemas.croissant import description
from schemas.datapackage import DataFile
from schemas.tables import TABLES

FILES = {
    form: {name: DataFile(f"{form}/{name}.{form}", 12, "ab" * 32) for name in TABLES} for form in ("parquet", "csv")
}


def described(n_values: int = 1) -> dict[str, Any]:
    """The description of a release whose columns all hold as many values."""
    contents = {
        name: TableContent(1, {column.name: ColumnContent(n_values, None, {}) for column in derive.columns(model)})
        for name, model in TABLES.items()
    }
    return description({"name": "On Record"}, FILES, contents)


def record_sets(n_values: int = 1) -> dict[str, dict[str, Any]]:
    return {record_set["@id"]: record_set for record_set in described(n_values)["recordSet"]}


@pytest.mark.parametrize("name", TABLES)
def test_fields_and_keys_follow_the_model(name: str) -> None:
    record_set = record_sets()[name]
    columns = derive.columns(TABLES[name])
    assert record_set["description"] == derive.summary(TABLES[name])
    assert [field["name"] for field in record_set["field"]] == [column.name for column in columns]
    assert [field["description"] for field in record_set["field"]] == [column.description for column in columns]
    assert [key["@id"] for key in record_set["key"]] == [f"{name}/{key}" for key in derive.primary_key(TABLES[name])]


@pytest.mark.parametrize(
    ("table", "column", "data_type"),
    [
        ("positions", "cue", "sc:Text"),
        ("positions", "cue_start", "sc:Integer"),
        ("positions", "confidence", "sc:Float"),
        ("positions", "negated", "sc:Boolean"),
        ("positions", "said_on", "sc:Date"),
        ("articles", "published_at", "sc:DateTime"),
    ],
)
def test_types_are_those_of_the_specification(table: str, column: str, data_type: str) -> None:
    [field] = [field for field in record_sets()[table]["field"] if field["name"] == column]
    assert field["dataType"] == data_type


def test_foreign_keys_and_vocabularies_are_references() -> None:
    fields = {field["name"]: field.get("references") for field in record_sets()["positions"]["field"]}
    assert fields["source_actor_id"] == {"fileObject": {"@id": "actors-file"}, "extract": {"column": "actor_id"}}
    assert fields["modality"] == {"field": {"@id": "Modality/name"}}
    assert fields["cue"] is None


def test_a_column_of_nulls_refers_to_nothing() -> None:
    assert all("references" not in field for name in TABLES for field in record_sets(0)[name]["field"])


@pytest.mark.parametrize("vocabulary", derive.vocabularies(TABLES), ids=lambda vocabulary: vocabulary.__name__)
def test_vocabularies_are_enumerations_with_their_sentences(vocabulary: type) -> None:
    name = vocabulary.__name__
    enumeration = record_sets()[name]
    assert enumeration["dataType"] == "sc:Enumeration"
    assert enumeration["data"] == [
        {f"{name}/name": str(code), f"{name}/description": code.description} for code in vocabulary
    ]


def test_no_two_things_share_an_id() -> None:
    whole = described()
    ids = [node["@id"] for kind in ("distribution", "recordSet") for node in whole[kind]]
    ids += [field["@id"] for record_set in whole["recordSet"] for field in record_set["field"]]
    assert len(ids) == len(set(ids))


def test_csv_files_point_to_their_parquet_files() -> None:
    twins = {file["name"]: file.get("sameAs") for file in described()["distribution"]}
    assert (twins["acts.csv"], twins["acts.parquet"]) == ("acts-file", None)
