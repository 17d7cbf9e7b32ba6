"""TIMEX3 values as periods: known answers, and round trips over the whole calendar."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.annotate.timex_calendar import (
    TIMEX3_VALUE,
    candidate,
    cycle,
    fill,
    granularity,
    is_unbroken,
    period,
    shift,
)
from schemas.codes import Granularity

UNBROKEN = ["XX", "XXX", "XXXX", "XXXX-HX", "XXXX-QX", "XXXX-XX", "XXXX-WXX", "XXXX-XX-XX"]
RECURRING = ["XXXX-WXX-4", "XXXX-WXX-WE", "XXXX-10", "XXXX-10-05", "XXXX-Q3", "XXXX-H1", "XXXX-SU", "XXXX-WXX-1TMO"]
ORDINARY_DAYS = st.dates(date(1100, 1, 1), date(2899, 12, 31))


@pytest.mark.parametrize(
    ("value", "unit", "start", "end"),
    [
        ("2022-01-13", Granularity.DAY, "2022-01-13", "2022-01-13"),
        ("2026-W44", Granularity.WEEK, "2026-10-26", "2026-11-01"),
        ("2026-W53", Granularity.WEEK, "2026-12-28", "2027-01-03"),
        ("2022-W02-WE", Granularity.WEEKEND, "2022-01-15", "2022-01-16"),
        ("2022-W02-4", Granularity.DAY, "2022-01-13", "2022-01-13"),
        ("2020-02", Granularity.MONTH, "2020-02-01", "2020-02-29"),
        ("2021-02", Granularity.MONTH, "2021-02-01", "2021-02-28"),
        ("2013-Q1", Granularity.QUARTER, "2013-01-01", "2013-03-31"),
        ("2013-Q4", Granularity.QUARTER, "2013-10-01", "2013-12-31"),
        ("2013-H2", Granularity.HALF, "2013-07-01", "2013-12-31"),
        ("2013-SU", Granularity.SEASON, "2013-06-01", "2013-08-31"),
        ("2013-WI", Granularity.SEASON, "2013-12-01", "2014-02-28"),
        ("2014", Granularity.YEAR, "2014-01-01", "2014-12-31"),
        ("202", Granularity.DECADE, "2020-01-01", "2029-12-31"),
        ("19", Granularity.CENTURY, "1900-01-01", "1999-12-31"),
        ("00", Granularity.CENTURY, "0001-01-01", "0099-12-31"),
        ("9999", Granularity.YEAR, "9999-01-01", "9999-12-31"),
        ("2022-01-13TEV", Granularity.TIME, "2022-01-13", "2022-01-13"),
        ("2022-01-13T20:00Z", Granularity.TIME, "2022-01-13", "2022-01-13"),
    ],
)
def test_period_of_a_value(value: str, unit: Granularity, start: str, end: str) -> None:
    found = period(value)
    assert found is not None
    assert (found.value, found.granularity) == (value, unit)
    assert (found.start, found.end) == (date.fromisoformat(start), date.fromisoformat(end))
    assert TIMEX3_VALUE.fullmatch(value)


@pytest.mark.parametrize(
    "value",
    [
        *UNBROKEN,
        *RECURRING,
        "2022-XX-XX",
        "2022-02-30",
        "2022-13",
        "2021-W53",
        "2022-W00",
        "0000",
        "9999-WI",
        "2022-01-13TXX:00",
        "P7Y",
        "PXW",
        "PRESENT_REF",
        "",
        "yesterday",
    ],
)
def test_no_period_where_days_are_unknown_or_do_not_exist(value: str) -> None:
    assert period(value) is None


@pytest.mark.parametrize(
    "value", ["P7Y", "P2.5Y", "PXW", "PT1H20M", "PTXS", "P2Y3M", "PAST_REF", *UNBROKEN, *RECURRING]
)
def test_values_that_are_timex3(value: str) -> None:
    assert TIMEX3_VALUE.fullmatch(value)


@pytest.mark.parametrize("value", ["P", "PT", "PT5", "P5", "7Y", "2022-1-3", "2022-W1", "soon", "XXXX-Q5", "T10:00"])
def test_values_that_are_not_timex3(value: str) -> None:
    assert not TIMEX3_VALUE.fullmatch(value)
    assert granularity(value) is None


@pytest.mark.parametrize(
    ("template", "unit"),
    [
        ("XXXX-10-05", Granularity.YEAR),
        ("XXXX-SU", Granularity.YEAR),
        ("XXXX-WXX-4", Granularity.WEEK),
        ("XXXX-XX-15", Granularity.MONTH),
        ("XXXX-XX-XXTNI", Granularity.DAY),
        ("XXX", Granularity.DECADE),
        ("2014", None),
        ("2022-XX-XX", None),
        ("XXXX-02-30", None),
        ("P5Y", None),
    ],
)
def test_cycle_of_a_template(template: str, unit: Granularity | None) -> None:
    assert cycle(template) is unit


def test_only_units_themselves_are_unbroken() -> None:
    assert all(map(is_unbroken, UNBROKEN))
    assert not any(map(is_unbroken, RECURRING))


@pytest.mark.parametrize(
    ("template", "steps", "value"),
    [
        ("XXXX-WXX-4", 0, "2022-01-13"),
        ("XXXX-WXX-1", -1, "2022-01-03"),
        ("XXXX-10", -1, "2021-10"),
        ("XXXX-WXX", -2, "2021-W52"),
        ("XXXX-XX", -1, "2021-12"),
        ("XXXX-QX", 1, "2022-Q2"),
        ("XXXX-HX", -1, "2021-H2"),
        ("XXX", -1, "201"),
        ("XX", -1, "19"),
        ("XXXX-XX-XXTNI", -1, "2022-01-12TNI"),
    ],
)
def test_candidates_around_a_thursday(template: str, steps: int, value: str) -> None:
    found = candidate(template, date(2022, 1, 13), steps)
    assert found is not None
    assert found.value == value


def test_no_candidate_where_there_is_no_such_day() -> None:
    assert candidate("XXXX-02-29", date(2022, 1, 13), 0) is None
    assert candidate("XXXX", date(2022, 1, 13), -5000) is None
    assert candidate("XXXX-XX-XX", date(2022, 1, 13), 10**12) is None
    assert candidate("2014", date(2022, 1, 13), 0) is None


def test_shift_keeps_to_the_end_of_a_short_month() -> None:
    assert shift(date(2021, 3, 31), -1, Granularity.MONTH) == date(2021, 2, 28)
    assert shift(date(2020, 2, 29), 1, Granularity.YEAR) == date(2021, 2, 28)


@given(st.dates(), st.sampled_from(UNBROKEN))
def test_the_period_of_a_day_holds_the_day(day: date, template: str) -> None:
    found = period(fill(template, day))
    if found is not None:  # the last week of the calendar is cut off
        assert found.start <= day <= found.end
        assert granularity(found.value) is found.granularity
        assert TIMEX3_VALUE.fullmatch(found.value)
    else:
        assert template == "XXXX-WXX"
        assert day.isocalendar() >= date(9999, 12, 27).isocalendar()


@given(ORDINARY_DAYS, st.sampled_from(UNBROKEN))
def test_filling_is_the_same_for_every_day_of_the_period(day: date, template: str) -> None:
    found = period(fill(template, day))
    assert found is not None
    assert fill(template, found.start) == fill(template, found.end) == found.value


@given(ORDINARY_DAYS, st.sampled_from(UNBROKEN), st.integers(-20, 20))
def test_neighbouring_periods_meet_without_a_gap(day: date, template: str, steps: int) -> None:
    first, second = candidate(template, day, steps), candidate(template, day, steps + 1)
    if first is not None and second is not None:
        assert (second.start - first.end).days == 1


@given(st.dates(), st.sampled_from([*UNBROKEN, *RECURRING, "XXXX-02-29"]), st.integers())
def test_candidates_never_crash_and_are_whole(day: date, template: str, steps: int) -> None:
    found = candidate(template, day, steps)
    if found is not None:
        assert found.start <= found.end
        assert "X" not in found.value


@given(st.text(max_size=25))
def test_any_text_has_a_period_only_if_it_is_timex3(text: str) -> None:
    found = period(text)
    assert found is None or TIMEX3_VALUE.fullmatch(text)


@given(st.from_regex(TIMEX3_VALUE, fullmatch=True))
def test_any_timex3_value_is_read(value: str) -> None:
    found = period(value)
    if found is not None:
        assert found.start <= found.end
        assert granularity(value) is found.granularity
