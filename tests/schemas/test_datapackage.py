"""The data package descriptor says of every column what its model says."""

from __future__ import annotations

import pyarrow as pa
import pytest

from schemas import derive
from schemas.datapackage import CONSTRAINTS, DataFile, descriptor, table_schema
from schemas.tables import TABLES

FORMS = ["parquet", "csv"]


def field(table: str, column: str, form: str = "csv") -> dict[str, object]:
    [found] = [found for found in table_schema(TABLES[table], form)["fields"] if found["name"] == column]
    return dict(found)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", TABLES)
def test_fields_keys_and_missing_rules_follow_the_model(name: str, form: str) -> None:
    model = TABLES[name]
    schema = table_schema(model, form)
    columns = derive.columns(model)
    assert [found["name"] for found in schema["fields"]] == [column.name for column in columns]
    assert [found["description"] for found in schema["fields"]] == [column.description for column in columns]
    assert [found["constraints"]["required"] for found in schema["fields"]] == [not c.nullable for c in columns]
    assert tuple(schema["primaryKey"]) == derive.primary_key(model)
    assert len(schema.get("foreignKeys", [])) == len(derive.foreign_keys(model))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", TABLES)
def test_foreign_keys_stay_within_their_form(name: str, form: str) -> None:
    for key in table_schema(TABLES[name], form).get("foreignKeys", []):
        resource = key["reference"]["resource"] or (name if form == "parquet" else f"{name}-csv")
        assert resource.endswith("-csv") == (form == "csv")
        assert key["reference"]["fields"][0] in TABLES[resource.removesuffix("-csv")].to_schema().columns


@pytest.mark.parametrize("name", TABLES)
def test_only_nullable_integers_of_parquet_call_nan_missing(name: str) -> None:
    for form in FORMS:
        for column in derive.columns(TABLES[name]):
            expected = form == "parquet" and column.nullable and pa.types.is_int32(column.arrow_type)
            assert field(name, column.name, form).get("missingValues") == (["", "nan"] if expected else None)


@pytest.mark.parametrize(
    ("table", "column", "constraint", "value"),
    [
        ("positions", "confidence", "maximum", 1),
        ("positions", "confidence", "minimum", 0),
        ("positions", "speech", "enum", ["direct", "indirect", "mixed"]),
        ("acts", "direction", "enum", [-1, 0, 1]),
        ("acts", "cameo", "pattern", r"^C\d\d$"),
        ("rejects", "detail", "maxLength", 200),
    ],
)
def test_checks_become_constraints(table: str, column: str, constraint: str, value: object) -> None:
    assert field(table, column)["constraints"][constraint] == value  # type: ignore[index]


@pytest.mark.parametrize("form", FORMS)
def test_a_vocabulary_is_given_with_a_sentence_per_code(form: str) -> None:
    for name, model in TABLES.items():
        for column in derive.columns(model):
            found = field(name, column.name, form)
            codes = [{"value": str(code), "label": code.description} for code in column.vocabulary or ()]
            assert found.get("categories", []) == codes
            assert not codes or found["constraints"]["enum"] == [code["value"] for code in codes]  # type: ignore[index]


def test_every_kind_of_check_is_known() -> None:
    kinds = {
        str(check.name) for model in TABLES.values() for c in model.to_schema().columns.values() for check in c.checks
    }
    assert kinds <= CONSTRAINTS.keys()


def test_resources_are_named_after_table_and_form() -> None:
    file = DataFile("csv/acts.csv", 10, "ab")
    package = descriptor({"name": "x", "version": "1"}, {"parquet": {"acts": file}, "csv": {"acts": file}})
    assert package["version"] == "1"
    assert [resource["name"] for resource in package["resources"]] == ["acts", "acts-csv"]
    assert package["resources"][1]["hash"] == "sha256:ab"
