"""The three entities that APIs write into text (``&amp;``, ``&lt;``, ``&gt;``), and whether a file has them at all."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from ethnography.corpus import Comment, Part

_ENTITY = re.compile(r"&(?:amp|lt|gt);")
_RAW = re.compile(r"[<>]|&(?!(?:amp|lt|gt);)")

Place = tuple[list[Comment], int]
"""Where a comment stands while a file is read: a list and its index in it."""


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


@dataclass
class Entities:
    """Which texts of a file may have been written with entities, and what speaks against it; decided when all are read.

    `parts_of` gives the parts of a text that was decoded.
    """

    parts_of: Callable[[str], tuple[Part, ...]]
    raw: int = 0
    certain: list[Place] = field(default_factory=list)
    likely: list[Place] = field(default_factory=list)

    def see(self, text: str, place: Place, html: object = None) -> None:
        """Look at one text: the HTML that stands beside it says how it is written, or the signs in it do."""
        beside = html[:4] if isinstance(html, str) else ""
        if beside.startswith("<"):
            return
        if is_raw(text):
            self.raw += 1
        elif has_entities(text):
            (self.certain if beside == "&lt;" else self.likely).append(place)

    def decode(self) -> list[str]:
        """Decode the entities once where the API has written them, in all texts or in none; what of that is a guess."""
        guesses: list[str] = []
        if self.likely and self.raw > 20 * len(self.likely):  # somebody explains HTML in a file that escapes nothing
            count = "1 text holds" if len(self.likely) == 1 else f"{len(self.likely)} texts hold"
            guesses = [f"{count} &amp;, &lt; or &gt;, left as typed: {self.raw} others show that nothing is escaped in this file"]
            self.likely.clear()
        elif self.likely and self.raw:
            count = "1 text that holds" if len(self.likely) == 1 else f"{len(self.likely)} texts that hold"
            guesses = [f"&amp;, &lt; and &gt; were decoded in {count} no bare &, < or >; {self.raw} others hold them undecoded"]
        for comments, place in (*self.certain, *self.likely):
            comment = comments[place]
            text = without_entities(comment.text)
            title = without_entities(comment.title) if comment.title else None
            comments[place] = replace(comment, text=text, title=title, parts=self.parts_of(text))
        return guesses
