"""What a Blogger page says besides its comments; which pages are Blogger's; the data in its script."""

from __future__ import annotations

from pathlib import Path

import pytest

from ethnography.formats import Reading, make_source, read_source
from ethnography.formats.blogger_html import BloggerHtml

CASES = Path(__file__).parent / "cases" / "blogger_html"
HEAD = '<html><head><meta name="generator" content="blogger"><title>Tea</title></head><body><div class="widget Blog" id="Blog1">'
POST = '<div class="post hentry"><h3 class="post-title">Tea</h3><div class="post-body">Tea is a leaf in hot water.</div></div>'


def page(comments: str, head: str = HEAD) -> Reading:
    return BloggerHtml.read(make_source("page.html", f"{head}{POST}{comments}</div></body></html>".encode()))


def comment(number: int, date: str, text: str = "Yes.") -> str:
    link = f'<a href="https://pot.example/tea.html?showComment=1556870400000#c{number}">{date}</a>'
    header = f'<div class="comment-header"><cite class="user">Ann</cite><span class="datetime">{link}</span></div>'
    return f'<li class="comment" id="c{number}"><div class="comment-block">{header}<p class="comment-content">{text}</p></div></li>'


def thread(*comments: str) -> str:
    return f'<div id="comments"><div id="comment-holder"><ol id="top-ra">{"".join(comments)}</ol></div></div>'


def case(name: str) -> Reading:
    return read_source(CASES / f"{name}.html")


def test_the_comments_of_other_posts_are_counted_and_left_out() -> None:
    assert [item.reason for item in case("threaded").left_out] == ["comments on other posts"]


def test_comments_in_the_script_are_read_and_told() -> None:
    reading = case("in_script")
    assert len(reading.comments) == 4
    assert "only in the page's script" in reading.guesses[0]


@pytest.mark.parametrize(
    ("printed", "date"),
    [
        ("May 3, 2019 at 10:00 AM", "2019-05-03T10:00"),
        ("10:00", "2019-05-03T08:00:00Z"),
        ("03/04/2019 10:00", "2019-05-03T08:00:00Z"),
        ("6. Juni 2015 um 10:23", "2015-06-06T10:23"),
    ],
)
def test_the_moment_in_the_address_serves_where_the_printed_date_is_not_certain(printed: str, date: str) -> None:
    one = page(thread(comment(1234567, printed))).comments[1]
    assert (one.date, one.date_text) == (date, printed)


@pytest.mark.parametrize(
    ("note", "state"),
    [
        ("This comment has been removed by the author.", "deleted"),
        ("This comment has been removed by a blog administrator.", "removed"),
        ("Dieser Kommentar wurde von einem Blog-Administrator entfernt.", "removed"),
    ],
)
def test_removed_comments_are_kept_with_their_state(note: str, state: str) -> None:
    text = f'<span class="deleted-comment">{note}</span>'
    one = page(thread(comment(1234567, "10:00", text))).comments[1]
    assert (one.state, one.text) == (state, note)


def test_further_pages_of_comments_are_mentioned() -> None:
    more = '<a href="https://pot.example/tea.html?commentPage=2">Newer</a>'
    reading = page(thread(comment(1234567, "10:00")) + more)
    assert reading.warnings == ("the page links to further pages of comments, which are not in this file",)
    assert reading.partial


def test_comments_that_only_the_script_could_fetch_are_mentioned() -> None:
    reading = page('<section data-num-comments="3" id="comments"><div id="comment-holder"></div></section>')
    assert "fetched by its script" in " ".join(reading.warnings)
    assert reading.stated_count == 3


@pytest.mark.parametrize(
    "items",
    [
        "[{'id': '1', 'body': ",
        "[{'id': '1' 'body'}]",
        "[" * 50,
        "[{'id': '1', 'body': '\\u00",
        "[{body: }]",
        "[1, 2, 'x']",
        "[]",
        "null",
    ],
)
def test_data_that_is_not_whole_is_no_comment(items: str) -> None:
    reading = page(f'<div id="comments"></div><script>var items = {items};</script>')
    assert [one.kind for one in reading.comments] == ["post"]


@pytest.mark.parametrize(
    ("text", "surety"),
    [
        (f"{HEAD}{POST}", 3),
        (f"{HEAD}<p>No post.</p>", 0),
        (f"<html><body>{POST}<script>_WidgetManager._Init('x')</script>", 3),
        (f"<html><body>{POST}", 0),
        (f"<html><head><link href='/wp-includes/x.css'></head><body>{POST}<a href='http://www.blogger.com/comment.g?x'>", 0),
        ("A letter about blogger.com/comment.g and a post-body.", 0),
    ],
)
def test_sniff(text: str, surety: int) -> None:
    assert BloggerHtml.sniff(make_source("page", text.encode())) == surety
