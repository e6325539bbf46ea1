"""Saved pages of UBB.threads forums."""

from __future__ import annotations

import re

from ethnography.formats.base import Format, Reading
from ethnography.source import Source

_MESSAGE = re.compile(r"""\bid=["']?body\d+["'\s>]""", re.IGNORECASE)
_ENGINE = re.compile(r"""\bcontent=["']?UBB\.threads|ubbthreads\.php|\bclass=["']?post-content\b""", re.IGNORECASE)
_SIGNS = ("ubbthreads", "UBB.threads", "post-content")


class UbbThreadsHtml(Format):
    """A page of a thread: the first message of its first page is the post; signatures are left out."""

    name = "ubb_threads_html"
    title = "a saved page of a UBB.threads forum"
    shapes = ("html", "text")

    @staticmethod
    def sniff(source: Source) -> int:
        """3 for a page with messages of a thread as UBB.threads marks them; 0 otherwise."""
        return (
            3 if any(sign in source.text for sign in _SIGNS) and _MESSAGE.search(source.text) and _ENGINE.search(source.text) else 0
        )

    @staticmethod
    def read(source: Source) -> Reading:
        """The messages in page order, all of them answers to the post."""
        from ethnography.formats.saved_page.forum import Forum, read_layout
        from ethnography.formats.saved_page.layout import Layout

        layout = Layout(
            comment=".t_inner:has([id^=body]), table[id^=Post]:has([id^=body]):not(:has(.t_inner))",
            text="[id^=body]",
            author="a[href*=showprofile], a[href*='/users/'], .author-name, .username",
            date=":not(.author-registered) > .date, .post-date",
            number=r"number(\d+)",
            number_in=("id",),
            furniture=".post_inner .quotetitle",
            quote=".ubbcode-block:has(.ubbcode-body)",
            quoted_by=".ubbcode-header",
            beside=(("signatures", ".signature"), ("notes of later editing", ".edited-wording")),
        )
        forum = Forum(
            title="",
            current=".page-cur, .pagination .page-cur",
            pages=".page-n, .pagination a",
            paging=r"/(\d{1,3})(?=/[^/]+\.html)|/page/(\d+)|[?&]page=(\d+)",
        )
        return read_layout("ubb_threads_html", source, layout, forum)
