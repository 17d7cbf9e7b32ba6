"""The files that people and programs read: they say the truth, and what they tell to run runs."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import duckdb
import pytest

from pipelines.release.durable import relative_files
from schemas import derive
from schemas.tables import TABLES

REPOSITORY = Path(__file__).parents[2]


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def code_block(readme: str, language: str) -> str:
    [block] = re.findall(rf"```{language}\n(.*?)```", readme, flags=re.DOTALL)
    return str(block)


@pytest.fixture
def connection(published: Path, monkeypatch: pytest.MonkeyPatch) -> duckdb.DuckDBPyConnection:
    monkeypatch.chdir(published)
    connection = duckdb.connect()
    connection.execute(text(published / "views.sql"))
    return connection


def test_the_zip_unpacks_to_the_release(published: Path) -> None:
    with zipfile.ZipFile(published.with_name("2026.11.0.zip")) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names == [f"2026.11.0/{name}" for name in relative_files(published)]
        assert all(
            archive.read(f"2026.11.0/{name}") == (published / name).read_bytes() for name in relative_files(published)
        )
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.external_attr >> 16 for entry in archive.infolist()} == {0o100644}


def test_every_table_is_a_view_with_its_codebook(connection: duckdb.DuckDBPyConnection) -> None:
    comments = dict(connection.execute("SELECT view_name, comment FROM duckdb_views() WHERE NOT internal").fetchall())
    for name, model in TABLES.items():
        assert comments[name] == derive.summary(model)
        found = connection.execute(
            "SELECT column_name, comment FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index", [name]
        ).fetchall()
        assert found == [(column.name, column.description) for column in derive.columns(model)]


@pytest.mark.parametrize("view", ["v_positions", "v_numbers", "v_dates", "v_actors", "v_dyads"])
def test_every_view_says_what_a_row_is(view: str, connection: duckdb.DuckDBPyConnection) -> None:
    [[comment]] = connection.execute("SELECT comment FROM duckdb_views() WHERE view_name = ?", [view]).fetchall()
    assert comment.startswith("One row per")


def test_v_positions_gives_names_codes_and_dates(connection: duckdb.DuckDBPyConnection) -> None:
    assert connection.execute("SELECT count(*) FROM v_positions").fetchall() == [(4,)]
    [row] = connection.execute(
        "SELECT source_name, source_gw, source_cow, target_name, target_gw, target_cow, direction, plover, cameo,"
        " CAST(said_on AS VARCHAR), said_date_text, publisher FROM v_positions WHERE act = 'appeal'"
    ).fetchall()
    assert row == (
        *("Ada Holm", 385, 385, "Sweden", None, 380, 0, "REQUEST", "C02"),
        *("2026-03-03", "3 March", "coast-wire"),
    )


def test_v_numbers_says_whose_claim_a_number_is(connection: duckdb.DuckDBPyConnection) -> None:
    rows = connection.execute("SELECT value, counted, unit, source_name, act FROM v_numbers ORDER BY value").fetchall()
    assert rows == [(14.0, "lorry", None, "Ada Holm", "state"), (2500000.1, None, "SEK", None, None)]


def test_v_numbers_leaves_durations_out(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        "CREATE OR REPLACE VIEW numbers AS SELECT * REPLACE ('duration' AS kind) FROM 'data/numbers.parquet'"
    )
    assert connection.execute("SELECT count(*) FROM v_numbers").fetchall() == [(0,)]


def test_v_actors_counts(connection: duckdb.DuckDBPyConnection) -> None:
    rows = connection.execute(
        "SELECT name, n_mentions, n_articles, n_clusters, n_positions_as_source, n_positions_as_target, cow"
        " FROM v_actors ORDER BY name"
    ).fetchall()
    assert rows == [
        ("Ada Holm", 1, 1, 1, 3, 0, 385),
        ("Norway", 0, 0, 0, 0, 0, 385),
        ("Sweden", 1, 1, 1, 0, 1, 380),
        ("Sweden's harbour office", 1, 1, 1, 1, 0, 380),
    ]


DYADS = (
    "SELECT source_country_iso3, target_country_iso3, CAST(week AS VARCHAR), date_basis, act, n_positions, n_clusters"
    " FROM v_dyads ORDER BY ALL"
)


def test_v_dyads_counts_by_the_monday_of_the_week(connection: duckdb.DuckDBPyConnection) -> None:
    assert connection.execute(DYADS).fetchall() == [("NOR", "SWE", "2026-03-02", "said", "appeal", 1, 1)]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("true AS in_title", []),
        ("position_id AS parent_position_id", []),
        ("NULL::DATE AS said_on", [("NOR", "SWE", "2026-03-02", "published", "appeal", 1, 1)]),
        ("DATE '2026-03-01' AS said_on", [("NOR", "SWE", "2026-02-23", "said", "appeal", 1, 1)]),
    ],
)
def test_v_dyads_leaves_titles_and_nested_positions_out_and_says_what_dates_a_row(
    change: str, expected: list[object], connection: duckdb.DuckDBPyConnection
) -> None:
    positions = f"SELECT * REPLACE ({change}) FROM 'data/positions.parquet'"  # noqa: S608 - our own words
    connection.execute(f"CREATE OR REPLACE VIEW positions AS {positions}")
    assert connection.execute(DYADS).fetchall() == expected


def test_v_dyads_counts_each_country_of_a_position_once(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        "CREATE OR REPLACE VIEW position_actors AS FROM 'data/position_actors.parquet'"
        " UNION ALL SELECT position_id, 'source', 1, mention_id, 'state_NOR' FROM 'data/position_actors.parquet'"
        " WHERE role = 'target'"
        " UNION ALL SELECT position_id, 'source', 2, mention_id, 'state_SWE' FROM 'data/position_actors.parquet'"
        " WHERE role = 'target'"
    )
    assert connection.execute(DYADS).fetchall() == [
        ("NOR", "SWE", "2026-03-02", "said", "appeal", 1, 1),
        ("SWE", "SWE", "2026-03-02", "said", "appeal", 1, 1),
    ]


def test_the_readmes_pandas_example_runs(published: Path) -> None:
    code = code_block(text(published / "README.md"), "python")
    assert len(code.splitlines()) <= 5
    result = subprocess.run([sys.executable, "-c", code], cwd=published, check=True, capture_output=True, text=True)
    assert re.search(r"Ada Holm\s+appeal\s+Sweden", result.stdout)


def test_the_readmes_duckdb_example_runs(connection: duckdb.DuckDBPyConnection, published: Path) -> None:
    first, _, query = code_block(text(published / "README.md"), "sql").partition("\n")
    assert first == ".read views.sql"
    assert len(query.splitlines()) <= 5
    assert ("Ada Holm", "appeal", "Sweden", "to reopen the ferry, and") in connection.execute(query).fetchall()


def test_the_readme_tells_rows_and_how_to_cite(published: Path) -> None:
    readme = text(published / "README.md")
    assert "| positions | 4 |" in readme
    content_sha256 = json.loads(text(published / "manifest.json"))["content_sha256"]
    assert f"(2026): On Record. Version 2026.11.0. Dataset. sha256:{content_sha256}" in readme


def test_the_licence_has_both_parts(published: Path) -> None:
    licence = text(published / "LICENSE")
    assert "SPDX-License-Identifier: CC-BY-4.0" in licence
    assert "https://creativecommons.org/licenses/by/4.0/legalcode" in licence
    assert text(REPOSITORY / "LICENSE").strip() in licence


def test_the_first_changelog_says_that_there_is_no_parent(published: Path) -> None:
    changelog = text(published / "CHANGELOG.md")
    assert "Initial release." in changelog
    assert "| positions | 4 |" in changelog
    assert "there is no release before this one" in changelog
