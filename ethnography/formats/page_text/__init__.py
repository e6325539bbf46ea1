"""A page saved as plain text: a blog post or an article, and the comments under it, in whatever way they are printed.

Rooms: ``dialect`` (what the program that made the text has added), ``lists`` and ``comment_list`` (comments as an indented
list), ``head``, ``units``, ``heads``, ``thread`` (comments under lines that say who and when), ``article`` (title,
byline, body), ``voices`` (interviews, quoted people, turns). ``reading`` puts them together, and sees to it that every line of
the page is in a text, in a header or in the list of what was left out.
"""

from __future__ import annotations

from ethnography.errors import UnreadableSource
from ethnography.formats.base import Format, Reading
from ethnography.formats.page_text.dialect import LIMIT, read_page
from ethnography.formats.page_text.finding import find_comments
from ethnography.formats.page_text.readable import is_for_readers
from ethnography.formats.page_text.reading import make_reading
from ethnography.source import Source

__all__ = ["PageText"]


class PageText(Format):
    """A page as plain text, with or without comments: saved, copied from a browser, or made by a text browser."""

    name = "page_text"
    title = "a page saved as plain text"
    shapes = ("text",)

    @staticmethod
    def sniff(source: Source) -> int:
        text = source.start
        lines = text.split("\n")
        if not is_for_readers(text.lstrip(), lines) or max(map(len, lines)) > LIMIT:
            return 0
        if find_comments(read_page(text).lines).stated:
            return 3
        return int(any(len(line.split()) >= 8 for line in lines))

    @staticmethod
    def read(source: Source) -> Reading:
        page = read_page(source.text)
        longest = max(map(len, page.lines))
        if longest > LIMIT:
            line = next(n for n, text in zip(page.numbers, page.lines, strict=True) if len(text) == longest) + 1
            advice = "Is it a page saved as text? If it is, break its lines, or save it as HTML."
            raise UnreadableSource(source.name, f"line {line} has {longest:,} characters", advice)
        return make_reading(page, find_comments(page.lines))
