"""Where bbPress puts what: a header with date and number, and after it the body with author and text."""

from __future__ import annotations

import re

from bs4 import Tag

from ethnography.formats.base import Reading
from ethnography.formats.saved_page.forum import Forum, mark, read_forum
from ethnography.formats.saved_page.layout import Layout, Places, date_of
from ethnography.formats.saved_page.messages import Message
from ethnography.formats.saved_page.page import Page, attribute, page_of, printed
from ethnography.source import Source

_LAYOUT = Layout(
    comment=".bbp-message",
    text=".bbp-reply-content, .bbp-topic-content",
    author=".bbp-author-name, .bbp-reply-author .bbp-author-link, .bbp-topic-author .bbp-author-link, .bbp-reply-author, .bbp-topic-author",
    date=".bbp-reply-post-date, .bbp-topic-post-date, time[datetime]",
    number=r"post-(\d+)",
    number_in=("id",),
    furniture=".bbp-reply-revision-log, .bbp-topic-revision-log, .d4p-bbp-quote-title, .bbp-attachments, .bbp-signature",
    answers=".bbp-threaded-replies",
    link=".bbp-reply-permalink, .bbp-topic-permalink",
    quote=".d4p-bbp-quote, .bbp-the-quote",
    quoted_by=".d4p-bbp-quote-title",
    beside=(("notes of later editing", ".bbp-reply-revision-log, .bbp-topic-revision-log"), ("signatures", ".bbp-signature")),
)
_FORUM = Forum(
    title=".bbp-topic-title h1, h1.entry-title, h1",
    current=".bbp-pagination-links .current",
    pages=".bbp-pagination-links .page-numbers",
    paging=r"/page/(\d+)/?",
)


class _Places(Places):
    def header(self, element: Tag) -> Tag | None:
        """The line over a message, which stands before it."""
        before = element.find_previous_sibling()
        return before if isinstance(before, Tag) and re.match(r"post-\d+", attribute(before, "id")) else None

    def message(self, element: Tag) -> Message:
        one = super().message(element)
        header = self.header(element)
        if header is not None:
            one.number = attribute(header, "id").removeprefix("post-")
            time, link = header.select_one(".bbp-reply-post-date, .bbp-topic-post-date"), header.select_one("a[href*='#post-']")
            if time is not None:
                one.date, one.date_text = date_of(time)
            one.url = self.page.resolve(attribute(link, "href")) if link is not None else one.url
        elif match := re.search(r"\bpost-(\d+)\b", attribute(element, "class")):
            one.number = match[1]
        return one


def read_page(source: Source) -> Reading:
    """The reading of a page of a topic."""
    page = page_of(source)
    for content in page.soup.select(".bbp-reply-content, .bbp-topic-content"):
        around = content.parent
        if around is None or content.name == "li" or content.find_parent(class_=["bbp-header", "bbp-footer"]) is not None:
            continue
        if around.select_one(".bbp-reply-author, .bbp-topic-author") is not None:
            mark(around, "bbp-message")
    start, total = _range(page)
    places = _Places(page, _LAYOUT)
    stated = total - 1 if total is not None else None
    return read_forum("bbpress_html", page, places, _FORUM, has_post=start in (None, 1), stated=stated)


def _range(page: Page) -> tuple[int | None, int | None]:
    """The number of the first message here and of all, out of a line like "Viewing 15 posts - 1 through 15 (of 43 total)"."""
    for tag in page.soup.select(".bbp-pagination-count"):
        numbers = [int(re.sub(r"\D", "", one)) for one in re.findall(r"\d[\d,.]*", printed(tag)[:120])]
        if len(numbers) == 4:
            return numbers[1], numbers[3]
    return None, None
