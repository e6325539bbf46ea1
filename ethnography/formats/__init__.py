"""The formats a thread can arrive in: one file a format, and the list of them on one screen.

To add one, read the docstring of :class:`ethnography.formats.base.Format`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from ethnography.corpus import Comment
from ethnography.errors import AmbiguousFormat, EthnographyError, UnknownId, UnreadableSource
from ethnography.formats.base import Format, LeftOut, Reading, Table
from ethnography.formats.comments_csv import CommentsCsv
from ethnography.formats.comments_jsonl import CommentsJsonl
from ethnography.formats.page_text import PageText
from ethnography.formats.wordpress_html import WordPressHtml
from ethnography.source import Source, make_source, open_source
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
    sure = [(format.sniff(source), format) for format in FORMATS if source.shape in format.shapes]
    best = max((score for score, _ in sure), default=0)
    candidates = [format for score, format in sure if score == best]
    if best == 0:
        source.check_text()
        raise UnreadableSource(source.name, f"it is {describe(source)}, in no form known here", _ADVICE)
    if len(candidates) > 1:
        raise AmbiguousFormat(source.name, [format.name for format in candidates])
    return candidates[0]


_ADVICE = "Known are: " + "; ".join(f"{format.name} ({format.title})" for format in FORMATS) + ". Pass --format to insist on one."


def describe(source: Source) -> str:
    """What a file looks like, in a few words, for messages."""
    kinds = {
        "html": "an HTML page",
        "xml": "an XML file",
        "json": "a JSON file",
        "json lines": "a file of JSON lines",
        "text": "text",
    }
    return kinds.get(source.shape) or source.binary_kind or "a binary file"


def read_source(
    path: str | Path | Source,
    *,
    format: str | None = None,
    encoding: str | None = None,
    columns: Mapping[str, str] | None = None,
) -> Reading:
    """Everything a file holds, as a :class:`Reading`; nothing is written.

    `path`: a file, or a :class:`Source` already opened. `columns`: of a table, which column (value) is which field (key).
    Raises ``UnreadableSource`` or ``AmbiguousFormat``.
    """
    source = path if isinstance(path, Source) else open_source(path, encoding)
    chosen = find_format(source, format)
    try:
        if columns is None:
            reading = chosen.read(source)
        elif issubclass(chosen, Table):
            reading = chosen.read(source, columns)
        else:
            raise UnreadableSource(source.name, f"read as {chosen.name}, it has no columns", "Leave --columns out.")
    except EthnographyError:
        raise
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError) as error:
        raise UnreadableSource(
            source.name,
            f"the {chosen.name} reader failed on it ({type(error).__name__}: {error})",
            "Please report this file's form.",
        ) from error
    if not reading.comments:
        raise UnreadableSource(source.name, f"read as {chosen.name}, it holds no post and no comment", _ADVICE)
    for comment in reading.comments:
        _check(comment, chosen.name)
    if source.decoding.guess and source.shape != "binary":
        reading = replace(reading, guesses=(source.decoding.guess, *reading.guesses))
    return replace(reading, url=source.url or reading.url, captured=source.captured or reading.captured)


def _check(comment: Comment, reader: str) -> None:
    """A reader's promise: clean text, and parts inside it."""
    if clean(comment.text) != comment.text:
        raise AssertionError(f"{reader}: the text of {comment.id} is not clean")
    for part in comment.parts:
        if not 0 <= part.start < part.end <= len(comment.text):
            raise AssertionError(f"{reader}: a part of {comment.id} is outside its text")
