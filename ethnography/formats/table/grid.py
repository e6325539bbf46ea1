"""A table as rows of cells, and where in them it begins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import NamedTuple

from ethnography.errors import Mistake, UnreadableSource
from ethnography.formats.base import LeftOut
from ethnography.formats.tally import short

_LOOKED_AT = 60  # rows in which the headings are looked for


class Row(NamedTuple):
    """The cells of a row as text, and the line (or row) of the file on which it begins, from 1."""

    line: int
    cells: Sequence[str]


@dataclass
class Grid:
    """A table that is being read: its headings, the rows under them (each once, as they come), and what is noted on the way.

    `name` is what a thread is called that no column names; `header` is empty text where a column has no heading, and `is_headed`
    says whether there are any; `option` is what ``--columns`` must say to find the same table again.
    """

    where: str
    name: str
    header: list[str]
    rows: Iterable[Row]
    header_line: int = 1
    is_headed: bool = True
    option: dict[str, str] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def grid_of(where: str, name: str, rows: Iterator[Row], header: str | None) -> Grid:
    """The table in these rows. `header`: the number of the row of the headings, "no" where there are none, None to look for it:
    the first row with as many cells filled as most have. Rows above it are left out, and said."""
    if header is not None and not re.fullmatch(r"no|none|\d{1,7}", header.lower()):
        raise UnreadableSource("--columns", f"header={header} is neither a row's number nor “no”", "Write header=3, or header=no.")
    first = list(islice((row for row in rows if any(cell.strip() for cell in row.cells)), _LOOKED_AT))
    if not first:
        raise UnreadableSource(where, "the table has no rows", "Look at it, and export it again.")
    if header is not None and header.lower() in ("no", "none"):
        width = max(len(row.cells) for row in first)
        return Grid(where, name, [""] * width, chain(first, rows), 0, False, {"header": "no"})
    if header is not None:
        at = next((n for n, row in enumerate(first) if row.line == int(header)), None)
        if at is None:
            raise UnreadableSource(
                where, f"row {header} is empty, or is not among its first {_LOOKED_AT}", "Give another header=ROW."
            )
    else:
        at = heading_of(first)
    grid = Grid(where, name, [cell.strip() for cell in first[at].cells], chain(first[at + 1 :], rows), first[at].line)
    if header is not None:
        grid.option["header"] = header
    for row in first[:at]:
        grid.left_out.append(LeftOut("above the table", short(" ".join(filter(None, row.cells))), (row.line, row.line)))
    return grid


def heading_of(rows: Sequence[Row]) -> int:
    """The place of the row of the headings: the first with half as many cells filled as most rows have, and more than one."""
    filled = [sum(bool(cell.strip()) for cell in row.cells) for row in rows]
    usual = Counter(filled).most_common(1)[0][0]
    return next((n for n, count in enumerate(filled) if count > 1 and count * 2 >= usual), 0)
