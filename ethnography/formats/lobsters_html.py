"""Saved pages of Lobsters stories."""

from __future__ import annotations

import re

from ethnography.formats.base import Format, Reading
from ethnography.source import Source

_COMMENT = re.compile(r"""<div\b[^>]{0,200}\bid=["']?c_[a-z0-9]{4,8}["'\s]|\bclass=["']?comments_subtree\b""")
_ENGINE = re.compile(r"""\bclass=["'][^"'>]{0,40}\b(?:comment_text|comments_subtree|story_liner)\b|\bdata-shortid=""")
_SIGNS = ("comment_text", "comments_subtree")


class LobstersHtml(Format):
    """A story and its comments, nested as on the page."""

    name = "lobsters_html"
    title = "a saved page of Lobsters"
    shapes = ("html", "text")

    @staticmethod
    def sniff(source: Source) -> int:
        """3 for a page with comments of a story as Lobsters marks them; 0 otherwise."""
        return (
            3 if any(sign in source.text for sign in _SIGNS) and _COMMENT.search(source.text) and _ENGINE.search(source.text) else 0
        )

    @staticmethod
    def read(source: Source) -> Reading:
        """The post first, then the comments in page order, each an answer to the one it is nested in."""
        from ethnography.formats.saved_page.forum import Forum, read_layout
        from ethnography.formats.saved_page.layout import Layout

        layout = Layout(
            comment="div.comment[id^=c_]",
            text=".comment_text",
            author=".byline a.u-author, .byline a[href^='/~']:not([aria-hidden]), .byline a[href*='/~']:not([aria-hidden]), .byline a[href^='/u/']",
            date=".byline time[datetime], .byline span[title]",
            number=r"(?:c_)?([a-z0-9]+)",
            number_in=("data-shortid", "id"),
            answers="ol.comments",
            link=".byline a[href^='/c/'], .byline a[href*='/c/'], .byline a[href*='#c_']",
            post_author=".user_is_author",
        )
        post = Layout(
            comment="li.story, div.story",
            text=".story_text, .story_content .story_text",
            author=".byline a.u-author, .byline a[href^='/~']:not([aria-hidden]), .byline a[href*='/~']:not([aria-hidden]), .byline a[href^='/u/']",
            date=".byline time[datetime], .byline span[title]",
            number=r"(?:story_)?([a-z0-9]+)",
            number_in=("data-shortid", "id"),
        )
        forum = Forum(title=".story .link a.u-url, .story .link a", paging=r"(?!)")
        return read_layout("lobsters_html", source, layout, forum, post, ".link a.u-url, .link a")
