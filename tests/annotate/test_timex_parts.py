"""Parts of a year and reporting periods in plain sentences; published on Thursday 13 January 2022."""

from __future__ import annotations

import pytest
from dates_by_hand import THURSDAY, values

from pipelines.annotate.dates import find_dates
from pipelines.annotate.model import parse_text
from schemas.codes import Anchor, TimexMod


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sales fell in the 2019 third quarter.", [("the 2019 third quarter", "2019-Q3")]),
        ("Sales fell in last year's second quarter.", [("last year's second quarter", "2021-Q2")]),
        ("Third-quarter sales fell.", [("Third-quarter", "2021-Q3")]),
        ("Sales fell in the fiscal-first quarter of 2020.", [("the fiscal-first quarter of 2020", "2020-Q1")]),
        ("Sales fell in Q3 2020.", [("Q3 2020", "2020-Q3")]),
        ("Sales fell in the latter half of 2020.", [("the latter half of 2020", "2020-H2")]),
        ("Sales fell in the last half of 2020.", [("the last half of 2020", "2020-H2")]),
        ("Sales fell in the latest quarter.", [("the latest quarter", "2021-Q4")]),
        ("Sales fell over the summer.", [("the summer", "2021-SU")]),
        ("Sales fell in the 2019 quarter.", [("the 2019 quarter", "2019-QX")]),
        ("Sales fell in the quarter ended Sept. 30.", [("the quarter", "2021-Q3"), ("Sept. 30", "2021-09-30")]),
        ("Sales fell in the quarter ended Oct. 31.", [("the quarter", "2021-Q3"), ("Oct. 31", "2021-10-31")]),
        ("Sales fell in the quarter ended Jan. 2.", [("the quarter", "2021-Q4"), ("Jan. 2", "2022-01-02")]),
        ("Sales fell in the year ended March 31, 2020.", [("the year", "P1Y"), ("March 31, 2020", "2020-03-31")]),
        ("Sales fell in the first nine months.", [("the first nine months", "P9M")]),
    ],
)
def test_parts_of_a_year(text: str, expected: list[tuple[str, str]]) -> None:
    assert values(text) == expected


QUARTER = "Sales rose in the third quarter of 2021. "


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("They had fallen a year earlier.", "a year earlier", "2020-Q3"),
        ("They stood at two million a year ago.", "a year ago", "2020-Q3"),
        ("They had fallen in the year-ago quarter.", "the year-ago quarter", "2020-Q3"),
        ("They had fallen in the same period last year.", "the same period last year", "2020-Q3"),
        ("They had fallen in the comparable year-earlier period.", "the comparable year-earlier period", "2020-Q3"),
        ("The year-earlier loss was small.", "year-earlier", "2020-Q3"),
        ("Costs fell in the quarter.", "the quarter", "2021-Q3"),
        ("Costs fell two years earlier.", "two years earlier", "2019"),
    ],
)
def test_comparisons_with_the_period_reported(text: str, words: str, value: str) -> None:
    found = values(QUARTER + text)
    assert found[1:] == [(words, value)]


def test_nothing_counts_from_what_is_only_compared_with() -> None:
    text = f"{QUARTER}Costs fell from a year earlier. Debt fell from a year earlier."
    assert [value for _, value in values(text)] == ["2021-Q3", "2020-Q3", "2020-Q3"]


def test_a_year_named_since_then_takes_the_place_of_the_quarter() -> None:
    assert values(f"{QUARTER}It was founded in 2010. A year earlier, nothing stood there.")[-1][1] == "2009"


def test_without_a_quarter_a_year_ago_is_a_year() -> None:
    assert values("Sales were lower a year ago.") == [("a year ago", "2021")]
    assert values("Sales were lower a year ago.", None) == [("a year ago", "XXXX")]
    assert values("Costs fell in the quarter.") == [("the quarter", "XXXX-QX")]


@pytest.mark.parametrize(
    ("text", "words", "mod"),
    [
        ("They met earlier this year.", "earlier this year", TimexMod.START),
        ("They will meet later this month.", "later this month", TimexMod.END),
        ("They will meet sometime next year.", "sometime next year", None),
        ("They must agree by year's end.", "year's end", TimexMod.END),
    ],
)
def test_places_in_a_period(text: str, words: str, mod: TimexMod | None) -> None:
    [item] = find_dates(parse_text(text), THURSDAY)
    assert (text[item.char_start : item.char_end], item.timex_mod, item.anchor) == (words, mod, Anchor.PUBLISHED)
