"""Saved pages of vBulletin forums: versions 3, 4, and 5 and 6.

``reading`` says where they put what; the libraries that parse HTML are imported with it, when a page is read.
"""

from __future__ import annotations

import re

from ethnography.formats.base import Format, Reading
from ethnography.source import Source

_MESSAGE = re.compile(
    r"""\bid=["']?(?:td_post_|p?post_message_)\d|<li\b[^>]{0,200}\bclass=["']?b-post\b(?:\s|["'])"""
    r"""|<table\b[^>]{0,40}\bclass=["']?post["'\s][^>]{0,60}\bid=["']?post\d|<li\b[^>]{0,300}\bclass=["'][^"'>]{0,200}\bpostbit(?:legacy)?\b""",
    re.IGNORECASE,
)
_SIGNS = ("post_message_", "td_post_", "b-post", "postbit", "postbody")


class VBulletinHtml(Format):
    """A page of a thread: the first message of its first page is the post; signatures are left out."""

    name = "vbulletin_html"
    title = "a saved page of a vBulletin forum"
    shapes = ("html", "text")

    @staticmethod
    def sniff(source: Source) -> int:
        """3 for a page with messages of a thread as vBulletin marks them; 0 otherwise."""
        return 3 if any(sign in source.text for sign in _SIGNS) and _MESSAGE.search(source.text) else 0

    @staticmethod
    def read(source: Source) -> Reading:
        """The messages in page order, all of them answers to the post."""
        from ethnography.formats.vbulletin_html.reading import read_page

        return read_page(source)
