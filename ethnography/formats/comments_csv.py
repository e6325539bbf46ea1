"""Comments as a table (CSV): one row a comment, the columns named in the first row, or by the researcher."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import PurePath

from ethnography.errors import Mistake, UnreadableSource
from ethnography.formats.base import Reading, Table
from ethnography.formats.table import FIELDS, Row, table_reading
from ethnography.formats.table.grid import grid_of, heading_of
from ethnography.formats.table.proposing import has_text
from ethnography.formats.table.vocabulary import KNOWN, plain_name
from ethnography.source import Source

_NEEDED = ("id", "text")
_DELIMITERS = (",", ";", "\t", "|")
_LONGEST_CELL = 10_000_000
_LONGEST_LINE = 30_000_000


class CommentsCsv(Table):
    """A table with a row a comment; every mistake in it is reported with its line. Columns of other names are proposed."""

    name = "comments_csv"
    title = "a table of comments (CSV): with the columns id and text, or with --columns"
    shapes = ("text",)

    @staticmethod
    def sniff(source: Source) -> int:
        """3 where the first row names the columns ``id`` and ``text``; 2 where it names two others of this format, or heads a table
        by names that such columns have elsewhere; 1 for any other table with sentences in it."""
        _, rows = _first_rows(source.start)
        rows = rows[heading_of(rows) :] if rows else []
        header = [cell.strip().lower() for cell in rows[0].cells] if rows else []
        known = set(header) & set(FIELDS)
        if known.issuperset(_NEEDED):
            return 3
        if len(known) >= 2 and all(len(name) <= 40 for name in header):
            return 2
        width = len(rows[0].cells) if rows else 0
        named = sum(plain_name(cell) in KNOWN for cell in rows[0].cells) if rows else 0
        if width < 2 or len(rows) < (2 if named >= 2 else 3) or sum(len(row.cells) == width for row in rows) < 0.9 * len(rows):
            return 0
        if not has_text(rows[0].cells, rows[1:]):
            return 0
        return 2 if named >= 2 and all(len(name) <= 60 for name in rows[0].cells) else 1

    @staticmethod
    def read(source: Source, columns: Mapping[str, str] | None = None) -> Reading:
        """The comments, ids prefixed with their thread. Raises ``UnreadableSource`` with a proposal where it is not said which
        column is which, and ``BadFile`` with every mistake and the line of the file on which its row begins."""
        delimiter, _ = _first_rows(source.start)
        mistakes: list[Mistake] = []
        rows = _rows(_text_lines(source), delimiter, mistakes, _escape(source.start))
        grid = grid_of(source.name, PurePath(source.name).stem, rows, (columns or {}).get("header"))
        grid.mistakes = mistakes
        return table_reading("comments_csv", grid, columns)


def _first_rows(start: str) -> tuple[str, list[Row]]:
    """The delimiter, and the first rows: the one with which most columns of the first row are known, or all rows are alike.

    A first line ``sep=;``, as Excel writes and reads it, names it.
    """
    lines = start[:60_000].removeprefix("\ufeff").split("\n")
    lines = lines[:-1] if len(start) > 60_000 else lines
    stated = next((line.strip() for line in lines[:1] if line.lower().startswith("sep=")), "")
    if len(stated) == 5:
        return stated[4], [row for row in islice(_rows(lines[1:], stated[4], [], None), 40) if any(row.cells)]
    best: tuple[tuple[int, float, int], str, list[Row]] = ((0, 0.0, 0), ",", [])
    for delimiter in _DELIMITERS:
        mistakes: list[Mistake] = []
        rows = list(islice(_rows(lines, delimiter, mistakes, _escape(start)), 40))
        rows = [row for row in rows if any(cell.strip() for cell in row.cells)]
        if not rows:
            continue
        table = rows[heading_of(rows) :]
        names = {cell.strip().lower() for cell in table[0].cells}
        width = len(table[0].cells)
        alike = sum(len(row.cells) == width for row in table) / len(table) if width > 1 else 0.0
        rank = (len(names & set(FIELDS)) if width > 1 or names <= set(FIELDS) else 0, alike if not mistakes else 0.0, width)
        if rank > best[0] or not best[2]:
            best = (rank, delimiter, rows)
    return best[1], best[2]


def _escape(start: str) -> str | None:
    """Databases escape a quotation mark with a backslash where tables double it."""
    return "\\" if '\\"' in start and '""' not in start.replace(',""', "").replace('"",', "") else None


def _text_lines(source: Source) -> Iterator[str]:
    """The lines of the file with their ends; those of old Macintosh files, and none that is longer than a table's can be."""
    with source.opened() as file:
        head = file.read(65_536)
    mac = b"\r" in head and b"\n" not in head
    for number, line in enumerate(source.text.split("\n") if mac else source.lines(), 1):
        if len(line) > _LONGEST_LINE:
            found = f"its line {number} has {len(line):,} characters, more than a row of a table has"
            raise UnreadableSource(source.name, found, "Export it again with a row for each comment.")
        if number == 1 and len(line.strip()) == 5 and line.removeprefix("\ufeff").lower().startswith("sep="):
            line = ""
        yield line.removeprefix("\ufeff") if number == 1 else line


def _rows(lines: Iterable[str], delimiter: str, mistakes: list[Mistake], escape: str | None) -> Iterator[Row]:
    """The rows with the line on which each begins; where one is not well-formed that is noted, and the rest cannot be read."""
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
    reader = csv.reader(
        (f"{line}\n" for line in lines), delimiter=delimiter, strict=True, escapechar=escape, doublequote=escape is None
    )
    ended = 0
    while True:
        line = ended + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            mistakes.append(
                Mistake(line, f"the row that begins here is not well-formed ({error}); look for a quotation mark too many")
            )
            return
        ended = reader.line_num
        yield Row(line, cells)
