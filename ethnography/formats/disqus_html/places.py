"""Where Disqus puts author, date, text and answers; and the frames that a browser kept inside a page."""

from __future__ import annotations

import re

from bs4 import Tag

from ethnography.formats.saved_page.layout import Layout, Places
from ethnography.formats.saved_page.page import Page, attribute

LAYOUT = Layout(
    comment="li[id^='post-'], div[id^='post-'].post, li[id^='dsq-comment-'], [data-post-id].post",
    text=".post-message, [data-role='message'], .dsq-comment-message, .dsq-comment-text",
    author=".post-byline .author, .author.publisher-anchor-color, .dsq-commenter-name, .dsq-comment-cite, .author, cite",
    date="a.time-ago, [data-role='relative-time'], .time-ago, .dsq-comment-header-time, .post-meta time, time",
    number=r"(?:post|dsq-comment)-(\d+)|(\d{5,})",
    furniture=".see-more, .post-menu, .comment__footer, .reply-form-container, .media-activate, .media-button",
    answers="ul.children, [data-role='children'], .dsq-comment-replies",
    link="a.time-ago[href], [data-role='relative-time'][href]",
    beside=(("notes of Disqus under a comment", ".post-message-note, .state-byline"),),
)


class DisqusPlaces(Places):
    """The comments of a thread that is shown."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, LAYOUT, outside=lambda tag: tag.select_one(", ".join(_MARKS)) is not None)

    def number(self, element: Tag) -> str | None:
        """The number in the comment's own id."""
        for name in ("id", "data-post-id"):
            if match := re.search(r"(\d+)$", attribute(element, name)):
                return match[1]
        return None


_MARKS = (".post-message", "[data-role='message']", ".post-byline", ".dsq-comment-message", ".post-body")


def frames(page: Page) -> list[Page]:
    """The pages of the frames that the file holds inside itself (``srcdoc``), those of Disqus alone."""
    found: list[Page] = []
    for frame in page.all("iframe"):
        inner = attribute(frame, "srcdoc")
        if "post-message" in inner or "disqus-threadData" in inner:
            found.append(Page.parse(inner))
            found[-1].address = page.url
    return found
