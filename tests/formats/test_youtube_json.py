"""YouTube's comments: replies and pages that are missing, relative times, several forms in one file, and what is none of them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from ethnography.formats import Reading, make_source, read_source
from ethnography.formats.youtube_json import YouTubeJson
from ethnography.formats.youtube_json.forms import form_of
from tests.formats.golden import CASES
from tests.formats.twisted import Twist, read_or_refuse, samples, twisted, twists, values_of

HERE = CASES / "youtube_json"


def left_out(reading: Reading) -> dict[str, str]:
    return {entry.reason: entry.text for entry in reading.left_out}


def read(*values: Any, name: str = "x.json") -> Reading:
    return read_source(make_source(name, "\n".join(json.dumps(value) for value in values).encode()), format="youtube_json")


def value_of(name: str) -> Any:
    return json.loads((HERE / name).read_text("utf-8"))


def test_replies_that_are_counted_and_not_given_are_not_captured() -> None:
    reading = read_source(HERE / "threads.json")
    assert reading.not_captured == 2
    assert reading.partial
    assert "2 replies are counted in totalReplyCount and not in this file" in reading.warnings
    assert any("nextPageToken" in warning for warning in reading.warnings)
    assert left_out(reading)["earlier wordings of edited comments (only the last is here)"] == "1"


def test_replies_of_another_page_find_their_thread_and_are_no_longer_missing() -> None:
    reading = read([value_of("threads.json"), *value_of("replies.json")])
    assert reading.not_captured == 1
    assert len({comment.thread for comment in reading.comments}) == 1
    assert [comment.kind for comment in reading.comments].count("post") == 1
    assert reading.stated_count == 3


def test_pages_that_are_all_here_are_not_partial() -> None:
    first, last = value_of("threads.json"), value_of("threads.json")
    del last["nextPageToken"]
    assert read([first]).partial
    assert not read([first, last]).partial


def test_the_time_before_the_download_is_no_date() -> None:
    reading = read_source(HERE / "yt_dlp.info.json")
    assert [comment.date for comment in reading.comments[1:]] == [None, None, None]
    assert reading.comments[1].date_text == "2 months ago (edited)"
    assert reading.captured == "2023-07-22T04:26:40Z"
    assert reading.guesses[0].startswith("3 dates are stated only as the time before the download")
    assert read_source(HERE / "other_site.json").guesses == ()


def test_a_file_that_names_no_video_says_so() -> None:
    reading = read_source(HERE / "downloader.jsonl")
    assert any("does not say which video" in warning for warning in reading.warnings)
    assert not any("does not say which video" in warning for warning in read_source(HERE / "threads.json").warnings)


def test_the_api_and_yt_dlp_name_a_thread_alike() -> None:
    assert (
        len({comment.thread for name in ("threads.json", "yt_dlp.info.json") for comment in read_source(HERE / name).comments}) == 1
    )


def test_comments_off_is_a_post_alone() -> None:
    info = {"id": "v", "title": "T", "webpage_url": "https://www.youtube.com/watch?v=v", "extractor": "youtube", "comments": None}
    assert [comment.kind for comment in read(info).comments] == ["post"]


def test_an_item_without_text_or_id_is_no_accident() -> None:
    thread = {"id": "a", "snippet": {"videoId": "v", "topLevelComment": {"snippet": {"textDisplay": None}}}}
    items: list[Any] = [{"snippet": {"topLevelComment": {}}}, None, 3, thread]
    reading = read({"kind": "youtube#commentThreadListResponse", "items": items})
    assert [comment.id.rpartition(":")[2] for comment in reading.comments] == ["a"]
    assert left_out(reading)["values that are no comment and no video"].startswith("2")


@pytest.mark.parametrize(
    ("value", "form"),
    [
        ({"kind": "youtube#searchListResponse", "items": []}, ""),
        ({"kind": "youtube#commentThreadListResponse", "items": []}, "page"),
        ({"items": [{"snippet": {"topLevelComment": {}}}]}, "page"),
        ({"items": [{"snippet": {"title": "x"}}]}, ""),
        ({"id": "1", "text": "x", "parent": 4, "author_id": "a"}, ""),
        ({"id": "1", "text": "x", "parent": "root"}, "flat"),
        ({"comments": [{"cid": "a", "text": "x"}]}, "lines"),
        ({"comments": [{"id": 1, "body": "x"}]}, ""),
        ({"id": "1", "text": "x", "by": "bo", "type": "comment", "parent": 2}, ""),
    ],
)
def test_forms(value: Any, form: str) -> None:
    assert form_of(value) == form
    assert YouTubeJson.sniff(make_source("x", json.dumps(value).encode())) == 3 * int(form != "")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(blows=twists)
def test_twisted_files_are_read_or_refused(blows: list[Twist]) -> None:
    for sample in samples("youtube_json"):
        read_or_refuse("youtube_json", twisted(values_of(sample), blows))
