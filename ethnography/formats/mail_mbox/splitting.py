"""An mbox file to its messages, as bytes: where one ends and the next begins, and the lines that were escaped for that."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_DATED = re.compile(
    rb"From \S.{0,300}?\b\d{1,2}:\d\d\b.{0,40}\b(?:19|20)\d\d\b|From \S.{0,300}?\b(?:19|20)\d\d\b.{0,40}\b\d{1,2}:\d\d\b"
)
_HEADER = re.compile(rb"[!-9;-~]{1,76}[ \t]?:|>From ")
_ESCAPED = re.compile(rb"^(>+)From ", re.MULTILINE)
_DEPTH = re.compile(rb"(?:> ?)*")


class Raw(NamedTuple):
    """One message as it lies in the file: the line of the file on which it begins (from 1), its ``From `` line, its bytes."""

    line: int
    separator: bytes
    data: bytes


def split_messages(lines: Iterable[bytes]) -> Iterator[Raw]:
    """The messages of an mbox, one at a time.

    A message begins at a line ``From SENDER DATE`` with a header under it, so that a sentence that begins with "From" is none,
    escaped or not. Where the first such line has no date, those of the others need none either, but a blank line before them.
    Lines before the first one are a message of their own if they are a header: a file of one message has no such line.
    """
    body: list[bytes] = []
    started, separator, blank = 1, b"", True
    several: bool | None = None  # not known before the first line that is not blank
    dated = True
    for number, line, after in _with_next(lines):
        begins = line.startswith(b"From ") and _HEADER.match(after) is not None
        if several is None and line.strip():
            several = begins
            dated = _DATED.match(line) is not None
            begins_here = begins
        else:
            begins_here = begins and bool(several) and (_DATED.match(line) is not None or (blank and not dated))
        if begins_here:
            if b"".join(body).strip():
                yield Raw(started, separator, unescaped(b"".join(body)))
            started, separator, body = number, line.strip(), []
        else:
            body.append(line)
        blank = not line.strip()
    if separator or b"".join(body).strip():
        yield Raw(started, separator, unescaped(b"".join(body)))


def _with_next(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes, bytes]]:
    before: bytes | None = None
    number = 0
    for line in lines:
        if before is not None:
            yield number, before, line
        before, number = line, number + 1
    if before is not None:
        yield number, before, b""


def unescaped(data: bytes) -> bytes:
    """The message with the escape taken from its lines ``>From ``; one that stands among lines quoted as deep was a quotation.

    >>> unescaped(b"X: y\\n\\n>From here on\\n"), unescaped(b"X: y\\n\\n>tea\\n>From China\\n")
    (b'X: y\\n\\nFrom here on\\n', b'X: y\\n\\n>tea\\n>From China\\n')
    """
    if not _ESCAPED.search(data):
        return data
    lines = data.split(b"\n")
    depths = [0 if _ESCAPED.match(line) else _depth(line) for line in lines]
    for at, line in enumerate(lines):
        if escaped := _ESCAPED.match(line):
            beside = max(depths[at - 1] if at else 0, depths[at + 1] if at + 1 < len(lines) else 0)
            lines[at] = line if beside >= len(escaped[1]) else line[1:]
    return b"\n".join(lines)


def _depth(line: bytes) -> int:
    marks = _DEPTH.match(line)
    return marks.group().count(b">") if marks else 0
