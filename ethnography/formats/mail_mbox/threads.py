"""Which message answers which, and which of them stand together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Answering(Protocol):
    """What is known of a message's place: its own id, and the ids it names."""

    @property
    def message_id(self) -> str | None: ...
    @property
    def in_reply_to(self) -> Sequence[str]: ...
    @property
    def references(self) -> Sequence[str]: ...


def parents_of(messages: Sequence[Answering]) -> list[int | None]:
    """The place of the message that each one answers: the first id of In-Reply-To that is in the file, else the last of
    References; None where none is. Of two messages with one id the first is answered; nobody answers themselves."""
    place: dict[str, int] = {}
    for at, message in enumerate(messages):
        if message.message_id:
            place.setdefault(message.message_id, at)
    found: list[int | None] = []
    for at, message in enumerate(messages):
        named = [*message.in_reply_to, *reversed(message.references)]
        found.append(next((place[id] for id in named if id in place and place[id] != at and id != message.message_id), None))
    return found


def roots_of(parents: Sequence[int | None]) -> list[int]:
    """The root of each message: itself where it answers none; of a circle of answers the message that stands first.

    >>> roots_of([None, 0, 1, 4, 3])
    [0, 0, 0, 3, 3]
    """
    roots: list[int | None] = [None] * len(parents)
    for start in range(len(parents)):
        trail: list[int] = []
        seen: dict[int, int] = {}
        at = start
        while roots[at] is None and at not in seen:
            seen[at] = len(trail)
            trail.append(at)
            above = parents[at]
            if above is None:
                break
            at = above
        known = roots[at]
        if known is None:
            known = at if parents[at] is None else min(trail[seen[at] :])
        for one in trail:
            roots[one] = known
    return [root if root is not None else at for at, root in enumerate(roots)]
