"""What a vBulletin page says besides its messages, and single traps of its markup."""

from __future__ import annotations

from pathlib import Path

import pytest

from ethnography.formats import Reading, make_source, read_source
from ethnography.formats.vbulletin_html import VBulletinHtml

CASES = Path(__file__).parent / "cases" / "vbulletin_html"


def row(number: int, body: str = "Yes.", date: str = "05-13-2011, 10:15 PM", wrapped: bool = True) -> str:
    table = (
        f'<table id="post{number}" class="tborder"><tr><td class="thead"><a name="post{number}"></a> {date}</td></tr>'
        f'<tr><td><div id="postmenu_{number}"><a class="bigusername">Ann</a></div></td>'
        f'<td id="td_post_{number}"><div id="post_message_{number}">{body}</div></td></tr></table>'
    )
    return f'<div id="edit{number}">{table}</div>' if wrapped else table


def page(rows: str) -> Reading:
    return read_source(make_source("page.html", f"<html><head><title>Tea</title></head><body>{rows}</body></html>".encode()))


def test_dates_that_can_be_read_two_ways_are_settled_by_the_others_and_said() -> None:
    reading = read_source(CASES / "third_version.html")
    assert reading.comments[1].date == "2012-05-02T07:01"
    assert "month first" in reading.guesses[0]


def test_dates_that_nothing_settles_stay_as_printed() -> None:
    reading = page(row(1, date="05-06-2011, 10:15 PM") + row(2, date="07-08-2011, 09:00 AM"))
    assert [one.date for one in reading.comments] == [None, None]
    assert reading.comments[0].date_text == "05-06-2011, 10:15 PM"


def test_the_join_date_is_never_the_date_of_a_message() -> None:
    assert read_source(CASES / "fourth_version.html").comments[1].date is None


def test_tables_without_their_wrappers_are_read_as_well() -> None:
    assert [one.text for one in page(row(1, wrapped=False) + row(2, "No.", wrapped=False)).comments] == ["Yes.", "No."]


def test_a_message_without_its_body_was_deleted() -> None:
    gone = '<div id="edit3"><table id="post3"><tr><td><div id="postmenu_3"><a class="bigusername">Bo</a></div></td><td>This message has been deleted.</td></tr></table></div>'
    reading = page(row(1) + gone)
    assert (reading.comments[1].state, reading.comments[1].author) == ("deleted", "Bo")


def test_code_is_no_quotation() -> None:
    code = '<div style="margin:20px"><div class="smallfont">Code:</div><pre class="alt2">boil(1)</pre></div>After.'
    parts = page(row(1) + row(2, code)).comments[1].parts
    assert {part.kind for part in parts} == {"paragraph"}


def test_lists_of_thanks_are_no_messages() -> None:
    reading = read_source(CASES / "fourth_version.html")
    assert [one.id.split(":")[1] for one in reading.comments] == ["911", "912"]


@pytest.mark.parametrize(
    ("text", "surety"),
    [
        ('<html><head><meta name="generator" content="vBulletin 3.8.7"></head><body>A list of forums</body></html>', 0),
        (f"<html><body>{row(1)}</body></html>", 3),
        ('<html><body><li class="postbit postcontainer" id="post_1">x</li></body></html>', 3),
        ('<html><body><li class="b-post js-post" data-node-id="1">x</li></body></html>', 3),
        ('<html><body><table class="post" id="post1"><tr><td class="postbody">x</td></tr></table></body></html>', 3),
        ("<html><body><p>post_message_ is a word</p></body></html>", 0),
    ],
)
def test_sniff(text: str, surety: int) -> None:
    assert VBulletinHtml.sniff(make_source("page", text.encode())) == surety
