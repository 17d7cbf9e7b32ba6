"""`onrecord evaluate --task actors` on corpora of our own: figures, prediction files, quality rows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from gold_corpus import PASSAGE, write_actor_gold, write_corpus

from pipelines.annotate.model import parse_text
from pipelines.annotate.positions import PositionEngine
from pipelines.annotate.records import Mention
from pipelines.cli import main
from pipelines.engine import LocalEngine
from pipelines.evaluate import gap, labelled_scores, quality
from pipelines.evaluate.labelled_mentions import LabelledMention, LabelledPassage
from pipelines.evaluate.polnear import FOLDER
from pipelines.evaluate.predict import predict_mentions
from pipelines.evaluate.predicted_mentions import entity_names, is_crossner_name, is_name, label_kind
from pipelines.evaluate.quality import quality_rows
from schemas.codes import MentionForm, MentionKind

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

OWN = LabelledPassage(
    "own-1",
    "validation",
    "Ann Berg came to Norway. She left.",
    (
        LabelledMention(0, 8, "person", "1"),
        LabelledMention(17, 23, "state", None),
        LabelledMention(25, 28, "pronoun", "1"),
    ),
)


@pytest.fixture
def gold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_corpus(tmp_path / "gold" / FOLDER)
    write_actor_gold(tmp_path / "gold")
    monkeypatch.setattr(gap, "N_VALIDATION", 1)
    monkeypatch.setattr(labelled_scores, "load_labelled_passages", lambda half: [OWN] if half == "validation" else [])
    monkeypatch.setattr(quality, "FILE", tmp_path / "quality.csv")
    return tmp_path / "gold"


def evaluate(gold: Path, *arguments: object) -> Result:
    return CliRunner().invoke(main, ["evaluate", "--task", "actors", "--gold", str(gold), *map(str, arguments)])


def test_figures_predictions_and_quality_rows_are_of_one_run(gold: Path, tmp_path: Path) -> None:
    done = evaluate(gold, "--predictions", tmp_path / "out", "--json", "--write")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    figures = {(f["gold"], f["field"], f["slice"], f["metric"]): (f["value"], f["n"]) for f in told["figures"]}
    assert len(figures) == len(told["figures"])
    assert figures["crossner-politics dev", "kind", "all", "f1"] == (1.0, 3)
    assert figures["gap validation", "actor_id", "pronoun", "f1"] == (1.0, 1)
    assert figures["gap validation", "actor_id", "pronoun", "answered"] == (1.0, 1)
    assert figures["labelled passages validation", "kind", "all", "f1"] == (1.0, 2)
    assert figures["labelled passages validation", "actor_id", "pronoun", "right_of_answered"] == (1.0, 1)
    assert figures["labelled passages validation", "actor_id", "all", "wrong_links"] == (0.0, 2)
    assert figures["polnear validation", "actor_id", "all", "right"] == (1.0, 2)
    assert ("labelled nominals validation", "both", "all", "accuracy") in figures
    rows = quality_rows(LocalEngine().extractor).to_pylist()
    assert len(rows) == len(figures)
    assert {row["table_name"] for row in rows} == {"mentions", "actors"}
    names = lines(tmp_path / "out" / "actors.jsonl")
    assert [(line["doc_id"], line["kind"]) for line in names] == [
        ("s00000", "person"),
        ("s00000", "party"),
        ("s00000", "place"),
    ]
    links = lines(tmp_path / "out" / "pronouns.jsonl")
    entities = {PASSAGE[line["start"] : line["end"]]: line["actor_id"] for line in links}
    assert entities["she"] == entities["Ann Berg"] != entities["Nils Ode"]
    assert len({line["doc_id"] for line in links}) == 1


def lines(file: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_all_passages_can_be_predicted(gold: Path, tmp_path: Path) -> None:
    done = evaluate(gold, "--split", "all", "--predictions", tmp_path / "out")
    assert done.exit_code == 0, done.output
    assert {line["doc_id"] for line in lines(tmp_path / "out" / "pronouns.jsonl")} == {"development-1", "development-2"}
    assert "gap all, percent [95 % interval]" in done.stdout.splitlines()


def test_missing_gold_is_told_in_a_line(gold: Path) -> None:
    (gold / gap.FILE).unlink()
    done = evaluate(gold)
    assert done.exit_code == 1
    assert "gap-development.tsv: cannot be read" in done.stderr
    assert done.stderr.count("\n") == 1


def mention(form: MentionForm, kind: MentionKind, actor_id: str | None = None) -> Mention:
    return Mention(
        char_start=0,
        char_end=4,
        sentence_no=0,
        in_title=False,
        form=form,
        kind=kind,
        method="test",
        score=1.0,
        actor_id=actor_id,
    )


def test_names_are_neither_demonyms_nor_pronouns_nor_nominals() -> None:
    forms = {form for form in MentionForm if is_name(mention(form, MentionKind.STATE))}
    assert forms == {MentionForm.NAMED, MentionForm.METONYM}
    assert is_name(mention(MentionForm.NAMED, MentionKind.GROUP))
    assert not is_crossner_name(mention(MentionForm.NAMED, MentionKind.GROUP))


@pytest.mark.parametrize(
    ("form", "kind", "actor_id", "label"),
    [
        (MentionForm.METONYM, MentionKind.STATE, "state_RUS", "place"),
        (MentionForm.NAMED, MentionKind.STATE, "state_RUS", "state"),
        (MentionForm.NAMED, MentionKind.PLACE, "state_RUS", "state"),
        (MentionForm.NAMED, MentionKind.PLACE, None, "place"),
        (MentionForm.NAMED, MentionKind.IGO, "act_x", "igo"),
    ],
)
def test_labels_say_what_a_name_is(form: MentionForm, kind: MentionKind, actor_id: str | None, label: str) -> None:
    assert label_kind(mention(form, kind, actor_id)) == label


def test_mentions_of_one_entity_share_its_name() -> None:
    text = "Norway asked Ann Berg for help. Nils Ode met Berg. “Norway’s plan is good,” she said."
    [(doc, mentions)] = predict_mentions([text], PositionEngine.RULES)
    entities = dict(zip([text[m.char_start : m.char_end] for m in mentions], entity_names(mentions, text), strict=True))
    assert doc.text == parse_text(text).text
    assert entities["Ann Berg"] == entities["Berg"] != entities["Nils Ode"]
    assert entities["Norway"] == "state_NOR"
