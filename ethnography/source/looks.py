"""What a file looks like by its first bytes or letters: what kind of binary file, which XML root, a page or not."""

from __future__ import annotations

import re
from collections.abc import Callable

_BEFORE_ROOT = re.compile(r"\s+|<\?[^>]*>|<!--|<!DOCTYPE[^>\[]*\[?", re.IGNORECASE)

_BINARY = (
    (b"%PDF", "a PDF"), (b"PK\x03\x04", "a ZIP file (or a Word or Excel document)"), (b"PK\x05\x06", "an empty ZIP file"),
    (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"), (b"RIFF", "a picture or a sound"),
    (b"\x1f\x8b", "a compressed file"), (b"SQLite format 3", "a database"), (b"\xd0\xcf\x11\xe0", "an old Word or Excel document"),
    (b"BZh", "a compressed file"), (b"\xfd7zXZ", "a compressed file"), (b"7z\xbc\xaf", "a 7z archive"), (b"Rar!", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a compressed file (zstd)"), (b"wOF", "a font"), (b"ID3", "a sound"), (b"OggS", "a sound"),
)  # fmt: skip


def binary_kind_of(head: bytes, encoding: Callable[[], str]) -> str | None:
    """What kind of file begins with these bytes ("a PDF"); None for text. `encoding` is asked only if need be."""
    if head.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return None
    for start, kind in _BINARY:
        if head.startswith(start):
            return kind
    if head[4:12] in (b"ftypheic", b"ftypisom", b"ftypmp42", b"ftypqt  "):
        return "a picture or a film"
    if encoding().startswith(("utf-16", "utf-32")):
        return None
    control = sum(head.count(byte) for byte in (*range(9), *range(14, 27), 127))
    return "a binary file" if control > len(head) // 50 or head.count(0) > 4 else None


def root_name(start: str, place: int) -> str:
    """The local name of the first start tag from `place` on, in lower case; declarations, comments and a document type may come
    before it. Empty where something else does."""
    while (found := _BEFORE_ROOT.match(start, place)) and found.end() > place:
        place = found.end()
        if found[0].startswith("<!--"):
            place = start.find("-->", place) + 3
        elif found[0].startswith("<!"):
            closing = start.find("]>", place) + 2 if "[" in found[0] else start.find(">", place) + 1
            place = closing if closing > place else len(start)
        if place < found.end():
            return ""
    tag = re.compile(r"<(?:[\w.-]{1,40}:)?([\w.-]{1,80})[\s/>]").match(start, place)
    return tag[1].lower() if tag else ""


def is_page(start: str) -> bool:
    """Whether a text begins as a page of HTML does."""
    return re.search(r"<!doctype\s+html|<html\b|<body\b", start[:20_000], re.IGNORECASE) is not None
