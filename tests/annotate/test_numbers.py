"""Quantities in plain sentences: value, span, unit, what is counted, bound, trend, and what is no quantity."""

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.annotate.model import parse_text
from pipelines.annotate.numbers import PRIORS, find_numbers
from pipelines.annotate.records import Date, Number
from pipelines.annotate.units import rate_after, unit_after, unit_before
from pipelines.knowledge.quantities import UnitName, number_words, quantity_cues, unit_names
from schemas.codes import Anchor, Bound, NumberKind, TimexType, Trend


def quantities(text: str, *dates: Date) -> list[Number]:
    return find_numbers(parse_text(text), dates)


def only(text: str) -> Number:
    (number,) = quantities(text)
    return number


def a_date(text: str, words: str, timex_type: TimexType) -> Date:
    start = text.index(words)
    return Date(
        char_start=start,
        char_end=start + len(words),
        sentence_no=0,
        timex_type=timex_type,
        timex_value="PXX" if timex_type is TimexType.DURATION else "XXXX",
        anchor=Anchor.NONE,
        resolved=False,
        confidence=1.0,
        method="test",
    )


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
    ("words", "bound"),
    [
        ("40 villages", Bound.EXACT),
        ("an estimated 40 villages", Bound.APPROXIMATELY),
        ("about 40 villages", Bound.APPROXIMATELY),
        ("nearly 40 villages", Bound.APPROXIMATELY),
        ("some 40 villages", Bound.APPROXIMATELY),
        ("40 or so villages", Bound.APPROXIMATELY),
        ("over 40 villages", Bound.MORE_THAN),
        ("more than 40 villages", Bound.MORE_THAN),
        ("at least 40 villages", Bound.AT_LEAST),
        ("no fewer than 40 villages", Bound.AT_LEAST),
        ("40 villages or more", Bound.AT_LEAST),
        ("40+ villages", Bound.AT_LEAST),
        ("up to 40 villages", Bound.AT_MOST),
        ("no more than 40 villages", Bound.AT_MOST),
        ("as many as 40 villages", Bound.AT_MOST),
        ("fewer than 40 villages", Bound.LESS_THAN),
        ("less than $40", Bound.LESS_THAN),
        ("under 40 villages", Bound.LESS_THAN),
        ("dozens of villages", Bound.RANGE),
    ],
)
def test_bounds(words: str, bound: Bound) -> None:
    assert only(f"The flood destroyed {words}.").bound is bound


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
    ("text", "trends"),
    [
        ("Exports rose by 4 per cent.", [Trend.UP]),
        ("Exports fell 4%.", [Trend.DOWN]),
        ("Exports fell to 4 million tonnes.", [Trend.NONE]),
        ("Exports rose 7% to $20bn.", [Trend.UP, Trend.NONE]),
        ("Exports are up 4% this time.", [Trend.UP]),
        ("Exports are down nearly 4%.", [Trend.DOWN]),
        ("There was an increase of 4 per cent.", [Trend.UP]),
        ("Ministers want a 4% cut.", [Trend.DOWN]),
        ("Prices are 4% lower.", [Trend.DOWN]),
        ("The firm shed 300 jobs.", [Trend.DOWN]),
        ("The firm raised $300.", [Trend.NONE]),
        ("Up to 300 people came.", [Trend.NONE]),
    ],
)
def test_trends(text: str, trends: list[Trend]) -> None:
    assert [number.trend for number in quantities(text)] == trends


