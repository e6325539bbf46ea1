"""What one comment states of itself: who, when, its words, its number and its address."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import unescape

from bs4 import Tag

from ethnography.corpus import Part
from ethnography.formats.markup import text_of_html
from ethnography.formats.page_html.fields import state_of
from ethnography.formats.saved_page.class_words import is_place_of
from ethnography.formats.saved_page.comment_author import name_in
from ethnography.formats.saved_page.comment_fields import Markup, read_fields
from ethnography.formats.saved_page.element_text import joined, read_blocks
from ethnography.formats.saved_page.messages import Message
from ethnography.formats.saved_page.page import Page, ancestors, attribute, descendants, printed
from ethnography.formats.schema_html.items import Item, Value, address_of, words_of
from ethnography.formats.schema_html.talk import element_of
from ethnography.formats.unix_time import utc
from ethnography.formats.when import find_when
from ethnography.formats.wording import iso, parse_date, strip_says

TEXT = ("text", "commenttext", "articlebody")
WHO = ("author", "creator")
WHEN = ("datecreated", "commenttime", "datepublished")
_NOBODY = frozenset(["", "null", "none", "undefined", "false", "n/a", "[object object]"])
_REAL_TAG = re.compile(r"<(?:p|br|div|blockquote|a|b|i|em|strong|ul|ol|li|span|img|h\d)\b[^<>]*>", re.IGNORECASE)
_ESCAPED_TAG = re.compile(r"&lt;(?:/p|br\s*/?|/div|/blockquote|/a|/li)&gt;", re.IGNORECASE)
_GONE = re.compile(r"(deleted)|(removed)", re.IGNORECASE)
_PROFILE = re.compile(r"profile|memberlist|[/?&](?:users?|members?|authors?|people|u)(?:[/=-]|\.php)|/@\w", re.IGNORECASE)
CUT_OFF = re.compile(r"(?:…|\.\.\.|\[…\])\s*$")


@dataclass(eq=False)
class Said:
    """A message and the item that states it. `unstated`: what of it is only printed; `unescaped`: its markup was escaped."""

    item: Item
    message: Message
    unstated: tuple[str, ...] = ()
    unescaped: bool = False


def make_messages(page: Page, items: Sequence[Item]) -> list[Said]:
    """A message an item, not linked yet."""
    whole = {id(one.tag) for one in items if one.tag is not None}
    return [_said(page, one, whole) for one in items]


def _said(page: Page, item: Item, whole: set[int]) -> Said:
    element = element_of(item)
    message = Message([element] if element is not None else [])
    values = list(item.values(*WHEN))
    message.author = author_of(item)
    message.date, message.date_text = date_of(values)
    tags = _outermost([value for value in item.values(*TEXT) if isinstance(value, Tag)])
    unstated: tuple[str, ...] = ()
    unescaped = False
    if item.tag is None:
        message.text, message.parts, unescaped = stated_text(_raw(item, *TEXT) or _raw(item, "description"))
    elif tags:
        message.text, message.parts = _printed_text(tags, item, whole)
    if element is not None:
        unstated = _complete(message, item, element, values, tags, whole)
    if not message.text and item.tag is None and (title := item.first("headline", "name")):
        message.text, message.parts, unescaped = stated_text(title)
    gone = _GONE.search(item.first("creativeworkstatus") or "")
    message.state = ("deleted" if gone[1] else "removed") if gone else state_of(message.text)
    message.url = _address(page, item)
    return Said(item, message, unstated, unescaped)


# --- who --------------------------------------------------------------------------------------------------------------------


def author_of(item: Item) -> str | None:
    """The name of whoever wrote it; None where none is stated."""
    for value in item.values(*WHO):
        if name := _name(value):
            return name
    return next((name for link in _to_profile(item) if (name := name_in(link))), None)


def _to_profile(item: Item) -> list[Tag]:
    """What a message states to be its name and is that of whoever wrote it, as old forums leave out the person around it: the
    element of the name where its class says so, or the link around it that leads to a member."""
    if any(item.values(*WHO)):
        return []
    found = []
    for one in (value for value in item.values("name") if isinstance(value, Tag)):
        near = [one, *list(ancestors(one))[:2]]
        if any(re.fullmatch(r"h[1-6]", tag.name) for tag in near):
            continue
        links = [tag for tag in near if tag.name == "a" and _PROFILE.search(attribute(tag, "href"))]
        found += links or [tag for tag in near[:1] if is_place_of(tag, "author")]
    return found


def _name(value: Value) -> str:
    if isinstance(value, Item):
        names = [words_of(one) for one in value.values("name", "alternatename")]
        whole = " ".join(words_of(one) for key in ("givenname", "familyname") for one in [*value.values(key)][:1])
        names += [whole] if whole else [name_in(value.tag)] if value.tag is not None and not names else []
    else:
        names = [name_in(value) if isinstance(value, Tag) and not value.has_attr("content") else words_of(value)]
    for name in names:
        plain = strip_says(unescape(name) if isinstance(value, Item) and value.tag is None else name).strip(" ,")
        if plain.lower() not in _NOBODY and not re.match(r"https?://", plain) and len(plain) <= 200:
            return plain
    return ""


# --- when -------------------------------------------------------------------------------------------------------------------


def date_of(values: Sequence[Value]) -> tuple[str | None, str | None]:
    """The date in ISO 8601 and as printed, each where it is stated."""
    unsure: tuple[str | None, str | None] = (None, None)
    for value in values:
        words = words_of(value)
        shown = printed(value) if isinstance(value, Tag) and value.name != "meta" else words
        date = iso(words) or (utc(words) if re.fullmatch(r"\d{9,13}(?:\.0)?", words) else None) or _compact(words)
        if date is None and len(words) <= 80:
            date = parse_date(words)
        if date is None and isinstance(value, Tag) and len(shown) <= 80:
            date = iso(attribute(value, "title")) or parse_date(shown)
        shown = re.sub(r"\s*#\d{1,6}$", "", shown)  # the running number that forums print behind the date
        shown = shown if 0 < len(shown) <= 80 and iso(shown) is None and re.search(r"\w", shown) else ""
        if date:
            return date, shown or None
        if words and len(words) <= 80 and unsure[1] is None and words.lower() not in _NOBODY:
            unsure = None, shown or words
    return unsure


def _compact(words: str) -> str | None:
    match = re.fullmatch(r"(\d{4})(\d\d)(\d\d)T(\d\d):?(\d\d)(?::?(\d\d))?(Z|[+-]\d\d:?\d\d)?", words)
    return iso(f"{match[1]}-{match[2]}-{match[3]}T{match[4]}:{match[5]}:{match[6] or '00'}{match[7] or ''}") if match else None


# --- the words --------------------------------------------------------------------------------------------------------------


def _raw(item: Item, *names: str) -> str:
    """The longest statement of its words, as it came: some pages state a short form as well."""
    return max((value for value in item.values(*names) if isinstance(value, str)), key=len, default="")


def stated_text(raw: str) -> tuple[str, tuple[Part, ...], bool]:
    """Words stated in a script: text and parts, and whether their markup was escaped once too often."""
    if not _REAL_TAG.search(raw) and _ESCAPED_TAG.search(raw):
        return *text_of_html(unescape(raw)), True
    return *text_of_html(raw.replace("\r\n", "\n")), False


def _printed_text(tags: list[Tag], item: Item, whole: set[int]) -> tuple[str, tuple[Part, ...]]:
    """The words in the elements that hold them; those of another comment inside are not its own."""
    if all(tag.has_attr("content") and not printed(tag) for tag in tags):
        text, parts, _ = stated_text(max((attribute(tag, "content") for tag in tags), key=len))
        return text, parts
    shown = [tag for tag in tags if tag.name != "meta"]
    blocks, _ = read_blocks(shown, _skip(item, whole))
    return joined(blocks)


def _skip(item: Item, whole: set[int]) -> Callable[[Tag], str | None]:
    return lambda tag: "" if id(tag) in whole and tag is not item.tag else None


def _outermost(tags: Sequence[Tag]) -> list[Tag]:
    known = {id(tag) for tag in tags}
    return [tag for tag in tags if not any(id(around) in known for around in ancestors(tag))]


def _complete(
    message: Message, item: Item, element: Tag, dates: Sequence[Value], tags: Sequence[Tag], whole: set[int]
) -> tuple[str, ...]:
    """Fill in from the element what the page prints without stating it; which those are."""
    lacking = [
        what
        for what, there in (("author", message.author), ("date", message.date or message.date_text), ("text", message.text or tags))
        if not there
    ]
    if not lacking:
        return ()
    own = [tag for tag in descendants(element) if not _is_anothers(tag, element, whole)]
    who = next((value.tag if isinstance(value, Item) else value for value in item.values(*WHO)), None)
    when = next((value for value in dates if isinstance(value, Tag)), None)
    markup = Markup([element], own, {id(element)}, lambda tag: tag.name == "form" or (id(tag) in whole and tag is not element))
    fields = read_fields(
        markup,
        (who if isinstance(who, Tag) else None, message.author),
        (when, message.date, message.date_text),
        tags[0] if tags else None,
    )
    if "author" in lacking and fields.author and find_when(fields.author) is None:
        message.author = fields.author
    if "date" in lacking:
        message.date, message.date_text = fields.date, fields.date_text
    if "text" in lacking:
        message.text, message.parts = joined(fields.blocks)
    found = {"author": message.author, "date": message.date or message.date_text, "text": message.text}
    return tuple(what for what in lacking if found[what])


def _is_anothers(tag: Tag, element: Tag, whole: set[int]) -> bool:
    for one in (tag, *ancestors(tag)):
        if one is element:
            return False
        if id(one) in whole:
            return True
    return False


# --- number and address -----------------------------------------------------------------------------------------------------


def _address(page: Page, item: Item) -> str | None:
    """Its own address: as stated, otherwise its fragment on this page."""
    profiles = {id(link) for link in _to_profile(item)}
    for value in item.values("url", "replytourl"):
        if id(value) in profiles:
            continue
        address = address_of(value)
        if re.match(r"https?://|/|#\w|\?", address):
            return page.resolve(address)
    for name in item.names:
        if re.match(r"https?://|/", name) or (re.match(r"#[\w-]+$", name) and page.url):
            return page.resolve(name)
    if item.tag is not None and (name := attribute(item.tag, "id")) and page.url and re.search(r"\d", name):
        return page.resolve(f"#{name}")
    return None


def number_messages(said: Sequence[Said]) -> None:
    """Give each message the platform's own id: what one kind of statement says of nearly all, each another.

    What only counts the messages of the page is none.
    """
    kinds: list[Callable[[Item], str]] = [
        lambda one: one.first("identifier", "commentid") or "",
        lambda one: next((name for name in one.names if re.search(r"\d|^\w+$", name)), ""),
        lambda one: next((address_of(value) for value in one.values("url")), ""),
        lambda one: attribute(one.tag, "id") if one.tag is not None else "",
        lambda one: (
            next(
                (attribute(one.tag, name) for name in ("data-comment-id", "data-id", "data-post-id") if one.tag.has_attr(name)), ""
            )
            if one.tag is not None
            else ""
        ),
    ]
    best: list[str] = []
    for kind in kinds:
        numbers = [number_in(kind(one.item)) for one in said]
        stated = [one for one in numbers if one]
        if len(stated) >= max(0.9 * len(said), 1) and len(set(stated)) == len(stated) and not _only_counts(stated):
            best = numbers
            break
    for one, number in zip(said, best or [""] * len(said), strict=True):
        one.message.number = number or None


def number_in(name: str) -> str:
    """The number in an id or at the end of an address; the id itself where it has none and is short.

    >>> number_in("https://tea.example/p/4#comment-31"), number_in("comment_31"), number_in("kx81ba")
    ('31', '31', 'kx81ba')
    """
    last = name.rstrip("/").rpartition("#")[2]
    if match := re.fullmatch(r"[a-z_:./?=&-]*?(\d{1,20})", last, re.IGNORECASE):
        return match[1]
    last = re.split(r"[/?&=:]", last)[-1]
    if match := re.fullmatch(r"[a-z_-]*?(\d{2,20})", last, re.IGNORECASE):
        return match[1]
    match = re.fullmatch(r"(?:comment|post|reply|answer|c|p)?[-_]?([\w-]{4,40})", last, re.IGNORECASE)
    return match[1] if match and re.search(r"\d", match[1]) else ""


def _only_counts(values: Sequence[str]) -> bool:
    numbers = sorted(int(one) for one in values if one.isdigit() and len(one) < 6)
    return len(numbers) == len(values) and numbers[0] <= 2 and numbers[-1] - numbers[0] < 1.5 * len(numbers) + 1
