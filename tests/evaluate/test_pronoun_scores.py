"""The measure of pronouns: by hand, and against the scorer that defines it."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from small_corpus import REPOSITORY

from pipelines.evaluate import gap
from pipelines.evaluate.actors_task import link_lines, pronoun_measurements
from pipelines.evaluate.gap import Name, Passage, read_passages
from pipelines.evaluate.pronoun_scores import score_pronouns

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelines.evaluate.pronoun_scores import LinkedSpan

GOLD = Path(os.environ.get("ONRECORD_GOLD") or REPOSITORY.parent / "shared" / "gold")
SCORER = GOLD / "scorers" / "score_pronouns.py"
TEXT = "Ann Berg met Eva Lind before she left."
ANN, EVA, SHE = (0, 8), (13, 21), (29, 32)


def passage(number: int = 0, *, ann: bool = True, eva: bool = False) -> Passage:
    return Passage(f"d{number}", "page", TEXT, SHE, (Name(*ANN, ann), Name(*EVA, eva)))


def counted(*mentions: tuple[tuple[int, int], str], ann: bool = True, eva: bool = False) -> tuple[object, ...]:
    linked = [(start, end, entity) for (start, end), entity in mentions]
    scores = score_pronouns([passage(ann=ann, eva=eva)], {"d0": linked, "unknown": linked})
    return (*scores.counts[0].tolist(), scores.n_answered, scores.n_right)


def test_counts_are_those_counted_by_hand() -> None:
    assert counted((ANN, "a"), (EVA, "e"), (SHE, "a")) == (1, 1, 1, 1, 1, 1)
    assert counted((ANN, "a"), (EVA, "e"), (SHE, "e")) == (0, 1, 0, 1, 1, 0)
    assert counted((ANN, "a"), (EVA, "e"), (SHE, "e"), ann=False) == (0, 1, 0, 0, 1, 0)
    assert counted((ANN, "a"), (EVA, "e"), (SHE, "x")) == (0, 0, 0, 1, 0, 0)
    assert counted((ANN, "a"), (EVA, "a"), (SHE, "a")) == (1, 2, 1, 1, 1, 0)
    assert counted() == (0, 0, 0, 1, 0, 0)


def test_a_surname_overlaps_its_name_and_a_long_mention_is_no_pronoun() -> None:
    assert counted(((4, 8), "a"), (SHE, "a"))[-2:] == (1, 1)
    assert counted((ANN, "a"), ((SHE[0] - 7, SHE[1]), "a"))[-2:] == (0, 0)
    assert counted((ANN, "a"), ((SHE[0], SHE[1] + 2), "a"))[-2:] == (1, 1)


def test_without_answers_there_is_no_share_of_them() -> None:
    figures = {one.metric: one.value for one in pronoun_measurements([passage()], {}, "ours")}
    assert figures == {"precision": 0.0, "recall": 0.0, "f1": 0.0, "answered": 0.0}


def test_agrees_with_the_scorer_on_passages_of_our_own(tmp_path: Path) -> None:
    if not SCORER.exists():
        pytest.skip(f"needs the scorers, which {GOLD} does not hold; set ONRECORD_GOLD")
    chance = random.Random(5)
    gold = [chance.choice(((True, False), (False, True), (False, False))) for _ in range(200)]
    passages = {f"d{number}": passage(number, ann=ann, eva=eva) for number, (ann, eva) in enumerate(gold)}
    corpus = tmp_path / "gap.tsv"
    header = ["ID", "Text", "Pronoun", "Pronoun-offset", "A", "A-offset", "A-coref", "B", "B-offset", "B-coref", "URL"]
    lines = ["\t".join(header)]
    for doc_id, one in passages.items():
        names = [cell for name in one.names for cell in (words(one, name), str(name.start), str(name.is_meant).upper())]
        lines.append("\t".join([doc_id, one.text, "she", str(SHE[0]), *names, one.page]))
    corpus.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert read_passages(corpus) == passages
    agree(corpus, passages, chance, tmp_path)


def words(one: Passage, name: Name) -> str:
    return one.text[name.start : name.end]


def test_agrees_with_the_scorer_on_the_corpus(tmp_path: Path) -> None:
    if not SCORER.exists():
        pytest.skip(f"needs the gold corpora, which {GOLD} does not hold; set ONRECORD_GOLD")
    corpus = GOLD / gap.FILE
    agree(corpus, read_passages(corpus), random.Random(6), tmp_path)


def agree(corpus: Path, passages: Mapping[str, Passage], chance: random.Random, folder: Path) -> None:
    """The line that the scorer prints is made of our figures, on links at random."""
    links = {doc_id: linked(one, chance) for doc_id, one in passages.items() if chance.random() < 0.9}
    file = folder / "pronouns.jsonl"
    file.write_text("\n".join(link_lines(links)), encoding="utf-8")
    told = subprocess.run(
        [sys.executable, SCORER, "score", corpus, file], capture_output=True, check=True, text=True
    ).stdout
    found = {one.metric: 100 * one.value for one in pronoun_measurements(list(passages.values()), links, "ours")}
    assert told == (
        f"pronoun P {found['precision']:.1f} R {found['recall']:.1f} F1 {found['f1']:.1f}; answered"
        f" {found['answered']:.1f} %, of those right {found['right_of_answered']:.1f} % (n={len(passages)})\n"
    )
    assert all(5 < figure < 95 for figure in found.values())


def linked(one: Passage, chance: random.Random) -> list[LinkedSpan]:
    """The pronoun and the names with moved edges, of three entities at random."""
    spans = [one.pronoun, *((name.start, name.end) for name in one.names)]
    moved = [
        (max(start + chance.choice((0, 0, 0, -1, 1)), 0), end + chance.choice((0, 0, 1, 2))) for start, end in spans
    ]
    return [(start, end, chance.choice("abc")) for start, end in moved for _ in range(chance.choice((1, 1, 1, 2)))]
