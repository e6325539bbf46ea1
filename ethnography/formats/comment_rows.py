"""What the tabular formats share: the date of a row, and threads that come without their post."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ethnography.corpus import Comment
from ethnography.formats.wording import parse_date

_ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s?(?:Z|[+-]\d\d:?\d\d)?)?)?)?")


def stated_date(text: str | None) -> tuple[str | None, str | None]:
    """The date of a row in ISO 8601 and as printed: ISO as it is given, other dates where they are certain.

    >>> stated_date("2011-05-03T10:15"), stated_date("3 May 2011"), stated_date("last week"), stated_date("")
    (('2011-05-03T10:15', None), ('2011-05-03', '3 May 2011'), (None, 'last week'), (None, None))
    """
    text = (text or "").strip()
    if not text:
        return None, None
    return (text, None) if _ISO.fullmatch(text) else (parse_date(text), text)


def without_post(comments: Iterable[Comment]) -> list[str]:
    """A warning for each thread that has no post; none is invented."""
    posts: dict[str, bool] = {}
    for comment in comments:
        posts[comment.thread] = posts.get(comment.thread, False) or comment.kind == "post"
    return [
        f"thread {thread} has no post (no row of kind post): its comments stand alone" for thread, has in posts.items() if not has
    ]
