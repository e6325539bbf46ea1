"""Indented lists in a page saved as plain text: their items, how deep each one is, and which lines are whose.

The layout is that of Resiliparse and of text browsers: "  1. " or "  • ", two spaces more a level, and the further lines of
an item two spaces right of its marker. Indentation alone is ambiguous (a reply's bullet stands where its parent's lines do):
only the marker opens an item, and a line without one belongs to the deepest open item it is not left of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ethnography.formats.furniture import is_reply_link
from ethnography.formats.wording import MONTHS, date_line, is_name

MARKER = re.compile(r"^(?P<indent> +)(?:(?P<number>\d{1,6})\.|[•◦▪])(?:[ \t](?P<rest>.*))?$")
_MONTH_YEAR = re.compile(rf"(?:(?:{'|'.join(map(re.escape, MONTHS))})\.?,?\s+|\d{{1,2}}\.\s?)(?:19|20)\d\d\b", re.IGNORECASE)
Line = tuple[int, str]


def marker(line: str) -> re.Match[str] | None:
    """The marker that opens an item; "6. April 2014 …" is a date and opens none."""
    match = MARKER.match(line)
    return None if match and match["number"] and _MONTH_YEAR.match(match["rest"] or "") else match


@dataclass(slots=True)
class Item:
    """One list item: `number` as printed (None for a bullet), `indent` of its marker, `depth` from 1.

    `lines` are (index of the source line, text without marker and indentation); `parent` is the index of another item of
    the region, None at the top, and -1 where the item it belonged under is not on the page.
    """

    line: int
    indent: int
    number: int | None
    lines: list[Line] = field(default_factory=list)
    depth: int = 1
    parent: int | None = None

    def blocks(self) -> list[list[Line]]:
        """The item's lines, parted at blank ones."""
        return blocks(self.lines)


@dataclass(slots=True)
class Region:
    """A run of list items with nothing outside the list between them: source lines `start` to `end` (exclusive)."""

    start: int
    end: int
    items: list[Item]


def blocks(lines: Sequence[Line]) -> list[list[Line]]:
    """Runs of lines that are not blank."""
    runs: list[list[Line]] = [[]]
    for index, line in lines:
        if line.strip():
            runs[-1].append((index, line))
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def find_regions(lines: Sequence[str]) -> list[Region]:
    """Every indented list of the page, in order."""
    regions: list[Region] = []
    index = 0
    while index < len(lines):
        if not marker(lines[index]):
            index += 1
            continue
        end = last = index
        while end < len(lines) and (not lines[end].strip() or lines[end].startswith("  ")):
            if lines[end].strip():
                last = end
            end += 1
        regions.append(_region(lines, index, last + 1))
        index = last + 1
    return regions


def _region(lines: Sequence[str], start: int, end: int) -> Region:
    items: list[Item] = []
    open_items: list[Item] = []
    index = start
    while index < end:
        line = lines[index]
        if meta := _meta_bullets(lines, index, end):
            header, indent = meta
            item = Item(index, indent, None, header)
            _open(item, items, open_items)
            index = header[-1][0] + 1
            item.indent = indent - 2  # its text stands under the bullets themselves
            continue
        if match := marker(line):
            number = match["number"]
            indent = len(match["indent"])
            _open(Item(index, indent, int(number) if number else None, [(index, match["rest"] or "")]), items, open_items)
        else:
            _continue(line, index, open_items)
        index += 1
    _nest(items)
    for item in items:
        _dedent(item)
    return Region(start, end, items)


def _open(item: Item, items: list[Item], open_items: list[Item]) -> None:
    while open_items and open_items[-1].indent >= item.indent:
        open_items.pop()
    open_items.append(item)
    items.append(item)


def _continue(line: str, index: int, open_items: list[Item]) -> None:
    """Give a line without a marker to the deepest open item it is not left of."""
    indent = len(line) - len(line.lstrip(" "))
    if line.strip():
        while len(open_items) > 1 and open_items[-1].indent + 2 > indent:
            open_items.pop()
    owner = open_items[-1]
    owner.lines.append((index, line[min(indent, owner.indent + 2) :]))


def _dedent(item: Item) -> None:
    """Take away what indents all further lines of an item: pages indented by tabs have more than the usual two spaces."""
    extra = min((len(line) - len(line.lstrip(" ")) for _, line in item.lines[1:] if line.strip()), default=0)
    if extra:
        item.lines[1:] = [(index, line[extra:]) for index, line in item.lines[1:]]


def _meta_bullets(lines: Sequence[str], index: int, end: int) -> tuple[list[Line], int] | None:
    """Two or three bullets that are one comment's head: (a reply button), a name, a date; some themes print it so."""
    found: list[Line] = []
    indent: int | None = None
    for position in range(index, min(index + 3, end)):
        match = MARKER.match(lines[position])
        if not match or match["number"] or indent not in (None, len(match["indent"])):
            return None
        indent = len(match["indent"])
        found.append((position, match["rest"] or ""))
        if len(found) > 1 and date_line(found[-1][1]):
            buttons = [text for _, text in found[:-2]]
            return (found, indent) if is_name(found[-2][1]) and all(map(is_reply_link, buttons)) else None
    return None


def _nest(items: list[Item]) -> None:
    """Depth from the indents that occur; the parent is the last item one level up, if it is still open."""
    indents = {indent: rank for rank, indent in enumerate(sorted({item.indent for item in items}), 1)}
    trail: list[int] = []
    for position, item in enumerate(items):
        item.depth = indents[item.indent]
        while trail and items[trail[-1]].indent >= item.indent:
            trail.pop()
        if item.depth > 1:
            above = trail[-1] if trail else None
            item.parent = above if above is not None and items[above].depth == item.depth - 1 else -1
        trail.append(position)


def part_restarted(items: list[Item]) -> None:
    """Replies that count from 1 again under the same comment stand under one that is missing."""
    last: dict[int, int] = {}
    lost: set[int] = set()
    for item in items:
        if item.parent is None or item.parent < 0 or item.number is None:
            continue
        if item.number <= last.get(item.parent, 0):
            lost.add(item.parent)
        last[item.parent] = item.number
        if item.parent in lost:
            item.parent = -1


def missing_numbers(items: Sequence[Item]) -> list[int]:
    """Numbers of the top level that the list skips, from 1 to its last."""
    top = [item.number for item in items if item.depth == 1 and item.number is not None]
    if not top or sorted(set(top)) != top:
        return []
    present = set(top)
    return [number for number in range(1, top[-1] + 1) if number not in present]
