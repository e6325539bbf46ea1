"""What a platform's layout leaves open in a comment, because a theme moved it, found as in a comment of whatever markup."""

from __future__ import annotations

from bs4 import Tag

from ethnography.formats.saved_page.comment_fields import Markup, read_fields
from ethnography.formats.saved_page.comment_text import is_button_row, trimmed
from ethnography.formats.saved_page.element_text import joined
from ethnography.formats.saved_page.layout import Places
from ethnography.formats.saved_page.messages import Message
from ethnography.formats.saved_page.page import descendants


def markup_of(places: Places, element: Tag) -> Markup:
    """The elements of one comment of a layout."""
    roots = places.roots(element)
    own = [tag for root in roots for tag in descendants(root) if places.owner(tag) is element]

    def is_foreign(tag: Tag) -> bool:
        return tag.name == "form" or places.is_apart(tag, element)

    return Markup(roots, own, {id(tag) for tag in roots}, is_foreign)


def complete(places: Places, element: Tag, message: Message) -> bool:
    """Give a message the author, date and text that it lacks; True where the author was only a line beside the date."""
    lacks_date = message.date is None and message.date_text is None
    was_none, beside = message.author is None, False
    if was_none or lacks_date:
        date_tag = places.first(element, places.layout.date) if not lacks_date else None
        author_tag = places.first(element, places.layout.author) if message.author else None
        known = (date_tag, message.date, message.date_text)
        body = places.body(element) if message.text else None
        one = read_fields(markup_of(places, element), (author_tag, message.author), known, body)
        message.author, message.date, message.date_text = one.author, one.date, one.date_text
        beside = was_none and one.beside
        if not message.text or len(joined(one.blocks)[0]) < len(message.text):
            message.text, message.parts = joined(one.blocks)
    if not message.text or not places.layout.text:
        blocks = [block for block in places.whole_text(element) if not is_button_row(block)]
        message.text, message.parts = joined(trimmed(blocks, message.author))
    return beside
