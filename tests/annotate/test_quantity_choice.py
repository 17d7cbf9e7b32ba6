"""Which numbers are quantities: no names, years, dates or pronouns; one, lists, places in an order."""

import pytest
from number_cases import only, quantities

from pipelines.annotate.records import Date
from schemas.codes import Anchor, Bound, NumberKind, TimexType


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


def test_a_place_in_an_order() -> None:
    number = only("The third round of talks failed.")
    assert (number.kind, number.value, number.counted) == (NumberKind.ORDINAL, 3, "round")


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


@pytest.mark.parametrize(
    ("text", "ranks"),
    [
        ("The club climbed from fifth to third.", [5, 3]),
        ("He finished 51st.", [51]),
        ("It was the second-highest yield on record.", [2]),
        ("He first said so in spring.", []),
        ("It ended in a second.", []),
    ],
)
def test_ranks(text: str, ranks: list[float]) -> None:
    assert [number.value for number in quantities(text) if number.kind is NumberKind.ORDINAL] == ranks


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It rained all day.\nEighteen roads are closed.", [18]),
        ("The 1997-98 crisis cost jobs.", []),
        ("No one came and anyone may go.", []),
        ("One in four is a farmer.", [0.25]),
        ("Nine out of ten farmers agree.", [0.9]),
        ("Six in 10 came by train.", [0.6]),
    ],
)
def test_the_words_around_tell_a_quantity(text: str, values: list[float]) -> None:
    assert [number.value for number in quantities(text)] == values
