"""Saved pages of questions on Stack Exchange sites (Stack Overflow and its kin).

``reading`` says where they put what; the libraries that parse HTML are imported with it, when a page is read.
"""

from __future__ import annotations

import re

from ethnography.formats.base import Format, Reading
from ethnography.source import Source

_QUESTION = re.compile(r"""<div\b[^>]{0,200}\b(?:id=["']?question["'\s>]|data-questionid=)""", re.IGNORECASE)
_BODY = re.compile(r"""\bclass=["'][^"'>]{0,120}\b(?:js-post-body|post-text|postcell)\b""", re.IGNORECASE)
_SIGNS = ("postcell", "js-post-body", "post-text")


class StackExchangeHtml(Format):
    """A question (the post), its answers, and the comments under each."""

    name = "stack_exchange_html"
    title = "a saved question of Stack Overflow or another Stack Exchange site"
    shapes = ("html", "text")

    @staticmethod
    def sniff(source: Source) -> int:
        """3 for a page with a question as these sites mark it; 0 otherwise."""
        return (
            3 if any(sign in source.text for sign in _SIGNS) and _QUESTION.search(source.text) and _BODY.search(source.text) else 0
        )

    @staticmethod
    def read(source: Source) -> Reading:
        """The question first, then its comments and the answers with theirs, in page order."""
        from ethnography.formats.stack_exchange_html.reading import read_page

        return read_page(source)
