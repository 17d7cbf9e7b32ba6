"""The CSV form: the formula guard, cells, and reading back."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.release import spreadsheet

STRINGS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
RISKY = st.builds(
    lambda space, sign, rest: space + sign + rest,
    st.text(" \t\u00a0\u200b\ufeff\u3000\n\r", max_size=3),
    st.sampled_from("=+-@＝＋－＠"),
    STRINGS,
)
SCHEMA = pa.schema(
    [
        pa.field("s", pa.string()),
        pa.field("i", pa.int32()),
        pa.field("d", pa.float64()),
        pa.field("b", pa.bool_()),
        pa.field("day", pa.date32()),
        pa.field("time", pa.timestamp("us", "UTC")),
    ]
)


def guarded(value: str) -> str:
    return str(spreadsheet.guard(pa.array([value]))[0].as_py())


@given(STRINGS | RISKY)
def test_the_guard_can_be_undone(value: str) -> None:
    assert spreadsheet.unguard(pa.array([guarded(value)]))[0].as_py() == value


@given(RISKY)
def test_nothing_risky_stays_without_guard(value: str) -> None:
    assert guarded(value) == f"'{value}"


@pytest.mark.parametrize(
    "value", ["=1+1", " =1", "\u00a0@SUM", "\u200b+1", "＝1", "-5 %", "\tx", "\rx", "'quoted", "'"]
)
def test_cells_that_a_spreadsheet_could_run_are_guarded(value: str) -> None:
    assert guarded(value) == f"'{value}"


@pytest.mark.parametrize("value", ["", "plain", "1-2", "a=b", "“quoted”", "NA", "5 %", "…", "🚚=1"])
def test_other_cells_stay_as_they_are(value: str) -> None:
    assert guarded(value) == value


def test_null_is_not_guarded() -> None:
    assert spreadsheet.guard(pa.array([None, "=1"], pa.string())).to_pylist() == [None, "'=1"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [("a\nb", "a b"), ("a\r\nb", "a b"), ("a\rb", "a b"), ("a\u2028b\u2029c\u0085d", "a b c d"), ("a\n\nb", "a  b")],
)
def test_a_line_break_is_one_space(value: str, expected: str) -> None:
    assert spreadsheet.one_line(pa.array([value]))[0].as_py() == expected


def write_one(path: Path, **values: object) -> str:
    row = {name: values.get(name) for name in SCHEMA.names}
    spreadsheet.write(pa.Table.from_pylist([row], schema=SCHEMA), path)
    text = path.read_bytes().decode("utf-8")
    header, _, cells = text.partition("\n")
    assert header == "s,i,d,b,day,time"
    return cells


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ({}, ",,,,,\n"),
        ({"s": ""}, '"",,,,,\n'),
        ({"s": 'say "no", then\nleave'}, '"say ""no"", then leave",,,,,\n'),
        ({"s": "\n=1"}, '"\' =1",,,,,\n'),
        ({"i": -7, "b": True}, ",-7,,true,,\n"),
        ({"b": False, "day": date(2026, 3, 4)}, ",,,false,2026-03-04,\n"),
        ({"time": datetime(2026, 3, 4, 7, 15, tzinfo=UTC)}, ',,,,,"2026-03-04T07:15:00Z"\n'),
        ({"time": datetime(2026, 3, 4, 7, 15, 0, 250000, tzinfo=UTC)}, ',,,,,"2026-03-04T07:15:00.250000Z"\n'),
        ({"d": 0.1}, ",,0.1,,,\n"),
        ({"d": 2500000.1}, ",,2500000.1,,,\n"),
    ],
)
def test_cells_are_written_as_the_codebook_says(values: dict[str, object], line: str, tmp_path: Path) -> None:
    assert write_one(tmp_path / "x.csv", **values) == line


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "s": st.none() | STRINGS | RISKY,
                "i": st.none() | st.integers(-(2**31), 2**31 - 1),
                "d": st.none() | st.floats(allow_nan=False, allow_infinity=False),
                "b": st.none() | st.booleans(),
                "day": st.none() | st.dates(),
                "time": st.none() | st.datetimes(min_value=datetime(1900, 1, 1), timezones=st.just(UTC)),
            }
        ),
        max_size=8,
    )
)
def test_a_table_can_be_read_back(tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, object]]) -> None:
    path = tmp_path_factory.mktemp("csv") / "x.csv"
    table = pa.Table.from_pylist(rows, schema=SCHEMA)
    spreadsheet.write(table, path)
    assert spreadsheet.read(path, SCHEMA).equals(spreadsheet.without_line_breaks(table))


def test_pythons_reader_agrees_on_rows_and_cells(tmp_path: Path) -> None:
    values = ['a"b', "x,y", "one\r\ntwo", "", "ünïcode"]
    table = pa.table({"s": values, "n": pa.array(range(5), pa.int32())})
    spreadsheet.write(table, tmp_path / "x.csv")
    with (tmp_path / "x.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.reader(file, strict=True))
    assert found == [["s", "n"], *([cell, str(n)] for n, cell in enumerate(['a"b', "x,y", "one two", "", "ünïcode"]))]


@pytest.mark.parametrize("content", ["s,i\n", "other,i,d,b,day,time\n", "s,i,d,b,day,time\nx,no,,,,\n"])
def test_other_columns_or_types_are_refused(content: str, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(content)
    with pytest.raises(pa.ArrowInvalid):
        spreadsheet.read(tmp_path / "x.csv", SCHEMA)
