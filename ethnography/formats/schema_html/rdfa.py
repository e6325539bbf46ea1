"""The things that a page states in RDFa, in the words of schema.org or of SIOC (as Drupal 7 prints them)."""

from __future__ import annotations

import re

from bs4 import Tag

from ethnography.formats.saved_page.page import Page, attribute, descendants
from ethnography.formats.schema_html.items import Item, local

_SAME = {
    "encoded": "text", "content": "text", "has_creator": "author", "creator": "author", "created": "datecreated",
    "date": "datepublished", "issued": "datepublished", "title": "headline", "reply_of": "parentitem", "num_replies": "commentcount",
    "nick": "name", "accountname": "name", "label": "name", "has_reply": "comment",
}  # fmt: skip
"""What other vocabularies call the properties of schema.org."""
_KNOWN = re.compile(r"schema|sioc|rdfs\.org|foaf|^dc|purl\.org|rdf-syntax|purl|content", re.IGNORECASE)


def items_of_rdfa(page: Page) -> list[Item]:
    """The items of the page in page order; a property's value is the item or the element that states it."""
    tags = list(descendants(page.soup))
    if not any(tag.has_attr("typeof") for tag in tags):
        return []
    bare = any("schema.org" in attribute(tag, "vocab") for tag in tags)
    found: list[Item] = []
    owners: dict[int, tuple[Item | None, list[str]]] = {}  # whose an element is, and the relation that waits for its object
    by_name: dict[str, Item] = {}
    for tag in tags:
        outer, waiting = owners.get(id(tag.parent), (None, [])) if tag.parent is not None else (None, [])
        inner, waiting = _read(tag, outer, waiting, bare, found, by_name)
        if inner is not None:
            owners[id(tag)] = (inner, waiting)
    return found


def _read(
    tag: Tag, outer: Item | None, waiting: list[str], bare: bool, found: list[Item], by_name: dict[str, Item]
) -> tuple[Item | None, list[str]]:
    """What an element states; whose the elements inside it are, and the relation that waits for its object among them."""
    item = _begun(tag, outer, bare, by_name)
    if item is not None:
        found.append(item)
    said, linked = _properties(tag, "property"), [*_properties(tag, "rel")]
    about = attribute(tag, "about")
    if item is not None:
        literal = bool(about) or tag.has_attr("datatype") or tag.has_attr("content")  # then it is said of the item itself
        if outer is not None:
            for name in [*([] if literal else said), *([] if about else linked)]:
                outer.add(name, item)
        for name in waiting:
            if outer is not None:
                outer.add(name, item)
        for name in said if literal else ():
            item.add(name, tag)
        return item, []
    subject = by_name.get(about, outer) if about else outer
    if subject is None:
        return None, []
    for name in said:
        subject.add(name, tag)
    if linked and (attribute(tag, "resource") or attribute(tag, "href")):
        for name in linked:
            subject.add(name, tag)
        linked = []
    return subject, linked or waiting


def _begun(tag: Tag, around: Item | None, bare: bool, by_name: dict[str, Item]) -> Item | None:
    if not tag.has_attr("typeof"):
        return None
    types = frozenset(local(one) for one in attribute(tag, "typeof").split() if _is_known(one, bare))
    about = attribute(tag, "about") or attribute(tag, "resource")
    names = [name for name in (about, attribute(tag, "id")) if name]
    item = Item("RDFa", types, names=names, tag=tag, around=around)
    if about:
        by_name.setdefault(about, item)
    return item


def _properties(tag: Tag, name: str) -> list[str]:
    """The properties that an attribute names; relations of HTML itself ("nofollow") are none."""
    stated = attribute(tag, name).split()
    if name == "rel":
        stated = [one for one in stated if ":" in one and _KNOWN.search(one)]
    names = (local(one) for one in stated)
    return list(dict.fromkeys(_SAME.get(one, one) for one in names))


def _is_known(name: str, bare: bool) -> bool:
    """Whether a type is of a vocabulary that is read here; a bare one needs the page to name schema.org."""
    return bare if ":" not in name and "/" not in name else _KNOWN.search(name) is not None
