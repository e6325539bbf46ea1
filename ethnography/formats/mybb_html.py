"""Saved pages of MyBB forums."""

from __future__ import annotations

import re

from ethnography.formats.base import Format, Reading
from ethnography.source import Source

_MESSAGE = re.compile(r"""\bid=["']?pid_?\d|\bclass=["']?(?:[^"'>]{0,80}\s)?post_body\b""", re.IGNORECASE)
_CONTAINER = re.compile(r"""<(?:div|table)\b[^>]{0,200}\bid=["']?post_\d""", re.IGNORECASE)
_PARTS = re.compile(r"""\bclass=["']?(?:[^"'>]{0,80}\s)?(?:post_author|post_head|post_body|author_information)\b""", re.IGNORECASE)
_SIGNS = ("post_body",)


class MyBBHtml(Format):
    """A page of a thread: the first message of its first page is the post; signatures are left out."""

    name = "mybb_html"
    title = "a saved page of a MyBB forum"
    shapes = ("html", "text")

    @staticmethod
    def sniff(source: Source) -> int:
        """3 for a page with messages of a thread as MyBB marks them; 0 otherwise."""
        return (
            3
            if any(sign in source.text for sign in _SIGNS)
            and all(mark.search(source.text) for mark in (_MESSAGE, _CONTAINER, _PARTS))
            else 0
        )

    @staticmethod
    def read(source: Source) -> Reading:
        """The messages in page order, all of them answers to the post."""
        from ethnography.formats.saved_page.forum import Forum, read_layout
        from ethnography.formats.saved_page.layout import Layout

        layout = Layout(
            comment="div[id^=post_]:has([id^=pid], .post_body), table[id^=post_]:has([id^=pid], .post_body)",
            text=".post_body, [id^=pid_]",
            author=".author_information .largetext, .author_information strong, .post_author .largetext, .largetext",
            date=".post_date, .post_head .smalltext, td.smalltext",
            number=r"post_(\d+)",
            number_in=("id",),
            furniture=".post_edit, .edited_post, .codeblock > .title",
            link=".post_head .float_right a, .float_right strong a",
            quote="blockquote",
            quoted_by="blockquote > cite",
            beside=(("signatures", ".signature"), ("notes of later editing", ".post_edit, .edited_post")),
        )
        forum = Forum(
            title=".navigation .active, #breadcrumb .active, .thead strong",
            position=".post_head .float_right a, .float_right strong a",
            current=".pagination:not(.pagination_breadcrumb) .pagination_current",
            pages=".pagination:not(.pagination_breadcrumb) .pagination_page, .pagination:not(.pagination_breadcrumb) .pagination_last",
            paging=r"[?&;]page=(\d+)|-page-(\d+)(?=\.html|$)|[?&;]pid=\d+",
        )
        return read_layout("mybb_html", source, layout, forum)
