"""Tables with unknown columns: the option that names them, what is proposed, and what is made of the rows."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ethnography.corpus import Corpus
from ethnography.errors import BadFile, EthnographyError, UnreadableSource
from ethnography.formats import Reading, make_source, read_source
from ethnography.formats.comments_csv import CommentsCsv
from ethnography.formats.table import FIELDS, parse_columns
from ethnography.formats.table.columns import written
from ethnography.formats.table.vocabulary import ALIASES, plain_name

TEA = "#;User;When;Message;Score\n1;Ann;2020-01-02;Tea is better than coffee, I think.;3\n2;Bo;2020-01-03;No it is not at all;0\n"


def read(text: str | bytes, columns: str | None = None, name: str = "talk.csv") -> Reading:
    source = make_source(name, text.encode() if isinstance(text, str) else text)
    return read_source(source, format="comments_csv", columns=parse_columns(columns) if columns else None)


def proposed(text: str | bytes) -> str:
    """The option that the message proposes."""
    with pytest.raises(UnreadableSource) as caught:
        read(text)
    found = re.search(r"--columns (.*)\n", str(caught.value))
    assert found is not None, str(caught.value)
    return found[1]


def confirmed(text: str | bytes) -> Reading:
    """The reading with the columns that are proposed, typed as the message writes them."""
    import shlex

    (option,) = shlex.split(proposed(text))
    return read(text, option)


# --- the option ---------------------------------------------------------------------------------------------------------


def test_columns_are_written_and_read_back() -> None:
    for columns in (
        {"text": "Message"},
        {"text": "Message, body", "author": 'the "user"'},
        {"text": "it's = so", "sheet": "Blatt 1"},
    ):
        import shlex

        (option,) = shlex.split(written(columns))
        assert parse_columns(option) == columns
    assert parse_columns(" Author = User ,TEXT='a, b', ") == {"author": "User", "text": "a, b"}
    assert parse_columns("reply-to=Parent,id=1,text=b") == {"reply_to": "Parent", "id": "1", "text": "b"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "names no column"),
        ("text", "not of the form FIELD=COLUMN"),
        ("text=a,author", "“author” is not of the form"),
        ("txt=a", "no field “txt”. Did you mean text"),
        ("colour=a", "The fields are id, reply_to"),
        ("text=", "no column is named for text"),
        ("text=a,text=b", "text stands twice"),
    ],
)
def test_mistakes_in_the_option_are_said(text: str, message: str) -> None:
    with pytest.raises(UnreadableSource, match=re.escape(message)) as caught:
        parse_columns(text)
    assert str(caught.value).startswith("Cannot read --columns: ")


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ("text=Mesage", "no column “Mesage”. Did you mean “Message”? Its columns are #, User"),
        ("author=User", "the column of the text is not named"),
        ("text=Message,reply_to=#", "no column is named for the id"),
        ("text=Message,author=Message", "one column is named for text and author"),
        ("text=9", "no column “9”"),
        ("text=Message,header=seven", "neither a row's number nor"),
        ("text=Message,header=99", "row 99 is empty"),
    ],
)
def test_columns_that_are_not_there_are_said(columns: str, message: str) -> None:
    with pytest.raises(UnreadableSource) as caught:
        read(TEA, columns)
    assert message in str(caught.value)


def test_columns_go_by_name_number_and_letter() -> None:
    for columns in ("text=message ,author=USER", "text=4,author=2", "text=D,author=B"):
        assert [(one.author, one.text[:6]) for one in read(TEA, columns).comments] == [("Ann", "Tea is"), ("Bo", "No it ")]
    doubled = "Text;Text\na;b\n"
    with pytest.raises(UnreadableSource, match="Give the number instead: 1 or 2"):
        read(doubled, "text=Text")
    assert read(doubled, "text=2").comments[0].text == "b"


# --- what is proposed ---------------------------------------------------------------------------------------------------


def test_the_proposal_is_shown_with_a_sample_and_nothing_is_read() -> None:
    with pytest.raises(UnreadableSource) as caught:
        read(TEA)
    message = str(caught.value)
    assert "  author = User   (“Ann”)\n" in message
    assert "left out: Score" in message
    assert "--columns 'id=#,author=User,date=When,text=Message'" in message


@pytest.mark.parametrize(
    ("header", "option"),
    [
        ("Name,Comment,Date posted", "'author=Name,date=Date posted,text=Comment'"),
        ("Benutzer,Kommentar,Datum", "author=Benutzer,date=Datum,text=Kommentar"),
        ("Usuario,Comentario,Fecha", "author=Usuario,date=Fecha,text=Comentario"),
        ("Auteur,Commentaire,Date", "author=Auteur,date=Date,text=Commentaire"),
        ("authorDisplayName,full_text,created_at", "author=authorDisplayName,date=created_at,text=full_text"),
        ("x,y,z", "author=x,date=z,text=y"),
    ],
)
def test_names_in_several_languages_and_what_stands_in_the_columns(header: str, option: str) -> None:
    rows = "Ann,Tea is better than that,2020-01-02\nBo,No it is not at all,2020-01-03\nAnn,Yes it is and was,2020-01-03\n"
    assert proposed(f"{header}\n{rows}") == option


def test_ids_and_answers_are_found_by_what_they_refer_to() -> None:
    text = "a,b,c\n11,,Tea is better than that\n12,11,No it is not at all\n13,12,Yes it is and was\n14,11,I do not know it\n"
    assert proposed(text) == "id=a,reply_to=b,text=c"
    assert [one.reply_to for one in confirmed(text).comments] == [None, "talk:11", "talk:12", "talk:11"]


def test_a_table_without_headings_is_proposed_by_numbers() -> None:
    text = "2020-01-02,Ann,Tea is better than that\n2020-01-03,Bo,No it is not at all\n2020-01-03,Ann,Yes it is and was\n"
    assert proposed(text) == "header=no,author=2,date=1,text=3"
    assert len(confirmed(text).comments) == 3


def test_rows_above_the_headings_are_left_out_and_the_headings_row_can_be_named() -> None:
    text = "Export,,\n\nUser,Message,When\nAnn,Tea is better than that,2020-01-02\n"
    reading = confirmed(text)
    assert [(item.reason, item.text, item.lines) for item in reading.left_out] == [("above the table", "Export", (1, 1))]
    assert read(text, "header=3,text=Message").comments[0].text == "Tea is better than that"


def test_a_table_without_sentences_has_nothing_to_propose() -> None:
    with pytest.raises(UnreadableSource, match="lacks the column id and text; its columns are a, b"):
        read("a,b\n1,2\n3,4\n")


def test_every_known_name_is_written_as_it_is_compared() -> None:
    for field, names in ALIASES.items():
        assert field in FIELDS
        for name in names:
            assert plain_name(name) == name or name == "#", name


# --- the rows -----------------------------------------------------------------------------------------------------------


def test_numbers_nothing_and_lost_answers() -> None:
    text = "No,Parent,Words\n1.0,0,a\n2.0,1.0,b\n3,NULL,c\n4,99,d\n"
    reading = read(text, "id=No,reply_to=Parent,text=Words")
    assert [(one.id, one.reply_to) for one in reading.comments] == [
        ("talk:1", None),
        ("talk:2", "talk:1"),
        ("talk:3", None),
        ("talk:4", "talk:99"),
    ]
    assert "1 row answers a row that is not in the table (99)" in reading.warnings


def test_a_row_may_have_the_id_0() -> None:
    reading = read("No,Parent,Words\n0,,a\n1,0,b\n", "id=No,reply_to=Parent,text=Words")
    assert reading.comments[1].reply_to == "talk:0"


def test_what_reddit_puts_before_ids() -> None:
    text = "id,parent,thread,text_\nabc,t3_z,t3_z,a\nabd,t1_abc,t3_z,b\nabe,t1_gone,t3_z,c\n"
    found = read(text, "id=id,reply_to=parent,thread=thread,text=text_").comments
    assert [(one.reply_to or "").split(":")[-1] for one in found] == ["", "abc", "t1_gone"]


def test_digests_where_no_id_is_stated_stay_the_same() -> None:
    before = {one.id: one.text for one in read(TEA, "text=Message,date=When").comments}
    after = {one.id: one.text for one in read(TEA + "3;Cy;2020-01-04;New;1\n", "text=Message,date=When").comments}
    assert before.items() <= after.items()
    same = read("m\nyes\nyes\n", "text=m").comments
    assert len({one.id for one in same}) == 2


def test_threads_and_posts() -> None:
    text = "topic,type,body\nOn tea?,submission,p\nOn tea?,comment,a\nMilk,comment,b\n"
    reading = read(text, "thread=topic,kind=type,text=body")
    first, second, third = reading.comments
    assert first.kind == "post"
    assert second.reply_to == first.id
    assert third.thread.startswith("milk-")
    assert list(Corpus.build(reading.comments).comments["depth"]) == [0, 1, 1]
    with pytest.raises(BadFile, match='line 2: the kind "advert"'):
        read("type,body\nadvert,x\n", "kind=type,text=body")


@pytest.mark.parametrize(
    ("dates", "read_as"),
    [
        (["03/04/2011", "23/04/2011"], ["2011-04-03", "2011-04-23"]),
        (["03/04/2011", "04/23/2011"], ["2011-03-04", "2011-04-23"]),
        (["03/04/2011 9:05 PM", "23/04/2011 12:00 AM"], ["2011-04-03T21:05", "2011-04-23T00:00"]),
        (["03/04/2011", "05/06/2011"], [None, None]),
        (["23/04/2011", "04/23/2011", "03/04/2011"], ["2011-04-23", "2011-04-23", None]),
        (["1439801151", "1439801151000"], ["2015-08-17T08:45:51Z", "2015-08-17T08:45:51Z"]),
        (["2011-04-03T10:00:00Z", "3. Mai 2012", "soon"], ["2011-04-03T10:00:00Z", "2012-05-03", None]),
    ],
)
def test_dates_whose_order_the_column_shows(dates: list[str], read_as: list[str | None]) -> None:
    text = "when;what\n" + "".join(f"{date};x{n}\n" for n, date in enumerate(dates))
    reading = read(text, "date=when,text=what")
    assert [one.date for one in reading.comments] == read_as
    assert bool(reading.guesses) == ("/" in dates[0] and read_as[0] is not None and dates[0][0] == "0")
    assert any("cannot be read for certain" in warning for warning in reading.warnings) == (None in read_as)


def test_what_has_its_columns_named_is_a_table() -> None:
    text = make_source("x.txt", b"2020-01-02,Ann,Tea is better than that\n")
    assert read_source(text, columns=parse_columns("header=no,text=3")).format == "comments_csv"
    for other in (b"%PDF-1.4 is no table", b"<html><body><p>nor is this</p></body></html>", b'{"a": "nor this"}'):
        with pytest.raises(UnreadableSource, match="has no columns"):
            read_source(make_source("x", other), columns={"text": "a"})


# --- the file -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        "Name,Comment\nAnn,tea\n",
        "\ufeffName;Comment\r\nAnn;tea\r\n",
        "sep=;\nName;Comment\nAnn;tea\n",
        "Name\tComment\nAnn\ttea\n",
        "Name|Comment\nAnn|tea\n",
        "Name,Comment\rAnn,tea\r",
        '"Name","Comment"\n\n"Ann","tea"\n\n',
    ],
)
def test_separators_marks_and_line_ends(data: str) -> None:
    found = read(data, "author=Name,text=Comment").comments
    assert [(one.author, one.text) for one in found] == [("Ann", "tea")]
    wide = read(data.encode("utf-16"), "author=Name,text=Comment").comments
    assert [(one.author, one.text) for one in wide] == [("Ann", "tea")]


def test_quotation_marks_escaped_either_way() -> None:
    assert read('n,c\n1,"say ""tea"""\n2,"a\nb"\n', "text=c").comments[0].text == 'say "tea"'
    assert read('n,c\n1,"say \\"tea\\" now"\n', "text=c").comments[0].text == 'say "tea" now'


