"""What numbers take over from others: units, nouns; multiples, ages, "one of" and signs in plain sentences."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.annotate.model import parse_text
from pipelines.annotate.numbers import find_numbers
from pipelines.annotate.records import Number
from schemas.codes import Bound, NumberKind, Trend


def quantities(text: str) -> list[Number]:
    return find_numbers(parse_text(text), [])


@pytest.mark.parametrize(
    ("text", "values", "units"),
    [
        ("Wages rose 3 percent and rents fell by 2.", [3, 2], ["%", "%"]),
        ("They offered 10, 20 or 30 percent.", [10, 20, 30], ["%"] * 3),
        ("A litre costs 84 pence here and 91 there.", [0.84, 0.91], ["GBP", "GBP"]),
        ("The index fell 0.4 percent to 7,310.", [0.4, 7310], ["%", None]),
        ("The rand firmed to 5.6 rand to the dollar from 5.7.", [5.6, 5.7], ["ZAR", "ZAR"]),
    ],
)
def test_units_are_taken_over(text: str, values: list[float], units: list[str | None]) -> None:
    numbers = quantities(text)
    assert [number.value for number in numbers] == pytest.approx(values)
    assert [number.unit for number in numbers] == units


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Heating costs €90 a month, up from €60.", ["EUR/mo", "EUR/mo"]),
        ("Profit was $2 a share, compared with $9 million, or $3, then.", ["USD/{share}", "USD", "USD/{share}"]),
        ("It paid $2 a share and raised the total to $4 million.", ["USD/{share}", "USD"]),
        ("It paid $2 a share. Bread rose from $3.", ["USD/{share}", "USD"]),
        ("Oil fell to $70 a barrel from €75.", ["USD/[bbl_us]", "EUR"]),
    ],
)
def test_what_an_amount_is_counted_by_is_taken_over(text: str, units: list[str]) -> None:
    assert [number.unit for number in quantities(text)] == units


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("The union has 5,200 members, up from 4,900.", ["member", "member"]),
        ("The index gained 40 points to 6,120.", ["point", "point"]),
        ("The club sold 300 tickets and the theatre 250.", ["ticket", "ticket"]),
        ("The bank has 9 branches and its index stands at 4,100.", ["branch", None]),
    ],
)
def test_nouns_are_taken_over(text: str, counted: list[str | None]) -> None:
    numbers = quantities(text)
    assert [number.counted for number in numbers] == counted
    for number in numbers:
        assert (
            number.counted_span is None
            or text[slice(*number.counted_span)].rstrip("s") == number.counted
            or (number.counted == "branch")
        )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Exports grew fivefold.", 5),
        ("Exports grew 12-fold.", 12),
        ("The shares trade at 7.5 times earnings.", 7.5),
        ("The new hall is three times as large.", 3),
        ("The ministers met three times.", 3),
        ("The ministers met twice.", 2),
        ("The camera has a 10x zoom.", 10),
    ],
)
def test_multiples(text: str, value: float) -> None:
    (number,) = quantities(text)
    assert (number.value, number.unit, number.kind) == (value, None, NumberKind.COUNT)
    assert (number.counted, number.method) == (None, "rule:times")


@pytest.mark.parametrize(
    ("text", "value"), [("She is 35.", 35), ("The boy, who was 10, hid.", 10), ("Peter Novak will be 61 in May.", 61)]
)
def test_an_age_after_a_person(text: str, value: float) -> None:
    (number,) = quantities(text)
    assert (number.value, number.unit, number.method) == (value, "a", "rule:age")


@pytest.mark.parametrize(
    ("text", "counted"), [("One of the drivers fled.", "driver"), ("It is one of the oldest mills here.", "mill")]
)
def test_one_of_several_counts(text: str, counted: str) -> None:
    (number,) = quantities(text)
    assert (number.value, number.counted) == (1, counted)


@pytest.mark.parametrize(
    ("text", "trends"),
    [("Markets: Northern Index -0.6%, Southern Index +1.2%.", [Trend.DOWN, Trend.UP]), ("It was 3%.", [Trend.NONE])],
)
def test_a_sign_tells_the_trend_of_a_percentage(text: str, trends: list[Trend]) -> None:
    assert [number.trend for number in quantities(text)] == trends


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("The plant makes 2.7m combined bottles and cans.", 2.7e6, None),
        ("The estate was sold for PS6m.", 6e6, "GBP"),
        ("The firm lost Y=100 million.", 1e8, "JPY"),
        ("The ticket costs HK $40.", 40, "HKD"),
        ("The steel bears 8 ksi.", 8000, "[psi]"),
        ("The lamp needs a 5 W supply.", 5, "W"),
        ("The tank holds 1.5l of oil.", 1.5, "L"),
        ("The night was 4degC.", 4, "Cel"),
        ("The screen is 24″ wide.", 24, "[in_i]"),
        ("Turnout was 55pc.", 55, "%"),
        ("The dust weighs 1.5×10−6 kilograms.", 1.5e-6, "kg"),
    ],
)
def test_written_forms(text: str, value: float, unit: str | None) -> None:
    (number,) = quantities(text)
    assert number.value == pytest.approx(value)
    assert number.unit == unit


@pytest.mark.parametrize("text", ["The patient has COVID -19.", "The Alpine 50 opened higher.", "One of them left."])
def test_what_stays_no_quantity(text: str) -> None:
    assert quantities(text) == []


@pytest.mark.parametrize(
    ("text", "trends", "bounds"),
    [
        ("The index fell 12 points, or 0.3 percent.", [Trend.DOWN, Trend.DOWN], [Bound.EXACT, Bound.EXACT]),
        ("Heat above 40 degrees Celsius (104 Fahrenheit) kills.", [Trend.NONE] * 2, [Bound.MORE_THAN] * 2),
        ("They paid about 90 dollars (80 euros).", [Trend.NONE] * 2, [Bound.APPROXIMATELY] * 2),
    ],
)
def test_an_amount_that_is_said_again(text: str, trends: list[Trend], bounds: list[Bound]) -> None:
    numbers = quantities(text)
    assert [number.trend for number in numbers] == trends
    assert [number.bound for number in numbers] == bounds


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("They have one plan for the harbour.", [1]),
        ("He met one of four envoys from Peru.", [1, 4]),
        ("One teacher said so.", [1]),
        ("One has to ask.", []),
        ("One day they will see.", []),
        ("Between 1610 and 1640 harvests failed.", []),
        ("The dozen left early.", []),
    ],
)
def test_one_and_what_looks_like_a_count(text: str, values: list[float]) -> None:
    assert [number.value for number in quantities(text)] == values


PIECES = st.sampled_from(
    [
        *("He", "was", "10", "2 percent", "$5", "5", "to", "up", "from", "or", ",", "one of the", "mills", "times"),
        *("sixfold", "-0.6%", "points", "9" * 400, "1e999", "and", "per", "share", "3m", "people", ".", "\u0663", "５"),
        *("February 30", "\u202e", "0", "9999", "between 1 and 2 and 3", "4-5-6", "1.2.3,4"),
    ]
)


@settings(max_examples=80, deadline=None)
@given(text=st.lists(PIECES, max_size=18).map(" ".join))
def test_any_neighbours_give_valid_rows(text: str) -> None:
    end = 0
    for number in quantities(text):
        assert end <= number.char_start < number.char_end <= len(text)
        end = number.char_end
        assert (number.unit is None) == (number.kind in {NumberKind.COUNT, NumberKind.ORDINAL})
        assert (number.counted is None) == (number.counted_span is None)
        for span in (number.unit_span, number.counted_span):
            assert span is None or 0 <= span[0] < span[1] <= len(text)
