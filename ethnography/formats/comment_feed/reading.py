"""From the entries of a feed to threads."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from ethnography.formats.base import Reading
from ethnography.formats.comment_feed.whereabouts import Place, feed_title, place_of, split_address, title_of_post
from ethnography.formats.export_times import oldest_first
from ethnography.formats.feed_entry import FIELDS, FeedEntry, entry_of, link_of, title_of
from ethnography.formats.tally import Tally
from ethnography.formats.thread_names import ThreadNames
from ethnography.formats.threads import Threads
from ethnography.formats.xml_tree import Node, Problems, read_nodes
from ethnography.source import Source

_COMMENT_FEED = re.compile(
    r"/comments/(?:feed|default|atom)|/feed/comments|comments?\.(?:rss|atom|xml|rdf)\b|comments-(?:rss2|atom)|/feeds/\d+/comments"
)


def read(source: Source) -> Reading:
    """Everything in the feed: posts in its order, the comments on each page from the oldest on."""
    problems, feed = Problems(), _Feed()
    for node in read_nodes(source, problems):
        feed.take(node)
    feed.add_all()
    made = feed.threads.finish()
    stated, missing = feed.counts()
    warnings = [*problems.sentences(), *feed.warnings(missing), *made.post_warnings(), *made.orphan_warnings()]
    single = next(iter(feed.pages), None) if made.threads == 1 else None
    return Reading(
        "comment_feed", tuple(made.comments), stated, feed.tally.entries(), (), tuple(warnings), missing or None,
        single or feed.link or None, partial=feed.goes_on,
    )  # fmt: skip


@dataclass
class _Feed:
    """What is read so far. `pages` has the key of a thread by its address; the keys are addresses too."""

    entries: list[tuple[FeedEntry, Place]] = field(default_factory=list)
    by_id: dict[str, Place] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    pages: dict[str, None] = field(default_factory=dict)
    names: ThreadNames = field(default_factory=ThreadNames)
    tally: Tally = field(default_factory=Tally)
    held: Counter[str] = field(default_factory=Counter)
    title: str = ""
    link: str = ""
    comments: bool = False
    goes_on: bool = False
    total: int = 0

    def __post_init__(self) -> None:
        self.threads = Threads(self.names)

    def take(self, node: Node) -> None:
        """One element of the feed."""
        if node.name in ("entry", "item"):
            self.tally.see(child.name for child in node.children if child.name not in FIELDS)
            entry = entry_of(node)
            place = place_of(entry)
            self.entries.append((entry, place))
            if entry.id:
                self.by_id.setdefault(entry.id, place)
        elif node.name == "channel":
            for child in node.children:
                self.take(child)
        elif node.name == "title":
            self.title = self.title or title_of(Node("", {}, [node]))
        elif node.name in ("link", "atom:link"):
            self.feed_link(node)
        elif node.name.endswith(":totalResults") and node.text.strip().isdecimal():
            self.total = int(node.text.strip()[:9])

    def feed_link(self, node: Node) -> None:
        rel = node.attributes.get("rel", "alternate")
        if rel == "next":
            self.goes_on = True
        elif rel == "alternate":
            self.link = self.link or link_of(Node("", {}, [node]))
        if rel in ("self", "alternate") and _COMMENT_FEED.search(node.attributes.get("href", "")):
            self.comments = True

    def add_all(self) -> None:
        """The posts, then the comments; what a comment answers is looked up when all are known."""
        says_so, post_title = feed_title(self.title)
        self.comments |= says_so
        self.goes_on |= self.total > len(self.entries)
        stated = {entry.id: entry for entry, _ in reversed(self.entries) if entry.id}
        found = [(entry, self.settled(entry, place, stated)) for entry, place in self.entries]
        self.by_id = {entry.id: place for entry, place in reversed(found) if entry.id}
        ordered = oldest_first([one for one in found if one[1].comment], lambda one: one[0].date)
        for entry, place in found:
            if not place.comment:
                self.add_post(entry, place)
        for entry, place in ordered:
            self.titles.setdefault(place.page, title_of_post(entry) or post_title)
        for entry, place in ordered:
            self.add_comment(entry, place)

    def settled(self, entry: FeedEntry, place: Place, stated: dict[str, FeedEntry]) -> Place:
        """The place of an entry: the page of what it answers where its own address names none, the feed's as a last resort."""
        comment = place.comment or self.comments or bool(entry.answers)
        page = place.page
        if comment and (not page or (not place.comment and page == entry.link)):
            page = self.page_answered(entry, stated) or self.link or page
        return Place(page or self.link or entry.id, place.id, comment)

    def page_answered(self, entry: FeedEntry, stated: dict[str, FeedEntry]) -> str:
        """The page of what an entry answers, or of what that answers, and so on; empty where none is named."""
        seen: set[str] = set()
        waiting = list(reversed(entry.answers))
        while waiting:
            ref, href = waiting.pop()
            if page := self.by_id[ref].page if ref in self.by_id else split_address(href or ref)[0]:
                return page
            if ref in stated and ref not in seen:
                seen.add(ref)
                waiting += reversed(stated[ref].answers)
            if page := split_address(href)[0]:
                return page
        return ""

    def add_post(self, entry: FeedEntry, place: Place) -> None:
        key = f"{place.page} {entry.id or place.id}" if place.page in self.pages else place.page  # some feeds link all to one page
        self.pages[key] = None
        self.names.add(key, entry.title or None, place.page or entry.id, entry.text)
        self.threads.add(
            key, place.id, None, entry.text, _name(entry), entry.date, entry.parts, None, entry.link or None, is_post=True,
            title=entry.title or None, date_text=entry.date_text,
        )  # fmt: skip

    def add_comment(self, entry: FeedEntry, place: Place) -> None:
        self.pages[place.page] = None
        self.names.add(place.page, self.titles.get(place.page) or None, place.page or None, place.page)
        self.held[place.page] += 1
        own = self.names.own(place.page, place.id, entry.text)
        self.threads.add(
            place.page, own, self.answered(entry), entry.text, _name(entry), entry.date, entry.parts, None, entry.link or None,
            date_text=entry.date_text,
        )  # fmt: skip

    def answered(self, entry: FeedEntry) -> str | None:
        """The id of the comment that an entry says it answers; None where it answers the post, or says nothing."""
        for ref, href in entry.answers:
            if ref in self.by_id:
                if self.by_id[ref].comment:
                    return self.by_id[ref].id
            elif anchor := split_address(href)[1] or split_address(ref)[1]:
                return anchor
        return None

    def counts(self) -> tuple[int | None, int]:
        """How many comments the feed says there are, and how many of them it does not hold."""
        totals = [(place.page, entry.total) for entry, place in self.entries if entry.total is not None and not place.comment]
        if self.comments or not totals:
            return (self.total or None, max(self.total - len(self.entries), 0)) if self.comments else (None, 0)
        return sum(total for _, total in totals), sum(max(total - self.held[page], 0) for page, total in totals)

    def warnings(self, missing: int) -> list[str]:
        """Sentences about what a feed does not say and does not hold."""
        found = []
        if self.held and not any(entry.answers for entry, _ in self.entries):
            found.append("the feed does not say which comment answers which: each stands as an answer to its post")
        if missing:
            found.append(f"the feed names {missing} more comment{'s' * (missing != 1)} than it holds")
        elif self.goes_on:
            found.append("the feed goes on: this file holds a part of it")
        return found


def _name(entry: FeedEntry) -> str | None:
    """The author's name, as Reddit's other forms give it."""
    return entry.author.removeprefix("/u/") if entry.author else None
