"""Refreshes of the small corpus: what a revised article, a decision and a retraction change, and why."""

from __future__ import annotations

import csv
import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest
from small_corpus import CURATION

from pipelines.articles import read_into_store
from pipelines.curation.retractions import RetractionRule, read_retractions
from pipelines.engine import LocalEngine
from pipelines.ids import content_id
from pipelines.ingest.errors import InputError
from pipelines.refresh import Refreshed, refresh
from pipelines.release import verify
from pipelines.release.manifest import read as read_manifest
from pipelines.tables import RetractedError, build_tables
from schemas.tables import TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from small_corpus import Corpus

RELEASED_AT = datetime(2026, 11, 22, tzinfo=UTC)
LETTER = content_id("art_", "harbour-post", "id", "h2")
BRIEF, REPEAT = (
    content_id("art_", source, "id", name) for source, name in (("brief-daily", "n2"), ("quiet-wire", "n1"))
)


def retract(curation: Path, *article_ids: str, if_unused: str = "stop") -> Path:
    with (curation / "retractions.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(RetractionRule.model_fields)
        writer.writerows([i, "The publisher asked for it.", "ada", "2026-11-22", if_unused] for i in article_ids)
    return curation


@pytest.fixture
def curation(tmp_path: Path) -> Path:
    return shutil.copytree(CURATION, tmp_path / "curation")


def run(corpus: Corpus, curation: Path) -> Refreshed:
    done = refresh(
        corpus.raw,
        curation,
        corpus.home,
        LocalEngine(),
        version=None,
        released_at=RELEASED_AT,
        progress=lambda _done, _total: None,
    )
    assert not [problem for problem in verify(done.published.path).problems if "replayed" in problem]
    return done


def rows(release: Path, table: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = pq.read_table(release / "data" / f"{table}.parquet").to_pylist()
    return found


def causes(release: Path) -> set[object]:
    return {row["cause"] for row in rows(release, "changes")}


def test_each_refresh_tells_its_cause(own_corpus: Corpus, curation: Path) -> None:
    assert rows(run(own_corpus, curation).published.path, "changes") == []

    article = own_corpus.raw / "articles" / "harbour-post" / "fishing.txt"
    article.write_text(article.read_text().replace("12 percent", "13 percent"))
    assert causes(run(own_corpus, curation).published.path) == {"source"}

    named = {row["name"]: row["actor_id"] for row in rows(own_corpus.home.releases / "2026.11.1", "actors")}
    lines = f"{named['Nils Vuolab']},{named['Marit Solberg']},One person.,ada,2026-11-22,stop,An example.\n"
    with (curation / "merges.csv").open("a") as merges:
        merges.write(lines)
    merged = run(own_corpus, curation).published.path
    assert causes(merged) == {"curation"}
    assert {row["table_name"] for row in rows(merged, "changes")} >= {"actors", "actor_names", "mentions", "curation"}

    done = run(own_corpus, retract(curation, BRIEF))
    path = done.published.path
    assert str(done.inputs) == "6 inputs: 3 kept, 0 duplicates, 1 rejected, 2 retracted"
    assert causes(path) == {"takedown"}
    changed = {row["row_id"]: row["fields"] for row in rows(path, "changes") if row["change"] == "changed"}
    assert changed == {REPEAT: "cluster_id|is_cluster_head"}  # it was in the cluster of the retracted one


def test_a_retracted_article_is_in_no_table_and_no_file_of_the_store(
    own_corpus: Corpus, curation: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = run(own_corpus, curation).published.path
    assert any(row["article_id"] == LETTER for row in rows(before, "texts"))
    path = run(own_corpus, retract(curation, LETTER)).published.path
    assert "retracted, but still in raw/: articles/wires.jsonl" in caplog.text
    for table in TABLES:
        borne = [row for row in rows(path, table) if LETTER in map(str, row.values())]
        assert bool(borne) == (table in {"curation", "changes"}), table
        assert not any("Vuolab" in str(row) for row in rows(path, table) if table != "changes")
    [tombstone] = [row for row in rows(path, "curation") if row["action"] == "retract"]
    assert (tombstone["table_name"], tombstone["row_id"], tombstone["new_value"]) == ("articles", LETTER, None)
    inputs = read_manifest(path).inputs
    assert (inputs.n_raw, inputs.n_kept, inputs.n_duplicate, inputs.n_rejected, inputs.n_retracted) == (6, 3, 1, 1, 1)
    log = (path / "CHANGELOG.md").read_text()
    assert f"- `{LETTER}` was retracted." in log
    assert "Vuolab" not in log
    for name in ("articles", "annotations"):
        files = list((own_corpus.home.store.root / name).rglob("*.parquet"))
        assert files
        assert not any(
            LETTER in pq.read_table(file, columns=["article_id"])["article_id"].to_pylist() for file in files
        )
        assert not any("Vuolab" in file.read_text() for file in (own_corpus.home.store.root / name).rglob("*.json"))
    assert own_corpus.raw.joinpath("articles", "wires.jsonl").read_text().count("Vuolab") == 1

    back = run(own_corpus, retract(curation)).published.path
    assert causes(back) == {"takedown"}
    assert {name: rows(back, name) for name in TABLES if name != "changes"} == {
        name: rows(before, name) for name in TABLES if name != "changes"
    }


def test_an_input_of_a_retracted_id_is_not_even_a_reject(own_corpus: Corpus, curation: Path) -> None:
    path = own_corpus.raw / "articles" / "wires.jsonl"
    path.write_text(path.read_text() + '{"id": "n3", "source": "quiet-wire", "text": "1 2 3", "licence": "MIT"}\n')
    number = content_id("art_", "brief-daily", "id", "n3")  # rejected: it has no letters
    read_into_store(own_corpus.raw, own_corpus.home.store, read_retractions(retract(curation, number)))
    names = own_corpus.home.store.read("inputs", ["outcome", "raw_name"]).to_pylist()
    rejected = [row["raw_name"] for row in names if row["outcome"] == "rejected"]
    retracted = [row["raw_name"] for row in names if row["outcome"] == "retracted"]
    assert (len(rejected), len(retracted)) == (1, 1)


def test_a_line_that_withdraws_nothing_stops_the_run_unless_it_is_kept(own_corpus: Corpus, curation: Path) -> None:
    unknown = content_id("art_", "nowhere")
    with pytest.raises(InputError, match=rf"retractions.csv, line 2: no input in raw/ is {unknown}; correct it"):
        run(own_corpus, retract(curation, unknown))
    done = run(own_corpus, retract(curation, unknown, if_unused="keep"))
    assert [row["row_id"] for row in rows(done.published.path, "curation") if row["action"] == "retract"] == [unknown]


@pytest.mark.parametrize(
    ("ids", "problem"),
    [
        ((LETTER, LETTER), f"line 3: {LETTER} stands in line 2 already"),
        (("art_short",), "line 2: article_id"),
        (("act_aaaaaaaaaaaaaaaa",), "line 2: article_id"),
    ],
)
def test_a_line_that_is_wrong_is_told(ids: tuple[str, ...], problem: str, curation: Path) -> None:
    with pytest.raises(InputError, match=problem):
        read_retractions(retract(curation, *ids))


def test_tables_are_not_made_while_the_store_holds_a_retracted_article(own_corpus: Corpus, curation: Path) -> None:
    with pytest.raises(RetractedError, match=f"{LETTER} is retracted and still in the store"):
        build_tables(own_corpus.home.store, retract(curation, LETTER), own_corpus.home.tables, LocalEngine().extractor)


def test_a_corpus_that_is_retracted_as_a_whole_is_told(own_corpus: Corpus, curation: Path) -> None:
    fishing = content_id("art_", "harbour-post", "url", "https://harbour.example/fishing")
    lines = read_retractions(retract(curation, LETTER, BRIEF, REPEAT, fishing))
    with pytest.raises(InputError, match=r"no article could be used of 6; the first, .*: is retracted"):
        read_into_store(own_corpus.raw, own_corpus.home.store, lines)
