"""When an article was published: what is accepted as a date, and what day that is.

Belongs here: `published_at`. Does not belong here: dates in the text.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from pipelines.ingest.errors import RejectedError
from schemas.codes import RejectReason

# The first newspaper is of 1605; a year outside is a slip of the pen. No clock is asked, so any year to come passes
# up to 2199.
FIRST_YEAR = 1600
LAST_YEAR = 2199
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TIMESTAMP = re.compile(
    r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?P<zone>Z|[+-]\d{2}:?\d{2})?", re.ASCII
)


def parse_published(value: str | None, timezone: str | None) -> tuple[date | None, datetime | None]:
    """Read `published_at`: a date, or a timestamp with zone (ISO 8601 and RFC 3339, calendar dates only).

    Args:
        value: as it was given; None where the date is not known.
        timezone: IANA name of the source's zone. A source without one dates its articles in the timestamp's own.

    Returns: the calendar date in the source's zone, and the time in UTC where one was given. Digits of a second
        after the sixth are cut off.
    Raises: RejectedError (malformed_date, impossible_date, missing_time_zone).
    """
    if value is None:
        return None, None
    if _DATE.fullmatch(value):
        return _plausible(_date(value)), None
    timestamp = _TIMESTAMP.fullmatch(value)
    if timestamp is None:
        detail = f"published_at {value!r}; write 2022-01-13 or 2022-01-13T18:30:00+01:00"
        raise RejectedError(RejectReason.MALFORMED_DATE, detail)
    if timestamp["zone"] is None:
        detail = f"published_at {value!r} has no zone; add one (+01:00, Z) or give only the date"
        raise RejectedError(RejectReason.MISSING_TIME_ZONE, detail)
    moment = _datetime(value)
    _plausible(moment.date())
    local = moment if timezone is None else moment.astimezone(ZoneInfo(timezone))
    return local.date(), moment.astimezone(UTC)


def _date(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise _impossible(value, error) from error


def _datetime(value: str) -> datetime:
    try:
        return datetime.fromisoformat(value)
    except ValueError as error:
        raise _impossible(value, error) from error


def _impossible(value: str, error: ValueError) -> RejectedError:
    return RejectedError(RejectReason.IMPOSSIBLE_DATE, f"published_at {value!r}: {error}; correct it")


def _plausible(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        detail = f"published_at lies in the year {day.year}, outside {FIRST_YEAR} to {LAST_YEAR}; correct it"
        raise RejectedError(RejectReason.IMPOSSIBLE_DATE, detail)
    return day
