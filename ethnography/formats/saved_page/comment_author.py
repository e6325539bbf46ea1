"""The author of one comment: the element that names it, in the places of many themes, and the name without what is glued to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from bs4 import Tag

from ethnography.formats.furniture import is_reply_link
from ethnography.formats.saved_page.class_words import is_place_of
from ethnography.formats.saved_page.page import attribute, descendants, is_words, printed, tokens
from ethnography.formats.when import find_when
from ethnography.formats.wording import author_date, is_name, is_says, strip_says
from ethnography.text import clean

_PLACES = (
    "reviewer", "fn",
    "wp-block-comment-author-name", "comment-author-name", "comment_author_name", "comment-author-link", "wc-comment-author",
    "wpd-comment-author", "comment_author", "comment-author", "commentauthor", "author-name", "comment-name", "commenter",
    "comment-by", "authorname", "author", "comment-user", "username", "user-name", "name", "vcard",
)  # fmt: skip
_CERTAIN = frozenset(_PLACES[:11])
_BADGE = re.compile(
    r"says|badge|(?:.*[-_])?badge(?:[-_].*)?|(?:post|comment|entry)-author-(?:badge|label|tag)|bypostauthor.*|by-?author|author-tag|"
    r"(?:user-?)?role|rank|label|avatar.*|screen-reader-text|sr-only|comment-meta(?:data)?|commentmetadata|comment[-_]?(?:date|time)|"
    r"date|time|on|moderator|staff|reply|comment-reply-link|.*edit.*|rating.*|.*-count|karma|total-.*"
)
_ROLE = re.compile(
    r"\W*(?:(?:post|page|blog|entry)\s+)?(?:author|admin(?:istrator)?|mod(?:erator)?|team|staff|editor|owner|contributor|guest|member"
    r"|subscriber|verified|(?:beitrags)?autor(?:in)?|verfasser(?:in)?|redaktion|gast|mitglied|auteur|invité|autora|redactor|invitado|autore"
    r"|ospite|schrijver|op)\W*",
    re.IGNORECASE,
)
_PARAGRAPHS = ("p", "div", "li", "header", "h2", "h3", "h4", "h5", "h6", "dt", "td", "small", "cite")
_TO_ITSELF = re.compile(r"#(?:li-|div-)?comment[-_]?\d+$|replytocom=")
_BY = re.compile(r"^(?:(?:posted|written|comment)\s+)?(?:[Bb]y|par)\s+(?=\S)")
_BEFORE_DATE = re.compile(r"[\s,]+(?:on|at|am|um|vom|le|el|il|op)$")


def find_author(own: Sequence[Tag], body: Tag | None) -> tuple[Tag | None, str | None]:
    """The element that names the author, and the printed name without "says", badges and dates.

    `own`: the elements of the comment; `body`: the one of its text.
    """
    for tag in _candidates(own, body):
        name = name_in(tag)
        if name and len(name) <= 120:
            return tag, name
    return None, None


def _candidates(own: Sequence[Tag], body: Tag | None) -> Iterator[Tag]:
    for tag in own:
        if {"author", "creator"} & set(attribute(tag, "itemprop").split()):
            yield from (inner for inner in descendants(tag) if "name" in attribute(inner, "itemprop").split())
            yield tag
    inside = {id(tag) for tag in descendants(body)} if body else set()
    for place in _PLACES:
        yield from (tag for tag in own if place in tokens(tag) and (id(tag) not in inside or place in _CERTAIN))
    around = [tag for tag in own if id(tag) not in inside and tag is not body]
    yield from (tag for tag in own if tag.name == "cite" and (id(tag) not in inside or is_says(printed(tag))))
    yield from (tag for tag in around if tag.name not in ("p", "div") and is_says(printed(tag)))
    yield from (tag for tag in around if is_place_of(tag, "author") and 0 < len(printed(tag)) <= 80)
    yield from (tag for tag in own if tag.name == "a" and "url" in tokens(tag))


def name_in(tag: Tag) -> str:
    """The name that an element prints, without badges, buttons and the words between name and date."""
    if tag.name == "meta":
        return attribute(tag, "content")
    whole = words_in(tag, lambda one: _is_badge(one) or _is_role(one)).strip(" ,·|-–—") or words_in(tag, _is_badge).strip(" ,·|-–—")
    name = strip_says(_BY.sub("", whole))
    both = author_date(name)
    if both:
        return both[0]
    return _BEFORE_DATE.sub("", name) if tag.find(True) is not None else name


def _is_role(tag: Tag) -> bool:
    return tag.name in ("span", "em", "i", "b", "strong", "div") and _ROLE.fullmatch(printed(tag)) is not None


def name_beside(date: Tag) -> str | None:
    """The name that stands in one paragraph with the date and with nothing else; None where no name alone does."""
    around = next((one for one in date.parents if isinstance(one, Tag) and one.name in _PARAGRAPHS), None)
    if around is None or len(printed(around)) > 160 or around.find(["p", "div", "ul", "ol", "blockquote"]) is not None:
        return None
    name = _BEFORE_DATE.sub("", words_in(around, lambda tag: tag is date or _is_badge(tag)).strip(" ,·|-–—:()"))
    name = strip_says(name)
    return name if is_name(name) and ":" not in name and find_when(name) is None and not is_reply_link(name) else None


def heading_beside_face(own: Sequence[Tag]) -> Tag | None:
    """The heading that a comment begins with, after the picture of who wrote it; None where it does not begin so."""
    face = False
    for tag in own:
        if tag.name == "img":
            face = face or any("avatar" in name or "gravatar" in name for name in tokens(tag))
        elif tag.name in ("h2", "h3", "h4", "h5", "h6"):
            return tag if face and printed(tag) else None
        elif tag.name in ("p", "blockquote", "li") and printed(tag):
            return None
    return None


def _is_badge(tag: Tag) -> bool:
    if tag.name in ("time", "noscript", "script", "style", "img", "button", "sup", "svg", "small"):
        return True
    return any(_BADGE.fullmatch(name) for name in tokens(tag)) or _TO_ITSELF.search(attribute(tag, "href")) is not None


def words_in(tag: Tag, skip: Callable[[Tag], bool]) -> str:
    """The words of an element on one line, without those of the elements to skip."""
    pieces: list[str] = []

    def walk(one: Tag) -> None:
        for child in one.children:
            if isinstance(child, Tag):
                if child.name not in ("script", "style", "noscript") and not skip(child):
                    walk(child)
                    pieces.append(" " if child.name in ("p", "div", "br", "li", "span") else "")
            elif is_words(child):
                pieces.append(str(child))

    walk(tag)
    return clean(re.sub(r"[\s\u00a0]+", " ", "".join(pieces))).strip()
