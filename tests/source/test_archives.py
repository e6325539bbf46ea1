"""ZIP files, tar archives and compressed files: what comes out of them, and what is said of what does not."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from pathlib import Path

import pytest
import zstandard

from ethnography.errors import UnreadableSource
from tests.source.material import page, taken, written, zipped


def test_the_pages_in_a_zip_file(tmp_path: Path) -> None:
    path = written(
        tmp_path, "pages.zip",
        zipped({
            "one/tea.html": page("Tea"), "two.json": b'{"a": 1}', "__MACOSX/._two.json": b"x", ".DS_Store": b"x",
            "a.png": b"\x89PNG", "one/tea_files/x.css": b"p {}", "empty.txt": b"",
        }),
    )  # fmt: skip
    sources, passed_over = taken(path)
    assert [(source.name, source.container and source.container.name) for source in sources] == [
        ("one/tea.html", "pages.zip"),
        ("two.json", "pages.zip"),
    ]
    assert sources[0].container is not None
    assert sources[0].container.data == path.read_bytes()
    assert passed_over == {
        "pages.zip": "2 hidden files, the first __MACOSX/._two.json",
        "a.png": "a picture",
        "one/tea_files/x.css": "a part of the saved page tea.html",
        "empty.txt": "it is empty",
    }


@pytest.mark.parametrize("inside", ["[Content_Types].xml", "mimetype", "project.qde"])
def test_documents_that_are_zip_files_inside_are_passed_on_whole(tmp_path: Path, inside: str) -> None:
    data = zipped({inside: b"x", "word/document.xml": b"<w/>"})
    (source,), passed_over = taken(written(tmp_path, "interview.docx", data))
    assert (source.data, source.container, passed_over) == (data, None, {})
    (source,), _ = taken(written(tmp_path, "all.zip", zipped({"interview.docx": data})))
    assert (source.name, source.data) == ("interview.docx", data)


def test_names_that_point_outside_are_names_and_nothing_else(tmp_path: Path) -> None:
    here = tmp_path / "here"
    members = {
        "../../evil.html": page(),
        "/etc/x.html": page(),
        "C:\\win\\y.html": page(),
        "a\x1b[2J\u202e.html": page(),
        "..": b"words",
    }
    sources, _ = taken(written(here, "a.zip", zipped(members)))
    assert [source.name for source in sources] == [
        "evil.html",
        "etc/x.html",
        "win/y.html",
        "a\ufffd[2J\ufffd.html",
        "a file without a name",
    ]
    assert sorted(tmp_path.rglob("*")) == [here, here / "a.zip"]


def test_names_in_utf8_without_saying_so_and_in_cp437(tmp_path: Path) -> None:
    def named(raw: bytes) -> bytes:
        return zipped({"QQQQQQ.txt": b"words"}).replace(b"QQQQQQ", raw)

    assert [s.name for s in taken(written(tmp_path, "a.zip", named("Über_".encode())))[0]] == ["Über_.txt"]
    assert [s.name for s in taken(written(tmp_path, "b.zip", named("Ünsere".encode("cp437"))))[0]] == ["Ünsere.txt"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_both_read(tmp_path: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("tea.txt", "first")
        archive.writestr("tea.txt", "second")
    sources, _ = taken(written(tmp_path, "a.zip", file.getvalue()))
    assert [(source.name, source.text) for source in sources] == [("tea.txt", "first"), ("tea.txt (2)", "second")]


def test_zip_files_in_a_zip_file_down_to_the_second(tmp_path: Path) -> None:
    inner = zipped({"deep.html": page()})
    sources, _ = taken(written(tmp_path, "a.zip", zipped({"b.zip": inner})))
    assert [(source.name, source.container and source.container.name) for source in sources] == [("deep.html", "a.zip")]
    sources, passed_over = taken(written(tmp_path, "c.zip", zipped({"b.zip": zipped({"a.zip": inner}), "x.html": page()})))
    assert [source.name for source in sources] == ["x.html"]
    assert "no deeper than 2" in str(passed_over)


def test_a_member_that_is_damaged_does_not_hinder_the_others(tmp_path: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("1.txt", "kettle kettle kettle")
        archive.writestr("2.txt", "whole")
    sources, passed_over = taken(written(tmp_path, "a.zip", file.getvalue().replace(b"kettle kettle", b"kettle mettle")))
    assert [source.name for source in sources] == ["2.txt"]
    assert "damaged" in passed_over["a.zip › 1.txt"]


def encrypted(data: bytes) -> bytes:
    """The flag of encryption set in all headers of a ZIP file."""
    raw = bytearray(data)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = raw.find(mark)
        while at >= 0:
            raw[at + place] |= 1
            at = raw.find(mark, at + 4)
    return bytes(raw)


def test_a_password_is_named_as_the_reason(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="password"):
        taken(written(tmp_path, "a.zip", encrypted(zipped({"a.html": page()}))))


def test_a_method_that_is_not_known_is_said(tmp_path: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("tea.txt", "words " * 100)
    sources, passed_over = taken(written(tmp_path, "a.zip", file.getvalue()))
    assert not sources
    assert "method 14" in passed_over["a.zip › tea.txt"]


@pytest.mark.parametrize("cut", [10, 25, 60])
def test_a_zip_file_that_is_cut_off(tmp_path: Path, cut: int) -> None:
    with pytest.raises(UnreadableSource, match=r"cut off|damaged"):
        taken(written(tmp_path, "a.zip", zipped({"a.html": page()})[:-cut]))


def test_an_empty_zip_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="empty ZIP"):
        taken(written(tmp_path, "a.zip", zipped({})))


PACKED = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstandard.ZstdCompressor(write_checksum=True).compress,
}


@pytest.mark.parametrize("ending", PACKED)
def test_compressed_files(tmp_path: Path, ending: str) -> None:
    data = page() * 2000
    pack = PACKED[ending]
    (source,), _ = taken(written(tmp_path, f"tea.html.{ending}", pack(data)))
    assert (source.name, source.data == data) == ("tea.html", True)
    assert source.container is not None
    (source,), _ = taken(written(tmp_path, f"two.txt.{ending}", pack(b"one ") + pack(b"two")))
    assert source.data == b"one two"
    with pytest.raises(UnreadableSource, match=r"cut off|damaged"):
        taken(written(tmp_path, f"cut.html.{ending}", pack(data)[:-9]))
    broken = bytearray(pack(bytes(range(256)) * 500))
    broken[len(broken) // 2] ^= 0xFF
    with pytest.raises(UnreadableSource, match=r"cut off|damaged"):
        taken(written(tmp_path, f"broken.{ending}", bytes(broken)))


def tarred(members: dict[str, bytes], mode: str = "w", form: int = tarfile.PAX_FORMAT) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode, format=form) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        folder = tarfile.TarInfo("folder")
        folder.type = tarfile.DIRTYPE
        archive.addfile(folder)
        link = tarfile.TarInfo("link.html")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return file.getvalue()


@pytest.mark.parametrize("form", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT, tarfile.USTAR_FORMAT])
@pytest.mark.parametrize("mode", ["w", "w:gz", "w:xz", "w:bz2"])
def test_tar_archives(tmp_path: Path, mode: str, form: int) -> None:
    long = f"{'folder/' * 20}ünter.html" if form != tarfile.USTAR_FORMAT else f"{'folder/' * 14}{'x' * 90}.html"
    members = {"../up.html": page("Up"), long: page("Long"), ".hidden": b"x", "a.png": b"\x89PNG", "tea.txt": b"x" * 513}
    sources, passed_over = taken(written(tmp_path, "pages.tar", tarred(members, mode, form)))
    assert [(source.name, source.data) for source in sources] == [
        ("up.html", page("Up")), (long, page("Long")), ("tea.txt", b"x" * 513),
    ]  # fmt: skip
    assert set(passed_over) == {".hidden", "a.png"}


def test_a_tar_archive_that_is_cut_off_gives_what_was_before(tmp_path: Path) -> None:
    sources, passed_over = taken(written(tmp_path, "a.tar", tarred({"1.html": page("One"), "2.html": page("Two") * 100})[:3000]))
    assert [source.name for source in sources] == ["1.html"]
    assert "cut off" in passed_over["a.tar"]


def test_a_web_page_that_is_a_zip_file_too(tmp_path: Path) -> None:
    shell = b"<!doctype html><html><meta charset=utf-8><title>wait</title><!--"
    data = shell + zipped({"index.html": page("Inside"), "0.css": b"p {}"}) + b"--><script>unpack()</script></html>"
    (source,), _ = taken(written(tmp_path, "tea.html", data))
    assert b"Inside" in source.data
