"""Files made to fill the memory, the disk or the day of who opens them: each is refused or read in seconds, with little memory."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from pathlib import Path

import pytest
import zstandard

from tests.source.material import opened_in_a_small_room, page, record, warc_gz, written, zipped

BIG = 600 << 20


def zeros(packer: object, size: int = BIG) -> bytes:
    """Very many nulls, packed by something with compress and flush."""
    piece = bytes(1 << 22)
    packed = [packer.compress(piece) for _ in range(size // len(piece))]  # type: ignore[attr-defined]
    return b"".join([*packed, packer.flush()])  # type: ignore[attr-defined]


BOMBS = {
    "page.html.gz": lambda: zlib.compressobj(9, zlib.DEFLATED, 31),
    "page.html.bz2": bz2.BZ2Compressor,
    "page.html.zst": lambda: zstandard.ZstdCompressor().compressobj(),
    "page.html.xz": lambda: lzma.LZMACompressor(preset=0),
}


@pytest.mark.parametrize("name", BOMBS)
def test_compressed_bombs(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, name, zeros(BOMBS[name]()))
    assert path.stat().st_size < 6 << 20
    assert "ZIP bomb" in opened_in_a_small_room(path)


def test_a_bomb_behind_an_honest_beginning(tmp_path: Path) -> None:
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as archive:
        for name, size in (("1.html", 5), ("2.html", BIG)):
            info = tarfile.TarInfo(name)
            info.size = size
            archive.addfile(info, io.BytesIO(b"words") if size == 5 else None)
            if size != 5:
                break
    said = opened_in_a_small_room(written(tmp_path, "a.tar.gz", gzip.compress(tar.getvalue()) + zeros(BOMBS["page.html.gz"]())))
    assert "ZIP bomb" in said or "larger than" in said


def test_a_zip_bomb(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.html", "w", force_zip64=True) as file:
        for _ in range(BIG >> 22):
            file.write(bytes(1 << 22))
    assert "ZIP bomb" in opened_in_a_small_room(path)


def test_a_zip_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    packed = zeros(zlib.compressobj(9, zlib.DEFLATED, -15), 400 << 20)
    whole = bytearray(zipped({"a.html": b"x" * 5000}))
    small = zlib.compressobj(9, zlib.DEFLATED, -15)
    old = small.compress(b"x" * 5000) + small.flush()
    at = whole.index(old)
    whole[at : at + len(old)] = packed
    for mark, place in ((b"PK\x03\x04", 18), (b"PK\x01\x02", 20)):
        start = whole.rindex(mark) + place if mark == b"PK\x01\x02" else place
        whole[start : start + 4] = struct.pack("<I", len(packed))
    end = whole.rindex(b"PK\x05\x06") + 16
    whole[end : end + 4] = struct.pack("<I", whole.rindex(b"PK\x01\x02"))
    assert "damaged" in opened_in_a_small_room(written(tmp_path, "a.zip", bytes(whole)))


def test_members_that_lie_over_one_another(tmp_path: Path) -> None:
    """One packed stretch under many names, as in the bombs that need no nesting."""
    kernel = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed, size = zeros(kernel, 8 << 20), 8 << 20
    crc = zlib.crc32(bytes(size))
    local = struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, 0, 8, 0, 0, crc, len(packed), size, 1, 0) + b"a" + packed
    entry = (
        struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, crc, len(packed), size, 1, 0, 0, 0, 0, 0, 0) + b"a"
    )
    count = 5000
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(entry) * count, len(local), 0)
    said = opened_in_a_small_room(written(tmp_path, "a.zip", local + entry * count + end))
    assert "over one another" in said


def test_more_members_than_anyone_needs(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(60_000):
            archive.writestr(f"{number}.txt", b"")
    assert "60,000 files" in opened_in_a_small_room(path) or "more files" in opened_in_a_small_room(path)
    entry = struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    many = entry * 1_000_000
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 1, 1, len(many), 0, 0)
    assert "more files" in opened_in_a_small_room(written(tmp_path, "b.zip", b"PK\x03\x04" + many + end))


def test_archives_in_archives_in_archives(tmp_path: Path) -> None:
    data = zipped({"page.html": page()})
    for level in range(40):
        data = zipped({f"{level}.zip": data, "x.zip": data} if level < 8 else {f"{level}.zip": data})
    assert "no deeper than 2" in opened_in_a_small_room(written(tmp_path, "a.zip", data))


def test_a_zip_file_that_holds_itself(tmp_path: Path) -> None:
    data = b"page"
    for _ in range(30):
        data = gzip.compress(data)
    assert "no deeper than 2" in opened_in_a_small_room(written(tmp_path, "a.gz", data))


def test_bombs_in_a_web_archive(tmp_path: Path) -> None:
    bomb = zeros(BOMBS["page.html.gz"](), 400 << 20)
    records = [
        record("https://example.org/1", page("One")),
        record("https://example.org/2", bomb, headers="Content-Type: text/html\r\nContent-Encoding: gzip"),
        record("https://example.org/3", gzip.compress(bomb), headers="Content-Type: text/html\r\nContent-Encoding: gzip, gzip"),
        record("https://example.org/4", page("Four")),
    ]
    said = opened_in_a_small_room(written(tmp_path, "a.warc.gz", warc_gz(records)))
    assert "2 files of which nothing could be read" in said
    assert "ZIP bomb" in said
    assert "example.org/1" in said
    assert "source 'https://example.org/4'" in said


def test_a_web_archive_that_is_a_bomb(tmp_path: Path) -> None:
    start = record("https://example.org/1", page("One")) + b"WARC/1.0\r\nWARC-Type: response\r\nX: "
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    data = packer.compress(start) + zeros(packer)
    said = opened_in_a_small_room(written(tmp_path, "a.warc.gz", data))
    assert "source 'https://example.org/1'" in said
    assert "ZIP bomb" in said or "headers without end" in said


def test_records_that_all_lie_about_their_length(tmp_path: Path) -> None:
    records = [record(f"https://example.org/{number}", b"x" * 3000, length=10**12) for number in range(20_000)]
    said = opened_in_a_small_room(written(tmp_path, "a.warc", b"".join(records)))
    assert "states a length that is not its own" in said


def test_headers_without_end(tmp_path: Path) -> None:
    data = record("https://example.org/1", page()) + b"WARC/1.0\r\n" + b"X-Header: tea\r\n" * 2_000_000
    assert "headers without end" in opened_in_a_small_room(written(tmp_path, "a.warc", data))
    assert "source" in opened_in_a_small_room(
        written(tmp_path, "a.mht", b"From: <Saved by Blink>\r\n" + b"X-Header: tea\r\n" * 2_000_000)
    )


def test_a_web_archive_of_one_page_with_a_million_parts(tmp_path: Path) -> None:
    head = b'From: <Saved by Blink>\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
    part = b"--b\r\nContent-Type: text/html\r\n\r\n<html>tea</html>\r\n"
    opened_in_a_small_room(written(tmp_path, "a.mht", head + part * 500_000))
    nested = head + b"".join(
        f'--{"b" * level}\r\nContent-Type: multipart/related; boundary="{"b" * (level + 1)}"\r\n\r\n'.encode()
        for level in range(1, 500)
    )
    opened_in_a_small_room(written(tmp_path, "b.mht", nested))


def test_a_property_list_without_end(tmp_path: Path) -> None:
    data = b"bplist00WebMainResource" + bytes(range(256)) * 4000
    assert "damaged" in opened_in_a_small_room(written(tmp_path, "a.webarchive", data))
    entities = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12))
    head = f'<?xml version="1.0"?><!DOCTYPE plist [<!ENTITY a0 "tea">{entities}]>'
    xml = f"{head}<plist><dict><key>WebMainResource</key>&a12;</dict></plist>"
    assert "damaged" in opened_in_a_small_room(written(tmp_path, "b.webarchive", xml.encode()))


def test_a_tar_archive_of_nothing_but_headers(tmp_path: Path) -> None:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        archive.addfile(tarfile.TarInfo("a.txt"))
    head = file.getvalue()[:512]
    assert "50,000 files" in opened_in_a_small_room(written(tmp_path, "a.tar", head * 100_000))
