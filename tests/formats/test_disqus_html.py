"""Pages whose comments Disqus keeps: shown, in a frame inside the file, as data, or not in the file at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ethnography.formats import Reading, find_format, make_source, read_source
from ethnography.formats.disqus_html import DisqusHtml

CASES = Path(__file__).parent / "cases" / "disqus_html"
POST = "<article><h1>Tea</h1><div class='post-content'><p>Tea is a leaf in hot water, no more than that.</p></div></article>"
SHOWN = (
    '<ul id="post-list"><li class="post" id="post-1234567"><div class="post-body"><span class="author publisher-anchor-color">Ann</span>'
    '<div class="post-message">Yes.</div></div><ul class="children"></ul></li></ul>'
)


def case(name: str) -> Reading:
    return read_source(CASES / f"{name}.html")


def data(*posts: dict[str, Any], **thread: Any) -> Reading:
    body = json.dumps({"response": {"posts": posts, "thread": thread}})
    page = f'<html><body><script type="text/json" id="disqus-threadData">{body}</script></body></html>'
    return DisqusHtml.read(make_source("frame.html", page.encode()))


def test_the_same_thread_is_read_alike_wherever_it_is_kept() -> None:
    shown, inside = case("shown"), case("kept_inside")
    assert [(one.id, one.reply_to, one.text) for one in shown.comments] == [
        (one.id, one.reply_to, one.text) for one in inside.comments
    ]


def test_an_empty_place_is_told() -> None:
    reading = case("empty")
    assert [one.kind for one in reading.comments] == ["post"]
    assert reading.warnings == ("the comments of this page are kept by Disqus and are not in this file",)


def test_a_frame_has_no_post_and_none_is_invented() -> None:
    reading = case("frame")
    assert [one.reply_to is None for one in reading.comments] == [True, False, True, False]
    assert "the post is not in it" in reading.warnings[0]
    assert any("Load more" in warning for warning in reading.warnings)
    assert reading.partial


def test_a_button_that_is_hidden_loads_nothing() -> None:
    assert not case("shown").partial


def test_what_is_only_data_is_read_and_told() -> None:
    reading = case("frame_data")
    assert "only as data" in reading.guesses[0]
    assert [one.state for one in reading.comments] == [None, None, "unapproved", "removed"]
    assert any("answers 17" in warning for warning in reading.warnings)


@pytest.mark.parametrize("post", [{}, {"id": 1}, {"id": 1, "author": None}, {"id": 1, "message": None, "createdAt": 7}, {"id": []}])
def test_odd_data_is_no_crash(post: dict[str, Any]) -> None:
    reading = data({"id": 9, "message": "<p>Hm.</p>", "author": {"name": "Ann"}}, post)
    assert reading.comments[0].text == "Hm."


def test_data_that_is_no_json_is_passed_over() -> None:
    page = f'<html><body>{POST}<script id="disqus-threadData">{{"response": </script></body></html>'
    assert [one.kind for one in DisqusHtml.read(make_source("page.html", page.encode())).comments] == ["post"]


@pytest.mark.parametrize(
    ("text", "surety"),
    [
        (f"<html><body>{POST}{SHOWN}", 3),
        (f"<html><body>{POST}<div id='disqus_thread'></div>", 2),
        (f"<html><body>{POST}<div id='disqus_thread'></div><ol><li id='comment-7'>Hm.</li></ol>", 0),
        (f"<html><body>{POST}", 0),
        ('<html><body><script id="disqus-threadData">{}</script>', 3),
    ],
)
def test_sniff(text: str, surety: int) -> None:
    assert DisqusHtml.sniff(make_source("page", text.encode())) == surety


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="generator" content="WordPress 6"><link href="/wp-content/x.css">',
        '<meta name="Generator" content="Drupal 9">',
        '<meta name="generator" content="blogger">',
        '<meta name="generator" content="Movable Type 5">',
    ],
)
def test_whatever_made_the_page_the_thread_that_it_shows_is_of_disqus(head: str) -> None:
    source = make_source("page.html", f'<html><head>{head}</head><body><div class="hentry node post-body">{POST}{SHOWN}'.encode())
    assert find_format(source).name == "disqus_html"
