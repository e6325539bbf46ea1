"""How a Discourse page's replies are linked, and what it says about the posts it does not hold."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

import pytest

from ethnography.formats import make_source, read_source
from ethnography.formats.discourse_html import DiscourseHtml

CASES = Path(__file__).parent / "cases" / "discourse_html"


def test_a_page_and_an_export_of_a_topic_give_the_same_comments() -> None:
    markup = (CASES / "served_with_data.html").read_text("utf-8")
    reading = read_source(CASES / "served_with_data.html")
    from bs4 import BeautifulSoup

    data = BeautifulSoup(markup, "lxml").select_one("[data-preloaded]")
    assert data is not None
    topic = json.loads(json.loads(str(data["data-preloaded"]))["topic_12"])
    export = read_source(make_source("topic.json", json.dumps(topic).encode()))
    assert [(one.id, one.reply_to, one.text, one.author) for one in reading.comments] == [
        (one.id, one.reply_to, one.text, one.author) for one in export.comments
    ]


def test_the_plain_view_gives_the_same_ids_and_texts_as_the_data() -> None:
    markup = (CASES / "served_with_data.html").read_text("utf-8")
    start = markup.index(' data-preloaded="')
    without = markup[:start] + markup[markup.index('"', start + 20) + 1 :]
    assert "topic_12" not in without
    plain, data = read_source(make_source("page.html", without.encode())), read_source(CASES / "served_with_data.html")
    assert [(one.id, one.text) for one in plain.comments] == [(one.id, one.text) for one in data.comments]
    assert plain.comments[2].reply_to == plain.comments[0].id  # the plain view does not say what a post answers


def test_a_reply_is_linked_only_where_the_name_is_one_post_s() -> None:
    reading = read_source(CASES / "saved_by_a_browser.html")
    assert [one.reply_evidence for one in reading.comments] == [None, "stated", "stated", "inferred"]
    assert any("answers marit, of whom no earlier post is in this file" in one for one in reading.warnings)
    assert (reading.stated_count, reading.not_captured) == (8, 5)


def test_click_counts_are_no_words() -> None:
    assert read_source(CASES / "saved_by_a_browser.html").comments[0].text == "Iron or tin? See this one."


def test_broken_data_is_passed_over() -> None:
    markup = (CASES / "served_with_data.html").read_text("utf-8").replace("post_stream", "post_scream")
    assert len(read_source(make_source("page.html", markup.encode())).comments) == 3


@pytest.mark.parametrize(
    ("text", "surety"),
    [
        (
            '<html><head><meta name="generator" content="Discourse 3.1"></head><body><div class="topic-list">x</div></body></html>',
            0,
        ),
        ('<html><body><div id="post_1" class="topic-body crawler-post">x</div></body></html>', 3),
        ('<html><body><article id="post_1" data-post-id="7" class="boxed">x</article></body></html>', 3),
        (f'<html><body><div data-preloaded="{escape(json.dumps({"topic_9": "{}"}))}"></div></body></html>', 3),
        ('<html><body><article id="post-1" class="wbbPost message" data-post-id="7">x</article></body></html>', 0),
    ],
)
def test_sniff(text: str, surety: int) -> None:
    assert DiscourseHtml.sniff(make_source("page", text.encode())) == surety
