"""The formats a thread can arrive in: one file a format, and the list of them on one screen.

To add one, read the docstring of :class:`ethnography.formats.base.Format`.
"""

from __future__ import annotations

from pathlib import Path

from ethnography.corpus import Comment
from ethnography.errors import AmbiguousFormat, EthnographyError, UnknownId, UnreadableSource
from ethnography.formats.base import Format, LeftOut, Reading, Source, make_source, open_source
from ethnography.formats.comments_csv import CommentsCsv
from ethnography.formats.comments_jsonl import CommentsJsonl
from ethnography.formats.page_text import PageText
from ethnography.formats.wordpress_html import WordPressHtml
from ethnography.text import clean

__all__ = ["FORMATS", "Format", "LeftOut", "Reading", "Source", "find_format", "make_source", "open_source", "read_source"]

FORMATS: tuple[type[Format], ...] = (
    WordPressHtml,
    CommentsJsonl,
    CommentsCsv,
    PageText,
)


def find_format(source: Source, name: str | None = None) -> type[Format]:
    """The format of this name, or the one whose ``sniff`` is surest; raises where none or two are."""
    if name is not None:
        by_name = {format.name: format for format in FORMATS}
        if name not in by_name:
            raise UnknownId("format", name, by_name, "the list of formats")
        return by_name[name]
    sure = [(format.sniff(source), format) for format in FORMATS]
    best = max(score for score, _ in sure)
    candidates = [format for score, format in sure if score == best]
    if best == 0:
        raise UnreadableSource(source.name, f"it is {describe(source)}, in no form known here", _ADVICE)
    if len(candidates) > 1:
        raise AmbiguousFormat(source.name, [format.name for format in candidates])
    return candidates[0]


_ADVICE = "Known are: " + "; ".join(f"{format.name} ({format.title})" for format in FORMATS) + ". Pass --format to insist on one."


def describe(source: Source) -> str:
    """What a file looks like, in a few words, for messages."""
    start = source.text.lstrip()[:500].lower()
    if "<html" in start or start.startswith("<!doctype html"):
        return "an HTML page without WordPress comments"
    if start.startswith("<"):
        return "an XML file"
    if start.startswith(("{", "[")):
        return "a JSON file"
    return "text"


def read_source(path: str | Path | Source, *, format: str | None = None, encoding: str | None = None) -> Reading:
    """Everything a file holds, as a :class:`Reading`; nothing is written.

    `path`: a file, or a :class:`Source` already opened. Raises ``UnreadableSource`` or ``AmbiguousFormat``.
    """
    source = path if isinstance(path, Source) else open_source(path, encoding)
    chosen = find_format(source, format)
    try:
        reading = chosen.read(source)
    except EthnographyError:
        raise
    except (ValueError, RecursionError, LookupError) as error:
        raise UnreadableSource(
            source.name,
            f"the {chosen.name} reader failed on it ({type(error).__name__}: {error})",
            "Please report this file's form.",
        ) from error
    if not reading.comments:
        raise UnreadableSource(source.name, f"read as {chosen.name}, it holds no post and no comment", _ADVICE)
    for comment in reading.comments:
        _check(comment, chosen.name)
    return reading


def _check(comment: Comment, reader: str) -> None:
    """A reader's promise: clean text, and parts inside it."""
    if clean(comment.text) != comment.text:
        raise AssertionError(f"{reader}: the text of {comment.id} is not clean")
    for part in comment.parts:
        if not 0 <= part.start < part.end <= len(comment.text):
            raise AssertionError(f"{reader}: a part of {comment.id} is outside its text")
