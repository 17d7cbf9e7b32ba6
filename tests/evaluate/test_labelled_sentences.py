"""The labelled sentences are whole, and a row that is wrong is named."""

from __future__ import annotations

import csv
import io
from collections import Counter
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from pipelines.evaluate.labelled_sentences import (
    COLUMNS,
    HALVES,
    LabelledSentence,
    LabelledSentenceError,
    load_labelled_sentences,
)
from schemas.codes import Act, Modality, Speech

if TYPE_CHECKING:
    from pathlib import Path

SENTENCES = load_labelled_sentences()
GOOD = {
    "id": "act-0001",
    "half": "train",
    "text": "“No,” she told the envoy, “not today.” He urged Oslo to wait.",
    "source": "she",
    "cue": "told",
    "content": "“No,” … “not today.”",
    "act": "reject",
    "negated": "false",
    "modality": "asserted",
    "speech": "direct",
    "target": "the envoy",
}
NESTED = {**GOOD, "id": "act-0002", "source": "He", "cue": "urged", "content": "Oslo to wait", "act": "appeal"}


def write(path: Path, *rows: dict[str, str]) -> Path:
    file = path / "acts.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return file


def test_there_are_enough_sentences_of_every_kind() -> None:
    acts = Counter(sentence.act for sentence in SENTENCES)
    modalities = Counter(sentence.modality for sentence in SENTENCES)
    assert len(SENTENCES) >= 440
    assert min(acts[act] for act in Act) >= 22
    assert min(modalities[modality] for modality in Modality) >= 25
    assert sum(sentence.negated for sentence in SENTENCES) >= 60
    assert sum(sentence.target is not None for sentence in SENTENCES) >= 150
    assert sum(sentence.target is None for sentence in SENTENCES) >= 120


@pytest.mark.parametrize("half", HALVES)
def test_each_half_has_each_code(half: str) -> None:
    sentences = load_labelled_sentences(half)
    assert {sentence.half for sentence in sentences} == {half}
    assert min(Counter(sentence.act for sentence in sentences)[act] for act in Act) >= 11
    assert {sentence.modality for sentence in sentences} == set(Modality)
    assert {sentence.speech for sentence in sentences} == set(Speech)


def test_ids_are_unique_and_sorted() -> None:
    ids = [sentence.id for sentence in SENTENCES]
    assert ids == sorted(set(ids))


def test_no_text_is_in_both_halves() -> None:
    texts = [{sentence.text for sentence in load_labelled_sentences(half)} for half in HALVES]
    assert texts[0].isdisjoint(texts[1])


def test_acts_that_negate_are_not_negated_twice() -> None:
    assert not [sentence.id for sentence in SENTENCES if sentence.negated and sentence.act in {Act.DENY, Act.REJECT}]


def test_every_offset_selects_its_words() -> None:
    def words(sentence: LabelledSentence, *spans: tuple[int, int] | None) -> str:
        return " … ".join(sentence.words(span) for span in spans if span)

    file = files("pipelines.evaluate") / "labelled" / "acts.csv"
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"), newline="")))
    for row, sentence in zip(rows, SENTENCES, strict=True):
        assert (row["id"], row["text"]) == (sentence.id, sentence.text)
        assert row["source"] == words(sentence, sentence.source), sentence.id
        assert row["cue"] == words(sentence, sentence.cue), sentence.id
        assert row["content"] == words(sentence, *sentence.content), sentence.id
        assert row["target"] == words(sentence, sentence.target), sentence.id


def test_source_cue_and_content_do_not_overlap() -> None:
    for sentence in SENTENCES:
        spans = sorted(filter(None, (sentence.source, sentence.cue, *sentence.content)))
        assert all(one[1] <= other[0] for one, other in pairwise(spans)), sentence.id
        assert list(sentence.content) == sorted(sentence.content), sentence.id


def test_offsets_are_those_of_the_rows_cells(tmp_path: Path) -> None:
    sentence, nested = load_labelled_sentences(path=write(tmp_path, GOOD, NESTED))
    assert [sentence.words(piece) for piece in sentence.content] == ["“No,”", "“not today.”"]
    assert sentence.source is not None
    assert sentence.words(sentence.source) == "she"
    assert sentence.target == (15, 24)
    assert (nested.act, nested.words(nested.cue), nested.negated) == (Act.APPEAL, "urged", False)


def test_source_content_and_target_may_be_absent(tmp_path: Path) -> None:
    sentence = load_labelled_sentences(path=write(tmp_path, {**GOOD, "source": "", "content": "", "target": ""}))[0]
    assert (sentence.source, sentence.content, sentence.target) == (None, (), None)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"source": "her"}, "source 'her' stands 0 times"),
        ({"cue": "tol"}, "cue 'tol' stands 0 times"),
        ({"cue": ""}, "cue '' stands 0 times"),
        ({"content": "“No,” … “not tomorrow.”"}, "content '“not tomorrow.”' stands 0 times"),
        ({"text": GOOD["text"] + " So she said."}, "source 'she' stands 2 times"),
        ({"act": "refuse"}, "act 'refuse' is unknown; use one of state"),
        ({"modality": "Future"}, "modality 'Future' is unknown"),
        ({"speech": ""}, "speech '' is unknown"),
        ({"negated": "no"}, "negated 'no' is unknown; use one of true, false"),
        ({"half": "test"}, "half 'test' is unknown"),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, change: dict[str, str], problem: str) -> None:
    file = write(tmp_path, NESTED, {**GOOD, "id": "act-0003", **change})
    with pytest.raises(LabelledSentenceError) as raised:
        load_labelled_sentences(path=file)
    assert str(raised.value).startswith(f"{file}, row act-0003: {problem}")


@pytest.mark.parametrize(
    ("second", "problem"),
    [
        ({**NESTED, "id": "act-0001"}, "row act-0001: stands twice"),
        ({**NESTED, "half": "validation"}, "row act-0002: has a text of the other half"),
    ],
)
def test_rows_that_contradict_each_other_are_named(tmp_path: Path, second: dict[str, str], problem: str) -> None:
    with pytest.raises(LabelledSentenceError, match=problem):
        load_labelled_sentences(path=write(tmp_path, GOOD, second))


def test_missing_columns_and_cells_are_named(tmp_path: Path) -> None:
    file = tmp_path / "acts.csv"
    file.write_text("id,text\n", encoding="utf-8")
    with pytest.raises(LabelledSentenceError, match="row columns: are"):
        load_labelled_sentences(path=file)
    file.write_text(",".join(COLUMNS) + "\nact-0009,train,He said, no\n", encoding="utf-8")
    with pytest.raises(LabelledSentenceError, match="row act-0009: has not 11 cells"):
        load_labelled_sentences(path=file)


def test_an_unknown_half_is_refused() -> None:
    with pytest.raises(ValueError, match="no half 'test'"):
        load_labelled_sentences("test")
