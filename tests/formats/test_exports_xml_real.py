"""The real exports beside the checkout (WordPress, Disqus, remark42, Blogger), compared with what a careful reader says is in them.

Nothing of the files stands here: the truth files are read, and a failure names the comment's number and the field.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from ethnography.corpus import Comment, Corpus
from ethnography.errors import UnreadableSource
from ethnography.formats import Reading, find_format, open_source, read_source
from ethnography.formats.export_times import stated_time

PLACE = os.environ.get("ETHNOGRAPHY_REAL_MATERIAL")
PAGES = Path(PLACE or "/nowhere") / "pages"
WXR = ("isso-wordpress.xml", "pelican-wordpressexport.xml", "themeunittestdata.wordpress.xml")

pytestmark = pytest.mark.skipif(not PLACE, reason="ETHNOGRAPHY_REAL_MATERIAL is not set")


def truth_of(name: str) -> dict[str, Any]:
    truth: dict[str, Any] = json.loads((PAGES / "truth" / f"{name.replace('/', '__')}.json").read_text("utf-8"))
    return truth


def read(name: str, format: str) -> Reading:
    source = open_source(PAGES / name)
    assert find_format(source).name == format
    return read_source(source)


def local(comment: Comment) -> str:
    return comment.id.removeprefix(f"{comment.thread}:")


def parent(comment: Comment) -> str | None:
    answered = (comment.reply_to or "").removeprefix(f"{comment.thread}:")
    return None if answered in ("", "post") else answered


def letters(text: str) -> str:
    return re.sub(r"\W+", "", unescape(re.sub(r"<[^>]*>?", "", text))).lower()


def wrong_fields(rows: list[dict[str, Any]], comments: list[Comment], depths: Any) -> list[tuple[str, str]]:
    """The fields in which the comments read are not the truth's rows, which stand in the same order.

    The truth gives names and texts as the file stores them, escaped for HTML ("Ann &amp; Bo"); a reader gives what is shown.
    """
    assert [local(comment) for comment in comments] == [row["id"] for row in rows]
    wrong = []
    for row, comment in zip(rows, comments, strict=True):
        shown = comment.date_text or (comment.date or "").rstrip("Z").replace("T", " ")
        checks = {
            "parent": parent(comment) == row["parent"],
            "depth": int(depths[comment.id]) == row["depth"],
            "author": comment.author == (unescape(row["author"]) if row["author"] else None),
            "date": row["date"] is None or shown == row["date"].rstrip("Z").replace("T", " "),
            "text": letters(comment.text).startswith(letters(row["text_start"])[:40]),
        }
        wrong += [(row["id"], field) for field, right in checks.items() if not right]
    return wrong


@pytest.mark.parametrize("name", WXR)
def test_wordpress_threads(name: str) -> None:
    truth, reading = truth_of(f"wxr/{name}"), read(f"wxr/{name}", "wordpress_wxr")
    comments = [comment for comment in reading.comments if comment.kind != "post"]
    assert len(comments) == truth["n_comments"]
    kinds = Counter("pingback" if kind in ("pingback", "trackback") else "comment" for kind in Counter(truth["types"]).elements())
    assert Counter(comment.kind for comment in comments) == kinds
    states = Counter({"1": None, "0": "unapproved", "trash": "trash"}[one] for one in Counter(truth["approved"]).elements())
    assert Counter(comment.state for comment in comments) == states
    depths = Corpus.build(reading.comments).comments["depth"]
    assert max(int(depths[comment.id]) for comment in comments) == truth["max_depth"]
    posts = {comment.thread: comment for comment in reading.comments if comment.kind == "post"}
    wrong, place = [], 0
    for item in truth["items"]:
        rows = item["rows"]
        answers = comments[place : place + len(rows)]
        place += len(rows)
        assert {posts[one.thread].title for one in answers} == {item["title"]}
        wrong += wrong_fields(rows, answers, depths)
    assert not wrong
    here = {comment.id for comment in reading.comments}
    assert sum(comment.reply_to not in here for comment in comments) == truth["dangling_parents"]


@pytest.mark.parametrize("name", WXR)
def test_every_item_is_a_thread_or_told(name: str) -> None:
    truth, reading = truth_of(f"wxr/{name}"), read(f"wxr/{name}", "wordpress_wxr")
    left = [entry for entry in reading.left_out if entry.reason.startswith(("items", "posts"))]
    assert sum(int(entry.text.split(":")[0]) for entry in left) + len({c.thread for c in reading.comments}) == truth["n_items"]
    assert not [c.id for c in reading.comments if c.kind == "post" and "[gallery" in c.text]


def test_a_file_without_items_is_refused() -> None:
    assert "xml_error" in truth_of("wxr/importer-malformed.xml")
    with pytest.raises(UnreadableSource, match="no post and no comment"):
        read("wxr/importer-malformed.xml", "wordpress_wxr")


def test_disqus_threads() -> None:
    truth, reading = truth_of("disqus/isso-disqus.xml"), read("disqus/isso-disqus.xml", "disqus_xml")
    by_id = {local(comment): comment for comment in reading.comments}
    comments = [by_id[row["id"]] for row in truth["rows"]]
    assert len(by_id) == len(reading.comments) == truth["n_posts"]
    assert not wrong_fields(truth["rows"], comments, Corpus.build(reading.comments).comments["depth"])
    assert [comment.state == "deleted" for comment in comments] == [row["deleted"] == "true" for row in truth["rows"]]
    groups = {frozenset(row["id"] for row in truth["rows"] if row["thread"] == thread) for thread in ("2", "7", "1337")}
    assert {frozenset(i for i, c in by_id.items() if c.thread == thread) for thread in {c.thread for c in comments}} == groups


def test_a_disqus_export_that_is_not_well_formed() -> None:
    """The whole file is read, the last comment with its broken tag too; libxml2 alone would stop before it."""
    reading = read("disqus/remark42-disqus.xml", "disqus_xml")
    whole = (PAGES / "disqus/remark42-disqus.xml").read_text("utf-8")
    assert len(reading.comments) == whole.count("<post") == 6
    assert len({comment.thread for comment in reading.comments}) == 2
    assert Counter(comment.state for comment in reading.comments) == {None: 5, "spam": 1}
    broken = [comment for comment in reading.comments if comment.date is None]
    assert [bool(comment.date_text) for comment in broken] == [True]
    assert any("line 147" in warning for warning in reading.warnings)
    assert any("line 1)" in warning for warning in reading.warnings)


def test_remark42_list() -> None:
    name = "disqus/remark42-tree_bench.json"
    truth, reading = truth_of(name), read(name, "remark42_json")
    assert len(reading.comments) == truth["n_comments"]
    assert len({comment.author for comment in reading.comments}) == truth["n_authors"]
    depths = Corpus.build(reading.comments).comments["depth"]
    assert [int(depths[comment.id]) for comment in reading.comments] == truth["depth_sequence"]
    assert not wrong_fields(truth["rows"], list(reading.comments), depths)


def test_blogger_archive() -> None:
    name = "blogger/pelican-bloggerexport.xml"
    truth, reading = truth_of(name), read(name, "blogger_atom")
    comments = [comment for comment in reading.comments if comment.kind == "comment"]
    assert len(comments) == truth["n_comments"]
    posts = [comment for comment in reading.comments if comment.kind == "post" and "/p/" not in (comment.url or "")]
    whole = (PAGES / name).read_text("utf-8")
    assert len(reading.comments) - len(comments) == whole.count("kind#post") + whole.count("kind#page")
    assert len([post for post in posts if post.state != "draft"]) == truth["n_posts"] - truth["n_drafts"]
    number = truth["comment_reply_to"].rpartition("-")[2]
    answered = next(post for post in posts if comments[0].reply_to == post.id)
    assert f"posts/default/{number}" in whole
    assert re.search(rf"post-{number}</id>(?:(?!<entry>).)*?{re.escape(answered.title or '')}", whole, re.DOTALL)
    assert reading.stated_count == len(comments)
    assert any("app:" in warning and "line 973" in warning for warning in reading.warnings)
    left = {entry.reason: entry.text for entry in reading.left_out}
    assert left["entries of the kind settings"].startswith(f"{whole.count('kind#settings')}:")
    assert all(stated_time(comment.date or "")[0] == comment.date for comment in reading.comments)
