"""Bytes to text: by the byte order mark, UTF-8, the charset the file declares; otherwise by a guess that says it is one."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Decoding:
    """An encoding, and why it was taken where the file does not state it (the sentence for the researcher; "" if stated).

    `errors` is ``replace`` where single bytes of a page are damaged and are read as U+FFFD; the guess says so.
    """

    encoding: str
    guess: str = ""
    errors: str = "strict"


_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]+)|<\?xml[^>]{0,100}encoding\s*=\s*["']([\w-]+)|@charset\s+"([\w-]+)""",
    re.IGNORECASE,
)
_SAMPLE = 1_000_000


def find_encoding(pieces: Iterable[bytes]) -> Decoding:
    """The encoding of a file given in pieces of any size; all of them are looked at where the file may be UTF-8.

    >>> find_encoding([b"Tea \\xe2\\x80\\x93 hot"]), find_encoding([b"caf\\xe9 and more words"]).encoding
    (Decoding(encoding='utf-8', guess='', errors='strict'), 'cp1252')
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
    return Decoding("utf-8") if is_utf8 else _damaged_utf8(start) or _declared(start) or _guessed(start)


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


def _damaged_utf8(start: bytes) -> Decoding | None:
    """UTF-8 in which a few bytes are damaged (a letter cut in two, a word in another encoding): read as another encoding,
    every other letter beyond ASCII would be wrong."""
    text = start.decode("utf-8", "replace")
    damaged = text.count("\ufffd") - start.count(b"\xef\xbf\xbd") - (not start[-4:].isascii())  # the sample may end in a letter
    whole = sum(character >= "\x80" for character in text) - text.count("\ufffd")
    if whole < 10 or not 0 <= damaged <= 0.1 * whole:
        return None
    guess = f"the file is UTF-8 with damaged bytes ({max(damaged, 1)} of {whole} letters beyond ASCII); each is read as \ufffd"
    return Decoding("utf-8", guess, "replace")


_LABELS = {
    **dict.fromkeys(("iso-8859-1", "iso8859-1", "latin1", "latin-1", "l1", "ascii", "us-ascii"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk", "x-gbk", "gb_2312-80"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "ksc5601", "korean"), "cp949"),
    "iso-8859-9": "cp1254", "tis-620": "cp874", "iso-8859-11": "cp874", "big5": "big5hkscs", "unicode": "utf-16",
}  # fmt: skip


def working_charset(label: str | None, data: bytes) -> str | None:
    """The encoding that a header's charset stands for in browsers, where the bytes are whole text in it; None otherwise.

    >>> working_charset("ISO-8859-1", b"caf\\xe9"), working_charset("utf-8", b"caf\\xe9"), working_charset("none", b"")
    ('cp1252', None, None)
    """
    name = (label or "").strip().strip("\"'").lower()
    try:
        encoding = codecs.lookup(_LABELS.get(name, name)).name
        data.decode(encoding)
    except (LookupError, ValueError, TypeError):
        return None
    return encoding


def _declared(start: bytes) -> Decoding | None:
    match = _CHARSET.search(start[:4096])
    if not match:
        return None
    name = next(group for group in match.groups() if group).decode("ascii", "replace").lower()
    if name in ("utf-8", "utf8"):
        return None  # it says so and is not: a guess is needed
    name = _LABELS.get(name, name)  # as browsers read the labels
    try:
        text = codecs.getincrementaldecoder(name)("replace").decode(start)
    except (LookupError, ValueError, TypeError, AssertionError):
        return None  # no encoding has this name: a guess is needed
    damaged = text.count("\ufffd")
    if not damaged:
        return Decoding(name)
    beyond = sum(character >= "\x80" for character in text)
    if damaged > 0.1 * beyond:
        return None
    return Decoding(
        name,
        f"{damaged} of {beyond} letters beyond ASCII are not {name}, as the file says it is; each is read as \ufffd",
        "replace",
    )


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
