"""Which comment each comment of a Drupal page answers.

Drupal 7 states it in RDFa (``sioc:reply_of``), Drupal 8 and later in a line that is read to the blind ("In reply to …");
otherwise the answers to a comment stand after it in a ``div.indented``.
"""

from __future__ import annotations

import re

from bs4 import Tag

from ethnography.formats.drupal_html.places import ADDRESS, DrupalPlaces
from ethnography.formats.saved_page.messages import Message
from ethnography.formats.saved_page.page import attribute, tokens

_REPLY_LINES = ".comment__parent a[href], .parent a[href], .visually-hidden a[href*='#comment-'], .in-reply-to a[href]"


def link(places: DrupalPlaces, messages: list[Message]) -> None:
    """Set what each message answers, and on what evidence; messages stand in the order of ``places.elements``."""
    by_number = {one.number: one for one in messages if one.number}
    by_element = {id(element): one for element, one in zip(places.elements, messages, strict=True)}
    by_place = _by_depth(places)
    for element, message in zip(places.elements, messages, strict=True):
        stated = stated_parent(places, element)
        parent = places.parent(element)
        if stated in by_number and by_number[stated] is not message:
            message.answers, message.evidence = by_number[stated], "stated"
        elif stated:
            message.missing = stated
        elif parent is not None:
            message.answers, message.evidence = by_element[id(parent)], "nesting"
        elif by_place and (around := by_place.get(id(element))) is not None:
            message.answers, message.evidence = by_element[id(around)], "indentation"
        else:
            message.answers, message.evidence = None, "stated" if states_none(places, element) else "nesting"


def stated_parent(places: DrupalPlaces, element: Tag) -> str | None:
    """The number of the comment that this one states it answers; None where it states none, or the post."""
    for tag in places.select(element, "[rel~='sioc:reply_of'][resource]"):
        if match := ADDRESS.search(attribute(tag, "resource")):
            return match[1] or match[2]
    for tag in places.select(element, _REPLY_LINES):
        if (match := ADDRESS.search(attribute(tag, "href"))) and (found := match[1] or match[2]) != places.number(element):
            return found
    return None


def states_none(places: DrupalPlaces, element: Tag) -> bool:
    """Whether the comment states that it answers the post itself."""
    return any(not ADDRESS.search(attribute(tag, "resource")) for tag in places.select(element, "[rel~='sioc:reply_of'][resource]"))


def _by_depth(places: DrupalPlaces) -> dict[int, Tag]:
    """The comment that each one stands under by a class that states its depth (``comment--level-2``, ``indent-1``)."""
    found: dict[int, Tag] = {}
    open_: list[tuple[int, Tag]] = []
    for element in places.elements:
        depth = next((int(match[1]) for name in tokens(element) if (match := re.fullmatch(_DEPTH, name))), None)
        if depth is None:
            continue
        while open_ and open_[-1][0] >= depth:
            open_.pop()
        if open_:
            found[id(element)] = open_[-1][1]
        open_.append((depth, element))
    return found


_DEPTH = r"(?:comment-+)?(?:level|depth|indent)-+(\d+)"
