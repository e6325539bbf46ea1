"""isso: replies inside replies, what its API held back, pages that it does not name."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ethnography.errors import UnreadableSource
from ethnography.formats import Reading, find_format, make_source, read_source
from ethnography.formats.isso_json import IssoJson


def isso(number: int, parent: int | None = None, **more: Any) -> dict[str, Any]:
    return {"id": number, "parent": parent, "text": "<p>Yes.</p>", "author": "Ann", "created": 1.5e9, "mode": 1, "likes": 0} | more


def read(value: Any, name: str = "tea.json") -> Reading:
    return read_source(make_source(name, json.dumps(value).encode()))


def tree(reading: Reading) -> list[tuple[str, str | None]]:
    return [(c.id.rpartition(":")[2], c.reply_to and c.reply_to.rpartition(":")[2]) for c in reading.comments]


@pytest.mark.parametrize("value", [{"id": None, "total_replies": 1, "hidden_replies": 0, "replies": [isso(1)]}, [isso(1)]])
def test_each_form_is_known_as_its_own(value: Any) -> None:
    source = make_source("a", json.dumps(value).encode())
    assert find_format(source) is IssoJson
    assert tree(read_source(source)) == [("1", None)]


@pytest.mark.parametrize("value", [{}, [], [1], "x", {"replies": []}, [{"id": 1, "title": "x", "comments": []}]])
def test_other_json_is_not_taken(value: Any) -> None:
    source = make_source("a", json.dumps(value).encode())
    assert IssoJson.sniff(source) == 0
    with pytest.raises(UnreadableSource):
        read_source(source, format=IssoJson.name)


def test_replies_stand_in_one_another() -> None:
    reply = isso(2, 1, replies=[isso(3, None)], total_replies=1, hidden_replies=0)
    reading = read({"id": None, "total_replies": 5, "hidden_replies": 1, "replies": [isso(1, replies=[reply], hidden_replies=1)]})
    assert tree(reading) == [("1", None), ("2", "1"), ("3", "2")]
    assert (reading.stated_count, reading.not_captured) == (5, 2)
    assert "the API held back 2 more replies" in reading.warnings
    assert len(reading.guesses) == 1


def test_an_answer_of_replies_to_one_comment() -> None:
    reading = read({"id": 7, "total_replies": 1, "hidden_replies": 0, "replies": [isso(8, 7)]})
    assert tree(reading) == [("8", "7")]


@pytest.mark.parametrize(("mode", "state"), [(1, None), (2, "unapproved"), (4, "deleted"), ("odd", None)])
def test_states(mode: object, state: str | None) -> None:
    assert read([isso(1, mode=mode)]).comments[0].state == state


def test_a_stated_page_is_the_thread() -> None:
    reading = read([isso(1, uri="/tea/"), isso(2, uri="/milk/", author="Tom &amp; Ann")])
    assert len({c.thread for c in reading.comments}) == 2
    assert reading.comments[1].author == "Tom & Ann"
    assert not reading.guesses


def test_the_file_names_the_thread_where_nothing_else_does() -> None:
    page = {"id": None, "total_replies": 1, "hidden_replies": 0, "replies": [isso(1)]}
    assert read(page, "the-shed.json").comments[0].thread.startswith("the-shed-")
