"""Times as exports write them."""

from __future__ import annotations

import pytest

from ethnography.formats.export_times import oldest_first, stated_time, utc_time
from ethnography.formats.unix_time import utc


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2014-01-14 17:31:03", "2014-01-14T17:31:03"),
        ("2014-01-14T17:31:03.123Z", "2014-01-14T17:31:03Z"),
        ("2014-01-14T17:31:03+00:00", "2014-01-14T17:31:03Z"),
        ("2014-01-14T17:31:03.5-08:00", "2014-01-14T17:31:03-08:00"),
        ("2014-01-14", "2014-01-14"),
        ("0000-00-00 00:00:00", None),
        ("0001-01-01T00:00:00Z", None),
        ("", None),
    ],
)
def test_iso(text: str, date: str | None) -> None:
    assert stated_time(text) == (date, None)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Wed, 05 Feb 2014 11:52:17 +0000", "2014-02-05T11:52:17Z"),
        ("Wed, 05 Feb 2014 11:52:17 GMT", "2014-02-05T11:52:17Z"),
        ("Wed, 5 Feb 2014 11:52:17 -0330", "2014-02-05T11:52:17-03:30"),
        ("05 Feb 14 11:52 EST", "2014-02-05T11:52:00-05:00"),
        ("Sat, 1 Nov 2014 20:00:00", "2014-11-01T20:00:00"),
        ("3 juin 2014", "2014-06-03"),
        ("32 Feb 2014 10:00:00 GMT", None),
        ("Wed, 05 Feb 99999999999999999999 11:52:17 +0000", None),
        ("2014-01-14 25:00:00", None),
        ("2011-x09-30", None),
        ("last week", None),
    ],
)
def test_other_forms_are_kept_as_printed(text: str, date: str | None) -> None:
    assert stated_time(text) == (date, text)


def test_a_field_that_is_utc_without_saying_so() -> None:
    texts = ("2014-01-14 17:31:03", "2014-01-14T17:31:03+01:00", "0000-00-00 00:00:00", "2014-01-14")
    assert [utc_time(text) for text in texts] == [
        "2014-01-14T17:31:03Z", "2014-01-14T17:31:03+01:00", None, "2014-01-14",
    ]  # fmt: skip


@pytest.mark.parametrize("seconds", [float("inf"), float("nan"), 1e300, 10**400, -5, "x", None, True])
def test_numbers_that_are_no_time(seconds: object) -> None:
    assert utc(seconds) is None


@pytest.mark.parametrize(
    ("dates", "ordered"),
    [
        (["2020-01-02", "2020-01-01"], ["2020-01-01", "2020-01-02"]),
        (["2020-01-01", "2020-01-01T00:00:00Z"], ["2020-01-01", "2020-01-01T00:00:00Z"]),
        (["2020-01-03", None, "2020-01-01"], ["2020-01-01", None, "2020-01-03"]),
        (["2020-01-01", None, "2020-01-03"], ["2020-01-01", None, "2020-01-03"]),
        (["2020-01-02", "2020-01-03", None, "2020-01-01"], ["2020-01-02", "2020-01-03", None, "2020-01-01"]),
        ([None, None], [None, None]),
        ([], []),
    ],
)
def test_the_oldest_first(dates: list[str | None], ordered: list[str | None]) -> None:
    assert oldest_first(dates, lambda date: date) == ordered
