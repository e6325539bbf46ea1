"""Comments under names alone, without a date: found only under a heading, where names stand on the page as no other line does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ethnography.formats.page_text.ends import ends_thread, is_heading
from ethnography.formats.page_text.head import clean_name, name_likeness
from ethnography.formats.page_text.heads import Group, Template
from ethnography.formats.page_text.units import Unit

_WITH_ADDRESS = re.compile(r"https?://\S+\s+(?P<name>\S.{0,60})")
Layout = tuple[int, bool, bool]


def find_named(units: Sequence[Unit], breaks: Sequence[int]) -> list[Template]:
    """The runs of names under each heading over comments."""
    templates = []
    for place, floor in enumerate(breaks):
        if is_heading(units[floor]):
            ceiling = breaks[place + 1] if place + 1 < len(breaks) else len(units)
            ceiling = next((n for n in range(floor + 1, ceiling) if ends_thread(units[n])), ceiling)
            if groups := _groups(units, floor + 1, ceiling):
                templates.append(Template(groups, "name", floor, ceiling))
    return templates


def _groups(units: Sequence[Unit], start: int, end: int) -> list[Group]:
    """Names that stand as no text does; nothing where the first line is not one."""
    texts = [n for n in range(start, end - 1) if not units[n].button]
    names = {n: name for n in texts if (name := _name(units[n]))}
    if not texts or texts[0] not in names:
        return []
    all_, named = Counter(_layout(units, n) for n in texts[1:]), Counter(_layout(units, n) for n in names if n != texts[0])
    usual = {layout for layout, count in named.items() if count >= 0.9 * all_[layout]}
    chosen = [texts[0], *(n for n in texts[1:] if _layout(units, n) in usual)]
    dated = sum((head := units[n + 1].head) is not None and head.kind == "date" for n in chosen)
    if len(chosen) < 2 or not usual or dated * 2 > len(chosen):
        return []
    return [
        Group(n, n, "name", names.get(n) or clean_name(units[n].text), shape="n", column=units[n].indent, own=[n]) for n in chosen
    ]


def _name(unit: Unit) -> str | None:
    """The name that a line is, with or without an address before it."""
    if unit.head:
        return None
    if match := _WITH_ADDRESS.fullmatch(unit.text):
        return clean_name(match["name"]) if name_likeness(match["name"]) >= 0.6 else None
    return clean_name(unit.text) if name_likeness(unit.text) >= 0.6 else None


def _layout(units: Sequence[Unit], n: int) -> Layout:
    """How a line stands: blank lines before it (up to two), whether one follows, whether what follows is further in."""
    return min(units[n].blank, 2), units[n + 1].blank > 0, units[n + 1].indent > units[n].indent