@pytest.mark.parametrize(
    "text",
    [
        "The S&P 500 closed higher.",
        "Leaders of the Group of 20 met.",
        "An F-16 crashed, and so did Flight 370.",
        "Game 7 was cancelled.",
        "Article 5 was invoked under Resolution 2254.",
        "Phase two begins now.",
        "He lives at 221 Baker Street.",
        "Call +44 20 7946 0958 for help.",
        "It runs on version 3.8.1.",
        "In 1989 the wall fell.",
        "The 2019 election was close.",
        "One of them left, but no one saw it.",
        "At first nobody spoke.",
        "The First Lady waved.",
        "They won 3-1.",
        "Windows 11 is out.",
        "A Boeing 737 jet landed.",
        "The two agreed.",
        "The meeting starts at 10:30.",
        "1. Open the door.",
        "They fought in the Second World War.",
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert quantities(text) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("One soldier died and two medics were hurt.", [1, 2]),
        ("Only one country voted no.", [1]),
        ("One official said so.", [1]),
        ("He visited for the first time.", [1]),
        ("Inflation is one per cent.", [1]),
        ("In Ukraine 14 people died.", [14]),
        ("Turnout reached 2000 voters.", [2000]),
        ("Support for the plan stands at 5, 10 or 15 per cent.", [5, 10, 15]),
    ],
)
def test_one_and_lists(text: str, values: list[float]) -> None:
    assert [number.value for number in quantities(text)] == values


def test_the_unit_of_a_list_goes_to_all_its_members() -> None:
    assert [number.unit for number in quantities("The shares are 5, 10 and 15 per cent.")] == ["%", "%", "%"]


def test_a_place_in_an_order() -> None:
    number = only("The third round of talks failed.")
    assert (number.kind, number.value, number.counted) == (NumberKind.ORDINAL, 3, "round")


def test_an_age_after_a_name() -> None:
    number = only("Maria Lopez, 45, opened the door.")
    assert (number.kind, number.value, number.unit, number.method) == (NumberKind.DURATION, 45, "a", "rule:age")


@pytest.mark.parametrize("timex_type", [TimexType.DATE, TimexType.TIME, TimexType.SET])
def test_numbers_in_dates_are_no_quantities(timex_type: TimexType) -> None:
    text = "The treaty ended 30 years ago."
    assert quantities(text, a_date(text, "30 years ago", timex_type)) == []


def test_a_length_of_time_is_a_quantity() -> None:
    text = "The war lasted more than seven years."
    (number,) = quantities(text, a_date(text, "more than seven years", TimexType.DURATION))
    assert (number.value, number.unit, number.kind) == (7, "a", NumberKind.DURATION)
    assert number.bound is Bound.MORE_THAN
    assert text[number.char_start : number.char_end] == "seven years"


def test_over_a_length_of_time_is_no_bound() -> None:
    assert only("They fired rockets over five days.").bound is Bound.EXACT


def test_a_number_in_a_denominator_is_part_of_the_rate() -> None:
    number = only("The murder rate is 12 per 100,000 people.")
    assert (number.kind, number.value, number.unit) == (NumberKind.RATE, 12, "/{100000_people}")


def test_sentences_are_numbered_from_zero() -> None:
    text = "A title with 4 words\n\nIt rained. Three ministers left."
    assert [number.sentence_no for number in quantities(text)] == [0, 2]


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


@pytest.mark.parametrize("name", unit_names(), ids=lambda name: f"{name.alias} {name.form}")
def test_every_written_form_of_a_unit_is_found(name: UnitName) -> None:
    for alias in filter(None, (name.alias, name.plural)):
        if name.place != "after":
            unit = unit_before(f"{alias}5,000", len(alias))
        else:
            gap = "" if name.form == "glued" else " "
            follows = " of tea" if name.form == "word_of" else ""
            unit = unit_after(f"5{gap}{alias}{follows}", 1, spelled=False)
        assert unit is not None
        assert (unit.code, unit.factor) == (name.code, name.factor)


def test_tables_name_every_form_once() -> None:
    forms = [(name.alias, name.form, name.place) for name in unit_names()]
    assert len(forms) == len(set(forms))
    cues = [(cue.cue, cue.place) for cue in quantity_cues()]
    assert len(cues) == len(set(cues))
    assert number_words()["twelve"].value == 12


def test_a_time_ago_is_no_rate() -> None:
    assert rate_after("5% a year earlier", 2) is None
    assert rate_after("5% a year", 2) == ("/a", 9)
