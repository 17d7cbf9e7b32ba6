"""Reading NewsQuant and counting quantities: by hand, and as the published scorer counts them."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from quantified_corpus import HARBOUR, SENTENCES, quantity, write_newsquant

from pipelines.evaluate.gold import GoldError
from pipelines.evaluate.newsquant import FILE, BenchmarkQuantity, QuantitySentence, read_sentences, validation_sentences
from pipelines.evaluate.numbers_task import quantity_lines, quantity_measurements
from pipelines.evaluate.quantity_scores import HITS, is_same_value, quantity_counts

if TYPE_CHECKING:
    from collections.abc import Sequence

REPOSITORY = Path(__file__).resolve().parents[2]
GOLD = Path(os.environ.get("ONRECORD_GOLD") or REPOSITORY.parent / "shared" / "gold")
SCORER = GOLD / "scorers" / "score_quantities.py"
BOATS = BenchmarkQuantity(40.0, "boat", "=", ("harbour",))
SHARE = BenchmarkQuantity(12.5, "percentage", "up", ("profit", "mill"))


def test_sentences_are_read_in_order(tmp_path: Path) -> None:
    write_newsquant(tmp_path / "own.json")
    first, second, third = read_sentences(tmp_path / "own.json")
    assert first == QuantitySentence(HARBOUR, (BOATS,))
    assert second.quantities[0].concepts == ("Profit", "mill")
    assert second.quantities[1].value == 3_000_000
    assert third.quantities == ()


@pytest.mark.parametrize(
    ("written", "value"),
    [("1.0-1.5", (1.0, 1.5)), ("3 - 4", (3.0, 4.0)), ("-1.5", -1.5), ("1.5E-3", 0.0015), (" 7 ", 7.0)],
)
def test_ranges_and_signs_are_told_apart(tmp_path: Path, written: str, value: object) -> None:
    write_newsquant(tmp_path / "own.json", [{"text": "x", "quantities": [quantity(written, "-", "=", "-")]}])
    [sentence] = read_sentences(tmp_path / "own.json")
    assert sentence.quantities[0].value == value


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("[{]", "line 1: is no JSON"),
        ("{}", "holds no list of sentences"),
        ("[]", "holds no list of sentences"),
        ('[{"text": "x", "quantities": []}, {"text": "y"}]', "sentence 1: is no sentence of NewsQuant"),
    ],
)
def test_a_malformed_file_is_named(tmp_path: Path, content: str, problem: str) -> None:
    (tmp_path / "own.json").write_text(content)
    with pytest.raises(GoldError, match=rf"own\.json.*{problem}"):
        read_sentences(tmp_path / "own.json")


def test_the_validation_part_is_about_half_and_follows_from_the_words_alone() -> None:
    sentences = [QuantitySentence(f"{number} boats.", ()) for number in range(400)]
    chosen = validation_sentences(sentences)
    assert 160 < len(chosen) < 240
    assert validation_sentences([QuantitySentence(one.text, (BOATS,)) for one in sentences]) == [
        QuantitySentence(one.text, (BOATS,)) for one in chosen
    ]


def hits(gold: Sequence[BenchmarkQuantity], predicted: Sequence[BenchmarkQuantity]) -> dict[str, float]:
    counts = quantity_counts(gold, predicted)
    assert (counts[:, 1] == len(predicted)).all()
    assert (counts[:, 3] == len(gold)).all()
    return dict(zip(HITS, counts[:, 0].tolist(), strict=True))


def test_hits_are_those_counted_by_hand() -> None:
    wrong_unit = BenchmarkQuantity(40.0, "ship", "~", ("harbour", "town"))
    assert hits([BOATS, SHARE], [SHARE, wrong_unit]) == {
        "value": 2,
        "unit": 1,
        "change": 1,
        "concept_partial": 2,
        "concept_complete": 1,
    }
    assert hits([BOATS], [BenchmarkQuantity(41.0, "boat", "=", ("harbour",))]) == dict.fromkeys(HITS, 0)


def test_a_quantity_without_its_unit_may_be_hit_twice_but_its_value_counts_once() -> None:
    twice = [BenchmarkQuantity(40.0, unit, "=", ("harbour",)) for unit in ("ship", "yacht")]
    assert hits([BOATS], twice) == {"value": 1, "unit": 0, "change": 2, "concept_partial": 2, "concept_complete": 2}


def test_ranges_equal_only_ranges() -> None:
    assert is_same_value((1.0, 2.0), (1.0, 2.00001))
    assert not is_same_value((1.0, 2.0), 1.5)
    assert not is_same_value(1.5, (1.0, 2.0))
    assert not is_same_value((1.0, 2.0), (1.0, 2.1))


def noisy(sentences: Sequence[QuantitySentence], seed: int) -> list[list[BenchmarkQuantity]]:
    """Predictions with every kind of mistake."""
    pick = random.Random(seed)
    found: list[list[BenchmarkQuantity]] = []
    for sentence in sentences:
        found.append([])
        for right in sentence.quantities:
            for _ in range(pick.choice([0, 1, 1, 1, 2])):
                value = pick.choice([right.value, right.value, right.value, 3.0, (1.0, 2.0)])
                unit = pick.choice([right.unit, right.unit.upper(), "dollar"])
                words = pick.choice([right.concepts, right.concepts[:1], ("-",), (*right.concepts, "other")])
                found[-1].append(BenchmarkQuantity(value, unit, pick.choice([right.change, "~"]), words))
    return found


def scored(gold: Path, sentences: Sequence[QuantitySentence], folder: Path, seed: int) -> None:
    """Compare every figure with the scorer's, to the digit that it prints."""
    predicted = noisy(sentences, seed)
    lines = quantity_lines(sentences, predicted)
    (folder / "numbers.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    command = [sys.executable, str(SCORER), str(gold), str(folder / "numbers.jsonl"), "--json"]
    told: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    ours = [m.value for m in quantity_measurements(sentences, predicted, "own")]
    theirs = [share for hit in HITS for share in told[hit]]
    assert [round(100 * value, 1) for value in ours] == theirs
    assert told["pred"] == sum(map(len, predicted))


@pytest.mark.parametrize("seed", range(6))
def test_the_scorer_counts_the_same_on_sentences_of_our_own(tmp_path: Path, seed: int) -> None:
    if not SCORER.exists():
        pytest.skip(f"needs the scorers, which {GOLD} does not hold; set ONRECORD_GOLD")
    many = [{**one, "text": f"{number}: {one['text']}"} for number in range(20) for one in SENTENCES]
    write_newsquant(tmp_path / "own.json", many)
    scored(tmp_path / "own.json", read_sentences(tmp_path / "own.json"), tmp_path, seed)


@pytest.mark.parametrize("seed", range(3))
def test_the_scorer_counts_the_same_on_the_gold_corpus(tmp_path: Path, seed: int) -> None:
    if not (SCORER.exists() and (GOLD / FILE).exists()):
        pytest.skip(f"needs the gold corpora, which {GOLD} does not hold; set ONRECORD_GOLD")
    scored(GOLD / FILE, read_sentences(GOLD / FILE), tmp_path, seed)
