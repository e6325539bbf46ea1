"""Author, date, permalink, kind and text of one comment of a WordPress page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ethnography.corpus import Part
from ethnography.formats.saved_page.comment_fields import Markup, read_fields
from ethnography.formats.saved_page.comment_text import AWAITING, body_blocks
from ethnography.formats.saved_page.element_text import joined
from ethnography.formats.saved_page.page import Page, ancestors, attribute, printed, tokens
from ethnography.formats.wording import parse_date
from ethnography.formats.wordpress_html.containers import permalinks
from ethnography.formats.wordpress_html.found import Found
from ethnography.formats.wordpress_html.pingbacks import PING_LINE, PING_WORD, ping_author, ping_text, signature


@dataclass(frozen=True, slots=True)
class CommentFields:
    """What one comment states. `date_text`: the date as printed; `awaiting`: marked as awaiting moderation; `beside`: the author
    is the line beside the date, without a mark of its own."""

    author: str | None
    date: str | None
    date_text: str | None
    url: str | None
    kind: str
    text: str
    parts: tuple[Part, ...]
    awaiting: bool
    beside: bool


def read_comment(found: Found, owners: dict[int, Found], page: Page) -> CommentFields:
    """Everything one comment states; None where it states nothing."""
    own = list(found.own(owners))
    whole = {id(tag) for tag in [*found.roots, *found.marked]}
    markup = Markup(found.roots, own, whole, lambda tag: found.is_foreign(tag, owners))
    tag, line = signature(own)
    one = read_fields(markup, (tag, line[0]), (tag, parse_date(line[1]), line[1])) if line else read_fields(markup)
    kind, author, blocks = _kind(found), one.author, one.blocks
    if (tag is not None and PING_LINE.match(printed(tag))) or PING_WORD.match(author or ""):
        kind = "pingback"
    if kind == "pingback" or (blocks and PING_WORD.match(blocks[0].text)):
        kind, author = "pingback", ping_author(author, own)
        whole_text = body_blocks(found.roots, one.body, markup.is_foreign, one.used)
        blocks = ping_text(whole_text) or ping_text(
            body_blocks(found.roots, one.body, markup.is_foreign, one.used - {id(one.author_tag)})
        )
    text, parts = joined(blocks)
    url = next((page.resolve(link) for link in permalinks(found, owners)), None)
    awaiting = any(
        AWAITING.search(printed(tag)) for tag in own if tag.name in ("em", "p", "span", "div", "i") and len(printed(tag)) < 200
    )
    return CommentFields(author, one.date, one.date_text, url, kind, text, parts, awaiting, one.beside)


def _kind(found: Found) -> str:
    names = found.classes
    if "pingback" in names or "trackback" in names:
        return "pingback"
    around = {name for one in ancestors(found.outer) for name in tokens(one) | {attribute(one, "id").lower()}}
    return (
        "pingback" if any(re.fullmatch(r"(?:pings?|pingbacks?|trackbacks?)(?:[-_]?list)?", name) for name in around) else "comment"
    )
