"""Saved pages of bbPress topics: the forums inside of WordPress sites.

``reading`` says where they put what; the libraries that parse HTML are imported with it, when a page is read.
"""

from __future__ import annotations

import re

from ethnography.formats.base import Format, Reading
from ethnography.source import Source

_MESSAGE = re.compile(r"""\bclass=["'][^"'>]{0,120}\bbbp-(?:reply|topic)-content\b""", re.IGNORECASE)
_AUTHOR = re.compile(r"""\bclass=["'][^"'>]{0,120}\bbbp-(?:reply|topic)-author\b""", re.IGNORECASE)
_SIGNS = ("bbp-",)


class BbPressHtml(Format):
    """A page of a topic: the topic is the post, the replies answer it or, where they are nested, one another."""

    name = "bbpress_html"
    title = "a saved page of a bbPress forum (WordPress)"
    shapes = ("html", "text")

    @staticmethod
    def sniff(source: Source) -> int:
        """3 for a page with messages of a topic as bbPress marks them; 0 otherwise."""
        return (
            3 if any(sign in source.text for sign in _SIGNS) and _MESSAGE.search(source.text) and _AUTHOR.search(source.text) else 0
        )

    @staticmethod
    def read(source: Source) -> Reading:
        """The topic first, then the replies in page order."""
        from ethnography.formats.bbpress_html.reading import read_page

        return read_page(source)
