"""Tweets of any form as a reading."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ethnography.errors import Mistake, UnreadableSource
from ethnography.formats.base import Ids, Reading
from ethnography.formats.tally import Tally, as_text, listed
from ethnography.formats.threads import Threads, root_of
from ethnography.formats.twitter_json import ARCHIVE
from ethnography.formats.twitter_json.tweets import Tweet, addresses_in, is_v1, is_v2, of_v1, of_v2, text_of
from ethnography.source import Source

_TAKEN = frozenset({
    "id", "id_str", "text", "full_text", "note_tweet", "author_id", "author", "created_at", "conversation_id",
    "conversation_id_str", "referenced_tweets", "in_reply_to_status_id", "in_reply_to_status_id_str", "entities",
    "edit_history_tweet_ids", "user", "retweeted_status", "extended_tweet", "truncated", "edit_info",
})  # fmt: skip
_OWN_MEDIA = re.compile(r"https?://(?:twitter|x)\.com/(\w{1,30})/status/(\d+)/(?:photo|video)/")


def read(source: Source) -> Reading:
    """The tweets that were asked for; those that they refer to are counted."""
    bad: list[Mistake] = []
    found = _Found()
    for value in _archive(source) if source.shape == "text" else (value for _, value in source.values(bad)):
        found.look_into(value)
    broken = found.tally.broken_lines(source.name, bad, len(found.tweets) + found.tally.counts.total())
    found.add_all()
    made = found.threads.finish(by_date=True)
    warnings = [*broken, *made.post_warnings(), *made.orphan_warnings(), *found.warnings()]
    return Reading(
        "twitter_json", tuple(made.comments), None, found.tally.entries(), tuple(found.guesses), tuple(warnings),
        len(made.missing) or None, partial=found.goes_on,
    )  # fmt: skip


def _archive(source: Source) -> Iterator[Any]:
    """The tweets of the personal archive, which assigns them to a variable."""
    found = ARCHIVE.match(source.text)
    if not found:
        advice = "Name tweets.js (or tweet.js) of the archive's folder data."
        raise UnreadableSource(source.name, "it does not begin as the archive's tweets.js", advice)
    try:
        yield json.loads(source.text[found.end() :].rstrip().removesuffix(";"), strict=False)
    except (ValueError, RecursionError) as error:
        raise UnreadableSource(source.name, f"what it assigns is not JSON ({error})", "Unpack the archive again.") from None


@dataclass
class _Found:
    tweets: dict[str, Tweet] = field(default_factory=dict)
    users: dict[str, str] = field(default_factory=dict)
    included: dict[str, dict[str, Any]] = field(default_factory=dict)
    tally: Tally = field(default_factory=Tally)
    threads: Threads = field(default_factory=lambda: Threads(_thread_id))
    own_names: set[str] = field(default_factory=set)
    answered_names: dict[str, str] = field(default_factory=dict)
    guesses: list[str] = field(default_factory=list)
    goes_on: bool = False
    edited: int = 0
    nameless: int = 0
    by_number: int = 0

    def look_into(self, value: Any) -> None:
        """A tweet, a page of the API, or a list of either."""
        if isinstance(value, list):
            for one in value:
                self.look_into(one)
        elif is_v2(value):
            self.v2(value, {})
        elif is_v1(value):
            self.v1(value)
        elif isinstance(value, dict) and is_v1(value.get("tweet")):
            self.v1(value["tweet"])
        elif isinstance(value, dict) and isinstance(value.get("statuses"), list):
            self.look_into(value["statuses"])
        elif isinstance(value, dict) and isinstance(value.get("data"), list | dict):
            self.page(value)
        else:
            self.tally.note("values that are no tweet", str(value))

    def page(self, page: dict[str, Any]) -> None:
        """A page of version 2, with the accounts and tweets that it includes."""
        includes = page["includes"] if isinstance(page.get("includes"), dict) else {}
        for user in listed(includes.get("users")):
            if isinstance(user, dict) and (name := as_text(user.get("username"))) and (number := as_text(user.get("id"))):
                self.users[number] = name
        others = {one["id"]: one for one in listed(includes.get("tweets")) if is_v2(one)}
        self.included.update(others)
        for error in listed(page.get("errors")):
            if isinstance(error, dict):
                self.tally.note("what Twitter did not give out", as_text(error.get("detail")) or str(error))
        meta = page.get("meta")
        self.goes_on = isinstance(meta, dict) and "next_token" in meta  # of the last page
        for tweet in page["data"] if isinstance(page["data"], list) else [page["data"]]:
            if is_v2(tweet):
                self.v2(tweet, others)
            else:
                self.tally.note("values that are no tweet", str(tweet))

    def v2(self, tweet: dict[str, Any], others: dict[str, dict[str, Any]]) -> None:
        """A tweet of version 2."""
        for one in listed(tweet.get("referenced_tweets")):
            if is_v2(one):
                self.included[one["id"]] = one
        author = tweet.get("author")
        if isinstance(author, dict) and (name := as_text(author.get("username"))) and (number := as_text(author.get("id"))):
            self.users[number] = name
        self.keep(of_v2(tweet, others), tweet)

    def v1(self, tweet: dict[str, Any]) -> None:
        """A tweet of version 1.1 or of the archive; of the latter what may name the account."""
        one = of_v1(tweet)
        if one.author is None:
            if one.answers and (name := as_text(tweet.get("in_reply_to_screen_name"))):
                self.answered_names[one.id] = name
            entities = tweet.get("extended_entities") or tweet.get("entities")
            for medium in listed(entities.get("media")) if isinstance(entities, dict) else []:
                match = _OWN_MEDIA.match(str(medium.get("expanded_url"))) if isinstance(medium, dict) else None
                if match and match[2] == one.id:
                    self.own_names.add(match[1])
        for name in ("retweeted_status", "quoted_status"):
            if is_v1(tweet.get(name)):
                self.included[tweet[name]["id_str"]] = tweet[name]
        self.keep(one, tweet)

    def keep(self, one: Tweet, tweet: dict[str, Any]) -> None:
        """Remember a tweet once, whatever pages it is on."""
        if one.id in self.tweets:
            self.tally.note("tweets that stand in the file again", one.id)
            return
        self.tweets[one.id] = one
        self.tally.see(name for name in tweet if name not in _TAKEN)
        if addresses := addresses_in(tweet):
            self.tally.note("addresses behind shortened links", addresses[0], len(addresses))

    def add_all(self) -> None:
        """The tweets as messages: that with which a conversation begins is its post."""
        owner = self.owner()
        roots = root_of({one.id: one.answers for one in self.tweets.values()})
        for one in self.tweets.values():
            conversation = one.conversation or roots[one.id]
            author = one.author or self.users.get(one.author_id or "") or owner
            if author is None and one.author_id:
                author, self.by_number = one.author_id, self.by_number + 1
            self.nameless += author is None
            self.edited += one.edited
            if one.quoted:
                self.tally.note("that a tweet quotes another", one.quoted)
            text, parts = text_of(one)
            self.threads.add(
                conversation, one.id, one.answers, text, author, one.date, parts,
                is_post=one.id == conversation and one.answers is None, date_text=None if one.date else one.date_text,
            )  # fmt: skip
        if others := len(self.included.keys() - self.tweets.keys()):
            example = next(iter(self.included.keys() - self.tweets.keys()))
            self.tally.note("tweets given only because others refer to them", example, others)

    def owner(self) -> str | None:
        """Whose archive it is, where its tweets say so: by pictures under them, or by answers to tweets of the same file."""
        names = self.own_names | {
            name for id, name in self.answered_names.items() if (answered := self.tweets[id].answers) and answered in self.tweets
        }
        nameless = sum(one.author is None and one.author_id is None for one in self.tweets.values())
        if not nameless or len({name.lower() for name in names}) != 1:
            return None
        name = min(names)
        self.guesses.append(
            f"the file does not name its account; its own pictures and answers to itself name @{name}, taken as the author of "
            f"{'1 tweet' if nameless == 1 else f'{nameless} tweets'}"
        )
        return name

    def warnings(self) -> list[str]:
        """Sentences about authors, and about pages that are not here."""
        if self.edited:
            self.tally.note("earlier wordings of edited tweets (only the last is here)", count=self.edited)
        found = []
        if self.nameless:
            found.append(f"{'1 tweet does' if self.nameless == 1 else f'{self.nameless} tweets do'} not say whose it is")
        if self.by_number:
            tweets = "1 tweet has" if self.by_number == 1 else f"{self.by_number} tweets have"
            found.append(f"{tweets} the number of the account as author: the file does not hold its name (includes.users)")
        if self.goes_on:
            found.append("the last page names a next one (next_token), which is not in this file")
        return found


def _thread_id(key: str) -> str:
    return Ids(f"twitter {key}", f"https://twitter.com/i/status/{key}").thread
