"""Bluesky's JSON: posts blocked and not found, answers that are only counted, and what is not Bluesky's."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from ethnography.formats import Reading, make_source, read_source
from ethnography.formats.bluesky_json import BlueskyJson
from tests.formats.golden import CASES
from tests.formats.twisted import Twist, read_or_refuse, samples, twisted, twists, values_of

HERE = CASES / "bluesky_json"


def left_out(reading: Reading) -> dict[str, str]:
    return {entry.reason: entry.text for entry in reading.left_out}


def post(key: str, parent: str | None = None, count: int = 0) -> dict[str, Any]:
    record: dict[str, Any] = {"text": f"Tea {key}", "createdAt": "2025-01-01T00:00:00Z"}
    if parent:
        record["reply"] = {"root": {"uri": "at://did:plc:a/p/r"}, "parent": {"uri": f"at://did:plc:a/p/{parent}"}}
    author = {"did": "did:plc:a", "handle": "bo.example"}
    return {"uri": f"at://did:plc:a/p/{key}", "author": author, "record": record, "replyCount": count}


def read(value: Any) -> Reading:
    return read_source(make_source("x.json", json.dumps(value).encode()), format="bluesky_json")


def test_what_a_thread_names_and_counts_without_holding_it_is_not_captured() -> None:
    reading = read_source(HERE / "thread.json")
    assert reading.not_captured == 5
    assert "1 post is blocked and without text in this file" in reading.warnings
    assert "1 post is not found (deleted, perhaps) and without text in this file" in reading.warnings
    assert "3 answers are counted (replyCount) and not in this file" in reading.warnings
    assert left_out(reading)["pictures, cards and quoted posts under a post"].startswith("1")


def test_an_answered_post_that_is_gone_is_counted_once() -> None:
    reading = read_source(HERE / "parent_gone.json")
    assert reading.not_captured == 1
    assert reading.comments[0].reply_to is not None


def test_answers_counted_under_a_list_of_posts_were_not_asked_for() -> None:
    assert read({"posts": [post("r", count=9)]}).not_captured is None
    assert read({"thread": {"post": post("r", count=9), "replies": [{"post": post("s", "r")}]}}).not_captured == 8


def test_a_feed_with_a_next_page_is_partial_and_its_reposts_are_counted() -> None:
    reading = read_source(HERE / "feed.json")
    assert reading.partial
    assert left_out(reading)["that a post was reposted"].startswith("1")


def test_a_thread_without_its_root_keeps_the_links() -> None:
    reading = read([post("s", "r"), post("t", "s")])
    assert [comment.kind for comment in reading.comments] == ["comment", "comment"]
    assert reading.comments[1].reply_to == reading.comments[0].id
    assert reading.not_captured == 1


@pytest.mark.parametrize(
    ("value", "sure"),
    [
        ({"thread": {"post": post("r"), "replies": []}}, 3),
        ({"thread": {"uri": "at://x/p/r", "notFound": True}}, 3),
        ({"thread": [{"uri": "at://x", "depth": 0, "value": {"post": post("r")}}]}, 3),
        ({"posts": [post("r")]}, 3),
        ([post("r")], 3),
        ({"thread": {"post": {"title": "x"}}}, 0),
        ({"posts": []}, 0),
        ({"uri": "https://x", "record": {"text": "x"}, "author": {}}, 0),
    ],
)
def test_sniff(value: Any, sure: int) -> None:
    assert BlueskyJson.sniff(make_source("x", json.dumps(value).encode())) == sure


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(blows=twists)
def test_twisted_files_are_read_or_refused(blows: list[Twist]) -> None:
    for sample in samples("bluesky_json"):
        read_or_refuse("bluesky_json", twisted(values_of(sample), blows))
