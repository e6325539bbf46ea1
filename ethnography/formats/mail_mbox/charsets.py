"""Bytes of a message to text: by the charset it states, as browsers read the labels, and by a better one where that is wrong."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

_ALIASES = {
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "ks_c_5601-1987": "cp949", "euc-kr": "cp949",
    "shift_jis": "cp932", "x-sjis": "cp932", "iso-8859-8-i": "iso-8859-8", "x-mac-roman": "mac-roman", "macintosh": "mac-roman",
    "big5": "big5hkscs", "tis-620": "cp874", "iso-8859-9": "cp1254", "iso-8859-11": "cp874", "windows-874": "cp874",
    "unicode-1-1-utf-7": "utf-7", "utf8": "utf-8", "utf-8mb4": "utf-8", "cp-850": "cp850",
}  # fmt: skip
_WESTERN = frozenset(
    {"us-ascii", "ascii", "ansi_x3.4-1968", "iso-8859-1", "latin1", "iso8859-1", "iso_8859-1", "windows-1252", "cp1252"}
)
_NO_CHARSETS = frozenset({"punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem", "charmap"})


class Decoded(NamedTuple):
    """A text, and what was odd about its charset ("" where nothing was)."""

    text: str
    odd: str = ""


def decoded(data: bytes, charset: str | None) -> Decoded:
    """The text of these bytes. UTF-8 is recognised under any Western label (nothing else looks like it by chance).

    >>> decoded("Jörg".encode(), "iso-8859-1"), decoded("Jörg".encode("cp1252"), "utf-8")
    (Decoded(text='Jörg', odd='stated as iso-8859-1, read as utf-8'), Decoded(text='Jörg', odd='stated as utf-8, read as cp1252'))
    """
    stated = re.sub(r"[^\w.:+-]", "", (charset or "").lower())
    if data.isascii() and (not stated or stated in _WESTERN or stated in ("utf-8", "utf8")):
        return Decoded(data.decode("ascii"))
    name = _ALIASES.get(stated, stated)
    if not name or name in _WESTERN or not _is_charset(name):
        text, used = _utf8_or_western(data)
        expected = ("cp1252",) if name in _WESTERN and name not in ("us-ascii", "ascii", "ansi_x3.4-1968") else ("utf-8", "cp1252")
        return Decoded(text, "" if used in expected and (not name or name in _WESTERN) else _odd(stated, used))
    try:
        return Decoded(data.decode(name))
    except (UnicodeError, LookupError):
        pass
    if name == "utf-8":
        text, used = _utf8_or_western(data)
        return Decoded(text, _odd(stated, used))
    return Decoded(data.decode(name, "replace"), f"stated as {stated}, some bytes are not")


def _odd(stated: str, used: str) -> str:
    return f"stated as {stated}, read as {used}"


def _is_charset(name: str) -> bool:
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return False
    return getattr(found, "_is_text_encoding", True) and found.name.replace("-", "_") not in _NO_CHARSETS


def _utf8_or_western(data: bytes) -> tuple[str, str]:
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), "cp1252"
