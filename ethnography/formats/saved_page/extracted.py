"""The body of a post on a page of unknown making: which of its blocks are the article is for trafilatura to say.

Its text is not taken, only its judgement: the words stay as the page has them, and what it leaves out is told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bs4 import Tag

from ethnography.formats.saved_page.element_text import Block, read_blocks
from ethnography.formats.saved_page.page import Page
from ethnography.formats.saved_page.regions import Inside, is_comment_region

_NO_LETTERS = re.compile(r"[\W_]+")
_SHORT, _PIECE = 20, 40
_LARGEST = 5_000_000


@dataclass(frozen=True, slots=True)
class Extracted:
    """The blocks of the article, and (reason, text) of what stands among them and is none of it."""

    blocks: list[Block]
    left_out: list[tuple[str, str]]


def extract_article(page: Page, inside: Inside, titled: Tag | None) -> Extracted | None:
    """The blocks of the page that trafilatura takes for the article, comments apart; None where it finds none."""
    article = _article(page)
    if not article:
        return None
    lines = {_letters(line.removeprefix("- ")) for line in article.split("\n")}
    whole = _letters(article)

    def skip(tag: Tag) -> str | None:
        return "" if tag is titled or is_comment_region(tag, inside) else None

    blocks, _ = read_blocks([page.soup], skip)
    taken = [_is_of(_letters(block.text), lines, whole) for block in blocks]
    if not any(taken) or sum(len(_letters(block.text)) for block, is_of in zip(blocks, taken, strict=True) if is_of) < 0.5 * len(
        whole
    ):
        return None  # the two read the page in different ways
    first, last = taken.index(True), len(taken) - taken[::-1].index(True)
    among = list(zip(blocks, taken, strict=True))[first:last]
    return Extracted(
        [block for block, is_of in among if is_of], [("none of the article", block.text) for block, is_of in among if not is_of]
    )


def _article(page: Page) -> str:
    """The article's text as trafilatura has it; empty where it finds none or fails."""
    if page.soup.flattened or len(page.markup) > _LARGEST:
        return ""
    import logging

    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it logs what we report
    try:
        return trafilatura.extract(page.markup, include_comments=False, include_tables=True) or ""
    except Exception:  # whatever a page makes it fail on: then the body is found as on other pages
        return ""


def _letters(text: str) -> str:
    return _NO_LETTERS.sub("", text.casefold())


def _is_of(letters: str, lines: set[str], whole: str) -> bool:
    """Whether a block stands in the article: as a line of it, as a stretch, or in most of its pieces."""
    if letters in lines or (len(letters) >= _SHORT and letters in whole):
        return bool(letters)
    pieces = [letters[start : start + _PIECE] for start in range(0, len(letters) - _PIECE + 1, _PIECE)]
    return len(pieces) > 1 and sum(piece in whole for piece in pieces) >= 0.7 * len(pieces)
