"""What a phpBB page says besides its messages, and single traps of its markup."""

from __future__ import annotations

from pathlib import Path

import pytest

from ethnography.formats import Reading, make_source, read_source
from ethnography.formats.phpbb_html import PhpBBHtml

CASES = Path(__file__).parent / "cases" / "phpbb_html"


def post(number: int | str, text: str = "Yes.", line: str = "by <strong>Ann</strong> &raquo; Mon Jan 05, 2015 3:15 pm") -> str:
    return f'<div id="p{number}" class="post"><div class="postbody"><p class="author">{line}</p><div class="content">{text}</div></div></div>'


def page(posts: str, before: str = "") -> Reading:
    markup = f'<html><body id="phpbb"><h2><a href="./viewtopic.php?t=5">Tea</a></h2>{before}{posts}<div class="postprofile"></div></body></html>'
    return read_source(make_source("page.html", markup.encode()))


def test_the_number_of_posts_is_that_of_the_answers_and_one() -> None:
    reading = read_source(CASES / "prosilver.html")
    assert (reading.stated_count, reading.not_captured) == (42, 40)


def test_addresses_hold_no_session() -> None:
    reading = read_source(CASES / "prosilver.html")
    assert not any("sid=" in (one.url or "") for one in reading.comments)


def test_pages_without_an_address_share_the_thread_by_their_link_to_it() -> None:
    first = page(post(1))
    again = page(post(1) + post(2), before="<p>seen later</p>")
    assert first.comments[0].thread == again.comments[0].thread


@pytest.mark.parametrize(
    ("line", "author", "date"),
    [
        ("by <strong>Ann</strong> &raquo; Mon Jan 05, 2015 3:15 pm", "Ann", "2015-01-05T15:15"),
        ("von <strong>Jörg » der Große</strong> » 05.01.2015, 15:15", "Jörg » der Große", "2015-01-05T15:15"),
        ('by <strong>Bo 2000-01-01</strong> » <time datetime="2015-01-05T14:15:00+00:00">05 Jan 2015</time>', "Bo 2000-01-01", "2015-01-05T14:15:00+00:00"),
        ("by <strong>Cy</strong> » Today, 3:15 pm", "Cy", None),
    ],
)  # fmt: skip
def test_author_and_date_stand_in_one_line(line: str, author: str, date: str | None) -> None:
    one = page(post(1, line=line)).comments[0]
    assert (one.author, one.date) == (author, date)


def test_an_advertisement_dressed_as_a_message_is_none() -> None:
    assert len(page(post(1) + post(0, "Buy tea.")).comments) == 1


def test_what_follows_a_row_of_underscores_is_a_signature() -> None:
    reading = read_source(CASES / "second_version.html")
    assert reading.comments[0].text.endswith("It is warm in there.")
    assert any(one.reason == "signatures" and "Mind the doors" in one.text for one in reading.left_out)


@pytest.mark.parametrize(
    ("text", "surety"),
    [
        ('<html><body id="phpbb"><div class="forumbg">A list of topics</div></body></html>', 0),
        (f'<html><body id="phpbb">{post(1)}</body></html>', 3),
        ('<html><div id="p1" class="blockpost"><div class="postbody">x</div></div><a href="viewtopic.php">x</a></html>', 0),
        ("<html><body><p class='postbody'>x</p></body></html>", 0),
        # vBulletin 4, which has a list of members, and bodies and details of posts of its own
        (
            '<li class="postbit postcontainer" id="post_7"><div class="postdetails"><div class="postbody"><a href="memberlist.php">x</a></div></div></li>',
            0,
        ),
    ],
)
def test_sniff(text: str, surety: int) -> None:
    assert PhpBBHtml.sniff(make_source("page", text.encode())) == surety
