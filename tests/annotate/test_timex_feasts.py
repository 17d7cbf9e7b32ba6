"""Movable feasts: known years, and what holds in every year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.annotate.timex_feasts import feast_day, orthodox_easter, western_easter
from pipelines.annotate.timex_words import WORDS

YEARS = st.integers(1583, 9998)


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (1818, "03-22"),  # the earliest there is
        (1943, "04-25"),  # the latest
        (1954, "04-18"),  # the two exceptions of the tables
        (1981, "04-19"),
        (2000, "04-23"),
        (2019, "04-21"),
        (2022, "04-17"),
        (2024, "03-31"),
        (2026, "04-05"),
        (2038, "04-25"),
    ],
)
def test_western_easter(year: int, day: str) -> None:
    assert western_easter(year).isoformat() == f"{year}-{day}"


@pytest.mark.parametrize(
    ("year", "day"),
    [(2013, "05-05"), (2017, "04-16"), (2021, "05-02"), (2022, "04-24"), (2024, "05-05"), (2025, "04-20")],
)
def test_orthodox_easter(year: int, day: str) -> None:
    assert orthodox_easter(year).isoformat() == f"{year}-{day}"


@pytest.mark.parametrize(
    ("feast", "day"),
    [
        ("Good Friday", "2022-04-15"),
        ("Easter Monday", "2022-04-18"),
        ("Ash Wednesday", "2022-03-02"),
        ("Ascension Day", "2022-05-26"),
        ("Pentecost", "2022-06-05"),
        ("Orthodox Easter", "2022-04-24"),
        ("Martin Luther King Day", "2022-01-17"),
        ("Memorial Day", "2022-05-30"),
        ("Labor Day", "2022-09-05"),
        ("Columbus Day", "2022-10-10"),
        ("Election Day", "2022-11-08"),
        ("Thanksgiving", "2022-11-24"),
    ],
)
def test_feasts_of_2022(feast: str, day: str) -> None:
    assert feast_day(WORDS["feast"][feast], 2022) == date.fromisoformat(day)


def test_election_day_is_never_the_first_of_november() -> None:
    assert feast_day(WORDS["feast"]["Election Day"], 2016) == date(2016, 11, 8)
    assert feast_day(WORDS["feast"]["Election Day"], 2011) == date(2011, 11, 8)


@given(YEARS, st.sampled_from(sorted(WORDS["feast"])))
def test_every_feast_has_its_day_in_every_year(year: int, feast: str) -> None:
    day = feast_day(WORDS["feast"][feast], year)
    assert day is not None
    assert abs((day - date(year, 7, 1)).days) < 366  # Julian Easter leaves its year after some thousand years


@given(YEARS)
def test_easter_is_a_sunday_of_spring(year: int) -> None:
    western = western_easter(year)
    assert western.weekday() == 6
    assert date(year, 3, 22) <= western <= date(year, 4, 25)
    assert orthodox_easter(year).weekday() == 6


@given(YEARS)
def test_a_feast_moves_with_easter(year: int) -> None:
    assert feast_day("easter-2", year) == western_easter(year) - timedelta(days=2)


@pytest.mark.parametrize("year", [-5, 0, 1, 1582, 9999, 10_000])
def test_no_feast_outside_the_calendar(year: int) -> None:
    assert all(feast_day(rule, year) is None for rule in WORDS["feast"].values())
