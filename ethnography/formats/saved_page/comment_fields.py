"""Author, date and text of one comment of whatever markup.

Author and date are looked for first in the places in which themes put them, the most telling first, then in the lines
around the text. What was used as author or date is left out of the text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bs4 import Tag

from ethnography.formats.saved_page.comment_author import find_author, heading_beside_face, name_beside
from ethnography.formats.saved_page.comment_date import find_date
from ethnography.formats.saved_page.comment_text import body_blocks, is_mixed, text_element, trimmed
from ethnography.formats.saved_page.element_text import Block
from ethnography.formats.saved_page.page import printed
from ethnography.formats.saved_page.printed_lines import Printed, header_lines, read_lines
from ethnography.formats.wording import author_date, parse_date


@dataclass(frozen=True, slots=True)
class Markup:
    """The elements of one comment: `roots` hold it, `own` are all inside them that are no other comment's, `whole` (by ``id``)
    those that could hold all of it; `is_foreign` says of an element inside that it is another comment's or the form's."""

    roots: list[Tag]
    own: Sequence[Tag]
    whole: set[int]
    is_foreign: Callable[[Tag], bool]


@dataclass(slots=True)
class Fields:
    """What one comment states. `date_text`: the date as printed; `beside`: the author is the line beside the date, without a
    mark of its own; `used`: the elements (by ``id``) that were read as author or date."""

    author: str | None = None
    date: str | None = None
    date_text: str | None = None
    blocks: list[Block] = field(default_factory=list)
    beside: bool = False
    used: set[int] = field(default_factory=set)
    author_tag: Tag | None = None
    body: Tag | None = None


def read_fields(
    markup: Markup,
    author: tuple[Tag | None, str | None] = (None, None),
    date: tuple[Tag | None, str | None, str | None] = (None, None, None),
    body: Tag | None = None,
) -> Fields:
    """The fields of one comment, those apart that are known already."""
    own = markup.own
    body = body or text_element(own, markup.whole)
    text_only = body if body is not None and not is_mixed(body) else None
    author_tag, name = author if author[1] else find_author(own, text_only)
    date_tag, when, shown = date if date[1] or date[2] else find_date(own, text_only)
    lines = Printed()
    if name is None and date_tag is not None and (beside := name_beside(date_tag)):
        name, lines = beside, Printed(used=[beside], beside=True)
    elif name is None or when is None:
        header = header_lines(markup.roots, markup.is_foreign, text_only)
        lines = read_lines(header, text_only is not None, name, shown is not None)
        name = name or lines.author
        if when is None and lines.date_text and (shown is None or parse_date(lines.date_text)):
            when, shown = parse_date(lines.date_text), lines.date_text
    if name is None and (heading := heading_beside_face(own)) is not None:
        lines = read_lines([printed(heading)], True, None, shown is not None)
        author_tag, name = (heading, lines.author) if lines.author else (None, None)
        if name and when is None and shown is None and lines.date_text:
            when, shown = parse_date(lines.date_text), lines.date_text
    used = {id(tag) for tag in (author_tag, date_tag) if tag is not None}
    blocks = trimmed(body_blocks(markup.roots, body, markup.is_foreign, used), name, lines.used)
    if shown and (both := author_date(shown)) and both[0].startswith(name or "\n"):
        shown = both[1]
    return Fields(name, when, shown, blocks, lines.beside, used, author_tag, body)
