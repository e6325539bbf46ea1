"""A Disqus thread as the data in the page of its frame: what each comment answers is stated, and its moment in UTC."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from ethnography.formats.markup import text_of_html
from ethnography.formats.saved_page.messages import Message
from ethnography.formats.saved_page.page import Page, attribute
from ethnography.text import clean


@dataclass(frozen=True, slots=True)
class ThreadData:
    """`messages` in the order of the data; `title` and `url` of the page they belong to, `total` comments it has, where stated."""

    messages: list[Message]
    title: str | None
    url: str | None
    total: int | None


def thread_data(page: Page) -> ThreadData | None:
    """The thread in the page's data; None where it holds none."""
    for script in page.all("script"):
        if attribute(script, "id") == "disqus-threadData":
            try:
                data = json.loads("".join(str(piece) for piece in script.contents), strict=False)
            except (ValueError, RecursionError):
                return None
            response = data.get("response") if isinstance(data, dict) else None
            return _thread(response) if isinstance(response, dict) else None
    return None


def _thread(response: dict[str, Any]) -> ThreadData:
    posts = [one for one in response.get("posts") or [] if isinstance(one, dict) and one.get("id")]
    made = {str(one["id"]): _message(one) for one in posts}
    for one in posts:
        parent = str(one.get("parent") or "")
        message = made[str(one["id"])]
        message.answers = made.get(parent)
        message.missing = parent if parent and parent not in made else None
    thread = response.get("thread")
    thread = thread if isinstance(thread, dict) else {}
    total = thread.get("posts")
    title = clean(str(thread.get("clean_title") or thread.get("title") or "")).strip()
    link = str(thread.get("link") or "")
    return ThreadData(
        list(made.values()),
        title or None,
        link if re.match(r"https?://", link) else None,
        total if isinstance(total, int) else None,
    )


def _message(post: dict[str, Any]) -> Message:
    text, parts = text_of_html(str(post.get("message") or post.get("raw_message") or ""))
    author = post.get("author")
    name = clean(str(author.get("name") or "")).strip() if isinstance(author, dict) else ""
    created = str(post.get("createdAt") or "")
    date = created + "Z" if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", created) else None
    state = next((state for key, state in _STATES if post.get(key)), None)
    if state is None and post.get("isApproved") is False:
        state = "unapproved"
    return Message([], str(post["id"]), None, "stated", text, parts, name or None, date, None, post.get("url") or None, state=state)


_STATES = (("isDeletedByAuthor", "deleted"), ("isDeleted", "removed"), ("isSpam", "spam"))
