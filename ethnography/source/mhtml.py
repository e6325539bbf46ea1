"""The page in a web archive of one page (``.mhtml``, ``.mht``): Chrome, Edge, Opera, Internet Explorer, UnMHT, Word.

Source: RFC 2557 (MHTML), RFC 2387 (multipart/related); Chrome adds ``Snapshot-Content-Location``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser

from ethnography.errors import UnreadableSource
from ethnography.source.decoding import working_charset
from ethnography.source.frame_pages import FEW_WORDS, FRAMES, is_discussion, words_in
from ethnography.source.limits import HEADERS, Unpacking
from ethnography.source.opened import Source
from ethnography.source.passed_over import Kind
from ethnography.source.saved import as_saved, read_time

_FIELD = re.compile(rb"(?i)^(?:from|subject|date|mime-version|content-type|content-location|snapshot-content-location|x-[\w-]+):")
_MAIL = ("Received", "Message-ID", "To", "Delivered-To", "Return-Path", "References", "In-Reply-To")
_TEXT = ("text/html", "application/xhtml+xml", "text/plain", "application/json", "text/xml", "application/xml")
_HTML = ("text/html", "application/xhtml+xml")
_PARTS, _NESTING = 20_000, 3
_OTHER = Kind("a part of the page that is no text", "parts of the page that are no text (pictures, styles, scripts)")


@dataclass(frozen=True, slots=True)
class _Part:
    headers: Message
    body: bytes

    @property
    def type(self) -> str:
        return self.headers.get_content_type()

    @property
    def id(self) -> str:
        return str(self.headers.get("Content-ID", "")).strip().strip("<>")

    @property
    def location(self) -> str:
        return _unfolded(self.headers.get("Content-Location"))

    def data(self) -> bytes:
        """The body as it was before it was made fit for mail."""
        import binascii
        import quopri

        how = str(self.headers.get("Content-Transfer-Encoding", "")).strip().lower()
        if how == "quoted-printable":
            return quopri.decodestring(self.body)
        if how == "base64":
            letters = re.sub(rb"[^A-Za-z0-9+/]", b"", self.body)
            return binascii.a2b_base64(letters[: len(letters) - (len(letters) % 4 == 1)] + b"==")
        return self.body

    def charset(self, data: bytes) -> str | None:
        """The charset its header states, where the bytes are text in it."""
        return working_charset(self.headers.get_content_charset(), data)


def is_mhtml(head: bytes) -> bool:
    """Whether a file that begins so is a web archive: the headers of one, and none that only mail has."""
    start = head.lstrip(b"\r\n")
    if not _FIELD.match(start):
        return False
    headers = _headers(start)
    if any(name in headers for name in _MAIL):
        return False
    related = headers.get_content_type() in ("multipart/related", "multipart/mixed", "multipart/alternative")
    saved = re.match(r"\s*[<\"]?saved by\b", str(headers.get("From", "")), re.IGNORECASE) is not None
    located = "Snapshot-Content-Location" in headers or "Content-Location" in headers
    named = re.search(rb"(?im)^content-location:", head) is not None
    return (related and (saved or located or named)) or (headers.get_content_type() in _HTML and (saved or located))


def read_mhtml(source: Source, work: Unpacking) -> Iterator[Source]:
    """The page, with the address and time stated; then the frames in it that hold a discussion. Raises ``UnreadableSource``."""
    data = source.data.lstrip(b"\r\n")
    top = _Part(*_split_headers(data))
    parts = list(_parts(top, 0))
    headers = top.headers
    root = _root(headers, parts)
    if root is None:
        found = "it is a web archive without a page in it" if parts else "it is a web archive that is cut off before its page"
        raise UnreadableSource(source.name, found, "Save the page again.")
    captured = read_time(_unfolded(headers.get("Date")))
    url = _unfolded(headers.get("Snapshot-Content-Location")) or root.location or _unfolded(headers.get("Content-Location"))
    page = root.data()
    if not page.strip():
        raise UnreadableSource(source.name, "the page in it is empty", "Save the page again.")
    yield _taken_out(source, source.name, root, page, url, captured)
    if _is_cut_off(top):
        work.log.note(source.name, "it is cut off: the end of the web archive is missing; what is there of it was read")
    framed = words_in(page) < FEW_WORDS
    for part in parts:
        if part is root:
            continue
        if part.type not in _HTML:
            work.log.count(source.name, _OTHER, part.location or part.id or part.type)
        elif is_discussion(frame := part.data(), alone=framed):
            yield _taken_out(source, part.location or part.id or "a frame", part, frame, part.location, captured)
        else:
            work.log.count(source.name, FRAMES, part.location or part.id or "a frame")


def _taken_out(source: Source, name: str, part: _Part, data: bytes, url: str, captured: str | None) -> Source:
    address = url if re.match(r"https?://", url, re.IGNORECASE) else None
    inner = source.inner(name, data, url=address, captured=captured, encoding=part.charset(data))
    return as_saved(inner) if part.type in _HTML else inner


def _root(headers: Message, parts: list[_Part]) -> _Part | None:
    """The part that is the page: the one the headers name, else the first page, else the first text."""
    start = str(headers.get_param("start") or "").strip().strip("<>")
    place = _unfolded(headers.get("Snapshot-Content-Location"))
    texts = [part for part in parts if part.type in _TEXT]
    pages = [part for part in texts if part.type in _HTML]
    named = [part for part in pages if start and part.id == start] or [p for p in pages if place and p.location == place]
    return next(iter([*named, *pages, *texts]), None)


def _parts(part: _Part, level: int) -> Iterator[_Part]:
    """The single parts in a part, in order."""
    boundary = part.headers.get_boundary()
    if part.headers.get_content_maintype() != "multipart" or not boundary or level > _NESTING:
        yield part
        return
    mark = b"--" + boundary.encode("latin-1", "replace")
    at, count = _next_mark(part.body, mark, 0), 0
    while at >= 0 and count < _PARTS:
        begin = part.body.find(b"\n", at)
        if begin < 0 or part.body.startswith(b"--", at + len(mark)):
            return
        end = _next_mark(part.body, mark, begin)
        inner = part.body[begin + 1 : end if end >= 0 else None]
        yield from _parts(_Part(*_split_headers(inner)), level + 1)
        at, count = end, count + 1


def _is_cut_off(top: _Part) -> bool:
    """Whether the boundary that ends all parts is missing."""
    boundary = top.headers.get_boundary()
    return boundary is not None and b"--" + boundary.encode("latin-1", "replace") + b"--" not in top.body


def _next_mark(body: bytes, mark: bytes, at: int) -> int:
    """Where the next line begins that is the boundary; -1 where none does."""
    if at == 0 and body.startswith(mark):
        return 0
    found = body.find(b"\n" + mark, at)
    return found + 1 if found >= 0 else -1


def _split_headers(data: bytes) -> tuple[Message, bytes]:
    end = min((found + len(blank) for blank in (b"\r\n\r\n", b"\n\n") if (found := data.find(blank, 0, HEADERS)) >= 0), default=-1)
    if data.startswith((b"\r\n", b"\n")):  # a part without headers
        end = data.index(b"\n") + 1
    return (_headers(data[:end]), data[end:]) if end >= 0 else (_headers(data[:HEADERS]), b"")


def _headers(data: bytes) -> Message:
    return BytesHeaderParser().parsebytes(data)


def _unfolded(value: object) -> str:
    """A header's value on one line; long addresses are folded and may be encoded."""
    from email.header import decode_header, make_header

    text = re.sub(r"\r?\n[ \t]+", "", str(value)).strip() if value is not None else ""
    try:
        return str(make_header(decode_header(text))) if "=?" in text else text
    except (ValueError, LookupError, UnicodeError):
        return text
