"""The date of one comment: the element that states it, in the places of many themes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bs4 import Tag

from ethnography.formats.saved_page.class_words import is_place_of
from ethnography.formats.saved_page.comment_author import words_in
from ethnography.formats.saved_page.comment_text import is_button, is_furniture
from ethnography.formats.saved_page.page import ancestors, attribute, descendants, tokens
from ethnography.formats.unix_time import utc
from ethnography.formats.wording import iso, parse_date

_PLACES = (
    "comment-date", "comment_date", "commentdate", "comment-time", "comment_time", "comment-datetime", "comment-published",
    "wc-comment-date", "wpd-comment-date", "wp-block-comment-date", "date", "time", "timestamp", "published", "posted-on",
    "comment-metadata", "commentmetadata", "comment-meta", "comment_meta", "comment-info", "comment-head", "comment-header",
    "comment_postinfo", "meta", "date-comment", "date_comment", "time-comment",
)  # fmt: skip
_NO_DATE = frozenset(("at", "am", "um", "om", "à", "às", "alle", "a las", "kl", "kl.", "w", "v", "в"))
"""What is left of a printed date whose day and time the theme printed nothing for."""
_PERMALINK = re.compile(r"#(?:li-|div-)?comment[-_]?\d+$")


def find_date(own: Sequence[Tag], body: Tag | None) -> tuple[Tag | None, str | None, str | None]:
    """The element with the date, the date in ISO 8601 where it is certain, and the date as printed.

    `own`: the elements of the comment; `body`: the one of its text.
    """
    unsure: tuple[Tag, str] | None = None
    for tag in _candidates(own, body):
        shown = words_in(tag, is_button)
        date = _stated(tag) or (parse_date(shown) if len(shown) <= 160 else None) or parse_date(attribute(tag, "title"))
        if date:
            return tag, date, _date_part(shown) or None
        if unsure is None and re.search(r"\d", shown) and len(shown) <= 60:
            unsure = tag, shown
    return (unsure[0], None, _date_part(unsure[1])) if unsure else (None, None, None)


def _stated(tag: Tag) -> str | None:
    """The date that an attribute states."""
    names = ["datetime", "content", *(["title"] if tag.name == "abbr" else [])]
    if found := next((found for name in names if (found := iso(attribute(tag, name)))), None):
        return found
    if not re.search(r"\d", tag.get_text()) or parse_date(tag.get_text()) is None:  # a printed date is the blog's own time
        for name in ("datetime", "data-timestamp", "data-time", "data-utime", "data-epoch", "data-date"):
            if re.fullmatch(r"\d{9,13}", value := attribute(tag, name)):
                return utc(value)
            if found := iso(value):
                return found
    return None


def _candidates(own: Sequence[Tag], body: Tag | None) -> Iterator[Tag]:
    inside = {id(tag) for tag in descendants(body)} if body else set()
    outside = [tag for tag in own if id(tag) not in inside]
    for tags in (outside, [tag for tag in own if id(tag) in inside and _in_furniture(tag, body)]):
        yield from (tag for tag in tags if tag.name == "time" and tag.has_attr("datetime"))
        yield from (
            tag for tag in tags if {"datePublished", "dateCreated", "commentTime"} & set(attribute(tag, "itemprop").split())
        )
        yield from (tag for tag in tags if tag.name == "abbr" and iso(attribute(tag, "title")))
        for place in _PLACES:
            yield from (tag for tag in tags if place in tokens(tag))
        yield from (tag for tag in tags if tag is not body and is_place_of(tag, "date"))
        yield from (tag for tag in tags if tag.name in ("small", "time"))
        yield from (tag for tag in tags if tag.name == "a" and _PERMALINK.search(attribute(tag, "href")))


def _in_furniture(tag: Tag, body: Tag | None) -> bool:
    """Whether an element inside the text belongs to a line of author and date there."""
    chain = [tag]
    for one in ancestors(tag):
        if one is body:
            break
        chain.append(one)
    return any(is_furniture(one) for one in chain)


def _date_part(shown: str) -> str:
    part = re.sub(r"^(?:[\s,|·•/#(–—-]|(?:posted|on)\b)+|[\s,|·•/#(–—:-]+$", "", shown, flags=re.IGNORECASE)
    return "" if part.lower() in _NO_DATE else part
