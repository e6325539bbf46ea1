"""Where a platform puts what: selectors for the comment, its author, date and text; and the messages found by them.

A reader of one platform is a :class:`Layout` and whatever that platform does in its own way: how the page states what a
comment answers, which message is the opening post.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile

from bs4 import Tag

from ethnography.formats.base import LeftOut
from ethnography.formats.saved_page.element_text import Block, joined, read_blocks
from ethnography.formats.saved_page.messages import Message
from ethnography.formats.saved_page.page import Page, ancestors, attribute, descendants, is_words, printed
from ethnography.formats.saved_page.quotations import Quotations
from ethnography.formats.saved_page.remainder import shortened
from ethnography.formats.unix_time import utc
from ethnography.formats.wording import iso, parse_date, strip_says
from ethnography.text import clean

_SESSION = re.compile(r"(?<=[?&;])(?:s|sid|phpsessid)=(?:a:)?[0-9a-f]{26,40}(?:&(?:amp;)?)?", re.IGNORECASE)
_BY = re.compile(r"^(?:(?:posted|submitted|written|published)\s+)?by\s+(?=\S)", re.IGNORECASE)
_FRAGMENT = re.compile(r"#(?:post|p|pid|msg|comment|c|entry|reply)[-_]?(\d+)$", re.IGNORECASE)
_EPOCHS = ("data-time", "data-timestamp", "data-unixtime", "data-epoch", "data-at-unix")


@dataclass(frozen=True, slots=True)
class Layout:
    """The places of one platform, as CSS selectors inside the element of a comment; the first that is there counts.

    `comment`: the elements that hold one comment each; `number`: a pattern whose group is the platform's id, looked for in
    the attributes `number_in` of the comment's element and of those inside it; `text`: what holds its words;
    `furniture`: elements inside the text that are none of it; `answers`: elements that hold the answers to a comment
    (inside it, or after it as a sibling); `link`: its permalink; `post_author`: what marks the post's author; `quote` and
    `quoted_by`: what holds the words of another message, and the line that says whose they are; `beside`: (reason, selector)
    of what stands in a comment, is none of its words, and is worth a line among what was left out; `follows`: elements after
    that of a comment, its siblings, which are still its own (a ``dd`` after the ``dt``).
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
    quote: str = ""
    quoted_by: str = ""
    beside: tuple[tuple[str, str], ...] = ()
    follows: str = ""


class Places:
    """The comments of one page by a layout, and which element belongs to which of them.

    `select(message, selector)` finds the elements of that comment alone, not those of an answer inside it. `nests` says whether
    the page has any list of answers to a comment; `signatures` collects those that a reader cut off a text.
    """

    def __init__(self, page: Page, layout: Layout, *, outside: Callable[[Tag], bool] = lambda tag: True) -> None:
        self.page, self.layout = page, layout
        elements = [tag for tag in page.soup.select(layout.comment) if outside(tag)]
        self.elements = elements
        self._ids = {id(tag) for tag in elements}
        self._following = {id(tag): list(self._after(tag)) for tag in elements} if layout.follows else {}
        self._owned = {id(tag): element for element in elements for tag in self._following.get(id(element), ())}
        holders = page.soup.select(layout.answers) if layout.answers else []
        self._holders = {id(tag) for tag in holders}
        self.nests = bool(holders)
        self.signatures: list[str] = []
        self._quotations = Quotations(page, layout.quote, layout.quoted_by)
        self._furniture = {id(tag) for tag in page.soup.select(layout.furniture)} if layout.furniture else set()
        self._beside = [
            (reason, [tag for tag in page.soup.select(where) if printed(tag) and self.owner(tag)])
            for reason, where in layout.beside
        ]
        self._furniture |= {id(tag) for _, tags in self._beside for tag in tags}

    def owner(self, tag: Tag) -> Tag | None:
        """The innermost comment that an element is or stands in; None where it stands in the answers' list of one, or in none."""
        for one in (tag, *ancestors(tag)):
            if id(one) in self._ids:
                return one
            if id(one) in self._owned:
                return self._owned[id(one)]
            if id(one) in self._holders:
                return None
        return None

    def roots(self, element: Tag) -> list[Tag]:
        """The elements of one comment: its own, and those after it that still belong to it."""
        return [element, *self._following.get(id(element), ())]

    def _after(self, element: Tag) -> Iterator[Tag]:
        """The siblings after a comment's element that are still its own."""
        for one in element.next_siblings:
            if isinstance(one, Tag):
                if id(one) in self._ids or not one.css.match(self.layout.follows):
                    return
                yield one

    def select(self, element: Tag, selector: str) -> Iterator[Tag]:
        """The elements of this comment that a selector finds, those of the first of its alternatives first."""
        for one in alternatives(selector):
            for root in self.roots(element):
                if root is not element and root.css.match(one):
                    yield root
                for tag in root.select(one):
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
        for one in holder.previous_siblings:
            if not isinstance(one, Tag):
                continue
            if id(one) in self._ids:
                return one
            if id(one) in self._holders:
                continue
            inner = [tag for tag in descendants(one) if id(tag) in self._ids]
            if inner:
                return inner[0] if len(inner) == 1 else None
        return None

    def message(self, element: Tag) -> Message:
        """What one comment states; its link is left to the reader."""
        layout = self.layout
        date, date_text = self.date(element)
        link = self.first(element, layout.link)
        author = next((name for tag in self.select(element, layout.author) if (name := name_in(tag))), None)
        blocks, _ = read_blocks(self._bodies(element), self._skip, self._quotations.voice)
        text, parts = joined(blocks)
        return Message(
            self.roots(element), self.number(element), None, "stated", text, parts, author, date, date_text,
            self.address(link),
            by_post_author=bool(layout.post_author) and self.first(element, layout.post_author) is not None,
        )  # fmt: skip

    def address(self, link: Tag | None) -> str | None:
        """Where a link leads, as far as the page says from where it begins."""
        target = self.page.resolve(attribute(link, "href")) if link is not None and attribute(link, "href") else ""
        return without_session(target) if re.match(r"https?://", target) else None

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
            date, words = date_of(tag, self._furniture)
            if date:
                return date, words
            shown = shown or words
        return None, shown

    def _bodies(self, element: Tag) -> Iterable[Tag]:
        """The elements of the text: of the first alternative of the selector that finds any, none inside another."""
        for one in alternatives(self.layout.text):
            found = list(self.select(element, one))
            if found:
                inside = {id(inner) for tag in found for inner in descendants(tag)}
                return [tag for tag in found if id(tag) not in inside]
        return []

    def body(self, element: Tag) -> Tag | None:
        """The first element of the text of a comment; None where the layout's places find none."""
        return next(iter(self._bodies(element)), None)

    def is_apart(self, tag: Tag, element: Tag) -> bool:
        """Whether an element inside a comment is another comment or a list of answers."""
        return id(tag) in self._holders or (id(tag) in self._ids and tag is not element)

    def whole_text(self, element: Tag) -> list[Block]:
        """The blocks of everything in a comment that is no furniture, for layouts that give the text no element of its own."""
        roots = [root for root in self.roots(element) if id(root) not in self._furniture]
        blocks, _ = read_blocks(roots, lambda tag: "" if tag.name == "form" else self._skip(tag))
        return blocks

    def _skip(self, tag: Tag) -> str | None:
        if id(tag) in self._ids or id(tag) in self._holders:
            return ""
        return "" if id(tag) in self._furniture or id(tag) in self._quotations.lines else None

    def left_out(self) -> list[LeftOut]:
        """What stands in the comments and is none of their words: one entry for each kind."""
        entries = [(reason, [printed(tag) for tag in tags]) for reason, tags in self._beside]
        entries.append(("signatures", self.signatures))
        entries.append(("lines that say who is quoted, kept as the voice of the quotation", list(self._quotations.lines.values())))
        return [LeftOut(reason, f"{len(words)}: {shortened(words[0])}") for reason, words in entries if words]


