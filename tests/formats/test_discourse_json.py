"""Discourse's JSON: the stream, small actions, whispers, states, quotations with their voices, and what is not Discourse's."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from ethnography.formats import Reading, make_source, read_source
from ethnography.formats.discourse_json import DiscourseJson
from ethnography.formats.discourse_json.cooked import text_of
from ethnography.formats.tally import Tally
from tests.formats.golden import CASES
from tests.formats.twisted import Twist, read_or_refuse, samples, twisted, twists, values_of

HERE = CASES / "discourse_json"


def left_out(reading: Reading) -> dict[str, str]:
    return {entry.reason: entry.text for entry in reading.left_out}


def topic(*posts: dict[str, Any], **more: Any) -> Reading:
    value = {"post_stream": {"posts": list(posts)}, "id": 5, "slug": "tea", "title": "Tea", **more}
    return read_source(make_source("5.json", json.dumps(value).encode()))


def post(number: int, cooked: str = "<p>Tea.</p>", **more: Any) -> dict[str, Any]:
    return {
        "id": 100 + number,
        "post_number": number,
        "cooked": cooked,
        "username": "bo",
        "created_at": "2024-01-01T00:00:00Z",
        **more,
    }


def test_what_the_stream_names_and_the_file_lacks_is_not_captured() -> None:
    reading = read_source(HERE / "topic.json")
    assert reading.not_captured == 2
    assert "2 posts are named in the topic's stream and not in this file" in reading.warnings
    assert reading.stated_count == 11


def test_actions_previews_pictures_and_edits_are_left_out_with_a_word() -> None:
    said = left_out(read_source(HERE / "topic.json"))
    assert said["small actions (a topic closed, split, pinned)"] == "1: orchardist pinned.enabled"
    assert said["previews of linked pages"] == "1: https://example.org/pears"
    assert said["pictures"] == "1: my pear"
    assert said["earlier wordings of edited posts (only the last is here)"] == "1"
    assert "trust_level" in said["fields of no meaning here"]


def test_whispers_are_pointed_out() -> None:
    assert any("whisper" in warning and "number 9" in warning for warning in read_source(HERE / "topic.json").warnings)


def test_a_page_of_a_topic_is_partial_and_in_order() -> None:
    reading = read_source(HERE / "posts_backwards.json")
    assert [comment.text for comment in reading.comments] == ["An early one.", "The last but one.", "The last one."]
    assert topic(post(1, posts_count=40), post(2, posts_count=40)).partial
    assert not topic(post(1), post(2), posts_count=2).partial


def test_pages_of_one_topic_share_their_thread_and_ids() -> None:
    pages = [read_source(HERE / name) for name in ("topic.json", "posts_backwards.json")]
    assert len({comment.thread for page in pages for comment in page.comments}) == 1


def test_an_answer_to_the_first_post_is_one_also_where_that_is_not_here() -> None:
    reading = topic(post(2, reply_to_post_number=1), post(3, reply_to_post_number=2))
    assert reading.comments[0].reply_to is None
    assert reading.not_captured is None


def test_addresses_are_whole_where_the_site_is_known() -> None:
    value = {"post_stream": {"posts": [post(1, post_url="/t/tea/5/1")]}, "id": 5, "slug": "tea", "title": "Tea"}
    source = make_source("5.json", json.dumps(value).encode()).stated(url="https://forum.example/t/5.json")
    reading = DiscourseJson.read(source)
    assert reading.comments[0].url == "https://forum.example/t/tea/5/1"
    assert reading.url == "https://forum.example/t/tea/5"


def quotation(voice: str, words: str, title: str = "") -> str:
    return f'<aside class="quote" data-username="{voice}" data-post="1"><div class="title">{title or voice}:</div><blockquote>{words}</blockquote></aside>'


def parts(html: str) -> list[tuple[str, str, str | None]]:
    text, found = text_of(html, Tally())
    return [(text[part.start : part.end], part.kind, part.voice) for part in found]


def test_quotations_keep_their_voices_and_are_not_merged() -> None:
    html = quotation("ann", "<p>Tea?</p>") + quotation("ann", "<p>Now?</p>") + quotation("bo", "<p>No.</p>") + "<p>Well.</p>"
    assert parts(html) == [
        ("Tea?", "quotation", "ann"),
        ("Now?", "quotation", "ann"),
        ("No.", "quotation", "bo"),
        ("Well.", "paragraph", None),
    ]


def test_a_quotation_in_a_quotation_has_its_own_voice() -> None:
    inner = quotation("cy", "<p>Inner.</p>")
    assert parts(quotation("ann", f"<p>Before.</p>{inner}<p>After.</p>")) == [
        ("Before.", "quotation", "ann"),
        ("Inner.", "quotation", "cy"),
        ("After.", "quotation", "ann"),
    ]


def test_an_old_quotation_names_its_author_in_its_title_alone() -> None:
    html = '<aside class="quote" data-post="4"><div class="title">Ann Lee said:</div><blockquote><p>Tea?</p></blockquote></aside>'
    assert parts(html) == [("Tea?", "quotation", "Ann Lee")]
    box = '<aside class="quote"><div class="title">A headline</div><blockquote><p>Tea?</p></blockquote></aside>'
    assert [piece[0] for piece in parts(box)] == ["A headline", "Tea?"]


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"user_deleted": True}, "deleted"),
        ({"hidden": True}, "removed"),
        ({"deleted_at": "2024-01-02"}, "deleted"),
        ({"deleted_at": "2024-01-02", "deleted_by": {"username": "mod"}}, "removed"),
        ({"deleted_at": "2024-01-02", "deleted_by": {"username": "bo"}}, "deleted"),
        ({"hidden": False, "deleted_at": None}, None),
    ],
)
def test_states(fields: dict[str, Any], state: str | None) -> None:
    assert topic(post(1), post(2, **fields)).comments[1].state == state


@pytest.mark.parametrize(
    ("value", "sure"),
    [
        ({"post_stream": {"posts": []}}, 3),
        ({"post_stream": {"posts": [{"id": 1}]}}, 0),
        ({"latest_posts": [post(1)]}, 3),
        ([post(1)], 3),
        (post(1), 3),
        ({"posts": [post(1)]}, 0),
        ([], 0),
    ],
)
def test_sniff(value: Any, sure: int) -> None:
    assert DiscourseJson.sniff(make_source("x", json.dumps(value).encode())) == sure


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(blows=twists)
def test_twisted_files_are_read_or_refused(blows: list[Twist]) -> None:
    for sample in samples("discourse_json"):
        read_or_refuse("discourse_json", twisted(values_of(sample), blows))
