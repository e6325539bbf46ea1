"""What a page of Movable Type or TypePad says besides its comments; lines of credit of all its generations."""

from __future__ import annotations

from pathlib import Path

import pytest

from ethnography.formats import Reading, make_source, read_source
from ethnography.formats.movable_type_html import MovableTypeHtml

CASES = Path(__file__).parent / "cases" / "movable_type_html"
HEAD = '<html><head><meta name="generator" content="http://www.typepad.com/"><title>Tea</title></head><body>'
POST = (
    '<div class="entry hentry"><h1 class="entry-title">Tea</h1><div class="entry-content"><p>A leaf in hot water.</p></div></div>'
)


def page(comments: str, head: str = HEAD) -> Reading:
    return MovableTypeHtml.read(make_source("page.html", f'{head}{POST}<div id="comments">{comments}</div></body>'.encode()))


def comment(footer: str, number: str = "6a01", text: str = "<p>Yes.</p>") -> str:
    return (
        f'<div class="comment" id="comment-{number}"><div class="comment-content">{text}</div>'
        f'<p class="comment-footer">{footer}</p></div>'
    )


def case(name: str) -> Reading:
    return read_source(CASES / f"{name}.html")


def test_further_pages_of_comments_are_mentioned() -> None:
    assert case("typepad").partial
    assert "the page links to further pages of comments, which are not in this file" in case("typepad").warnings


def test_the_number_in_the_script_is_the_stated_one() -> None:
    reading = case("four")
    assert reading.stated_count == 4
    assert any("answers 9, which is not in this file" in warning for warning in reading.warnings)


def test_trackbacks_are_pingbacks_by_the_other_blog() -> None:
    pings = [one for one in case("four").comments if one.kind == "pingback"]
    assert [(one.author, one.url) for one in pings] == [("Weather at home", "http://weather.example/jars")]


@pytest.mark.parametrize(
    ("footer", "author", "date"),
    [
        ("Posted by:&nbsp;<a href='http://x.example'>Ann Lee</a> | June 12, 2009 at 09:12 AM", "Ann Lee", "2009-06-12T09:12"),
        ("Posted by: J.R. | <a href='#comment-6a01'>June 12, 2009 at 09:12 AM</a>", "J.R.", "2009-06-12T09:12"),
        ("Posted by Ann (mailto:ann@x.example) at June 12, 2009 09:12 AM", "Ann", "2009-06-12T09:12"),
        ("Ann said... June 12, 2009 at 09:12 AM | Reply", "Ann", "2009-06-12T09:12"),
        ("Geschrieben von: Ann | 12. Juni 2009 um 09:12", "Ann", "2009-06-12T09:12"),
        ("Rédigé par : Ann | le 12 juin 2009 à 09:12", "Ann", "2009-06-12T09:12"),
        ("Publicado por: Ann | 12/06/2009 en 09:12", "Ann", None),
    ],
)
def test_lines_of_credit(footer: str, author: str, date: str | None) -> None:
    one = page(comment(footer)).comments[1]
    assert (one.author, one.date, one.text) == (author, date, "Yes.")


def test_a_comment_that_names_the_one_it_answers_answers_it() -> None:
    second = comment('Bo said in reply to <a href="#comment-6a01">Ann</a>... | June 12, 2009 at 10:00 AM', "6a02")
    reading = page(comment("Posted by: Ann | June 12, 2009 at 09:12 AM") + second)
    assert reading.comments[2].reply_to == reading.comments[1].id
    assert (reading.comments[2].author, reading.comments[2].reply_evidence) == ("Bo", "stated")


def test_a_comment_that_begins_like_a_line_of_credit_keeps_its_words() -> None:
    reading = page(comment("Posted by: Ann | June 12, 2009 at 09:12 AM", text="<p>Posted by mistake, sorry.</p>"))
    assert reading.comments[1].text == "Posted by mistake, sorry."


def test_anchors_end_with_their_line_of_credit() -> None:
    assert [one.text for one in case("anchors").comments[1:]] == ["Warm the spoon first.\n\nScales lie.\n\nThey do.", "Or oil it."]


@pytest.mark.parametrize(
    ("text", "surety"),
    [
        (f"{HEAD}{POST}", 3),
        (f"{HEAD}<p>Nothing.</p>", 0),
        (
            '<html><body><div class="blogbody">Words.</div><div class="comments-body">Hm.<span class="comments-post">Posted by: A</span>',
            2,
        ),
        ('<html><body><div class="comment-body">Hm.</div>', 0),
        (
            f"<html><head><link href='/wp-content/x.css'></head><body>{POST}<p class='comment-footer'>x</p><div class='comment-body'>",
            0,
        ),
        ("A letter about typepad.com and mt-comments.cgi.", 0),
    ],
)
def test_sniff(text: str, surety: int) -> None:
    assert MovableTypeHtml.sniff(make_source("page", text.encode())) == surety
