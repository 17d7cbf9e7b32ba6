"""Weeks, quarters, seasons and months that another date tells; published on Thursday 13 January 2022."""

from __future__ import annotations

from datetime import date

import pytest
from dates_by_hand import values
from hypothesis import given
from hypothesis import strategies as st

from pipelines.annotate.timex_calendar import Period, period, week_by
from schemas.codes import Granularity


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They meet in the week of March 7.", ("the week of March 7", "2022-W10")),
        ("They met in the first week of July 2021.", ("the first week of July 2021", "2021-W26")),
        ("They met in the last week of July 2021.", ("the last week of July 2021", "2021-W30")),
        ("Claims fell in the week ended Jan. 8.", ("the week ended Jan. 8", "2022-W01")),
        ("They met in the week before Christmas 2020.", ("the week before Christmas 2020", "2020-W51")),
        ("Output fell in the July-September quarter.", ("the July-September quarter", "2021-Q3")),
        ("Output fell in the June quarter of 2020.", ("the June quarter of 2020", "2020-Q2")),
        ("They had left two winters ago.", ("two winters ago", "2020-WI")),
        ("They have waited since late autumn.", ("late autumn", "2021-FA")),
        ("They will vote before summer.", ("summer", "2022-SU")),
        ("They raised the outlook for the full year.", ("the full year", "2022")),
        ("They will meet at midyear.", ("midyear", "2022")),
        ("They voted on the first Monday of May 2021.", ("the first Monday of May 2021", "2021-05-03")),
        ("They will vote on the last Sunday in October.", ("the last Sunday in October", "2022-10-30")),
        ("It was founded in FY2019.", ("FY2019", "2019")),
        ("They will try him on Friday week.", ("Friday week", "2022-01-21")),
        ("They have not slept since Monday last.", ("Monday last", "2022-01-10")),
        ("They will meet this Friday.", ("this Friday", "2022-01-14")),
        ("The talks, this Tuesday, are open.", ("this Tuesday", "2022-01-18")),
    ],
)
def test_periods_told_by_another_word(text: str, expected: tuple[str, str]) -> None:
    assert values(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It fell between September and December 2008.", ["2008-09", "2008-12"]),
        ("It fell from November to March 2008.", ["2007-11", "2008-03"]),
        ("It lasted from 28 December to 3 January 2019.", ["2018-12-28", "2019-01-03"]),
        ("It fell in the 1997-98 crisis.", ["1997", "1998"]),
        ("The war of 1914\u201318 was over.", ["1914", "1918"]),
        ("It fell in the 1999/00 season.", ["1999", "2000"]),
        ("Sales rose in the second quarter of 2021, against 5 in the same quarter of 2019.", ["2021-Q2", "2019-Q2"]),
        ("Prices rose 5 percent in November from a year earlier.", ["2021-11", "2020-11"]),
        ("He fell in November. A year earlier, he had won.", ["2021-11", "2020"]),
    ],
)
def test_dates_that_tell_each_other(text: str, expected: list[str]) -> None:
    assert [value for _, value in values(text)] == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The union called a strike for Monday.", "2022-01-17"),
        ("They postponed the vote until Tuesday.", "2022-01-18"),
        ("The council extended the truce to Jan. 20.", "2022-01-20"),
        ("Talks began on Monday and resume Friday.", "2022-01-14"),
        ("A march was planned for Jan. 20.", "2022-01-20"),
    ],
)
def test_what_is_arranged_for_a_time_lies_ahead(text: str, value: str) -> None:
    assert values(text)[-1][1] == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They sold an average of 1500 a year.", []),
        ("They expect 2023 earnings to fall.", ["2023"]),
        ("They cut it from 1990 levels.", ["1990"]),
        ("Since 1970 winters have warmed.", ["1970"]),
        ("Some 2023 people marched.", []),
    ],
)
def test_years_and_amounts(text: str, expected: list[str]) -> None:
    assert [value for _, value in values(text) if value.isdigit()] == expected


@given(st.dates(date(1, 1, 8), date(9999, 12, 20)), st.sampled_from(["of", "before", "after", "1", "last"]))
def test_a_week_by_a_day_is_near_it(day: date, which: str) -> None:
    found = week_by(Period(day.isoformat(), Granularity.DAY, day, day), which)
    assert found is not None
    assert abs((found.start - day).days) <= 13


def test_no_week_outside_of_the_calendar() -> None:
    last = period("9999-12-31")
    assert last is not None
    assert week_by(last, "after") is None
