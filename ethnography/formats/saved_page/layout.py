"""Where a platform puts what: selectors for the comment, its author, date and text; and the messages found by them.

A reader of one platform is a :class:`Layout` and whatever that platform does in its own way: how the page states what a
comment answers, which message is the opening post.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bs4 import Tag

from ethnography.formats.saved_page.assemble import Message
from ethnography.formats.saved_page.element_text import joined, read_blocks
from ethnography.formats.saved_page.page import Page, ancestors, attribute, descendants, printed
from ethnography.formats.wording import iso, parse_date, strip_says


@dataclass(frozen=True, slots=True)
class Layout:
    """The places of one platform, as CSS selectors inside the element of a comment; the first that is there counts.

    `comment`: the elements that hold one comment each; `number`: a pattern whose group is the platform's id, looked for in
    the attributes `number_in` of the comment's element and of those inside it; `text`: what holds its words;
    `furniture`: elements inside the text that are none of it; `answers`: elements that hold the answers to a comment
    (inside it, or after it as a sibling); `link`: its permalink; `post_author`: what marks the post's author.
    """

    comment: str
    text: str
    author: str
    date: str = "time[datetime], abbr[title], time"
    number: str = r"(?:comment|c|post|p)[-_]?(\d+)"
    number_in: tuple[str, ...] = ("id", "data-id", "data-comment-id", "data-post-id")
    furniture: str = ""
    answers: str = ""
    link: str = ""
    post_author: str = ""


class Places:
    """The comments of one page by a layout, and which element belongs to which of them.

    `select(message, selector)` finds the elements of that comment alone, not those of an answer inside it.
    """

    def __init__(self, page: Page, layout: Layout, *, outside: Callable[[Tag], bool] = lambda tag: True) -> None:
        self.page, self.layout = page, layout
        elements = [tag for tag in page.soup.select(layout.comment) if outside(tag)]
        self.elements = elements
        self._ids = {id(tag) for tag in elements}
        holders = page.soup.select(layout.answers) if layout.answers else []
        self._holders = {id(tag) for tag in holders}

    def owner(self, tag: Tag) -> Tag | None:
        """The innermost comment around an element; None where it stands in the answers' list of one, or in none."""
        for one in ancestors(tag):
            if id(one) in self._ids:
                return one
            if id(one) in self._holders:
                return None
        return None

    def select(self, element: Tag, selector: str) -> Iterator[Tag]:
        """The elements of this comment that a selector finds, those of the first of its alternatives first."""
        for one in selector.split(", ") if selector else ():
            for tag in element.select(one):
                if self.owner(tag) is element:
                    yield tag

    def first(self, element: Tag, selector: str) -> Tag | None:
        """The first of them."""
        return next(self.select(element, selector), None)

    def messages(self) -> list[Message]:
        """A message for each comment in page order, with links by nesting where the layout has any."""
        made = {id(element): self.message(element) for element in self.elements}
        for element in self.elements:
            parent = self.parent(element)
            made[id(element)].answers = made.get(id(parent)) if parent is not None else None
            made[id(element)].evidence = "nesting"
        return list(made.values())

    def parent(self, element: Tag) -> Tag | None:
        """The comment that this one stands under: around it, or before the list of answers that it stands in."""
        for one in ancestors(element):
            if id(one) in self._ids:
                return one
            if id(one) in self._holders and (before := self._before(one)) is not None:
                return before
        return None

    def _before(self, holder: Tag) -> Tag | None:
        """The comment before a list of answers that stands beside it."""
        for one in holder.find_previous_siblings():
            if id(one) in self._ids:
                return one
            if id(one) in self._holders:
                continue
            inner = [tag for tag in descendants(one) if id(tag) in self._ids] if isinstance(one, Tag) else []
            if inner:
                return inner[0] if len(inner) == 1 else None
        return None

    def message(self, element: Tag) -> Message:
        """What one comment states; its link is left to the reader."""
        layout = self.layout
        date, date_text = self.date(element)
        link = self.first(element, layout.link)
        author = next((name for tag in self.select(element, layout.author) if (name := name_in(tag))), None)
        blocks, _ = read_blocks(self._bodies(element), self._skip)
        text, parts = joined(blocks)
        return Message(
            [element], self.number(element), None, "stated", text, parts, author, date, date_text,
            self.page.resolve(attribute(link, "href")) if link is not None and attribute(link, "href") else None,
            by_post_author=bool(layout.post_author) and self.first(element, layout.post_author) is not None,
        )  # fmt: skip

    def number(self, element: Tag) -> str | None:
        """The platform's id of a comment."""
        own = (tag for tag in descendants(element) if self.owner(tag) is element)
        for tag in [element, *own]:
            names = self.layout.number_in if tag.name != "a" else (*self.layout.number_in, "name")
            for name in names:
                if match := re.fullmatch(self.layout.number, attribute(tag, name), re.IGNORECASE):
                    return match[1]
        return None

    def date(self, element: Tag) -> tuple[str | None, str | None]:
        """The date in ISO 8601 where it is certain (from an attribute first), and as printed."""
        shown = None
        for tag in self.select(element, self.layout.date):
            words = printed(tag) or attribute(tag, "title")
            stated = [attribute(tag, name) for name in ("datetime", "data-datetime", "content", "title", "data-time-string")]
            date = next((found for one in stated if (found := iso(one))), None)
            date = date or next((found for one in stated if (found := parse_date(one))), None)
            date = date or (parse_date(words) if len(words) <= 160 else None)
            if date:
                return date, words if len(words) <= 80 else None
            shown = shown or (words if 0 < len(words) <= 60 and re.search(r"\d|ago|vor|hace|il y a", words) else None)
        return None, shown

    def _bodies(self, element: Tag) -> Iterable[Tag]:
        """The elements of the text: of the first alternative of the selector that finds any, none inside another."""
        for one in self.layout.text.split(", "):
            found = list(self.select(element, one))
            if found:
                inside = {id(inner) for tag in found for inner in descendants(tag)}
                return [tag for tag in found if id(tag) not in inside]
        return []

    def _skip(self, tag: Tag) -> str | None:
        if id(tag) in self._ids or id(tag) in self._holders:
            return ""
        if self.layout.furniture and tag.css.match(self.layout.furniture):
            return ""
        return None


def name_in(tag: Tag) -> str | None:
    """The name that an element states or prints, without "says"; None where it prints none."""
    words = attribute(tag, "content") if tag.name == "meta" else printed(tag)
    return strip_says(words.strip(" ,·|-–—")) or None if len(words) <= 120 else None
