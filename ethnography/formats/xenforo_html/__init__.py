"""Saved pages of XenForo forums: version 1, version 2, and the forums of VerticalScope, which nest answers.

``reading`` says where they put what; the libraries that parse HTML are imported with it, when a page is read.
"""

from __future__ import annotations

import re

from ethnography.formats.base import Format, Reading
from ethnography.source import Source

_ENGINE = re.compile(
    r"""<html\b[^>]{0,400}\bid=["']?(?:XF|XenForo)\b|\bdata-xf-init=|\bclass=["']?(?:message-cell|bbWrapper)\b""", re.IGNORECASE
)
_MESSAGE = re.compile(
    r"""\bid=["']?js-post-\d|<li\b[^>]{0,400}\bid=["']?post-\d+["']?[^>]{0,80}\bclass=["'][^"'>]{0,200}\bmessage\b""", re.IGNORECASE
)
_SIGNS = ("js-post-", "messageText", "messageContent")


class XenForoHtml(Format):
    """A page of a thread: the first message of its first page is the post; signatures and reactions are left out."""

    name = "xenforo_html"
    title = "a saved page of a XenForo forum"
    shapes = ("html", "text")

    @staticmethod
    def sniff(source: Source) -> int:
        """3 for a page of XenForo with messages of a thread; 0 otherwise."""
        return (
            3 if any(sign in source.text for sign in _SIGNS) and _MESSAGE.search(source.text) and _ENGINE.search(source.text) else 0
        )

    @staticmethod
    def read(source: Source) -> Reading:
        """The messages in page order, all of them answers to the post where the page does not nest them."""
        from ethnography.formats.xenforo_html.reading import read_page

        return read_page(source)
