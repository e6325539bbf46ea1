"""What Commento (and Commento++) exports: every comment of a site and, apart from them, the people who wrote them."""

from __future__ import annotations

from typing import Any

from ethnography.errors import UnreadableSource
from ethnography.formats.base import Format, Reading
from ethnography.formats.export_times import stated_time
from ethnography.formats.markdown_parts import parts_of_markdown
from ethnography.formats.markup import text_of_html
from ethnography.formats.tally import Tally, as_text
from ethnography.formats.thread_names import ThreadNames
from ethnography.formats.threads import Threads
from ethnography.source import Source
from ethnography.text import digest

_STATES = {"approved": None, "": None, "unapproved": "unapproved", "pending": "unapproved", "flagged": "unapproved", "spam": "spam"}
_TAKEN = frozenset({
    "commentHex", "domain", "url", "path", "commenterHex", "markdown", "html", "parentHex", "state", "creationDate", "deleted",
})  # fmt: skip


class CommentoJson(Format):
    """Comments by their ``commentHex``, with domain and path of the page and the comment that each answers; no posts."""

    name = "commento_json"
    title = "an export of Commento (JSON)"
    shapes = ("json",)

    @staticmethod
    def sniff(source: Source) -> int:
        """3 where there are comments and commenters, and the first comment has the fields of Commento."""
        first = source.first
        if not isinstance(first, dict) or not isinstance(first.get("comments"), list) or "commenters" not in first:
            return 0
        one = first["comments"][0] if first["comments"] else None
        return 3 if isinstance(one, dict) and {"commentHex", "parentHex"} <= one.keys() else 0

    @staticmethod
    def read(source: Source) -> Reading:
        """The comments of every page; deleted ones keep their place. Raises ``UnreadableSource``."""
        whole = source.json
        if not isinstance(whole, dict) or not isinstance(whole.get("comments"), list):
            found = "it has no list of comments, as an export of Commento has"
            raise UnreadableSource(source.name, found, "Choose another --format.")
        site = _Site(whole)
        for comment in whole["comments"]:
            site.add(comment)
        made = site.threads.finish()
        guess = "the addresses of the pages begin with https://: the export gives their domain and path only"
        return Reading(
            "commento_json", tuple(made.comments), left_out=site.tally.entries(), guesses=(guess,) if site.guessed else (),
            warnings=(*made.post_warnings(), *made.orphan_warnings()),
        )  # fmt: skip


class _Site:
    def __init__(self, whole: dict[str, Any]) -> None:
        self.names, self.tally, self.guessed = ThreadNames(), Tally(), False
        self.threads = Threads(self.names)
        people = whole.get("commenters") or []
        people = list(people.values()) if isinstance(people, dict) else people
        self.people = {
            hex_: as_text(one.get("name"))
            for one in (people if isinstance(people, list) else [])
            if isinstance(one, dict) and (hex_ := as_text(one.get("commenterHex")))
        }
        if isinstance(whole.get("commenters"), dict):  # as the API answers: by their hex
            named = {str(key): one for key, one in whole["commenters"].items() if isinstance(one, dict)}
            self.people |= {key: as_text(one.get("name")) for key, one in named.items()}

    def add(self, comment: Any) -> None:
        """One comment of the export."""
        if not isinstance(comment, dict) or "commentHex" not in comment:
            self.tally.note("values that are no comments", type(comment).__name__)
            return
        self.tally.see(name for name in comment if name not in _TAKEN)
        domain, path = as_text(comment.get("domain")) or "", as_text(comment.get("url")) or as_text(comment.get("path")) or ""
        link = f"https://{domain}/{path.lstrip('/')}" if domain and "://" not in path else path
        self.guessed |= bool(domain) and link != path
        self.names.add(link, None, link or None, link)
        html, markdown = as_text(comment.get("html")), as_text(comment.get("markdown")) or ""
        text, parts = text_of_html(html) if html else (markdown, parts_of_markdown(markdown))
        date, date_text = stated_time(as_text(comment.get("creationDate")) or "")
        parent = as_text(comment.get("parentHex"))
        state = "deleted" if comment.get("deleted") is True else _STATES.get(as_text(comment.get("state")) or "", "unapproved")
        own = as_text(comment["commentHex"]) or digest(f"{date or ''}\n{text}")[:8]
        self.threads.add(
            link, self.names.own(link, own, text), None if parent == "root" else parent, text,
            self.people.get(as_text(comment.get("commenterHex")) or ""), date, parts, state, link or None, date_text=date_text,
        )  # fmt: skip
