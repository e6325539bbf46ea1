"""Hacker News as JSON: Algolia's items (a tree) and search results, Firebase's items (one by one)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ethnography.corpus import Part
from ethnography.errors import Mistake
from ethnography.formats.base import Format, Ids, Reading
from ethnography.formats.comment_rows import stated_date
from ethnography.formats.markdown_parts import quoting_paragraphs
from ethnography.formats.markup import text_of_html
from ethnography.formats.tally import Tally, as_text, listed, sound
from ethnography.formats.threads import Threads, root_of
from ethnography.formats.unix_time import utc
from ethnography.source import Source

_TYPES = frozenset({"story", "comment", "job", "poll", "pollopt"})
_POSTS = frozenset({"story", "job", "poll"})
_TAKEN = frozenset({
    "id", "objectID", "created_at", "created_at_i", "type", "author", "by", "title", "url", "text", "story_text", "comment_text",
    "parent_id", "story_id", "children", "parent", "kids", "time", "deleted", "dead", "num_comments", "descendants",
})  # fmt: skip


class HackerNewsJson(Format):
    """Stories and comments; deleted comments stand in the tree without text."""

    name = "hacker_news_json"
    title = "Hacker News: Algolia items and search results, Firebase items (JSON)"
    shapes = ("json", "json lines")

    @staticmethod
    def sniff(source: Source) -> int:
        """3 where the first value is an item or holds search results."""
        value = source.first
        if isinstance(value, list):
            value = next((one for one in value if one is not None), None)
        if isinstance(value, dict) and isinstance(value.get("hits"), list) and "nbHits" in value:
            value = next(iter(value["hits"]), None)
        return 3 * int(_is_item(value))

    @staticmethod
    def read(source: Source) -> Reading:
        """The stories, each with its comments. Raises ``UnreadableSource``."""
        bad: list[Mistake] = []
        found = _Found()
        for _, value in source.values(bad):
            found.look_into(value)
        broken = found.tally.broken_lines(source.name, bad, len(found.items) + found.tally.counts.total())
        found.add_all()
        made = found.threads.finish()
        unheld = len(found.named - found.items.keys())
        stated = found.stated[0] if made.threads == 1 and len(found.stated) == 1 else None
        missing = len({id.rpartition(":")[2] for id in made.missing} | (found.named - found.items.keys()))
        warnings = [*broken, *made.post_warnings(), *made.orphan_warnings(), *found.warnings(unheld)]
        return Reading(
            "hacker_news_json", tuple(made.comments), stated, found.tally.entries(), (), tuple(warnings), missing or None,
            partial=found.goes_on > 0,
        )  # fmt: skip


def _is_item(value: Any) -> bool:
    """Whether a value is an item: of Algolia's tree, of its search results, or of Firebase."""
    if not isinstance(value, dict):
        return False
    if "created_at_i" in value and ("id" in value or "objectID" in value):
        return True  # no other service names its time so
    return _type(value) in _TYPES and "id" in value and ("time" in value or "by" in value or "deleted" in value)


def _type(item: dict[str, Any]) -> str:
    kind = item.get("type")
    return kind if isinstance(kind, str) else ""


@dataclass
class _Found:
    items: dict[str, dict[str, Any]] = field(default_factory=dict)
    tally: Tally = field(default_factory=Tally)
    threads: Threads = field(default_factory=lambda: Threads(_thread_id))
    above: dict[str, str] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    stated: list[int] = field(default_factory=list)
    goes_on: int = 0

    def look_into(self, value: Any) -> None:
        """Every item in a value, each before its children."""
        waiting = [value]
        while waiting:
            value = waiting.pop()
            if isinstance(value, list):
                waiting.extend(reversed(value))
            elif _is_item(value):
                waiting.append(value.get("children"))
                self.keep(value)
            elif isinstance(value, dict) and isinstance(value.get("hits"), list):
                if isinstance(total := value.get("nbHits"), int) and total > len(value["hits"]):
                    self.goes_on += total - len(value["hits"])
                waiting.append(value["hits"])
            elif isinstance(value, dict) and value and all(_is_item(one) for one in value.values()):
                waiting.extend(reversed(value.values()))
            elif isinstance(value, dict):
                self.tally.note("values that are no item", str(value))

    def keep(self, item: dict[str, Any]) -> None:
        """Remember an item once; an option of a poll is no comment."""
        own = as_text(item.get("id")) or as_text(item.get("objectID"))
        if own is None:
            self.tally.note("items without an id", str(item))
        elif _type(item) == "pollopt":
            self.tally.note("options of a poll", as_text(item.get("text")) or "")
        elif self.items.setdefault(own, item) is not item:
            self.tally.note("items that stand in the file again", own)
        else:
            inner = (child.get("id") for child in listed(item.get("children")) if isinstance(child, dict))
            self.above.update((child, own) for one in inner if (child := as_text(one)))

    def add_all(self) -> None:
        """The items as messages: the story is the post of its thread."""
        roots = root_of({own: self.parent(own, item) for own, item in self.items.items()})
        for own, item in self.items.items():
            self.named.update(str(kid) for kid in listed(item.get("kids")))
            root = as_text(item.get("story_id")) or roots[own]
            self.add(own, item, own if _kind(item) in _POSTS else root)

    def parent(self, own: str, item: dict[str, Any]) -> str | None:
        """What an item answers: as it states, otherwise the item in which it stands."""
        return as_text(item.get("parent_id", item.get("parent"))) or self.above.get(own)

    def add(self, own: str, item: dict[str, Any], root: str) -> None:
        """One item. What its author deleted has neither text nor author and keeps its place."""
        self.tally.see(name for name in item if name not in _TAKEN)
        text, parts = _text(item)
        is_post = _kind(item) in _POSTS
        if is_post and not text and (link := as_text(item.get("url"))):
            text, parts = link, (Part(0, len(link)),)
        count = item.get("num_comments", item.get("descendants"))
        if is_post and isinstance(count, int):
            self.stated.append(count)
        author = as_text(item.get("author")) or as_text(item.get("by"))
        date, date_text = stated_date(as_text(item.get("created_at")))
        date = date or utc(item.get("time")) or utc(item.get("created_at_i"))
        state = "removed" if item.get("dead") else "deleted" if item.get("deleted") or (author is None and not text) else None
        parent = self.parent(own, item)
        self.threads.add(
            root, own, None if parent == root else parent, text, author, date, parts, state,
            is_post=is_post, title=as_text(item.get("title")) if is_post else None, date_text=date_text,
        )  # fmt: skip

    def warnings(self, unheld: int) -> list[str]:
        """Sentences about comments that the file names without holding them."""
        found = []
        if unheld:
            found.append(f"{'1 comment is' if unheld == 1 else f'{unheld} comments are'} named (kids) and not in this file")
        if self.goes_on:
            found.append(f"the search found {self.goes_on} more than this page of results holds")
        return found


def _thread_id(key: str) -> str:
    return Ids(f"hacker news {key}", f"https://news.ycombinator.com/item?id={key}").thread


def _kind(item: dict[str, Any]) -> str:
    """What an item is; of a search result its tags say it."""
    return _type(item) or next((tag for tag in listed(item.get("_tags")) if isinstance(tag, str) and tag in _TYPES), "comment")


def _text(item: dict[str, Any]) -> tuple[str, tuple[Part, ...]]:
    html = item.get("text") or item.get("comment_text") or item.get("story_text")
    if not isinstance(html, str):
        return "", ()
    text, parts = text_of_html(sound(html))
    return text, quoting_paragraphs(text, parts)
