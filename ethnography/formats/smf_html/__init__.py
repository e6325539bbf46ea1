"""Saved pages of Simple Machines forums (SMF 1 and 2).

``reading`` says where they put what; the libraries that parse HTML are imported with it, when a page is read.
"""

from __future__ import annotations

import re

from ethnography.formats.base import Format, Reading
from ethnography.source import Source

_MESSAGE = re.compile(r"""\bid=["']?subject_\d""", re.IGNORECASE)
_ENGINE = re.compile(r"""\bsmf_(?:scripturl|theme_url|default_theme_url|images_url)\b|simple\s?machines|\bclass=["']?post_wrapper\b|\bid=["']?forumposts\b""", re.IGNORECASE)  # fmt: skip
_SIGNS = ("subject_",)


class SmfHtml(Format):
    """A page of a topic: the first message of its first page is the post; signatures are left out."""

    name = "smf_html"
    title = "a saved page of a Simple Machines forum (SMF)"
    shapes = ("html", "text")

    @staticmethod
    def sniff(source: Source) -> int:
        """3 for a page with messages of a topic as SMF marks them; 0 otherwise."""
        return (
            3 if any(sign in source.text for sign in _SIGNS) and _MESSAGE.search(source.text) and _ENGINE.search(source.text) else 0
        )

    @staticmethod
    def read(source: Source) -> Reading:
        """The messages in page order, all of them answers to the post."""
        from ethnography.formats.smf_html.reading import read_page

        return read_page(source)
