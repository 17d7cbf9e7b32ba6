"""The section on quality: what is beside what, and how far it is rounded."""

from __future__ import annotations

from typing import Any

from schemas.codebook_quality import NOT_MEASURED, quality_section


def figure(field: str, metric: str, value: float, **more: Any) -> dict[str, Any]:
    given = {
        "table_name": "positions",
        "field": field,
        "slice": "all",
        "metric": metric,
        "gold": "own",
        "n": 100,
        "value": value,
        "ci_low": value - 0.1,
        "ci_high": value + 0.1,
        "extractor": "test",
    }
    return {**given, **more}


def lines(*figures: dict[str, Any]) -> list[str]:
    return [line for line in quality_section(figures).splitlines() if line.startswith(("| `", "### "))]


def test_precision_recall_and_f1_stand_side_by_side() -> None:
    assert lines(
        figure("cue", "exact_precision", 0.8),
        figure("cue", "exact_recall", 0.7),
        figure("cue", "exact_f1", 0.746, ci_low=None, ci_high=None),
    ) == [
        "### Quality: positions",
        "| `cue` exact | all | own | 80 [70, 90] | 70 [60, 80] | 75 |  | 100 |",
    ]


def test_acts_come_first_and_other_metrics_have_their_own_line() -> None:
    assert lines(
        figure("kind", "f1", 0.5, table_name="mentions"),
        figure("act", "accuracy", 0.75),
        figure("act", "recall", 0.6, slice="accuse"),
    ) == [
        "### Quality: act of positions",
        "| `act` accuracy | all | own |  |  |  | 75 [65, 85] | 100 |",
        "| `act` | accuse | own |  | 60 [50, 70] |  |  | 100 |",
        "### Quality: mentions",
        "| `kind` | all | own |  |  | 50 [40, 60] |  | 100 |",
    ]


def test_a_tenth_of_a_percent_is_told_from_a_thousand_items() -> None:
    [_, line] = lines(figure("kind", "precision", 0.8275, n=2632, ci_low=0.8084, ci_high=0.8441))
    assert "| 82.8 [80.8, 84.4] |" in line
    assert line.endswith("| 2,632 |")


def test_corpora_are_not_mixed() -> None:
    assert len(lines(figure("kind", "f1", 0.5), figure("kind", "f1", 0.6, gold="other"))) == 3


def test_without_figures_the_section_says_why() -> None:
    assert quality_section([]) == NOT_MEASURED
    assert "A release's own codebook" in quality_section(None)
