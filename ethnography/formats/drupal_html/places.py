"""Which elements of a Drupal page are comments, and where they have their author, date and text.

Themes of all versions keep some of: an anchor ``a#comment-7`` before the comment, its number as id, an address ``about``,
a type ``sioct:Comment`` or ``schema:Comment``, the class ``comment``, a permalink ``#comment-7``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import Tag

from ethnography.formats.saved_page.layout import Layout, Places
from ethnography.formats.saved_page.page import Page, ancestors, attribute, descendants, in_side_column, printed, tokens

_NUMBER = r"(?:comment|cid)-(\d+)"
ADDRESS = re.compile(r"(?:^|/)comment[/s]*/?(\d+)(?:#comment-\1)?$|#comment-(\d+)$")
_LINKED = re.compile(r"/comment/reply/(?:[\w-]+/)+(\d+)(?:[?#].*)?$|/comment/(\d+)(?:/\w+)?(?:[?#].*)?$|#comment-(\d+)$")
_CANDIDATES = (
    "article.comment, div.comment, li.comment, section.comment, tr.comment, [data-comment-user-id], [typeof~='sioct:Comment'], "
    "[typeof~='schema:Comment'], article[id^='comment-'], div[id^='comment-']"
)

LAYOUT = Layout(
    comment=_CANDIDATES,
    text="[property~='content:encoded'], [property~='schema:text'], .field-name-comment-body, .field--name-comment-body, "
    ".comment__text-content, .comment-body, .comment__body, .comment-text .content, .comment__content, .comment-content, .content",
    author="[itemprop='author'] [itemprop='name'], [rel~='schema:author'] [property~='schema:name'], [rel~='sioc:has_creator'] [property~='foaf:name'], "
    "[property~='foaf:name'], span.username, a.username, .username, .comment__author, .commenter-name, .comment-author, .author",
    date="[property~='dc:date'][content], [property~='dc:created'][content], [property~='schema:dateCreated'][content], "
    "time[datetime], .comment__time, .comment-time, .comment-date, .date",
    number=_NUMBER,
    furniture="h1, h2, h3, h4, h5, .title, .submitted, .links, ul.links, .comment__submitted, .comment__meta, .user-picture, .new, "
    ".user-signature, mark, .rate-widget, .expanding-formatter-ellipsis, .expanding-formatter-trigger, .comment-links, .permalink",
    answers="div.indented, .comment-replies, .comment__children",
    link="a.permalink[href], a[rel~='bookmark'][href], h3 a[href*='#comment-'], a[href*='#comment-']",
    post_author="",
    beside=(("signatures", ".user-signature, .signature"),),
)


class DrupalPlaces(Places):
    """The comments of a Drupal page, each once: of elements inside each other, the outermost that bears one number."""

    def __init__(self, page: Page) -> None:
        candidates = list(page.soup.select(LAYOUT.comment))
        chosen = {id(tag) for tag in _outermost(candidates)}
        super().__init__(page, LAYOUT, outside=lambda tag: id(tag) in chosen)

    def number(self, element: Tag) -> str | None:
        """The number: in the id, in the address the element is about, on the anchor before it, in its permalink."""
        return own_number(element)


def own_number(element: Tag) -> str | None:
    """The number that a comment bears, wherever the theme has put it; None where it bears none."""
    if match := re.fullmatch(_NUMBER, attribute(element, "id")):
        return match[1]
    if match := ADDRESS.search(attribute(element, "about")):
        return match[1] or match[2]
    if number := _anchored(element):
        return number
    for tag in _shallow(element):
        if tag.name == "a":
            if match := re.fullmatch(_NUMBER, _anchor(tag)):
                return match[1]
            if tokens(tag) & {"permalink", "active"} and (match := ADDRESS.search(attribute(tag, "href"))):
                return match[1] or match[2]
    for tag in _shallow(element):  # the title links to the comment, the button to answer names it
        match = _LINKED.search(attribute(tag, "href") or attribute(tag, "data-url"))
        if match and not _is_reference(tag):
            return match[1] or match[2] or match[3]
    return None


def _anchored(element: Tag) -> str | None:
    """The number on an empty anchor right before the element, or before one that holds nothing else."""
    for one in (element, *list(ancestors(element))[:2]):
        before = one.find_previous_sibling()
        if isinstance(before, Tag):
            match = re.fullmatch(_NUMBER, _anchor(before)) if before.name == "a" and not printed(before) else None
            return match[1] if match else None
    return None


def _is_reference(tag: Tag) -> bool:
    """Whether a link stands in the line that names the answered comment."""
    return any(tokens(one) & {"visually-hidden", "parent", "comment__parent", "in-reply-to"} for one in list(ancestors(tag))[:2])


def _anchor(tag: Tag) -> str:
    return attribute(tag, "id") or attribute(tag, "name")


def _shallow(element: Tag) -> Iterator[Tag]:
    """The elements of a comment without those of its answers."""
    return (tag for tag in descendants(element) if not any("indented" in tokens(one) for one in _between(tag, element)))


def _between(tag: Tag, outer: Tag) -> Iterator[Tag]:
    for one in ancestors(tag):
        if one is outer:
            return
        yield one


def _outermost(candidates: list[Tag]) -> Iterator[Tag]:
    """The candidates that are comments: those with words and not inside another, unless a list of answers lies between."""
    every = {id(tag) for tag in candidates}
    for tag in candidates:
        if not printed(tag) or _is_list_or_form(tag) or in_side_column(tag) or tag.find_parent("form") is not None:
            continue
        around = next((one for one in ancestors(tag) if id(one) in every and not _is_list_or_form(one)), None)
        apart = around is None or any("indented" in tokens(one) for one in _between(tag, around))
        if apart or ((inner := own_number(tag)) and around is not None and (outer := own_number(around)) and inner != outer):
            yield tag


def _is_list_or_form(tag: Tag) -> bool:
    """Whether an element only looks like a comment: the section of all of them, the form, a wrapper of both."""
    if tag.name == "form" or re.match(r"comment-(?:form|wrapper|list|section)", attribute(tag, "id")):
        return True
    if tokens(tag) & {"comment-form", "comment-wrapper", "comments"}:
        return True
    return len(
        tag.select("[typeof~='sioct:Comment'], [typeof~='schema:Comment'], a[id^='comment-'], [data-comment-user-id]")
    ) > 1 and (tag.find(class_="indented") is None or own_number_plain(tag) is None)


def own_number_plain(tag: Tag) -> str | None:
    """The number in the element's own id or address alone."""
    match = re.fullmatch(_NUMBER, attribute(tag, "id")) or ADDRESS.search(attribute(tag, "about"))
    return match[1] if match else None
