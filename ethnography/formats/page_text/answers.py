"""Whom a head says its comment answers: by a word, by a printed depth, or by a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ethnography.formats.page_text.heads import Group
from ethnography.formats.page_text.units import Unit


def are_replies(groups: Sequence[Group]) -> list[bool]:
    """Which heads say that they are replies: "NAME Reply:", and "NAME :" where the other heads of the page have another form."""
    shapes = Counter(group.shape for group in groups)
    odd = shapes["n:"] + shapes["n reply:"] < 0.5 * len(groups)
    return [group.shape == "n reply:" or (group.shape == "n:" and odd) for group in groups]


def stated_levels(units: Sequence[Unit], groups: Sequence[Group]) -> list[int | None]:
    """The depths that stand over heads ("level 2")."""
    before = [[units[n].level for n in range(max(0, group.first - 3), group.first)] for group in groups]
    return [next((level for level in reversed(levels) if level is not None), None) for levels in before]


def find_links(groups: Sequence[Group], depths: Sequence[int]) -> dict[int, tuple[int, str]]:
    """Which comment each one answers whose head names somebody ("Bo replied to Ann"), and how sure that is.

    Only where nothing is indented: the last one before it by that name; it is stated where there is only one.
    """
    if max(depths) > 1:
        return {}
    links: dict[int, tuple[int, str]] = {}
    by_name: dict[str, list[int]] = {}
    for place, group in enumerate(groups):
        named = by_name.get((group.answers or "").casefold())
        if named:
            links[place] = (named[-1], "stated" if len(named) == 1 else "inferred")
        if group.name:
            by_name.setdefault(group.name.casefold(), []).append(place)
    return links


def part_names(groups: Sequence[Group]) -> None:
    """Two names in one head, the second of somebody who has spoken: an arrow between them was lost ("Bo Kay  Ute • 3 years ago")."""
    known: set[str] = set()
    for group in groups:
        if group.name and "•" in group.shape and not group.answers:
            words_ = group.name.split()
            for n in range(1, len(words_)):
                if " ".join(words_[n:]) in known:
                    group.name, group.answers = " ".join(words_[:n]), " ".join(words_[n:])
                    break
        known.add(group.name or "")
