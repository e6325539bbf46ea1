"""Markup to a tree of elements that no page can nest so deeply that it cannot be walked."""

from __future__ import annotations

import warnings
from typing import Any

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, Tag, XMLParsedAsHTMLWarning
from bs4.exceptions import ParserRejectedMarkup

from ethnography.formats.saved_page.unclosed import closed

DEEPEST = 250
"""How deep elements stand inside each other; deeper ones stand beside each other (browsers stop at 512). Pages that people
wrote stay far below it; tags that are never closed, and files made to break programs, do not."""

FLATTENED = f"its elements stand more than {DEEPEST} deep in each other; deeper ones were read side by side, as browsers do"


class Document(BeautifulSoup):
    """The tree of a page or of a piece of one. `flattened`: whether elements were nested deeper than ``DEEPEST``."""

    flattened: bool
    _open: int

    def __init__(self, markup: str) -> None:
        self.flattened = False
        with warnings.catch_warnings():  # pages of XHTML, comments that are nothing but an address
            warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
            warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
            try:
                super().__init__(closed(markup), "lxml")
            except ParserRejectedMarkup as error:
                raise ValueError(f"its markup cannot be parsed: {error}") from error

    def reset(self) -> None:
        """Begin a page anew."""
        self._open = 0
        super().reset()

    def handle_starttag(self, name: str, *more: Any, **named: Any) -> Tag | None:
        """The element begun, as the tree builder has it; deeper than can be read, its text is taken and no element made."""
        self._open += 1
        if self._open >= DEEPEST:
            self.endData()
            self.flattened = self.flattened or self._open > DEEPEST
            self._close_deepest()
        return super().handle_starttag(name, *more, **named)

    def handle_endtag(self, name: str, nsprefix: str | None = None) -> None:
        """The element ended."""
        if self._open >= DEEPEST:
            self.endData()
            self._close_deepest()
        else:
            super().handle_endtag(name, nsprefix)
        self._open -= 1

    def _close_deepest(self) -> None:
        while len(self.tagStack) > DEEPEST:
            self.popTag()
