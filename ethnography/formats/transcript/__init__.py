"""Transcripts as plain text, and the captions of a recording (WebVTT, SRT) as one.

A text is taken for a transcript only where its turns are plain (:mod:`ethnography.formats.turns`) and nothing in it looks like the
comments under a page. Rooms: ``captions`` (cues to a text).
"""

from __future__ import annotations

import re

from ethnography.corpus.roles import role_of
from ethnography.formats.base import Format, Reading
from ethnography.formats.furniture import comments_heading, is_reply_link
from ethnography.formats.markup import paragraphs_of
from ethnography.formats.wording import author_date, date_line, is_says
from ethnography.source import Source

_CAPTIONS = re.compile(r"\ufeff?\s*(?:WEBVTT\b|(?:\d+[ \t]*\n)?\d{1,2}:\d{2}:\d{2}[,.]\d{3}[ \t]*-->)")


class Transcript(Format):
    """An interview or a group discussion as plain text, with a label before each turn; its turns are parts with a voice."""

    name = "transcript"
    title = "a transcript as plain text, or captions (vtt, srt)"
    shapes = ("text",)

    @staticmethod
    def sniff(source: Source) -> int:
        """3 for captions and for turns of an interviewer; 2 for turns of people with names."""
        from ethnography.formats.turns import find_turns

        start = source.start
        if _CAPTIONS.match(start):
            return 3
        if start.lstrip("\ufeff \n")[:1] in ("<", "{"):
            return 0
        text, parts = paragraphs_of(start)
        turns = find_turns(text, parts)
        if turns is None or turns.start > max(3000, 0.3 * len(text)):
            return 0
        lines = [line for line in text.split("\n") if line.strip()]
        if _has_comments(lines, sum(turns.counts.values())):
            return 0
        asks = any(role_of(name) == "asks" and len(name) > 1 for name in turns.counts)
        known = any(role_of(name) and len(name) > 1 for name in turns.counts)
        if asks and sum(turns.counts.values()) >= 6:
            return 3
        return 2 * int(known or sum(turns.counts.values()) >= 6)

    @staticmethod
    def read(source: Source) -> Reading:
        """The transcript as one post. Raises ``UnreadableSource`` where there is no text."""
        from ethnography.formats.documents import Block, Document, document_reading
        from ethnography.formats.transcript.captions import read_captions

        if _CAPTIONS.match(source.text):
            return document_reading("transcript", read_captions(source.text), source)
        text, parts = paragraphs_of(source.text)
        document = Document([Block(text[part.start : part.end], part.kind) for part in parts])
        return document_reading("transcript", document, source)


def _has_comments(lines: list[str], turns: int) -> bool:
    """Whether lines are those of a page with comments: "NAME says:", a date with a name, reply buttons, "12 comments"."""
    says = sum(map(is_says, lines))
    buttons = sum(map(is_reply_link, lines))
    dated = sum(bool(date_line(line) or author_date(line)) for line in lines)
    heading = any((found := comments_heading(line)) and found.count is not None for line in lines)
    return says >= 2 or buttons >= 2 or heading or dated >= max(3, turns // 3)
