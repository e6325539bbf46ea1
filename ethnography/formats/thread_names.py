"""Ids of the threads of an export that holds many: from title and address, and never one for two."""

from __future__ import annotations

import re
from urllib.parse import unquote

from ethnography.formats.base import Ids


class ThreadNames:
    """The thread's id for the platform's key; call it with a key that was added.

    >>> names = ThreadNames()
    >>> names.add("7", "Tea", "https://example.org/tea")
    >>> names("7")
    'tea-743e'
    """

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}
        self._taken: set[str] = set()
        self._texts: dict[tuple[str, str], list[str]] = {}

    def __contains__(self, key: str) -> bool:
        return key in self._ids

    def __call__(self, key: str) -> str:
        return self._ids[key]

    def add(self, key: str, title: str | None, url: str | None, opening: str = "") -> None:
        """The thread of this key; where title and address are another thread's too, its key tells them apart."""
        if key in self._ids:
            return
        shown = title or _last_words(url or "")
        found = Ids(shown, url, opening).thread
        if found in self._taken:
            found = Ids(shown, f"{url or ''}?{key}").thread
        self._taken.add(found)
        self._ids[key] = found

    def own(self, key: str, own: str, text: str) -> str:
        """A message's id in its thread: its own, with a number behind it where an earlier one of another text has the same.

        >>> names = ThreadNames()
        >>> [names.own("7", "12", text) for text in ("Tea?", "No.", "Tea?")]
        ['12', '12-2', '12']
        """
        texts = self._texts.setdefault((key, own), [])
        if text not in texts:
            texts.append(text)
        place = texts.index(text)
        return f"{own}-{place + 1}" if place else own


def _last_words(url: str) -> str | None:
    """What an address says of its page at its end, to name a thread without a title; None where there are no letters."""
    found = re.match(r"[\w.+-]*://([^/]*)", url)
    path = unquote(re.sub(r"^[\w.+-]*://[^/]*|[?#].*$", "", url))
    words = [part for part in path.split("/")[1:] if re.search(r"[^\W\d_]{3}", part) and not part.startswith("index.")]
    return re.sub(r"\.\w{2,5}$", "", words[-1]) if words else found[1] if found else None
