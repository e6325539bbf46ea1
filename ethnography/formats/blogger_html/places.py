"""Where each of Blogger's layouts puts the comments of a post, and what is in them."""

from __future__ import annotations

import re

from bs4 import Tag

from ethnography.formats.saved_page.layout import Layout, Places
from ethnography.formats.saved_page.page import Page, attribute, in_side_column

_NUMBER = r"(?:Blog\d+_cmt-|c|comment-)(\d{4,})"

LAYOUTS = (
    Layout(
        comment="li.comment[id], #comment-holder li.comment, .comment-thread li.comment, .comments-content li.comment",
        text=".comment-content, .comment-body",
        author=".comment-header .user, cite, .comment-author",
        date=".datetime, .comment-timestamp, .comment-date, time",
        number=_NUMBER,
        furniture=".comment-actions, .item-control, .comment-header",
        answers=".comment-replies",
        link=".datetime a[href], .comment-timestamp a[href]",
        post_author=".blog-author",
    ),
    Layout(
        comment="dt[id], dt.comment-author, dt.comment-poster, dt:has(> a[name])",
        follows="dd, dt.comment-timestamp",
        text="dd.comment-body, dd.comment-content, dd:not([class])",
        author="a[href*='profile'], a[rel]",
        date=".comment-timestamp a[href*='#c'], .comment-timestamp, .comment-date",
        number=_NUMBER,
        furniture=".item-control, .comment-delete",
        link=".comment-timestamp a[href], .comment-footer a[href]",
        post_author=".blog-author",
    ),
    Layout(
        comment=".comments [id^=c], #comments [id^=c]",
        text=".comment-body, .comment-content, .comment_body p, .comment_body, .comment-text, p",
        author=".user, .comment-author, .comment_name, .comment_author, .author, .fn, cite",
        date=".datetime, .comment-timestamp, .comment_date, .comment-date, .date, .timestamp, time, abbr",
        number=_NUMBER,
        furniture=".comment-actions, .item-control, .comment-footer, .comment_service, .comment_reply",
        answers=".comment-replies, .comment_child",
        link="a[href*='showComment=']",
        post_author=".blog-author, .comment_admin, .comment_author_flag",
    ),
)
"""The threaded comments since 2012; the list of ``dt`` and ``dd`` before; templates that made up their own."""


def find_places(page: Page) -> Places | None:
    """The comments of the page by the first of the layouts that finds any; None where none does."""
    for layout in LAYOUTS:
        places = Places(page, layout, outside=lambda tag: _is_comment(tag) and not _in_list_aside(tag))
        if places.elements:
            return places
    return None


def comments_aside(page: Page) -> list[list[Tag]]:
    """The comments of other posts that a column beside the post lists."""
    return [[tag] for tag in page.soup.select("li.comment, li[id^='c']") if _is_comment(tag) and _in_list_aside(tag)]


def _is_comment(tag: Tag) -> bool:
    """Whether an element, or the anchor inside it, bears the number of a comment."""
    if re.fullmatch(_NUMBER, attribute(tag, "id")):
        return True
    if tag.name == "li":
        return any(re.fullmatch(_NUMBER, attribute(one, "id")) for one in tag.select("[id]"))
    return any(re.fullmatch(_NUMBER, attribute(one, "name")) for one in tag.select("a[name]"))


def _in_list_aside(tag: Tag) -> bool:
    return in_side_column(tag) and tag.find_parent(id="comments") is None
