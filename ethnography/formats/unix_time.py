"""Seconds since 1970, as platforms store the time of a message, to a date in ISO 8601."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

_EARLIEST, _LATEST = 0, 4_102_444_800  # 1970 to 2100: beyond it a number is no time in seconds


def utc(seconds: Any) -> str | None:
    """The date of a number of seconds since 1970 (a number, or its digits as text), in UTC; None where it is none.

    Milliseconds and smaller units are taken for what they are by their size; fractions of a second are not kept.

    >>> utc(1439801151.0), utc("1439801151"), utc(1439801151000), utc(None), utc("soon")
    ('2015-08-17T08:45:51Z', '2015-08-17T08:45:51Z', '2015-08-17T08:45:51Z', None, None)
    """
    if seconds.__class__ is int and _EARLIEST < seconds < _LATEST:
        return datetime.fromtimestamp(seconds, UTC).isoformat()[:19] + "Z"  # as most are
    try:
        number = float(seconds)
    except (TypeError, ValueError, OverflowError):
        return None
    while 100 * _LATEST < number < _LATEST * 1e9:
        number /= 1000
    if not _EARLIEST < number < _LATEST or isinstance(seconds, bool):
        return None
    return datetime.fromtimestamp(int(number), UTC).isoformat()[:19] + "Z"
