"""Markup inside exports (a comment's body as HTML) to text as a browser shows it."""

from __future__ import annotations

import re

from ethnography.corpus import Part
from ethnography.text import clean

_MARKUP = re.compile(r"<[a-zA-Z/!]|&(?:#\d+|#x[0-9a-f]+|[a-z]+\d*);", re.IGNORECASE)


def text_of_html(fragment: str) -> tuple[str, tuple[Part, ...]]:
    r"""The text of a piece of HTML and its parts (paragraph, quotation, list, heading), a blank line between them.

    Scripts, styles and hidden elements are no text. A fragment without markup keeps its line breaks.

    >>> text, parts = text_of_html("<p>Tea &amp; milk</p><blockquote>Sugar?</blockquote>")
    >>> text, [part.kind for part in parts]
    ('Tea & milk\n\nSugar?', ['paragraph', 'quotation'])
    """
    if not _MARKUP.search(fragment):
        return paragraphs_of(fragment)
    from bs4 import BeautifulSoup

    from ethnography.formats.saved_page.element_text import joined, read_blocks

    blocks, _ = read_blocks([BeautifulSoup(f"<div>{fragment}</div>", "lxml")], lambda tag: None)
    return joined(blocks)


def paragraphs_of(text: str) -> tuple[str, tuple[Part, ...]]:
    r"""Plain text, cleaned and trimmed, with a part for each paragraph (blank lines set them apart).

    >>> paragraphs_of("One.\r\n\r\nTwo. ")[0]
    'One.\n\nTwo.'
    """
    from ethnography.text import paragraphs

    cleaned = clean(text).strip()
    return cleaned, tuple(Part(start, end) for start, end in paragraphs(cleaned))
