"""Disqus's export: threads without a post, deleted comments and spam, posts whose thread is not there."""

from __future__ import annotations

import pytest

from ethnography.formats import Reading, make_source, read_source
from ethnography.formats.disqus_xml import DisqusXml
from tests.formats.golden import CASES

FOLDER = CASES / "disqus_xml"
HEAD = '<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">'
THREAD = '<thread dsq:id="1"><link>https://a.example.org/tea</link><title>Tea</title></thread>'


def read(posts: str) -> Reading:
    return read_source(make_source("a.xml", f"{HEAD}{THREAD}{posts}</disqus>".encode()))


def post(number: str = "5", **fields: str) -> str:
    more = "".join(f"<{name}>{value}</{name}>" for name, value in ({"message": "Yes."} | fields).items())
    return f'<post dsq:id="{number}">{more}<thread dsq:id="1"/></post>'


@pytest.mark.parametrize(
    ("text", "score"),
    [
        (f"`{HEAD}</disqus>", 3),
        ("<?xml version='1.0'?><disqus></disqus>", 3),
        ("<rss><channel><item><description><![CDATA[<disqus>]]></description></item></channel></rss>", 0),
        ("<rss/>", 0),
    ],
)
def test_it_is_known_by_its_root(text: str, score: int) -> None:
    assert DisqusXml.sniff(make_source("a", text.encode())) == score


@pytest.mark.parametrize(
    ("deleted", "spam", "state"),
    [
        ("true", "false", "deleted"),
        ("false", "true", "spam"),
        ("true", "true", "spam"),
        ("false", "false", None),
        ("1", "123", None),
    ],
)
def test_states(deleted: str, spam: str, state: str | None) -> None:
    assert read(post(isDeleted=deleted, isSpam=spam)).comments[0].state == state


def test_authors_are_the_names_printed() -> None:
    reading = read(
        post("1", author="<name>Ann &amp;amp; Bo</name><username>ab</username>")
        + post("2", author="<name/><username>cy</username>")
        + post("3", author="<isAnonymous>true</isAnonymous>")
        + post("4")
    )
    assert [comment.author for comment in reading.comments] == ["Ann & Bo", "cy", None, None]


def test_nothing_is_dropped_without_a_word() -> None:
    reading = read_source(FOLDER / "night_shift.xml")
    left = {entry.reason: entry.text for entry in reading.left_out}
    assert "ipAddress" in left["fields of no meaning here"]
    assert left["threads without comments"].startswith("2: ")
    for words in (
        "1 thread is marked as deleted: Handover",
        "1 comment belongs to threads that the file does not name: 99",
        "not hold the post",
        "not in this file (299)",
    ):
        assert any(words in warning for warning in reading.warnings), words


def test_a_broken_export_is_read_whole_and_told() -> None:
    reading = read_source(FOLDER / "stray_bytes.xml")
    assert len(reading.comments) == 3
    for words in (
        "before the first tag",
        "no quotation marks (line 25)",
        "1 of the comments has no dsq:id",
        "belongs to no thread",
    ):
        assert any(words in warning for warning in reading.warnings), words


def test_a_page_with_two_threads_is_one() -> None:
    other = post("6").replace('<thread dsq:id="1"/>', '<thread dsq:id="2"/>')
    reading = read(THREAD.replace('"1"', '"2"') + post("5") + other)
    assert [comment.id.partition(":")[2] for comment in reading.comments] == ["5", "6"]
    assert len({comment.thread for comment in reading.comments}) == 1
    assert reading.url == "https://a.example.org/tea"
