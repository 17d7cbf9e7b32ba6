"""Amounts in two or more units, in plain sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from number_cases import only, quantities, words

from pipelines.annotate.compounds import join_compounds
from pipelines.annotate.lexer import LexedNumber
from pipelines.annotate.readings import Reading
from pipelines.annotate.units import Unit
from schemas.codes import Bound, NumberKind


@pytest.mark.parametrize(
    ("text", "span", "value", "unit"),
    [
        ("The goalkeeper is 6ft 2in tall.", "6ft 2in", 74, "[in_i]"),
        ("The goalkeeper is five feet, 11 inches tall.", "five feet, 11 inches", 71, "[in_i]"),
        ("The cub weighs 3lb 4oz.", "3lb 4oz", 52, "[oz_av]"),
        ("The cub weighs seven pounds and six ounces.", "seven pounds and six ounces", 118, "[oz_av]"),
        ("The flight took 5 hours 12 minutes.", "5 hours 12 minutes", 312, "min"),
        ("The flight took 5 hours, 12 minutes and 3 seconds.", "5 hours, 12 minutes and 3 seconds", 18723, "s"),
        ("He was jailed for two years and three months.", "two years and three months", 27, "mo"),
        ("A cup costs two dollars and 50 cents.", "two dollars and 50 cents", 2.5, "USD"),
    ],
)
def test_several_units_make_one_amount(text: str, span: str, value: float, unit: str) -> None:
    number = only(text)
    assert (words(text, number), number.value, number.unit) == (span, pytest.approx(value), unit)
    assert number.bound is Bound.EXACT


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It took 12 hours and 90 minutes.", [12, 90]),
        ("He walked 3 km in 20 minutes.", [3, 20]),
        ("She asked for three months and two years.", [3, 2]),
        ("It is 6 feet wide, and 2 inches thick.", [6, 2]),
        ("It costs 3 dollars and 2 euros.", [3, 2]),
    ],
)
def test_other_neighbours_stay_apart(text: str, values: list[float]) -> None:
    assert [number.value for number in quantities(text)] == values


@given(feet=st.integers(1, 99), inches=st.integers(1, 30))
def test_inches_are_added_to_feet_where_they_are_less_than_a_foot(feet: int, inches: int) -> None:
    text = f"{feet}ft {inches}in"
    gap = text.index(" ")

    def reading(start: int, end: int, value: int, code: str) -> Reading:
        unit = Unit(end - 2, end, code, NumberKind.MEASURE, 1.0, word=False)
        return Reading(LexedNumber(start, end - 2, value), start, end, value, unit=unit)

    parts = [reading(0, gap, feet, "[ft_i]"), reading(gap + 1, len(text), inches, "[in_i]")]
    joined = join_compounds(text, parts)
    if inches < 12:
        assert [(one.char_start, one.char_end, one.value) for one in joined] == [(0, len(text), 12 * feet + inches)]
    else:
        assert joined == parts
