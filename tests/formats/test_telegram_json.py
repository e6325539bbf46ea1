"""Telegram's result.json: service messages, pieces of text, names that two accounts bear, and what is no chat."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from ethnography.errors import UnreadableSource
from ethnography.formats import Reading, make_source, read_source
from ethnography.formats.telegram_json import TelegramJson
from tests.formats.golden import CASES
from tests.formats.twisted import Twist, read_or_refuse, samples, twisted, twists, values_of

HERE = CASES / "telegram_json"


def left_out(reading: Reading) -> dict[str, str]:
    return {entry.reason: entry.text for entry in reading.left_out}


def message(id: int, text: Any = "Tea", **more: Any) -> dict[str, Any]:
    return {"id": id, "type": "message", "date": "2023-01-01T00:00:00", "from": "Bo", "from_id": "user1", "text": text, **more}


def chat(*messages: dict[str, Any], **more: Any) -> Reading:
    value = {"name": "Tea", "type": "private_group", "id": 5, "messages": list(messages), **more}
    return read_source(make_source("result.json", json.dumps(value).encode()))


def test_service_messages_media_and_edits_are_left_out_with_a_word() -> None:
    said = left_out(read_source(HERE / "chat.json"))
    assert said["service messages"] == "1: Kettle: create_group"
    assert said["pictures, films, sounds and files"].startswith("1: sticker")
    assert said["earlier wordings of edited messages (only the last is here)"] == "1"


def test_a_chat_has_no_post_and_only_stated_replies() -> None:
    reading = read_source(HERE / "chat.json")
    assert {comment.kind for comment in reading.comments} == {"comment"}
    assert [comment.reply_to is not None for comment in reading.comments] == [False, True, True, False, False, False]
    assert reading.not_captured == 1
    assert not any("post" in warning for warning in reading.warnings)


def test_a_reply_into_another_chat_is_no_link() -> None:
    reading = chat(message(1), message(2, reply_to_message_id=1, reply_to_peer_id="channel9"))
    assert reading.comments[1].reply_to is None
    assert any("another chat" in warning for warning in reading.warnings)


def test_two_accounts_of_one_name_are_pointed_out() -> None:
    assert any("Bo" in warning for warning in chat(message(1), message(2, from_id="user2")).warnings)


def test_pieces_that_compose_one_letter_are_one_text() -> None:
    comment = chat(message(1, ["Zoe", {"type": "bold", "text": "\u0308 says"}])).comments[0]
    assert comment.text == "Zo\u00eb says"
    assert [(part.start, part.end) for part in comment.parts] == [(0, 8)]


def test_block_quotations_stand_apart() -> None:
    pieces = ["Ann:", {"type": "blockquote", "text": "Tea?\n\nNow?"}, "No."]
    comment = chat(message(1, pieces)).comments[0]
    assert comment.text == "Ann:\nTea?\n\nNow?\nNo."
    assert [part.kind for part in comment.parts] == ["paragraph", "quotation", "quotation", "paragraph"]


def test_many_pieces_take_no_more_than_their_length() -> None:
    comment = chat(message(1, ["a "] * 100_000)).comments[0]
    assert len(comment.text) == 199_999


@pytest.mark.parametrize(
    ("value", "sure"),
    [
        ({"type": "personal_chat", "messages": []}, 3),
        ({"messages": []}, 0),
        ({"messages": [message(1)]}, 3),
        ({"messages": [{"role": "user", "content": "x"}]}, 0),
        ({"chats": {"list": [{"type": "personal_chat", "messages": [message(1)]}]}}, 3),
        ({"chats": [1]}, 0),
        ([message(1)], 0),
    ],
)
def test_sniff(value: Any, sure: int) -> None:
    assert TelegramJson.sniff(make_source("x", json.dumps(value).encode())) == sure


def test_a_file_without_a_chat_is_refused() -> None:
    with pytest.raises(UnreadableSource, match="no chat of Telegram"):
        TelegramJson.read(make_source("x.json", b'{"a": 1}'))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(blows=twists)
def test_twisted_files_are_read_or_refused(blows: list[Twist]) -> None:
    for sample in samples("telegram_json"):
        read_or_refuse("telegram_json", twisted(values_of(sample), blows))
