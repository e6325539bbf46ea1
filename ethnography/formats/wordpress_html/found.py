"""One comment's elements on a page, and what they state of it: its number, its depth, what it answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4 import Tag

from ethnography.formats.saved_page.page import attribute, tokens

_NUMBERED = re.compile(r"(?:(?:li|div|article|dt|dl|wrap|the|single|dsq|tc|thread)[-_])?comment[-_]?(\d+)", re.IGNORECASE)
_WPDISCUZ = re.compile(r"(?:wc|wpd)-comm-(\d+)_(\d+)", re.IGNORECASE)
_PING_NUMBERED = re.compile(r"(?:li-)?(?:ping|pingback|trackback)[-_](\d+)", re.IGNORECASE)
_DEPTH = re.compile(r"(?:depth|comment-depth|wc_comment_level|wpd_comment_level|comment-level|level)[-_]?(\d+)")
_CHILD_LIST = re.compile(
    r"(?:comments?(?:list)?[-_]|thread[-_])?children|child(?:ren)?[-_]?comments?|comments?[-_]replies|repl(?:ies|y)[-_]?list"
    r"|replies|(?:sub|nested|reply)[-_]?comments?"
)


@dataclass(eq=False)
class Found:
    """One comment's elements. `number`: WordPress's own; `roots`: the elements that hold it (a ``dt`` and its ``dd``s)."""

    number: str | None
    roots: list[Tag]
    marked: list[Tag] = field(default_factory=list)

    @property
    def outer(self) -> Tag:
        return self.roots[0]

    @property
    def depth(self) -> int | None:
        """The depth that a class states (1 for an answer to the post); None where none does."""
        depths = (depth_of(tag) for tag in [self.outer, *self.marked])
        return next((depth for depth in depths if depth), None)

    @property
    def classes(self) -> frozenset[str]:
        return frozenset().union(*(tokens(tag) for tag in [*self.roots, *self.marked]))

    def own(self, others: dict[int, Found]) -> Iterator[Tag]:
        """The elements that belong to this comment and not to an answer to it or to the form."""
        for root in self.roots:
            yield from self._walk(root, others)

    def _walk(self, root: Tag, others: dict[int, Found]) -> Iterator[Tag]:
        for child in root.children:
            if isinstance(child, Tag) and not self.is_foreign(child, others):
                yield child
                yield from self._walk(child, others)

    def is_foreign(self, tag: Tag, others: dict[int, Found]) -> bool:
        """Whether an element inside this comment is another comment, the list of answers or the comment form."""
        owner = others.get(id(tag))
        if owner is not None:
            return owner is not self
        return is_child_list(tag) or tag.name == "form" or attribute(tag, "id").lower() == "respond"


@dataclass
class Comments:
    """The comments of a page in page order. `elsewhere`: comments of other posts, in side columns; `again`: printed twice."""

    found: list[Found]
    elsewhere: list[Found]
    again: list[Found]
    owners: dict[int, Found]


def depth_of(tag: Tag) -> int | None:
    """The depth that an element's class states; None where it states none."""
    for name in tokens(tag):
        if match := _DEPTH.fullmatch(name):
            return int(match[1])
    return None


def is_child_list(tag: Tag) -> bool:
    """Whether an element is the list of answers to a comment."""
    return any(_CHILD_LIST.fullmatch(name) for name in tokens(tag))


def number_of(tag: Tag) -> str | None:
    """The comment's number that an element bears in its id or (an anchor) in its name; None where it bears none."""
    names = [attribute(tag, "id")] + ([attribute(tag, "name")] if tag.name == "a" else [])
    for name in names:
        match = _NUMBERED.fullmatch(name) or _WPDISCUZ.fullmatch(name) or _PING_NUMBERED.fullmatch(name)
        if match:
            return match[1]
    return None


def stated_parent(found: Found) -> str | None:
    """The number of the answered comment where an attribute states it ("0": the post); None where none does."""
    for tag in [*found.roots, *found.marked]:
        if match := _WPDISCUZ.fullmatch(attribute(tag, "id")):
            return match[2]
        for name in ("data-parent-id", "data-comment-parent", "data-parentid", "data-parent"):
            if re.fullmatch(r"\d+", value := attribute(tag, name)):
                return value
    return None
