"""Saved pages of Reddit: the old site, the one of 2018 to 2023, and the one built of web components.

=============  =============================================================================
``reading``    where each of them puts what, and the reading
``state``      what the second keeps as data for its scripts: dates, and comments not shown
``rich_text``  texts as that data holds them, to HTML
=============  =============================================================================

The libraries that parse HTML are imported when a page is read, not with this package.
"""

from __future__ import annotations

import re

from ethnography.formats.base import Format, Reading
from ethnography.source import Source

_THREAD = re.compile(
    r"""<shreddit-(?:comment|post)\b|\bdata-fullname=["']?t[13]_[a-z0-9]+|\bid=["']?(?:thing_)?t1_[a-z0-9]+["'\s>]"""
    r"""|\bclass=["'][^"'>]{0,200}\bPost\b[^"'>]{0,80}\bt3_[a-z0-9]+""",
    re.IGNORECASE,
)
_COMMENTS_PAGE = re.compile(
    r"""<shreddit-post\b|\bcomments-page\b|\bcommentarea\b|\bCommentTopMeta\b|data-test-?id=["']comment["']|>level \d|\bpost-content["']"""
)
_SIGNS = ("reddit",)


class RedditHtml(Format):
    """A post and its comments, with the replies as the page nests or numbers them."""

    name = "reddit_html"
    title = "a saved page of Reddit"
    shapes = ("html", "text")

    @staticmethod
    def sniff(source: Source) -> int:
        """3 for a page of a post with comments; 0 otherwise."""
        return (
            3
            if any(sign in source.text for sign in _SIGNS) and _THREAD.search(source.text) and _COMMENTS_PAGE.search(source.text)
            else 0
        )

    @staticmethod
    def read(source: Source) -> Reading:
        """The post first, then the comments in page order; comments that the page only names are counted."""
        from ethnography.formats.reddit_html.reading import read_page

        return read_page(source)
