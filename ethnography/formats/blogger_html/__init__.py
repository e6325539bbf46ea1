"""Saved pages of Blogger (blogspot): threaded comments, the older list of ``dt`` and ``dd``, and comments in the page's script.

===========  ==========================================================================
``places``   where each of Blogger's layouts puts what
``script``   the comments that stand only in the page's script, as its own data
``reading``  the post, the comments, and what the page says about those it does not hold
===========  ==========================================================================
"""

from __future__ import annotations

import re

from ethnography.formats.base import Format, Reading
from ethnography.formats.saved_page.services import holds_disqus
from ethnography.source import Source

_GENERATOR = re.compile(
    r"""<meta[^>]{0,80}\bcontent=["']?blogger\b[^>]{0,80}\bgenerator\b|<meta[^>]{0,80}\bgenerator\b[^>]{0,80}\bcontent=["']?blogger\b""",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"""_WidgetManager\._Init|\bid\s*=\s*["']?Blog\d+_(?:comments|cmt|backlinks)|blogger\.com/(?:comment|delete-comment)[\w-]*\.(?:g|do)"""
    r"""|blogger\.com/comment/(?:frame|fullpage)""",
    re.IGNORECASE,
)
_POST = re.compile(r"""\bclass\s*=\s*["'][^"']*\bpost-(?:body|title|outer)\b|\b(?:id|name)\s*=\s*["']?c\d{6,}\b""", re.IGNORECASE)


class BloggerHtml(Format):
    """A page of a Blogger blog as a browser saves it: the post and its comments."""

    name = "blogger_html"
    title = "a saved Blogger (blogspot) page with its comments"
    shapes = ("html", "text")

    @staticmethod
    def sniff(source: Source) -> int:
        """3 for a page that Blogger made and that has a post or comments; 0 otherwise."""
        text = source.text
        lower = text.lower()
        if not any(sign in lower for sign in ("blogger", "_widgetmanager", "blog1_")):  # cheap: most pages end here
            return 0
        if not _GENERATOR.search(text) and not (_OWN.search(text) and "wp-includes/" not in text):
            return 0
        return 3 if _POST.search(text) and not holds_disqus(text) else 0

    @staticmethod
    def read(source: Source) -> Reading:
        """The post first, then its comments in page order."""
        from ethnography.formats.blogger_html.reading import read_page

        return read_page(source)
