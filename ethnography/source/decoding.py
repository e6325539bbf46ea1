"""Bytes to text: by the byte order mark, UTF-8, the charset the file declares; otherwise by a guess that says it is one."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Decoding:
    """An encoding, and why it was taken where the file does not state it (the sentence for the researcher; "" if stated)."""

    encoding: str
    guess: str = ""


_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]+)|<\?xml[^>]{0,100}encoding\s*=\s*["']([\w-]+)|@charset\s+"([\w-]+)""",
    re.IGNORECASE,
)
_SAMPLE = 1_000_000


def find_encoding(pieces: Iterable[bytes]) -> Decoding:
    """The encoding of a file given in pieces of any size; all of them are looked at where the file may be UTF-8.

    >>> find_encoding([b"Tea \\xe2\\x80\\x93 hot"]), find_encoding([b"caf\\xe9 and more words"]).encoding
    (Decoding(encoding='utf-8', guess=''), 'cp1252')
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    start, is_utf8 = b"", True
    for piece in pieces:
        if len(start) < _SAMPLE:
            start += piece[: _SAMPLE - len(start)]
            for mark, encoding in _MARKS:
                if start.startswith(mark):
                    return Decoding(encoding)
            if wide := _wide(start):
                return wide
        if is_utf8:
            try:
                decoder.decode(piece)
            except UnicodeDecodeError:
                is_utf8 = False
        if not is_utf8 and len(start) >= _SAMPLE:
            break
    if is_utf8:
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            is_utf8 = False
    return Decoding("utf-8") if is_utf8 else _declared(start) or _guessed(start)


def _wide(start: bytes) -> Decoding | None:
    """UTF-16 without its mark: every other byte of the first lines is null."""
    head = start[:400]
    if len(head) < 8 or head.count(0) < len(head) * 0.3:
        return None
    odd, even = head[1::2].count(0), head[::2].count(0)
    if odd > 0.6 * len(head[1::2]) and even == 0:
        return Decoding("utf-16-le", "the encoding is not stated; every second byte is null, so it was read as UTF-16")
    if even > 0.6 * len(head[::2]) and odd == 0:
        return Decoding("utf-16-be", "the encoding is not stated; every second byte is null, so it was read as UTF-16")
    return None


def _declared(start: bytes) -> Decoding | None:
    match = _CHARSET.search(start[:4096])
    if not match:
        return None
    name = next(group for group in match.groups() if group).decode("ascii", "replace").lower()
    if name in ("utf-8", "utf8"):
        return None  # it says so and is not: a guess is needed
    return Decoding("cp1252" if name in ("iso-8859-1", "latin1", "ascii", "us-ascii") else name)  # as browsers read the labels


def _guessed(start: bytes) -> Decoding:
    """A file that is not UTF-8 and states nothing: few bytes beyond ASCII are Western, many need a closer look."""
    beyond = sum(byte >= 0x80 for byte in start)
    letters = sum(chr(byte).isalpha() for byte in start if byte < 0x80)
    undefined = any(byte in start for byte in (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d"))
    if beyond <= 0.15 * letters and not undefined:
        return Decoding(
            "cp1252",
            "the encoding is not stated and the file is not UTF-8; as few letters are beyond ASCII, it was read as cp1252",
        )
    from charset_normalizer import from_bytes

    best = from_bytes(start[:200_000]).best()
    if best is None or beyond <= 0.15 * letters:
        return Decoding("utf-8")  # decoding fails with the place of the first byte that is wrong
    return Decoding(best.encoding, f"the encoding is not stated; its letters look like {best.encoding}")
