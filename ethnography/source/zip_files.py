"""A ZIP file's members: their names for messages only, their bytes within limits; what is hostile or broken in it is said.

Source: APPNOTE.TXT 6.3.10 of PKWARE (end of central directory, flags, compression methods).
"""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import BinaryIO

from ethnography.errors import UnreadableSource
from ethnography.source import limits
from ethnography.source.opened import Source

_END = b"PK\x05\x06"
_UTF8, _ENCRYPTED = 0x800, 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGED = "it is damaged or cut off"
_AGAIN = "Copy or download it again."


@dataclass(frozen=True, slots=True)
class Member:
    """One file in a ZIP file: a name for messages, its size as stated, and where it is. A link's content is a path."""

    name: str
    size: int
    entry: zipfile.ZipInfo

    @property
    def is_link(self) -> bool:
        return stat.S_ISLNK(self.entry.external_attr >> 16)


class ZipContents:
    """An open ZIP file, checked before anything is unpacked: not too many members, none of them over another, none shut."""

    def __init__(self, source: Source) -> None:
        self._where = source.name
        file = source.opened()
        try:
            _check_directory(file, source)
            self._zip = zipfile.ZipFile(file)
            entries = [entry for entry in self._zip.infolist() if not entry.is_dir()]
            self.members = _named(entries)
            self._check(entries, source.size)
        except UnreadableSource:
            file.close()
            raise
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error, EOFError, IndexError) as error:
            file.close()
            raise UnreadableSource(self._where, f"as a ZIP file {_DAMAGED} ({error})", _AGAIN) from None
        self._file = file

    def __enter__(self) -> ZipContents:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()
        self._file.close()

    def _check(self, entries: list[zipfile.ZipInfo], size: int) -> None:
        if len(entries) > limits.ENTRIES:
            found = f"it holds {len(entries):,} files, more than the {limits.ENTRIES:,} that are taken from one"
            raise UnreadableSource(self._where, found, "Unpack it and name the folder.")
        if entries and all(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise UnreadableSource(self._where, "it is protected by a password", "Unpack it with the password and name the files.")
        last = 0
        for entry in sorted(entries, key=lambda entry: entry.header_offset):
            if entry.header_offset < last:
                found = "its files lie over one another, as in a ZIP bomb"
                raise UnreadableSource(self._where, found, "If it is what it should be, unpack it and name the files.")
            last = entry.header_offset + 30 + entry.compress_size
        limits.check_ratio(sum(entry.file_size for entry in entries), size, self._where)

    def open(self, member: Member) -> BinaryIO:
        """A member to be read a piece at a time. Raises ``UnreadableSource``; reading raises what :data:`READ_ERRORS` lists."""
        entry, where = member.entry, f"{member.name} in {self._where}"
        if entry.flag_bits & _ENCRYPTED:
            raise UnreadableSource(where, "it is protected by a password", "Unpack it with the password and name the file.")
        if entry.compress_type not in _METHODS:
            raise UnreadableSource(where, f"it is packed in a way not known here (method {entry.compress_type})", "Unpack it.")
        try:
            return self._zip.open(entry)  # type: ignore[return-value]
        except READ_ERRORS as error:
            raise UnreadableSource(where, f"{_DAMAGED} ({error})", _AGAIN) from None

    def read(self, member: Member) -> bytes:
        """The bytes of a member. Raises ``UnreadableSource`` where they are damaged, shut or too many."""
        where = f"{member.name} in {self._where}"
        limits.check_member(member.size, where)
        found = io.BytesIO()
        with self.open(member) as file:
            try:
                while piece := file.read(1 << 20):
                    found.write(piece)
                    limits.check_member(found.tell(), where)
                    limits.check_ratio(found.tell(), member.entry.compress_size, where)
            except READ_ERRORS as error:
                raise UnreadableSource(where, f"{_DAMAGED} ({error})", _AGAIN) from None
        return found.getvalue()


READ_ERRORS = (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, RuntimeError, zlib.error, struct.error)


def _check_directory(file: BinaryIO, source: Source) -> None:
    """Raise ``UnreadableSource`` where the table of contents is larger than that of any real file: it is read whole."""
    file.seek(max(source.size - 65_557, 0))
    tail = file.read()
    file.seek(0)
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 22:
        raise UnreadableSource(source.name, "it is a ZIP file that is cut off: its table of contents is missing", _AGAIN)
    size = struct.unpack("<I", tail[at + 12 : at + 16])[0]
    if (_size64(tail, at) if size == 0xFFFFFFFF else size) > limits.DIRECTORY:
        raise UnreadableSource(source.name, "it holds more files than are taken from one", "Unpack it and name the folder.")


def _size64(tail: bytes, at: int) -> int:
    """The size of the table of contents as the ZIP64 record before the end states it."""
    record = tail.rfind(b"PK\x06\x06", 0, at)
    return int(struct.unpack("<Q", tail[record + 40 : record + 48])[0]) if 0 <= record <= len(tail) - 48 else 0


def _named(entries: list[zipfile.ZipInfo]) -> list[Member]:
    """The members with names for messages; one that stands there twice is told apart by a number."""
    members: list[Member] = []
    seen: dict[str, int] = {}
    for entry in entries:
        name = safe_name(_decoded(entry))
        seen[name] = seen.get(name, 0) + 1
        members.append(Member(name if seen[name] == 1 else f"{name} ({seen[name]})", entry.file_size, entry))
    return members


def _decoded(entry: zipfile.ZipInfo) -> str:
    """The name as it was meant: many programs write UTF-8 without saying so, which is then read as cp437."""
    if entry.flag_bits & _UTF8:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename


def safe_name(name: str) -> str:
    """A member's name for messages and ids: no step up, no drive, no root, no control characters. It is never used as a path.

    >>> safe_name("../../etc/passwd"), safe_name("C:\\\\pages\\\\tea.html")
    ('etc/passwd', 'pages/tea.html')
    """
    plain = re.sub(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", "\ufffd", name[:1000]).replace(
        "\\", "/"
    )
    parts = re.sub(r"^[A-Za-z]:", "", plain).split("/")
    return "/".join(part for part in parts if part not in ("", ".", "..")) or "a file without a name"
