"""Where Hacker News puts what: the story in a table of its own, the comments in rows whose indentation is their depth."""

from __future__ import annotations

import re
from dataclasses import replace

from bs4 import Tag

from ethnography.corpus import Part
from ethnography.formats.base import Ids, Reading
from ethnography.formats.saved_page.depths import link_by_depth
from ethnography.formats.saved_page.element_text import joined, read_blocks
from ethnography.formats.saved_page.forum import Forum, read_forum
from ethnography.formats.saved_page.layout import Layout, Places, date_of
from ethnography.formats.saved_page.messages import Message
from ethnography.formats.saved_page.page import Page, ancestors, attribute, page_of, printed
from ethnography.formats.unix_time import utc
from ethnography.source import Source

_LAYOUT = Layout(
    comment="tr:has(> td.default)",
    text=".commtext, span.comment, div.comment",
    author=".hnuser, .comhead a[href*='user?id=']",
    date=".age, .comhead",
    number=r"(?:up_|down_)?(\d+)",
    number_in=("id",),
    furniture=".reply, font[size='1']",
)
_FORUM = Forum(
    title=".fatitem .titleline > a, .fatitem .storylink, .fatitem td.title > a, .onstory a",
    paging=r"&p=(\d+)",
    own=".onstory a[href], .fatitem .age a[href*='item?id=']",
)
_STEP = 40
_MARK = re.compile(r"\s*\[(deleted|flagged|dead)\]\s*")


class _Places(Places):
    def message(self, element: Tag) -> Message:
        one = super().message(element)
        row = next((tag for tag in ancestors(element) if tag.name == "tr" and "athing" in attribute(tag, "class").split()), None)
        link = element.select_one(".age a[href*='item?id='], .comhead a[href*='item?id=']")
        linked = re.search(r"item\?id=(\d+)", attribute(link, "href")) if link is not None else None
        one.number = (attribute(row, "id") if row is not None else "") or (linked[1] if linked else one.number)
        one.url = f"https://news.ycombinator.com/item?id={one.number}" if one.number else None
        one.parts = tuple(replace(part, kind="quotation") if one.text[part.start] == ">" else part for part in one.parts)
        if time := self.first(element, ".age"):
            one.date, one.date_text = _time(time)
        elif one.date_text:  # before 2014 the date stands in the line with the name
            ago = re.search(r"\d+ \w+ ago", one.date_text)
            one.date_text = ago[0] if ago else None
        marked = _MARK.fullmatch(printed(body)) if (body := self.first(element, "td.default")) is not None else None
        marked = marked or _MARK.match(one.text) or _MARK.search(printed(element.select_one(".comhead") or element)[:200])
        if marked:
            one.state = "deleted" if marked[1] == "deleted" else "removed"
        return one

    def depth(self, element: Tag) -> int | None:
        """How deep a comment stands, 1 for an answer to the story: as an attribute states, or by the width of a picture."""
        cell = self.first(element, "td.ind[indent]")
        if cell is not None and attribute(cell, "indent").isdigit():
            return int(attribute(cell, "indent")) + 1
        picture = self.first(element, "td > img[width]")
        return (
            int(attribute(picture, "width")) // _STEP + 1 if picture is not None and attribute(picture, "width").isdigit() else None
        )


def read_page(source: Source) -> Reading:
    """The reading of a page of a story, or of one comment and the answers to it."""
    page = page_of(source)
    places = _Places(page, _LAYOUT)
    if page.address is None and (number := _story_number(page)):
        page.address = f"https://news.ycombinator.com/item?id={number}"
    above = page.soup.select_one(".fatitem")
    story = _story(page, above) if above is not None else None
    messages = places.messages()
    inside = [one for one in messages if above is not None and any(tag is above for tag in ancestors(one.roots[0]))]
    rest = [one for one in messages if one not in inside]
    depths = [places.depth(one.roots[0]) for one in rest]
    shift = 1 if inside and story is None else 0  # the page of one comment: those under it answer it
    stated_depth = page.soup.select_one("td.ind[indent]") is not None
    link_by_depth(
        [*inside, *rest],
        [*(1 for _ in inside), *(None if depth is None else depth + shift for depth in depths)],
        "stated" if stated_depth else "indentation",
    )
    stated = _stated(above) if story is not None and above is not None else None
    everything = [*([story] if story else []), *inside, *rest]
    reading = read_forum(
        "hacker_news_html",
        page,
        places,
        _FORUM,
        everything,
        opening=story,
        has_post=story is not None,
        stated=stated,
        ids=_ids(page),
    )
    if page.soup.select_one("a.morelink") is not None:
        more = "the page links to more comments, which are not in this file"
        reading = replace(reading, warnings=(*reading.warnings, more), partial=True)
    return reading


def _story_number(page: Page) -> str | None:
    """The number of the story, as the link to it or its own row states."""
    link, row = page.soup.select_one(".onstory a[href*='item?id=']"), page.soup.select_one(".fatitem tr.athing[id]")
    found = re.search(r"id=(\d+)", attribute(link, "href")) if link is not None else None
    return found[1] if found else attribute(row, "id") or None if row is not None else None


def _ids(page: Page) -> Ids | None:
    """Ids as an export of the story gives them."""
    key = _story_number(page)
    return Ids(f"hacker news {key}", f"https://news.ycombinator.com/item?id={key}") if key else None


def _story(page: Page, table: Tag) -> Message | None:
    """The story as a message: its text, or the address that it links to; None on the page of one comment."""
    link = table.select_one(".titleline > a, .storylink, td.title > a")
    if link is None:
        return None
    cells = [
        tag
        for tag in table.select(".toptext, td")
        if not tag.select(".hnuser, .titleline, .storylink, form, table, .votearrow, td")
    ]
    bodies = [tag for tag in cells if not {"title", "subtext", "votelinks"} & set(attribute(tag, "class").split()) and printed(tag)]
    blocks, _ = read_blocks(bodies[:1], lambda tag: None)
    text, parts = joined(blocks)
    address = attribute(link, "href")
    if not text and re.match(r"https?:", address):
        text, parts = address, (Part(0, len(address)),)
    author, time = table.select_one(".subtext a[href*='user?id='], .hnuser"), table.select_one(".age")
    date, date_text = _time(time) if time is not None else (None, None)
    return Message(
        [table], None, None, "stated", text, parts, printed(author) or None if author is not None else None, date, date_text
    )


def _time(tag: Tag) -> tuple[str | None, str | None]:
    """The time of an item; the title's date is UTC (newer pages add the seconds since 1970)."""
    title = attribute(tag, "title").split()
    date = utc(title[1]) if len(title) > 1 and title[1].isdigit() else None
    stated, words = date_of(tag)
    return date or (stated + "Z" if stated and re.fullmatch(r"[\d-]{10}T[\d:]+", stated) else stated), words


def _stated(table: Tag) -> int | None:
    for tag in table.select(".subtext a, .subline a"):
        if match := re.fullmatch(r"(\d+)\s+comments?", printed(tag).replace("\u00a0", " ")):
            return int(match[1])
    return None
