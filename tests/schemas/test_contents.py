"""What a table holds is counted as it stands, and examples are the first values."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pyarrow as pa
import pytest

from schemas import derive
from schemas.contents import table_content
from schemas.tables import TABLES


def table(name: str, *rows: dict[str, object]) -> pa.Table:
    schema = derive.arrow_schema(TABLES[name])
    columns = [pa.array([row.get(field.name) for row in rows], field.type) for field in schema]
    return pa.table(columns, names=schema.names)


def test_values_are_counted_and_the_first_is_the_example() -> None:
    content = table_content(
        TABLES["numbers"], table("numbers", {"unit": None}, {"unit": "EUR"}, {"unit": "km"}, {"unit": "EUR"})
    )
    assert content.n_rows == 4
    assert (content.columns["unit"].n_values, content.columns["unit"].example) == (3, "EUR")
    assert (content.columns["counted"].n_values, content.columns["counted"].example) == (0, None)


def test_every_code_of_a_vocabulary_is_counted_also_those_that_do_not_occur() -> None:
    speech = ["direct", "mixed", "direct", None]
    content = table_content(TABLES["positions"], table("positions", *({"speech": code} for code in speech)))
    assert content.columns["speech"].codes == {"direct": 2, "indirect": 0, "mixed": 1}
    assert content.columns["cue"].codes == {}


@pytest.mark.parametrize(
    ("name", "column", "value", "example"),
    [
        ("articles", "published_at", datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC), "2026-03-04T05:06:07Z"),
        ("articles", "published_on", date(2026, 3, 4), "2026-03-04"),
        ("articles", "is_cluster_head", True, "true"),
        ("articles", "n_chars", 12, "12"),
        ("numbers", "value", 2500000.1, "2500000.1"),
        ("articles", "title", "Ferry | back", "Ferry | back"),
    ],
)
def test_examples_are_written_as_in_a_csv_file(name: str, column: str, value: object, example: str) -> None:
    assert table_content(TABLES[name], table(name, {column: value})).columns[column].example == example


@pytest.mark.parametrize("name", TABLES)
def test_an_empty_table_has_no_values(name: str) -> None:
    content = table_content(TABLES[name], table(name))
    assert content.n_rows == 0
    assert all((column.n_values, column.example) == (0, None) for column in content.columns.values())
