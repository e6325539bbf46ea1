"""What Reddit's pages of 2018 to 2023 keep as data for their scripts: of each comment its author, date and parent."""

from __future__ import annotations

import json
from typing import Any

from ethnography.formats.markup import text_of_html
from ethnography.formats.reddit_html.rich_text import html_of
from ethnography.formats.saved_page.messages import Message
from ethnography.formats.saved_page.page import Page
from ethnography.formats.tally import words
from ethnography.formats.unix_time import utc

_NAME = "window.___r"
_DELETED = {"user": "deleted", "author": "deleted"}


def models_of(page: Page, kind: str) -> dict[str, dict[str, Any]]:
    """The things of a kind (``comments``, ``posts``) by their full name; empty where the page carries none."""
    state = page.soup.__dict__.get(" state")
    if state is None:
        state = page.soup.__dict__[" state"] = _state(page)
    holder = state.get(kind)
    models = holder.get("models") if isinstance(holder, dict) else None
    return {name: one for name, one in models.items() if isinstance(one, dict)} if isinstance(models, dict) else {}


def _state(page: Page) -> dict[str, Any]:
    for script in page.all("script"):
        text = "".join(str(child) for child in script.contents)
        start = text.find("{", text.find(_NAME)) if _NAME in text else -1
        if start < 0:
            continue
        try:
            value, _ = json.JSONDecoder(strict=False).raw_decode(text, start)
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict):
            return value
    return {}


def fill(message: Message, model: dict[str, Any]) -> None:
    """Give a message the date and author that the data states."""
    message.date = utc(model.get("created")) or message.date
    author = words(model.get("author"))
    message.author = message.author or (author if author != "[deleted]" else None)


def message_of(model: dict[str, Any], name: str, page: Page) -> Message:
    """A comment that the page carries and does not show."""
    media = model.get("media")
    document = media.get("richtextContent") if isinstance(media, dict) else None
    text, parts = text_of_html(html_of(document)) if document else ("", ())
    link = words(model.get("permalink"))
    one = Message([], name, None, "stated", text, parts, url=page.resolve(link) if link else None)
    if model.get("isDeleted"):
        one.state = _DELETED.get(str(model.get("deletedBy")), "removed")
    fill(one, model)
    return one
