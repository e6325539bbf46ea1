"""The comments that a Blogger page holds only as the data of its script: ``var items = [{'id': …, 'body': …}]``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ethnography.formats.markup import text_of_html
from ethnography.formats.saved_page.messages import Message
from ethnography.formats.saved_page.page import Page, attribute
from ethnography.formats.unix_time import utc
from ethnography.formats.wording import parse_date
from ethnography.text import clean

_ITEMS = re.compile(r"\bvar\s+items\s*=\s*(?=\[)")
_TOKEN = re.compile(
    r"""\s*(?:(?P<mark>[\[\]{},:])|'(?P<single>(?:[^'\\]|\\.)*)'|"(?P<double>(?:[^"\\]|\\.)*)"|(?P<bare>[\w.$+-]+))""", re.DOTALL
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-7]{1,3})|(.))", re.DOTALL)
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "\n": ""}
_DEEPEST = 20


def script_messages(page: Page) -> list[Message]:
    """One message for each comment in the script's data, linked by what it states; none where there is no such data."""
    items = [item for item in _items(page) if isinstance(item, dict) and item.get("id")]
    made: dict[str, Message] = {}
    for item in items:
        made.setdefault(str(item["id"]), _message(item, page))
    for item in items:
        made[str(item["id"])].answers = made.get(str(item.get("parentId") or ""))
    return list(made.values())


def removal(note: str) -> str:
    """The state of a comment in whose place Blogger prints a note: removed by an administrator, otherwise deleted by its author."""
    return "removed" if re.search(r"admin|moderat|blog owner", note, re.IGNORECASE) else "deleted"


def _message(item: dict[str, Any], page: Page) -> Message:
    text, parts = text_of_html(str(item.get("body") or ""))
    author = item.get("author")
    name = clean(str(author.get("name") or "")).strip() if isinstance(author, dict) else ""
    shown = str(item.get("displayTime") or "").strip()
    link = str(item.get("permalink") or item.get("link") or "")
    state = removal(text) if "deleted-comment" in str(item.get("body")) else None
    return Message(
        [], str(item["id"]), None, "stated", text, parts, name or None, parse_date(shown) or utc(item.get("timestamp")),
        shown or None, page.resolve(link) if link else None, state=state,
    )  # fmt: skip


def _items(page: Page) -> list[Any]:
    for script in page.all("script"):
        if attribute(script, "src"):
            continue
        code = "".join(str(piece) for piece in script.contents)
        if match := _ITEMS.search(code):
            try:
                value = _value(_tokens(code, match.end()), 0)
            except (ValueError, StopIteration):
                continue
            if isinstance(value, list) and value:
                return value
    return []


def _tokens(code: str, start: int) -> Iterator[re.Match[str]]:
    at = start
    while match := _TOKEN.match(code, at):
        at = match.end()
        yield match
    raise ValueError("the data ends in the middle")


def _value(tokens: Iterator[re.Match[str]], depth: int, first: re.Match[str] | None = None) -> Any:
    """One value of a script's data: it is read, never run. Raises ``ValueError`` where it is not of this form."""
    token = first or next(tokens)
    if depth > _DEEPEST:
        raise ValueError("nested too deeply")
    if token["mark"] == "[":
        return _list(tokens, depth)
    if token["mark"] == "{":
        return _object(tokens, depth)
    if token["mark"]:
        raise ValueError(f"a {token['mark']} where a value was expected")
    return _word(token)


def _list(tokens: Iterator[re.Match[str]], depth: int) -> list[Any]:
    values: list[Any] = []
    for token in tokens:
        if token["mark"] == "]":
            return values
        if token["mark"] != ",":
            values.append(_value(tokens, depth + 1, token))
    raise ValueError("a list without its end")


def _object(tokens: Iterator[re.Match[str]], depth: int) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for token in tokens:
        if token["mark"] == "}":
            return values
        if token["mark"] == ",":
            continue
        key = _word(token)
        if next(tokens)["mark"] != ":":
            raise ValueError("a name without its value")
        values[str(key)] = _value(tokens, depth + 1)
    raise ValueError("an object without its end")


def _word(token: re.Match[str]) -> str | None:
    if token["bare"] is not None:
        return None if token["bare"] in ("null", "undefined", "false") else token["bare"]
    return _ESCAPE.sub(_unescaped, token["single"] if token["single"] is not None else token["double"] or "")


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    if code:
        return chr(int(code, 16))
    return chr(int(match[3], 8)) if match[3] else _LETTERS.get(match[4], match[4])