def test_a_line_longer_than_any_row_is_refused_at_once() -> None:
    started = time.perf_counter()
    with pytest.raises(UnreadableSource, match="more than a row of a table has"):
        read(b"a," * 20_000_000, "text=a")
    with pytest.raises(BadFile, match="not well-formed"):
        read(b'a,b\n1,"' + b"x" * 12_000_000 + b'"\n', "text=b")
    assert time.perf_counter() - started < 30


@pytest.mark.parametrize(
    ("text", "surety"),
    [
        (TEA, 2),
        ("Benutzer;Kommentar\nAnn;Tee ist besser\n", 2),
        ("Title of it\n\nUser,Message\nAnn,Tea is better than that\n", 2),
        ("x,y\nAnn,Tea is better than that\nBo,No it is not at all\n", 1),
        ("x,y\n1,2\n3,4\n5,6\n", 0),
        ("Dear Ann, this is a letter,\nwith commas, many of them,\nand no table in it, at all, ever,\nBo\n", 0),
    ],
)
def test_sniff_of_unknown_columns(text: str, surety: int) -> None:
    assert CommentsCsv.sniff(make_source("x", text.encode())) == surety


@given(
    st.text(st.sampled_from('id,text;\n"\t|=user0129-. \r'), max_size=200),
    st.sampled_from([None, "text=1", "header=no,text=2,id=1"]),
)
def test_any_table_is_read_or_refused(text: str, columns: str | None) -> None:
    CommentsCsv.sniff(make_source("x", f"x{text}".encode()))
    try:
        read(f"x{text}", columns)
    except EthnographyError:
        return
