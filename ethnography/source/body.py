"""The body of an HTTP answer as the page it is: taken out of its chunks and unpacked (gzip, deflate, br, zstd).

Archives keep what was sent; some keep the headers of it and a body that is unpacked already, so the bytes decide.

Source: RFC 9112 (chunked), RFC 9110 (content codings), RFC 7932 (brotli).
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator, Mapping

from ethnography.errors import UnreadableSource
from ethnography.source.compressed import Damaged, compression_of, unpack_pieces
from ethnography.source.limits import check_ratio, in_words

LARGEST = 128 << 20
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
_PLAIN = re.compile(rb"\s{0,100}[<{\[][^\x00-\x08\x0e-\x1f\xc0\xc1\xf5-\xff]{50}")  # brotli has no mark of its own to begin with
_BROTLI_PIECE = 1 << 20


def decoded_body(headers: Mapping[str, str], body: bytes) -> tuple[bytes, str]:
    """The page in a body as sent, and what is wrong with it ("" if nothing): as much of it as could be read."""
    trouble = ""
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body, trouble = _without_chunks(body)
    for coding in reversed(re.split(r"[,\s]+", headers.get("content-encoding", "").lower())):
        pieces = _pieces(coding, body)
        if pieces is None:
            continue
        body, said = _joined(pieces)
        trouble = trouble or said
    return body, trouble


def _without_chunks(body: bytes) -> tuple[bytes, str]:
    """The chunks' contents; a body that is in no chunks (any more) as it is."""
    found, at = io.BytesIO(), 0
    while match := _CHUNK.match(body, at):
        size = int(match[1], 16)
        if size == 0:
            return found.getvalue(), ""
        chunk = body[match.end() : match.end() + size]
        found.write(chunk)
        if len(chunk) < size:
            return found.getvalue(), "it was cut off while it was sent"
        at = match.end() + size
        at += 2 if body.startswith(b"\r\n", at) else 1 if body.startswith(b"\n", at) else 0
    return (found.getvalue(), "it was cut off or damaged while it was sent") if at else (body, "")


def _pieces(coding: str, body: bytes) -> Iterator[bytes] | None:
    """The unpacked pieces; None where the coding is none or the body is unpacked already."""
    if coding in ("gzip", "x-gzip") and compression_of(body) == "gzip":
        return unpack_pieces(io.BytesIO(body), "gzip", "the page")
    if coding == "zstd" and compression_of(body) == "zstd":
        return unpack_pieces(io.BytesIO(body), "zstd", "the page")
    if coding == "deflate":
        return _inflated(body)
    if coding == "br" and not _PLAIN.match(body[:300]):
        return _brotli(body)
    return None


def _joined(pieces: Iterator[bytes]) -> tuple[bytes, str]:
    found = io.BytesIO()
    try:
        for piece in pieces:
            if found.tell() + len(piece) > LARGEST:
                return b"", f"unpacked it is larger than {in_words(LARGEST)}"
            found.write(piece)
    except Damaged as error:
        return found.getvalue(), str(error)
    except UnreadableSource as error:
        return b"", error.found
    return found.getvalue(), ""


def _inflated(body: bytes) -> Iterator[bytes]:
    """Of a zlib stream, or a bare deflate stream as some servers send; the body itself where it is neither."""
    for bits in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        decompressor, data, unpacked = zlib.decompressobj(bits), body, 0
        try:
            while data and not decompressor.eof:
                piece = decompressor.decompress(data, 1 << 20)
                data = decompressor.unconsumed_tail
                unpacked += len(piece)
                check_ratio(unpacked, len(body) - len(data), "the page")
                yield piece
        except zlib.error as error:
            if unpacked:
                raise Damaged(f"its compressed data is damaged ({error})") from None
            continue
        if not decompressor.eof:
            raise Damaged("it was cut off while it was sent")
        return
    yield body


def _brotli(body: bytes) -> Iterator[bytes]:
    import brotli  # type: ignore[import-untyped]

    decompressor = brotli.Decompressor()
    data, unpacked = body, 0
    try:
        while not decompressor.is_finished():
            piece = decompressor.process(data, output_buffer_limit=_BROTLI_PIECE)
            data = b""
            unpacked += len(piece)
            check_ratio(unpacked, len(body), "the page")
            yield piece
            if not piece and decompressor.can_accept_more_data():
                raise Damaged("it was cut off while it was sent")
    except brotli.error as error:
        raise Damaged(f"its compressed data is damaged ({error})") from None
