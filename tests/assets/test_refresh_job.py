"""The whole corridor as one Dagster job, on the article that the repository ships."""

from __future__ import annotations

from pathlib import Path

import dagster as dg
import pyarrow.parquet as pq
import pytest
from dagster_runs import EVERYTHING, failed_steps, metadata, run, started_steps

from pipelines.checks import all_checks
from pipelines.engine import LocalEngine
from pipelines.refresh import Home
from schemas import derive
from schemas.tables import TABLES

RAW = Path(__file__).parent.parent.parent / "raw"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return Home(tmp_path_factory.mktemp("refresh"))


@pytest.fixture(scope="module")
def refreshed(home: Home) -> dg.ExecuteInProcessResult:
    return run(EVERYTHING, RAW, home.root, version="2031.02.0")


@pytest.fixture(scope="module")
def told(refreshed: dg.ExecuteInProcessResult) -> dict[str, dict[str, object]]:
    assert refreshed.success, failed_steps(refreshed)
    return metadata(refreshed)


def test_every_room_is_gone_through(refreshed: dg.ExecuteInProcessResult) -> None:
    rooms = {"raw_files", "store_articles", "store_annotations", "tables", "table_checks", "check_report", "release"}
    assert started_steps(refreshed) == rooms


def test_every_check_ran_and_passed(refreshed: dg.ExecuteInProcessResult) -> None:
    found = refreshed.get_asset_check_evaluations()
    assert {(e.asset_key.to_user_string(), e.check_name) for e in found} == {(c.table, c.name) for c in all_checks()}
    assert [e.check_name for e in found if not e.passed] == []


def test_the_report_names_every_check(told: dict[str, dict[str, object]]) -> None:
    report = told["check_report"]
    assert (report["checks"], report["failed"]) == (len(all_checks()), 0)
    assert all(f"| `{check.name}` | `{check.table}` | `True` |" in str(report["report"]) for check in all_checks())


def test_inputs_are_counted(told: dict[str, dict[str, object]]) -> None:
    counts = {name: told["store_articles"][name] for name in ("n_raw", "n_kept", "n_duplicate", "n_rejected")}
    assert counts == {"n_raw": 1, "n_kept": 1, "n_duplicate": 0, "n_rejected": 0}
    assert told["store_annotations"]["n_annotated"] == 1
    assert told["store_annotations"]["extractor"] == LocalEngine().extractor


@pytest.mark.parametrize("table", TABLES)
def test_a_table_tells_rows_columns_versions_and_a_preview(
    told: dict[str, dict[str, object]], home: Home, table: str
) -> None:
    shown = told[table]
    assert shown["dagster/row_count"] == pq.read_metadata(home.tables / f"{table}.parquet").num_rows
    assert [c.name for c in shown["dagster/column_schema"].columns] == [c.name for c in derive.columns(TABLES[table])]
    assert shown["delta_versions"] == home.store.versions()
    assert len(str(shown["preview"]).splitlines()) == 2 + min(10, int(str(shown["dagster/row_count"])))


def test_the_release_holds_what_the_article_says(told: dict[str, dict[str, object]], home: Home) -> None:
    assert told["release"]["version"] == "2031.02.0"
    assert told["release"]["new"] is True
    folder = Path(str(told["release"]["path"]))
    assert folder == home.releases / "2031.02.0"
    mentions = pq.read_table(folder / "data" / "mentions.parquet").to_pylist()
    names = {row["actor_id"]: row["name"] for row in pq.read_table(folder / "data" / "actors.parquet").to_pylist()}
    assert {"Sergei Ryabkov", "Russia"} <= {names.get(row["actor_id"]) for row in mentions}
    assert pq.read_metadata(folder / "data" / "positions.parquet").num_rows >= 10


def test_a_second_run_finds_nothing_new(told: dict[str, dict[str, object]], home: Home) -> None:
    again = run(EVERYTHING, RAW, home.root)
    assert again.success, failed_steps(again)
    shown = metadata(again)
    assert shown["store_annotations"]["n_annotated"] == 0
    assert (shown["release"]["version"], shown["release"]["new"]) == ("2031.02.0", False)
    assert "nothing has changed" in str(shown["release"]["message"])
    assert shown["positions"]["delta_versions"] == told["positions"]["delta_versions"]


def test_unusable_input_is_one_line_and_stops_the_run(tmp_path: Path) -> None:
    result = run(EVERYTHING, tmp_path / "nowhere", tmp_path / "home")
    assert failed_steps(result)["raw_files"].startswith(f"{tmp_path / 'nowhere'}: there is no such folder; ")
    assert started_steps(result) == {"raw_files"}
