"""Tables in Excel workbooks: which sheet, cells that are no text, merged cells, damaged files."""

from __future__ import annotations

import datetime as d
import io
from collections.abc import Iterable
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ethnography.errors import BadFile, EthnographyError, UnreadableSource
from ethnography.formats import Reading, find_format, make_source, read_source
from ethnography.formats.comments_xlsx import CommentsXlsx, text_of_value
from ethnography.formats.table import parse_columns
from tests.formats.golden import CASES
from tests.formats.office import packed

Sheets = dict[str, Iterable[Iterable[Any]]]


def book(sheets: Sheets, merged: str = "") -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        if merged:
            sheet.merge_cells(merged)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def read(sheets: Sheets, columns: str | None = None, merged: str = "") -> Reading:
    source = make_source("talk.xlsx", book(sheets, merged))
    return read_source(source, columns=parse_columns(columns) if columns else None)


def test_it_is_recognised_by_what_is_in_it() -> None:
    assert find_format(make_source("x", book({"a": [["id", "text"]]}))) is CommentsXlsx
    assert CommentsXlsx.sniff(make_source("x", packed({"a": "b"}))) == 0


def test_our_own_columns_are_read_as_they_stand() -> None:
    found = read({"a": [["ID", "text", "date", "x"], [1, "Tea?", d.date(2020, 5, 3), 1], [2.0, "No.", "May 2020", None]]})
    assert [(one.id, one.date, one.text) for one in found.comments] == [
        ("talk:1", "2020-05-03", "Tea?"),
        ("talk:2", "2020-05", "No."),
    ]
    assert [item.text for item in found.left_out] == ["x"]
    with pytest.raises(BadFile, match="line 3: the id is empty"):
        read({"a": [["id", "text"], [1, "a"], [None, "b"]]})


def test_one_sheet_with_rows_is_taken_and_of_several_none() -> None:
    rows = [["id", "text"], [1, "a"]]
    assert len(read({"empty": [], "one": [["a note"]], "full": rows}).comments) == 1
    with pytest.raises(UnreadableSource, match="2 of its sheets have rows: a, b") as caught:
        read({"a": rows, "b": rows})
    assert "--columns sheet=a" in str(caught.value)
    assert len(read({"a": rows, "b": [*rows, [2, "b"]]}, "sheet=B").comments) == 2
    with pytest.raises(UnreadableSource, match=r"no sheet “c”\. Its sheets are a, b"):
        read({"a": rows, "b": rows}, "sheet=c")
    with pytest.raises(UnreadableSource, match="none of its sheets has rows"):
        read({"a": []})


def test_the_proposal_names_the_sheet_where_there_are_several() -> None:
    rows = [["Who", "Said"], ["Ann", "Tea is better than that"], ["Bo", "No it is not at all"], ["Ann", "Yes it is so"]]
    with pytest.raises(UnreadableSource) as caught:
        read({"Blatt 1": rows, "b": rows}, "sheet=Blatt 1")
    assert "--columns 'sheet=Blatt 1,author=Who,text=Said'" in str(caught.value)
    assert read({"Blatt 1": rows, "b": rows}, "sheet=Blatt 1,author=Who,text=Said").comments[0].author == "Ann"


def test_merged_cells_count_for_every_row_and_not_for_every_column() -> None:
    rows = [["Who", "Said"], ["Ann", "one"], [None, "two"], [None, "three"]]
    assert [one.author for one in read({"a": rows}, "author=Who,text=Said", "A2:A3").comments] == ["Ann", "Ann", None]
    titled = [["A title over all", None, None], ["Who", "Said", "When"], ["Ann", "one", None]]
    assert read({"a": titled}, "author=Who,text=Said", "A1:C1").comments[0].text == "one"


def test_values_as_text() -> None:
    values = [12.0, 12.5, 1e300, True, d.time(10, 15), d.datetime(2020, 1, 2, 3, 4, 5), d.timedelta(hours=1)]
    assert [text_of_value(value) for value in values] == [
        "12", "12.5", "1e+300", "TRUE", "10:15:00", "2020-01-02T03:04:05", "1:00:00",
    ]  # fmt: skip


def test_errors_formulas_and_escaped_letters_are_said() -> None:
    reading = read({"a": [["id", "text"], [1, "#N/A"], [2, "=A1&A2"], [3, "a_x000D_b_x0041_"]]})
    assert [one.text for one in reading.comments] == ["", "", "a\nbA"]
    assert "1 cell holds an error of Excel (#N/A …), read as empty" in reading.warnings
    assert any(warning.startswith("1 cell holds a formula whose result is not in the file") for warning in reading.warnings)


def test_damaged_workbooks_are_refused() -> None:
    whole = book({"a": [["id", "text"], [1, "a"]]})
    for data in (whole[: len(whole) // 2], packed({"[Content_Types].xml": "<x>", "xl/workbook.xml": "<x/>"})):
        with pytest.raises(UnreadableSource):
            read_source(make_source("x.xlsx", data), format="comments_xlsx")


SAMPLE = (CASES / "comments_xlsx" / "pond.xlsx").read_bytes()


@settings(max_examples=60)
@given(st.integers(0, 10_000), st.binary(max_size=12), st.integers(0, 60))
def test_mutated_workbooks_are_read_or_refused(place: int, inserted: bytes, cut: int) -> None:
    at = place % len(SAMPLE)
    try:
        read_source(make_source("x.xlsx", SAMPLE[:at] + inserted + SAMPLE[at + cut :]), format="comments_xlsx")
    except EthnographyError:
        return
