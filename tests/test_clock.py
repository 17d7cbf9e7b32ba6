"""The time of a release: SOURCE_DATE_EPOCH, or an error in one line."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipelines.clock import ClockError, released_at


@pytest.mark.parametrize(
    ("epoch", "time"),
    [("0", datetime(1970, 1, 1, tzinfo=UTC)), ("1730000000", datetime(2024, 10, 27, 3, 33, 20, tzinfo=UTC))],
)
def test_the_epoch_is_taken(epoch: str, time: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert released_at() == time


@pytest.mark.parametrize("epoch", ["", "-1", "1.5", "soon", "٣", "9" * 12, "9" * 5000])
def test_what_is_no_time_is_told(epoch: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(ClockError, match="not a number of seconds; unset it or correct it"):
        released_at()


def test_without_an_epoch_it_is_now_in_whole_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert released_at().microsecond == 0
    assert released_at().tzinfo is UTC
