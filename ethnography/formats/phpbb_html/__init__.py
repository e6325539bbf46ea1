"""Saved pages of phpBB forums: version 3 in its styles prosilver and subsilver2, version 2, and hosts built on them.

``reading`` says where they put what; the libraries that parse HTML are imported with it, when a page is read.
"""

from __future__ import annotations

import re

from ethnography.formats.base import Format, Reading
from ethnography.source import Source

_BODY = re.compile(r"""\bclass=["']?(?:[^"'>]{0,80}\s)?postbody\b""", re.IGNORECASE)
_ENGINE = re.compile(
    r"""\bid=["']?phpbb\b|\bviewtopic\.php|\bmemberlist\.php|\bclass=["'][^"'>]{0,80}\bpostprofile\b|powered\s+by\s+(?:<[^>]{0,200}>)?phpBB"""
    r"""|\bpost--\d+\b""",
    re.IGNORECASE,
)
_MESSAGE = re.compile(
    r"""<div\b[^>]{0,200}\bid=["']?p_?\d+["'\s>]|<a\s+(?:href="[^"]{0,200}"\s+)?(?:name|id)=["']?p?\d+["'\s>]|\bclass=["']?postdetails\b""",
    re.IGNORECASE,
)
_SIGNS = ("postbody",)
_OTHERS = ("blockpost", "vbulletin_global", "vb_meta_bburl", "postcontainer", "post_message_", "bbp-reply-content")


class PhpBBHtml(Format):
    """A page of a topic: the first message of its first page is the post; signatures are left out."""

    name = "phpbb_html"
    title = "a saved page of a phpBB forum"
    shapes = ("html", "text")

    @staticmethod
    def sniff(source: Source) -> int:
        """3 for a page with messages of a topic as phpBB marks them; 0 otherwise."""
        return (
            3
            if any(sign in source.text for sign in _SIGNS)
            and not any(sign in source.text for sign in _OTHERS)
            and all(pattern.search(source.text) for pattern in (_BODY, _ENGINE, _MESSAGE))
            else 0
        )

    @staticmethod
    def read(source: Source) -> Reading:
        """The messages in page order, all of them answers to the post."""
        from ethnography.formats.phpbb_html.reading import read_page

        return read_page(source)
