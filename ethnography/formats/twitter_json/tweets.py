"""Tweets of the three forms, each as a :class:`Tweet`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ethnography.corpus import Part
from ethnography.formats.comment_rows import stated_date
from ethnography.formats.entities import without_entities
from ethnography.formats.markup import paragraphs_of
from ethnography.formats.tally import as_text, listed, sound
from ethnography.formats.wording import MONTHS

_OF_V2 = frozenset({"edit_history_tweet_ids", "author_id", "conversation_id", "public_metrics", "referenced_tweets"})
_OF_OTHERS = frozenset({"username", "speaker", "account", "uri"})
_STAMP = re.compile(r"\w{3} (\w{3}) (\d\d) (\d\d:\d\d:\d\d) \+0000 (\d{4})")
_RETWEET = re.compile(r"RT @(\w{1,30}): ")


@dataclass(frozen=True, slots=True)
class Tweet:
    """A tweet, whatever its form. `author` is the account's name or its number (`author_id`); `whole` the text of a retweeted one.

    `conversation` is None where the form does not state it.
    """

    id: str
    text: str
    author: str | None
    author_id: str | None
    date: str | None
    date_text: str | None
    answers: str | None
    conversation: str | None
    retweeted: str | None = None
    quoted: str | None = None
    whole: str | None = None
    edited: bool = False


def is_tweets(value: Any) -> bool:
    """Whether a value is a tweet of the API or holds tweets."""
    if isinstance(value, list):
        value = next((one for one in value if one is not None), None)
    if not isinstance(value, dict):
        return False
    if is_v2(value) or is_v1(value):
        return True
    for name in ("data", "statuses", "tweet"):
        inner = value.get(name)
        first = next((one for one in inner if one is not None), None) if isinstance(inner, list) else inner
        if is_v2(first) or is_v1(first):
            return True
    return False


def is_v2(value: Any) -> bool:
    """Whether a value is a tweet of the API's version 2."""
    if not isinstance(value, dict) or not isinstance(value.get("id"), str) or not isinstance(value.get("text"), str):
        return False
    if not value["id"].isdigit() or not _OF_OTHERS.isdisjoint(value):
        return False
    return not _OF_V2.isdisjoint(value) or value.keys() == {"id", "text", "created_at"}


def is_v1(value: Any) -> bool:
    """Whether a value is a tweet of version 1.1, or one of the personal archive's, which lack the user."""
    if not isinstance(value, dict) or not isinstance(value.get("id_str"), str):
        return False
    return isinstance(value.get("full_text", value.get("text")), str) and ("user" in value or "full_text" in value)


def of_v2(tweet: dict[str, Any], others: Mapping[str, dict[str, Any]]) -> Tweet:
    """A tweet of version 2; `others` are the tweets that its page includes."""
    referenced = [one for one in listed(tweet.get("referenced_tweets")) if isinstance(one, dict) and as_text(one.get("id"))]
    named = {str(one.get("type")): one for one in referenced}
    retweeted = named.get("retweeted", {})
    original = retweeted if "text" in retweeted else others.get(retweeted.get("id", ""))
    author = tweet["author"] if isinstance(tweet.get("author"), dict) else {}
    date, date_text = stated_date(as_text(tweet.get("created_at")))
    versions = tweet["edit_history_tweet_ids"] if isinstance(tweet.get("edit_history_tweet_ids"), list) else []
    return Tweet(
        tweet["id"], _v2_text(tweet), as_text(author.get("username")), as_text(tweet.get("author_id")), date, date_text,
        as_text(named.get("replied_to", {}).get("id")), as_text(tweet.get("conversation_id")), as_text(retweeted.get("id")),
        as_text(named.get("quoted", {}).get("id")), _v2_text(original) if original else None, len(versions) > 1,
    )  # fmt: skip


def _v2_text(tweet: dict[str, Any]) -> str:
    note = tweet.get("note_tweet")
    text = note.get("text") if isinstance(note, dict) else None
    return text if isinstance(text, str) else str(tweet.get("text", ""))


def of_v1(tweet: dict[str, Any]) -> Tweet:
    """A tweet of version 1.1 or of the personal archive."""
    user = tweet.get("user")
    user = user if isinstance(user, dict) else {}
    shared = tweet.get("retweeted_status")
    stamp = as_text(tweet.get("created_at")) or ""
    found = _STAMP.fullmatch(stamp)
    date = f"{found[4]}-{MONTHS.get(found[1].lower(), 0):02}-{found[2]}T{found[3]}Z" if found else stated_date(stamp)[0]
    return Tweet(
        sound(tweet["id_str"]), _v1_text(tweet), as_text(user.get("screen_name")), as_text(user.get("id_str")), date, stamp or None,
        as_text(tweet.get("in_reply_to_status_id_str")), as_text(tweet.get("conversation_id_str")),
        as_text(shared.get("id_str")) if isinstance(shared, dict) else None, as_text(tweet.get("quoted_status_id_str")),
        _v1_text(shared) if isinstance(shared, dict) else None,
    )  # fmt: skip


def _v1_text(tweet: dict[str, Any]) -> str:
    extended = tweet.get("extended_tweet")
    longer = extended.get("full_text") if isinstance(extended, dict) else None
    for text in (longer, tweet.get("full_text"), tweet.get("text")):
        if isinstance(text, str):
            return text
    return ""


def text_of(tweet: Tweet) -> tuple[str, tuple[Part, ...]]:
    """The text of a tweet, its three entities decoded once. What is retweeted stands whole, as a quotation of its author."""
    typed = tweet.text
    head = _RETWEET.match(typed)
    if head and tweet.whole is not None:
        typed = head.group() + tweet.whole  # the API cuts retweets off
    text, parts = paragraphs_of(without_entities(sound(typed)))
    if head and len(text) > head.end():
        quoted = [Part(max(part.start, head.end()), part.end, "quotation", head[1]) for part in parts if part.end > head.end()]
        return text, (Part(0, head.end() - 1), *quoted)
    return text, parts


def addresses_in(tweet: dict[str, Any]) -> list[str]:
    """The addresses behind the shortened links of a tweet, of either version."""
    entities = tweet.get("entities")
    urls = entities.get("urls") if isinstance(entities, dict) else None
    return [one["expanded_url"] for one in listed(urls) if isinstance(one, dict) and isinstance(one.get("expanded_url"), str)]
