"""Commento: comments and, apart from them, the people; what is guessed of addresses."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ethnography.errors import UnreadableSource
from ethnography.formats import Reading, find_format, make_source, read_source
from ethnography.formats.commento_json import CommentoJson


def commento(number: str, parent: str = "root", **more: Any) -> dict[str, Any]:
    place = {"domain": "a.example.org", "url": "/tea"}
    return {"commentHex": number, "parentHex": parent, "commenterHex": "p", "markdown": "Yes.", "state": "approved"} | place | more


def read(value: Any, name: str = "tea.json") -> Reading:
    return read_source(make_source(name, json.dumps(value).encode()))


def tree(reading: Reading) -> list[tuple[str, str | None]]:
    return [(c.id.rpartition(":")[2], c.reply_to and c.reply_to.rpartition(":")[2]) for c in reading.comments]


@pytest.mark.parametrize(
    "value",
    [
        {"version": 1, "comments": [commento("1")], "commenters": []},
        {"comments": [commento("1")], "commenters": {"p": {"name": "Ann"}}},
    ],
)
def test_each_form_is_known_as_its_own(value: Any) -> None:
    source = make_source("a", json.dumps(value).encode())
    assert find_format(source) is CommentoJson
    assert tree(read_source(source)) == [("1", None)]


@pytest.mark.parametrize(
    "value", [{}, [], [1], "x", {"comments": []}, {"comments": [{}], "commenters": []}, {"comments": {"a": 1}, "commenters": []}]
)
def test_other_json_is_not_taken(value: Any) -> None:
    source = make_source("a", json.dumps(value).encode())
    assert CommentoJson.sniff(source) == 0
    with pytest.raises(UnreadableSource):
        read_source(source, format=CommentoJson.name)


def test_names_are_those_of_the_commenters() -> None:
    people = [{"commenterHex": "p", "name": "Ann"}, {"commenterHex": "q", "name": ""}, "odd"]
    one, two, three = commento("1"), commento("2", commenterHex="q"), commento("3", commenterHex="anonymous")
    reading = read({"version": 1, "comments": [one, two, three, "odd"], "commenters": people})
    assert [c.author for c in reading.comments] == ["Ann", None, None]
    assert any(entry.reason == "values that are no comments" for entry in reading.left_out)


@pytest.mark.parametrize(
    ("more", "state"),
    [
        ({"state": "approved"}, None),
        ({"state": "unapproved"}, "unapproved"),
        ({"state": "flagged"}, "unapproved"),
        ({"deleted": True}, "deleted"),
    ],
)
def test_states(more: dict[str, Any], state: str | None) -> None:
    assert read({"comments": [commento("1", **more)], "commenters": []}).comments[0].state == state


def test_addresses_are_a_guess_that_is_told() -> None:
    reading = read({"comments": [commento("1")], "commenters": []})
    assert reading.comments[0].url == "https://a.example.org/tea"
    assert "https://" in reading.guesses[0]
    stated = read({"comments": [commento("1", domain="", url="https://b.example.org/x")], "commenters": []})
    assert (stated.comments[0].url, stated.guesses) == ("https://b.example.org/x", ())
