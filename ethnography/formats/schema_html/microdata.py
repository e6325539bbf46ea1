"""The things that a page states in microdata: ``itemscope``, ``itemtype``, ``itemprop``, ``itemref``."""

from __future__ import annotations

from bs4 import Tag

from ethnography.formats.saved_page.page import Page, attribute, descendants
from ethnography.formats.schema_html.items import Item, local


def items_of_microdata(page: Page) -> list[Item]:
    """The items of the page in page order; a property's value is the item or the element that states it."""
    found: list[Item] = []
    owners: dict[int, Item] = {}
    items: dict[int, Item] = {}
    for tag in descendants(page.soup):
        outer = owners.get(id(tag.parent)) if tag.parent is not None else None
        item = _begun(tag, outer)
        if item is not None:
            found.append(item)
            items[id(tag)] = item
        if (inner := item or outer) is not None:
            owners[id(tag)] = inner
        if outer is not None:
            _add(outer, tag, item)
    _follow(page, found, items)
    return found


def _begun(tag: Tag, around: Item | None) -> Item | None:
    """The item that an element begins; a type of schema.org is enough, as some themes forget the scope."""
    kind = attribute(tag, "itemtype")
    if not tag.has_attr("itemscope") and "schema.org" not in kind:
        return None
    names = [name for name in (attribute(tag, "itemid"), attribute(tag, "id")) if name]
    types = frozenset(local(one) for one in kind.split())
    return Item("microdata", types, names=names, tag=tag, around=around)


def _add(outer: Item, tag: Tag, item: Item | None) -> None:
    for name in attribute(tag, "itemprop").split():
        outer.add(local(name), item or tag)


def _follow(page: Page, found: list[Item], items: dict[int, Item]) -> None:
    """Give items the properties in the elements that they refer to."""
    referring = [(one, reference) for one in found if one.tag for reference in attribute(one.tag, "itemref").split()[:100]]
    if not referring:
        return
    by_id: dict[str, Tag] = {}
    for tag in descendants(page.soup):
        if value := attribute(tag, "id"):
            by_id.setdefault(value, tag)
    used: set[tuple[int, int]] = set()
    walked: set[str] = set()
    for one, reference in referring:
        target = by_id.get(reference)
        if (
            target is None
            or reference in walked
            or one.tag is target
            or any(around is target for around in (one.tag or target).parents)
        ):
            continue
        walked.add(reference)  # an element can belong to one item only
        open_ = [target]
        while open_:
            tag = open_.pop()
            if (id(one), id(tag)) in used:
                continue
            used.add((id(one), id(tag)))
            _add(one, tag, items.get(id(tag)))
            if id(tag) not in items:
                open_.extend(reversed([child for child in tag.children if isinstance(child, Tag)]))
