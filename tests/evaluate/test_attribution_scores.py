"""The measures of attribution: by hand, by their laws, and against the scorer that defines them."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from datetime import date
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from gold_corpus import MAYOR, attribution
from hypothesis import given, settings
from hypothesis import strategies as st
from small_corpus import REPOSITORY

from pipelines.evaluate.attribution_scores import FIGURES, ROLES, Scores, partial_right, score
from pipelines.evaluate.polnear import FOLDER, Document, GoldAttribution, read_corpus

GOLD = Path(os.environ.get("ONRECORD_GOLD") or REPOSITORY.parent / "shared" / "gold")

# By hand. Right: the cues of two; of the spans only these cues, and one content once its full stop is off. The heads
# of the first sources are equal ("Berg"); "plan" is a quarter of the words of the second and another head.
SAID = attribution(MAYOR, "Mayor Ann Berg", "said", "taxes will rise")
DENY = attribution(MAYOR, "Critics of the plan", "deny", "it")
PREDICTED = [
    attribution(MAYOR, "Ann Berg", "said", "taxes will rise."),
    attribution(MAYOR, "plan", "deny", "taxes"),
    attribution(MAYOR, "", "will", "rise"),
]
BY_HAND = {
    ("exact", "source"): (0, 2, 0, 2),
    ("exact", "cue"): (2, 3, 2, 2),
    ("exact", "content"): (0, 3, 0, 2),
    ("edge", "source"): (0, 2, 0, 2),
    ("edge", "cue"): (2, 3, 2, 2),
    ("edge", "content"): (1, 3, 1, 2),
    ("overlap", "source"): (Fraction(2, 3) + Fraction(1, 4), 2, Fraction(2, 3) + Fraction(1, 4), 2),
    ("overlap", "cue"): (2, 3, 2, 2),
    ("overlap", "content"): (Fraction(3, 4) + Fraction(2, 3), 3, Fraction(3, 4), 2),
    ("token", "source"): (3, 3, 3, 7),
    ("token", "cue"): (2, 3, 2, 2),
    ("token", "content"): (3, 4, 3, 4),
    ("relation", "partial"): (1, 3, 1, 2),
    ("relation", "exact"): (0, 3, 0, 2),
    ("relation", "cue+src"): (1, 3, 1, 2),
    ("relation", "cue+content"): (1, 3, 1, 2),
    ("relation", "cue"): (2, 3, 2, 2),
}


def document(*gold: GoldAttribution, text: str = MAYOR) -> Document:
    return Document("d", text, date(2020, 3, 2), {"alice": gold})


def test_figures_are_those_counted_by_hand() -> None:
    scores = score({"d": document(SAID, DENY)}, {"d": PREDICTED, "unknown": PREDICTED})
    assert set(BY_HAND) == set(FIGURES)
    for figure, (right_predicted, predicted, right_gold, gold) in BY_HAND.items():
        found = scores.figure(*figure)
        precision, recall = Fraction(right_predicted) / predicted, Fraction(right_gold) / gold
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0
        assert (found.precision, found.recall, found.f1) == pytest.approx((precision, recall, f1), abs=1e-15), figure
        assert (found.n_predicted, found.n_gold) == (predicted, gold), figure


def test_a_document_without_predictions_counts() -> None:
    scores = score({"a": document(SAID), "b": document(DENY)}, {"a": [SAID]})
    assert scores.figure("relation", "partial").recall == 0.5
    assert scores.f1("relation", "exact") == pytest.approx(2 / 3)


def test_what_rests_on_nothing_is_zero() -> None:
    assert score({"d": document()}, {}).figure("exact", "cue").f1 == 0.0
    with pytest.raises(ValueError, match="no documents"):
        score({}, {})


def test_two_predictions_cannot_both_have_the_same_gold() -> None:
    twice = score({"d": document(SAID)}, {"d": [SAID, SAID]})
    assert twice.figure("relation", "partial").precision == 0.5
    assert twice.figure("exact", "cue").precision == 1.0


def test_the_matching_is_the_largest_not_the_first() -> None:
    """The one prediction fits both gold attributions, the other only one: whoever comes first must not take it."""
    long = attribution(MAYOR, "", "said taxes will rise", "it")
    first, second = attribution(MAYOR, "", "said", "it"), attribution(MAYOR, "", "rise", "it")
    for gold in ((first, second), (second, first)):
        for predicted in ([long, first], [first, long]):
            assert score({"d": document(*gold)}, {"d": predicted}).f1("relation", "partial") == 1.0


def test_a_part_has_the_precision_of_its_predictions_and_the_recall_of_its_gold() -> None:
    said = MAYOR.index("said")
    scores = score({"d": document(SAID, DENY)}, {"d": PREDICTED}, lambda doc, found: found.cue[0][0] != said)
    figure = scores.figure("relation", "cue")
    assert (figure.precision, figure.recall, figure.n_predicted, figure.n_gold) == (0.5, 1.0, 2, 1)


def test_the_surer_of_two_takes_the_gold() -> None:
    assert partial_right(document(SAID, DENY), [PREDICTED[1], SAID, PREDICTED[0], DENY]).tolist() == [
        False,
        True,
        False,
        True,
    ]
    assert partial_right(document(SAID), []).tolist() == []


TEXT = "Ann told Bo that the boats left ; Bo denied it , and Ann urged the harbour to open ."
WORDS = TEXT.split(" ")


@st.composite
def word_spans(draw: st.DrawFn, least: int) -> tuple[tuple[int, int], ...]:
    """Spans of whole words in order, none of which touch."""
    starts = sorted(draw(st.sets(st.sampled_from(range(0, len(WORDS), 3)), min_size=least, max_size=2)))
    offset = [len(" ".join([*WORDS[:number], ""])) for number in range(len(WORDS))]
    return tuple((offset[start], offset[start] + len(WORDS[start])) for start in starts if WORDS[start].isalpha())


def attributions(least: int) -> st.SearchStrategy[list[GoldAttribution]]:
    one = st.builds(GoldAttribution, source=word_spans(0), cue=word_spans(least), content=word_spans(least))
    return st.lists(one.filter(lambda found: bool(found.cue and found.content)), min_size=least, max_size=5)


@settings(max_examples=30)
@given(attributions(1))
def test_a_perfect_prediction_scores_one(gold: list[GoldAttribution]) -> None:
    scores = score({"d": document(*gold, text=TEXT)}, {"d": gold})
    for measure, part in FIGURES:
        figure = scores.figure(measure, part)
        assert figure.f1 == (1.0 if figure.n_gold else 0.0), (measure, part)


@settings(max_examples=30)
@given(attributions(0), attributions(0), st.randoms(use_true_random=False))
def test_order_does_not_matter(
    gold: list[GoldAttribution], predicted: list[GoldAttribution], chance: random.Random
) -> None:
    def counts(gold: list[GoldAttribution], predicted: list[GoldAttribution]) -> list[float]:
        return score({"d": document(*gold, text=TEXT)}, {"d": predicted}).counts.ravel().tolist()

    before = counts(gold, predicted)
    chance.shuffle(gold)
    chance.shuffle(predicted)
    assert counts(gold, predicted) == before


@settings(max_examples=30)
@given(attributions(0), attributions(0))
def test_precision_is_the_recall_of_the_other_side(one: list[GoldAttribution], other: list[GoldAttribution]) -> None:
    there = score({"d": document(*one, text=TEXT)}, {"d": other}).counts
    back = score({"d": document(*other, text=TEXT)}, {"d": one}).counts
    assert np.array_equal(there, back[:, :, [2, 3, 0, 1]])


@settings(max_examples=30)
@given(attributions(0), attributions(0))
def test_earlier_predictions_alone_are_right_as_often(
    gold: list[GoldAttribution], predicted: list[GoldAttribution]
) -> None:
    known = document(*gold, text=TEXT)
    right = partial_right(known, predicted)
    for k in range(len(predicted) + 1):
        counts = score({"d": known}, {"d": predicted[:k]}).counts
        assert right[:k].sum() == counts[0, FIGURES.index(("relation", "partial")), 0]


def test_agrees_with_the_scorer_to_the_last_digit(tmp_path: Path) -> None:
    """Every figure of the scorer that defines the measures, on gold that was bent at random."""
    scorer = GOLD / "scorers" / "score_attribution.py"
    if not scorer.exists():
        pytest.skip(f"needs the gold corpora, which {GOLD} does not hold; set ONRECORD_GOLD")
    corpus = few_documents(GOLD / FOLDER, tmp_path)
    chance = random.Random(1)
    predictions = {doc_id: bent(document.gold, document.text, chance) for doc_id, document in corpus.items()}
    lines = [
        json.dumps({"doc_id": doc_id} | {role: getattr(found, role) for role in ROLES})
        for doc_id, found_here in predictions.items()
        for found in found_here
    ]
    file = tmp_path / "positions.jsonl"
    file.write_text("\n".join(lines))
    done = subprocess.run([sys.executable, scorer, tmp_path, file, "--json"], capture_output=True, check=True)
    theirs = json.loads(done.stdout)
    assert as_the_scorer_tells(score(corpus, predictions)) == theirs
    assert all(0 < figure["f"] < 1 for figure in theirs.values())


def few_documents(corpus: Path, folder: Path) -> dict[str, Document]:
    """Copies eight of the corpus's documents into a folder and reads them; several have two annotators or more."""
    shared = [name for name, found in sorted(read_corpus(corpus).items()) if len(found.annotations) > 1][:3]
    for doc_id in [*shared, *sorted(path.stem for path in (corpus / "text").glob("*.txt"))[:5]]:
        for path in [*(corpus / "text").glob(f"{doc_id}.txt"), *(corpus / "attributions").glob(f"{doc_id}_*.ann")]:
            (folder / path.parent.name).mkdir(exist_ok=True)
            shutil.copy(path, folder / path.parent.name / path.name)
    return read_corpus(folder)


