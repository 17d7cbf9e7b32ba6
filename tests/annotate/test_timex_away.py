"""Times so many units away, days and quarters told in few words; published on Thursday 13 January 2022."""

from __future__ import annotations

from datetime import date

import pytest
from dates_by_hand import values

from pipelines.annotate.dates import find_dates
from pipelines.annotate.model import parse_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bridge fell two years ago this week.", ("two years ago this week", "2020-W03")),
        ("The bridge fell forty years ago this month.", ("forty years ago this month", "1982-01")),
        ("The bridge fell ten years ago next month.", ("ten years ago next month", "2012-02")),
        ("The bridge fell a year ago today.", ("a year ago today", "2021-01-13")),
        ("The bridge fell three months ago today.", ("three months ago today", "2021-10-13")),
        ("The ferry sank two Sundays ago.", ("two Sundays ago", "2022-01-02")),
        ("The ferry sank the week before last.", ("the week before last", "2021-W52")),
        ("The ferry sails again the week after next.", ("the week after next", "2022-W04")),
        ("The ferry sails again on the Friday after next.", ("the Friday after next", "2022-01-21")),
        ("The ferry sails again in a week's time.", ("a week's time", "2022-W03")),
        ("The ferry sails again in two years’ time.", ("two years’ time", "2024")),
        ("The deadline is six weeks from today.", ("six weeks from today", "2022-02-24")),
        ("The work will begin in the new year.", ("the new year", "2022")),
    ],
)
def test_times_counted_from_publication(text: str, expected: tuple[str, str]) -> None:
    assert values(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The work will begin in the new year.", ("the new year", "2022")),
        ("The tax rises at the turn of the year.", ("the turn of the year", "2022-01-01")),
    ],
)
def test_the_new_year_before_it_has_come(text: str, expected: tuple[str, str]) -> None:
    assert values(text, date(2021, 12, 2)) == [expected]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("A year ago today the bridge fell.", "XXXX-XX-XX"),
        ("The ferry sank two Sundays ago.", "XXXX-WXX-7"),
        ("The ferry sank the week before last.", "XXXX-WXX"),
    ],
)
def test_without_a_publication_date_they_stay_open(text: str, value: str) -> None:
    [found] = find_dates(parse_text(text), None)
    assert (found.timex_value, found.resolved) == (value, False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The fair opens on the 28th.", [("the 28th", "2022-01-28")]),
        ("The fair was held on the 5th and 6th.", [("the 5th", "2022-01-05"), ("6th", "2022-01-06")]),
        ("They met from March 5, 2014 to the 9th.", [("March 5, 2014", "2014-03-05"), ("the 9th", "2014-03-09")]),
        ("The moon was dark on the night of the 3rd.", [("the night of the 3rd", "2022-01-03TNI")]),
        ("The office is on the 9th floor.", []),
        ("The law dates from the 9th of May 2003.", [("the 9th of May 2003", "2003-05-09")]),
    ],
)
def test_days_without_their_month(text: str, expected: list[tuple[str, str]]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Exports fell in the third and fourth quarters of 2020.",
            [("the third", "2020-Q3"), ("fourth quarters of 2020", "2020-Q4")],
        ),
        ("Exports fell in July-September 2020.", [("July-September 2020", "2020-Q3")]),
        ("Exports fell in Q2 FY2020.", [("Q2 FY2020", "2020-Q2")]),
        ("Its FY21 accounts are late.", [("FY21", "2021")]),
        ("Turnout rose during Holy Week.", [("Holy Week", "2021-W13")]),
    ],
)
def test_parts_of_years(text: str, expected: list[tuple[str, str]]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("They met on May 3, 2019. Talks in Lima the day before failed.", ("the day before", "2019-05-02")),
        ("They met on May 3, 2019. The day after is a holiday.", ("The day after", "2019-05-04")),
        ("They met on May 3, 2019. The day before they had quarrelled.", ("The day before", "2019-05-02")),
        ("They met on May 3, 2019. The day before they came, it rained.", ("May 3, 2019", "2019-05-03")),
        ("They met on May 3, 2019, the day before the vote.", ("May 3, 2019", "2019-05-03")),
    ],
)
def test_the_day_before_counts_from_the_text_where_nothing_else_follows(text: str, last: tuple[str, str]) -> None:
    assert values(text)[-1] == last


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("In the third quarter of 2021, it earned 3 million euros, against 2 million a year ago.", "2020-Q3"),
        ("In the third quarter of 2021 sales fell; in the first nine months, they rose from a year ago.", "2021"),
    ],
)
def test_what_a_year_ago_is_compared_with(text: str, value: str) -> None:
    assert values(text)[-1] == ("a year ago", value)
