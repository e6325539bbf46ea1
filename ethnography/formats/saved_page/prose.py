"""How much prose stands in each element of a page: paragraphs of words, not links, menus, comments or boxes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bs4 import Tag

from ethnography.formats.saved_page.element_text import holds_page, is_hidden
from ethnography.formats.saved_page.not_body import reason_not_body
from ethnography.formats.saved_page.page import Page, is_side_column, is_words
from ethnography.formats.saved_page.regions import Inside, is_comment_region, is_related

_UNSEEN = frozenset(
    ["script", "style", "noscript", "template", "head", "select", "textarea", "button", "svg", "footer", "option", "form"]
)
_BLOCKS = frozenset(
    ["p", "div", "li", "td", "blockquote", "dd", "article", "section", "main", "body", "center", "figcaption", "form", "dt", "pre"]
)
_SHORTEST = 25


@dataclass(eq=False)
class Prose:
    """`weight`: the letters of prose under each element (by ``id``); `near`: those in its paragraphs and its children's;
    `kept`: elements that look like furniture by a class, and hold most of what the page has to say."""

    weight: dict[int, int] = field(default_factory=dict)
    near: dict[int, float] = field(default_factory=dict)
    kept: set[int] = field(default_factory=set)
    elements: list[Tag] = field(default_factory=list)

    def of(self, tag: Tag) -> int:
        """The letters of prose under an element; 0 for one that is in a comment, a column, a menu or a box."""
        return self.weight.get(id(tag), 0)


def weigh(page: Page, inside: Inside) -> Prose:
    """The prose of a page without its comments (`inside`)."""
    soft = _Walk(lambda tag: _is_apart(tag, inside))
    soft.through(page.soup)
    total = max(soft.prose.weight.values(), default=0)
    kept = {id(tag) for tag in soft.prose.elements if 2 * soft.prose.of(tag) > total and total >= 300 and reason_not_body(tag)}
    walk = _Walk(lambda tag: _is_apart(tag, inside) or (id(tag) not in kept and reason_not_body(tag) is not None))
    walk.through(page.soup)
    walk.prose.kept = kept
    return walk.prose


def _is_apart(tag: Tag, inside: Inside) -> bool:
    return (
        (tag.name in _UNSEEN and not holds_page(tag))
        or is_comment_region(tag, inside)
        or is_side_column(tag)
        or is_related(tag)
        or is_hidden(tag)
    )


class _Walk:
    """One walk over the page that adds up the prose of each element; without recursion."""

    def __init__(self, is_left: Callable[[Tag], bool]) -> None:
        self.is_left = is_left
        self.prose = Prose()

    def through(self, soup: Tag) -> None:
        open_: list[tuple[Tag, Iterator[object], bool, list[int]]] = [(soup, iter(soup.children), False, [0, 0])]
        while open_:
            tag, children, in_link, words = open_[-1]
            child = next(children, None)
            if child is None:
                open_.pop()
                self._close(tag, words, [one for one, _, _, _ in open_], open_[-1][3] if open_ else None)
            elif isinstance(child, Tag):
                if not self.is_left(child):
                    own = words if child.name not in _BLOCKS else [0, 0]
                    open_.append((child, iter(child.children), in_link or child.name == "a", own))
            elif is_words(child):
                words[in_link] += len(str(child).strip())

    def _close(self, tag: Tag, words: list[int], around: list[Tag], outer: list[int] | None) -> None:
        self.prose.elements.append(tag)
        if words is outer or tag.name not in _BLOCKS:
            return
        if words[0] < _SHORTEST or words[0] < words[1]:
            return
        length = sum(words)
        for one in (tag, *around):
            self.prose.weight[id(one)] = self.prose.weight.get(id(one), 0) + length
        for one, share in zip(reversed(around[-2:]), (1.0, 0.5), strict=False):
            self.prose.near[id(one)] = self.prose.near.get(id(one), 0) + share * length
