"""Feeds: which entries are comments, on which page, in answer to what; and that exports are not taken for feeds."""

from __future__ import annotations

from pathlib import Path

import pytest

from ethnography.corpus import Comment
from ethnography.formats import Reading, find_format, make_source, open_source, read_source
from ethnography.formats.comment_feed import CommentFeed
from ethnography.formats.comment_feed.whereabouts import feed_title, split_address
from tests.formats.golden import CASES, cases

FOLDER = CASES / "comment_feed"


def read(text: str) -> Reading:
    source = make_source("a.xml", text.encode())
    assert find_format(source) is CommentFeed
    return read_source(source)


def atom(*entries: str, head: str = "") -> Reading:
    names = 'xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0"'
    return read(f"<feed {names}>{head}{''.join(f'<entry>{entry}</entry>' for entry in entries)}</feed>")


def rss(*items: str, head: str = "") -> Reading:
    return read(f'<rss version="2.0"><channel>{head}{"".join(f"<item>{item}</item>" for item in items)}</channel></rss>')


def tree(comments: tuple[Comment, ...]) -> list[tuple[str, str | None]]:
    return [(c.id.rpartition(":")[2], c.reply_to and c.reply_to.rpartition(":")[2]) for c in comments]


@pytest.mark.parametrize("source", [case for case in cases() if case.suffix in (".xml", ".atom")], ids=lambda case: case.name)
def test_exports_are_no_feeds(source: Path) -> None:
    assert (CommentFeed.sniff(open_source(source)) > 0) == (source.parent.name == "comment_feed")


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("<rss version='2.0'><channel><item><link>https://a.example.org/x#comment-5</link></item></channel></rss>", 3),
        ("<rss version='2.0'><channel><item><link>https://a.example.org/x</link></item></channel></rss>", 2),
        ("<opml><body/></opml>", 0),
        ("<?xml version='1.0'?><TEI><text/></TEI>", 0),
    ],
)
def test_how_sure_it_is(text: str, score: int) -> None:
    assert CommentFeed.sniff(make_source("a", text.encode())) == score


@pytest.mark.parametrize(
    ("address", "page", "number"),
    [
        ("https://a.example.org/tea/#comment-57", "https://a.example.org/tea/", "57"),
        ("https://a.example.org/tea/comment-page-3/#comment-57", "https://a.example.org/tea/", "57"),
        ("https://a.example.org/?p=5#comment-57", "https://a.example.org/?p=5", "57"),
        ("https://a.example.org/2011/tea.html?showComment=13#c98", "https://a.example.org/2011/tea.html", "98"),
        ("https://a.example.org/tea#isso-4", "https://a.example.org/tea", "4"),
        ("https://a.example.org/tea#remark42__comment-3f-a1", "https://a.example.org/tea", "3f-a1"),
        ("https://a.example.org/tea?cid=6a0#comment-6a0", "https://a.example.org/tea", "6a0"),
        ("https://a.example.org/comment/12#comment-12", "", "12"),
        ("https://a.example.org/tea#chapter2", "https://a.example.org/tea#chapter2", ""),
        ("https://a.example.org/tea", "https://a.example.org/tea", ""),
        ("http://[broken", "http://[broken", ""),
    ],
)
def test_addresses_say_where_a_comment_stands(address: str, page: str, number: str) -> None:
    assert split_address(address) == (page, number)


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Comments on: Tea", (True, "Tea")),
        ("Comments for The blog", (True, "")),
        ("Kommentare zu: Tee", (True, "Tee")),
        ("Commentaires sur : Le thé", (True, "Le thé")),
        ("Comentarios en: El té", (True, "El té")),
        ("Комментарии: Чай", (True, "Чай")),
        ("お茶 へのコメント", (True, "")),
        ("《茶》的评论", (True, "茶")),
        ("Comments of note: five", (False, "")),
        ("The blog", (False, "")),
        ("", (False, "")),
        (" " * 5000 + "x", (False, "")),
    ],
)
def test_titles_of_feeds(title: str, found: tuple[bool, str]) -> None:
    assert feed_title(title) == found


def test_in_reply_to_is_a_comment_or_the_post() -> None:
    reply = '<thr:in-reply-to ref="{}" href="{}"/>'
    reading = atom(
        "<id>p</id><link href='https://a.example.org/tea'/><content>Post</content>",
        "<id>c1</id><content>One</content>" + reply.format("p", "https://a.example.org/tea"),
        "<id>c2</id><content>Two</content>" + reply.format("c1", ""),
        "<id>c3</id><content>Three</content>" + reply.format("gone", "https://a.example.org/tea#comment-9"),
        "<id>c4</id><content>Four</content>" + reply.format("p", "") + reply.format("c2", ""),
    )
    ids = {c.text: c.id.rpartition(":")[2] for c in reading.comments}
    assert [(c.text, c.reply_to and c.reply_to.rpartition(":")[2]) for c in reading.comments] == [
        ("Post", None), ("One", "post"), ("Two", ids["One"]), ("Three", "9"), ("Four", ids["Two"]),
    ]  # fmt: skip
    assert len({c.thread for c in reading.comments}) == 1


