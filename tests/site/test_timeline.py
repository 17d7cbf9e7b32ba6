"""Positions in time: every one is counted once, in a period that holds its day."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from pipelines.site.timeline import MOST_PERIODS, Dated, Period, timeline

DAYS = st.dates(date(1600, 1, 1), date(2199, 12, 31))
ROWS = st.lists(
    st.builds(Dated, DAYS, st.sampled_from(["source", "target"]), st.sampled_from("pqrs"), st.sampled_from("ab")),
    max_size=20,
    unique_by=lambda row: (row.position_id, row.role),
)


@given(ROWS)
def test_every_position_is_counted_once(rows: list[Dated]) -> None:
    periods = timeline(rows).periods
    assert sum(period.as_source for period in periods) == sum(row.role == "source" for row in rows)
    assert sum(period.as_target for period in periods) == sum(row.role == "target" for row in rows)


@given(ROWS)
def test_periods_are_few_in_order_and_start_and_end_with_a_position(rows: list[Dated]) -> None:
    periods = timeline(rows).periods
    names = [period.name for period in periods]
    assert names == sorted(set(names))
    assert len(names) <= MOST_PERIODS
    assert all(period.as_source + period.as_target for period in (*periods[:1], *periods[-1:]))


@given(ROWS)
def test_there_are_at_most_as_many_stories_as_positions(rows: list[Dated]) -> None:
    for period in timeline(rows).periods:
        assert (period.source_stories > 0) == (period.as_source > 0)
        assert period.source_stories <= period.as_source
        assert period.target_stories <= period.as_target


def test_without_dates_there_is_no_unit() -> None:
    assert (timeline([]).unit, timeline([]).periods) == (None, [])


def test_the_unit_grows_with_the_time_from_first_to_last() -> None:
    first = Dated(date(2020, 2, 29), "source", "pos_a", "art_a")
    lasts = {"month": date(2022, 9, 1), "quarter": date(2022, 10, 1), "year": date(2029, 1, 1)}
    for unit, day in lasts.items():
        assert timeline([first, first._replace(day=day, position_id="pos_b")]).unit == unit


def test_a_text_in_two_papers_is_one_story() -> None:
    day = date(2021, 5, 17)
    rows = [Dated(day, "source", "pos_a", "art_a"), Dated(day, "source", "pos_b", "art_a")]
    assert timeline([*rows, Dated(date(2021, 7, 1), "target", "pos_a", "art_a")]).periods == [
        Period("2021-05", 2, 1, 0, 0),
        Period("2021-06", 0, 0, 0, 0),
        Period("2021-07", 0, 0, 1, 1),
    ]


def test_periods_are_named_by_their_start() -> None:
    rows = [Dated(date(1989, 11, 9), "source", "pos_a", "art_a"), Dated(date(2026, 3, 4), "source", "pos_b", "art_a")]
    assert [period.name for period in timeline(rows).periods] == ["1980", "1990", "2000", "2010", "2020"]
    rows[0] = rows[0]._replace(day=date(2020, 11, 9))
    assert timeline(rows).periods[0].name == "2020-Q4"
