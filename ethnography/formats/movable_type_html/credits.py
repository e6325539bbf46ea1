"""The line of credit of a comment ("Posted by: NAME | DATE", "NAME replied to comment from NAME | DATE"): who, when, to whom."""

from __future__ import annotations

import re

from bs4 import Tag

from ethnography.formats.movable_type_html.places import CREDITS, NUMBER, EntryPlaces
from ethnography.formats.saved_page.attribution import credit_in
from ethnography.formats.saved_page.messages import Message
from ethnography.formats.saved_page.page import attribute, printed
from ethnography.formats.wording import parse_date

_BUTTONS = re.compile(
    r"(?:\s*[|·•]?\s*(?:reply(?:\s+to\s+this\s+comment)?|permalink|link|#|report(?:\s+abuse)?)\s*[|·•]?\s*)+$", re.IGNORECASE
)
_REPLIED = re.compile(
    r"\s+(?:replied\s+to\s+(?:a\s+|the\s+)?comment\s+from|(?:said|wrote)\s+in\s+reply\s+to|in\s+reply\s+to|replied\s+to|respondió\s+a"
    r"|a\s+répondu\s+(?:au\s+commentaire\s+de|à)|hat\s+(?:auf\s+)?(?:den\s+)?kommentar\s+von)\s+(?P<name>[^|]+?)\s*(?=\||$)",
    re.IGNORECASE,
)


def credit(places: EntryPlaces, element: Tag, message: Message) -> str | None:
    """Give a message the author and date of its line of credit; the number of the comment that the line links to, or None."""
    answered = None
    for tag in places.select(element, CREDITS):
        answered = answered or _answered(places, element, tag, message.number)
        words = _BUTTONS.sub("", printed(tag))
        replied = _REPLIED.search(words)
        line = words[: replied.start()] + " | " + words[replied.end() :] if replied else words
        one = credit_in(line.strip(" |"), header=True)
        if one is None and replied:
            one = credit_in(f"by {words[: replied.start()]}")
        if one is None:
            continue
        message.author = message.author or one.author
        if message.date is None and message.date_text is None and one.date_text:
            message.date, message.date_text = parse_date(one.date_text), one.date_text
    return answered


def _answered(places: EntryPlaces, element: Tag, line: Tag, own: str | None) -> str | None:
    """The number of another comment that a line of credit links to."""
    for link in line.select("a[href]"):
        match = re.search(rf"#{NUMBER}$", attribute(link, "href"))
        if match and match[1] != own and places.owner(link) is element:
            return match[1]
    return None
