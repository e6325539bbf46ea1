"""Saved pages of Movable Type (2 to 7) and TypePad.

===========  ==========================================================================
``places``   where each generation of templates puts the comments and what is in them
``credits``  who wrote a comment, when, and in reply to whom, out of its line of credit
``pings``    trackbacks
``reading``  the post, the comments, and what the page says of those it does not hold
===========  ==========================================================================
"""

from __future__ import annotations

import re

from ethnography.formats.base import Format, Reading
from ethnography.formats.saved_page.services import holds_disqus
from ethnography.source import Source

_CERTAIN = re.compile(
    r"""<meta[^>]{0,80}\bgenerator\b[^>]{0,80}(?:movable\s?type|typepad\.com)|<meta[^>]{0,80}(?:movable\s?type|typepad\.com)[^>]{0,80}\bgenerator\b"""
    r"""|\bid\s*=\s*["']?comment-6a0|\bmt-(?:comments|tb|cp|search|ftsearch|view)\.(?:f?cgi|pl)|/mt-static/|\bMT\.entryID\b|\bmtEntryID\b"""
    r"""|static\.typepad\.com|profile\.typepad\.com|\bmt-entry-archive\b""",
    re.IGNORECASE,
)
_OLD = re.compile(r"""\bclass\s*=\s*["']?(?:comments-post|comments-head)\b|\bclass\s*=\s*["']?comment-footers?\b""", re.IGNORECASE)
_OLD_BODY = re.compile(
    r"""\bclass\s*=\s*["']?(?:comments-body|blogbody|entry-body|comment-body|comment-content)\b""", re.IGNORECASE
)
_OTHERS = re.compile(
    r"wp-content/|wp-includes/|\bgenerator[^>]{0,60}(?:wordpress|drupal|blogger)|blogger\.com/comment", re.IGNORECASE
)
_PAGE = re.compile(
    r"""\bclass\s*=\s*["'][^"']*\b(?:asset-(?:body|content)|entry-(?:body|content)|blogbody|comments?-(?:body|content)|hentry|entry)\b"""
    r"""|\bid\s*=\s*["']?(?:comment-|entry-)""",
    re.IGNORECASE,
)

_SIGNS = ("typepad", "movable", "mt-", "mt.entryid", "mtentryid", "comment-6a0", "comments-post", "comments-head", "comment-footer")


class MovableTypeHtml(Format):
    """A page of a Movable Type or TypePad blog as a browser saves it: the entry, its comments and trackbacks."""

    name = "movable_type_html"
    title = "a saved Movable Type or TypePad page with its comments"
    shapes = ("html", "text")

    @staticmethod
    def sniff(source: Source) -> int:
        """3 for a page that either made, with an entry or comments; 2 where it only has the classes of the old templates."""
        text = source.text
        lower = text.lower()
        if not any(sign in lower for sign in _SIGNS):  # cheap: most pages end here
            return 0
        if _OTHERS.search(text) or holds_disqus(text):
            return 0
        if _CERTAIN.search(text):
            return 3 if _PAGE.search(text) else 0
        return 2 if _OLD.search(text) and _OLD_BODY.search(text) else 0

    @staticmethod
    def read(source: Source) -> Reading:
        """The post first, then its comments and trackbacks in page order."""
        from ethnography.formats.movable_type_html.reading import read_page

        return read_page(source)
