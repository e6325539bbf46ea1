"""An entry of a feed, Atom or RSS, by the fields that they share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from ethnography.corpus import Part
from ethnography.formats.export_times import stated_time
from ethnography.formats.line_breaks import one_line
from ethnography.formats.markup import text_of_html
from ethnography.formats.xml_tree import Node

_TAGS = re.compile(r"</(?:p|a|b|i|em|strong|div|span|li|blockquote)>|<br\s*/?>", re.IGNORECASE)
_MAIL_AUTHOR = re.compile(r"\S+@\S+\s+\((.+)\)")
FIELDS = frozenset({
    "id", "guid", "title", "link", "published", "issued", "created", "updated", "modified", "pubDate", "dc:date", "author",
    "dc:creator", "content", "summary", "content:encoded", "description", "thr:in-reply-to", "thr:total", "slash:comments",
})  # fmt: skip
"""The names of the elements that are taken."""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An entry: `id` as the feed states it (``guid`` in RSS), `link` to its page, `answers` the (id, address) of each thing that
    it says it is in reply to (RFC 4685), `total` the number of comments that it says it has."""

    id: str
    title: str
    link: str
    author: str | None
    date: str | None
    date_text: str | None
    text: str
    parts: tuple[Part, ...]
    answers: tuple[tuple[str, str], ...]
    total: int | None


def entry_of(node: Node) -> FeedEntry:
    """The fields of an ``entry`` (Atom) or ``item`` (RSS)."""
    date, date_text = stated_time(
        first_value(node, ("published", "issued", "created", "pubDate", "dc:date", "updated", "modified"))
    )
    text, parts = body_of(node)
    answers = [
        (one.attributes.get("ref", "").strip(), one.attributes.get("href", "").strip()) for one in node.all("thr:in-reply-to")
    ]
    total = first_value(node, ("thr:total", "slash:comments"))
    return FeedEntry(
        first_value(node, ("id", "guid")), title_of(node), link_of(node), author_of(node), date, date_text, text, parts,
        tuple(answers), int(total) if total.isdecimal() and len(total) < 9 else None,
    )  # fmt: skip


def first_value(node: Node, names: tuple[str, ...]) -> str:
    """The words of the first of these elements that has any."""
    return next((value for name in names if (value := node.value(name))), "")


def title_of(node: Node) -> str:
    """The title on one line."""
    title = node.first("title")
    if title is None:
        return ""
    return one_line(escape(title.text) if _is_plain(title) else title.markup())


def link_of(node: Node) -> str:
    """The address of the page that shows it; a permanent ``guid`` where it has no link."""
    links = node.all("link")
    pages = [one for one in links if one.attributes.get("rel", "alternate") == "alternate"]
    html = [one for one in pages if one.attributes.get("type", "text/html") in ("text/html", "application/xhtml+xml")]
    for one in [*html, *pages]:
        if found := one.attributes.get("href", "").strip() or one.text.strip():
            return found
    guid = node.first("guid")
    permanent = guid is not None and guid.attributes.get("isPermaLink", "true") == "true" and guid.text.strip().startswith("http")
    return guid.text.strip() if guid and permanent else ""


def author_of(node: Node) -> str | None:
    """The name of the author: of several, all of them; of RSS's mail address, the name in brackets."""
    names = [one.value("name") or ("" if any(one.children) else one.text.strip()) for one in node.all("author")]
    names = [node.value("dc:creator")] if node.value("dc:creator") else names
    shown = [(_MAIL_AUTHOR.fullmatch(name) or [name, name])[1] for name in names]
    return ", ".join(filter(None, (one_line(name) for name in shown))) or None


def body_of(node: Node) -> tuple[str, tuple[Part, ...]]:
    """The text: of the whole content where there is one, otherwise of the summary."""
    for name in ("content:encoded", "content", "description", "summary"):
        content = node.first(name)
        if content is not None and content.text.strip():
            plain = _is_plain(content) and not _TAGS.search(content.text)
            return text_of_html(escape(content.text) if plain and "<" in content.text else content.markup())
    return "", ()


def _is_plain(node: Node) -> bool:
    """Whether Atom says that it is text and no HTML."""
    return node.attributes.get("type") in ("text", "text/plain") and not any(node.children)
