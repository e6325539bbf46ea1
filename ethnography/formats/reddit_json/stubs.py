"""The links in a listing behind which more comments are: "load more comments" and "continue this thread"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ethnography.corpus import Comment
from ethnography.formats.reddit_json.fields import id36


def hidden_by(stubs: Sequence[dict[str, Any]], comments: Iterable[Comment]) -> tuple[int, list[str]]:
    """How many comments these stubs hide, without those that are in the file after all; and the sentences about it."""
    if not stubs:
        return 0, []
    held = {comment.id.rpartition(":")[2] for comment in comments}
    hidden = links = continued = 0
    for stub in stubs:
        count, children = stub.get("count"), stub.get("children")
        names = [child for child in children if isinstance(child, str)] if isinstance(children, list) else []
        count = max(count if isinstance(count, int) else 0, len(names))
        if not count:
            continued += 1
        elif rest := max(count - sum(f"t1_{id36(name)}" in held for name in names), 0):
            hidden += rest
            links += 1
    found = []
    if links:
        comments_are = "1 comment is" if hidden == 1 else f"{hidden} comments are"
        found.append(f"{comments_are} behind {links} “load more” link{'s' if links > 1 else ''} and not in this file")
    if continued:
        number = "1 “continue this thread” link leads" if continued == 1 else f"{continued} “continue this thread” links lead"
        found.append(f"{number} to comments that are not in this file; how many is not stated")
    return hidden, found
