"""WARC and WACZ files: which records become sources, with which address, time and encoding; and damaged ones."""

from __future__ import annotations

import gzip
import json
import zlib
from pathlib import Path

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from ethnography.errors import EthnographyError
from ethnography.source import make_source
from ethnography.source.archives import sources_in
from ethnography.source.limits import Unpacking
from ethnography.source.passed_over import PassingLog
from tests.source.material import page, record, taken, wacz, warc_gz, written, zipped

URL = "https://example.org/tea"
OTHER = "https://example.org/pears"
TALK = page("Frame").replace(b"<h1>", b"<div id='disqus_thread'><h1>")


@pytest.mark.parametrize("packed", [True, False])
def test_the_pages_of_a_warc_file(tmp_path: Path, packed: bool) -> None:
    records = [
        record("", b"software: x", kind="warcinfo"),
        record(URL, page("Tea"), date="2012-03-05T12:13:14.567890Z"),
        record(OTHER, b'{"a": 1}', headers="content-type: application/json"),
        record("https://example.org/feed", b"<rss/>", headers="Content-Type: application/rss+xml; charset=utf-8"),
        record("https://example.org/pear.png", b"\x89PNG\r\n", headers="Content-Type: image/png"),
        record("https://example.org/lie", b"\x89PNG\r\n" + bytes(20), headers="Content-Type: text/plain"),
        record("https://example.org/a.css", b"p {}", headers="Content-Type: text/css"),
        record("https://example.org/old", b"", status="301 Moved", headers=f"Location: {URL}\r\nContent-Type: text/html"),
        record("https://example.org/gone", page("No"), status="404 Not Found"),
        record("https://example.org/odd", page("Untyped"), headers="X: y"),
        record(URL, b"", kind="revisit"),
        record("https://example.org/r", page("Resource"), kind="resource"),
        record("urn:pageinfo:x", b"{}", kind="resource"),
        record("https://example.org/void", b" \n"),
        record(URL, page("Tea")),
        record(URL, page("Tea, later"), date="2013-03-05T12:13:14Z"),
    ]
    data = warc_gz(records) if packed else b"".join(records)
    path = written(tmp_path, "a.warc.gz", data)
    sources, passed_over = taken(path)
    assert [(source.url, source.captured) for source in sources] == [
        (URL, "2012-03-05T12:13:14Z"),
        (OTHER, "2012-03-05T12:13:14Z"),
        ("https://example.org/feed", "2012-03-05T12:13:14Z"),
        ("https://example.org/odd", "2012-03-05T12:13:14Z"),
        ("https://example.org/r", "2012-03-05T12:13:14Z"),
        (URL, "2013-03-05T12:13:14Z"),
    ]
    assert sources[0].data == page("Tea")
    assert {source.container.place for source in sources if source.container} == {path}
    assert passed_over["a.warc.gz"].startswith("3 files that are no text")
    assert passed_over["https://example.org/old"] == "a redirect to another address"
    assert passed_over["https://example.org/gone"] == "an answer with an error instead of the page"
    assert passed_over["https://example.org/void"] == "an empty answer"
    assert "not changed" in passed_over[URL] or "unchanged" in passed_over[URL]


def chunked(data: bytes, size: int = 100) -> bytes:
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    return b"".join(f"{len(piece):x};x=y\r\n".encode() + piece + b"\r\n" for piece in pieces) + b"0\r\n\r\n"


def bare_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


SENT = {
    "chunks": ("Transfer-Encoding: chunked", chunked),
    "gzip": ("Content-Encoding: gzip", gzip.compress),
    "chunks of gzip": ("Transfer-Encoding: chunked\r\nContent-Encoding: gzip", lambda data: chunked(gzip.compress(data), 33)),
    "deflate": ("Content-Encoding: deflate", zlib.compress),
    "bare deflate": ("Content-Encoding: deflate", bare_deflate),
    "brotli": ("Content-Encoding: br", brotli.compress),
    "zstd": ("Content-Encoding: zstd", zstandard.ZstdCompressor().compress),
    "twice": ("Content-Encoding: gzip, br", lambda data: brotli.compress(gzip.compress(data))),
    "a header of what is done already": ("Transfer-Encoding: chunked\r\nContent-Encoding: gzip", bytes),
    "brotli, done already": ("Content-Encoding: br", bytes),
}


@pytest.mark.parametrize("way", SENT)
def test_however_it_was_sent(tmp_path: Path, way: str) -> None:
    header, pack = SENT[way]
    whole = page("Tea ünd pears")
    data = record(URL, pack(whole), headers=f"Content-Type: text/html; charset=utf-8\r\n{header}")
    (source,), passed_over = taken(written(tmp_path, "a.warc", data))
    assert source.data == whole
    assert passed_over == {}


