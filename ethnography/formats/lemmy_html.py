"""Saved pages of Lemmy posts."""

from __future__ import annotations

import re

from ethnography.formats.base import Format, Reading
from ethnography.source import Source

_COMMENT = re.compile(r"""\bid=["']?comment-\d+["'][^>]{0,200}|\bclass=["'][^"'>]{0,120}\bcomment-node\b""")
_ENGINE = re.compile(r"""\bcomment-node\b|\bclass=["'][^"'>]{0,120}\bpost-listing\b|window\.lemmyConfig|\bperson-listing\b""")
_PARTS = re.compile(r"""\bperson-listing\b""")
_SIGNS = ("person-listing",)


class LemmyHtml(Format):
    """A post and its comments, nested as on the page."""

    name = "lemmy_html"
    title = "a saved page of Lemmy"
    shapes = ("html", "text")

    @staticmethod
    def sniff(source: Source) -> int:
        """3 for a page with comments of a post as Lemmy marks them; 0 otherwise."""
        return (
            3
            if any(sign in source.text for sign in _SIGNS) and all(mark.search(source.text) for mark in (_COMMENT, _ENGINE, _PARTS))
            else 0
        )

    @staticmethod
    def read(source: Source) -> Reading:
        """The post first, then the comments in page order, each an answer to the one it is nested in."""
        from ethnography.formats.saved_page.forum import Forum, read_layout
        from ethnography.formats.saved_page.layout import Layout

        layout = Layout(
            comment="li.comment:has(.comment-node), .comment-node:not(li *)",
            text=".comment-content .md-div, .comment-content",
            author=".person-listing",
            date=".moment-time, time",
            number=r"comment-(\d+)",
            number_in=("id",),
            link="a[href*='/comment/'], a[title=link]",
        )
        post = Layout(
            comment=".post-listing, #post-listing",
            text="#postContent .md-div, #postContent, .post-content .md-div",
            author=".person-listing",
            date=".moment-time, time",
            number=r"post-(\d+)",
            number_in=("id",),
        )
        forum = Forum(title=".post-title h1 a, .post-title h1, .post-title, h1", total="")
        return read_layout("lemmy_html", source, layout, forum, post, ".post-title + a[href^=http], a.thumbnail[href^=http]")
