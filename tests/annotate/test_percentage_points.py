"""Points of percentages, of indices and of games."""

import pytest
from number_cases import quantities, words

from schemas.codes import NumberKind


@pytest.mark.parametrize(
    "text",
    [
        "She has 48 per cent, a lead of three points.",
        "The poll has a margin of 3 points. Of those asked, 40 percent back the mayor.",
        "The minister raised the tax by three points to 21 per cent.",
    ],
)
def test_points_beside_percentages_are_percentage_points(text: str) -> None:
    points = next(number for number in quantities(text) if words(text, number).endswith("points"))
    assert (points.value, points.kind, points.unit, points.counted) == (3, NumberKind.PERCENT, "%", None)
    assert points.unit_span is not None
    assert text[slice(*points.unit_span)] == "points"


@pytest.mark.parametrize(
    "text",
    [
        "The index lost three points, or 0.2 per cent.",
        "He scored three points and hit 40 percent of his throws.",
        "The plan has three points.",
        "The plan has three points. They met at noon. They ate. Support is at 40 percent.",
        "Support rose 4 percent to 120 points.",
    ],
)
def test_other_points_are_counted(text: str) -> None:
    (points,) = (number for number in quantities(text) if number.counted == "point")
    assert (points.kind, points.unit) == (NumberKind.COUNT, None)
