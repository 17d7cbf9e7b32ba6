"""`onrecord evaluate`, on a corpus of our own: figures, predictions, the rows that a release takes."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from gold_corpus import HARBOUR, MAYOR, write_corpus
from small_corpus import CURATION

from pipelines.cli import main
from pipelines.engine import LocalEngine
from pipelines.evaluate import quality
from pipelines.evaluate.attributions import speech_verbs
from pipelines.evaluate.measurements import Measurement, label_measurements
from pipelines.evaluate.polnear import FOLDER
from pipelines.evaluate.quality import quality_rows, write_quality
from pipelines.tables import build_tables

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result
    from small_corpus import Corpus


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    write_corpus(tmp_path / "gold" / FOLDER)
    return tmp_path / "gold"


@pytest.fixture
def quality_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(quality, "FILE", tmp_path / "quality.csv")
    return tmp_path / "quality.csv"


def evaluate(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["evaluate", *map(str, arguments)])


def measurement(metric: str, value: float = 0.5, field: str = "cue") -> Measurement:
    return Measurement(
        field=field, slice="all", metric=metric, gold="ours", n=4, value=value, interval=(0.123456789, 1.0)
    )


def test_figures_predictions_and_quality_rows_are_of_one_run(gold: Path, tmp_path: Path, quality_file: Path) -> None:
    done = evaluate("--gold", gold, "--predictions", tmp_path / "out", "--json", "--write")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    figures = {(f["field"], f["slice"], f["metric"]): f for f in told["figures"] if f["gold"] == "polnear validation"}
    lines = [json.loads(line) for line in (tmp_path / "out" / "positions.jsonl").read_text().splitlines()]
    texts = {"gazette_2020-03-02_taxes": MAYOR, "gazette_2020-03-01_harbour": HARBOUR}
    cues = {texts[line["doc_id"]][slice(*line["cue"][0])] for line in lines}
    assert {"said", "told"} <= cues <= {"said", "deny", "told", "According to"}
    assert figures["cue", "all", "exact_precision"]["value"] == 1.0
    assert figures["cue", "all", "exact_recall"]["value"] == len(cues) / 4
    assert figures["relation", "speech verbs", "partial_recall"]["n"] == 3
    assert all(line["speech"] in {"direct", "indirect", "mixed"} and 0 < line["confidence"] < 1 for line in lines)
    assert {figure["field"] for figure in told["figures"]} >= {"act", "negated", "modality", "speech", "target"}
    assert told["extractor"] == LocalEngine().extractor
    rows = quality_rows(LocalEngine().extractor).to_pylist()
    assert len(rows) == len(told["figures"])
    assert "harbour" not in quality_file.read_text()


def test_the_table_shows_a_line_per_figure(gold: Path) -> None:
    lines = evaluate("--gold", gold).stdout.splitlines()
    [relation] = [line for line in lines if line.startswith("relation") and " all " in line and " partial " in line]
    assert relation.split()[-1] == "4"
    assert "polnear validation, percent [95 % interval]" in lines


def test_missing_gold_is_told_in_a_line(tmp_path: Path) -> None:
    done = evaluate("--gold", tmp_path)
    assert done.exit_code == 1
    assert "no attributions/*.ann here" in done.stderr
    assert done.stderr.count("\n") == 1


def test_figures_of_documents_that_training_saw_are_not_published(gold: Path, quality_file: Path) -> None:
    done = evaluate("--gold", gold, "--split", "all", "--write")
    assert done.exit_code == 2
    assert "only figures of the validation documents are published" in done.stderr
    assert not quality_file.exists()


def test_writing_replaces_the_rows_of_the_table_and_keeps_the_others(quality_file: Path) -> None:
    write_quality("dates", "old", [measurement("f1")])
    write_quality("positions", "old", [measurement("f1"), measurement("recall")])
    write_quality("positions", "new", [measurement("recall", field="source"), measurement("f1", 1 / 3)])
    assert quality_rows("old")["table_name"].to_pylist() == ["dates"]
    assert quality_rows("new").select(["field", "metric", "value", "ci_low"]).to_pylist() == [
        {"field": "cue", "metric": "f1", "value": 0.333333, "ci_low": 0.123457},
        {"field": "source", "metric": "recall", "value": 0.5, "ci_low": 0.123457},
    ]
    before = quality_file.read_bytes()
    write_quality("positions", "new", [measurement("f1", 1 / 3), measurement("recall", field="source")])
    assert quality_file.read_bytes() == before


def test_a_release_takes_the_rows_of_its_extractor(own_corpus: Corpus, quality_file: Path) -> None:
    write_quality("positions", LocalEngine().extractor, [measurement("f1")])
    write_quality("dates", "another", [measurement("f1")])
    assert published_rows(own_corpus) == [quality_rows(LocalEngine().extractor).to_pylist()[0]]


@pytest.mark.usefixtures("quality_file")
def test_a_release_without_figures_warns(own_corpus: Corpus, caplog: pytest.LogCaptureFixture) -> None:
    write_quality("positions", "another", [measurement("f1")])
    with caplog.at_level(logging.WARNING, "pipelines"):
        assert published_rows(own_corpus) == []
    [warning] = caplog.messages
    assert LocalEngine().extractor in warning


def published_rows(corpus: Corpus) -> list[dict[str, Any]]:
    build_tables(corpus.home.store, CURATION, corpus.home.tables, LocalEngine().extractor)
    return pq.read_table(corpus.home.tables / "quality.parquet").to_pylist()


def test_labels_are_counted_by_hand() -> None:
    pairs = [("deny", "deny"), ("deny", "state"), ("state", "deny"), ("state", "state"), ("warn", "state")]
    found = {
        (m.slice, m.metric): (m.value, m.n) for m in label_measurements("act", pairs, ["deny", "warn", "ask"], "ours")
    }
    assert found == {
        ("all", "accuracy"): (0.4, 5),
        ("deny", "precision"): (0.5, 2),
        ("deny", "recall"): (0.5, 2),
        ("deny", "f1"): (0.5, 2),
        ("warn", "recall"): (0.0, 1),
        ("warn", "f1"): (0.0, 1),
    }


def test_speech_verbs_are_verbs_that_take_quotations() -> None:
    assert {"say", "tell", "add", "warn"} <= speech_verbs()
    assert not {"want", "show", "reject the plan", "according to"} & speech_verbs()
