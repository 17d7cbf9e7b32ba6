"""Any text gives valid quantities, also one written to break the reader."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from number_cases import quantities

from pipelines.annotate.numbers import PRIORS
from schemas.codes import Bound, NumberKind

WORDS = st.sampled_from(
    [
        *("between", "20", "and", "five", "million", "dollars", "$", "%", "to", "-", "one", "of", "the", "people"),
        *(
            "rose",
            "by",
            "half",
            "an",
            "hour",
            ",",
            ".",
            "per",
            "day",
            "3m",
            "US$5",
            "first",
            "(2)",
            "tens",
            "thousands",
        ),
        *("\n", "or", "about", "Flight", "2014", "year-old", "1/2", "€4-5", "km/h", "’s"),
    ]
)


@settings(max_examples=60, deadline=None)
@given(text=st.one_of(st.text(max_size=40), st.lists(WORDS, max_size=16).map(" ".join)))
def test_any_text_gives_valid_rows(text: str) -> None:
    end = 0
    for number in quantities(text):
        assert end <= number.char_start < number.char_end <= len(text)
        end = number.char_end
        assert (number.bound is Bound.RANGE) == (number.value_max is not None)
        assert number.value_max is None or number.value <= number.value_max
        assert (number.unit is None) == (number.kind in {NumberKind.COUNT, NumberKind.ORDINAL})
        assert (number.counted is None) == (number.counted_span is None)
        assert number.confidence == PRIORS[number.method]
        for span in (number.unit_span, number.counted_span):
            assert span is None or 0 <= span[0] < span[1] <= len(text)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It costs " + "9" * 10_000 + " dollars.", []),
        ("It costs 1e999 dollars.", []),
        ("It weighs 1e-999 kg.", [0]),
        ("It weighs 1.234.567,89 kg.", []),
        ("\u202bIt costs 300 euros.\u202c", [300]),
        ("It costs \uff13\uff10\uff10 euros.", [300]),
        ("It costs between $1 to $2 to $3 or $4-$5-$6.", None),
        ("It costs \x00300\x00 euros.", None),
        ("\u0663\u0660\u0660 people came.", []),
        ("10^10^10 people came.", None),
        ("1/0 of them, 0/5 and 1/16 came.", None),
    ],
)
def test_odd_numbers_have_a_defined_reading(text: str, values: list[float] | None) -> None:
    found = quantities(text)
    assert all(math.isfinite(number.value) for number in found)
    assert values is None or [number.value for number in found] == values
