"""ConvoKit utterances: times that are no dates, metadata, and the line to other JSON of comments."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from ethnography.formats import Reading, find_format, make_source, read_source
from ethnography.formats.comments_jsonl import CommentsJsonl
from ethnography.formats.convokit_jsonl import ConvokitJsonl
from tests.formats.golden import CASES
from tests.formats.twisted import Twist, read_or_refuse, samples, twisted, twists, values_of

HERE = CASES / "convokit_jsonl"


def utterance(id: str, answers: str | None = None, **more: Any) -> dict[str, Any]:
    return {"id": id, "conversation_id": "a", "speaker": "bo", "reply-to": answers, "text": f"Tea {id}", "timestamp": None, **more}


def read(*values: Any) -> Reading:
    return read_source(make_source("x.jsonl", "\n".join(json.dumps(value) for value in values).encode()), format="convokit_jsonl")


@pytest.mark.parametrize(
    ("stamp", "date", "date_text"),
    [
        (1_500_000_000, "2017-07-14T02:40:00Z", None),
        ("1500000000.0", "2017-07-14T02:40:00Z", None),
        (12.5, None, "12.5"),
        ("2011-05-03", "2011-05-03", None),
        ("3 May 2011", "2011-05-03", "3 May 2011"),
        (None, None, None),
    ],
)
def test_times(stamp: Any, date: str | None, date_text: str | None) -> None:
    comment = read(utterance("a", timestamp=stamp)).comments[0]
    assert (comment.date, comment.date_text) == (date, date_text)


def test_metadata_is_left_out_with_its_names() -> None:
    reading = read_source(HERE / "utterances.jsonl")
    assert ("metadata of utterances", "7: score, subreddit") in {(entry.reason, entry.text) for entry in reading.left_out}
    assert reading.not_captured == 1


def test_an_utterance_bears_its_conversations_id_to_be_the_post() -> None:
    reading = read(utterance("b", "a"), utterance("a"))
    assert [comment.kind for comment in reading.comments] == ["post", "comment"]
    assert {comment.kind for comment in read(utterance("b"), utterance("c", "b")).comments} == {"comment"}


@pytest.mark.parametrize("answers", ["reply-to", "reply_to"])
@pytest.mark.parametrize("conversation", ["conversation_id", "root"])
@pytest.mark.parametrize("speaker", ["speaker", "user"])
def test_all_generations_are_told_from_plain_comments(answers: str, conversation: str, speaker: str) -> None:
    value: dict[str, Any] = {"id": "a", "text": "Tea", answers: None, conversation: "a", speaker: "bo", "timestamp": 0, "meta": {}}
    source = make_source("x.jsonl", f"{json.dumps(value)}\n{json.dumps(value)}\n".encode())
    assert find_format(source) is ConvokitJsonl
    assert CommentsJsonl.sniff(source) == 0


def test_what_is_not_convokit() -> None:
    for value in ({"id": "a", "text": "x", "author": "bo", "reply_to": None}, {"id": "a", "speaker": "bo", "root": "a"}, {}):
        assert ConvokitJsonl.sniff(make_source("x", json.dumps(value).encode())) == 0


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(blows=twists)
def test_twisted_files_are_read_or_refused(blows: list[Twist]) -> None:
    for sample in samples("convokit_jsonl"):
        read_or_refuse("convokit_jsonl", twisted(values_of(sample), blows))
