"""Quantities in plain sentences: value, span, unit, what is counted, ranges."""

from dataclasses import dataclass

import pytest
from number_cases import only, quantities

from schemas.codes import Bound, NumberKind


@dataclass(frozen=True)
class Case:
    text: str
    span: str
    value: float
    kind: NumberKind
    unit: str | None


@pytest.mark.parametrize(
    "case",
    [
        Case("Turnout was 61.5 per cent.", "61.5 per cent", 61.5, NumberKind.PERCENT, "%"),
        Case("Turnout was 61.5%.", "61.5%", 61.5, NumberKind.PERCENT, "%"),
        Case("The gap is four percentage points.", "four percentage points", 4, NumberKind.PERCENT, "%"),
        Case("The loan is worth $2.5 billion.", "$2.5 billion", 2.5e9, NumberKind.MONEY, "USD"),
        Case("The loan is worth US$40m.", "US$40m", 4e7, NumberKind.MONEY, "USD"),
        Case("The loan is worth EUR 40m.", "EUR 40m", 4e7, NumberKind.MONEY, "EUR"),
        Case("The loss was -£300.", "-£300", -300, NumberKind.MONEY, "GBP"),
        Case("It paid half a million euros.", "half a million euros", 5e5, NumberKind.MONEY, "EUR"),
        Case("A ticket costs 80 pence.", "80 pence", 0.8, NumberKind.MONEY, "GBP"),
        Case("The fine is 900 Canadian dollars.", "900 Canadian dollars", 900, NumberKind.MONEY, "CAD"),
        Case("The border is 80 kilometres away.", "80 kilometres", 80, NumberKind.MEASURE, "km"),
        Case("It was minus 12 degrees Celsius.", "minus 12 degrees Celsius", -12, NumberKind.MEASURE, "Cel"),
        Case("The farm has 60 square miles.", "60 square miles", 60, NumberKind.MEASURE, "[mi_i]2"),
        Case("They built a 3m wall.", "3m", 3, NumberKind.MEASURE, "m"),
        Case("They seized nine pounds of heroin.", "nine pounds", 9, NumberKind.MEASURE, "[lb_av]"),
        Case("They talked for 12 hours.", "12 hours", 12, NumberKind.DURATION, "h"),
        Case("They talked for half an hour.", "half an hour", 0.5, NumberKind.DURATION, "h"),
        Case("He ruled for two decades.", "two decades", 20, NumberKind.DURATION, "a"),
        Case("It is a ten-year treaty.", "ten-year", 10, NumberKind.DURATION, "a"),
        Case("A 71-year-old farmer sued.", "71-year-old", 71, NumberKind.DURATION, "a"),
        Case("Gas sells at 30 euros per megawatt hour.", "30 euros per megawatt hour", 30, NumberKind.RATE, "EUR/MW.h"),
        Case("Oil sells at $70 a barrel.", "$70 a barrel", 70, NumberKind.RATE, "USD/[bbl_us]"),
        Case("The wind blew at 90 km per hour.", "90 km per hour", 90, NumberKind.RATE, "km/h"),
        Case("The camp takes in 400 families per day.", "400", 400, NumberKind.RATE, "/d"),
    ],
    ids=lambda case: case.text,
)
def test_units(case: Case) -> None:
    number = only(case.text)
    assert case.text[number.char_start : number.char_end] == case.span
    assert (number.value, number.kind, number.unit) == (pytest.approx(case.value), case.kind, case.unit)
    assert number.bound is Bound.EXACT
    assert number.position is None


def test_the_unit_span_selects_the_words_of_the_unit() -> None:
    text = "Prices rose 5 per cent to €70 a tonne."
    percent, money = quantities(text)
    assert percent.unit_span is not None
    assert text[slice(*percent.unit_span)] == "per cent"
    assert money.unit_span is not None
    assert text[slice(*money.unit_span)] == "€"


@pytest.mark.parametrize(
    ("text", "value", "counted", "words"),
    [
        ("Police arrested 3,200 peaceful young protesters, lawyers and nurses.", 3200, "protester", None),
        ("The army lost twenty-five old Soviet tanks.", 25, "tank", "old Soviet tanks"),
        ("It is a 12-member panel.", 12, "member", "member"),
        ("Seven of the ministers resigned.", 7, "minister", "ministers"),
        ("A third of the seats are empty.", 1 / 3, "seat", "seats"),
        ("About 40 per cent of voters stayed at home.", 40, "voter", "voters"),
        ("The ship carried 300 tonnes of grain.", 300, "grain", "grain"),
        ("A quarter of a million refugees returned.", 250_000, "refugee", "refugees"),
        ("Some 2.7m people voted.", 2.7e6, "people", "people"),
        ("He owns 40-odd houses.", 40, "house", "houses"),
    ],
)
def test_what_is_counted(text: str, value: float, counted: str, words: str | None) -> None:
    number = only(text)
    assert number.value == pytest.approx(value)
    assert number.counted == counted
    assert number.counted_span is not None
    assert text[slice(*number.counted_span)] == (words or "peaceful young protesters")


@pytest.mark.parametrize(
    ("text", "low", "high", "span", "unit"),
    [
        ("Between 62 and 68 deputies left.", 62, 68, "62 and 68", None),
        ("Prices should rise between 3% and 4%.", 3, 4, "3% and 4%", "%"),
        ("Prices may grow five to 20 per cent.", 5, 20, "five to 20 per cent", "%"),
        ("It needs 10-15 km of pipe.", 10, 15, "10-15 km", "km"),
        ("It will cost $4-5 million.", 4e6, 5e6, "$4-5 million", "USD"),
        ("It will cost between $4 million and $5 million.", 4e6, 5e6, "$4 million and $5 million", "USD"),
        ("Six or seven boats sank.", 6, 7, "Six or seven", None),
        ("Tens of thousands of people marched.", 1e4, 1e5, "Tens of thousands", None),
    ],
)
def test_ranges(text: str, low: float, high: float, span: str, unit: str | None) -> None:
    number = only(text)
    assert (number.value, number.value_max, number.unit, number.bound) == (low, high, unit, Bound.RANGE)
    assert text[number.char_start : number.char_end] == span


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Arrests rose by two-thirds to 5,760.", [2 / 3, 5760]),
        ("Crude shed $2.70 to $80.38 a barrel.", [2.7, 80.38]),
        ("The odds went from one in five to one in three.", [0.2, 1 / 3]),
    ],
)
def test_a_change_and_a_level_are_no_range(text: str, values: list[float]) -> None:
    numbers = quantities(text)
    assert [number.value for number in numbers] == pytest.approx(values)
    assert {number.value_max for number in numbers} == {None}


def test_the_unit_of_a_list_goes_to_all_its_members() -> None:
    assert [number.unit for number in quantities("The shares are 5, 10 and 15 per cent.")] == ["%", "%", "%"]


def test_a_number_in_a_denominator_is_part_of_the_rate() -> None:
    number = only("The murder rate is 12 per 100,000 people.")
    assert (number.kind, number.value, number.unit) == (NumberKind.RATE, 12, "/{100000_people}")


def test_sentences_are_numbered_from_zero() -> None:
    text = "A title with 4 words\n\nIt rained. Three ministers left."
    assert [number.sentence_no for number in quantities(text)] == [0, 2]
