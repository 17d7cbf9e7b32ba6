"""Gold spans on windows; needs no PyTorch, which the project does not install."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from pipelines.annotate.attribution_model.crf import Label
from pipelines.annotate.attribution_model.runtime import VOCABULARY, WEIGHTS
from pipelines.annotate.attribution_model.windows import MASK, SEPARATOR, WordPieces, load_tokenizer
from pipelines.cli import main
from pipelines.evaluate.polnear import Document, GoldAttribution
from pipelines.train.base import base_model
from pipelines.train.examples import batches, best_relation, examples, gold_candidates, pad

TEXT = "Lund said Oslo had denied it.\nRain fell, according to her."


def spans(*words: str) -> tuple[tuple[int, int], ...]:
    return tuple((TEXT.index(word), TEXT.index(word) + len(word)) for word in words)


def gold(source: str, cue: str, content: str) -> GoldAttribution:
    return GoldAttribution(spans(source), spans(cue), spans(content))


SAID, DENIED = gold("Lund", "said", "Oslo had denied it"), gold("Oslo", "had denied", "it.")
ACCORDING = gold("her", "according to", "Rain fell")
PIECES = WordPieces(load_tokenizer(WEIGHTS / VOCABULARY))


def documents(**annotations: tuple[GoldAttribution, ...]) -> dict[str, Document]:
    return {"one": Document("one", TEXT, date(2024, 5, 16), annotations)}


def test_each_relation_labels_the_words_of_its_paragraph() -> None:
    (example,) = examples(documents(ann=(SAID, DENIED, ACCORDING)), PIECES)
    assert example.window.segments == [(0, 7), (7, 14)]
    said, denied, according = example.relations
    assert said.labels.tolist() == [Label.SOURCE, Label.CUE, *[Label.CONTENT] * 4, Label.OUTSIDE]
    assert denied.labels.tolist() == [0, 0, Label.SOURCE, Label.CUE, Label.CUE, Label.CONTENT, Label.CONTENT]
    assert according.segment == 1
    assert example.tags.tolist() == [0, 1, 0, 1, 2, 0, 0, 0, 0, 0, 1, 2, 0, 0]


def test_readings_of_several_annotators_share_the_weight_of_their_text() -> None:
    found = examples(documents(ann=(SAID,), bob=(), cyd=(SAID, DENIED)), PIECES)
    assert [len(example.relations) for example in found] == [1, 0, 2]
    assert [example.weight for example in found] == pytest.approx([1 / 3] * 3)


def test_an_attribution_without_cue_is_no_relation() -> None:
    (example,) = examples(documents(ann=(GoldAttribution(spans("Lund"), (), spans("it")),)), PIECES)
    assert example.relations == []
    assert not example.tags.any()


def test_a_candidate_learns_from_the_relation_whose_cue_it_shares() -> None:
    (example,) = examples(documents(ann=(SAID, DENIED)), PIECES)
    (said, _), (denied, labels) = gold_candidates(example)
    assert (said.start, said.end, denied.start, denied.end) == (1, 2, 3, 5)
    assert labels.tolist() == example.relations[1].labels.tolist()
    assert best_relation(example, denied) is example.relations[1]
    assert best_relation(example, type(denied)(0, 5, 6)) is None


def test_batches_hold_every_example_once_and_keep_their_size() -> None:
    chosen = examples(documents(ann=(SAID,), bob=(), cyd=(SAID, DENIED), dan=()), PIECES) * 5
    longest = len(chosen[0].window.pieces)
    drawn = list(batches(chosen, 3 * longest, random.Random(1)))
    assert sorted(len(batch) for batch in drawn) == [2, 3, 3, 3, 3, 3, 3]
    assert sorted(map(id, (one for batch in drawn for one in batch))) == sorted(map(id, chosen))
    again = list(batches(chosen, 3 * longest, random.Random(1)))
    assert [[id(one) for one in batch] for batch in again] == [[id(one) for one in batch] for batch in drawn]


def test_hidden_words_leave_separators_and_labels() -> None:
    (example,) = examples(documents(ann=(SAID,)), PIECES)
    plain = pad([example], 0.0, PIECES.special(MASK), random.Random(1))
    hidden = pad([example], 1.0, PIECES.special(MASK), random.Random(1))
    separators = plain.pieces == PIECES.special(SEPARATOR)
    assert separators.sum() == 2
    assert (hidden.pieces[separators] == PIECES.special(SEPARATOR)).all()
    assert (hidden.pieces == PIECES.special(MASK)).sum() == (~separators).sum() - 1  # all but the first
    assert np.array_equal(hidden.tags, plain.tags)


def test_the_base_model_has_to_be_installed() -> None:
    with pytest.raises(SystemExit, match="run `make train`"):
        base_model()


def test_training_asks_for_its_environment(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    arguments = ["train", "positions", "--gold", str(tmp_path / "gold"), "--environment", str(tmp_path / "none")]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 1
    assert "`make train GOLD=" in done.output
