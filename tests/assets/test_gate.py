"""A table that breaks a rule stops the release: in the graph, and in publishing itself."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING, Any

import dagster as dg
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from dagster_runs import CHECKS, RELEASE, failed_steps, run, started_steps

from pipelines.checks import EXAMPLES
from pipelines.refresh import Home, exclusive
from pipelines.tables import VERSIONS_KEY
from schemas.tables import TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from small_corpus import Corpus

NONSENSE: dict[pa.DataType, Any] = {
    pa.string(): "no such thing",
    pa.int32(): -1,
    pa.float64(): -1.0,
    pa.bool_(): True,
    pa.date32(): date(1, 1, 1),
}


@pytest.fixture
def home(corpus: Corpus, tmp_path: Path) -> Home:
    """A copy of the corpus' derived tables, with the store that they were made from."""
    shutil.copytree(corpus.home.root, tmp_path / "home")
    return Home(tmp_path / "home")


def rewrite(home: Home, table: str, rows: pa.Table) -> None:
    pq.write_table(rows, home.tables / f"{table}.parquet")


def break_table(home: Home, table: str) -> None:
    """Repeat the first row; give a table without rows one that no rule lets pass."""
    rows = pq.read_table(home.tables / f"{table}.parquet")
    repeated = rows.slice(0, 1)
    if not rows.num_rows:
        cells = {field.name: pa.array([NONSENSE[field.type]], field.type) for field in rows.schema}
        repeated = pa.table(cells, schema=rows.schema)
    rewrite(home, table, pa.concat_tables([repeated, rows]))


def releases(home: Home) -> list[str]:
    return sorted(path.name for path in home.releases.glob("2*"))


def test_sound_tables_pass_every_check_and_are_released(corpus: Corpus, home: Home) -> None:
    result = run(CHECKS | RELEASE, corpus.raw, home.root, version="2031.01.4")
    assert result.success, failed_steps(result)
    assert all(evaluation.passed for evaluation in result.get_asset_check_evaluations())
    assert releases(home) == ["2031.01.4", "2031.01.4.zip"]


@pytest.mark.parametrize("table", TABLES)
def test_a_broken_table_fails_its_check_and_holds_up_the_release(corpus: Corpus, home: Home, table: str) -> None:
    break_table(home, table)
    check = dg.AssetCheckKey(dg.AssetKey(table), f"{table}_schema")
    result = run(dg.AssetSelection.checks(check) | RELEASE, corpus.raw, home.root)
    [evaluation] = result.get_asset_check_evaluations()
    assert evaluation.asset_check_key == check
    assert not evaluation.passed
    assert evaluation.metadata["failures"].value >= 1
    assert evaluation.metadata["rows_seen"].value == pq.read_metadata(home.tables / f"{table}.parquet").num_rows
    assert 1 <= len(evaluation.metadata["examples"].value.splitlines()) - 2 <= EXAMPLES
    assert started_steps(result) == {"table_checks"}
    assert releases(home) == []


@pytest.mark.parametrize("table", ["positions", "texts", "actors"])
def test_release_alone_runs_the_checks_itself(corpus: Corpus, home: Home, table: str) -> None:
    break_table(home, table)
    result = run(RELEASE, corpus.raw, home.root)
    assert f"{table}_schema" in failed_steps(result)["release"]
    assert releases(home) == []


def test_tables_of_two_runs_are_not_published_together(corpus: Corpus, home: Home) -> None:
    rows = pq.read_table(home.tables / "dates.parquet")
    rewrite(home, "dates", rows.replace_schema_metadata({VERSIONS_KEY: b'{"articles": 0}'}))
    result = run(RELEASE, corpus.raw, home.root)
    assert "dates.parquet" in failed_steps(result)["release"]
    assert releases(home) == []


def test_a_run_waits_outside_while_another_one_is_at_work(corpus: Corpus, home: Home) -> None:
    with exclusive(home):
        result = run(RELEASE, corpus.raw, home.root)
    assert failed_steps(result)["release"].startswith(f"{home.root}: another run is at work here; ")
    assert releases(home) == []


def test_a_home_without_tables_says_what_to_do(corpus: Corpus, tmp_path: Path) -> None:
    result = run(RELEASE, corpus.raw, tmp_path / "empty")
    assert "derive the tables first" in failed_steps(result)["release"]
