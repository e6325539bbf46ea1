"""Markdown as people type it in comments: which lines quote, list or head. The text itself stays as it was typed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from ethnography.corpus import Part
from ethnography.text import paragraphs

_MARKED = re.compile(r"(?:^|\n) {0,3}(?:>|#{1,6}\s|[*+-]\s|\d{1,9}[.)]\s|```|~~~)")
_MARKS = " >#*+-`~0123456789"
_FACE = r"[ ]?(?:[_.,-]{1,3}[<>]|[:;=]['^-]?[()\[\]/\\|DdPpOo03])"
_QUOTED = re.compile(rf" {{0,3}}>(?!!|{_FACE})(?=[^\n]*[^\W_])")
_QUOTED_AGAIN = re.compile(r" {0,3}>(?!!)")
_ITEM = re.compile(r" {0,3}(?:[*+-]|\d{1,9}[.)])\s+\S")
_HEADING = re.compile(r" {0,3}#{1,6}\s+\S")
_FENCE = re.compile(r" {0,3}(```|~~~)")


def parts_of_markdown(text: str) -> tuple[Part, ...]:
    """The parts of a text in Markdown: quotations (lines that begin with ``>``), lists, headings, paragraphs.

    The marks stay in the text and in its parts. A spoiler (``>!words!<``), a face (``>:(``) and lines of code are no
    quotations; a line under a quotation that lacks the mark is not quoted, whatever a web page makes of it.

    >>> [(part.kind, part.start, part.end) for part in parts_of_markdown("> tea?\\nNo.\\n\\n* pot\\n* cup")]
    [('quotation', 0, 6), ('paragraph', 7, 10), ('list', 12, 23)]
    """
    several = "\n" in text
    if not (several or text[:1] in _MARKS) or not _MARKED.search(text):
        if several:
            return tuple(Part(start, end) for start, end in paragraphs(text))
        return whole(len(text)) if text and not text.isspace() else ()
    parts: list[Part] = []
    start, end, kind, fence = 0, 0, "", ""
    at = 0
    for line in text.split("\n"):
        opens = _FENCE.match(line)
        if fence:
            now = kind
            if opens and opens[1] == fence:
                fence = ""
        elif opens:
            now, fence = "paragraph", opens[1]
        else:
            now = _kind(line, kind)
        if now != kind or not now or (now == "heading" and not fence):
            if kind:
                parts.append(Part(start, end, kind))
            start = at + len(line) - len(line.lstrip())
        if now and line.strip():
            end = at + len(line.rstrip())
        kind = now
        at += len(line) + 1
    if kind:
        parts.append(Part(start, end, kind))
    return tuple(part for part in parts if part.start < part.end)


def _kind(line: str, before: str) -> str:
    """What a line is, given what the line before it is; nothing for a blank line."""
    if not line or line.isspace():
        return ""
    if _QUOTED.match(line) or (before == "quotation" and _QUOTED_AGAIN.match(line)):
        return "quotation"
    if _HEADING.match(line):
        return "heading"
    if _ITEM.match(line) or before == "list":
        return "list"
    return "paragraph"


def quoting_paragraphs(text: str, parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts of a text out of HTML, those paragraphs that begin with ``>`` as quotations: where that is how people quote.

    >>> quoting_paragraphs("> Tea?\\n\\nNo.", [Part(0, 6), Part(8, 11)])[0].kind
    'quotation'
    """
    return tuple(
        replace(part, kind="quotation") if part.kind == "paragraph" and _QUOTED.match(text, part.start, part.end) else part
        for part in parts
    )


@lru_cache(20_000)
def whole(length: int) -> tuple[Part, ...]:
    """One paragraph of this length: shared by all texts of it, for there are many."""
    return (Part(0, length),)
