"""4CAT's tables: parents in their several columns, broken rows, and the line to plain tables of comments."""

from __future__ import annotations

import csv
import io

import pytest

from ethnography.errors import UnreadableSource
from ethnography.formats import Reading, find_format, make_source, read_source
from ethnography.formats.comments_csv import CommentsCsv
from ethnography.formats.fourcat_csv import FourcatCsv
from tests.formats.golden import CASES

HERE = CASES / "fourcat_csv"
HEAD = ("id", "thread_id", "timestamp", "author", "body")


def table(*rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> Reading:
    out = io.StringIO()
    csv.writer(out).writerows([head, *rows])
    return read_source(make_source("x.csv", out.getvalue().encode()), format="fourcat_csv")


def left_out(reading: Reading) -> dict[str, str]:
    return {entry.reason: entry.text for entry in reading.left_out}


@pytest.mark.parametrize(
    ("column", "stated", "answers"),
    [
        ("parent", "t3_p", ":post"),
        ("parent", "t1_b", ":b"),
        ("reply_to", "b", ":b"),
        ("replied_to_post", "https://app.example/profile/x/post/b", ":b"),
        ("parent_id", "c", ":post"),
        ("in_reply_to", "gone", ":gone"),
        ("mood", "b", ":post"),
    ],
)
def test_parents(column: str, stated: str, answers: str) -> None:
    rows = [("p", "p", "1", "a", "Tea", ""), ("b", "p", "2", "b", "Yes", ""), ("c", "p", "3", "c", "No", stated)]
    reading = table(*rows, head=(*HEAD, column))
    assert (reading.comments[2].reply_to or "").endswith(answers)


def test_guesses_name_their_evidence() -> None:
    assert read_source(HERE / "html.csv").guesses == ("most bodies hold tags, so they were read as HTML",)
    assert "Anonymous" in read_source(HERE / "board.csv").guesses[0]
    assert read_source(HERE / "reddit.csv").guesses == ()


def test_broken_rows_are_passed_over_with_a_warning() -> None:
    reading = table(("a", "a", "1", "bo", "Tea"), ("b", "a"), ("", "a", "2", "bo", "no id"))
    assert len(reading.comments) == 1
    assert left_out(reading)["rows with another number of cells than columns"] == "1: line 3: b | a"
    assert left_out(reading)["rows without an id"] == "1: no id"
    assert any("broken" in warning for warning in reading.warnings)


def test_missing_columns_are_named() -> None:
    with pytest.raises(UnreadableSource, match="lacks the column body and timestamp"):
        table(("a", "a"), head=("id", "thread_id"))


def test_it_is_told_from_a_plain_table() -> None:
    source = make_source("x.csv", b"id,thread_id,timestamp,author,body\n1,1,1600000000,bo,Tea\n")
    assert find_format(source) is FourcatCsv
    assert FourcatCsv.sniff(make_source("x.csv", b"id,thread,date,author,text\n1,1,2020,bo,Tea\n")) == 0
    assert CommentsCsv.sniff(source) < 3
