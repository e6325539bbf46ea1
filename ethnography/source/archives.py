"""One file to the sources in it: archives are opened, compressed files unpacked, saved pages asked for their address.

Documents that are ZIP files inside (docx, odt, xlsx, epub, REFI-QDA projects) are passed on whole.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO, cast

from ethnography.errors import UnreadableSource
from ethnography.source import limits
from ethnography.source.chaff import HIDDEN, LINK, asset_kind, chaff_kind, is_hidden, pages_of_assets
from ethnography.source.compressed import Damaged, GzipMembers, compression_of, unpack_pieces
from ethnography.source.frame_pages import is_discussion
from ethnography.source.limits import Unpacking
from ethnography.source.mhtml import is_mhtml, read_mhtml
from ethnography.source.opened import Source
from ethnography.source.saved import as_saved, looks_html
from ethnography.source.tar import is_tar, tar_members
from ethnography.source.warc import Listed, read_wacz_part, read_warc
from ethnography.source.webarchive import is_webarchive, read_webarchive
from ethnography.source.zip_files import READ_ERRORS, Member, ZipContents, safe_name

_ENDINGS = (".gz", ".gzip", ".bz2", ".xz", ".zst", ".zstd")
_DOCUMENT = {"[Content_Types].xml", "mimetype", "project.qde", "META-INF/MANIFEST.MF"}


def sources_in(source: Source, work: Unpacking) -> Iterator[Source]:
    """The sources in a file, one at a time: itself, or what an archive holds. Raises ``UnreadableSource``.

    What is passed over on the way is in the log of `work`.
    """
    with source.opened() as file:
        head = file.read(8192)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        yield from _from_zip(source, work)
    elif kind := compression_of(head):
        yield from _from_compressed(source, kind, work)
    elif head.startswith(b"WARC/") or head.startswith(b"filedesc://"):
        yield from read_warc(source, work)
    elif is_tar(head[:512]):
        work.check_level(source.name)
        with source.opened() as file:
            yield from _from_tar(source, file, work)
    elif is_mhtml(head):
        yield from read_mhtml(source, work)
    elif is_webarchive(head):
        yield from read_webarchive(source, work)
    elif looks_html(head):
        yield as_saved(_out_of_itself(source) or source)
    else:
        yield source


def _from_zip(source: Source, work: Unpacking) -> Iterator[Source]:
    with ZipContents(source) as contents:
        names = [member.name for member in contents.members]
        if not _DOCUMENT.isdisjoint(names):
            yield source
            return
        work.check_level(source.name)
        if any(name.startswith("archive/") for name in names) and ("datapackage.json" in names or "pages/pages.jsonl" in names):
            yield from _from_wacz(source, contents, work)
            return
        if not names:
            raise UnreadableSource(source.name, "it is an empty ZIP file", "Pack the pages into it again.")
        assets = pages_of_assets(names)
        for member in contents.members:
            if _is_passed_over(member.name, source, work, is_link=member.is_link):
                continue
            try:
                data = contents.read(member)
                work.spend(len(data), source.name)
            except UnreadableSource as error:
                work.log.note(f"{source.name} › {member.name}", f"{error.found}. {error.advice}")
                continue
            yield from _member(source, member.name, data, work, assets)


def _is_passed_over(name: str, source: Source, work: Unpacking, *, is_link: bool = False) -> bool:
    kind = HIDDEN if is_hidden(name) else LINK if is_link else None
    if kind:
        work.log.count(source.name, kind, name)
    return kind is not None


def _member(source: Source, name: str, data: bytes, work: Unpacking, assets: dict[str, str]) -> Iterator[Source]:
    """The sources in one file of an archive; none where it is no material."""
    inner = source.inner(name, data)
    if page := next((assets[folder] for folder in _folders(name) if folder in assets), None):
        if not (looks_html(data[:4000]) and is_discussion(data)):
            work.log.count(source.name, asset_kind(page), name)
            return
    elif kind := chaff_kind(inner):
        work.log.count(source.name, kind, name)
        return
    try:
        yield from sources_in(inner, work.deeper())
    except UnreadableSource as error:
        work.log.note(f"{source.name} › {name}", f"{error.found}. {error.advice}")


def _folders(name: str) -> list[str]:
    """The folders a file is in, the outer one first."""
    parts = name.split("/")[:-1]
    return ["/".join(parts[: count + 1]) for count in range(len(parts))]


def _from_compressed(source: Source, kind: str, work: Unpacking) -> Iterator[Source]:
    """What a compressed file holds: a WARC, a tar archive, or one file."""
    with source.opened() as file:
        try:
            head = _head(file, kind, source.name)
        except Damaged as error:
            raise UnreadableSource(source.name, str(error), "Copy or download it again.") from None
        if head.startswith(b"WARC/") or head.startswith(b"filedesc://"):
            yield from read_warc(source, work)
            return
        work.check_level(source.name)
        file.seek(0)
        pieces = unpack_pieces(file, kind, source.name)
        if is_tar(head[:512]):
            yield from _from_tar(source, cast(BinaryIO, io.BufferedReader(_Stream(pieces))), work)
            return
        name = next((source.name[: -len(end)] for end in _ENDINGS if source.name.lower().endswith(end)), source.name)
        data = _joined(pieces, source.name)
    work.spend(len(data), source.name)
    if not data.strip():
        raise UnreadableSource(source.name, "what it holds is empty", "Save the page again.")
    yield from sources_in(source.inner(name or source.name, data), work.deeper())


def _head(file: BinaryIO, kind: str, where: str) -> bytes:
    """The first bytes that can be unpacked, enough to tell what they are. Raises ``Damaged`` where there are none."""
    if kind != "gzip":
        return _first(unpack_pieces(file, kind, where))
    members = GzipMembers(file, where)
    for member in islice(members, 20):
        if head := _first(member):
            return head
    if members.damage:
        raise Damaged(members.damage[0])
    return b""


def _first(pieces: Iterator[bytes]) -> bytes:
    head = b""
    for piece in pieces:
        head += piece
        if len(head) >= 512:
            break
    return head


def _joined(pieces: Iterator[bytes], where: str) -> bytes:
    found = io.BytesIO()
    try:
        for piece in pieces:
            found.write(piece)
            limits.check_member(found.tell(), where)
    except Damaged as error:
        raise UnreadableSource(where, str(error), "Copy or download it again.") from None
    return found.getvalue()


class _Stream(io.RawIOBase):
    """Pieces as a file to be read once."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        super().__init__()
        self._pieces, self._data = pieces, memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        while not self._data:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._data = memoryview(piece)
        size = min(len(buffer), len(self._data))
        buffer[:size] = self._data[:size]
        self._data = self._data[size:]
        return size


