"""The only place where the time of day enters.

Belongs here: the time that a release carries. Does not belong here: any other use of a clock; there is none.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime

from pipelines.errors import OnRecordError

MAX_DIGITS = 11  # of seconds: up to the year 5138, which the calendar still holds


class ClockError(OnRecordError):
    """SOURCE_DATE_EPOCH is no time."""


def released_at() -> datetime:
    """The time that a release carries, in UTC: SOURCE_DATE_EPOCH where it is set (reproducible-builds.org), else now.

    Raises: ClockError when SOURCE_DATE_EPOCH is not a number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now(UTC).replace(microsecond=0)
    if not (epoch.isascii() and epoch.isdecimal() and len(epoch) <= MAX_DIGITS):
        message = f"SOURCE_DATE_EPOCH is {epoch!r}, not a number of seconds; unset it or correct it"
        raise ClockError(message)
    return datetime.fromtimestamp(int(epoch), UTC)
