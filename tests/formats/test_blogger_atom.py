"""Blogger's exports: the archive and Google Takeout's feed, replies to comments, drafts, what is no post."""

from __future__ import annotations

import pytest

from ethnography.formats import Reading, make_source, read_source
from ethnography.formats.blogger_atom import BloggerAtom
from tests.formats.golden import CASES

FOLDER = CASES / "blogger_atom"
HEAD = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0" '
    'xmlns:gd="http://schemas.google.com/g/2005" xmlns:blogger="http://schemas.google.com/blogger/2018">'
)
KIND = '<category scheme="http://schemas.google.com/g/2005#kind" term="http://schemas.google.com/blogger/2008/kind#{}"/>'
ID = "tag:blogger.com,1999:blog-7.post-{}"


def read(*entries: str) -> Reading:
    return read_source(make_source("a.xml", f"{HEAD}{''.join(entries)}</feed>".encode()))


def entry(number: int, kind: str, more: str = "", text: str = "Tea.", date: str = "2020-01-01T00:00:00Z") -> str:
    content = f'<published>{date}</published><title>Tea</title><content type="html">{text}</content>'
    return f"<entry><id>{ID.format(number)}</id>{KIND.format(kind)}{content}{more}</entry>"


def under(number: int) -> str:
    return f'<thr:in-reply-to ref="{ID.format(number)}"/>'


def related(number: int) -> str:
    return f'<link rel="related" href="http://www.blogger.com/feeds/7/1/comments/default/{number}"/>'


def answers(reading: Reading) -> dict[str, str | None]:
    return {c.id.rpartition(":")[2]: c.reply_to and c.reply_to.rpartition(":")[2] for c in reading.comments if c.kind != "post"}


@pytest.mark.parametrize(
    ("text", "score"),
    [
        (HEAD + "</feed>", 3),
        (f'<feed xmlns="http://www.w3.org/2005/Atom"><entry>{KIND.format("post")}</entry></feed>', 3),
        ('<feed xmlns="http://www.w3.org/2005/Atom"><id>tag:blogger.com,1999:blog-7.comments</id></feed>', 0),
        (f"<feed><entry><content><![CDATA[{KIND}]]></content></entry></feed>", 0),
    ],
)
def test_it_is_known_by_the_kinds_of_its_entries(text: str, score: int) -> None:
    assert BloggerAtom.sniff(make_source("a", text.encode())) == score


def test_a_reply_is_found_however_it_is_stated() -> None:
    reading = read(
        entry(1, "post"),
        entry(11, "comment", under(1), date="2020-01-02T00:00:00Z"),
        entry(12, "comment", under(1) + related(11), date="2020-01-03T00:00:00Z"),
        entry(13, "comment", under(12), date="2020-01-04T00:00:00Z"),
        entry(14, "comment", under(1) + under(13), date="2020-01-05T00:00:00Z"),
        entry(15, "comment", under(1) + related(99), date="2020-01-06T00:00:00Z"),
        entry(16, "comment", under(1) + related(1) + related(16), date="2020-01-07T00:00:00Z"),
    )
    assert answers(reading) == {"11": "post", "12": "11", "13": "12", "14": "13", "15": "99", "16": "post"}
    assert reading.warnings == ("1 comment answers one that is not in this file (99)",)


def test_replies_in_a_circle_are_kept() -> None:
    reading = read(entry(1, "post"), entry(11, "comment", under(12)), entry(12, "comment", under(11)))
    assert {c.id.rpartition(":")[2] for c in reading.comments} == {"post", "11", "12"}


def test_comments_stand_from_the_oldest_on_whatever_the_order_of_the_file() -> None:
    late, early = ("2020-01-02T01:00:00+02:00", "2020-01-01T22:00:00-02:00"), "2020-01-01T22:59:00Z"
    reading = read(
        entry(13, "comment", under(1), date=late[1]),
        entry(12, "comment", under(1), date=late[0]),
        entry(11, "comment", under(1), date=early),
        entry(1, "post"),
    )
    assert list(answers(reading)) == ["11", "12", "13"]
    assert reading.comments[0].kind == "post"


@pytest.mark.parametrize(
    ("more", "text", "state"),
    [
        ("", "Tea.", None),
        ('<gd:extendedProperty name="blogger.contentRemoved" value="true"/>', "Ce commentaire a été supprimé.", "deleted"),
        ("", "This comment has been removed by a blog administrator.", "removed"),
        ("<blogger:status>LIVE</blogger:status>", "Tea.", None),
        ("<blogger:status>PENDING</blogger:status>", "Tea.", "unapproved"),
        ("<blogger:status>SPAM</blogger:status>", "Tea.", "spam"),
        ("<blogger:status>EMPTIED</blogger:status>", "Tea.", "deleted"),
        ("<blogger:trashed>2020-01-01</blogger:trashed>", "Tea.", "trash"),
    ],
)
def test_states_of_comments(more: str, text: str, state: str | None) -> None:
    assert read(entry(1, "post"), entry(2, "comment", under(1) + more, text)).comments[1].state == state


def test_settings_and_templates_are_left_out_and_counted() -> None:
    reading = read_source(FOLDER / "archive.xml")
    left = {entry.reason: entry.text for entry in reading.left_out}
    assert left["entries of the kind settings"] == "2: The name of the blog"
    assert left["entries of the kind template"].startswith("1: ")
    assert any("app: is not declared" in warning for warning in reading.warnings)
    assert (reading.stated_count, reading.not_captured) == (6, 2)


def test_a_status_that_is_not_known_is_told() -> None:
    assert any("status GHOSTED" in warning for warning in read_source(FOLDER / "takeout.atom").warnings)


def test_an_entry_that_stands_twice_is_told() -> None:
    reading = read(entry(1, "post"), entry(1, "post"), entry(2, "mystery"), "<entry><title>?</title></entry>")
    assert len(reading.comments) == 1
    assert {entry.reason for entry in reading.left_out if entry.reason.startswith("entries")} == {
        "entries that stand there already",
        "entries of the kind mystery",
        "entries that are no post, page or comment",
    }
