"""A page of a forum's thread: which message is the post, which page of the thread this is, and what it does not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bs4 import Tag

from ethnography.corpus import Part
from ethnography.formats.base import Ids, Reading
from ethnography.formats.saved_page.assembly import assemble
from ethnography.formats.saved_page.layout import Layout, Places, alternatives, printed_without, without_session
from ethnography.formats.saved_page.messages import Found, Message
from ethnography.formats.saved_page.page import Page, attribute, descendants, page_of, printed
from ethnography.source import Source

_ANSWERING = re.compile(r"(?:Reply|Comment)Action")
_TOTAL = re.compile(
    r"(?<![\w.,])(\d[\d.,]{0,9})\s+(?:posts?|beiträge?|nachrichten|messages?|mensajes?|berichten|messaggi|inlägg|innlegg|indlæg|viestiä"
    r"|post[óo]w|posty|wiadomości|сообщени\w+|příspěv\w+|mensagens|mesaj\w*)\b",
    re.IGNORECASE,
)
_COUNTS = re.compile(r"(?:^|#)\s*(\d[\d.,\u00a0]*)(?!\S)")


@dataclass(frozen=True, slots=True)
class Forum:
    """How a forum numbers its messages and pages (CSS selectors, and a pattern for addresses).

    `title`: what holds the thread's title; `prefix`: what stands in it and is none of it; `position`: what holds a message's
    running number in the thread ("#21"), inside the message; `current`: what holds the number of this page ("2", "Page 2 of 5");
    `pages`: the links to others; `paging`: the part of an address that says which page it is, its group the page or the number of
    messages before it; `own`: a link to this thread, for pages that do not state their address; `total`: what states how many
    messages it has ("25 posts").
    """

    title: str = "h1"
    prefix: str = ".label, .label-append, .prefix, .badge, button, script"
    position: str = ""
    current: str = ""
    pages: str = ""
    paging: str = r"[?&;]page=(\d+)|/page[-/]?(\d+)/?"
    own: str = ""
    total: str = ""


def read_forum(
    name: str,
    page: Page,
    places: Places,
    forum: Forum,
    messages: Sequence[Message] | None = None,
    *,
    opening: Message | None = None,
    has_post: bool = True,
    stated: int | None = None,
    ids: Ids | None = None,
) -> Reading:
    """The reading of a page of a thread: the first message of its first page is the post, which all others answer unless the
    page states what they answer.

    `messages`: those of `places`, where the reader has linked them; `opening`: the post among them, where it is marked;
    `has_post`: False where the page says that it holds no post; `stated`: how many answers it says the thread has; `ids`: see
    :class:`~ethnography.formats.saved_page.assembly.Found`.
    """
    linked = messages is not None or places.nests
    messages, again = each_once(places.messages() if messages is None else messages)
    opening = opening or (_opening(page, places, forum, messages) if has_post else None)
    rest = [one for one in messages if one is not opening]
    for one in rest:
        if one.answers is opening or not linked:
            one.answers = None
    here, last = this_page(page, forum), _last_page(page, forum)
    stated = next((count for count in (stated, stated_replies(page), _total(page, places, forum)) if count is not None), None)
    warnings = []
    if last > 1 or here > 1:
        which = f"page {here} of {last}" if here <= last else f"page {here}"
        warnings.append(f"this is {which} of its thread; the other pages are not in this file")
    found = Found(
        rest, opening, opening is not None, again=[one.roots for one in again], claimed=stated, left_out=places.left_out(),
        warnings=warnings, not_captured=stated - len(rest) if stated and stated > len(rest) else None, partial=bool(warnings),
        thread_url=_thread_address(page, forum), title=_title(page, places, forum), ids=ids,
    )  # fmt: skip
    return assemble(name, page, found)


def read_layout(name: str, source: Source, layout: Layout, forum: Forum, post: Layout | None = None, address: str = "") -> Reading:
    """The reading of a page whose platform needs no more than a layout of its messages.

    `post`: where the platform puts the post, when it is not the first message of a thread: its first element that has a text
    or a title; without one on the page, the post is the article that the page holds. `address`: the link that is the post where
    it has no text of its own.
    """
    page = page_of(source)
    places = Places(page, layout)
    if post is None:
        return read_forum(name, page, places, forum)
    opening = next(iter(Places(page, post).messages()), None)
    messages = places.messages()
    if opening is not None:
        opening.number = None
        link = next(iter(opening.roots[0].select(address)), None) if address and not opening.text else None
        if link is not None and re.match(r"https?://", target := attribute(link, "href")):
            opening.text, opening.parts = target, (Part(0, len(target)),)
        return read_forum(name, page, places, forum, [opening, *messages], opening=opening)
    messages, again = each_once(messages)
    return assemble(name, page, Found(messages, again=[one.roots for one in again], left_out=places.left_out()))


def link_stated(places: Places, messages: Sequence[Message], where: str, attributes: Sequence[str]) -> None:
    """Link each message to the one whose number an attribute states, on its own element or on one that `where` selects in it."""
    by_number = {one.number: one for one in messages}
    for one in messages:
        element = one.roots[0]
        inner = places.first(element, where)
        tags = [element] if inner is None else [inner, element]
        stated = next((value for tag in tags for name in attributes if (value := attribute(tag, name)) not in ("", "0")), None)
        one.answers, one.evidence = by_number.get(stated) if stated else None, "stated"
        if stated and one.answers is None:
            one.remarks = (*one.remarks, f"answers {stated}, which is not in this file; it stands as an answer to the post")


def each_once(messages: Sequence[Message]) -> tuple[list[Message], list[Message]]:
    """The messages, each number once, and those whose number came before (a pinned or accepted answer is printed twice)."""
    seen_numbers: dict[str, Message] = {}
    first: list[Message] = []
    again: list[Message] = []
    for one in messages:
        if one.number is not None and one.number in seen_numbers:
            again.append(one)
            continue
        if one.number is not None:
            seen_numbers[one.number] = one
        first.append(one)
    for one in first:
        if one.answers is not None and one.answers.number in seen_numbers:
            one.answers = seen_numbers[one.answers.number]
    return first, again


def _opening(page: Page, places: Places, forum: Forum, messages: Sequence[Message]) -> Message | None:
    """The thread's first message: by its running number, otherwise the first on the first page; None where it is not here."""
    known: list[tuple[int, int]] = []
    for index, one in enumerate(messages):
        for tag in one.roots:
            element = places.first(tag, forum.position)
            if element is not None and (count := _COUNTS.search(printed(element)[:60] or attribute(element, "name"))):
                known.append((int(re.sub(r"\D", "", count[1])), index))
    if known:
        position, index = min(known)
        return messages[index] if position == 1 else messages[0] if position <= index + 1 else None
    return messages[0] if messages and this_page(page, forum) == 1 else None


