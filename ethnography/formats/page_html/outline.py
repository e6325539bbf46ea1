"""A page as numbered elements in page order, so that what stands where, and how many words, is told without walking it again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from bs4 import Tag

from ethnography.formats.saved_page.page import Page, attribute, is_words, tokens
from ethnography.text import clean

_UNSEEN = frozenset(
    ["script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas", "select", "textarea", "option", "head",
     "link", "title", "map", "audio", "video", "datalist"]
)  # fmt: skip
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_STATES = re.compile(
    r"(?:thread-)?(?:odd|even|alt|first|last)|(?:is-)?(?:active|open|visible|new|hidden|collapsed|expanded|parent)|depth-?\d+|level-?\d+"
)


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of words of the page: the number of the element they stand in, and whether it is in a link or a button."""

    text: str
    owner: int
    linked: bool
    weight: int


@dataclass
class Outline:
    """The elements of a page. An element `i` holds the elements i+1 … end[i]-1 and the words first[i] … last[i]-1.

    `kept`: what others have found out about an element, so that it is found out once.
    """

    page: Page
    tags: list[Tag] = field(default_factory=list)
    parent: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    level: list[int] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    last: list[int] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    number: dict[int, int] = field(default_factory=dict)
    plain_before: list[int] = field(default_factory=list)
    linked_before: list[int] = field(default_factory=list)
    kept: dict[int, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, page: Page) -> Outline:
        """The outline of a page; scripts, styles, hidden templates and the like are not in it."""
        outline = cls(page)
        outline._walk(page.soup)
        outline.plain_before = [0, *accumulate(0 if one.linked else one.weight for one in outline.words)]
        outline.linked_before = [0, *accumulate(one.weight if one.linked else 0 for one in outline.words)]
        return outline

    def _walk(self, root: Tag) -> None:
        open_ = [(-1, iter(root.children), False)]
        while open_:
            number, children, linked = open_[-1]
            child = next(children, None)
            if child is None:
                open_.pop()
                if number >= 0:
                    self.end[number], self.last[number] = len(self.tags), len(self.words)
            elif isinstance(child, Tag):
                if child.name not in _UNSEEN:
                    open_.append((self._add(child, number), iter(child.children), linked or child.name in ("a", "button")))
            elif number >= 0 and is_words(child) and (text := " ".join(clean(str(child)).split())):
                self.words.append(Words(text, number, linked, weight_of(text)))

    def _add(self, tag: Tag, parent: int) -> int:
        number = len(self.tags)
        self.number[id(tag)] = number
        self.tags.append(tag)
        self.parent.append(parent)
        self.level.append(self.level[parent] + 1 if parent >= 0 else 0)
        self.end.append(number)
        self.first.append(len(self.words))
        self.last.append(len(self.words))
        return number

    def around(self, number: int) -> Iterator[int]:
        """The elements around one, from the inside out."""
        while (number := self.parent[number]) >= 0:
            yield number

    def holds(self, outer: int, inner: int) -> bool:
        """Whether an element stands inside another (or is it)."""
        return outer <= inner < self.end[outer]

    def text(self, number: int) -> str:
        """The words of an element on one line."""
        return " ".join(one.text for one in self.words[self.first[number] : self.last[number]])

    def plain(self, first: int, last: int) -> int:
        """How many words outside of links and buttons stand between two places of :attr:`words`."""
        return self.plain_before[last] - self.plain_before[first]

    def linked(self, first: int, last: int) -> int:
        """How many words in links and buttons stand between two places of :attr:`words`."""
        return self.linked_before[last] - self.linked_before[first]

    def names(self, number: int) -> frozenset[str]:
        """The class names and the id of an element, in lower case."""
        tag = self.tags[number]
        own = attribute(tag, "id").lower()
        return tokens(tag) | {own} if own else tokens(tag)

    def shape(self, number: int) -> str:
        """An element as a selector, for messages: ``div.reaction``."""
        tag = self.tags[number]
        names = sorted(name for name in tokens(tag) if not _STATES.fullmatch(name) and not re.search(r"\d{2}", name))
        return ".".join([tag.name, *names[:2]])


def weight_of(text: str) -> int:
    """How many words a text has, numbers and signs apart; two characters of a script without spaces count as one."""
    words = sum(any(letter.isalpha() or ord(letter) > 0x2190 for letter in word) for word in text.split())
    return words + len(_WIDE.findall(text)) // 2
