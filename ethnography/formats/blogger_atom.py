"""An export of Blogger: the archive that its settings write, and the ``feed.atom`` of Google Takeout."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from ethnography.formats.base import Format, Reading
from ethnography.formats.export_times import oldest_first
from ethnography.formats.feed_entry import FIELDS, FeedEntry, entry_of
from ethnography.formats.tally import Tally
from ethnography.formats.thread_names import ThreadNames
from ethnography.formats.threads import Threads
from ethnography.formats.xml_tree import Node, Problems, outside_cdata, read_nodes
from ethnography.source import Source

_KIND = re.compile(
    r"""schemas\.google\.com/blogger/2008/kind#|xmlns:\w+\s*=\s*["']http://schemas\.google\.com/blogger/2018|<blogger:type>"""
)
_NUMBER = re.compile(r"(\d+)\D*$")
_COMMENT_LINK = re.compile(r"/(\d+)/comments/default/(\d+)")
_STATES = {
    "DRAFT": "draft", "SCHEDULED": "draft", "SOFT_TRASHED": "trash", "TRASHED": "trash", "PENDING": "unapproved", "SPAM": "spam",
    "EMPTIED": "deleted", "DELETED": "deleted", "REMOVED": "removed",
}  # fmt: skip
_REMOVED = {
    "This comment has been removed by the author.": "deleted",
    "This post has been removed by the author.": "deleted",
    "This comment has been removed by a blog administrator.": "removed",
    "This post has been removed by a blog administrator.": "removed",
}
"""The sentences that Blogger puts in the place of a comment."""
_TAKEN = FIELDS | {"app:control", "blogger:type", "blogger:status", "blogger:parent", "blogger:inReplyTo", "blogger:trashed"}


class BloggerAtom(Format):
    """Posts, pages and comments of one blog in one Atom feed; settings and templates are in it too, and are left out."""

    name = "blogger_atom"
    title = "an export of Blogger (Atom)"
    shapes = ("xml",)

    @staticmethod
    def sniff(source: Source) -> int:
        """3 where an Atom feed says which of its entries are posts and which are comments, as Blogger says it."""
        start = source.start
        return 3 if "<feed" in start[:20_000] and _KIND.search(outside_cdata(start)) else 0

    @staticmethod
    def read(source: Source) -> Reading:
        """A thread for each post and page with its comments. Raises ``UnreadableSource``."""
        problems, blog = Problems(), _Blog()
        for node in read_nodes(source, problems):
            blog.take(node)
        blog.add_all()
        made = blog.threads.finish()
        stated, missing = blog.counts()
        warnings = [*problems.sentences(), *blog.warnings(missing), *made.post_warnings(), *made.orphan_warnings()]
        return Reading(
            "blogger_atom",
            tuple(made.comments),
            stated,
            blog.tally.entries(),
            (),
            tuple(warnings),
            missing or None,
            blog.url or None,
        )


@dataclass(frozen=True, slots=True)
class _Found:
    """An entry and its number, and for a comment the numbers of its post and of the comment it answers, as far as it says them."""

    entry: FeedEntry
    number: str
    state: str | None
    posts: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()


