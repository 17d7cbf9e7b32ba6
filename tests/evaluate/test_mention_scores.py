"""The measure of names: by hand, by its laws, and against the scorer that defines it."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from small_corpus import REPOSITORY

from pipelines.evaluate import crossner
from pipelines.evaluate.actors_task import crossner_measurements, name_lines
from pipelines.evaluate.crossner import TaggedSentence, read_sentences
from pipelines.evaluate.mention_scores import MERGED, crossner_counts, span_counts, trimmed
from schemas.codes import MentionKind

if TYPE_CHECKING:
    from pipelines.evaluate.mention_scores import ClassedSpan

GOLD = Path(os.environ.get("ONRECORD_GOLD") or REPOSITORY.parent / "shared" / "gold")
SCORER = GOLD / "scorers" / "score_mentions.py"
NAMES_OF_CLASSES = {"person": "PER", "organisation": "ORG", "place": "LOC", "all": "all"}
TYPES = ("person", "politician", "organisation", "politicalparty", "country", "location", "event", "misc", "election")


def sentence(doc_id: str, *tagged: str) -> TaggedSentence:
    """A sentence from words, each "word" or "word/tag"."""
    pairs = [word.partition("/")[::2] for word in tagged]
    return TaggedSentence(doc_id, tuple(word for word, _ in pairs), tuple(tag or "O" for _, tag in pairs))


RALLY = sentence(
    *("s00000", "The/B-politicalparty", "Rowan/I-politicalparty", "List/I-politicalparty", "won", "the"),
    *("2019/B-election", "Oslo/I-election", "vote/I-election", "under", "Ann/B-politician", "Berg/I-politician"),
    *("'s", "rule", "in", "Norway/B-country"),
)


def found(text: str, **words: str) -> list[ClassedSpan]:
    return [(text.index(name), text.index(name) + len(name), kind) for kind, name in words.items()]


def test_counts_are_those_counted_by_hand() -> None:
    """Right: the party without its article, the person without 's. Wrong: "won". Oslo lies in an election."""
    predicted = found(RALLY.text, party="Rowan List", person="Ann Berg 's", place="Oslo", organisation="won")
    counts = crossner_counts([RALLY], {"s00000": predicted, "unknown": predicted})
    assert counts.tolist() == [[[1, 1, 1, 1], [1, 2, 1, 1], [0, 0, 0, 1], [2, 3, 2, 3]]]


def test_the_class_must_be_right() -> None:
    counts = crossner_counts([RALLY], {"s00000": found(RALLY.text, group="Ann Berg", state="Norway")})
    assert counts[0].tolist() == [[0, 0, 0, 1], [0, 1, 0, 1], [1, 1, 1, 1], [1, 2, 1, 3]]


def test_the_same_span_twice_counts_once() -> None:
    spans = [(0, 14, "party"), (4, 14, "organisation")]
    assert crossner_counts([RALLY], {"s00000": spans})[0, 3].tolist() == [1, 1, 1, 3]


def test_a_hit_inside_what_is_not_asked_for_counts() -> None:
    inside = span_counts("Oslo vote", [(0, 4, "place")], [(0, 4, "place"), (5, 9, "place")], ["place"], [(0, 9)])
    assert inside.tolist() == [[1, 1, 1, 1], [1, 1, 1, 1]]


@pytest.mark.parametrize(
    ("words", "core"),
    [("The Hague", "Hague"), ("an Ode", "Ode"), ("Ann's", "Ann"), ("Giles'", "Giles"), ("Ann ’s", "Ann"), ("A", "A")],
)
def test_articles_and_possessives_are_trimmed(words: str, core: str) -> None:
    text = f"({words})"
    start, end = trimmed(text, 1, 1 + len(words))
    assert text[start:end] == core


def test_agrees_with_the_scorer_on_sentences_of_our_own(tmp_path: Path) -> None:
    if not SCORER.exists():
        pytest.skip(f"needs the scorers, which {GOLD} does not hold; set ONRECORD_GOLD")
    chance = random.Random(3)
    sentences = [made_up(number, chance) for number in range(300)]
    lines = ["\n".join(f"{w}\t{t}" for w, t in zip(one.tokens, one.tags, strict=True)) for one in sentences]
    corpus = tmp_path / "gold.txt"
    corpus.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    assert read_sentences(corpus) == sentences
    agree(corpus, sentences, chance, tmp_path)


def test_agrees_with_the_scorer_on_the_corpus(tmp_path: Path) -> None:
    if not SCORER.exists():
        pytest.skip(f"needs the gold corpora, which {GOLD} does not hold; set ONRECORD_GOLD")
    corpus = GOLD / crossner.DEV
    agree(corpus, read_sentences(corpus), random.Random(4), tmp_path)


def made_up(number: int, chance: random.Random) -> TaggedSentence:
    """Words that may be articles, possessives or names, with tags at random, some of them out of order."""
    words = chance.choices(["The", "a", "An", "Ann", "Berg", "Oslo", "'s", "’", "’s", "List", ",", "won"], k=12)
    tags = [f"{edge}-{kind}" for edge in "BI" for kind in TYPES]
    return TaggedSentence(f"s{number:05d}", tuple(words), tuple(chance.choices([*tags, *["O"] * 12], k=12)))


def agree(corpus: Path, sentences: list[TaggedSentence], chance: random.Random, folder: Path) -> None:
    """The figures that we print are the scorer's, on predictions that are the gold, bent at random."""
    predicted = {one.doc_id: bent(one, chance) for one in sentences if chance.random() < 0.9}
    file = folder / "actors.jsonl"
    file.write_text("\n".join(name_lines(predicted)), encoding="utf-8")
    told = subprocess.run(
        [sys.executable, SCORER, "score", corpus, file], capture_output=True, check=True, text=True
    ).stdout.splitlines()
    figures = {(one.slice, one.metric): one for one in crossner_measurements(sentences, predicted)}
    totals = crossner_counts(sentences, predicted).sum(axis=0)
    ours = []
    for row, part in enumerate([*MERGED, "all"]):
        p, r, f = (100 * figures[part, metric].value for metric in ("precision", "recall", "f1"))
        counted = f"(gold {figures[part, 'recall'].n}, predicted {figures[part, 'precision'].n})"
        ours.append(f"{NAMES_OF_CLASSES[part]:4} P {p:.1f} R {r:.1f} F1 {f:.1f} {counted}")
        assert 0 < totals[row, 0] < min(totals[row, 1], totals[row, 3])
    assert ours == told


def bent(one: TaggedSentence, chance: random.Random) -> list[ClassedSpan]:
    """Gold spans with other edges and kinds, some missing, some twice, and spans at random."""
    kinds = {"politician": "person", "politicalparty": "party", "country": "state", "location": "place"}
    moved = [
        (max(start + chance.choice((0, 0, 0, 1, -4)), 0), end + chance.choice((0, 0, 0, 3)), kinds.get(kind, kind))
        for start, end, kind in one.spans
        if chance.random() < 0.8
    ]
    start = chance.randrange(max(len(one.text) - 9, 1))
    extra = [(start, start + 9, str(chance.choice(list(MentionKind))))]
    return [*moved, *extra, *moved[:1]]


def test_each_figure_has_its_interval() -> None:
    figures = list(crossner_measurements([RALLY] * 3, {"s00000": found(RALLY.text, person="Ann Berg")}))
    assert len(figures) == 12
    for figure in figures:
        assert figure.interval is not None
        assert figure.interval[0] <= figure.value <= figure.interval[1]
    assert np.isclose(figures[-1].value, 0.5)
