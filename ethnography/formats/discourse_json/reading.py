"""Discourse's topics and posts as a reading."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ethnography.corpus import Part
from ethnography.errors import Mistake
from ethnography.formats.addresses import absolute
from ethnography.formats.base import Ids, Reading
from ethnography.formats.comment_rows import stated_date
from ethnography.formats.discourse_json import is_post
from ethnography.formats.discourse_json.cooked import text_of
from ethnography.formats.markdown_parts import parts_of_markdown
from ethnography.formats.tally import Tally, as_text, listed, sound
from ethnography.formats.threads import Threads, some
from ethnography.source import Source

_TAKEN = frozenset({
    "id", "username", "created_at", "cooked", "raw", "post_number", "post_type", "reply_to_post_number", "topic_id", "topic_slug",
    "posts_count", "hidden", "deleted_at", "deleted_by", "user_deleted", "version", "action_code", "post_url", "topic_title",
})  # fmt: skip
_SMALL_ACTION, _WHISPER = 3, 4
_ACTIONS = "small actions (a topic closed, split, pinned)"


def read(source: Source) -> Reading:
    """Every post of every topic in the file."""
    bad: list[Mistake] = []
    found = _Found(source.url)
    for _, value in source.values(bad):
        found.look_into(value)
    found.add_posts()
    broken = found.tally.broken_lines(source.name, bad, found.threads.count + found.tally.counts.total())
    made = found.threads.finish()
    single = made.threads == 1
    stated = next(iter(found.stated.values()), None) if single else None
    read_ = sum(comment.kind == "comment" for comment in made.comments)
    unheld = max(len(found.named - found.held), len(made.missing))
    warnings = [*broken, *made.post_warnings(), *made.orphan_warnings(), *found.warnings()]
    if stated is not None and stated not in (read_, read_ + found.tally.counts[_ACTIONS]):  # it may count them, or not
        warnings.append(f"the topic states {stated} post{'' if stated == 1 else 's'} after its first, {read_} were read")
    return Reading(
        "discourse_json", tuple(made.comments), stated, found.tally.entries(), (), tuple(warnings), unheld or None,
        found.topic_url if single else None,
        partial=not unheld and stated is not None and stated > read_,
    )  # fmt: skip


@dataclass
class _Found:
    base: str | None
    tally: Tally = field(default_factory=Tally)
    threads: Threads = field(default_factory=lambda: Threads(lambda key: Ids(f"discourse {key}").thread))
    posts: list[tuple[str, int, dict[str, Any], dict[str, Any]]] = field(default_factory=list)
    slugs: dict[str, str] = field(default_factory=dict)
    stated: dict[str, int] = field(default_factory=dict)
    named: set[int] = field(default_factory=set)
    held: set[int] = field(default_factory=set)
    whispers: list[str] = field(default_factory=list)
    edited: int = 0
    topic_url: str | None = None

    def look_into(self, value: Any) -> None:
        """A topic, the latest posts, a list of either, or a post."""
        for one in value if isinstance(value, list) else [value]:
            if is_post(one):
                self.keep(one, {})
            elif isinstance(one, dict) and isinstance(stream := one.get("post_stream"), dict):
                self.topic(one, stream)
            elif isinstance(one, dict) and isinstance(latest := one.get("latest_posts"), list):
                self.look_into([post for post in latest if is_post(post)])
            else:
                self.tally.note("values that are no topic and no post", str(one))

    def topic(self, topic: dict[str, Any], stream: dict[str, Any]) -> None:
        """The posts of a topic, and the ids of those that it names."""
        self.named.update(id for id in listed(stream.get("stream")) if isinstance(id, int))
        for post in listed(stream.get("posts")):
            if is_post(post):
                self.keep(post, topic)
            else:
                self.tally.note("values that are no topic and no post", str(post))

    def keep(self, post: dict[str, Any], topic: dict[str, Any]) -> None:
        """Remember one post of a topic."""
        if isinstance(post.get("id"), int):
            self.held.add(post["id"])
        if not isinstance(number := post.get("post_number"), int):
            self.tally.note("posts without a number", str(post.get("id")))
            return
        topic_id = as_text(post.get("topic_id", topic.get("id"))) or ""
        self.posts.append((self.key(topic_id, post, topic), number, post, topic))

    def add_posts(self) -> None:
        """The posts of each topic by their numbers, for some answers begin with the last."""
        topics = {key: place for place, (key, *_) in enumerate(reversed(self.posts))}
        for key, number, post, topic in sorted(self.posts, key=lambda one: (-topics[one[0]], one[1])):
            self.post(key, str(number), post, topic)
        self.posts.clear()

    def post(self, key: str, number: str, post: dict[str, Any], topic: dict[str, Any]) -> None:
        """One post of a topic; the first is the thread's post."""
        text, parts = self.text(post)
        if post.get("post_type") == _SMALL_ACTION:
            done = f"{as_text(post.get('username'))} {as_text(post.get('action_code')) or ''} {text}"
            self.tally.note(_ACTIONS, done)
            return
        self.tally.see(name for name in post if name not in _TAKEN)
        if isinstance(version := post.get("version"), int) and version > 1:
            self.edited += 1
        if post.get("post_type") == _WHISPER:
            self.whispers.append(number)
        date, date_text = stated_date(as_text(post.get("created_at")))
        answers = as_text(post.get("reply_to_post_number"))
        answers = None if answers == "1" else answers  # the topic's first post, in this file or not
        title = as_text(topic.get("title")) or as_text(post.get("topic_title"))
        self.threads.add(
            key, number, answers, text, as_text(post.get("username")), date, parts, _state(post), self.address(post),
            is_post=number == "1", title=title if number == "1" else None, date_text=date_text,
        )  # fmt: skip

    def key(self, topic_id: str, post: dict[str, Any], topic: dict[str, Any]) -> str:
        """The topic by its number and slug (two forums can have a topic of the same number); what it says of its size."""
        slug = self.slugs.get(topic_id)
        if slug is None:
            slug = self.slugs[topic_id] = as_text(topic.get("slug")) or as_text(post.get("topic_slug")) or ""
        key = f"{topic_id} {slug}".strip()
        count = topic.get("posts_count", post.get("posts_count"))
        if isinstance(count, int) and count > 0:
            self.stated[key] = max(count - 1, self.stated.get(key, 0))
        if self.base and topic_id:
            self.topic_url = absolute(self.base, f"/t/{slug}/{topic_id}" if slug else f"/t/{topic_id}")
        return key

    def text(self, post: dict[str, Any]) -> tuple[str, tuple[Part, ...]]:
        """The text from the HTML shown, or from the Markdown where there is no HTML."""
        if isinstance(cooked := post.get("cooked"), str):
            return text_of(cooked, self.tally)
        text = sound(post["raw"]).strip() if isinstance(post.get("raw"), str) else ""
        return text, parts_of_markdown(text)

    def address(self, post: dict[str, Any]) -> str | None:
        """The post's address, where it is known from which site the file comes."""
        link = as_text(post.get("post_url"))
        return absolute(self.base, link) if self.base and link else None

    def warnings(self) -> list[str]:
        """Sentences about what is not here, and what not everybody could read."""
        if self.edited:
            self.tally.note("earlier wordings of edited posts (only the last is here)", count=self.edited)
        found = []
        if unheld := len(self.named - self.held):
            posts = "1 post is" if unheld == 1 else f"{unheld} posts are"
            found.append(f"{posts} named in the topic's stream and not in this file")
        if self.whispers:
            posts = "1 post is a whisper" if len(self.whispers) == 1 else f"{len(self.whispers)} posts are whispers"
            found.append(f"{posts}, which only the forum's staff could read: number {some(self.whispers)}")
        return found


def _state(post: dict[str, Any]) -> str | None:
    """Deleted by its author, removed or hidden by others; None where it simply stands there."""
    by = post.get("deleted_by")
    deleter = by.get("username") if isinstance(by, dict) else None
    if post.get("user_deleted") or (post.get("deleted_at") and deleter in (None, post.get("username"))):
        return "deleted"
    return "removed" if post.get("deleted_at") or post.get("hidden") else None