def this_page(page: Page, forum: Forum) -> int:
    """Which page of its thread this is, as its navigation or its address states; 1 where nothing does.

    Where the address counts the messages before the page, that number plus 1: what matters is whether it is the first.
    """
    if forum.current:
        for tag in page.soup.select(forum.current):
            numbers = re.findall(r"\d+", printed(tag)[:60])
            if numbers and 0 < int(numbers[0]) < 100_000:
                return int(numbers[0])
    match = re.search(forum.paging, page.url or "")
    number = next((int(group) for group in match.groups() if group), 1) if match else 1
    return max(number, 1)


def _last_page(page: Page, forum: Forum) -> int:
    """The highest page number that the navigation names; 0 where it names none."""
    numbers = [0]
    for tag in page.soup.select(forum.current) if forum.current else ():
        numbers += [int(one) for one in re.findall(r"\d+", printed(tag)[:60])[1:2]]
    for tag in page.soup.select(forum.pages) if forum.pages else ():
        if re.fullmatch(r"\d{1,5}", words := printed(tag)):
            numbers.append(int(words))
    return max(numbers)


def _thread_address(page: Page, forum: Forum) -> str | None:
    """The address without the part that says which page of the thread it is, so that all its pages share their ids."""
    address = page.url
    if address is None and forum.own:
        links = (link for selector in alternatives(forum.own) for link in page.soup.select(selector))
        address = next((attribute(link, "href") for link in links), None)
    if not address:
        return None
    plain = re.sub(forum.paging, "", without_session(address.split("#")[0]))
    return re.sub(r"[?&]+$", "", re.sub(r"\?&+", "?", plain)).rstrip("/")


def _total(page: Page, places: Places, forum: Forum) -> int | None:
    """How many answers the thread has, where a line states the number of its messages."""
    for tag in page.soup.select(forum.total) if forum.total else ():
        if places.owner(tag) is None and (match := _TOTAL.search(printed(tag)[:200])):
            return max(int(re.sub(r"\D", "", match[1])) - 1, 0)
    return None


def mark(tag: Tag, name: str) -> None:
    """Give a class to an element that the platform gives none."""
    tag["class"] = " ".join(dict.fromkeys([*attribute(tag, "class").split(), name]))
    tag.__dict__.pop(" tokens", None)


def cut_signature(message: Message) -> str | None:
    """Cut off what follows a row of underscores at the end of a message, as old forums set a signature apart."""
    match = re.search(r"(?:^|\n+)_{10,}(?:\n|$)", message.text)
    if match is None:
        return None
    signature, message.text = message.text[match.end() :].strip(), message.text[: match.start()].rstrip()
    end = len(message.text)
    message.parts = tuple(replace(one, end=min(one.end, end)) for one in message.parts if one.start < end)
    return signature or "(a line)"


def _title(page: Page, places: Places, forum: Forum) -> str | None:
    for tag in (one for selector in alternatives(forum.title) for one in page.soup.select(selector)):
        words = printed_without(tag, {id(inner) for inner in tag.select(forum.prefix)})
        if 0 < len(words) <= 300 and places.owner(tag) is None:
            return words
    return None


def stated_replies(page: Page) -> int | None:
    """How many answers the page states for its thread, in JSON-LD or microdata; None where it states none."""
    for fact in page.article_facts():
        for one in _listed(fact.get("interactionStatistic")):
            kind = one.get("interactionType")
            kind = kind.get("@type", "") if isinstance(kind, dict) else kind
            if _ANSWERING.search(str(kind)) and str(one.get("userInteractionCount")).isdigit():
                return int(str(one["userInteractionCount"]))
    for tag in page.soup.select("[itemprop=interactionStatistic]"):
        states = {
            attribute(inner, "itemprop"): attribute(inner, "content") or attribute(inner, "href") for inner in descendants(tag)
        }
        if _ANSWERING.search(states.get("interactionType", "")) and states.get("userInteractionCount", "").isdigit():
            return int(states["userInteractionCount"])
    return None


def _listed(value: Any) -> Iterator[dict[str, Any]]:
    yield from (one for one in (value if isinstance(value, list) else [value]) if isinstance(one, dict))
