"""Pingbacks, and the signature under the comments of old themes: what WordPress says in a way of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bs4 import Tag

from ethnography.formats.saved_page.comment_text import is_button
from ethnography.formats.saved_page.element_text import Block
from ethnography.formats.saved_page.page import attribute, printed
from ethnography.formats.wording import signed

PING_WORD = re.compile(r"^\s*(ping\s?back|track\s?back)s?\b\s*(?::|by|von|de|from)?\s*", re.IGNORECASE)
PING_LINE = re.compile(r"^\s*(?:ping|track)back\s+(?:by|von|de|par)\s+", re.IGNORECASE)


def signature(own: Sequence[Tag]) -> tuple[Tag | None, tuple[str, str] | None]:
    """The line "Comment by NAME — DATE" that themes before WordPress 2.7 print under the text: its element, name and date."""
    for tag in own:
        if tag.name in ("p", "cite", "small", "div", "span", "em") and len(words := printed(tag)) <= 160:
            line = signed(PING_LINE.sub("Comment by ", words))
            if line:
                return tag, line
    return None, None


def ping_text(blocks: list[Block]) -> list[Block]:
    """The words of a pingback; nothing where they are only the word "Pingback"."""
    words = re.sub(r"^[\s–—:-]+", "", PING_WORD.sub("", blocks[0].text)) if blocks else ""
    if not words and len(blocks) < 2:
        return []
    first = blocks[0].text if PING_WORD.match(blocks[0].text) else words
    return [Block(first, blocks[0].kind, blocks[0].voice), *blocks[1:]] if first else blocks[1:]


def ping_author(author: str | None, own: Iterable[Tag]) -> str | None:
    """The name of a page that links here: the words of the link, where no author element names it."""
    name = PING_WORD.sub("", author or "")
    if name:
        return name
    links = (printed(tag) for tag in own if tag.name == "a" and re.match(r"https?:", attribute(tag, "href")) and not is_button(tag))
    return next((words for words in links if words), None)
