"""Mastodon's JSON: the missing status between, boosts, warnings, and what is not Mastodon's."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from ethnography.formats import Reading, make_source, read_source
from ethnography.formats.mastodon_json import MastodonJson
from tests.formats.golden import CASES
from tests.formats.twisted import Twist, read_or_refuse, samples, twisted, twists, values_of

HERE = CASES / "mastodon_json"


def left_out(reading: Reading) -> dict[str, str]:
    return {entry.reason: entry.text for entry in reading.left_out}


def status(id: str, answers: str | None = None, **more: Any) -> dict[str, Any]:
    account = {"acct": "bo", "username": "bo"}
    return {"id": id, "in_reply_to_id": answers, "content": f"<p>Tea {id}</p>", "account": account, **more}


def read(value: Any) -> Reading:
    return read_source(make_source("x.json", json.dumps(value).encode()), format="mastodon_json")


def test_the_status_between_is_named_by_its_id_and_not_captured() -> None:
    reading = read_source(HERE / "context.json")
    assert reading.not_captured == 1
    assert len({comment.thread for comment in reading.comments}) == 1
    assert "1 comment answers one that is not in this file (102)" in reading.warnings


def test_a_context_whose_beginning_is_missing_is_one_thread_without_post() -> None:
    reading = read({"ancestors": [status("2", "1")], "descendants": [status("4", "3")]})
    assert len({comment.thread for comment in reading.comments}) == 1
    assert [comment.kind for comment in reading.comments] == ["comment", "comment"]
    assert reading.not_captured == 2


def test_statuses_for_followers_are_pointed_out_and_pictures_counted() -> None:
    reading = read_source(HERE / "context.json")
    assert any("not public" in warning and "104" in warning for warning in reading.warnings)
    assert left_out(reading)["pictures, films and sounds"] == "1: A pot on a stove"
    assert left_out(reading)["earlier wordings of edited statuses (only the last is here)"] == "1"


def test_a_boost_is_a_quotation() -> None:
    boost = next(comment for comment in read_source(HERE / "statuses.json").comments if comment.author == "cup")
    assert [(part.kind, part.voice) for part in boost.parts] == [("quotation", "far@away.example")]


def test_the_same_status_in_two_contexts_is_read_once() -> None:
    context = {"ancestors": [status("1")], "descendants": [status("3", "2")]}
    reading = read([context, {"ancestors": [status("1")], "descendants": [status("4", "1")]}])
    assert len(reading.comments) == 3
    assert left_out(reading)["statuses that stand in the file again"] == "1: 1"


def test_a_warning_stands_before_a_status_without_words() -> None:
    reading = read(status("1", spoiler_text="eye contact", content=""))
    assert (reading.comments[0].text, len(reading.comments[0].parts)) == ("eye contact", 1)


def test_the_answer_to_a_deletion_is_a_deleted_status() -> None:
    value = status("1", text="As typed: <3")
    del value["content"]
    comment = read(value).comments[0]
    assert (comment.text, comment.state) == ("As typed: <3", "deleted")


@pytest.mark.parametrize(
    ("value", "sure"),
    [
        (status("1"), 3),
        ([status("1")], 3),
        ({"ancestors": [], "descendants": []}, 3),
        ({"ancestors": [{"id": 1}], "descendants": []}, 0),
        ({"statuses": [status("1")], "accounts": []}, 3),
        ({"status": status("1"), "context": {"ancestors": [], "descendants": []}}, 3),
        ({"statuses": [{"id_str": "1", "text": "x", "user": {}}]}, 0),
        ({"id": "1", "content": "x"}, 0),
    ],
)
def test_sniff(value: Any, sure: int) -> None:
    assert MastodonJson.sniff(make_source("x", json.dumps(value).encode())) == sure


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(blows=twists)
def test_twisted_files_are_read_or_refused(blows: list[Twist]) -> None:
    for sample in samples("mastodon_json"):
        read_or_refuse("mastodon_json", twisted(values_of(sample), blows))