@pytest.mark.parametrize("way", ["chunks", "gzip", "chunks of gzip", "deflate", "bare deflate", "brotli", "zstd"])
def test_what_was_cut_off_while_it_was_sent_is_read_as_far_as_it_goes(tmp_path: Path, way: str) -> None:
    header, pack = SENT[way]
    whole = page("Tea") + b"<p>".join(f"{number} pears".encode() for number in range(20_000))
    data = record(URL, pack(whole)[:-400], headers=f"Content-Type: text/html\r\n{header}")
    sources, passed_over = taken(written(tmp_path, "a.warc", data))
    assert "cut off" in str(passed_over)
    for source in sources:
        assert whole.startswith(source.data)
        assert len(source.data) > 1000


def test_the_charset_of_the_header_is_the_encoding(tmp_path: Path) -> None:
    plain = "<html>Příliš žluťoučký kůň</html>"
    data = b"".join([
        record(URL, plain.encode("cp1250"), headers="Content-Type: text/html; charset=windows-1250"),
        record(OTHER, plain.encode(), headers='Content-Type: text/html; charset="x-unknown"'),
        record("https://example.org/lie", plain.encode("cp1250"), headers="Content-Type: text/html; charset=utf-8"),
    ])  # fmt: skip
    sources, _ = taken(written(tmp_path, "a.warc", data))
    assert [source.given_encoding for source in sources] == ["cp1250", None, None]
    assert sources[0].text == sources[1].text == plain


def test_an_archived_page_of_an_archive_has_the_address_and_time_of_the_page(tmp_path: Path) -> None:
    data = record("https://web.archive.org/web/20120305121314id_/http://example.org/tea", page(), date="2024-01-01T00:00:00Z")
    (source,), _ = taken(written(tmp_path, "a.warc", data))
    assert (source.url, source.captured) == ("http://example.org/tea", "2012-03-05T12:13:14Z")


ARC = (
    b"filedesc://a.arc 0.0.0.0 20120305121314 text/plain 68\n1 0 Somebody\n"
    b"URL IP-address Archive-date Content-type Archive-length\n\n"
    b"http://example.org/a tea 10.0.0.1 20120305121314 text/html %d\n%s\n"
)


def test_the_older_arc_files(tmp_path: Path) -> None:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page("Old")
    (source,), _ = taken(written(tmp_path, "a.arc.gz", gzip.compress(ARC % (len(http), http))))
    assert (source.captured, source.data) == ("2012-03-05T12:13:14Z", page("Old"))


def test_one_compressed_as_a_whole_and_one_whose_records_lie_across_members(tmp_path: Path) -> None:
    whole = record(URL, page("Tea")) + record(OTHER, page("Pears"))
    for data in (gzip.compress(whole), b"".join(gzip.compress(whole[at : at + 100]) for at in range(0, len(whole), 100))):
        sources, passed_over = taken(written(tmp_path, "a.warc.gz", data))
        assert [source.data for source in sources] == [page("Tea"), page("Pears")]
        assert passed_over == {}


# damage


