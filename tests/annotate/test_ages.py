"""Ages that are told without a unit."""

import pytest
from number_cases import only, quantities

from schemas.codes import NumberKind


def test_an_age_after_a_name() -> None:
    number = only("Maria Lopez, 45, opened the door.")
    assert (number.kind, number.value, number.unit, number.method) == (NumberKind.DURATION, 45, "a", "rule:age")


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("She lost three sons, aged two, five and eight.", [2, 5, 8]),
        ("Most victims were aged between 20 and 50.", [20]),
        ("The incumbent, 78, will run again.", [78]),
        ("The youngest miner is 17.", [17]),
        ("Adults over 60 may vote by post.", [60]),
        ("Over 60 adults voted by post.", []),
        ("The total, 78, was low.", []),
    ],
)
def test_ages_without_a_unit(text: str, ages: list[float]) -> None:
    assert [number.value for number in quantities(text) if number.method == "rule:age"] == ages
