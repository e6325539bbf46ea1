"""Saved pages with a Disqus thread: shown in the page, in a frame kept inside it, or the saved page of that frame.

===========  ==========================================================================
``places``   where Disqus puts what, and the frames kept inside a page
``data``     the thread as data, as the page of the frame holds it before it is shown
``reading``  the post where the file has it, and the comments
===========  ==========================================================================
"""

from __future__ import annotations

import re

from ethnography.formats.base import Format, Reading
from ethnography.formats.saved_page.services import holds_disqus, names_disqus
from ethnography.source import Source

_OTHER_COMMENTS = re.compile(
    r"""\b(?:id|name)\s*=\s*["']?(?:[a-z]{2,7}-)?comment[-_]?\d+["'\s>]|["']@type["']\s*:\s*["'](?:Comment|DiscussionForumPosting)["']"""
    r"""|itemtype\s*=\s*["'][^"']*schema\.org/(?:User)?Comments?\b|\btypeof\s*=\s*["'][^"']*Comment\b""",
    re.IGNORECASE,
)


class DisqusHtml(Format):
    """A page as a browser saves it whose comments Disqus keeps: those of them that the file holds."""

    name = "disqus_html"
    title = "a saved page with a Disqus thread"
    shapes = ("html", "text")

    @staticmethod
    def sniff(source: Source) -> int:
        """3 for a page that holds comments of Disqus; 2 where there is but an empty place for them; 0 otherwise."""
        text = source.text
        if not any(sign in text for sign in ("disqus", "dsq-", "publisher-anchor-color")):  # cheap: most pages end here
            return 0
        if holds_disqus(text):
            return 3
        return 2 if names_disqus(text) and not _OTHER_COMMENTS.search(text) else 0

    @staticmethod
    def read(source: Source) -> Reading:
        """The post first where the file has it, then the comments in page order."""
        from ethnography.formats.disqus_html.reading import read_page

        return read_page(source)
