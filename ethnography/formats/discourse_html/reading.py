"""A Discourse page's posts: from the topic that the page carries as data, from its plain view, or as a browser showed them."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bs4 import Tag

from ethnography.formats.base import Ids, LeftOut, Reading
from ethnography.formats.discourse_json.cooked import text_of
from ethnography.formats.discourse_json.reading import read as read_topic
from ethnography.formats.saved_page.document import Document
from ethnography.formats.saved_page.forum import Forum, read_forum
from ethnography.formats.saved_page.layout import Layout, Places
from ethnography.formats.saved_page.messages import Message
from ethnography.formats.saved_page.page import Page, attribute, page_of, printed
from ethnography.formats.tally import Tally
from ethnography.source import Source

_PLAIN = Layout(
    comment=".crawler-post",
    text=".post, [itemprop=articleBody], [itemprop=text]",
    author=".creator [itemprop=name], .creator a, .creator, [itemprop=author]",
    date=".post-time[datetime], time[datetime], [itemprop=datePublished]",
    number=r"post_(\d+)",
    number_in=("id",),
)
_SHOWN = Layout(
    comment="article[id^=post_]:not(.small-action), article[data-post-id]:not(.small-action)",
    text=".regular > .cooked, .contents > .cooked, .cooked",
    author=".names .username a, .names .username, .names a[data-user-card], .topic-avatar [data-user-card]",
    date=".post-date .relative-date, .post-date time, .post-date, .relative-date",
    number=r"post_(\d+)",
    number_in=("id",),
    link="a.post-date, .post-date a",
)
_FORUM = Forum(
    title="#topic-title h1 a.fancy-title, #topic-title h1 a, #topic-title h1, h1.header-title, h1",
    position="[itemprop=position]",
    paging=r"[?&]page=(\d+)",
)
_ADDED = ".badge-notification, .clicks, .quote-controls, .cooked-selection-barrier, .expand-hidden, .post-language, button"


class _Places(Places):
    """Posts whose text is read like that of an export, so that a page and an export of a topic give the same."""

    def __init__(self, page: Page, layout: Layout) -> None:
        super().__init__(page, layout, outside=lambda tag: bool(tag.select(".post, .cooked, [itemprop=articleBody]")))
        self.tally = Tally()

    def message(self, element: Tag) -> Message:
        one = super().message(element)
        body = next(iter(self._bodies(element)), None)
        if body is not None:
            copy = Document(body.decode_contents())
            for added in copy.select(_ADDED):
                added.decompose()
            one.text, one.parts = text_of(copy.decode(), self.tally)
        one.author = one.author or attribute(element.select_one("[data-user-card]") or element, "data-user-card") or None
        if "deleted" in attribute(element, "class") or element.find_parent(class_="deleted") is not None:
            one.state = "removed"
        return one

    def left_out(self) -> list[LeftOut]:
        actions = self.page.soup.select(".small-action:not(:has(.small-action))")
        for one in actions:
            self.tally.note("small actions (a topic closed, split, pinned)", printed(one))
        return [*super().left_out(), *self.tally.entries()]


def read_page(source: Source) -> Reading:
    """The reading of a page: of the topic as data, where it holds at least the posts that are shown."""
    page = page_of(source)
    shown = page.soup.select_one(_SHOWN.comment) is not None
    places = _Places(page, _SHOWN if shown else _PLAIN)
    topic = _topic(page)
    held = {str(post.get("post_number")) for post in topic["post_stream"]["posts"]} if topic else set()
    numbers = {places.number(element) for element in places.elements}
    if topic is not None and numbers <= held:
        return _of_topic(source, page, topic)
    messages = places.messages()
    _link(messages, topic)
    reading = read_forum("discourse_html", page, places, _FORUM, messages, stated=_stated(page), ids=_ids(page, places))
    missing = len(held - numbers)
    if missing:
        said = f"the page carries {missing} posts of the topic as data that it does not show; they were not read"
        reading = replace(reading, warnings=(*reading.warnings, said), partial=True)
    return reading


def _topic(page: Page) -> dict[str, Any] | None:
    """The topic that the page carries as data for its scripts; None where there is none."""
    for tag in page.soup.select("[data-preloaded]"):
        try:
            for key, value in json.loads(attribute(tag, "data-preloaded")).items():
                topic = json.loads(value) if key.startswith("topic_") and isinstance(value, str) else None
                posts = topic["post_stream"]["posts"] if topic else None
                if posts and all(isinstance(post, dict) and isinstance(post.get("cooked"), str) for post in posts):
                    return dict(topic or {})
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            continue
    return None


def _of_topic(source: Source, page: Page, topic: dict[str, Any]) -> Reading:
    """The reading of the topic as data: what the same topic's export gives."""
    inner = source.inner(source.name, json.dumps(topic).encode(), url=page.url)
    reading = read_topic(inner)
    fields = ("fields of no meaning here",)
    kept = tuple(one for one in reading.left_out if one.reason not in fields)
    return replace(reading, format="discourse_html", url=page.url, left_out=kept)


def _stated(page: Page) -> int | None:
    """How many posts follow the first, as the line beside the posts says ("4 / 9")."""
    for tag in page.soup.select(".timeline-replies"):
        if match := re.fullmatch(r"\d+\s*/\s*(\d+)", printed(tag)):
            return int(match[1]) - 1
    return None


def _ids(page: Page, places: Places) -> Ids | None:
    """Ids as an export of the topic gives them: of its number and slug, which the address holds."""
    address = re.search(r"/t/(?:([^/?#]+)/)?(\d+)", page.url or "")
    number = next((found for one in places.elements if (found := attribute(one, "data-topic-id"))), address[2] if address else None)
    return Ids(f"discourse {number} {address[1] or ''}".strip() if address else f"discourse {number}") if number else None


def _link(messages: Sequence[Message], topic: dict[str, Any] | None) -> None:
    """Which post each one answers: by its number in the page's data, or by the name printed over it where that is one post's."""
    by_number = {one.number: one for one in messages}
    stated = {
        str(post.get("post_number")): post.get("reply_to_post_number")
        for post in (topic or {"post_stream": {"posts": []}})["post_stream"]["posts"]
    }
    for place, one in enumerate(messages):
        one.evidence = "stated"
        if one.number in stated:
            one.answers = by_number.get(str(stated[one.number] or ""))
            continue
        tab = one.roots[0].select_one(".reply-to-tab")
        if tab is None:
            continue
        image = tab.select_one("img[title]")
        name = printed(tab) or (attribute(image, "title") if image else "")
        before = [other for other in messages[:place] if other.author == name]
        if len(before) == 1:
            one.answers = before[0]
        else:
            which = (
                "of whom no earlier post is in this file" if not before else f"of whom {len(before)} earlier posts are in this file"
            )
            one.evidence = "inferred"
            one.remarks = (*one.remarks, f"answers {name}, {which}; it is linked to the post")
