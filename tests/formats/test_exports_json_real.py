"""The real JSON exports beside the checkout, compared with what a careful reader says is in them.

Nothing of the files stands here: the truth files are read, and a failure names the comment's id and the field.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from ethnography.corpus import Comment, Corpus
from ethnography.formats import Reading, find_format, open_source, read_source
from ethnography.formats.unix_time import utc

PLACE = os.environ.get("ETHNOGRAPHY_REAL_MATERIAL")
PAGES = Path(PLACE or "/nowhere") / "pages"
FILES = {
    "reddit/3hahrw-test_replace__all-1.json": "reddit_json",
    "reddit/6wmniq-test_refresh__removed_comment-2.json": "reddit_json",
    "reddit/n49rw-morechildren-2.json": "reddit_json",
    "discourse/t_2144_posts.json": "discourse_json",
    "youtube/comment_threads-comment_threads_by_video_paged_1.json": "youtube_json",
    "mastodon/context-110446983926957470.json": "mastodon_json",
    "twitter/quoted_edit.jsonl": "twitter_json",
    "twitter/two_tweets.jsonl": "twitter_json",
}
LISTINGS = [name for name in FILES if "morechildren" not in name and name.startswith("reddit/")]

pytestmark = pytest.mark.skipif(not PLACE, reason="ETHNOGRAPHY_REAL_MATERIAL is not set")


def truth_of(name: str) -> dict[str, Any]:
    truth: dict[str, Any] = json.loads((PAGES / "truth" / f"{name.replace('/', '__')}.json").read_text("utf-8"))
    return truth


def by_id(reading: Reading) -> dict[str, Comment]:
    return {comment.id.rpartition(":")[2]: comment for comment in reading.comments}


def local(id: str | None) -> str | None:
    return id.rpartition(":")[2] if id else None


def letters(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


@pytest.mark.parametrize(("name", "format"), FILES.items())
def test_recognised_as_its_own_format(name: str, format: str) -> None:
    assert find_format(open_source(PAGES / name)).name == format


@pytest.mark.parametrize("name", LISTINGS)
def test_reddit_tree_authors_dates_and_texts(name: str) -> None:
    truth, reading = truth_of(name), read_source(PAGES / name)
    read = by_id(reading)
    rows = [row for row in truth["rows"] if row["kind"] == "t1"]
    assert [local(comment.id) for comment in reading.comments] == ["post", *(row["id"] for row in rows)]
    depths = Corpus.build(reading.comments).comments["depth"]
    wrong = []
    for row in rows:
        comment = read[row["id"]]
        parent = local(comment.reply_to)
        checks = {
            "depth": int(depths[comment.id]) == row["depth"],
            "parent": (row["parent"] if parent != "post" else parent)
            == (row["parent"] if row["parent"].startswith("t1_") else "post"),
            "link": parent in (row["parent"], "post"),
            "author": comment.author == (None if row["author"] == "[deleted]" else row["author"]),
            "date": comment.date == utc(row["created_utc"]),
            "text": letters(comment.text).startswith(letters(row["body_start"])[:60]),
        }
        wrong += [(row["id"], field) for field, right in checks.items() if not right]
    assert not wrong


@pytest.mark.parametrize("name", LISTINGS)
def test_reddit_stubs(name: str) -> None:
    truth, reading = truth_of(name), read_source(PAGES / name)
    stubs = [row for row in truth["rows"] if row["kind"] == "more"]
    assert len(stubs) == truth["n_more"]
    assert reading.not_captured == sum(row["count"] for row in stubs)
    assert sum("continue this thread" in warning for warning in reading.warnings) == (truth["n_continue_thread"] > 0)
    deleted = sum(comment.author is None for comment in reading.comments)
    assert deleted == truth["deleted"]
    assert len({comment.author for comment in reading.comments[1:]} - {None}) == truth["n_authors"] - (deleted > 0)


def test_reddit_more_children() -> None:
    name = "reddit/n49rw-morechildren-2.json"
    truth, reading = truth_of(name), read_source(PAGES / name)
    assert len(reading.comments) == truth["kinds"]["t1"]
    parents = dict(zip(truth["ids"], truth["parents"], strict=True))
    for comment in reading.comments:
        parent = parents[local(comment.id) or ""]
        assert local(comment.reply_to) == (parent if parent.startswith("t1_") else None)
    assert any(f"behind {truth['kinds']['more']} “load more” links" in warning for warning in reading.warnings)
    assert any("does not hold the post" in warning for warning in reading.warnings)


def test_discourse() -> None:
    name = "discourse/t_2144_posts.json"
    truth, reading = truth_of(name), read_source(PAGES / name)
    rows = truth["rows"]
    assert [local(comment.id) for comment in reading.comments] == ["post", *(str(row["post_number"]) for row in rows[1:])]
    voices = 0
    for row, comment in zip(rows, reading.comments, strict=True):
        expected = "post" if row["parent"] in (None, 1) else str(row["parent"])
        assert local(comment.reply_to) == (None if comment.kind == "post" else expected), row["post_number"]
        assert (comment.author, comment.date) == (row["author"], row["date"]), row["post_number"]
        said = [part for part in comment.parts if part.voice]
        voices += len(said)
        printed = letters(row["text_start"])
        assert letters(comment.text)[:30] in printed, row["post_number"]
        for part in said[:1]:
            assert not printed.startswith(letters(part.voice or "")) or letters(comment.text[: part.start]) == "", row[
                "post_number"
            ]
    html = json.loads((PAGES / name).read_text("utf-8"))
    boxes = sum(post["cooked"].count("data-username=") for post in html["post_stream"]["posts"])
    assert 0 < boxes <= voices


def test_mastodon() -> None:
    name = "mastodon/context-110446983926957470.json"
    truth, reading = truth_of(name), read_source(PAGES / name)
    (above, none, author), (below, middle, other) = truth["ancestors"][0], truth["descendants"][0]
    assert none is None
    assert len(reading.comments) == 2
    first, last = reading.comments
    assert (first.kind, first.author, last.author) == ("post", author, other)
    assert str(above) in first.thread
    assert (local(last.id), local(last.reply_to)) == (str(below), str(middle))
    assert reading.not_captured == 1


@pytest.mark.parametrize("name", [name for name in FILES if name.startswith("twitter/")])
def test_twitter(name: str) -> None:
    reading = read_source(PAGES / name)
    path = PAGES / "truth" / f"{name.replace('/', '__')}.json"
    if path.exists():
        truth = truth_of(name)
        assert len(reading.comments) == truth["n"]
        assert sum(comment.reply_to is not None for comment in reading.comments) == truth["replies"]
        assert len({comment.author for comment in reading.comments}) == truth["authors"]
    assert all(comment.author and not comment.author.isdigit() for comment in reading.comments)
    assert any(entry.reason == "tweets given only because others refer to them" for entry in reading.left_out)


def test_youtube() -> None:
    reading = read_source(PAGES / "youtube/comment_threads-comment_threads_by_video_paged_1.json")
    assert len(reading.comments) == 5
    assert reading.not_captured == 2
    assert reading.partial
    assert all(comment.author and comment.date and comment.text and comment.reply_to is None for comment in reading.comments)
