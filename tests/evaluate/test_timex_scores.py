"""Reading TimeML and counting time expressions: by hand, and as the published scorer counts them."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from quantified_corpus import write_timeml

from pipelines.evaluate.dates_task import timex_lines, timex_measurements
from pipelines.evaluate.gold import GoldError
from pipelines.evaluate.timeml import FOLDER, Timex, TimexDocument, read_documents, validation_documents
from pipelines.evaluate.timex_scores import FIGURES, timex_counts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

REPOSITORY = Path(__file__).resolve().parents[2]
GOLD = Path(os.environ.get("ONRECORD_GOLD") or REPOSITORY.parent / "shared" / "gold")
SCORER = GOLD / "scorers" / "score_timex.py"
TEXT = "On Monday, for two years, in May 2019 and since then."
MONDAY = Timex(3, 9, "DATE", "2019-03-04")
TWO_YEARS = Timex(15, 24, "DURATION", "P2Y")
MAY = Timex(29, 37, "DATE", "2019-05")


def test_words_and_offsets_are_those_of_the_text_element(tmp_path: Path) -> None:
    write_timeml(tmp_path, "b", "a", published="2019-03-10T08:00")
    (tmp_path / ".hidden.tml").write_text("no TimeML")
    documents = read_documents(tmp_path)
    assert list(documents) == ["a", "b"]
    found = documents["a"]
    assert found.published_on == date(2019, 3, 10)
    assert found.text.startswith("\nThe harbour & the mill closed")
    assert [(found.text[one.start : one.end], one.timex_type, one.value) for one in found.timexes] == [
        ("March 4, 2019", "DATE", "2019-03-04"),
        ("three months", "DURATION", "P3M"),
    ]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("<TimeML><TEXT>", r"is no TimeML: .*line 1"),
        ("<TimeML></TimeML>", "is no TimeML: it has no TEXT element"),
        ("<TimeML><DCT><TIMEX3 value='soon'/></DCT><TEXT/></TimeML>", "is no TimeML: Invalid isoformat"),
    ],
)
def test_a_malformed_file_is_named(tmp_path: Path, content: str, problem: str) -> None:
    (tmp_path / "own.tml").write_text(content)
    with pytest.raises(GoldError, match=rf"own\.tml: {problem}"):
        read_documents(tmp_path)


def test_a_folder_without_documents_is_named(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"no \*\.tml here"):
        read_documents(tmp_path)


def test_the_validation_part_is_about_half_and_follows_from_the_name_alone() -> None:
    names = [f"doc{number}" for number in range(400)]
    chosen = validation_documents(names)
    assert 160 < len(chosen) < 240
    assert set(validation_documents(reversed(names))) == set(chosen)
    assert validation_documents(["own0", *names])[-len(chosen) :] == chosen


def rows(predicted: Sequence[Timex]) -> dict[str, list[float]]:
    counts = timex_counts(TEXT, [MONDAY, TWO_YEARS, MAY], predicted)
    return dict(zip(FIGURES, counts.tolist(), strict=True))


def test_figures_are_those_counted_by_hand() -> None:
    longer = Timex(MONDAY.start, MONDAY.end + 1, "TIME", MONDAY.value)  # with the comma, which does not count
    part = Timex(19, 24, "DURATION", "P1Y")
    spurious = Timex(TEXT.index("then"), len(TEXT), "DATE", "PAST_REF")
    assert rows([longer, part, spurious]) == {
        "strict": [1, 3, 1, 3],
        "relaxed": [2, 3, 2, 3],
        "timex_type": [1, 3, 1, 3],
        "timex_value": [1, 3, 1, 3],
        "granularity": [1, 1, 1, 2],
    }


def test_of_two_predictions_the_one_with_the_same_span_is_compared() -> None:
    longer = Timex(0, 30, "DURATION", "P2Y")
    assert rows([longer, Timex(15, 24, "SET", "P9Y")])["timex_type"] == [0, 2, 0, 3]
    assert rows([longer])["timex_type"] == [1, 1, 1, 3]


def test_nothing_predicted_and_nothing_to_find() -> None:
    assert rows([])["strict"] == [0, 0, 0, 3]
    assert timex_counts(TEXT, [], []).tolist() == [[0, 0, 0, 0]] * len(FIGURES)


def noisy(documents: Mapping[str, TimexDocument], seed: int) -> dict[str, list[Timex]]:
    """Predictions with every kind of mistake."""
    pick = random.Random(seed)
    found: dict[str, list[Timex]] = {}
    for doc_id, document in documents.items():
        found[doc_id] = []
        for timex in document.timexes:
            for _ in range(pick.choice([0, 1, 1, 1, 2])):
                start = min(max(0, timex.start + pick.choice([-3, 0, 0, 0, 2])), timex.end)
                end = max(start, min(len(document.text), timex.end + pick.choice([-2, 0, 0, 0, 4])))
                value = pick.choice([timex.value, timex.value, "2019", None])
                found[doc_id].append(Timex(start, end, pick.choice([timex.timex_type, "SET"]), value))
        start = pick.randrange(len(document.text))
        found[doc_id].append(Timex(start, min(start + 5, len(document.text)), "DATE", "1999"))
    return found


def scored(files: Sequence[Path], documents: Mapping[str, TimexDocument], folder: Path, seed: int) -> None:
    """Compare every figure with the scorer's, unrounded."""
    predicted = noisy(documents, seed)
    (folder / "dates.jsonl").write_text("".join(f"{line}\n" for line in timex_lines(predicted)))
    command = [sys.executable, str(SCORER), "score", *map(str, files), str(folder / "dates.jsonl"), "--json"]
    told: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    ours = {(m.field, m.slice, m.metric): m.value for m in timex_measurements(documents, predicted, "own")}
    names = {"strict": ("span", "strict"), "relaxed": ("span", "relaxed")}
    names |= {"type": ("timex_type", "all"), "value": ("timex_value", "all")}
    for name, key in names.items():
        for share, value in zip(("precision", "recall", "f1"), told[name], strict=True):
            assert 100 * ours[*key, share] == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize("seed", range(4))
def test_the_scorer_counts_the_same_on_documents_of_our_own(tmp_path: Path, seed: int) -> None:
    if not SCORER.exists():
        pytest.skip(f"needs the scorers, which {GOLD} does not hold; set ONRECORD_GOLD")
    write_timeml(tmp_path / "tml", *(f"own{number}" for number in range(12)))
    scored([tmp_path / "tml"], read_documents(tmp_path / "tml"), tmp_path, seed)


def test_the_scorer_counts_the_same_on_the_gold_corpus(tmp_path: Path) -> None:
    if not (SCORER.exists() and (GOLD / FOLDER).exists()):
        pytest.skip(f"needs the gold corpora, which {GOLD} does not hold; set ONRECORD_GOLD")
    everything = read_documents(GOLD / FOLDER)
    documents = {doc_id: everything[doc_id] for doc_id in validation_documents(everything)}
    scored([GOLD / FOLDER / f"{doc_id}.tml" for doc_id in documents], documents, tmp_path, 1)
