"""Addresses as pages write them, of which some are none: nothing here ever raises."""

from __future__ import annotations

from urllib.parse import SplitResult, urljoin, urlsplit


def absolute(base: str, address: str) -> str:
    """An address made absolute; as it is where one of the two is none.

    >>> absolute("https://example.org/tea/", "#c3"), absolute("https://example.org", "http://[half")
    ('https://example.org/tea/#c3', 'http://[half')
    """
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def pieces_of(address: str) -> SplitResult:
    """The pieces of an address; all of it is the path where it is none.

    >>> pieces_of("https://example.org/tea?p=1").query, pieces_of("http://[half").path
    ('p=1', 'http://[half')
    """
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", "", address, "", "")
