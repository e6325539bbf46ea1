"""From the items of a WordPress export to threads."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from ethnography.corpus import Comment, Part
from ethnography.formats.base import Reading
from ethnography.formats.export_times import stated_time, utc_time
from ethnography.formats.line_breaks import one_line, text_with_line_breaks
from ethnography.formats.markup import text_of_html
from ethnography.formats.tally import Tally
from ethnography.formats.thread_names import ThreadNames
from ethnography.formats.threads import Threads
from ethnography.formats.xml_tree import Node, Problems, read_nodes
from ethnography.source import Source
from ethnography.text import digest

_PINGS = ("pingback", "trackback", "webmention")
_APPROVED = {"1": None, "approve": None, "approved": None, "": None, "0": "unapproved", "hold": "unapproved", "spam": "spam"}
_APPROVED |= {"trash": "trash", "post-trashed": "trash"}
_CAPTION = re.compile(r"\[(?:wp_)?caption\s([^\[\]]*=[^\[\]]*)\]|\[/(?:wp_)?caption\]")
_CAPTION_TEXT = re.compile(r"""\bcaption\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ARGUMENTS = r"""(?:\s++(?:[\w-]+=(?:"[^"\[\]]*"|'[^'\[\]]*'|[^\s"'\[\]]+)|https?:[^\s\[\]]+))*+\s*+/?"""
_MEDIA = re.compile(rf"\[(?:gallery|playlist|audio|video){_ARGUMENTS}\]|\[/(?:playlist|audio|video)\]")
_EMBED = re.compile(rf"\[embed{_ARGUMENTS}\]|\[/embed\]")
_TAKEN = frozenset({
    "title", "link", "pubDate", "dc:creator", "guid", "content:encoded", "excerpt:encoded", "description", "wp:post_id",
    "wp:post_date", "wp:post_date_gmt", "wp:status", "wp:post_type", "wp:comment", "wp:comment_id", "wp:comment_author",
    "wp:comment_date", "wp:comment_date_gmt", "wp:comment_content", "wp:comment_approved", "wp:comment_type", "wp:comment_parent",
})  # fmt: skip


def read(source: Source) -> Reading:
    """The threads of the export, in its order."""
    problems, blog = Problems(), _Blog()
    for node in read_nodes(source, problems):
        blog.take(node)
    made = blog.threads.finish()
    warnings = problems.sentences() + blog.warnings() + made.orphan_warnings()
    return Reading(
        "wordpress_wxr", tuple(blog.named(comment) for comment in made.comments), left_out=blog.tally.entries(),
        warnings=tuple(warnings), url=blog.url or None, captured=blog.captured,
    )  # fmt: skip


