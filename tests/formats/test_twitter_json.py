"""Twitter's forms: what a page includes, retweets, numbers for names, the archive's owner, and what is no tweet."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from ethnography.errors import UnreadableSource
from ethnography.formats import Reading, find_format, make_source, read_source
from ethnography.formats.twitter_json import TwitterJson
from tests.formats.golden import CASES
from tests.formats.twisted import Twist, read_or_refuse, samples, twisted, twists, values_of

HERE = CASES / "twitter_json"


def left_out(reading: Reading) -> dict[str, str]:
    return {entry.reason: entry.text for entry in reading.left_out}


def tweet(id: str, text: str = "Tea", **more: Any) -> dict[str, Any]:
    return {"id": id, "text": text, "author_id": "1", "conversation_id": id, **more}


def read(*values: Any) -> Reading:
    return read_source(make_source("x.jsonl", "\n".join(json.dumps(value) for value in values).encode()), format="twitter_json")


def test_tweets_that_others_refer_to_are_counted_and_not_read() -> None:
    reading = read_source(HERE / "pages.jsonl")
    assert len(reading.comments) == 4
    assert left_out(reading)["tweets given only because others refer to them"] == "1: 990"
    assert left_out(reading)["tweets that stand in the file again"] == "1: 1010"
    assert left_out(reading)["that a tweet quotes another"] == "1: 1010"
    assert left_out(reading)["what Twitter did not give out"].startswith("1: Could not find tweet")
    assert left_out(reading)["addresses behind shortened links"] == "1: https://example.org/pour"
    assert reading.not_captured == 1
    assert not reading.partial


def test_a_last_page_that_names_a_next_one_is_partial() -> None:
    reading = read({"data": [tweet("1")], "meta": {"next_token": "x"}})
    assert reading.partial
    assert any("next_token" in warning for warning in reading.warnings)


def test_an_account_without_a_name_keeps_its_number_and_that_is_said() -> None:
    reading = read(tweet("1"))
    assert reading.comments[0].author == "1"
    assert any("number of the account" in warning for warning in reading.warnings)


def test_a_page_longer_than_what_is_looked_at_is_recognised() -> None:
    page = {"data": [tweet(str(number), "tea " * 60) for number in range(1, 1200)], "meta": {}}
    data = f"{json.dumps(page)}\n{json.dumps(page | {'data': [tweet('5000')]})}\n".encode()
    source = make_source("pages.jsonl", data)
    assert len(data) > 300_000
    assert source.shape == "json lines"
    assert len(find_format(source).read(source).comments) == 1200


def test_a_retweet_is_whole_and_quotes_its_author() -> None:
    original = {**tweet("5", "A tale as long as it is &amp; whole", author_id="2")}
    page = {
        "data": [tweet("9", "RT @ann: A tale as lo…", referenced_tweets=[{"type": "retweeted", "id": "5"}])],
        "includes": {"tweets": [original]},
    }
    comment = read(page).comments[0]
    assert comment.text == "RT @ann: A tale as long as it is & whole"
    assert [(part.kind, part.voice) for part in comment.parts] == [("paragraph", None), ("quotation", "ann")]


def test_whose_archive_it_is_is_a_guess_with_its_evidence() -> None:
    reading = read_source(HERE / "tweets.js")
    assert {comment.author for comment in reading.comments} == {"night_kettle"}
    assert "@night_kettle" in reading.guesses[0]


def archive(*tweets: dict[str, Any]) -> Reading:
    return read_source(make_source("tweet.js", b"window.YTD.tweet.part0 = " + json.dumps(tweets).encode()))


def test_an_archive_that_does_not_say_whose_it_is_has_no_author() -> None:
    reading = archive({"id_str": "1", "full_text": "Tea", "created_at": "Wed Oct 10 20:19:24 +0000 2018"})
    assert reading.comments[0].author is None
    assert reading.comments[0].date == "2018-10-10T20:19:24Z"
    assert "1 tweet does not say whose it is" in reading.warnings


def test_an_archive_that_names_two_accounts_has_no_author() -> None:
    media = [{"expanded_url": f"https://twitter.com/{name}/status/{id}/photo/1"} for id, name in (("1", "ann"), ("2", "bo"))]
    tweets = [{"id_str": id, "full_text": "Tea", "entities": {"media": [medium]}} for id, medium in zip("12", media, strict=True)]
    assert {comment.author for comment in archive(*tweets).comments} == {None}


def test_an_archive_that_is_cut_off_is_refused() -> None:
    with pytest.raises(UnreadableSource, match="is not JSON"):
        read_source(make_source("tweets.js", b'window.YTD.tweets.part0 = [{"tweet": {"id_str"'))
    with pytest.raises(UnreadableSource, match=r"tweets\.js"):
        TwitterJson.read(make_source("tweets.js", b"var tweets = 1;"))


@pytest.mark.parametrize(
    ("value", "sure"),
    [
        (tweet("1"), 3),
        ({"data": tweet("1"), "includes": {}}, 3),
        ({"data": [{"id": "1", "username": "bo", "text": "x", "created_at": ""}]}, 0),
        ({"data": [{"start": "x", "end": "y", "tweet_count": 3}]}, 0),
        ({"id": "1", "text": "x"}, 0),
        ({"id": "1", "text": "x", "created_at": "2020-01-01T00:00:00Z"}, 3),
        ({"id": "1", "text": "x", "created_at": "2020", "account": {}, "in_reply_to_id": None}, 0),
        ({"id": "1", "text": "x", "conversation_id": "1", "speaker": "bo", "reply-to": None}, 0),
        ({"id_str": "1", "full_text": "x"}, 3),
        ({"id_str": "1", "text": "x"}, 0),
        ({"id": "1", "action": "delete"}, 0),
    ],
)
def test_sniff(value: Any, sure: int) -> None:
    assert TwitterJson.sniff(make_source("x", json.dumps(value).encode())) == sure


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(blows=twists)
def test_twisted_files_are_read_or_refused(blows: list[Twist]) -> None:
    for sample in samples("twitter_json"):
        read_or_refuse("twitter_json", twisted(values_of(sample), blows))
