"""Author, date, permalink, kind and text of one comment, out of the markup of many themes.

Each is looked for in the places in which themes put it, the most telling first; class names are compared as whole words.
What was used as author or date is left out of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bs4 import Tag

from ethnography.corpus import Part
from ethnography.formats.saved_page.element_text import joined
from ethnography.formats.saved_page.page import Page, ancestors, attribute, descendants, is_words, printed, tokens
from ethnography.formats.wording import author_date, is_says, iso, parse_date, strip_says
from ethnography.formats.wordpress_html.comment_text import (
    AWAITING,
    PING_LINE,
    PING_WORD,
    body_blocks,
    is_button,
    is_furniture,
    ping_author,
    ping_text,
    signature,
    text_element,
    trimmed,
)
from ethnography.formats.wordpress_html.containers import Found, permalinks
from ethnography.text import clean


@dataclass(frozen=True, slots=True)
class Fields:
    """What one comment states. `date_text`: the date as printed; `awaiting`: marked as awaiting moderation."""

    author: str | None
    date: str | None
    date_text: str | None
    url: str | None
    kind: str
    text: str
    parts: tuple[Part, ...]
    awaiting: bool


_AUTHOR_PLACES = (
    "fn", "wp-block-comment-author-name", "comment-author-name", "comment_author_name", "comment-author-link", "wc-comment-author",
    "wpd-comment-author", "comment_author", "comment-author", "commentauthor", "author-name", "comment-name", "commenter",
    "comment-by", "authorname", "author", "comment-user", "username", "user-name", "name", "vcard",
)  # fmt: skip
_DATE_PLACES = (
    "comment-date", "comment_date", "commentdate", "comment-time", "comment_time", "comment-datetime", "comment-published",
    "wc-comment-date", "wpd-comment-date", "wp-block-comment-date", "date", "time", "timestamp", "published", "posted-on",
    "comment-metadata", "commentmetadata", "comment-meta", "comment_meta", "comment-info", "comment-head", "comment-header",
    "comment_postinfo", "meta",
)  # fmt: skip
_BADGE = re.compile(
    r"says|badge|(?:.*[-_])?badge(?:[-_].*)?|(?:post|comment|entry)-author-(?:badge|label|tag)|bypostauthor.*|by-?author|author-tag|"
    r"(?:user-?)?role|rank|label|avatar.*|screen-reader-text|sr-only|comment-meta(?:data)?|commentmetadata|comment[-_]?(?:date|time)|"
    r"date|time|on|moderator|staff|reply|comment-reply-link|.*edit.*|rating.*|.*-count|karma|total-.*"
)


def read_fields(found: Found, owners: dict[int, Found], page: Page) -> Fields:
    """Everything one comment states; None where it states nothing."""
    own = list(found.own(owners))
    kind = _kind(found)
    line_tag, line = signature(own)
    author_tag, author = (line_tag, line[0]) if line else _author(own)
    date_tag, date, date_text = (line_tag, parse_date(line[1]), line[1]) if line else _date(own, found, page)
    url = next((page.resolve(link) for link in permalinks(found, owners)), None)
    used = {id(tag) for tag in (author_tag, date_tag) if tag is not None}
    blocks = body_blocks(found, own, owners, used)
    if line_tag is not None and PING_LINE.match(printed(line_tag)):
        kind = "pingback"
    if kind == "pingback" or (blocks and PING_WORD.match(blocks[0].text)):
        kind, author = "pingback", ping_author(author, own)
        blocks = ping_text(blocks) or ping_text(body_blocks(found, own, owners, used - {id(author_tag)}))
    else:
        blocks = trimmed(blocks, author)
    if date_text and (both := author_date(date_text)) and both[0].startswith(author or "\n"):
        date_text = both[1]
    text, parts = joined(blocks)
    awaiting = any(
        AWAITING.search(printed(tag)) for tag in own if tag.name in ("em", "p", "span", "div", "i") and len(printed(tag)) < 200
    )
    return Fields(author, date, date_text, url, kind, text, parts, awaiting)


def _kind(found: Found) -> str:
    names = found.classes
    if "pingback" in names or "trackback" in names:
        return "pingback"
    around = {name for one in ancestors(found.outer) for name in tokens(one) | {attribute(one, "id").lower()}}
    return (
        "pingback" if any(re.fullmatch(r"(?:pings?|pingbacks?|trackbacks?)(?:[-_]?list)?", name) for name in around) else "comment"
    )


# --- author -----------------------------------------------------------------------------------------------------------------


def _author(own: Sequence[Tag]) -> tuple[Tag | None, str | None]:
    """The element that names the author, and the printed name without "says", badges and dates."""
    for tag in _author_candidates(own):
        name = _name_in(tag)
        if name and len(name) <= 120:
            return tag, name
    return None, None


def _author_candidates(own: Sequence[Tag]) -> Iterator[Tag]:
    for tag in own:
        if {"author", "creator"} & set(attribute(tag, "itemprop").split()):
            yield from (inner for inner in descendants(tag) if "name" in attribute(inner, "itemprop").split())
            yield tag
    body = text_element(own)
    inside = {id(tag) for tag in descendants(body)} if body else set()
    for place in _AUTHOR_PLACES:
        yield from (tag for tag in own if place in tokens(tag) and (id(tag) not in inside or place in _AUTHOR_PLACES[:10]))
    yield from (tag for tag in own if tag.name == "cite" and (id(tag) not in inside or is_says(printed(tag))))
    yield from (tag for tag in own if tag.name not in ("p", "div") and id(tag) not in inside and is_says(printed(tag)))
    yield from (tag for tag in own if tag.name == "a" and "url" in tokens(tag))


def _name_in(tag: Tag) -> str:
    if tag.name == "meta":
        return attribute(tag, "content")
    name = strip_says(_words(tag, _is_badge).strip(" ,·|-–—"))
    both = author_date(name)
    return both[0] if both else name


def _is_badge(tag: Tag) -> bool:
    if tag.name in ("time", "noscript", "script", "style", "img", "button", "sup", "svg", "small"):
        return True
    href = attribute(tag, "href")
    return any(_BADGE.fullmatch(name) for name in tokens(tag)) or bool(
        re.search(r"#(?:li-|div-)?comment[-_]?\d+$|replytocom=", href)
    )


def _words(tag: Tag, skip: object = None) -> str:
    """The words of an element on one line, without those of the elements to skip."""
    pieces: list[str] = []

    def walk(one: Tag) -> None:
        for child in one.children:
            if isinstance(child, Tag):
                if child.name not in ("script", "style", "noscript") and not (callable(skip) and skip(child)):
                    walk(child)
                    pieces.append(" " if child.name in ("p", "div", "br", "li", "span") else "")
            elif is_words(child):
                pieces.append(str(child))

    walk(tag)
    return clean(re.sub(r"[\s\u00a0]+", " ", "".join(pieces))).strip()


# --- date -------------------------------------------------------------------------------------------------------------------


def _date(own: Sequence[Tag], found: Found, page: Page) -> tuple[Tag | None, str | None, str | None]:
    """The element with the date, the date in ISO 8601 where it is certain, and the date as printed."""
    unsure: tuple[Tag, str] | None = None
    for tag in _date_candidates(own, found):
        shown = _words(tag, is_button)
        stated = iso(
            attribute(tag, "datetime") or attribute(tag, "content") or (attribute(tag, "title") if tag.name == "abbr" else "")
        )
        date = stated or (parse_date(shown) if len(shown) <= 160 else None) or parse_date(attribute(tag, "title"))
        if date:
            return tag, date, _date_part(shown) or None
        if unsure is None and re.search(r"\d", shown) and len(shown) <= 60:
            unsure = tag, shown
    return (unsure[0], None, _date_part(unsure[1])) if unsure else (None, None, None)


def _date_candidates(own: Sequence[Tag], found: Found) -> Iterator[Tag]:
    body = text_element(own)
    inside = {id(tag) for tag in descendants(body)} if body else set()
    outside = [tag for tag in own if id(tag) not in inside]
    for tags in (outside, [tag for tag in own if id(tag) in inside and _in_furniture(tag, body)]):
        yield from (tag for tag in tags if tag.name == "time" and tag.has_attr("datetime"))
        yield from (
            tag for tag in tags if {"datePublished", "dateCreated", "commentTime"} & set(attribute(tag, "itemprop").split())
        )
        yield from (tag for tag in tags if tag.name == "abbr" and iso(attribute(tag, "title")))
        for place in _DATE_PLACES:
            yield from (tag for tag in tags if place in tokens(tag))
        yield from (tag for tag in tags if tag.name in ("small", "time"))
        yield from (tag for tag in tags if tag.name == "a" and re.search(r"#(?:li-|div-)?comment[-_]?\d+$", attribute(tag, "href")))


def _in_furniture(tag: Tag, body: Tag | None) -> bool:
    """Whether an element inside the text belongs to a line of author and date there."""
    chain = [tag]
    for one in ancestors(tag):
        if one is body:
            break
        chain.append(one)
    return any(is_furniture(one) for one in chain)


def _date_part(shown: str) -> str:
    return re.sub(r"^(?:[\s,|·•/#(–—-]|(?:posted|on)\b)+|[\s,|·•/#(–—:-]+$", "", shown, flags=re.IGNORECASE)
