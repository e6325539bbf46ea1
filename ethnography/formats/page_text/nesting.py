"""How deep each comment lies, by how far it is indented."""

from __future__ import annotations

from collections.abc import Sequence


def find_depths(
    heads: Sequence[int], bodies: Sequence[int | None], replies: Sequence[bool] = (), stated: Sequence[int | None] = ()
) -> tuple[list[int], list[int | None]]:
    """Depths from 1, and for each comment the index of the one it stands under (None at the top).

    `heads` are the columns of the head lines, `bodies` those of the texts (None where there is none): where texts are
    indented more evenly than heads, they tell. `replies` are those whose head says that they answer the comment above, which
    need not be indented for it. `stated` are depths that the page prints ("level 2").

    >>> find_depths([0, 4, 8, 4, 0], [0, 4, 8, 4, 0])
    ([1, 2, 3, 2, 1], [None, 0, 1, 0, None])
    """
    columns = list(heads)
    full = [(head, body) for head, body in zip(heads, bodies, strict=True) if body is not None]
    if full and sum(body >= head for head, body in full) >= 0.8 * len(full):
        even = [body if body is not None else head for head, body in zip(heads, bodies, strict=True)]
        if len(set(_levels(even).values())) < len(set(_levels(columns).values())):
            columns = even
    if stated and sum(level is not None for level in stated) >= 0.6 * len(stated):
        return _of_levels(stated)
    levels = _levels(columns)
    depths: list[int] = []
    parents: list[int | None] = []
    trail: list[tuple[int, int]] = []
    for place, column in enumerate(columns):
        level = 2 * levels[column] + (place < len(replies) and replies[place])
        while trail and trail[-1][0] >= level:
            trail.pop()
        parents.append(trail[-1][1] if trail else None)
        depths.append(len(trail) + 1)
        trail.append((level, place))
    return depths, parents


def _of_levels(stated: Sequence[int | None]) -> tuple[list[int], list[int | None]]:
    """Depths and parents from the depths that a page prints; where it prints none, the one before goes on."""
    depths: list[int] = []
    parents: list[int | None] = []
    last: dict[int, int] = {}
    for place, level in enumerate(stated):
        depth = max(1, level if level is not None else depths[-1] if depths else 1)
        above = max((one for one in last if one < depth), default=None)
        parents.append(None if above is None else last[above])
        depths.append(depth)
        last = {one: n for one, n in last.items() if one < depth} | {depth: place}
    return depths, parents


def _levels(columns: Sequence[int]) -> dict[int, int]:
    """The rank of each column; columns that differ by one are the same."""
    levels: dict[int, int] = {}
    rank, before = 0, -9
    for column in sorted(set(columns)):
        rank += column - before >= 2
        before = column
        levels[column] = rank
    return levels
