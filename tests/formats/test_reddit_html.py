"""What pages of Reddit name without holding it, what they carry unseen, and what is left of deleted comments."""

from __future__ import annotations

from pathlib import Path

import pytest

from ethnography.formats import make_source, read_source
from ethnography.formats.reddit_html import RedditHtml
from ethnography.formats.reddit_html.rich_text import html_of

CASES = Path(__file__).parent / "cases" / "reddit_html"


@pytest.mark.parametrize("name", ["old_site", "site_of_2018", "web_components"])
def test_comments_to_be_loaded_are_counted(name: str) -> None:
    reading = read_source(CASES / f"{name}.html")
    assert reading.not_captured == 2
    assert any("“load more comments”" in one for one in reading.warnings)


def test_deeper_branches_are_mentioned() -> None:
    assert any("continue this thread" in one for one in read_source(CASES / "old_site.html").warnings)


def test_ids_are_those_of_an_export() -> None:
    assert [one.id for one in read_source(CASES / "old_site.html").comments][:2] == [
        "reddit-tea001-08e7:post",
        "reddit-tea001-08e7:t1_aa1",
    ]


def test_comments_that_the_page_carries_without_showing_them_are_read() -> None:
    reading = read_source(CASES / "site_of_2018.html")
    last = reading.comments[-1]
    assert (last.author, last.text, last.reply_to) == ("lark", "Fridays\n\nline six", f"{last.thread}:t1_n2")


def test_depths_serve_where_there_is_no_data() -> None:
    markup = (CASES / "site_of_2018.html").read_text("utf-8")
    markup = markup[: markup.index('<script id="data">')] + "</body></html>"
    reading = read_source(make_source("page.html", markup.encode()))
    assert [(one.reply_to or "").split(":")[-1] for one in reading.comments] == ["", "post", "t1_n1", "post"]
    assert reading.comments[1].date is None
    assert reading.comments[1].date_text == "9 yr. ago"


def test_broken_data_is_passed_over() -> None:
    markup = (CASES / "site_of_2018.html").read_text("utf-8").replace("window.___r = {", "window.___r = {,")
    assert len(read_source(make_source("page.html", markup.encode())).comments) == 4


def test_who_deleted_is_kept() -> None:
    states = {
        name: [one.state for one in read_source(CASES / f"{name}.html").comments if one.state]
        for name in ("old_site", "site_of_2018")
    }
    assert states == {"old_site": ["deleted"], "site_of_2018": ["removed"]}


def test_rules_of_the_side_column_are_no_comment() -> None:
    for name in ("old_site", "web_components"):
        text = "".join(one.text for one in read_source(CASES / f"{name}.html").comments)
        assert "slugs" not in text
        assert "roofs" not in text


def test_rich_text() -> None:
    assert html_of({"document": [{"e": "h", "l": 1, "c": [{"e": "raw", "t": "Tea"}]}, {"e": "code", "c": [{"e": "raw", "t": "a<b"}, {"e": "raw", "t": "c"}]}]}) == "<h3>Tea</h3><pre>a&lt;b\nc</pre>"  # fmt: skip
    assert html_of([{"e": "r/", "t": "pots", "l": True}, {"e": "unknown", "c": [{"e": "text", "t": "x"}]}, 7, None]) == "/r/potsx"
    table = {"e": "table", "h": [{"c": [{"e": "text", "t": "a"}]}], "c": [[{"c": [{"e": "text", "t": "b"}]}]]}
    assert html_of(table) == "<table><tr><td>a</td></tr><tr><td>b</td></tr></table>"


@pytest.mark.parametrize(
    ("text", "surety"),
    [
        ('<html><body class="listing-page"><div class="thing link" data-fullname="t3_a">reddit</div></body></html>', 0),
        ('<html><body class="comments-page"><div class="thing comment" data-fullname="t1_a">reddit</div></body></html>', 3),
        ('<html><body><shreddit-post id="t3_a">x</shreddit-post></body></html>', 3),
        ('<html><body><div id="t1_a">x</div></body></html>', 0),
    ],
)
def test_sniff(text: str, surety: int) -> None:
    assert RedditHtml.sniff(make_source("page", text.encode())) == surety
