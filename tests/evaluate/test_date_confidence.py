"""Whether the confidence of dates is judged by their values, rule by rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from pipelines.annotate.dates import find_dates
from pipelines.annotate.model import parse_text
from pipelines.evaluate.date_confidence import JudgedText, calibration_measurements, right_dates, rule_counts

TEXT = "They met on Monday, for two years, and left on Tuesday."
MONDAY, TUESDAY = ((12, 18), "2022-01-10"), ((47, 54), "2022-01-18")


def judged() -> JudgedText:
    return JudgedText(TEXT, [MONDAY, TUESDAY], find_dates(parse_text(TEXT), date(2022, 1, 13)))


def test_one_is_right_by_its_value_and_wrong_where_nothing_is_marked() -> None:
    assert right_dates(judged()) == [True, False, False]


def test_the_counts_are_by_rule() -> None:
    assert rule_counts([judged(), judged()]) == [("duration", 2, 0), ("weekday", 4, 2)]


def test_the_error_is_the_gap_between_confidence_and_share() -> None:
    one = judged()
    sure = JudgedText(one.text, one.marked, [replace(found, confidence=0.95) for found in one.found])
    [width, count] = calibration_measurements([sure], np.ones((2, 1)), "own")
    assert (width.metric, width.n, width.field) == ("expected_calibration_error", 3, "confidence")
    assert width.value == pytest.approx(0.95 - 1 / 3)
    assert count.metric == "expected_calibration_error_equal_count"


def test_nothing_found_is_no_figure() -> None:
    assert not list(calibration_measurements([JudgedText("Nothing.", [], [])], np.ones((2, 1)), "own"))
