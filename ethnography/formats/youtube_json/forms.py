"""Which of the forms of YouTube's comments a JSON value has."""

from __future__ import annotations

from typing import Any


def form_of(value: Any) -> str:
    """``page`` (a list of the API's), ``thread``, ``comment``, ``video`` of the API; ``info`` (yt-dlp's file), ``flat`` (one of its
    comments), ``line`` or ``lines`` (youtube-comment-downloader's); "" where it is none of them.

    >>> form_of({"cid": "Ug1", "text": "Tea!", "time": "1 year ago"}), form_of({"id": "Ug1", "text": "Tea!", "parent": "root"})
    ('line', 'flat')
    """
    if not isinstance(value, dict):
        return ""
    if "cid" in value and "text" in value:
        return "line"
    comments = value.get("comments")
    if isinstance(comments, list):
        first = next((one for one in comments if one is not None), None)
        if form_of(first) == "line":
            return "lines"
        if ("id" in value and _is_info(value)) or _is_flat(first):
            return "info"
    elif "id" in value and "title" in value and "webpage_url" in value and _is_info(value):
        return "info"
    return "flat" if _is_flat(value) else _api_form(value)


def _is_info(value: dict[str, Any]) -> bool:
    return any(name in value for name in ("extractor", "extractor_key", "webpage_url", "upload_date"))


def _is_flat(value: Any) -> bool:
    return (
        isinstance(value, dict) and "text" in value and "id" in value and isinstance(value.get("parent"), str) and "by" not in value
    )


def _api_form(value: dict[str, Any]) -> str:
    items, snippet, kind = value.get("items"), value.get("snippet"), value.get("kind")
    if isinstance(items, list):
        if isinstance(kind, str) and kind.startswith("youtube#"):
            return "page" if kind.startswith(("youtube#comment", "youtube#video")) else ""
        return "page" if items and all(form_of(item) in ("thread", "comment") for item in items[:3]) else ""
    if not isinstance(snippet, dict):
        return ""
    if isinstance(snippet.get("topLevelComment"), dict):
        return "thread"
    if "textDisplay" in snippet or "textOriginal" in snippet:
        return "comment"
    return "video" if kind == "youtube#video" else ""
