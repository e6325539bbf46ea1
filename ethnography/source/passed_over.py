"""What was met on the way to the sources and not passed on: each with its reason, what comes in bulk as one entry a kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class PassedOver(NamedTuple):
    """A file, or a number of them, that is not among the sources, and why."""

    name: str
    reason: str


class Kind(NamedTuple):
    """Something that comes in bulk: what one of it is, and what many are."""

    one: str
    many: str


class PassingLog:
    """The list of what is passed over; it grows while sources are taken out."""

    def __init__(self) -> None:
        self._entries: dict[tuple[str, str | Kind], list[str]] = {}
        self._counts: dict[tuple[str, str | Kind], int] = {}

    def note(self, name: str, reason: str) -> None:
        """One file, or one thing that went wrong."""
        self._entries.setdefault((name, reason), [name])

    def count(self, where: str, kind: Kind, name: str) -> None:
        """One more of a kind in a folder or archive."""
        key = (where, kind)
        names = self._entries.setdefault(key, [])
        if not names:
            names.append(name)
        self._counts[key] = self._counts.get(key, 0) + 1

    def add(self, other: PassingLog) -> None:
        """All that is in another list."""
        for key, names in other._entries.items():
            self._entries.setdefault(key, []).extend(names)
            if key in other._counts:
                self._counts[key] = self._counts.get(key, 0) + other._counts[key]

    def __iter__(self) -> Iterator[PassedOver]:
        for key, names in self._entries.items():
            where, kind = key
            if isinstance(kind, str):
                yield PassedOver(where, kind)
            elif self._counts[key] == 1:
                yield PassedOver(names[0], kind.one)
            else:
                yield PassedOver(where, f"{self._counts[key]} {kind.many}, the first {names[0]}")
