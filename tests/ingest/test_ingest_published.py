"""Dates of publication."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pipelines.ingest.errors import RejectedError
from pipelines.ingest.published import parse_published


@pytest.mark.parametrize(
    ("value", "timezone", "day", "moment"),
    [
        (None, "Europe/Oslo", None, None),
        ("2022-01-13", "Europe/Oslo", date(2022, 1, 13), None),
        ("2024-02-29", None, date(2024, 2, 29), None),
        ("2022-01-13T23:30:00Z", "Europe/Oslo", date(2022, 1, 14), datetime(2022, 1, 13, 23, 30, tzinfo=UTC)),
        ("2022-01-13T23:30:00Z", None, date(2022, 1, 13), datetime(2022, 1, 13, 23, 30, tzinfo=UTC)),
        ("2022-01-13T23:30-05:00", None, date(2022, 1, 13), datetime(2022, 1, 14, 4, 30, tzinfo=UTC)),
        ("2022-01-13 23:30:00+0200", "UTC", date(2022, 1, 13), datetime(2022, 1, 13, 21, 30, tzinfo=UTC)),
        ("2022-07-01T00:30:00+02:00", "Europe/London", date(2022, 6, 30), datetime(2022, 6, 30, 22, 30, tzinfo=UTC)),
        ("2022-01-13T01:02:03.123456789Z", None, date(2022, 1, 13), datetime(2022, 1, 13, 1, 2, 3, 123456, tzinfo=UTC)),
    ],
)
def test_a_date_or_a_timestamp_with_zone(
    value: str | None, timezone: str | None, day: date | None, moment: datetime | None
) -> None:
    assert parse_published(value, timezone) == (day, moment)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("2022-02-30", "impossible_date"),
        ("2022-13-01", "impossible_date"),
        ("2023-02-29T10:00:00Z", "impossible_date"),
        ("2022-01-13T24:01:00Z", "impossible_date"),
        ("2022-01-13T10:00:00+25:00", "impossible_date"),
        ("0202-01-13", "impossible_date"),
        ("1599-12-31", "impossible_date"),
        ("2200-01-01", "impossible_date"),
        ("0001-01-01T00:00:00+14:00", "impossible_date"),
        ("9999-12-31T23:59:59-12:00", "impossible_date"),
        ("2022-01-13T10:00:00", "missing_time_zone"),
        ("2022-01-13 10:00", "missing_time_zone"),
        ("13 January 2022", "malformed_date"),
        ("13/01/2022", "malformed_date"),
        ("20220113", "malformed_date"),
        ("2022-W02-4", "malformed_date"),
        ("2022-01", "malformed_date"),
        ("2022-01-13T10:00:00 CET", "malformed_date"),
        ("٢٠٢٢-٠١-١٣", "malformed_date"),
        ("2022-01-13\n", "malformed_date"),
        ("yesterday", "malformed_date"),
        ("", "malformed_date"),
    ],
)
def test_anything_else_is_refused(value: str, reason: str) -> None:
    with pytest.raises(RejectedError) as error:
        parse_published(value, None)
    assert error.value.reason == reason
    assert error.value.reason.stage == "validate"


@given(st.dates(date(1600, 1, 1), date(2199, 12, 31)))
def test_every_day_of_the_newspaper_age_reads_as_itself(day: date) -> None:
    assert parse_published(day.isoformat(), "Asia/Tokyo") == (day, None)


@given(st.datetimes(datetime(1700, 1, 1), datetime(2199, 1, 1), timezones=st.timezones(no_cache=True)))
def test_a_timestamp_keeps_its_instant(moment: datetime) -> None:
    offset = moment.utcoffset()
    assert offset is not None
    assume(offset.total_seconds() % 60 == 0)  # not local mean time; ISO 8601 offsets have no seconds
    day, instant = parse_published(moment.isoformat(), None)
    assert day == moment.date()
    assert instant == moment.astimezone(UTC)


@given(st.text(max_size=30) | st.from_regex(r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]?[0-9:.Z+-]{0,15}\Z"))
def test_no_text_breaks_the_reader(value: str) -> None:
    outcome: date | None
    try:
        outcome, _ = parse_published(value, "Europe/Oslo")
    except RejectedError:
        return
    assert outcome is not None
    assert 1599 <= outcome.year <= 2200  # the source's zone may move the day by one
