"""Saved pages of Flarum discussions: as a browser had them, or as served for visitors without JavaScript."""

from __future__ import annotations

import re

from ethnography.formats.base import Format, Reading
from ethnography.source import Source

_MESSAGE = re.compile(r"""\bclass=["'][^"'>]{0,80}\b(?:PostUser-name|PostStream-item|CommentPost)\b""")
_BODY = re.compile(r"""\bclass=["']Post-body\b""")
_SIGNS = ("Post-body",)


class FlarumHtml(Format):
    """A page of a discussion: the first message of its first page is the post."""

    name = "flarum_html"
    title = "a saved page of a Flarum forum"
    shapes = ("html", "text")

    @staticmethod
    def sniff(source: Source) -> int:
        """3 for a page with messages of a discussion as Flarum marks them; 0 otherwise."""
        return (
            3 if any(sign in source.text for sign in _SIGNS) and _MESSAGE.search(source.text) and _BODY.search(source.text) else 0
        )

    @staticmethod
    def read(source: Source) -> Reading:
        """The messages in page order, all of them answers to the post."""
        from ethnography.formats.saved_page.forum import Forum, read_layout
        from ethnography.formats.saved_page.layout import Layout
        from ethnography.formats.saved_page.page import page_of

        shown = page_of(source).soup.select_one(".PostStream-item .Post-body") is not None
        layout = Layout(
            comment=".PostStream-item:has(.Post-body)" if shown else "#flarum-content article, article:has(> .Post-body)",
            text=".Post-body",
            author=".PostUser-name .username, .PostUser-name, .username",
            date="time[datetime], .item-meta time, time, .Post-header time",
            number=r"(\d+)" if shown else r"(?!)",  # without JavaScript, only mentions of other messages bear numbers
            number_in=("data-id",),
            furniture=".Post-quoteButton, button, .PostMention-preview",
            link=".PostMeta-permalink",
            quote="blockquote.uncited, blockquote",
            quoted_by="",
            beside=(("reactions", ".item-liked, .Post-likedBy"),),
        )
        forum = Forum(title=".DiscussionHero-title, #flarum-content h1, h1", paging=r"[?&]page=(\d+)|(?<=\d)/(\d+)$")
        return read_layout("flarum_html", source, layout, forum)
