"""Saved pages of Invision Community (IPS 4 and 5) and of its forerunner IP.Board 3.

``reading`` says where they put what; the libraries that parse HTML are imported with it, when a page is read.
"""

from __future__ import annotations

import re

from ethnography.formats.base import Format, Reading
from ethnography.source import Source

_MESSAGE = re.compile(r"""\bid=["']?(?:elComment_\d|post_id_\d)""", re.IGNORECASE)
_ENGINE = re.compile(r"""\b(?:ipsComment|ipsEntry|cPost|ipsType_|post_block|ipsLayout|ipsfocus|ipb_)""")
_SIGNS = ("elComment_", "post_id_")


class InvisionHtml(Format):
    """A page of a topic: the first message of its first page is the post; signatures and reactions are left out."""

    name = "invision_html"
    title = "a saved page of an Invision (IPS, IP.Board) community"
    shapes = ("html", "text")

    @staticmethod
    def sniff(source: Source) -> int:
        """3 for a page with messages as Invision marks them; 0 otherwise."""
        return (
            3 if any(sign in source.text for sign in _SIGNS) and _MESSAGE.search(source.text) and _ENGINE.search(source.text) else 0
        )

    @staticmethod
    def read(source: Source) -> Reading:
        """The messages in page order, all of them answers to the post."""
        from ethnography.formats.invision_html.reading import read_page

        return read_page(source)
