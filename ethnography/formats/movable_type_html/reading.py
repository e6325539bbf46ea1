"""A saved page of Movable Type or TypePad to a reading: the entry, its comments and trackbacks, and what is on other pages."""

from __future__ import annotations

import re

from ethnography.formats.base import Reading
from ethnography.formats.movable_type_html.credits import credit
from ethnography.formats.movable_type_html.pings import find_pings
from ethnography.formats.movable_type_html.places import EntryPlaces, find_places
from ethnography.formats.saved_page.assembly import assemble
from ethnography.formats.saved_page.completing import complete
from ethnography.formats.saved_page.messages import Found, Message
from ethnography.formats.saved_page.page import Page, attribute, page_of
from ethnography.source import Source

_COUNT = re.compile(r"\bMT\.entryCommentCount\s*=\s*[\"']?(\d+)")
_FURTHER = re.compile(r"/comments/page/\d+|[?&]comments?_?page=\d+")


def read_page(source: Source) -> Reading:
    """The reading of a saved Movable Type or TypePad page."""
    page = page_of(source)
    places = find_places(page)
    found = Found([])
    if places is not None:
        found.messages, beside = _messages(places)
        if beside:
            found.guesses.append(f"{beside} author{'s were' if beside > 1 else ' was'} taken from the line beside the date")
        found.left_out += places.left_out()
    found.messages += find_pings(page)
    found.claimed = _claimed(page)
    if any(_FURTHER.search(attribute(link, "href")) for link in page.all("a")):
        found.warnings.append("the page links to further pages of comments, which are not in this file")
        found.partial = True
    return assemble("movable_type_html", page, found)


def _messages(places: EntryPlaces) -> tuple[list[Message], int]:
    messages: list[Message] = []
    stated: dict[int, str] = {}
    beside = 0
    for element in places.elements:
        message = places.message(element)
        message.by_post_author = message.by_post_author or "entry-author-comment" in attribute(element, "class").split()
        if answered := credit(places, element, message):
            stated[id(message)] = answered
        beside += complete(places, element, message)
        messages.append(message)
    by_number = {one.number: one for one in messages if one.number}
    by_element = {id(element): one for element, one in zip(places.elements, messages, strict=True)}
    for element, message in zip(places.elements, messages, strict=True):
        number, parent = stated.get(id(message)), places.parent(element)
        if number in by_number and by_number[number] is not message:
            message.answers = by_number[number]
        elif number and number != message.number:
            message.missing = number
        else:
            message.answers = by_element[id(parent)] if parent is not None else None
            message.evidence = "nesting"
    return messages, beside


def _claimed(page: Page) -> int | None:
    """How many comments the script of the page says the entry has."""
    for script in page.all("script"):
        if match := _COUNT.search("".join(str(piece) for piece in script.contents)):
            return int(match[1])
    return None
