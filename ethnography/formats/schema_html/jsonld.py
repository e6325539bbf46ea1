"""The things that a page states in JSON-LD."""

from __future__ import annotations

from typing import Any

from ethnography.formats.saved_page.page import Page, attribute
from ethnography.formats.schema_html.items import Item, in_order, local
from ethnography.formats.schema_html.loose_json import read_loose


def items_of_scripts(page: Page) -> tuple[list[Item], list[str]]:
    """The items of the JSON-LD blocks in the order stated, and what could not be read of the blocks."""
    roots: list[Item] = []
    problems: list[str] = []
    for script in page.all("script"):
        if not attribute(script, "type").lower().startswith("application/ld+json"):
            continue
        values, problem = read_loose("".join(str(child) for child in script.contents))
        if problem is not None:
            problems.append(f"a block of JSON-LD cannot be read ({problem})")
        roots += make_items(values)
    _follow_references(roots)
    return in_order([one for one in roots if one.owner is None]), problems


def make_items(values: Any) -> list[Item]:
    """The items of JSON values: those that are no value of a property, lists and graphs taken apart."""
    roots: list[Item] = []
    open_: list[tuple[Any, Item | None, str]] = [(values, None, "")]
    while open_:
        value, owner, name = open_.pop()
        if isinstance(value, list):
            open_.extend((one, owner, name) for one in reversed(value))
        elif isinstance(value, dict):
            if "@value" in value or "@list" in value or "@set" in value:
                open_.append((value.get("@value", value.get("@list", value.get("@set"))), owner, name))
                continue
            item = Item("JSON-LD", frozenset(local(one) for one in _strings(value.get("@type", value.get("type")))))
            item.names = [one.strip() for one in _strings(value.get("@id")) if one.strip()]
            if owner is None:
                roots.append(item)
            else:
                owner.add(name, item)
            for key, inner in reversed(value.items()):
                if key == "@graph" or not key.startswith("@"):
                    open_.append((inner, None if key == "@graph" else item, local(key)))
        elif owner is not None and value is not None and not isinstance(value, bool):
            owner.add(name, str(value))
    return roots


def _strings(value: Any) -> list[str]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]


def _follow_references(roots: list[Item]) -> None:
    """Put the item itself where a property only names it; two statements of one item become one."""
    by_name: dict[str, Item] = {}
    every = in_order(roots)
    for one in sorted(every, key=lambda item: -len(item.properties)):  # the fullest statement is the item
        for name in one.names:
            by_name.setdefault(name, one)
    for one in every:
        for name, values in one.properties.items():
            for place, value in enumerate(values):
                whole = _whole(value, by_name)
                if whole is None or not isinstance(value, Item) or whole is one or _holds(whole, one):
                    continue
                _merge(whole, value)
                values[place] = whole
                if name != "parentitem" and (whole.owner is None or whole.owned_by == "parentitem"):
                    whole.owner, whole.owned_by = one, name
    for one in roots:
        if (whole := _whole(one, by_name)) is not None and not _holds(one, whole):
            _merge(whole, one)
            one.owner = whole  # stated again, and more fully there


def _whole(value: object, by_name: dict[str, Item]) -> Item | None:
    """The fuller statement of an item; None where there is none, or where another thing bears the same name."""
    if not isinstance(value, Item) or not value.names:
        return None
    whole = by_name.get(value.names[0])
    if whole is None or whole is value:
        return None
    own, other = value.first("text", "articlebody"), whole.first("text", "articlebody")
    return whole if own is None or other is None or own == other else None


def _merge(whole: Item, other: Item) -> None:
    for name, stated in other.properties.items():
        if name in whole.properties:
            continue
        whole.properties[name] = stated
        for value in stated:
            if isinstance(value, Item) and value.owner is other:
                value.owner = whole
    whole.types |= other.types


def _holds(outer: Item, inner: Item) -> bool:
    return any(one is outer for one in inner.owners())
