"""The files in a tar archive, read one after the other from a stream; nothing is ever written or placed by its name.

The standard library's ``tarfile`` is not used: it follows offsets and sizes that an archive may lie about.

Source: POSIX.1-2001, pax Interchange Format (ustar header block); the GNU manual on long names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from ethnography.source.compressed import Damaged
from ethnography.source.limits import ENTRIES, HEADERS

_BLOCK = 512
_FILES = (b"0", b"\x00", b"7")
_WITHOUT_DATA = (b"1", b"2", b"3", b"4", b"5", b"6")  # links, devices, folders
_PAX_PATH = re.compile(rb"^\d+ path=(.*)$", re.MULTILINE)


def is_tar(head: bytes) -> bool:
    """Whether a file that begins so is a tar archive: the checksum of its first header is right."""
    if len(head) < _BLOCK:
        return False
    stated = _number(head[148:156])
    return bool(head[0]) and stated == sum(head[:148]) + 8 * 32 + sum(head[156:_BLOCK])


def tar_members(file: BinaryIO) -> Iterator[tuple[str, int, Iterator[bytes]]]:
    """The regular files in the archive: name as stated, size, and the pieces of each (what is not taken of it is skipped).

    Raises ``Damaged`` where the archive ends early or a header is wrong.
    """
    long_name: bytes | None = None
    for _entry in range(ENTRIES):
        head = file.read(_BLOCK)
        if not head.strip(b"\x00"):
            return
        if not is_tar(head):
            raise Damaged("it is cut off" if len(head) < _BLOCK else "a header in it is damaged; what follows it was not read")
        size, kind = _number(head[124:136]), head[156:157]
        if size < 0:
            raise Damaged("a header in it states a negative size; what follows it was not read")
        padding = -size % _BLOCK
        if kind in (b"L", b"x"):
            if size > HEADERS:
                raise Damaged("a name in it is longer than any name; what follows it was not read")
            said = _exactly(file, size + padding)[:size]
            long_name = (m[1] if (m := _PAX_PATH.search(said)) else long_name) if kind == b"x" else said.rstrip(b"\x00")
            continue
        name = long_name or _name(head)
        long_name = None
        if kind in _WITHOUT_DATA:
            continue
        pieces = _pieces(file, size)
        if kind in _FILES and not name.endswith(b"/"):
            yield name.decode("utf-8", "replace"), size, pieces
        for _ in pieces:
            pass
        _exactly(file, padding)
    raise Damaged(f"it holds more than {ENTRIES:,} files; what follows them was not read")


def _pieces(file: BinaryIO, size: int) -> Iterator[bytes]:
    while size:
        piece = file.read(min(size, 1 << 20))
        if not piece:
            raise Damaged("it is cut off")
        size -= len(piece)
        yield piece


def _exactly(file: BinaryIO, size: int) -> bytes:
    data = file.read(size)
    if len(data) < size:
        raise Damaged("it is cut off")
    return data


def _name(head: bytes) -> bytes:
    prefix = head[345:500].split(b"\x00")[0] if head[257:262] == b"ustar" and head[263:265] == b"00" else b""
    name = head[:100].split(b"\x00")[0]
    return prefix + b"/" + name if prefix else name


def _number(field: bytes) -> int:
    """A number of a header: octal digits, or binary where the first bit is set; -1 where it is neither."""
    if field[:1] in (b"\x80", b"\xff"):
        return int.from_bytes(field[1:], "big") if field[0] == 0x80 else -1
    digits = field.strip(b" \x00")
    try:
        return int(digits, 8) if digits else 0
    except ValueError:
        return -1
