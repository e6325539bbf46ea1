"""The three entities that APIs write into text (``&amp;``, ``&lt;``, ``&gt;``), and whether a file has them at all."""

from __future__ import annotations

import re

_ENTITY = re.compile(r"&(?:amp|lt|gt);")
_RAW = re.compile(r"[<>]|&(?!(?:amp|lt|gt);)")


def without_entities(text: str) -> str:
    """The text with each of the three entities decoded, once.

    >>> without_entities("tea &amp; milk &lt;3 &amp;lt;")
    'tea & milk <3 &lt;'
    """
    if "&" not in text:
        return text
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def has_entities(text: str) -> bool:
    """Whether an API may have written this text with entities: it has some, and no sign that would have become one."""
    return "&" in text and _ENTITY.search(text) is not None and _RAW.search(text) is None


def is_raw(text: str) -> bool:
    """Whether a text shows that nothing was escaped: it holds ``<``, ``>`` or an ampersand that begins none of the entities."""
    return ("<" in text or ">" in text or "&" in text) and _RAW.search(text) is not None
