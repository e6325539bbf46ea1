"""Saved pages of Hacker News: a story and its comments, in the markup of today and of the years before 2014.

``reading`` says where they put what; the libraries that parse HTML are imported with it, when a page is read.
"""

from __future__ import annotations

import re

from ethnography.formats.base import Format, Reading
from ethnography.source import Source

_ROW = re.compile(r"""<td\b[^>]{0,80}\bclass=["']?default["'\s>]""", re.IGNORECASE)
_SITE = re.compile(r"""\bid=["']?hnmain\b|\bclass=["']?(?:hnuser|commtext|comhead)\b|news\.ycombinator\.com""", re.IGNORECASE)
_STORY = re.compile(r"""\bclass=["']?fatitem\b""", re.IGNORECASE)
_SIGNS = ("hnuser", "commtext", "comhead", "news.ycombinator.com")


class HackerNewsHtml(Format):
    """A story (the post) and its comments, nested as their indentation states."""

    name = "hacker_news_html"
    title = "a saved page of Hacker News"
    shapes = ("html", "text")

    @staticmethod
    def sniff(source: Source) -> int:
        """3 for a page of an item with comments, or of a story without any; 0 otherwise (lists of stories)."""
        return (
            3
            if any(sign in source.text for sign in _SIGNS)
            and _SITE.search(source.text)
            and (_ROW.search(source.text) or _STORY.search(source.text))
            else 0
        )

    @staticmethod
    def read(source: Source) -> Reading:
        """The story first, then the comments in page order."""
        from ethnography.formats.hacker_news_html.reading import read_page

        return read_page(source)
