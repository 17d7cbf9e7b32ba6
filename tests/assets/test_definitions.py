"""What Dagster loads: rooms, tables, checks, and what is switched off until a person asks."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from pipelines.checks import all_checks
from pipelines.definitions import definitions
from pipelines.engine import LocalEngine
from schemas import derive
from schemas.tables import TABLES

REPOSITORY = Path(__file__).parent.parent.parent
ROOMS = {
    "raw_files": "raw",
    "store_articles": "articles",
    "store_annotations": "annotations",
    **dict.fromkeys(TABLES, "tables"),
    "check_report": "checks",
    "release": "release",
}


@pytest.fixture(scope="module")
def specs() -> dict[str, dg.AssetSpec]:
    return {spec.key.to_user_string(): spec for spec in definitions.resolve_all_asset_specs()}


def test_every_asset_stands_in_its_room(specs: dict[str, dg.AssetSpec]) -> None:
    assert {name: spec.group_name for name, spec in specs.items()} == ROOMS


def test_the_graph_runs_one_way_along_the_corridor(specs: dict[str, dg.AssetSpec]) -> None:
    rooms = list(dict.fromkeys(ROOMS.values()))
    for name, spec in specs.items():
        before = {rooms.index(ROOMS[dependency.asset_key.to_user_string()]) for dependency in spec.deps}
        assert all(room < rooms.index(ROOMS[name]) for room in before)
        assert bool(before) == (name != "raw_files")


@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_described_by_its_model_before_it_was_ever_made(specs: dict[str, dg.AssetSpec], table: str) -> None:
    spec, model = specs[table], TABLES[table]
    assert spec.description == derive.summary(model)
    shown = spec.metadata["dagster/column_schema"].columns
    assert [(c.name, c.description) for c in shown] == [(c.name, c.description) for c in derive.columns(model)]
    assert [c.constraints.nullable for c in shown] == [c.nullable for c in derive.columns(model)]


def test_every_asset_says_what_it_is(specs: dict[str, dg.AssetSpec]) -> None:
    assert all(spec.description for spec in specs.values())
    assert specs["store_annotations"].code_version == LocalEngine().extractor


def test_every_check_is_a_blocking_check_of_its_table() -> None:
    graph = definitions.resolve_asset_graph()
    keys = graph.asset_check_keys
    assert {(key.asset_key.to_user_string(), key.name) for key in keys} == {(c.table, c.name) for c in all_checks()}
    assert all(graph.get_check_spec(key).blocking for key in keys)
    assert all(graph.get_check_spec(key).description for key in keys)


def test_the_job_runs_in_one_process() -> None:
    assert definitions.resolve_job_def("refresh").executor_def.name == "in_process"
    assert definitions.executor is dg.in_process_executor


def test_schedule_and_sensor_are_off_and_explained() -> None:
    schedule = definitions.resolve_schedule_def("daily_refresh")
    sensor = definitions.resolve_sensor_def("raw_files_changed")
    assert schedule.default_status is dg.DefaultScheduleStatus.STOPPED
    assert sensor.default_status is dg.DefaultSensorStatus.STOPPED
    assert schedule.execution_timezone == "UTC"
    assert schedule.description
    assert sensor.description


def functions(folder: Path) -> Iterator[tuple[str, ast.FunctionDef]]:
    for file in sorted(folder.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                yield file.name, node


def test_assets_are_doorways() -> None:
    lengths = {
        (file, node.name): node.end_lineno - node.lineno + 1
        for file, node in functions(REPOSITORY / "pipelines/assets")
    }
    assert {name for _, name in lengths} >= {"raw_files", "store_articles", "store_annotations", "tables", "release"}
    assert {place: length for place, length in lengths.items() if length > 20} == {}


def test_definitions_only_compose() -> None:
    source = (REPOSITORY / "pipelines/definitions.py").read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 60
    allowed = (ast.Import, ast.ImportFrom, ast.Expr, ast.Assign)
    assert all(isinstance(node, allowed) for node in ast.parse(source).body)
