"""A saved Blogger page to a reading: the post, its comments in page order, and what the page says of those it does not hold."""

from __future__ import annotations

import re
from urllib.parse import parse_qs

from bs4 import Tag

from ethnography.formats.addresses import pieces_of
from ethnography.formats.base import Reading
from ethnography.formats.blogger_html.places import comments_aside, find_places
from ethnography.formats.blogger_html.script import removal, script_messages
from ethnography.formats.saved_page.assembly import assemble
from ethnography.formats.saved_page.attribution import credit_in
from ethnography.formats.saved_page.completing import complete
from ethnography.formats.saved_page.layout import Places
from ethnography.formats.saved_page.messages import Found, Message
from ethnography.formats.saved_page.page import Page, attribute, page_of, printed
from ethnography.formats.unix_time import utc
from ethnography.formats.wording import parse_date
from ethnography.source import Source

_FURTHER = re.compile(r"[?&]commentPage=\d+")


def read_page(source: Source) -> Reading:
    """The reading of a saved Blogger page."""
    page = page_of(source)
    places = find_places(page)
    messages, beside = _messages(places) if places else ([], 0)
    found = Found(messages, elsewhere=list(comments_aside(page)), claimed=_claimed(page))
    if beside:
        found.guesses.append(f"{beside} author{'s were' if beside > 1 else ' was'} taken from the line beside the date")
    if places is None and (stated := script_messages(page)):
        found.messages = stated
        found.guesses.append("the comments stand only in the page's script, where a browser takes them from; they were read there")
    found.warnings += _warnings(page, found)
    found.partial = bool(found.warnings)
    return assemble("blogger_html", page, found)


def _messages(places: Places) -> tuple[list[Message], int]:
    """The comments, and how many of their authors were only a line beside the date."""
    messages = places.messages()
    beside = 0
    for element, message in zip(places.elements, messages, strict=True):
        if element.name == "dt" and (credit := credit_in(printed(element))):
            message.author = credit.author or message.author
            if message.date is None and credit.date_text:
                message.date, message.date_text = parse_date(credit.date_text), credit.date_text
        if message.author is None and message.date is None and message.date_text is None:
            beside += complete(places, element, message)
        if message.date is None:
            message.date = _moment(places, element)
        removed = places.first(element, ".deleted-comment")
        if removed is not None:
            message.state = removal(printed(removed))
    return messages, beside


def _moment(places: Places, element: Tag) -> str | None:
    """The moment of a comment that its address states (``showComment=`` and milliseconds), in UTC."""
    for link in places.select(element, "a[href*='showComment=']"):
        stated = parse_qs(pieces_of(attribute(link, "href")).query).get("showComment", [""])[0]
        if re.fullmatch(r"\d{12,14}", stated):
            return utc(stated)
    return None


def _claimed(page: Page) -> int | None:
    """How many comments the page says it has, in an attribute of the section that holds them."""
    for section in page.soup.select("[data-num-comments]"):
        if re.fullmatch(r"\d+", number := attribute(section, "data-num-comments")):
            return int(number)
    return None


def _warnings(page: Page, found: Found) -> list[str]:
    if any(_FURTHER.search(attribute(link, "href")) for link in page.all("a")):
        return ["the page links to further pages of comments, which are not in this file"]
    if not found.messages and page.soup.select_one("#comment-holder") is not None and (found.claimed or 0) > 0:
        return ["the comments of this page are fetched by its script and are not in this file"]
    return []