@dataclass
class _Blog:
    posts: dict[str, _Found] = field(default_factory=dict)
    comments: dict[str, _Found] = field(default_factory=dict)
    names: ThreadNames = field(default_factory=ThreadNames)
    tally: Tally = field(default_factory=Tally)
    statuses: Counter[str] = field(default_factory=Counter)
    held: Counter[str] = field(default_factory=Counter)
    url: str = ""

    def __post_init__(self) -> None:
        self.threads = Threads(self.names)

    def take(self, node: Node) -> None:
        """One element of the feed."""
        if node.name == "link" and node.attributes.get("rel") == "alternate":
            self.url = node.attributes.get("href", "")
        if node.name != "entry":
            return
        kind = _kind(node)
        if kind not in ("post", "page", "comment"):
            self.tally.note(
                f"entries of the kind {kind}" if kind else "entries that are no post, page or comment", node.value("title")
            )
            return
        self.tally.see(child.name for child in node.children if child.name not in _TAKEN)
        entry = entry_of(node)
        number = _number(entry.id) or f"entry {len(self.posts) + len(self.comments)}"
        if number in self.posts or number in self.comments:
            self.tally.note("entries that stand there already", entry.title)
        elif kind == "comment":
            self.comments[number] = self.comment(node, entry, number)
        else:
            self.posts[number] = _Found(entry, number, self.state(node))

    def state(self, node: Node) -> str | None:
        """What the entry says of itself: a draft, in the trash, held back."""
        control = node.first("app:control")
        if control is not None and control.value("app:draft") == "yes":
            return "draft"
        status = node.value("blogger:status").upper()
        if node.value("blogger:trashed"):
            return "trash"
        if status not in ("", "LIVE") and status not in _STATES:
            self.statuses[status] += 1
        return _STATES.get(status)

    def comment(self, node: Node, entry: FeedEntry, number: str) -> _Found:
        """A comment, with every number that it gives of its post and of what it answers."""
        named = [_number(ref) for ref, _ in entry.answers] + [
            _number(one.attributes.get("source", "")) for one in node.all("thr:in-reply-to")
        ]
        links = node.all("link")
        own = [found[1] for one in links if (found := _COMMENT_LINK.search(one.attributes.get("href", "")))]
        related = [_number(one.attributes.get("href", "")) for one in links if one.attributes.get("rel") == "related"]
        posts = [_number(node.value("blogger:parent")), *named, *own]
        answers = [_number(node.value("blogger:inReplyTo")), *related]
        state = self.state(node) or _REMOVED.get(entry.text)
        if state is None and any(one.attributes.get("name") == "blogger.contentRemoved" for one in node.all("gd:extendedProperty")):
            state = "deleted"
        return _Found(entry, number, state, tuple(filter(None, posts)), tuple(filter(None, answers)))

    def add_all(self) -> None:
        """The posts in the order of the file, then the comments, the oldest first."""
        for number, post in self.posts.items():
            entry = post.entry
            self.names.add(number, entry.title or None, entry.link or entry.id, entry.text)
            self.threads.add(
                number, number, None, entry.text, entry.author, entry.date, entry.parts, post.state, entry.link or None,
                is_post=True, title=entry.title or None, date_text=entry.date_text,
            )  # fmt: skip
        for comment in oldest_first(list(self.comments.values()), lambda one: one.entry.date):
            self.add_comment(comment)

    def add_comment(self, found: _Found) -> None:
        entry, post = found.entry, self.post_of(found)
        stated = [*found.answers, *(number for number in found.posts if number in self.comments)]
        answers = next((number for number in stated if number not in (post, found.number)), None)
        if post not in self.names:
            self.names.add(post, None, next((href for _, href in entry.answers if href), None), post)
        self.held[post] += 1
        self.threads.add(
            post, found.number, answers, entry.text, entry.author, entry.date, entry.parts, found.state, entry.link or None,
            date_text=entry.date_text,
        )  # fmt: skip

    def post_of(self, found: _Found) -> str:
        """The number of the post under which a comment stands: a post of the file, or one that it only names."""
        seen: set[str] = set()
        while found.number not in seen:
            seen.add(found.number)
            if here := next((number for number in found.posts if number in self.posts), None):
                return here
            above = next(
                (number for number in (*found.answers, *found.posts) if number in self.comments and number not in seen), None
            )
            if above is None:
                break
            found = self.comments[above]
        return next((number for number in found.posts if number not in self.comments), "")

    def counts(self) -> tuple[int | None, int]:
        """How many comments the posts say they have, and how many of those are not in the file."""
        totals = {number: post.entry.total for number, post in self.posts.items() if post.entry.total is not None}
        missing = sum(max(total - self.held[number], 0) for number, total in totals.items() if total is not None)
        return (sum(filter(None, totals.values())) if totals else None), missing

    def warnings(self, missing: int) -> list[str]:
        """Sentences about what is not in the file, and states that are not known."""
        found = [f"the status {status} of {count} of the entries is not known here" for status, count in self.statuses.items()]
        if missing:
            found.append(f"the posts have {missing} more comment{'s' * (missing != 1)} than the file holds")
        return found


def _kind(node: Node) -> str:
    """Post, page, comment, settings, template …, in lower case; empty where nothing says it."""
    for category in node.all("category"):
        if "kind#" in (term := category.attributes.get("term", "")):
            return term.rpartition("#")[2].lower()
    return node.value("blogger:type").lower()


def _number(text: str) -> str:
    """The number at the end of an id or an address: Blogger's own, the same in its pages."""
    found = _NUMBER.search(text[-300:])
    return found[1] if found else ""
