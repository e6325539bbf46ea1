"""An export of Disqus: the threads of a site and, after them, every comment with its thread and the comment it answers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ethnography.corpus import Part
from ethnography.formats.base import Format, LeftOut, Reading
from ethnography.formats.export_times import stated_time
from ethnography.formats.line_breaks import one_line, text_with_line_breaks
from ethnography.formats.markup import text_of_html
from ethnography.formats.tally import Tally
from ethnography.formats.thread_names import ThreadNames
from ethnography.formats.threads import Threads, some
from ethnography.formats.xml_tree import Node, Problems, outside_cdata, read_nodes
from ethnography.source import Source
from ethnography.text import digest

_ROOT = re.compile(r"<disqus[\s>]")
_SHOWN_BREAKS = re.compile(r"<(?:p|br|div|ul|ol|blockquote|pre)\b", re.IGNORECASE)
_TAKEN = frozenset({
    "id", "link", "title", "message", "createdAt", "author", "isDeleted", "isSpam", "isApproved", "thread", "parent",
})  # fmt: skip


class DisqusXml(Format):
    """The file that "Export comments" of Disqus sends. It names each page, and holds the text of none: threads have no post."""

    name = "disqus_xml"
    title = "an export of Disqus (XML)"
    shapes = ("xml",)

    @staticmethod
    def sniff(source: Source) -> int:
        """3 where the root element is ``disqus``."""
        return 3 if _ROOT.search(outside_cdata(source.start[:20_000])) else 0

    @staticmethod
    def read(source: Source) -> Reading:
        """Every comment, thread by thread; the deleted ones and the spam with their state. Raises ``UnreadableSource``."""
        problems, site = Problems(), _Site()
        for node in read_nodes(source, problems):
            site.take(node)
        made = site.threads.finish()
        warnings = [*problems.sentences(), *site.warnings(), *made.post_warnings(), *made.orphan_warnings()]
        single = next(iter(site.links.values()), None) if made.threads == 1 else None
        return Reading(
            "disqus_xml",
            tuple(made.comments),
            left_out=(*site.tally.entries(), *site.unused()),
            warnings=tuple(warnings),
            url=single,
        )


@dataclass
class _Site:
    """What is read so far. `same` gives for a thread's number the first thread with its title and address: a page often has two."""

    names: ThreadNames = field(default_factory=ThreadNames)
    tally: Tally = field(default_factory=Tally)
    same: dict[str, str] = field(default_factory=dict)
    pages: dict[tuple[str, str], str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    deleted: dict[str, str] = field(default_factory=dict)
    strangers: dict[str, int] = field(default_factory=dict)
    without_id: int = 0

    def __post_init__(self) -> None:
        self.threads = Threads(self.names)

    def take(self, node: Node) -> None:
        """One element of the export."""
        if node.name == "thread":
            self.thread(node)
        elif node.name == "post":
            self.post(node)
        else:
            self.tally.see([node.name])

    def thread(self, node: Node) -> None:
        """A page with comments, named before they come."""
        self.tally.see(child.name for child in node.children if child.name not in _TAKEN)
        number, link, title = _number(node), node.value("link"), one_line(node.value("title"))
        key = self.pages.setdefault((title, link), number) if link else number
        self.same[number] = key
        if key == number:
            self.names.add(key, title or None, link or None, node.value("id") or key)
            if link:
                self.links[key] = link
        if node.value("isDeleted") == "true":
            self.deleted[key] = title or link or number
        message = node.first("message")
        markup = message.markup() if message else ""
        if markup.strip():
            text, parts = _text(markup)
            date, date_text = stated_time(node.value("createdAt"))
            self.used.add(key)
            self.threads.add(
                key, "post", None, text, _author(node), date, parts, None, link or None, is_post=True, title=title or None,
                date_text=date_text,
            )  # fmt: skip

    def post(self, node: Node) -> None:
        """A comment."""
        self.tally.see(child.name for child in node.children if child.name not in _TAKEN)
        page, parent, message = node.first("thread"), node.first("parent"), node.first("message")
        number = _number(page) if page else ""
        key = self.same.get(number, number)
        if key not in self.names:
            self.strangers[number] = self.strangers.get(number, 0) + 1
            self.names.add(key, f"thread {number}" if number else None, None, number)
        self.used.add(key)
        text, parts = _text(message.markup()) if message else ("", ())
        date, date_text = stated_time(node.value("createdAt"))
        own = node.attributes.get("dsq:id", "").strip()
        if not own:
            self.without_id += 1
            own = node.value("id") or digest(f"{date or ''}\n{text}")[:8]
        own = self.names.own(key, own, text)
        self.threads.add(
            key, own, _number(parent) or None if parent else None, text, _author(node), date, parts, _state(node),
            self.links.get(key), date_text=date_text,
        )  # fmt: skip

    def warnings(self) -> list[str]:
        """Sentences about threads that are deleted or not in the file, and comments without a number."""
        found = []
        if self.deleted:
            count = "1 thread is" if len(self.deleted) == 1 else f"{len(self.deleted)} threads are"
            found.append(f"{count} marked as deleted: {some(list(self.deleted.values()))}")
        homeless = self.strangers.pop("", 0)
        if homeless:
            found.append(f"{_comments(homeless)} to no thread")
        if self.strangers:
            which = some(list(self.strangers))
            found.append(f"{_comments(sum(self.strangers.values()))} to threads that the file does not name: {which}")
        if self.without_id:
            found.append(f"{self.without_id} of the comments {'has' if self.without_id == 1 else 'have'} no dsq:id")
        return found

    def unused(self) -> list[LeftOut]:
        """The pages that nobody commented on."""
        empty = [self.links.get(key, key) for key in dict.fromkeys(self.same.values()) if key not in self.used]
        return [LeftOut("threads without comments", f"{len(empty)}: {empty[0]}")] if empty else []


def _comments(count: int) -> str:
    return "1 comment belongs" if count == 1 else f"{count} comments belong"


def _number(node: Node) -> str:
    return node.attributes.get("dsq:id", "").strip() or node.attributes.get("id", "").strip() or node.value("id")


def _author(node: Node) -> str | None:
    author = node.first("author")
    return (one_line(author.value("name")) or one_line(author.value("username")) or None) if author else None


def _text(markup: str) -> tuple[str, tuple[Part, ...]]:
    """A message is HTML; older ones are typed text, whose line breaks count."""
    return text_of_html(markup) if _SHOWN_BREAKS.search(markup) else text_with_line_breaks(markup)


def _state(node: Node) -> str | None:
    for name, value, state in (("isSpam", "true", "spam"), ("isDeleted", "true", "deleted"), ("isApproved", "false", "unapproved")):
        if node.value(name).lower() == value:
            return state
    return None
