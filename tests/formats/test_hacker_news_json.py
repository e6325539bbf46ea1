"""Hacker News: deleted comments in their place, kids that are only named, search pages, and what is not Hacker News."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from ethnography.formats import Reading, make_source, read_source
from ethnography.formats.hacker_news_json import HackerNewsJson
from tests.formats.golden import CASES
from tests.formats.twisted import Twist, read_or_refuse, samples, twisted, twists, values_of

HERE = CASES / "hacker_news_json"


def read(value: Any) -> Reading:
    return read_source(make_source("x.json", json.dumps(value).encode()), format="hacker_news_json")


def item(id: int, **more: Any) -> dict[str, Any]:
    return {"id": id, "by": "bo", "time": 1_600_000_000 + id, "type": "comment", "text": "Tea", **more}


def test_kids_that_are_named_and_not_here_are_not_captured() -> None:
    reading = read_source(HERE / "firebase.jsonl")
    assert reading.not_captured == 1
    assert reading.stated_count == 2
    assert "1 comment is named (kids) and not in this file" in reading.warnings


def test_a_page_of_search_results_is_partial() -> None:
    reading = read_source(HERE / "search.json")
    assert reading.partial
    assert "the search found 2 more than this page of results holds" in reading.warnings


def test_items_in_an_object_by_their_numbers_are_read() -> None:
    reading = read({"1": item(1, type="story", title="T"), "2": item(2, parent=1), "3": item(3, parent=2)})
    assert [comment.kind for comment in reading.comments] == ["post", "comment", "comment"]
    assert reading.comments[2].reply_to == reading.comments[1].id


def test_options_of_a_poll_are_left_out_with_a_word() -> None:
    reading = read([item(1, type="poll", title="T"), item(2, type="pollopt", text="Tea")])
    assert ("options of a poll", "1: Tea") in {(entry.reason, entry.text) for entry in reading.left_out}


def test_children_that_state_no_parent_answer_the_item_in_which_they_stand() -> None:
    child = {
        "id": 2,
        "created_at_i": 2,
        "author": "bo",
        "text": "a",
        "children": [{"id": 3, "created_at_i": 3, "author": "cy", "text": "b"}],
    }
    reading = read({"id": 1, "created_at_i": 1, "type": "story", "author": "ann", "title": "T", "children": [child]})
    assert [(comment.reply_to or "").rpartition(":")[2] for comment in reading.comments] == ["", "post", "2"]


def test_a_deep_tree_is_read() -> None:
    value: dict[str, Any] = {"id": 400, "created_at_i": 1, "type": "comment", "author": "bo", "text": "end", "parent_id": 399}
    for number in range(399, 0, -1):
        kind = "story" if number == 1 else "comment"
        value = {
            "id": number,
            "created_at_i": 1,
            "type": kind,
            "author": "bo",
            "text": "t",
            "parent_id": number - 1 or None,
            "children": [value],
        }
    assert len(read(value).comments) == 400


@pytest.mark.parametrize(
    ("value", "sure"),
    [
        (item(1), 3),
        ([item(1)], 3),
        ({"id": 1, "created_at_i": 1, "parent_id": None}, 3),
        ({"hits": [{"objectID": "1", "created_at_i": 1, "_tags": []}], "nbHits": 1}, 3),
        ({"id": 1, "created_at_i": 1, "children": []}, 3),
        ({"hits": [{"objectID": "1"}], "nbHits": 1}, 0),
        ({"hits": []}, 0),
        ({"id": 1, "type": "message", "text": "x"}, 0),
        ({"id": 1, "type": [], "by": "x"}, 0),
    ],
)
def test_sniff(value: Any, sure: int) -> None:
    assert HackerNewsJson.sniff(make_source("x", json.dumps(value).encode())) == sure


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(blows=twists)
def test_twisted_files_are_read_or_refused(blows: list[Twist]) -> None:
    for sample in samples("hacker_news_json"):
        read_or_refuse("hacker_news_json", twisted(values_of(sample), blows))
