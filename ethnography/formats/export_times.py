"""The time an export states of a message, in ISO 8601: as ISO, as mail writes it, or as a database prints it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_tz
from itertools import pairwise
from typing import TypeVar

from ethnography.formats.wording import iso, parse_date

_ZONE = re.compile(r"(?:[+-]\d{4}|\b[A-Z]{1,5})\s*(?:\([^()]*\))?$")
Item = TypeVar("Item")

_MAIL = re.compile(r"\d{1,2}[ -][A-Za-z]{3,9}[ -]\d{2,4}\b")


def stated_time(text: str) -> tuple[str | None, str | None]:
    """The date in ISO 8601 (UTC ends in Z, another zone in its offset), and the text where it is written in another way.

    >>> stated_time("2010-11-27T08:21:00.000-08:00"), stated_time("Wed, 05 Feb 2014 11:52:17 +0000")
    (('2010-11-27T08:21:00-08:00', None), ('2014-02-05T11:52:17Z', 'Wed, 05 Feb 2014 11:52:17 +0000'))
    >>> stated_time("2011-x09-30"), stated_time("0000-00-00 00:00:00"), stated_time(" ")
    ((None, '2011-x09-30'), (None, None), (None, None))
    """
    text = " ".join(text[:200].split())
    if not text or text.startswith(("0000-", "0001-01-01")):
        return None, None
    if found := iso(text):
        return (re.sub(r"[+-]00:?00$", "Z", found), None) if _is_real(found) else (None, text)
    return (_mail_time(text) if _MAIL.search(text) else None) or parse_date(text), text


def utc_time(text: str) -> str | None:
    """The date of a database field that holds UTC without saying so; None where it is empty or all zeros.

    >>> utc_time("2014-01-14 17:32:12"), utc_time("0000-00-00 00:00:00")
    ('2014-01-14T17:32:12Z', None)
    """
    found, _ = stated_time(text)
    return found + "Z" if found and re.fullmatch(r"[\d-]{10}T[\d:]+", found) else found


def _is_real(found: str) -> bool:
    try:
        datetime.fromisoformat(found)
    except ValueError:
        return False
    return True


def _mail_time(text: str) -> str | None:
    try:
        parts = parsedate_tz(text.replace("-", " ", 2) if _MAIL.match(text) else text)
        if not parts:
            return None
        found = datetime(*parts[:6]).isoformat()
    except (ValueError, OverflowError):
        return None
    offset = parts[9] or 0
    if not _ZONE.search(text):
        return found
    if abs(offset) >= 86_400:
        return None
    hours, minutes = divmod(abs(offset) // 60, 60)
    return found + (f"{'-' if offset < 0 else '+'}{hours:02}:{minutes:02}" if offset else "Z")


def oldest_first(items: list[Item], date_of: Callable[[Item], str | None]) -> list[Item]:
    """The same items by their dates, those of one time as they stood. Where some have no date, the order is the file's, turned
    round where the dated ones run backwards.

    >>> oldest_first(["2011-05-02", "2011-05-01T10:00:00+02:00", "2011-05-01T09:00:00Z"], lambda date: date)
    ['2011-05-01T10:00:00+02:00', '2011-05-01T09:00:00Z', '2011-05-02']
    """
    moments = [_moment(date_of(item)) for item in items]
    known = [moment for moment in moments if moment is not None]
    if len(known) == len(items):
        places = sorted(range(len(items)), key=lambda place: known[place])
        return [items[place] for place in places]
    falls = len(known) > 1 and known[0] > known[-1] and all(a >= b for a, b in pairwise(known))
    return items[::-1] if falls else items


def _moment(date: str | None) -> float | None:
    try:
        found = datetime.fromisoformat(date or "")
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
