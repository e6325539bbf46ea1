"""Markdown files: notes, articles and transcripts as they read when they are shown, without the marks.

Rooms: ``front_matter`` (title, author and date before the text), ``body`` (the text to blocks). Source: CommonMark 0.31, with the
tables and struck words of GitHub, and footnotes.
"""

from __future__ import annotations

import re

from ethnography.formats.base import Format, Reading
from ethnography.formats.furniture import comments_heading, is_reply_link
from ethnography.formats.wording import is_says
from ethnography.source import Source

_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+\S")
_FRONT = re.compile(r"---[ \t]*\n(?:[^\n]*\n){0,60}?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_PANDOC = re.compile(r"% \S[^\n]*\n(?:% ?[^\n]*\n){1,2}[ \t]*\n")
_UNDERLINED = re.compile(r"[^\s#>|*-][^\n]{0,120}\n(?:={3,}|-{3,})[ \t]*\Z")
_STATES = re.compile(r"^(?:title|author|authors|date|layout|tags|published)[ \t]*:", re.MULTILINE | re.IGNORECASE)
_PROGRAM = re.compile(
    r"(?:import\s\w|from\s[\w.]+\simport\s|(?:async\s)?def\s\w+\(|class\s\w+[(:]|@\w+|#include\b|\s+(?:return|self\.|if\s.*:$|for\s.*:$)|\w+\s=\s\S|[})\]]+[;,]?$)"
)
_MARKS = re.compile(
    r"\[[^\]\n]{1,200}\]\([^)\s]{1,400}\)|(?<!\*)\*\*[^\s*][^*\n]{0,200}\*\*|^(?:```|~~~|> )|^\[\^\w+\]:|^\|.*\|$", re.MULTILINE
)


class Markdown(Format):
    """A text in Markdown as it reads when shown; turns, headings, lists and quotations are parts."""

    name = "markdown"
    title = "a text in Markdown"
    shapes = ("text",)

    @staticmethod
    def sniff(source: Source) -> int:
        """3 for front matter that states title, author or date; 2 for headings and other marks of Markdown. 0 for a page with
        comments, which some programs print with the same marks."""
        start = source.start.lstrip("\ufeff\n")
        front = _FRONT.match(start)
        if (front and _STATES.search(front.group())) or _PANDOC.match(start):
            return 3
        lines = start[:60_000].split("\n")[:600]
        filled = [line for line in lines if line.strip()]
        if not filled or filled[0].startswith("#!") or _is_program(filled) or _has_comments(filled):
            return 0
        headings = [n for n, line in enumerate(lines) if _HEADING.match(line) or _UNDERLINED.match("\n".join(lines[n : n + 2]))]
        apart = sum(n == 0 or not lines[n - 1].strip() for n in headings)
        prose = any(len(line.split()) >= 8 and not _HEADING.match(line) for line in filled)
        if not headings or not prose or apart < 0.7 * len(headings) or len(headings) * 3 > len(filled) + 3:
            return 0
        marks = len(_MARKS.findall("\n".join(lines)))
        return 2 * int(len(headings) >= 3 or (headings[0] == 0 and (len(headings) >= 2 or marks >= 2)))

    @staticmethod
    def read(source: Source) -> Reading:
        """The text as one post. Raises ``UnreadableSource`` where there is none."""
        from ethnography.formats.documents import document_reading
        from ethnography.formats.markdown.body import read_markdown

        return document_reading("markdown", read_markdown(source.text), source)


def _is_program(lines: list[str]) -> bool:
    """Whether lines are a program's, in which ``#`` begins a remark; programs shown in a text between fences do not count."""
    fenced, program = False, 0
    for line in lines:
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        elif not fenced:
            program += _PROGRAM.match(line) is not None
    return program * 10 > len(lines)


def _has_comments(lines: list[str]) -> bool:
    """Whether lines are those of a saved page with comments: "NAME says:", reply buttons, "12 comments"."""
    says = sum(is_says(line.strip("#*_ ")) for line in lines)
    buttons = sum(is_reply_link(re.sub(r"[\[\]#*_]|\([^)]*\)", "", line)) for line in lines)
    heading = any((found := comments_heading(line.strip("#*_ "))) and found.count is not None for line in lines)
    return says >= 2 or buttons >= 2 or heading
