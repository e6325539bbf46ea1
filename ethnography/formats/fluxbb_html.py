"""Saved pages of FluxBB forums, and of PunBB, which it came from."""

from __future__ import annotations

import re

from ethnography.formats.base import Format, Reading
from ethnography.source import Source

_MESSAGE = re.compile(r"""<div\b[^>]{0,120}\bclass=["'][^"'>]{0,80}\bblockpost\b""", re.IGNORECASE)
_BODY = re.compile(r"""\bclass=["']?postmsg\b|\bid=["']?brdmain\b""", re.IGNORECASE)
_SIGNS = ("blockpost",)


class FluxBBHtml(Format):
    """A page of a topic: the first message of its first page is the post; signatures are left out."""

    name = "fluxbb_html"
    title = "a saved page of a FluxBB or PunBB forum"
    shapes = ("html", "text")

    @staticmethod
    def sniff(source: Source) -> int:
        """3 for a page with messages of a topic as FluxBB marks them; 0 otherwise."""
        return (
            3 if any(sign in source.text for sign in _SIGNS) and _MESSAGE.search(source.text) and _BODY.search(source.text) else 0
        )

    @staticmethod
    def read(source: Source) -> Reading:
        """The messages in page order, all of them answers to the post."""
        from ethnography.formats.saved_page.forum import Forum, read_layout
        from ethnography.formats.saved_page.layout import Layout

        layout = Layout(
            comment=".blockpost[id^=p]",
            text=".postmsg:not(.postsignature)",
            author=".postleft dt strong, .postleft dt",
            date="h2 > span > a, h2 a",
            number=r"p(\d+)",
            number_in=("id",),
            furniture=".postedit, .codebox > strong",
            link="h2 > span > a, h2 a",
            quote=".quotebox",
            quoted_by=".quotebox cite, .quotebox h4",
            beside=(("signatures", ".postsignature"), ("notes of later editing", ".postedit")),
        )
        forum = Forum(
            title=".crumbs li:last-child a, .linkst li:last-child, h1.main-title",
            position="h2 .conr, h2 .posts-num",
            current=".pagelink strong, .pagelink .item1",
            pages=".pagelink a",
            paging=r"[?&;]p=(\d+)",
        )
        return read_layout("fluxbb_html", source, layout, forum)
