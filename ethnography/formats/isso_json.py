"""What isso's API answers (the comments of a page, or the latest of a site), and the generic form that it imports."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from ethnography.formats.base import Format, Reading
from ethnography.formats.export_times import stated_time
from ethnography.formats.line_breaks import one_line
from ethnography.formats.markdown_parts import parts_of_markdown
from ethnography.formats.markup import text_of_html
from ethnography.formats.tally import Tally, as_text
from ethnography.formats.thread_names import ThreadNames
from ethnography.formats.threads import Threads
from ethnography.formats.unix_time import utc
from ethnography.source import Source
from ethnography.text import digest

_TAGS = ("</p>", "<br", "</a>", "</blockquote>", "</pre>", "</li>", "</em>", "</strong>", "</code>")
_STATES = {1: None, 2: "unapproved", 4: "deleted"}
_TAKEN = frozenset({"id", "parent", "text", "author", "created", "mode", "replies", "total_replies", "hidden_replies", "uri"})


class IssoJson(Format):
    """Comments with their replies inside them. An answer of the API does not name its page: the file's name stands for it."""

    name = "isso_json"
    title = "an answer of isso's API, or its generic import (JSON)"
    shapes = ("json",)

    @staticmethod
    def sniff(source: Source) -> int:
        """3 where there is a tree of replies with isso's counts, or a list of comments or threads with isso's fields."""
        first = source.first
        if isinstance(first, dict):
            return 3 if isinstance(first.get("replies"), list) and {"hidden_replies", "total_replies"} & first.keys() else 0
        one = first[0] if isinstance(first, list) and first else None
        if not isinstance(one, dict):
            return 0
        if {"id", "text", "parent", "created", "mode", "likes"} <= one.keys():
            return 3
        inner = one["comments"][0] if isinstance(one.get("comments"), list) and one["comments"] else None
        is_generic = (
            {"id", "title"} <= one.keys() and isinstance(inner, dict) and {"text", "created", "remote_addr"} <= inner.keys()
        )
        return 3 * int(is_generic)

    @staticmethod
    def read(source: Source) -> Reading:
        """Every comment in the file; those that the API held back are counted. Raises ``UnreadableSource``."""
        page = _Page(source)
        whole = source.json
        page.take(whole)
        made = page.threads.finish()
        total = whole.get("total_replies") if isinstance(whole, dict) else None
        warnings = [f"the API held back {page.hidden} more repl{'y' if page.hidden == 1 else 'ies'}"] if page.hidden else []
        return Reading(
            "isso_json", tuple(made.comments), total if isinstance(total, int) else None, page.tally.entries(), page.guesses(),
            (*warnings, *made.post_warnings(), *made.orphan_warnings()), page.hidden or None,
        )  # fmt: skip


class _Page:
    def __init__(self, source: Source) -> None:
        self.stem, self.url = PurePath(source.name).stem, source.url
        self.names, self.tally, self.hidden = ThreadNames(), Tally(), 0
        self.threads = Threads(self.names)

    def guesses(self) -> tuple[str, ...]:
        """What stands for a page that nothing names."""
        unnamed = "" in self.names
        return ("the file does not name the page; its thread is named after the file",) if unnamed else ()

    def take(self, whole: Any) -> None:
        """A value of any of the forms, and everything in it."""
        waiting: list[tuple[Any, str | None, str, str | None]] = [(whole, None, "", None)]
        while waiting:
            one, parent, page, title = waiting.pop()
            if isinstance(one, list):
                waiting += [(item, parent, page, title) for item in reversed(one)]
            elif not isinstance(one, dict):
                self.tally.note("values that are no comments", type(one).__name__)
            elif isinstance(one.get("comments"), list):
                waiting.append((one["comments"], None, as_text(one.get("id")) or "", as_text(one.get("title"))))
                if not one["comments"]:
                    self.tally.note("threads without comments", as_text(one.get("title")) or "")
            else:
                self.hidden += one["hidden_replies"] if isinstance(one.get("hidden_replies"), int) else 0
                own = self.add(one, parent, page, title) if "text" in one else as_text(one.get("id"))
                if isinstance(one.get("replies"), list):
                    waiting.append((one["replies"], own, page, title))
                self.tally.see(name for name in one if name not in _TAKEN)

    def add(self, one: dict[str, Any], parent: str | None, page: str, title: str | None) -> str:
        """One comment; its id."""
        page = as_text(one.get("uri")) or page or self.url or ""
        self.names.add(page, title or (None if page else self.stem), page or None, page)
        typed = as_text(one["text"]) or ""
        is_html = any(tag in typed for tag in _TAGS)
        text, parts = text_of_html(typed) if is_html else (typed, parts_of_markdown(typed))
        date, date_text = utc(one.get("created")), None
        if date is None:
            date, date_text = stated_time(as_text(one.get("created")) or "")
        own = self.names.own(page, as_text(one.get("id")) or digest(f"{date or ''}\n{text}")[:8], text)
        mode = one.get("mode")
        self.threads.add(
            page, own, as_text(one.get("parent")) or parent, text, one_line(as_text(one.get("author")) or "") or None, date, parts,
            _STATES.get(mode) if isinstance(mode, int) else None, self.url, date_text=date_text,
        )  # fmt: skip
        return own
