"""A release of 500 generated articles, as the readers of the standards and its users meet it.

Rules find the positions here: what is tested is the release, and the model would take a minute longer.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import descriptor_checks
import duckdb
import pytest
import small_release
from generated_articles import write_corpus
from small_corpus import CURATION

from pipelines.annotate.positions import PositionEngine
from pipelines.engine import LocalEngine
from pipelines.quick_look import raw_texts
from pipelines.refresh import Home, Refreshed, refresh
from pipelines.release import verify
from pipelines.release.durable import relative_files, sha256
from pipelines.release.examples import answers
from pipelines.release.sample import MAX_BYTES
from pipelines.release.views import views_sql
from schemas.codes import Act

N_ARTICLES = 500
WORDS = (60, 120)


def take(raw: Path, home: Path) -> Refreshed:
    return refresh(
        raw,
        CURATION,
        Home(home),
        LocalEngine(1, PositionEngine.RULES),
        version="2026.11.0",
        released_at=small_release.RELEASED_AT,
        progress=lambda _done, _all: None,
    )


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with raw/ and home/, a release in it."""
    root = tmp_path_factory.mktemp("many")
    write_corpus(root / "raw", N_ARTICLES, words=WORDS)
    take(root / "raw", root / "home")
    return root


@pytest.fixture(scope="module")
def large(project: Path) -> Path:
    return project / "home" / "releases" / "2026.11.0"


def query(folder: Path, sql: str) -> list[Any]:
    with duckdb.connect() as connection:
        connection.execute(f"SET file_search_path = '{folder}'")
        connection.execute(views_sql())
        return connection.execute(sql).fetchall()


def test_every_input_is_accounted_for(large: Path) -> None:
    inputs = json.loads((large / "manifest.json").read_text())["inputs"]
    counts = {name: inputs[name] for name in ("n_kept", "n_duplicate", "n_rejected", "n_retracted")}
    assert inputs["n_raw"] == N_ARTICLES == sum(counts.values())
    assert counts["n_kept"] > 480
    assert counts["n_duplicate"] > 0
    assert counts["n_rejected"] > 0


def test_all_that_can_be_verified_is_right(project: Path, large: Path) -> None:
    found = verify(large, lambda: raw_texts(project / "raw"))
    assert found.problems == ()
    assert found.spans_checked == found.spans_total > 10_000


def test_frictionless_accepts_it(large: Path) -> None:
    assert descriptor_checks.frictionless_errors(large, ["csv"]) == []


def test_mlcroissant_reads_its_records(large: Path) -> None:
    assert descriptor_checks.croissant_problems(large) == []


def test_every_act_is_there_and_reprints_are_one_story(large: Path) -> None:
    assert {act for (act,) in query(large, "SELECT DISTINCT act FROM positions")} == set(Act)
    [(articles, stories)] = query(large, "SELECT count(*), count(DISTINCT cluster_id) FROM articles")
    assert 5 <= articles - stories <= 50


def test_the_sample_is_small(large: Path) -> None:
    files = relative_files(large / "sample")
    assert sum((large / "sample" / file).stat().st_size for file in files) <= MAX_BYTES
    assert query(large / "sample", "SELECT count(*) > 100 FROM v_positions") == [(True,)]


def test_the_examples_print_the_same(large: Path) -> None:
    printed = answers(large, large)
    assert len(printed) == (3 if shutil.which("Rscript") else 2)
    assert len(set(printed.values())) == 1
    assert len(printed["with_pandas.py"].splitlines()) > 50


def test_the_same_input_gives_the_same_bytes(project: Path, large: Path, tmp_path: Path) -> None:
    take(project / "raw", tmp_path)
    again = tmp_path / "releases" / "2026.11.0"
    assert relative_files(again) == relative_files(large)
    assert [name for name in relative_files(large) if sha256(large / name) != sha256(again / name)] == []