@dataclass
class _Blog:
    """What is read so far: the threads, the display names by login, and counts of what stands out."""

    authors: dict[str, str] = field(default_factory=dict)
    names: ThreadNames = field(default_factory=ThreadNames)
    tally: Tally = field(default_factory=Tally)
    states: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    url: str = ""
    captured: str | None = None
    items: int = 0

    def __post_init__(self) -> None:
        self.threads = Threads(self.names)

    def named(self, comment: Comment) -> Comment:
        """A post with its author's display name instead of the login, where the file gives one."""
        return (
            replace(comment, author=self.authors.get(comment.author or "", comment.author)) if comment.kind == "post" else comment
        )

    def take(self, node: Node) -> None:
        """One element of the channel."""
        if node.name == "item":
            self.item(node)
        elif node.name == "wp:author":
            name = one_line(node.value("wp:author_display_name"))
            if name:
                self.authors[one_line(node.value("wp:author_login"))] = name
        elif node.name == "wp:base_blog_url" or (node.name == "link" and not self.url):
            self.url = node.text.strip() or self.url
        elif node.name == "pubDate":
            self.captured = stated_time(node.text)[0]
        elif node.name not in ("title", "description", "language", "generator"):
            self.tally.see([node.name])

    def item(self, node: Node) -> None:
        """A post, a page, or something else that WordPress keeps as one."""
        self.items += 1
        kind = node.value("wp:post_type")
        comments = node.all("wp:comment")
        text, parts = self.body(node)
        is_post = kind in ("", "post", "page")
        if not comments and not (is_post and text):
            what = "posts and pages" if is_post else f"items of the type {kind}"
            why = "without text and without comments" if not text else "without comments"
            self.tally.note(f"{what} {why}", one_line(node.value("title")))
            return
        self.tally.see(child.name for child in node.children if child.name not in _TAKEN)
        title, link = one_line(node.value("title")) or None, node.value("link") or None
        key = " ".join(filter(None, (node.value("wp:post_id"), link or node.value("guid"), title))) or f"item {self.items}"
        self.names.add(key, title, link, text or key)
        date, date_text = _when(node.value("wp:post_date_gmt"), node.value("wp:post_date") or node.value("pubDate"))
        author, state = one_line(node.value("dc:creator")) or None, self.state(node.value("wp:status"))
        self.threads.add(
            key, "post", None, text, author, date, parts, state, link, is_post=True, title=title, date_text=date_text
        )  # fmt: skip
        for comment in comments:
            self.comment(comment, key)

    def body(self, node: Node) -> tuple[str, tuple[Part, ...]]:
        """The text of an item; that of its excerpt where it has no other."""
        for name in ("content:encoded", "excerpt:encoded", "description"):
            content = node.first(name)
            markup = content.markup() if content else ""
            if markup.strip():
                return self.text_of(markup)
        return "", ()

    def text_of(self, markup: str) -> tuple[str, tuple[Part, ...]]:
        """The text of a post as the blog shows it: captions as paragraphs, without what WordPress puts in a gallery's place."""
        if "[" in markup:
            for found in _MEDIA.finditer(markup):
                self.tally.note("shortcodes in whose place WordPress shows pictures, sound or film", found[0])
            markup = _EMBED.sub("", _MEDIA.sub("", _CAPTION.sub(_caption, markup)))
        if "<!-- wp:" in markup:
            return text_of_html(markup)  # written in blocks: its line breaks are not shown
        return text_with_line_breaks(markup)

    def state(self, status: str) -> str | None:
        """What a post's status says: what readers of the blog cannot see is a draft, or lies in the trash."""
        if status in ("", "publish", "inherit", "open", "closed"):
            return None
        self.states[status] += 1
        return "trash" if status == "trash" else "draft"

    def comment(self, node: Node, key: str) -> None:
        """A comment of the item with this key."""
        self.tally.see(child.name for child in node.children if child.name not in _TAKEN)
        content = node.first("wp:comment_content")
        text, parts = text_with_line_breaks(content.markup()) if content else ("", ())
        kind = node.value("wp:comment_type")
        if kind not in ("", "comment", *_PINGS):
            self.types[kind] += 1
        date, date_text = _when(node.value("wp:comment_date_gmt"), node.value("wp:comment_date"))
        parent, approved = node.value("wp:comment_parent"), node.value("wp:comment_approved").lower()
        own = self.names.own(key, node.value("wp:comment_id") or digest(f"{date or ''}\n{text}")[:8], text)
        author, state = one_line(node.value("wp:comment_author")) or None, _APPROVED.get(approved, "unapproved")
        answers = None if parent in ("", "0") else parent
        comments, place = self.threads.add(key, own, answers, text, author, date, parts, state, date_text=date_text)
        if kind in _PINGS:
            comments[place] = replace(comments[place], kind="pingback")

    def warnings(self) -> list[str]:
        """Sentences about posts that are not public, and comments of an uncommon type."""
        found = []
        if self.states:
            total = sum(self.states.values())
            which = ", ".join(f"{count} {status}" for status, count in self.states.items())
            found.append(
                f"{total} of the posts and pages {'is' if total == 1 else 'are'} not public ({which}); their state says so"
            )
        for kind, count in self.types.items():
            found.append(f"{count} comment{'s' * (count != 1)} of the type {kind}: look whether readers of the blog saw them")
        return found


def _caption(found: re.Match[str]) -> str:
    """A picture's caption as a paragraph: what stands between the shortcodes, or in older ones the attribute."""
    stated = _CAPTION_TEXT.search(found[1] or "")
    return f"\n\n{stated[1] or stated[2] or ''}\n\n" if stated else "\n\n"


def _when(gmt: str, local: str) -> tuple[str | None, str | None]:
    """UTC where it is stated, and the blog's own time where that is another; the blog's own time where no UTC is stated."""
    date, shown = utc_time(gmt), stated_time(local)
    if date is None:
        return shown
    return date, local if shown[0] and shown[0].rstrip("Z")[:19] != date.rstrip("Z")[:19] else None
