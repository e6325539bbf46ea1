"""Comments as a table in an Excel workbook (xlsx): one row a comment, the columns named by headings or by the researcher."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import PurePath
from typing import Any

from ethnography.errors import UnreadableSource
from ethnography.formats.base import Reading, Table
from ethnography.formats.office_package import OfficePackage, names_in
from ethnography.formats.table import Row, table_reading
from ethnography.formats.table.columns import written
from ethnography.formats.table.grid import grid_of
from ethnography.formats.tally import short
from ethnography.source import Source

_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA"})
_AGAIN = "Open it in Excel or LibreOffice, save it again as xlsx or as CSV, and import that."
_LOOKED_INTO = 64 << 20  # bytes of a sheet that are looked into for merged cells and formulas


class CommentsXlsx(Table):
    """A sheet with a row a comment; columns of other names than ours are proposed."""

    name = "comments_xlsx"
    title = "a table of comments in an Excel workbook (xlsx)"
    shapes = ("binary",)

    @staticmethod
    def sniff(source: Source) -> int:
        """3 for a package with a workbook in it."""
        names = names_in(source)
        return 3 * int("[Content_Types].xml" in names and not names.isdisjoint(("xl/workbook.xml", "workbook.xml")))

    @staticmethod
    def read(source: Source, columns: Mapping[str, str] | None = None) -> Reading:
        """The comments of one sheet. Raises ``UnreadableSource`` with a proposal where it is not said which sheet or column is
        meant, and ``BadFile`` with every mistake and the row it is in."""
        with OfficePackage(source) as package, _workbook(source) as book:
            name, sheet = _sheet(book, source, (columns or {}).get("sheet"))
            filled, formulas = _besides(package, sheet)
            reader = _Rows(sheet, filled)
            several = len(book.sheetnames) > 1
            grid = grid_of(source.name, PurePath(source.name).stem, iter(reader), (columns or {}).get("header"))
            if several:
                grid.option["sheet"] = name
            reading = table_reading("comments_xlsx", grid, columns)
        found = [*reading.warnings]
        if reader.errors:
            hold = "1 cell holds" if reader.errors == 1 else f"{reader.errors} cells hold"
            found.append(f"{hold} an error of Excel (#N/A …), read as empty")
        if formulas:
            hold = "1 cell holds" if formulas == 1 else f"{formulas} cells hold"
            found.append(f"{hold} a formula whose result is not in the file: open and save it in Excel to have it")
        return Reading(reading.format, reading.comments, None, reading.left_out, reading.guesses, tuple(found))


@contextmanager
def _workbook(source: Source) -> Iterator[Any]:
    """The workbook, values only. Raises ``UnreadableSource`` where it is damaged, which may show only while its rows are read."""
    import zlib
    from zipfile import BadZipFile

    import openpyxl  # type: ignore[import-untyped]
    from openpyxl.utils.exceptions import InvalidFileException  # type: ignore[import-untyped]

    broken = (
        InvalidFileException,
        BadZipFile,
        zlib.error,
        SyntaxError,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
    )
    with source.opened() as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles that openpyxl does not keep
        try:
            book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
            try:
                yield book
            finally:
                book.close()
        except (*broken, OSError, EOFError, OverflowError, NotImplementedError, RecursionError) as error:
            found = f"the workbook is damaged ({short(str(error), 100) or type(error).__name__})"
            raise UnreadableSource(source.name, found, _AGAIN) from None


def _sheet(book: Any, source: Source, wanted: str | None) -> tuple[str, Any]:
    """The sheet that is asked for, or the only one with rows in it."""
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    if wanted is not None:
        near = next((title for title in sheets if title.strip().lower() == wanted.strip().lower()), None)
        if near is None:
            raise UnreadableSource(source.name, f"it has no sheet “{wanted}”", f"Its sheets are {', '.join(sheets)}.")
        return near, sheets[near]
    full = [title for title, sheet in sheets.items() if _has_rows(sheet)]
    if not full:
        raise UnreadableSource(source.name, "none of its sheets has rows", "Look at it: it may hold charts only.")
    if len(full) > 1:
        choice = f"Say which one holds the comments: --columns {written({'sheet': full[0]})}"
        raise UnreadableSource(
            source.name,
            f"{len(full)} of its sheets have rows: {', '.join(full)}",
            f"{choice} (the other columns are proposed then).",
        )
    return full[0], sheets[full[0]]


def _has_rows(sheet: Any) -> bool:
    """Whether a sheet has two rows with something in them."""
    sheet.reset_dimensions()
    count = 0
    for row in sheet.iter_rows(values_only=True):
        count += any(value not in (None, "") for value in row)
        if count > 1:
            return True
    return False


class _Rows:
    """The rows of a sheet as text, merged cells filled downwards; `errors` counts cells that hold an error."""

    def __init__(self, sheet: Any, filled: Mapping[int, list[tuple[int, int, int]]]) -> None:
        self._sheet, self._filled = sheet, filled
        self.errors = 0

    def __iter__(self) -> Iterator[Row]:
        self._sheet.reset_dimensions()
        above: dict[int, tuple[int, str]] = {}  # column → the last row of a merged cell, and what it says
        for number, values in enumerate(self._sheet.iter_rows(values_only=True), 1):
            cells = [self._text(value) for value in values]
            while cells and not cells[-1]:
                cells.pop()
            for column, (last, text) in above.items():
                if number <= last:
                    cells += [""] * (column + 1 - len(cells))
                    cells[column] = cells[column] or text
            for column, last, _ in self._filled.get(number, ()):
                above[column] = (last, cells[column] if column < len(cells) else "")
            yield Row(number, cells)

    def _text(self, value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, str):
            if value in _ERRORS:
                self.errors += 1
                return ""
            return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), value) if "_x" in value else value
        return text_of_value(value)


def text_of_value(value: Any) -> str:
    """A cell's value as text: whole numbers without a point, dates in ISO 8601, a day without its midnight.

    >>> text_of_value(12.0), text_of_value(datetime(2020, 5, 3)), text_of_value(datetime(2020, 5, 3, 10, 15)), text_of_value(True)
    ('12', '2020-05-03', '2020-05-03T10:15:00', 'TRUE')
    """
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(timespec="seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def _besides(package: OfficePackage, sheet: Any) -> tuple[dict[int, list[tuple[int, int, int]]], int]:
    """Cells merged over several rows, by the row they begin in, as (column, last row, first row); and the number of formulas
    without a result."""
    from openpyxl.utils.cell import coordinate_to_tuple  # type: ignore[import-untyped]

    data = package.data(str(getattr(sheet, "_worksheet_path", "")).lstrip("/")) or b""
    if len(data) > _LOOKED_INTO:
        return {}, 0
    merged: dict[int, list[tuple[int, int, int]]] = {}
    for match in re.finditer(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3}\d{1,7}):([A-Z]{1,3}\d{1,7})"', data):
        first, column = coordinate_to_tuple(match[1].decode())
        last, _ = coordinate_to_tuple(match[2].decode())
        if last > first:
            merged.setdefault(first, []).append((column - 1, last, first))
    formulas = len(re.findall(rb"</(?:\w+:)?f>\s*(?:<(?:\w+:)?v\s*(?:/>|></(?:\w+:)?v>)\s*)?</(?:\w+:)?c>", data))
    return merged, formulas
