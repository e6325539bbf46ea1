"""The trackbacks of an entry: another blog's name, the title and opening words of its post, and when it linked here."""

from __future__ import annotations

import re
from dataclasses import replace

from bs4 import Tag

from ethnography.formats.saved_page.element_text import Block, joined, read_blocks
from ethnography.formats.saved_page.messages import Message
from ethnography.formats.saved_page.page import Page, attribute, in_side_column, printed, tokens
from ethnography.formats.when import find_when
from ethnography.formats.wording import iso, parse_date

_PLACES = "div.trackback[id], div.trackback-body, div.trackbacks-body, .trackbacks-content > div, div[id^='ping-'], p[id^='p']"
_NUMBER = re.compile(r"(?:ping-|trackback-|p)(\w+)")
_FROM = re.compile(r"^(?:[»>]\s*)?(?P<title>.+?)\s+(?:from|von|de|di|van)\s+(?P<blog>\S.*?)\s*$", re.IGNORECASE)
_MORE = re.compile(r"\s*\[?\s*(?:read\s+more|weiterlesen|leer\s+más|lire\s+la\s+suite)\s*\]?\s*$", re.IGNORECASE)
_TRACKED = re.compile(r"\s*(?:tracked\s+on|on|am|el|le)?\s*:?\s*$", re.IGNORECASE)


def find_pings(page: Page) -> list[Message]:
    """One message for each trackback that the page prints."""
    chosen: list[Tag] = []
    for tag in page.soup.select(_PLACES):
        about = tokens(tag) | {attribute(tag, "id").lower()}
        if tag.name == "p" and not re.fullmatch(r"p\d+", attribute(tag, "id")):
            continue
        if "trackbacks-info" in about or in_side_column(tag) or any(one in tag.parents for one in chosen) or not tag.find("a"):
            continue
        chosen.append(tag)
    return [_message(tag, page) for tag in chosen]


def _message(tag: Tag, page: Page) -> Message:
    header = tag.select_one(".trackback-header, .trackback-title, .trackback-post, .trackback-footer") or tag
    when = next((found for one in tag.select("abbr[title], time[datetime]") if (found := iso(attribute(one, "title")))), None)
    blocks, _ = read_blocks([tag], lambda one: None)
    shown = find_when(printed(header)) or find_when(printed(tag)[-60:])
    date_text = shown.group() if shown else None
    first = printed(header) if header is not tag else blocks[0].text.split("\n")[0]
    match = _FROM.match(_TRACKED.sub("", first.replace(date_text or "\n", "")))
    link = tag.select_one("a[href^='http']")
    number = _NUMBER.fullmatch(attribute(tag, "id"))
    dated = [block for block in blocks if date_text and date_text in block.text and len(block.text) <= len(date_text) + 30]
    kept = [block for block in blocks if block not in dated and not (match and block.text.startswith(first[:60]))]
    title = [Block(match["title"].strip(' »>“”"'), "heading")] if match else []
    text, parts = joined([*title, *(kept or ([] if title else blocks))])
    shorter = _MORE.sub("", text)
    parts = tuple(replace(part, end=min(part.end, len(shorter))) for part in parts if part.start < len(shorter))
    return Message(
        [tag], number[1] if number else None, None, "stated", shorter, parts,
        match["blog"].strip() if match else None, when or (parse_date(date_text) if date_text else None), date_text,
        page.resolve(attribute(link, "href")) if link is not None else None, "pingback",
    )  # fmt: skip
