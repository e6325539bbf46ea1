"""Reddit's things out of whatever holds them: a listing, a tree of replies, an answer of the API, a line of a dump."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Thing = tuple[str, dict[str, Any]]
"""A kind (``t1`` a comment, ``t3`` a post, ``more`` a stub, ``after`` a page that goes on; "" where it is none) and its data."""

_KINDS = frozenset({"t1", "t2", "t3", "t4", "t5", "t6", "more"})


def is_reddit(value: Any) -> bool:
    """Whether a JSON value is Reddit's: judged by its first thing."""
    for kind, data in things_in(value):
        if kind == "after":
            continue
        return bool(kind) and (kind != "t1" or "body" in data)
    return isinstance(value, dict) and value.get("kind") == "Listing" and isinstance(value.get("data"), dict)


def alone(value: Any) -> str:
    """The kind of a value that is one thing and holds no other, as the lines of dumps do; "" where it must be looked into."""
    if isinstance(value, dict) and "kind" not in value and not value.get("replies"):
        return bare_kind(value)
    return ""


def things_in(value: Any) -> Iterator[Thing]:
    """The things in a JSON value, each comment before its replies, in the order of the file."""
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(reversed(value))
            continue
        if not isinstance(value, dict):
            continue
        kind, data = value.get("kind"), value.get("data")
        if isinstance(kind, str) and kind in _KINDS and isinstance(data, dict):
            yield kind, data
            waiting.append(data.get("replies"))
        elif bare := bare_kind(value):
            yield bare, value
            waiting.append(value.get("replies"))
        elif (inner := _inside(value)) is not None:
            if isinstance(data, dict) and data.get("after"):
                yield "after", data
            waiting.append(inner)
        else:
            yield "", value


def _inside(value: dict[str, Any]) -> Any:
    """What a holder of things holds; None where it is no holder."""
    if value.get("kind") == "Listing" and isinstance(value.get("data"), dict):
        return value["data"].get("children")
    answer = value.get("json")
    if isinstance(answer, dict) and isinstance(answer.get("data"), dict):
        return answer["data"].get("things")
    data = value.get("data")
    return data if isinstance(data, list) else None


def bare_kind(data: dict[str, Any]) -> str:
    """The kind of a thing that stands without its wrapping, as in dumps; "" where it is no thing of Reddit's.

    >>> bare_kind({"body": "Yes", "link_id": "t3_a1"}), bare_kind({"title": "Tea", "selftext": "", "subreddit": "pots"})
    ('t1', 't3')
    """
    if "body" in data and ("link_id" in data or "parent_id" in data):
        named = (data.get("link_id"), data.get("parent_id"))
        if "subreddit" in data or any(isinstance(one, str) and one.startswith(("t1_", "t3_")) for one in named):
            return "t1"
    if "title" in data and "subreddit" in data and not data.keys().isdisjoint(("selftext", "is_self", "num_comments", "permalink")):
        return "t3"
    return ""
