"""remark42: its backup and its API's answers, deleted comments, pages as threads."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ethnography.errors import UnreadableSource
from ethnography.formats import Reading, find_format, make_source, read_source
from ethnography.formats.remark42_json import Remark42Json
from tests.formats.golden import CASES


def remark(number: str, parent: str = "", **more: Any) -> dict[str, Any]:
    place = {"site": "s", "url": "https://a.example.org/tea"}
    return {"id": number, "pid": parent, "text": "<p>Yes.</p>", "user": {"name": "Ann", "id": "a"}, "locator": place} | more


def read(value: Any, name: str = "tea.json") -> Reading:
    return read_source(make_source(name, json.dumps(value).encode()))


def tree(reading: Reading) -> list[tuple[str, str | None]]:
    return [(c.id.rpartition(":")[2], c.reply_to and c.reply_to.rpartition(":")[2]) for c in reading.comments]


@pytest.mark.parametrize(
    "value", [[remark("1")], remark("1"), {"comments": [remark("1")], "info": {}}, {"comments": [{"comment": remark("1")}]}]
)
def test_each_form_is_known_as_its_own(value: Any) -> None:
    source = make_source("a", json.dumps(value).encode())
    assert find_format(source) is Remark42Json
    assert tree(read_source(source)) == [("1", None)]


@pytest.mark.parametrize(
    "value",
    [{}, [], [1], [None], "x", {"comments": []}, {"comments": {"a": 1}}, {"version": 1, "users": []}, [{"id": 1, "text": "x"}]],
)
def test_other_json_is_not_taken(value: Any) -> None:
    source = make_source("a", json.dumps(value).encode())
    assert Remark42Json.sniff(source) == 0
    with pytest.raises(UnreadableSource):
        read_source(source, format=Remark42Json.name)


def test_says_a_parent_or_stands_under_it() -> None:
    nested = {"comments": [{"comment": remark("1"), "replies": [{"comment": remark("2", ""), "replies": None}]}], "info": {}}
    assert tree(read(nested)) == [("1", None), ("2", "1")]
    assert tree(read([remark("1"), remark("2", "1"), remark("3", "9")])) == [("1", None), ("2", "1"), ("3", "9")]


def test_deleted_comments_keep_their_place() -> None:
    gone = {"text": "", "delete": True, "user": {"name": "deleted", "id": "deleted"}}
    reading = read([remark("1", **gone), remark("2", "1"), remark("3", text="", orig="typed", user="odd", time="x")])
    assert [(c.state, c.author, c.text) for c in reading.comments] == [
        ("deleted", None, ""),
        (None, "Ann", "Yes."),
        (None, None, "typed"),
    ]
    assert reading.comments[2].date_text == "x"


def test_pages_are_threads() -> None:
    other = {"locator": {"site": "s", "url": "https://a.example.org/milk"}, "title": "Milk &amp; more"}
    reading = read([remark("1"), remark("2", **other)])
    assert [c.thread.rpartition("-")[0] for c in reading.comments] == ["tea", "milk-more"]
    assert [c.url for c in reading.comments] == ["https://a.example.org/tea", "https://a.example.org/milk"]


def test_counts_what_the_api_held_back() -> None:
    reading = read_source(CASES / "remark42_json" / "tree.json")
    assert (reading.stated_count, reading.not_captured) == (6, 2)
    assert "the API held back 2 more comments" in reading.warnings


def test_a_backup_that_is_cut_off_is_read_up_to_there() -> None:
    reading = read_source(CASES / "remark42_json" / "backup.jsonl")
    assert len(reading.comments) == 4
    assert any("line 6" in warning and "cut off" in warning for warning in reading.warnings)
