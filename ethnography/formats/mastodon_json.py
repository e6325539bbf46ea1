"""Mastodon as JSON: the context of a status (what it answers, what answers it), lists of statuses, single ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ethnography.corpus import Part
from ethnography.errors import Mistake
from ethnography.formats.base import Format, Ids, Reading
from ethnography.formats.comment_rows import stated_date
from ethnography.formats.markup import paragraphs_of, text_of_html
from ethnography.formats.tally import Tally, as_text, listed, sound
from ethnography.formats.threads import Threads, root_of, some
from ethnography.source import Source

_TAKEN = frozenset({
    "id", "created_at", "in_reply_to_id", "spoiler_text", "visibility", "url", "uri", "content", "text", "reblog", "account",
    "poll", "media_attachments", "edited_at", "replies_count",
})  # fmt: skip


class MastodonJson(Format):
    """Statuses and the replies between them; a status without one above it is the post of its thread."""

    name = "mastodon_json"
    title = "Mastodon: context of a status, lists of statuses (JSON)"
    shapes = ("json", "json lines")

    @staticmethod
    def sniff(source: Source) -> int:
        """3 where the first value is a status, a context, or holds one."""
        value = source.first
        if isinstance(value, list):
            value = next((one for one in value if one is not None), None)
        if not isinstance(value, dict):
            return 0
        if is_context(value) or _is_status(value):
            return 3
        inner = value.get("status"), *listed(value.get("statuses"))[:1]
        return 3 * int(any(_is_status(one) for one in inner) or is_context(value.get("context")))

    @staticmethod
    def read(source: Source) -> Reading:
        """The statuses, thread by thread. Raises ``UnreadableSource``."""
        bad: list[Mistake] = []
        found = _Found()
        for _, value in source.values(bad):
            found.look_into(value)
        broken = found.tally.broken_lines(source.name, bad, len(found.statuses) + found.tally.counts.total())
        for status in found.statuses.values():
            found.add(status)
        made = found.threads.finish()
        warnings = [*broken, *made.post_warnings(), *made.orphan_warnings(), *found.warnings()]
        return Reading(
            "mastodon_json", tuple(made.comments), None, found.tally.entries(), (), tuple(warnings), len(made.missing) or None,
            made.comments[0].url if made.threads == 1 and made.comments[0].kind == "post" else None,
        )  # fmt: skip


def is_context(value: Any) -> bool:
    """Whether a value is the context of a status."""
    if not isinstance(value, dict) or not all(isinstance(value.get(name), list) for name in ("ancestors", "descendants")):
        return False
    return all(_is_status(one) for one in [*value["ancestors"][:1], *value["descendants"][:1]])


def _is_status(value: Any) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("account"), dict) or "in_reply_to_id" not in value:
        return False
    return "content" in value or "text" in value  # what was typed is given back when a status is deleted


@dataclass
class _Found:
    statuses: dict[str, dict[str, Any]] = field(default_factory=dict)
    joined: dict[str, str] = field(default_factory=dict)
    tally: Tally = field(default_factory=Tally)
    threads: Threads = field(default_factory=lambda: Threads(lambda key: Ids(f"mastodon {key}").thread))
    roots: dict[str, str] | None = None
    edited: int = 0
    hidden: list[str] = field(default_factory=list)

    def look_into(self, value: Any) -> None:
        """A status, a context with or without its status, or a list of them."""
        if isinstance(value, list):
            for one in value:
                self.look_into(one)
        elif _is_status(value):
            self.keep(value)
        elif is_context(value):
            self.context(value, value.get("status"))
        elif isinstance(value, dict) and (_is_status(value.get("status")) or is_context(value.get("context"))):
            if is_context(value.get("context")):
                self.context(value["context"], value.get("status"))
            else:
                self.keep(value["status"])
        elif isinstance(value, dict) and isinstance(value.get("statuses"), list):
            self.look_into(value["statuses"])
        else:
            self.tally.note("values that are no status", str(value))

    def context(self, context: dict[str, Any], status: Any) -> None:
        """All statuses of one conversation, also where the one between them is missing."""
        middle = [status] if _is_status(status) else []
        statuses = [one for one in [*context["ancestors"], *middle, *context["descendants"]] if _is_status(one)]
        for one in statuses:
            self.keep(one)
        for one in statuses[1:]:
            if (own := as_text(one.get("id"))) and (first := as_text(statuses[0].get("id"))):
                self.joined[own] = first

    def keep(self, status: dict[str, Any]) -> None:
        """Remember a status; the same one again (in two contexts) once."""
        own = as_text(status.get("id"))
        if own is None:
            self.tally.note("statuses without an id", str(status.get("content")))
        elif own in self.statuses:
            self.tally.note("statuses that stand in the file again", own)
        else:
            self.statuses[own] = status

    def key(self, own: str) -> str:
        """The thread of a status: by the first status of its chain, and by what a context joins."""
        if self.roots is None:
            self.roots = root_of({id: as_text(status.get("in_reply_to_id")) for id, status in self.statuses.items()})
            for id, first in self.joined.items():
                here, there = self.roots[id], self.roots[first]
                if here != there and here not in self.statuses:
                    self.roots.update({one: there for one, root in self.roots.items() if root == here})
        return self.roots[own]

    def add(self, status: dict[str, Any]) -> None:
        """One status with its text: the warning before it, the words, the options of a poll."""
        own, answers = as_text(status["id"]) or "", as_text(status.get("in_reply_to_id"))
        self.tally.see(name for name in status if name not in _TAKEN)
        boosted = status.get("reblog") if _is_status(status.get("reblog")) else None
        text, parts = self.text(boosted or status)
        if boosted:
            voice = _author(boosted)
            parts = tuple(Part(part.start, part.end, "quotation", voice) for part in parts)
        self.edited += status.get("edited_at") is not None
        if status.get("visibility") in ("private", "direct"):
            self.hidden.append(own)
        date, date_text = stated_date(as_text(status.get("created_at")))
        url = as_text(status.get("url")) or as_text(status.get("uri"))
        state = None if "content" in status else "deleted"
        self.threads.add(
            self.key(own),
            own,
            answers,
            text,
            _author(status),
            date,
            parts,
            state,
            url,
            is_post=answers is None,
            date_text=date_text,
        )

    def text(self, status: dict[str, Any]) -> tuple[str, tuple[Part, ...]]:
        """The text of a status and its parts, a blank line between them."""
        content, typed = status.get("content"), status.get("text")
        text, parts = text_of_html(sound(content)) if isinstance(content, str) else paragraphs_of(sound(str(typed or "")))
        if warning := as_text(status.get("spoiler_text")):
            gap = f"{warning}\n\n" if text else warning
            moved = (Part(part.start + len(gap), part.end + len(gap), part.kind, part.voice) for part in parts)
            text, parts = gap + text, (Part(0, len(warning)), *moved)
        for medium in listed(status.get("media_attachments")):
            described = as_text(medium.get("description")) if isinstance(medium, dict) else None
            self.tally.note("pictures, films and sounds", described or "")
        poll = status.get("poll")
        asked = listed(poll.get("options")) if isinstance(poll, dict) else []
        options = [as_text(one.get("title")) for one in asked if isinstance(one, dict)]
        if lines := "\n".join(option for option in options if option):
            start = len(text) + 2 if text else 0
            text, parts = f"{text}\n\n{lines}" if text else lines, (*parts, Part(start, start + len(lines), "list"))
        return text, parts

    def warnings(self) -> list[str]:
        """Sentences about edits, and about statuses that were not written for everybody."""
        if self.edited:
            self.tally.note("earlier wordings of edited statuses (only the last is here)", count=self.edited)
        if not self.hidden:
            return []
        statuses = "1 status is" if len(self.hidden) == 1 else f"{len(self.hidden)} statuses are"
        return [f"{statuses} not public (for followers, or for those named in it): {some(self.hidden)}"]


def _author(status: dict[str, Any]) -> str | None:
    account = status["account"]
    return as_text(account.get("acct")) or as_text(account.get("username"))
