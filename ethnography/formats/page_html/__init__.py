"""Saved pages of an unknown making: comments are found by their structure, and an article without comments is read as one.

============  =============================================================================
``outline``   the page as numbered elements, so that what stands where is told cheaply
``signs``     dates, buttons to answer, names of classes that speak of conversation
``shapes``    blocks of one shape that hold a date each: what could be comments
``names``     the place in the blocks that holds a name
``judging``   what speaks for comments and what against them
``finding``   the shape that is taken, and further shapes that belong to it
``fields``    author, date, number, address of one comment; ``texts`` its words
``replies``   which comment each one answers, and on what evidence
``reading``   all of it together
============  =============================================================================
"""

from __future__ import annotations

import re

from ethnography.formats.base import Format, Reading
from ethnography.source import Source

_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|div|ol|ul|article|p|table)\b", re.IGNORECASE)


class PageHtml(Format):
    """Any page that a browser saved: an article, and under it what has the form of comments."""

    name = "page_html"
    title = "a saved page of any other making"
    shapes = ("html",)

    @staticmethod
    def sniff(source: Source) -> int:
        """1 for every page of HTML: the readers that know its platform, or what it states, come first."""
        return int(source.shape == "html" or _HTML.search(source.start[:20_000]) is not None)

    @staticmethod
    def read(source: Source) -> Reading:
        """The post first, then its comments in page order."""
        from ethnography.formats.page_html.reading import read_page

        return read_page(source)