def test_a_damaged_member_costs_its_own_record_alone(tmp_path: Path) -> None:
    members = [gzip.compress(record(f"{URL}/{number}", page(f"Page {number}"))) for number in range(5)]
    broken = bytearray(members[2])
    broken[len(broken) // 2 :] = bytes(len(broken) - len(broken) // 2)
    for second in (bytes(broken), members[2][:60], b"garbage " * 50):
        sources, passed_over = taken(written(tmp_path, "a.warc.gz", b"".join([*members[:2], second, *members[3:]])))
        whole = [source.url for source in sources if source.data.endswith(b"</html>")]
        assert whole == [f"{URL}/{number}" for number in (0, 1, 3, 4)]
        assert second.startswith(b"garbage") or "what could be read of it was read" in passed_over["a.warc.gz"]


@pytest.mark.parametrize("packed", [True, False])
def test_a_file_that_is_cut_off_gives_what_is_there(tmp_path: Path, packed: bool) -> None:
    records = [record(f"{URL}/{number}", page(f"Page {number}") * 30) for number in range(3)]
    data = (warc_gz(records) if packed else b"".join(records))[:-200]
    sources, passed_over = taken(written(tmp_path, "a.warc.gz", data))
    assert [source.url for source in sources][:2] == [f"{URL}/0", f"{URL}/1"]
    assert "cut off" in str(passed_over)


@pytest.mark.parametrize("lie", [10, 900, 5000, 10**9, 10**15])
@pytest.mark.parametrize("packed", [True, False])
def test_a_length_that_is_a_lie_costs_no_other_record(tmp_path: Path, packed: bool, lie: int) -> None:
    records = [record(URL, page("Tea"), length=lie), record(OTHER, page("Pears")), record(f"{OTHER}/2", page("More"))]
    data = warc_gz(records) if packed else b"".join(records)
    sources, passed_over = taken(written(tmp_path, "a.warc.gz", data))
    assert [source.url for source in sources if source.url != URL] == [OTHER, f"{OTHER}/2"]
    assert [source.data for source in sources if source.url != URL] == [page("Pears"), page("More")]
    if lie > 100:
        assert next(source.data for source in sources if source.url == URL).startswith(page("Tea"))
    assert "its record" in passed_over[URL] or "headers" in str(passed_over)


def test_a_record_without_a_length(tmp_path: Path) -> None:
    data = record(URL, page("Tea")).replace(b"Content-Length", b"Content-Breadth", 1) + record(OTHER, page("Pears"))
    sources, _ = taken(written(tmp_path, "a.warc", data))
    assert [source.data for source in sources] == [page("Tea"), page("Pears")]


def test_a_capture_that_says_it_was_cut_short(tmp_path: Path) -> None:
    (_,), passed_over = taken(written(tmp_path, "a.warc", record(URL, page(), extra="WARC-Truncated: length\r\n")))
    assert "not all of the page" in passed_over[URL]


# WACZ


def test_of_a_wacz_file_the_pages_it_lists_and_the_discussions_framed_in_them(tmp_path: Path) -> None:
    records = [
        record("http://example.org/tea", b"", status="301 Moved", headers=f"Location: {URL}?a=1"),
        record(f"{URL}?a=1", page("Tea")),
        record("https://example.org/api", b'{"a": 1}', headers="Content-Type: application/json"),
        record("https://frames.example/embed", TALK),
        record("https://adverts.example/", b"<html>buy</html>"),
    ]
    sources, passed_over = taken(written(tmp_path, "a.wacz", wacz(records, ["http://example.org/tea#top"])))
    assert [source.url for source in sources] == [f"{URL}?a=1", "https://frames.example/embed"]
    assert passed_over["a.wacz"].startswith("2 files that are not listed as pages")


def test_a_wacz_file_that_lists_nothing_gives_all_its_pages(tmp_path: Path) -> None:
    records = [record(url, page().replace(b"comment", b"pear")) for url in (URL, OTHER)]
    assert len(taken(written(tmp_path, "a.wacz", wacz(records, [])))[0]) == 2
    sources, passed_over = taken(written(tmp_path, "b.wacz", wacz(records, ["https://elsewhere.example/"])))
    assert len(sources) == 2
    assert list(passed_over) == ["b.wacz"]
    assert "none of the pages it lists" in passed_over["b.wacz"]
    inside = zipped({"all/a.wacz": wacz(records, [URL]), "b.warc.gz": warc_gz(records)})
    assert len(taken(written(tmp_path, "c.zip", inside))[0]) == 3


def test_a_wacz_file_without_its_pages(tmp_path: Path) -> None:
    with pytest.raises(EthnographyError, match="without a WARC file"):
        taken(written(tmp_path, "a.wacz", zipped({"archive/x.txt": b"", "datapackage.json": json.dumps({}).encode()})))


PACKED = "Content-Encoding: gzip\r\nTransfer-Encoding: chunked"
WHOLE = (
    warc_gz([record(URL, page()), record(OTHER, chunked(gzip.compress(page())), headers=PACKED)]),
    record(URL, page()) + record(OTHER, brotli.compress(page()), headers="Content-Type: text/html\r\nContent-Encoding: br"),
    wacz([record(URL, page())], [URL]),
    zipped({"a.html": page(), "b/c.txt": b"words"}),
)  # fmt: skip


@given(st.sampled_from(WHOLE), st.data())
def test_whatever_happens_to_the_bytes_is_read_or_said(whole: bytes, data: st.DataObject) -> None:
    changed = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, max(len(changed) - 1, 0)))
        changed[at : at + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=9))
    log = PassingLog()
    try:
        for source in sources_in(make_source("a.warc.gz", bytes(changed)), Unpacking(log)):
            assert isinstance(source.data, bytes)
    except EthnographyError:
        pass
    assert all(isinstance(reason, str) for _, reason in log)
