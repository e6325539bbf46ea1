"""The records of a WARC file (and of the older ARC), one after the other; damaged ones are passed over, never what follows them.

warcio reads the headers; what may lie (lengths, compression, ends of lines) is looked after here.

Source: ISO 28500:2017 (WARC 1.1).
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from ethnography.errors import UnreadableSource
from ethnography.source import limits
from ethnography.source.compressed import Damaged, GzipMembers, compression_of, unpack_pieces

BODY = 64 << 20  # bytes of one page
_CUT_OFF = "its record is cut off"
_OTHER_LENGTH = "its record states a length that is not its own"
_LONGEST_LINE = 1 << 16
_MARKS = (b"WARC/1.", b"WARC/0.", b"filedesc://")
_INSIDE = re.compile(rb"\r?\nWARC/[01]\.\d{1,2}\r?\n(?=[\w-]+:)")
_MOST_PUSHED_BACK = 2 << 30


@dataclass(slots=True)
class Record:
    """One record: its type, address, time and content type as stated; of an HTTP answer the status and headers (names in
    lower case) and the body as sent. `cut`: the body is not whole, and why."""

    type: str
    url: str
    date: str
    content_type: str
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    cut: str = ""


def read_records(file: BinaryIO, where: str, damage: list[str]) -> Iterator[Record]:
    """The responses, resources and revisits in the file; what is damaged is said in `damage`. Raises ``UnreadableSource``."""
    head = file.read(8)
    file.seek(0)
    kind = compression_of(head)
    if kind == "gzip":
        pieces = _gzip_pieces(file, where, damage)
    elif kind:
        pieces = iter(unpack_pieces(file, kind, where))
    else:
        pieces = iter(lambda: file.read(1 << 20), b"")
    yield from _records(_Lines(pieces), damage)


def _gzip_pieces(file: BinaryIO, where: str, damage: list[str]) -> Iterator[bytes | None]:
    """The pieces of all members (a record may lie in several of them); None where something between two of them is damaged."""
    members = GzipMembers(file, where)
    for member in members:
        yield from member
        if members.damage:
            damage += members.damage
            members.damage.clear()
            yield None


class _Lines:
    """Pieces of bytes as a file to read from: whole lines up to a length, and no more headers than any record has.

    At a gap (None among the pieces) it ends, until the next record is looked for.
    """

    def __init__(self, pieces: Iterator[bytes | None]) -> None:
        self._pieces, self._data, self._at = pieces, b"", 0
        self._gap = False
        self.headers = self._pushed = 0
        self.damage = ""

    def _more(self) -> bool:
        if self._gap:
            return False
        try:
            piece = next(self._pieces, b"")
        except Damaged as error:
            self.damage, piece = str(error), b""
        self._gap = piece is None
        piece = piece or b""
        self._data, self._at = self._data[self._at :] + piece, 0
        return bool(piece)

    def read(self, size: int) -> bytes:
        """At most `size` bytes; fewer at the end."""
        if self._at >= len(self._data):
            self._more()
        data = self._data[self._at : self._at + size]
        self._at += len(data)
        return data

    def readline(self, size: int = _LONGEST_LINE) -> bytes:
        """A line with its end, or as much of it as is allowed."""
        size = min(size, _LONGEST_LINE)
        while (end := self._data.find(b"\n", self._at, self._at + size)) < 0 and len(self._data) - self._at < size:
            if not self._more():
                break
        stop = end + 1 if end >= 0 else self._at + size
        line = self._data[self._at : stop]
        self._at += len(line)
        self.headers += len(line)
        if self.headers > limits.HEADERS:
            raise Damaged("a record in it has headers without end")
        return line

    def tell(self) -> int:
        return 0  # warcio asks, and needs it of no stream but its own

    def push_back(self, data: bytes) -> None:
        """Read this again next; where that has become too much, the file ends here."""
        self._pushed += len(data)
        if self._pushed > _MOST_PUSHED_BACK:
            self.damage = "too many records in it state lengths that are not their own; what follows them was not read"
            self._pieces, self._data, self._at = iter(()), b"", 0
            return
        self._data, self._at = data + self._data[self._at :], 0

    def at_record(self) -> bool:
        """Whether a record begins next, or the end has come; blank lines before it are skipped."""
        while True:
            self.headers = 0
            line = self.readline()
            if line.strip(b"\r\n"):
                self._at -= len(line)
                return line.startswith(_MARKS) or _is_arc(line)
            if not line:
                return True

    def find_record(self) -> bool:
        """Go to the next line that begins a record; False where none does. Other lines are skipped."""
        while True:
            if not self.at_record():
                self.readline()
            elif self._at < len(self._data):
                return True
            elif not self._gap:
                return False
            else:
                self._gap = False


def _is_arc(line: bytes) -> bool:
    """Whether the line begins an ARC record: address, IP address, fourteen digits, type, length."""
    parts = line.rsplit(None, 4)
    return (
        len(parts) == 5
        and line.startswith((b"http://", b"https://"))
        and len(parts[2]) == 14
        and parts[2].isdigit()
        and parts[4].isdigit()
    )


def _records(lines: _Lines, damage: list[str]) -> Iterator[Record]:
    from warcio.recordloader import ArcWarcRecordLoader  # type: ignore[import-untyped]

    logging.getLogger("warcio").setLevel(logging.ERROR)  # what it says of odd addresses is of no use to a researcher
    loader = ArcWarcRecordLoader(verify_http=False)
    while lines.find_record():
        try:
            found = loader.parse_record_stream(lines)
            record = _record(found, lines)
        except UnreadableSource:
            raise
        except Exception as error:  # warcio has no root error, and headers may be anything
            damage.append(str(error) if isinstance(error, Damaged) else f"a record in it has headers that cannot be read ({error})")
            continue
        if record is not None:
            yield record
    if lines.damage:
        damage.append(lines.damage)


def _record(found: Any, lines: _Lines) -> Record | None:
    """The record, read to its end; None for one that holds no material."""
    said = found.rec_headers.get_header
    kind, url = found.rec_type or "", said("WARC-Target-URI") or ""
    wanted = kind in ("response", "resource", "revisit", "conversion") and url.lower().startswith(("http://", "https://"))
    body, missing = _content(found.raw_stream, lines)
    if not wanted:
        return None
    record = Record(kind, url, said("WARC-Date") or "", found.content_type or "", body=body)
    record.cut = missing or ("its capture was cut off" if said("WARC-Truncated") else "")
    if found.http_headers:
        record.headers = {name.lower(): value for name, value in found.http_headers.headers}
        record.content_type = record.headers.get("content-type", "")
        status = found.http_headers.get_statuscode()
        record.status = int(status) if status.isdigit() and len(status) == 3 else None
    return record


def _content(stream: Any, lines: _Lines) -> tuple[bytes, str]:
    """What a record holds (none of it where it is too large), and what is wrong with its length.

    A length that is too long swallows the records behind it: they are given back.
    """
    kept, size = bytearray(), 0
    while piece := stream.read(1 << 20):
        size += len(piece)
        if size <= BODY:
            kept += piece
    left = getattr(stream, "limit", None)  # None: no length is stated, and the rest was taken
    if left == 0 and lines.at_record():
        return (bytes(kept), "") if size <= BODY else (b"", f"it is larger than {limits.in_words(BODY)}")
    if behind := _INSIDE.search(kept):
        lines.push_back(bytes(kept[behind.start() :]))
        return bytes(kept[: behind.start()]).removesuffix(b"\r\n"), _OTHER_LENGTH
    if left is None:
        return bytes(kept), ""
    return bytes(kept), _CUT_OFF if left else _OTHER_LENGTH