def bent(gold: tuple[GoldAttribution, ...], text: str, chance: random.Random) -> list[GoldAttribution]:
    """The gold with some attributions missing, some twice, some roles empty or with a piece more, some edges moved."""

    def bend(spans: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
        moved = [(start + chance.choice(STEPS), end + chance.choice(STEPS)) for start, end in spans]
        extra = [(start := chance.randrange(len(text)), start + 30)] if chance.random() < 0.05 else []
        return () if chance.random() < 0.05 else tuple(moved + extra)

    found = [GoldAttribution(*(bend(getattr(one, role)) for role in ROLES)) for one in gold if chance.random() < 0.9]
    return found + found[:2]


STEPS = (0, 0, 0, 0, 0, 0, 1, -1, 9, -9, 60)


def as_the_scorer_tells(scores: Scores) -> dict[str, dict[str, object]]:
    told = {}
    for measure, part in FIGURES:
        found = scores.figure(measure, part)
        shares = {"p": found.precision, "r": found.recall, "f": found.f1}
        # Credits of overlap are added up in another order, which may move the last bit.
        close = {
            name: pytest.approx(value, rel=1e-12) if measure == "overlap" else value for name, value in shares.items()
        }
        told[f"{measure}/{part}"] = close | {"pred": found.n_predicted, "gold": found.n_gold}
    return told