def _from_tar(source: Source, file: BinaryIO, work: Unpacking) -> Iterator[Source]:
    """The files of a tar archive; where it is damaged, those before that place."""
    count = 0
    try:
        for name, size, pieces in tar_members(file):
            name, count = safe_name(name), count + 1
            if _is_passed_over(name, source, work):
                continue
            if size > limits.MEMBER:
                work.log.note(f"{source.name} › {name}", f"it is larger than {limits.in_words(limits.MEMBER)}; unpack it by itself")
                continue
            data = b"".join(pieces)
            work.spend(len(data), source.name)
            yield from _member(source, name, data, work, {})
    except Damaged as error:
        if not count:
            raise UnreadableSource(source.name, str(error), "Copy or download it again.") from None
        work.log.note(source.name, f"{error}; {count} files before that were read")


def _from_wacz(source: Source, contents: ZipContents, work: Unpacking) -> Iterator[Source]:
    """The pages of a web archive that is a ZIP file of WARC files and a list of pages."""
    lists = [member for member in contents.members if member.name in ("pages/pages.jsonl", "pages/extraPages.jsonl")]
    listed = Listed(b"\n".join(contents.read(member) for member in lists))
    parts = [m for m in contents.members if m.name.startswith("archive/") and m.name.lower().endswith((".warc.gz", ".warc"))]
    if not parts:
        raise UnreadableSource(source.name, "it is a WACZ file without a WARC file in it", "Make the web archive again.")
    if listed:
        found, beside = 0, work.beside()
        for page in _from_parts(source, contents, parts, beside, listed):
            found += 1
            yield page
        if found:
            work.log.add(beside.log)
            return
        work.log.note(source.name, "none of the pages it lists is in it, so whatever pages it holds were taken")
    yield from _from_parts(source, contents, parts, work, None)


def _from_parts(
    source: Source, contents: ZipContents, parts: list[Member], work: Unpacking, listed: Listed | None
) -> Iterator[Source]:
    for part in parts:
        with contents.open(part) as file:
            try:
                yield from read_wacz_part(file, source, work, listed)
            except READ_ERRORS as error:
                work.log.note(f"{source.name} › {part.name}", f"it is damaged or cut off ({error}); what could be read was read")


def _out_of_itself(source: Source) -> Source | None:
    """The page in a page that is a ZIP file too (SingleFile's self-extracting form); None for any other."""
    if source.size > limits.MEMBER:
        return None
    with source.opened() as file:
        file.seek(max(source.size - 65_557, 0))
        if b"PK\x05\x06" not in file.read():
            return None
    try:
        with ZipContents(source) as contents:
            page = next((member for member in contents.members if member.name == "index.html"), None)
            return source.inner(source.name, contents.read(page)) if page else None
    except UnreadableSource:
        return None
