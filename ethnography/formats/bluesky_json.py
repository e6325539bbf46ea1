"""Bluesky as JSON: the thread of a post, feeds, search results, lists of posts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ethnography.errors import Mistake
from ethnography.formats.base import Format, Ids, Reading
from ethnography.formats.comment_rows import stated_date
from ethnography.formats.markup import paragraphs_of
from ethnography.formats.tally import Tally, as_text, sound
from ethnography.formats.threads import Threads
from ethnography.source import Source


class BlueskyJson(Format):
    """Posts and their replies; blocked posts and posts not found are counted as not captured."""

    name = "bluesky_json"
    title = "Bluesky: threads, feeds and lists of posts (JSON)"
    shapes = ("json", "json lines")

    @staticmethod
    def sniff(source: Source) -> int:
        """3 where the first value is a post, the node of a thread, or holds one."""
        value = source.first
        for _ in range(4):
            if isinstance(value, list):
                value = next((one for one in value if isinstance(one, dict)), None)
            if not isinstance(value, dict):
                return 0
            if _is_post(value) or _is_gone(value):
                return 3
            value = next((value[name] for name in ("thread", "posts", "feed", "post", "value", "parent") if name in value), None)
        return 0

    @staticmethod
    def read(source: Source) -> Reading:
        """The posts, thread by thread. Raises ``UnreadableSource``."""
        bad: list[Mistake] = []
        found = _Found()
        for _, value in source.values(bad):
            found.look_into(value)
        broken = found.tally.broken_lines(source.name, bad, len(found.posts) + found.tally.counts.total())
        unheld, sentences = found.unheld()
        for post in found.posts.values():
            found.add(post)
        made = found.threads.finish()
        gone = {_local(uri) for uri in (*found.blocked, *found.not_found)}
        missing = gone | {id.rpartition(":")[2] for id in made.missing}
        warnings = [*broken, *made.post_warnings(), *made.orphan_warnings(), *sentences]
        return Reading(
            "bluesky_json", tuple(made.comments), None, found.tally.entries(), (), tuple(warnings), unheld + len(missing) or None,
            partial=found.goes_on,
        )  # fmt: skip


def _is_post(value: Any) -> bool:
    """Whether a value is a post with its author, as the API shows it."""
    if not isinstance(value, dict) or not isinstance(value.get("uri"), str) or not isinstance(value.get("author"), dict):
        return False
    return value["uri"].startswith("at://") and isinstance(value.get("record"), dict) and "text" in value["record"]


def _is_gone(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("uri"), str) and bool(value.get("blocked") or value.get("notFound"))


def _type(value: Any) -> str:
    return str(value.get("$type", "")) if isinstance(value, dict) else ""


def _local(uri: str) -> str:
    """A short id that is unique in a thread: whose post, and which of theirs.

    >>> _local("at://did:plc:abc/app.bsky.feed.post/3kxyz")
    'abc.3kxyz'
    """
    repository, _, key = uri.removeprefix("at://").partition("/")
    return f"{repository.rpartition(':')[2]}.{key.rpartition('/')[2]}"


@dataclass
class _Found:
    posts: dict[str, dict[str, Any]] = field(default_factory=dict)
    tally: Tally = field(default_factory=Tally)
    threads: Threads = field(default_factory=lambda: Threads(lambda key: Ids(f"bluesky {_local(key)}", key).thread))
    blocked: set[str] = field(default_factory=set)
    not_found: set[str] = field(default_factory=set)
    in_threads: dict[str, int] = field(default_factory=dict)
    answered: dict[str, set[str]] = field(default_factory=dict)
    goes_on: bool = False

    def look_into(self, value: Any) -> None:
        """Every post in a value, the one answered before its answers, in the order of the file."""
        waiting: list[tuple[Any, bool]] = [(value, False)]
        while waiting:
            value, in_thread = waiting.pop()
            if isinstance(value, list):
                waiting.extend((one, in_thread) for one in reversed(value))
            elif _is_gone(value):
                self.gone(value)
            elif _is_post(value):
                self.keep(value, in_thread)
            elif isinstance(value, dict):
                waiting.extend(reversed(self.inside(value)))
            elif value is not None:
                self.tally.note("values that are no post", str(value))

    def inside(self, value: dict[str, Any]) -> list[tuple[Any, bool]]:
        """What a holder of posts holds, the parent before the post, the post before its replies."""
        if isinstance(value.get("cursor"), str) and isinstance(value.get("posts", value.get("feed")), list):
            self.goes_on = True
        is_node = "root" not in value and ("replies" in value or "parent" in value or _type(value).endswith("#threadViewPost"))
        found: list[tuple[Any, bool]] = []
        for name in ("root", "parent", "reply", "thread", "posts", "feed", "post", "value", "replies"):
            inner = value.get(name)
            if isinstance(inner, dict | list):
                found.append((inner, is_node or (name in ("thread", "value") and isinstance(inner, dict))))
        if _type(value.get("reason")).endswith("Repost"):
            self.tally.note("that a post was reposted", str(value["reason"].get("by")))
        if not found:
            self.tally.note("values that are no post", str(value))
        return found

    def keep(self, post: dict[str, Any], in_thread: bool) -> None:
        """Remember a post once; of a thread's, how many answers it states."""
        count = post.get("replyCount")
        if in_thread and isinstance(count, int):
            self.in_threads[post["uri"]] = count
        if parent := _reference(post, "parent"):
            self.answered.setdefault(parent, set()).add(post["uri"])
        if self.posts.setdefault(post["uri"], post) is not post:
            self.tally.note("posts that stand in the file again", post["uri"])

    def gone(self, value: dict[str, Any]) -> None:
        """A post that the thread names without showing it."""
        (self.blocked if value.get("blocked") else self.not_found).add(value["uri"])

    def unheld(self) -> tuple[int, list[str]]:
        """How many answers the posts of a thread state beyond those that are here or named; and the sentences about all of them."""
        counts = {uri: max(count - len(self.answered.get(uri, ())), 0) for uri, count in self.in_threads.items()}
        unheld = max(sum(counts.values()) - len(self.blocked | self.not_found), 0)
        found = []
        for uris, why in ((self.blocked, "blocked"), (self.not_found, "not found (deleted, perhaps)")):
            if uris:
                found.append(f"{'1 post is' if len(uris) == 1 else f'{len(uris)} posts are'} {why} and without text in this file")
        if unheld:
            found.append(f"{'1 answer is' if unheld == 1 else f'{unheld} answers are'} counted (replyCount) and not in this file")
        if self.goes_on:
            found.append("the list goes on: it names a next page (cursor), which is not in this file")
        return unheld, found

    def add(self, post: dict[str, Any]) -> None:
        """One post; the root of a thread is its post."""
        record, uri = post["record"], post["uri"]
        root, parent = _reference(post, "root") or uri, _reference(post, "parent")
        text, parts = paragraphs_of(sound(record["text"]) if isinstance(record["text"], str) else "")
        date, date_text = stated_date(as_text(record.get("createdAt")))
        if isinstance(embed := record.get("embed"), dict):
            self.tally.note("pictures, cards and quoted posts under a post", str(embed.get("$type")))
        author = as_text(post["author"].get("handle")) or as_text(post["author"].get("did"))
        answers = None if parent is None else _local(parent)
        self.threads.add(
            root, _local(uri), answers, text, author, date, parts, is_post=root == uri, date_text=date_text,
        )  # fmt: skip


def _reference(post: dict[str, Any], name: str) -> str | None:
    reply = post["record"].get("reply")
    named = reply.get(name) if isinstance(reply, dict) else None
    uri = named.get("uri") if isinstance(named, dict) else None
    return uri if isinstance(uri, str) and uri.startswith("at://") else None
