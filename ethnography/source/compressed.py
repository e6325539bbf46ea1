"""Compressed streams (gzip, bzip2, xz, zstd) unpacked a piece at a time, so that no file can fill the memory.

A gzip file is a row of members (a WARC has one a record): :class:`GzipMembers` hands them out one by one and finds the next
one after a damaged one.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from ethnography.source.limits import check_ratio

_STEP = 1 << 16
_ZSTD_STEP = 1 << 10  # its decompressor knows no limit: this much cannot become more than 32 MB
_PIECE = 1 << 20
_GZIP = b"\x1f\x8b\x08"
_MAGIC = {_GZIP: "gzip", b"BZh": "bzip2", b"\xfd7zXZ\x00": "xz", b"\x28\xb5\x2f\xfd": "zstd"}
_CUT_OFF = "it is cut off: its compressed data ends early"


class Damaged(Exception):
    """Data that ends early or is not what it should be; the sentence says which."""


def compression_of(head: bytes) -> str | None:
    """How a file that begins so is compressed; None where it is not."""
    return next((kind for magic, kind in _MAGIC.items() if head.startswith(magic)), None)


def unpack_pieces(file: BinaryIO, kind: str, where: str) -> Iterator[bytes]:
    """What a compressed file holds, in pieces of bounded size; its streams one after the other.

    Raises ``Damaged`` where the data ends early or is broken, ``UnreadableSource`` where it is a bomb.
    """
    if kind == "gzip":
        members = GzipMembers(file, where)
        for member in members:
            yield from member
            if members.damage:
                raise Damaged(members.damage[0])
        return
    step = _ZSTD_STEP if kind == "zstd" else _STEP
    decompressor, data = _decompressor(kind), b""
    packed = unpacked = 0
    while True:
        if decompressor.needs_input and not data:
            data = file.read(step)
            packed += len(data)
            if not data:
                raise Damaged(_CUT_OFF)
        try:
            piece, data = decompressor.decompress(data, _PIECE), b""
        except Exception as error:  # each library has errors of its own
            raise Damaged(f"its compressed data is damaged ({error})") from None
        unpacked += len(piece)
        check_ratio(unpacked, packed, where)
        if piece:
            yield piece
        if decompressor.eof:
            data = decompressor.unused_data.lstrip(b"\x00")
            if len(data) < 8:
                more = file.read(step)
                packed += len(more)
                data = (data + more).lstrip(b"\x00")
            if compression_of(data) != kind and not (kind == "zstd" and data[1:4] == b"\x2a\x4d\x18"):
                return
            decompressor = _decompressor(kind)


def _decompressor(kind: str) -> Any:
    if kind == "bzip2":
        import bz2

        return bz2.BZ2Decompressor()
    if kind == "xz":
        import lzma

        return lzma.LZMADecompressor(memlimit=1 << 30)
    return _Zstd()


class _Zstd:
    """zstd behind the face of the standard library's decompressors; of any window, since dumps are packed with the longest."""

    needs_input = True

    def __init__(self) -> None:
        import zstandard

        self._object = zstandard.ZstdDecompressor(max_window_size=1 << 31).decompressobj()

    def decompress(self, data: bytes, most: int) -> bytes:
        return self._object.decompress(data)

    @property
    def eof(self) -> bool:
        return self._object.eof

    @property
    def unused_data(self) -> bytes:
        return self._object.unused_data


class GzipMembers:
    """The members of a gzip file, each as the pieces of what it holds; what was left of one is skipped when the next is asked for.

    A damaged member ends where the damage is, `damage` says so, and the next member that can be found follows.
    """

    def __init__(self, file: BinaryIO, where: str) -> None:
        self._file, self._where = file, where
        self._data = b""  # packed, not yet used
        self._packed = self._unpacked = 0
        self.damage: list[str] = []

    def __iter__(self) -> Iterator[Iterator[bytes]]:
        while self._find_next():
            member = self._pieces()
            yield member
            for _ in member:
                pass

    def _fill(self, least: int = 1) -> bool:
        """Whether there are `least` bytes to go on with."""
        while len(self._data) < least and (more := self._file.read(_STEP)):
            self._packed += len(more)
            self._data += more
        return len(self._data) >= least

    def _find_next(self) -> bool:
        """Go to where a member begins; after damage that may be a long way."""
        while self._fill(len(_GZIP)):
            at = self._data.find(_GZIP)
            if at >= 0:
                self._data = self._data[at:]
                return True
            self._data = self._data[-2:]
            if not self._fill(len(self._data) + 1):
                return False
        return False

    def _pieces(self) -> Iterator[bytes]:
        decompressor = zlib.decompressobj(31)
        begun = False
        while not decompressor.eof:
            if not self._fill():
                self.damage.append(_CUT_OFF)
                return
            try:
                piece = decompressor.decompress(self._data, _PIECE)
            except zlib.error as error:
                self.damage.append(f"its compressed data is damaged ({error})")
                if not begun:
                    self._data = self._data[1:]  # not a member: look behind these bytes
                return
            begun = True
            self._data = decompressor.unused_data if decompressor.eof else decompressor.unconsumed_tail
            self._unpacked += len(piece)
            check_ratio(self._unpacked, self._packed, self._where)
            if piece:
                yield piece
