"""Where each generation of templates puts the comments: one element each, or an anchor with the elements after it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import Tag

from ethnography.formats.saved_page.layout import Layout, Places
from ethnography.formats.saved_page.page import Page, attribute, in_side_column, printed, tokens

NUMBER = r"(?:comment-|c)(6a[0-9a-f]+|\d+)"
CREDITS = (
    ".comments-post, .comment-footer, .comment-footers, .comment-byline, .posted, .comment-header, .byline, .comment-data, "
    "footer, header"
)
"""The elements that hold the line of author and date."""

_AUTHOR = ".vcard.author, .comment-author, .comment-author-name, .commenter-name, .fn"
_DATE = "abbr.published[title], abbr[title], time[datetime], .comment-date, .comment-timestamp, .published"
_LINK = "a[href*='#comment-'], a[href*='#c'], a.permalink"
_FURNITURE = (
    ".comment-header, .comment-footer, .comment-footers, .comment-byline, .comments-post, .posted, .comment-avatar, .userpic, "
    ".reply, .comment-reply-link, .comment-actions, .comment-typepad-avatar, .author-badge, .comment-permalink, header, footer"
)
LAYOUTS = (
    Layout(
        comment="div[id^='comment-'], article[id^='comment-'], li[id^='comment-'], div.comment, li.comment, article.comment",
        text=".comment-content, [id^='comment-'][id$='-content'], .comment-body, .comment-text, .comment-content-inner",
        author=_AUTHOR,
        date=_DATE,
        number=NUMBER,
        furniture=_FURNITURE,
        answers=".comment-replies, .comments-replies, .comment-children, .comment-thread, ul.children",
        link=_LINK,
        post_author=".entry-author-comment",
    ),
    Layout(
        comment="div.comments-body, div.comment-body",
        text="",
        author=_AUTHOR,
        date=_DATE,
        number=NUMBER,
        furniture=_FURNITURE,
        link=_LINK,
        follows=".comments-post, .comment-footers, .comment-footer, .posted",
    ),
    Layout(
        comment="div[id^='c'], a[id^='c'], a[name^='c'], a[id^='comment-'], a[name^='comment-']",
        text="",
        author=_AUTHOR,
        date=_DATE,
        number=NUMBER,
        furniture=_FURNITURE,
        link=_LINK,
        follows="p, blockquote, ul, ol, pre, dl, table, br, hr, div:not([id]), span",
    ),
)
"""Templates since Movable Type 3.2 and TypePad's; those of version 2; those that set an anchor before each comment."""

_ENDS = {"comments-post", "comment-footer", "comment-footers", "posted", "comment-data"}


class EntryPlaces(Places):
    """The comments of one page by one of the layouts; a comment that is an anchor ends with its line of author and date."""

    def __init__(self, page: Page, layout: Layout) -> None:
        super().__init__(page, layout, outside=lambda tag: _is_comment(tag, layout))

    def _after(self, element: Tag) -> Iterator[Tag]:
        if tokens(element) & {"comments-body", "comment-body"} and element.find(class_=list(_ENDS)) is not None:
            return
        for one in super()._after(element):
            yield one
            if tokens(one) & _ENDS or one.find(class_=list(_ENDS)) is not None:
                return

    def number(self, element: Tag) -> str | None:
        """The number in the comment's own id, on an anchor in it or right before it, or in the link to itself."""
        for name in ("id", "name"):
            if match := re.fullmatch(NUMBER, attribute(element, name)):
                return match[1]
        before = element.find_previous_sibling()
        anchors = [before] if isinstance(before, Tag) and before.name == "a" and not printed(before) else []
        for tag in [*anchors, *self.select(element, "a[id], a[name]")]:
            if match := re.fullmatch(NUMBER, attribute(tag, "id") or attribute(tag, "name")):
                return match[1]
        for root in self.roots(element)[::-1]:
            for tag in root.select("a[href]"):
                if self.owner(tag) is element and (match := re.search(rf"#{NUMBER}$", attribute(tag, "href"))):
                    return match[1]
        return None


def find_places(page: Page) -> EntryPlaces | None:
    """The comments of the page by the first of the layouts that finds any; None where none does."""
    return next((places for layout in LAYOUTS if (places := EntryPlaces(page, layout)).elements), None)


def _is_comment(tag: Tag, layout: Layout) -> bool:
    """Whether an element is a comment of the entry, not a part of one, a decoy or the form."""
    number = re.fullmatch(NUMBER, attribute(tag, "id") or attribute(tag, "name"))
    if tag.find_parent("form") is not None or tag.find(["form", "textarea"]) is not None or _in_column(tag):
        return False
    if tag.name == "a":
        return number is not None and not printed(tag)
    if number is not None:
        return bool(printed(tag))
    if layout is LAYOUTS[2]:
        return False
    if tag.name == "div" and attribute(tag, "id") and not number:
        return False
    inner = tag.find(lambda one: one is not tag and re.fullmatch(NUMBER, str(one.get("id") or "")) is not None and one.name != "a")
    around = tag.find_parent(lambda one: re.fullmatch(NUMBER, str(one.get("id") or "")) is not None)
    return bool(printed(tag)) and inner is None and around is None and _credited(tag)


def _credited(tag: Tag) -> bool:
    """Whether an element has a line of credit, or is followed by one."""
    if any(tag.select(CREDITS)):
        return True
    after = tag.find_next_sibling()
    return isinstance(after, Tag) and bool(tokens(after) & _ENDS)


def _in_column(tag: Tag) -> bool:
    return (
        in_side_column(tag)
        and tag.find_parent(id=re.compile(r"^comments?$")) is None
        and tag.find_parent(class_="comments") is None
    )
