"""Which comment each one answers, and on what evidence.

First what the page states: an attribute that names the answered comment, a class that states the depth (the answered
comment is then the last one before it of a lesser depth). Otherwise the nesting of the lists.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bs4 import Tag

from ethnography.formats.saved_page.page import ancestors
from ethnography.formats.wordpress_html.found import Found, is_child_list, stated_parent


@dataclass(frozen=True, slots=True)
class Link:
    """`parent`: the comment answered, None for the post. `gap`: the page states a depth whose answered comment is not here."""

    parent: Found | None
    evidence: str
    gap: bool = False


def find_links(found: Sequence[Found]) -> list[Link]:
    """One link a comment, in the same order."""
    by_number = {one.number: one for one in found if one.number}
    by_element = {id(tag): one for one in found for tag in [*one.roots, *one.marked]}
    open_: list[tuple[int, Found]] = []  # the comments that the next one could answer, by stated depth
    links: list[Link] = []
    for one in found:
        number, depth = stated_parent(one), one.depth
        if depth:
            while open_ and open_[-1][0] >= depth:
                open_.pop()
        if number == "0":
            link = Link(None, "stated")
        elif number in by_number and by_number[number] is not one:
            link = Link(by_number[number], "stated")
        elif depth == 1:
            link = Link(None, "stated")
        elif depth:
            link = Link(open_[-1][1], "stated") if open_ else Link(None, "inferred", gap=True)
        else:
            link = Link(_around(one, by_element), "nesting")
        if depth:
            open_.append((depth, one))
        links.append(link)
    return links


def _around(one: Found, by_element: dict[int, Found]) -> Found | None:
    """The comment whose element, or whose list of answers beside it, holds this one."""
    for around in ancestors(one.outer):
        if id(around) in by_element:
            return by_element[id(around)]
        if is_child_list(around):
            before = around.find_previous_sibling()
            while isinstance(before, Tag):
                if id(before) in by_element:
                    return by_element[id(before)]
                if is_child_list(before):
                    break
                before = before.find_previous_sibling()
    return None
