"""A file of Reddit's things read in one pass: comments, stubs, and what is said about both."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ethnography.corpus import Comment
from ethnography.errors import Mistake
from ethnography.formats.base import Ids, Reading
from ethnography.formats.entities import Entities, Place
from ethnography.formats.markdown_parts import parts_of_markdown
from ethnography.formats.reddit_json.fields import TAKEN, address, author_of, id36, state_of, thread_of
from ethnography.formats.reddit_json.stubs import hidden_by
from ethnography.formats.reddit_json.things import alone, things_in
from ethnography.formats.tally import Tally, as_text, listed, sound
from ethnography.formats.threads import Threads, many_values
from ethnography.formats.unix_time import utc
from ethnography.source import Source

_LOOKED_AT = 2000
_NO_THREAD = "unknown"
_OTHERS = {"t2": "accounts", "t4": "private messages", "t5": "subreddits"}


def read(source: Source) -> Reading:
    """The posts and comments of a file, one value at a time: of a dump only what is needed is held."""
    bad: list[Mistake] = []
    found, in_order = _Found(), False
    with many_values():
        for _, value in source.values(bad):
            if one := alone(value):  # a line of a dump
                found.take(one, value)
                continue
            in_order = True
            for kind, data in things_in(value):
                found.take(kind, data)
            if not isinstance(value, dict | list):
                found.tally.note("values that are no post and no comment", str(value))
        guesses = found.entities.decode()
        broken = found.tally.broken_lines(source.name, bad, found.threads.count + found.tally.counts.total())
        made = found.threads.finish(by_date=not in_order)
        hidden, stubs = hidden_by(found.stubs, made.comments)
    single = made.threads == 1
    stated = found.stated[0] if single and len(found.stated) == 1 else None
    warnings = [*broken, *made.post_warnings(), *made.orphan_warnings(), *stubs, *found.warnings(made.comments, stated)]
    return Reading(
        "reddit_json", tuple(made.comments), stated, found.tally.entries(), tuple(guesses), tuple(warnings),
        hidden + len(made.missing) or None, found.url if single else None,
        partial=found.goes_on > 0,
    )  # fmt: skip


def _thread_id(key: str) -> str:
    return Ids(f"reddit {key}", f"https://www.reddit.com/comments/{key}").thread


@dataclass
class _Found:
    threads: Threads = field(default_factory=lambda: Threads(_thread_id))
    tally: Tally = field(default_factory=Tally)
    entities: Entities = field(default_factory=lambda: Entities(parts_of_markdown))
    stubs: list[dict[str, Any]] = field(default_factory=list)
    stated: list[int] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    url: str | None = None
    goes_on: int = 0
    edited: int = 0
    empty: int = 0
    without_thread: int = 0
    without_parent: int = 0

    def take(self, kind: str, data: dict[str, Any]) -> None:
        """One thing: a comment, a post, a stub, or something else, which is counted."""
        if kind == "t1":
            self.comment(data)
        elif kind == "t3":
            self.post(data)
        elif kind == "more":
            self.stubs.append(data)
        elif kind == "after":
            self.goes_on += 1
        else:
            what = _OTHERS.get(kind, "values that are no post and no comment")
            self.tally.note(what, ", ".join(sorted(map(str, data))[:6]))

    def comment(self, data: dict[str, Any]) -> None:
        """A comment; its text is Markdown as typed."""
        text = _typed(data.get("body"))
        own = id36(data.get("id") or data.get("name"))
        if own is None:
            self.tally.note("comments without an id", text)
            return
        thread, stated = thread_of(data), data.get("parent_id")
        if thread is None:
            self.without_thread += 1
            thread = _NO_THREAD
        parent = id36(stated)
        if parent is None:
            self.without_parent += 1
        elif parent == thread and not str(stated).startswith("t1_"):
            parent = None  # the post
        self.empty += not text
        place = self.threads.add(
            thread, f"t1_{own}", parent and f"t1_{parent}", text, self.author(data), utc(data.get("created_utc")),
            parts_of_markdown(text), state_of(text, data), address(data),
        )  # fmt: skip
        self.see(data, text, place)

    def post(self, data: dict[str, Any]) -> None:
        """A post: its text, or the address that it links to."""
        own = id36(data.get("id") or data.get("name"))
        if own is None:
            self.tally.note("posts without an id", str(data.get("title")))
            return
        title, text = as_text(data.get("title")), _typed(data.get("selftext"))
        link = data.get("url") or data.get("url_overridden_by_dest")
        if not text and isinstance(link, str) and f"/comments/{own}" not in link and not data.get("is_self"):
            text = _typed(link)
        if options := _options(data.get("poll_data")):
            text = f"{text}\n\n{options}" if text else options
        if isinstance(data.get("num_comments"), int):
            self.stated.append(data["num_comments"])
        self.url = address(data) or self.url
        place = self.threads.add(
            own, f"t3_{own}", None, text, self.author(data), utc(data.get("created_utc")), parts_of_markdown(text),
            state_of(text, data), address(data), is_post=True, title=title,
        )  # fmt: skip
        self.see(data, f"{title}\n{text}", place)

    def author(self, data: dict[str, Any]) -> str | None:
        """The account's name: one string for all that it has written."""
        name = author_of(data)
        if name is None:
            return None
        return self.names.get(name) or self.names.setdefault(name, sound(name))

    def see(self, data: dict[str, Any], text: str, place: Place) -> None:
        """Note what is said of a message's fields: edits, entities, and (of the first thousands) what is not taken."""
        if self.threads.count <= _LOOKED_AT:
            self.tally.see(name for name in data if name not in TAKEN)
        if data.get("edited"):
            self.edited += 1
        if "&" in text or "<" in text or ">" in text:
            self.entities.see(text, place, data.get("body_html") or data.get("selftext_html"))

    def warnings(self, comments: list[Comment], stated: int | None) -> list[str]:
        """Sentences about the number that the post states, and about what comments do not say."""
        if self.edited:
            self.tally.note("earlier wordings of edited texts (only the last is here)", count=self.edited)
        found = []
        if stated is not None:
            read_ = sum(comment.kind == "comment" for comment in comments)
            if stated != read_:
                found.append(f"the post states {stated} comment{'' if stated == 1 else 's'}, {read_} were read")
        if self.goes_on:
            found.append("the listing goes on: it names a next page, which is not in this file")
        for count, one, many in (
            (self.empty, "has no text", "have no text"),
            (self.without_parent, *_both("not say what {it} answer{s}; read as an answer to the post")),
            (self.without_thread, *_both("not say under which post {it} stand{s}; all such are in a thread of their own")),
        ):
            if count:
                found.append(f"1 comment {one}" if count == 1 else f"{count} comments {many}")
        return found


def _both(words: str) -> tuple[str, str]:
    return "does " + words.format(it="it", s="s"), "do " + words.format(it="they", s="")


def _options(poll: Any) -> str:
    """The options of a poll, as a list in Markdown."""
    options = listed(poll.get("options")) if isinstance(poll, dict) else []
    texts = [as_text(one.get("text")) for one in options if isinstance(one, dict)]
    return "\n".join(f"* {text}" for text in texts if text)


def _typed(body: Any) -> str:
    """A text as typed, without white space at its ends that shows nowhere."""
    return sound(body).rstrip().lstrip("\n") if isinstance(body, str) else ""
