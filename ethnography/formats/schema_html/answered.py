"""Which comment each one answers: as it states, by the list it stands in, otherwise by where its element stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ethnography.formats.page_html.outline import Outline
from ethnography.formats.page_html.replies import find_links
from ethnography.formats.page_html.shapes import make_records
from ethnography.formats.saved_page.page import Page
from ethnography.formats.schema_html.fields import Said, number_in
from ethnography.formats.schema_html.items import Item, Value, address_of, is_this_page

_PARENT = ("parentitem", "inreplyto", "replytourl")


def link_messages(page: Page, said: Sequence[Said], post: Item | None) -> list[str]:
    """Link the messages to each other; what was guessed."""
    by_item = {id(one.item): one for one in said}
    by_name = _names(page, said)
    told = False
    for one in said:
        above = next((by_item[id(outer)] for outer in one.item.owners() if id(outer) in by_item), None)
        one.message.evidence = "nesting"
        if above is not None:
            told = True
            one.message.answers = above.message
            one.message.evidence = "stated" if _is_listed(one.item, above.item) else "nesting"
        elif one.item.owner is not None and one.item.owner is post:
            one.message.evidence = "stated"
        for value in one.item.values(*_PARENT):
            told = _follow(page, one, value, by_name, by_item, post) or told
    for one in said:
        _break_circle(one)
    if not told and said and all(one.item.tag is not None for one in said):
        return _by_place(page, said)
    return []


def _is_listed(item: Item, above: Item) -> bool:
    """Whether an item is stated to be a comment on another: it is a value of its property, not only an element inside its own."""
    while item.owner is not None and item.owner is not above:
        item = item.owner
    return item.owner is above


def _names(page: Page, said: Sequence[Said]) -> dict[str, Said]:
    """The messages by everything that a reference could call them."""
    by_name: dict[str, Said] = {}
    for one in said:
        for name in (*one.item.names, *(address_of(value) for value in one.item.values("url", "identifier"))):
            if name:
                by_name.setdefault(page.resolve(name), one)
    for one in said:
        if one.message.number:
            by_name.setdefault(one.message.number, one)
    return by_name


def _follow(page: Page, one: Said, value: Value, by_name: dict[str, Said], by_item: dict[int, Said], post: Item | None) -> bool:
    """Link a message to what it says it answers; False where that says nothing of the tree."""
    if isinstance(value, Item) and (parent := by_item.get(id(value))):
        one.message.answers, one.message.evidence = parent.message, "stated"
        return True
    address = address_of(value)
    if not address or (isinstance(value, Item) and value is post):
        return False
    number = number_in(address)
    parent = by_name.get(page.resolve(address)) or (by_name.get(number) if number else None)
    if parent is one:
        return False
    if parent is not None:
        one.message.answers, one.message.evidence = parent.message, "stated"
        return True
    if _is_post(page, address, value, post) or one.message.answers is not None:
        one.message.evidence = "stated"
        return False
    if number and (number != address or re.search(r"\d", number)):
        one.message.missing, one.message.evidence = number, "stated"
        return True
    return False


def _is_post(page: Page, address: str, value: Value, post: Item | None) -> bool:
    """Whether a reference means the post: by its name, its type, or because it is the page's own address."""
    if isinstance(value, Item) and value.types and "comment" not in value.types and "answer" not in value.types:
        return True
    names = [*(post.names if post else ()), *([post.first("url") or ""] if post else ())]
    if any(name and page.resolve(name) == page.resolve(address) for name in names):
        return True
    return "#" not in address and is_this_page(page, address)


def _break_circle(one: Said) -> None:
    """Unlink a message that answers itself by way of others."""
    seen, above = {id(one.message)}, one.message.answers
    while above is not None and id(above) not in seen:
        seen.add(id(above))
        above = above.answers
    if above is one.message:
        one.message.answers = None
        one.message.remarks = (*one.message.remarks, "is stated to answer an answer to itself; it stands as an answer to the post")


def _by_place(page: Page, said: Sequence[Said]) -> list[str]:
    """Link messages of whose order nothing is stated by where their elements stand."""
    outline = Outline.of(page)
    known = [one for one in said if one.message.roots and id(one.message.roots[0]) in outline.number]
    if len(known) < 2:
        return []
    blocks = []
    for one in known:
        number = outline.number[id(one.message.roots[0])]
        blocks.append(([number], outline.end[number]))
    records = make_records(outline, blocks, [])
    numbers = {id(record): one.message.number for record, one in zip(records, known, strict=True) if one.message.number}
    by_record = {id(record): one for record, one in zip(records, known, strict=True)}
    links, guesses = find_links(outline, records, numbers)
    for one, link in zip(known, links, strict=True):
        if link.parent is not None:
            one.message.answers, one.message.evidence = by_record[id(link.parent)].message, link.evidence
        elif link.missing is not None and not one.message.missing:
            one.message.evidence = "inferred"
            one.message.remarks = (f"answers something that is not in this file ({link.missing}); read as an answer to the post",)
    return guesses
