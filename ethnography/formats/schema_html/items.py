"""One thing that a page states (a comment, a person, a posting): its types and properties, in whatever notation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from bs4 import Tag

from ethnography.formats.saved_page.page import Page, attribute, printed, same_page
from ethnography.text import clean

Notation = Literal["JSON-LD", "microdata", "RDFa"]


@dataclass(eq=False)
class Item:
    """`types` and the names of `properties` are local names in lower case. `names`: by which the page refers to it.

    `tag`: the element that holds it; None in JSON-LD. `owner`: the item of which it is the value of a property, called
    `owned_by`. `around`: the item whose element holds its own (markup only).
    """

    notation: Notation
    types: frozenset[str] = frozenset()
    properties: dict[str, list[Value]] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    tag: Tag | None = None
    owner: Item | None = None
    owned_by: str = ""
    around: Item | None = None

    def add(self, name: str, value: Value) -> None:
        """State one more value of a property."""
        self.properties.setdefault(name, []).append(value)
        if isinstance(value, Item) and value.owner is None and value is not self:
            value.owner, value.owned_by = self, name

    def values(self, *names: str) -> Iterator[Value]:
        """The values of these properties, those of the first one first."""
        for name in names:
            yield from self.properties.get(name, ())

    def first(self, *names: str) -> str | None:
        """The first of these properties that is stated in words, on one line; None where none is."""
        return next((words for value in self.values(*names) if (words := words_of(value))), None)

    def owners(self) -> Iterator[Item]:
        """The items of which it is a part, from the inside out: those it is a value of, otherwise those around it."""
        seen, one = {id(self)}, self.owner or self.around
        while one is not None and id(one) not in seen:
            seen.add(id(one))
            yield one
            one = one.owner or one.around


Value = str | Tag | Item


def local(name: str) -> str:
    """The last part of a name, in lower case.

    >>> local("https://schema.org/Comment"), local("schema:dateCreated"), local("http://rdfs.org/sioc/types#Comment")
    ('comment', 'datecreated', 'comment')
    """
    return re.split(r"[/#:]", name.strip())[-1].lower()


def words_of(value: Value) -> str:
    """What a value says, on one line: of an element what its attributes state, otherwise what it prints."""
    if isinstance(value, str):
        return " ".join(clean(value).split())
    if isinstance(value, Item):
        return value.first("name", "text", "value") or ""
    return attribute(value, "content") or attribute(value, "datetime") or printed(value)


def address_of(value: Value) -> str:
    """What a value points at: a name of an item, the target of a link, or its words."""
    if isinstance(value, Item):
        return next(iter(value.names), "") or value.first("url") or ""
    if isinstance(value, str):
        return value.strip()
    names = ("resource", "href", "src", "content", "itemid", "about", "datetime")
    return next((found for name in names if (found := attribute(value, name))), "") or printed(value)


def in_order(roots: Sequence[Item]) -> list[Item]:
    """These items and all that are values of their properties, each once, every one before its parts."""
    found: list[Item] = []
    seen: set[int] = set()
    open_ = list(reversed(roots))
    while open_:
        one = open_.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        found.append(one)
        parts = [value for values in one.properties.values() for value in values if isinstance(value, Item)]
        open_.extend(reversed(parts))
    return found


def is_this_page(page: Page, address: str) -> bool:
    """Whether an address is that of the page."""
    return page.url is not None and same_page(page.resolve(address), page.url)
