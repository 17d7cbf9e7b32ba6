"""Rows as scripts: nothing is lost, nothing gets out of a string."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.site.chunks import Rows, pieces_of, script_json, write_data

if TYPE_CHECKING:
    from pathlib import Path

CELLS = st.one_of(st.none(), st.booleans(), st.integers(-(2**31), 2**31), st.text(max_size=20))
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=30)


def read(folder: Path, file: str) -> list[object]:
    """The arguments of the one call that a script makes."""
    text = (folder / file).read_text(encoding="utf-8")
    call = re.fullmatch(r"onrecord\.(?:chunk|index)\((.*)\);\n", text, re.DOTALL)
    assert call is not None
    return list(json.loads(f"[{call[1]}]"))


@given(ROWS, st.integers(1, 200))
def test_pieces_hold_every_row_in_order(rows: list[list[object]], limit: int) -> None:
    pieces = list(pieces_of(rows, limit))
    assert [json.loads(row) for piece in pieces for row in piece] == rows
    assert all(piece for piece in pieces)


@given(ROWS, st.integers(1, 200))
def test_only_a_row_by_itself_is_longer_than_a_piece_may_be(rows: list[list[object]], limit: int) -> None:
    for piece in pieces_of(rows, limit):
        assert len(piece) == 1 or len("\n".join(piece).encode()) <= limit


@given(st.text())
def test_no_text_leaves_its_string(text: str) -> None:
    script = script_json([text])
    assert json.loads(script) == [text]
    assert not set("<>&\u2028\u2029") & set(script)


def test_a_time_is_the_same_in_every_zone() -> None:
    """DuckDB gives times in the zone of the machine."""
    assert script_json(datetime(2026, 3, 4, 5, 6, tzinfo=timezone(timedelta(hours=2)))) == '"2026-03-04T03:06:00Z"'


def test_dates_and_times_as_in_the_csv() -> None:
    times = [date(2026, 3, 4), datetime(2026, 3, 4, 5, 6, tzinfo=UTC), datetime(2026, 3, 4, 5, 6, 7, 89, tzinfo=UTC)]
    assert script_json(times) == '["2026-03-04","2026-03-04T05:06:00Z","2026-03-04T05:06:07.000089Z"]'


@pytest.mark.parametrize(
    ("value", "error"), [(float("nan"), ValueError), (float("inf"), ValueError), (b"x", TypeError)]
)
def test_what_json_does_not_know_is_refused(value: object, error: type[Exception]) -> None:
    with pytest.raises(error):
        script_json([value])


def test_files_of_a_release(tmp_path: Path) -> None:
    rows = tuple((f"pos_{number:02}", "x" * 50_000) for number in range(8))
    write_data(
        tmp_path / "data",
        "2026.11.0",
        {"positions": Rows(("position_id", "words"), rows), "dates": Rows(("date_id",), ())},
    )
    files = sorted(path.name for path in (tmp_path / "data").iterdir())
    assert files == ["index.js", "positions-000.js", "positions-001.js"]
    assert read(tmp_path / "data", "positions-001.js") == ["positions", 1, [list(row) for row in rows[5:]]]
    assert read(tmp_path / "data", "index.js") == [
        {
            "version": "2026.11.0",
            "tables": {
                "positions": {"columns": ["position_id", "words"], "rows": 8, "first": ["pos_00", "pos_05"]},
                "dates": {"columns": ["date_id"], "rows": 0, "first": []},
            },
        }
    ]
