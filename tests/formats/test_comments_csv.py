"""Tables of comments: missing columns, mistakes with the line of the file, ids across threads."""

from __future__ import annotations

import pytest

from ethnography.errors import BadFile, UnreadableSource
from ethnography.formats import Reading, make_source
from ethnography.formats.comments_csv import CommentsCsv


def read(text: str) -> Reading:
    return CommentsCsv.read(make_source("talk.csv", text.encode()))


def test_missing_columns_are_named_with_those_found() -> None:
    with pytest.raises(UnreadableSource, match=r"lacks the column id and text; its columns are author, date") as caught:
        read("Author;Date\nAnn;2020\n")
    assert "id and text are needed" in str(caught.value)


def test_mistakes_carry_the_line_on_which_the_row_begins() -> None:
    with pytest.raises(BadFile) as caught:
        read('id,text,kind\n1,"two\nlines",\n,no id,\n2,a,b,c\n3,x,shout\n')
    assert [mistake.line for mistake in caught.value.mistakes] == [4, 5, 6]
    assert "4 cells" in caught.value.mistakes[1].message


def test_an_open_quotation_mark_and_a_doubled_column_are_mistakes() -> None:
    with pytest.raises(BadFile, match="line 3: the row that begins here"):
        read('id,text\n1,a\n2,"never closed\n3,b\n')
    with pytest.raises(BadFile, match='the column "text" stands twice'):
        read("id,text,Text\n1,a,b\n")


def test_ids_are_unique_across_threads_and_ready_ones_are_kept() -> None:
    reading = read("id,thread,reply_to,text\n1,a,,x\n2,a,1,y\n1,b,,z\nb:2,b,b:1,w\n")
    assert [one.id for one in reading.comments] == ["a:1", "a:2", "b:1", "b:2"]
    assert [one.reply_to for one in reading.comments] == [None, "a:1", None, "b:1"]
    assert len(reading.warnings) == 2


def test_columns_of_no_meaning_are_listed() -> None:
    assert [item.text for item in read("id,text,mood,\n1,a,calm,\n").left_out] == ["mood"]


def test_an_answer_without_reply_to_answers_the_post() -> None:
    reading = read("id,text,kind\n1,a,\np,The post,POST\n")
    assert [one.reply_to for one in reading.comments] == ["talk:p", None]
    assert not reading.warnings


@pytest.mark.parametrize(
    ("text", "surety"),
    [
        ("ID;Text\n1;a\n", 3),
        ("text\tid\na\t1\n", 3),
        ("author,text\nAnn,a\n", 2),
        ("tag,description\na,b\n", 0),
        ("A page, with text.", 0),
    ],
)
def test_sniff(text: str, surety: int) -> None:
    assert CommentsCsv.sniff(make_source("x", text.encode())) == surety
