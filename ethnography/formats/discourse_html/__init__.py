"""Saved pages of Discourse topics: as served (with the topic as data, or for visitors without JavaScript), or as a browser had
them.

``reading`` says which of these a page holds; the libraries that parse HTML are imported with it, when a page is read.
"""

from __future__ import annotations

import re

from ethnography.formats.base import Format, Reading
from ethnography.source import Source

_POSTS = re.compile(
    r"""\bclass=["'][^"'>]{0,80}\bcrawler-post["'\s]|<article\b[^>]{0,200}\bid=["']?post_\d{1,6}\b"""
    r"""|\bdata-preloaded=["'][^>]{0,400}topic_\d""",
    re.IGNORECASE,
)
_ENGINE = re.compile(
    r"""\bcrawler-post\b|\bcontent=["']Discourse\b|\bdata-post-id=|\bdata-preloaded=|\bdata-discourse-""", re.IGNORECASE
)
_SIGNS = ("crawler-post", "data-post-id", "data-preloaded")


class DiscourseHtml(Format):
    """A page of a topic, with the replies that it states."""

    name = "discourse_html"
    title = "a saved page of a Discourse forum"
    shapes = ("html", "text")

    @staticmethod
    def sniff(source: Source) -> int:
        """3 for a page of Discourse with posts of a topic; 0 otherwise."""
        return (
            3 if any(sign in source.text for sign in _SIGNS) and _POSTS.search(source.text) and _ENGINE.search(source.text) else 0
        )

    @staticmethod
    def read(source: Source) -> Reading:
        """The posts in page order, linked as the page states it: in its data, or by the name of who is answered."""
        from ethnography.formats.discourse_html.reading import read_page

        return read_page(source)