def test_a_feed_that_states_no_replies_says_so() -> None:
    reading = read_source(FOLDER / "comments_on_a_post.xml")
    assert any("does not say which comment answers which" in warning for warning in reading.warnings)
    assert [c.date for c in reading.comments] == sorted(c.date or "" for c in reading.comments)


def test_comments_that_posts_count_and_the_feed_does_not_hold() -> None:
    reading = read_source(FOLDER / "posts.rss")
    assert (reading.stated_count, reading.not_captured) == (4, 4)
    assert any("4 more comments" in warning for warning in reading.warnings)


def test_blogger_comment_feed_counts_what_it_does_not_hold() -> None:
    head = (
        '<id>tag:blogger.com,1999:blog-7.post-1..comments</id><title>Comments on Hedge: Tea</title>'
        '<link rel="self" href="http://a.example.org/feeds/1/comments/default"/><link rel="next" href="http://a.example.org/2"/>'
        '<openSearch:totalResults xmlns:openSearch="http://a9.com/-/spec/opensearchrss/1.0/">30</openSearch:totalResults>'
    )  # fmt: skip
    entry = (
        "<id>tag:blogger.com,1999:blog-7.post-55</id><published>2020-01-01T00:00:00Z</published><title>Yes.</title>"
        "<content type='html'>Yes.&lt;br/&gt;No.</content><author><name>Ivy</name></author>"
        '<link rel="alternate" type="text/html" href="http://a.example.org/tea.html?showComment=1#c55"/>'
        '<thr:in-reply-to ref="tag:blogger.com,1999:blog-7.post-1" href="http://a.example.org/tea.html"/>'
    )
    reading = atom(entry, head=head)
    assert tree(reading.comments) == [("55", None)]
    assert (reading.stated_count, reading.not_captured, reading.partial) == (30, 29, True)
    assert reading.comments[0].text == "Yes.\nNo."


def test_topics_of_forums_are_threads_with_their_post() -> None:
    discourse = rss(
        "<title>Tea</title><link>https://f.example.org/t/tea/7/2</link><guid isPermaLink='false'>f.example.org-post-7-2</guid>"
        "<description>Two</description><pubDate>Thu, 02 Jan 2020 00:00:00 +0000</pubDate>",
        "<title>Tea</title><link>https://f.example.org/t/tea/7/1</link><guid isPermaLink='false'>f.example.org-post-7-1</guid>"
        "<description>One</description><pubDate>Wed, 01 Jan 2020 00:00:00 +0000</pubDate>",
    )
    assert tree(discourse.comments) == [("post", None), ("2", "post")]
    answers = atom(
        "<id>https://q.example.org/q/12</id><title>Why?</title><link rel='alternate' href='https://q.example.org/questions/12/why'/>"
        "<content>One</content>",
        "<id>https://q.example.org/questions/12/-/34#34</id><title>Answer by Bo for Why?</title>"
        "<link rel='alternate' href='https://q.example.org/questions/12/why/34#34'/><content>Two</content>",
    )  # fmt: skip
    assert [c.text for c in answers.comments] == ["One", "Two"]
    reddit = read_source(FOLDER / "topic.atom")
    assert [(c.kind, c.author) for c in reddit.comments] == [("post", "leafy"), ("comment", "mug")]


@pytest.mark.parametrize("stated", ["", ' type="html"', ' type="text/html" mode="escaped"'])
def test_content_is_html_unless_it_says_otherwise(stated: str) -> None:
    assert atom(f"<id>1</id><content{stated}>a &lt;b&gt;b&lt;/b&gt;</content>").comments[0].text == "a b"


def test_plain_content_keeps_its_angle_brackets() -> None:
    assert atom('<id>1</id><content type="text">a &lt;b&gt; c</content>').comments[0].text == "a <b> c"
    assert atom('<id>1</id><content type="text">&lt;p&gt;a&lt;/p&gt;</content>').comments[0].text == "a"


def test_two_posts_at_one_address_are_two_threads() -> None:
    reading = rss(
        *(f"<title>{word}</title><description>{word}</description>" for word in ("Tea", "Milk")),
        head="<link>http://a.example.org</link>",
    )
    assert [(c.kind, c.text) for c in reading.comments] == [("post", "Tea"), ("post", "Milk")]
    assert len({c.thread for c in reading.comments}) == 2