def printed_without(tag: Tag, left: set[int] | frozenset[int]) -> str:
    """The words of an element on one line, without those of the elements `left` out (by ``id``)."""
    words = [
        str(node)
        for node in tag.descendants
        if is_words(node) and left.isdisjoint(id(one) for one in takewhile(lambda one: one is not tag, node.parents))
    ]
    return clean(" ".join("".join(words).split())) if left else printed(tag)


def date_of(tag: Tag, left: set[int] | frozenset[int] = frozenset()) -> tuple[str | None, str | None]:
    """The date that an element states in an attribute or prints, in ISO 8601 where it is certain; and as printed."""
    words = printed_without(tag, left) or attribute(tag, "title")
    stated = [
        attribute(tag, name)
        for name in ("datetime", "data-datetime", "date", "content", "title", "data-tippy-content", "data-time-string")
    ]
    date = next((found for one in stated if (found := iso(one) or iso(one.split(",")[0]))), None)
    if date is None or re.fullmatch(r"[\d-]{10}(?:T[\d:]+)?", date):  # a number of seconds is of a known time zone
        date = next((utc(one) for name in _EPOCHS if re.fullmatch(r"\d{9,13}", one := attribute(tag, name))), None) or date
    date = date or next((found for one in stated if (found := parse_date(one))), None)
    date = date or (parse_date(words) if len(words) <= 160 else None)
    shown = words.removesuffix("()").strip(" #?¿·•|,")
    if date:
        return date, shown if 0 < len(shown) <= 80 else None
    return None, shown if 0 < len(shown) <= 60 and re.search(r"\d|ago|vor|hace|il y a", shown) else None


def without_session(address: str) -> str:
    """An address without the id of the visit in which the page was saved, which old forums write into every link.

    >>> without_session("https://forum.example/viewtopic.php?t=7&sid=0123456789abcdef0123456789abcdef#p9")
    'https://forum.example/viewtopic.php?t=7#p9'
    """
    return re.sub(r"[?&]+(?=#|$)", "", _SESSION.sub("", address))


def alternatives(selector: str) -> list[str]:
    """The selectors that are set apart by commas, those inside of brackets not.

    >>> alternatives("a, p:not(b, i) a"), alternatives("")
    (['a', 'p:not(b, i) a'], [])
    """
    return re.split(r",\s+(?![^()]*\))", selector) if selector else []


def name_in(tag: Tag) -> str | None:
    """The name that an element states or prints, without "says"; None where it prints none."""
    words = attribute(tag, "content") if tag.name == "meta" else printed(tag)
    words = _BY.sub("", words).split(" on ")[0] if _BY.match(words) else words
    return strip_says(words.strip(" ,·|-–—")) or None if len(words) <= 120 else None
