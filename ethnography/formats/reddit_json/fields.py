"""What Reddit's fields mean: which thread, which parent, what became of a text, what is taken and what is not."""

from __future__ import annotations

import re
from typing import Any

from ethnography.formats.tally import sound

TAKEN = frozenset({
    "id", "name", "link_id", "parent_id", "author", "body", "created_utc", "edited", "permalink", "replies", "title", "selftext",
    "url", "num_comments", "removed_by_category", "_meta", "poll_data",
})  # fmt: skip
"""The fields that become a part of a comment, or that are said in the reading."""

_GONE = re.compile(r"\[\s*(?:(?P<deleted>deleted)|(?P<removed>removed))(?:\s+by\s+[^\]\n]{1,80})?\s*\]", re.IGNORECASE)
_THREAD = re.compile(r"/comments/([0-9a-z]+)", re.IGNORECASE)
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def id36(value: Any) -> str | None:
    """The bare id of ``t1_abc``, of ``abc``, or of the number that some services store instead; None where there is none.

    >>> id36("t1_c369r5m"), id36("c369r5m"), id36(35), id36(None)
    ('c369r5m', 'c369r5m', 'z', None)
    """
    if isinstance(value, str):
        return sound(value.rpartition("_")[2]) or None
    if not isinstance(value, int) or isinstance(value, bool) or value <= 0:
        return None
    digits = ""
    while value and len(digits) < 20:
        value, digit = divmod(value, 36)
        digits = _DIGITS[digit] + digits
    return digits


def thread_of(data: dict[str, Any]) -> str | None:
    """The id of the post that a comment stands under; None where nothing in it says so."""
    if linked := id36(data.get("link_id")):
        return linked
    parent = data.get("parent_id")
    if isinstance(parent, str) and parent.startswith("t3_"):
        return parent[3:] or None
    for name in ("permalink", "context", "link_permalink", "link_url"):
        if isinstance(link := data.get(name), str) and (found := _THREAD.search(link[:2000])):
            return found[1].lower()
    return None


def address(data: dict[str, Any]) -> str | None:
    """The permalink in full, where one is stated."""
    link = data.get("permalink")
    if not isinstance(link, str) or not link.startswith(("/", "http")):
        return None
    return sound(f"https://www.reddit.com{link}" if link[0] == "/" else link)


def gone(text: str) -> str | None:
    """``deleted`` or ``removed`` where Reddit has put such a word in the place of the text.

    >>> gone("[deleted]"), gone("[ Removed by Reddit ]"), gone("[removed] tea")
    ('deleted', 'removed', None)
    """
    found = _GONE.fullmatch(text) if text.startswith("[") and len(text) < 200 else None
    if found is None:
        return None
    return "deleted" if found["deleted"] else "removed"


def state_of(text: str, data: dict[str, Any]) -> str | None:
    """What has become of a post or comment, by its text or by what the service that stored it has noted since."""
    if data.get("removed_by_category"):
        return "deleted" if data["removed_by_category"] in ("deleted", "author") else "removed"
    if found := gone(text):
        return found
    meta = data.get("_meta")
    kind = meta.get("removal_type") if isinstance(meta, dict) else None
    if isinstance(kind, str) and kind:
        return "deleted" if kind.startswith("deleted") else "removed"
    return None


def author_of(data: dict[str, Any]) -> str | None:
    """The account's name; None where it is not stated or the account is gone."""
    name = data.get("author")
    return name if isinstance(name, str) and name.strip() and name not in ("[deleted]", "[removed]") else None
