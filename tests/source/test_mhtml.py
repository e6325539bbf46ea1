"""Web archives of one page: Chrome's, Internet Explorer's, Mozilla's, Safari's."""

from __future__ import annotations

import base64
import plistlib
import quopri
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ethnography.errors import EthnographyError, UnreadableSource
from ethnography.source import make_source
from ethnography.source.archives import sources_in
from ethnography.source.limits import Unpacking
from ethnography.source.passed_over import PassingLog
from tests.source.material import page, taken, written

FRAME = page("Frame").replace(b"<h1>", b"<div id='disqus_thread'><h1>")


def part(body: bytes, *headers: str, how: str = "quoted-printable") -> bytes:
    coded = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes}.get(how, bytes)(body)
    return "\r\n".join([*headers, f"Content-Transfer-Encoding: {how}"]).encode() + b"\r\n\r\n" + coded.replace(b"\n", b"\r\n")


def chrome(
    parts: list[bytes], *, start: str = "", date: str = "Mon, 5 Mar 2012 12:13:14 -0000", url: str = "https://example.org/tea"
) -> bytes:
    mark = "----MultipartBoundary--abc123----"
    head = (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {url}\r\nSubject: =?utf-8?Q?Tea?=\r\nDate: {date}\r\n"
        f'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="{mark}"{start}\r\n\r\n\r\n'
    )
    return head.encode() + b"".join(f"--{mark}\r\n".encode() + one + b"\r\n" for one in parts) + f"--{mark}--\r\n".encode()


MAIN = ("Content-Type: text/html", "Content-ID: <frame-1@mhtml.blink>", "Content-Location: https://example.org/tea")
STYLE = part(b"p {}", "Content-Type: text/css", "Content-Location: https://example.org/a.css")


@pytest.mark.parametrize("how", ["quoted-printable", "base64", "binary"])
def test_what_chrome_saves(tmp_path: Path, how: str) -> None:
    whole = page("Tea für zwei =").replace(b"we", "wé".encode())
    data = chrome([part(whole, *MAIN, how=how), STYLE])
    (source,), passed_over = taken(written(tmp_path, "tea.mhtml", data))
    assert (source.name, source.url, source.captured) == ("tea.mhtml", "https://example.org/tea", "2012-03-05T12:13:14Z")
    assert source.text.strip() == whole.decode()
    assert source.container is not None
    assert source.container.data == data
    assert passed_over == {"https://example.org/a.css": "a part of the page that is no text"}


def test_frames_are_taken_where_they_hold_a_discussion(tmp_path: Path) -> None:
    advert = part(page("Buy").replace(b"comment", b"bargain"), "Content-Type: text/html", "Content-ID: <frame-3@mhtml.blink>")
    talk = part(
        FRAME, "Content-Type: text/html", "Content-ID: <frame-2@mhtml.blink>", "Content-Location: https://disqus.example/embed"
    )
    own_words = page("Tea").replace(b"<p>We", b"<p>" + b"kettle " * 60 + b"We")
    sources, passed_over = taken(written(tmp_path, "tea.mht", chrome([part(own_words, *MAIN), advert, talk])))
    assert [(source.name, source.url) for source in sources] == [
        ("tea.mht", "https://example.org/tea"), ("https://disqus.example/embed", "https://disqus.example/embed"),
    ]  # fmt: skip
    assert sources[1].captured == "2012-03-05T12:13:14Z"
    assert passed_over == {"frame-3@mhtml.blink": "a frame without a discussion"}


def test_a_page_that_is_nothing_but_frames(tmp_path: Path) -> None:
    frameset = part(b"<html><frameset><frame src='cid:f'></frameset></html>", *MAIN)
    story = part(page().replace(b"comment", b"story"), "Content-Type: text/html", "Content-ID: <f>")
    sources, _ = taken(written(tmp_path, "a.mht", chrome([frameset, story])))
    assert [source.name for source in sources] == ["a.mht", "f"]


def test_the_root_is_the_part_that_is_named(tmp_path: Path) -> None:
    first = part(page("Not this"), "Content-Type: text/html", "Content-ID: <other>")
    named = part(page("This"), "Content-Type: text/html", "Content-ID: <root>", "Content-Location: https://example.org/root")
    sources, _ = taken(written(tmp_path, "a.mht", chrome([first, named], start=';\r\n\tstart="<root>"', url="")))
    assert "<h1>This</h1>" in sources[0].text
    assert sources[0].url == "https://example.org/root"


IE_SINGLE = (
    b'From: "Saved by Windows Internet Explorer 8"\r\nSubject: \r\nDate: Thu, 12 May 2011 22:16:12 -0700\r\nMIME-Version: 1.0\r\n'
    b'Content-Type: text/html;\r\n\tcharset="Windows-1252"\r\nContent-Transfer-Encoding: quoted-printable\r\n'
    b"Content-Location: http://example.org/pears\r\nX-MimeOLE: Produced By Microsoft MimeOLE V6.1\r\n\r\n"
    b"<!DOCTYPE HTML><HTML><BODY><P>The caf=E9 under the pear tree=20\r\nis shut.</P></BODY></HTML>\r\n"
)


def test_what_internet_explorer_saves_of_a_page_without_parts(tmp_path: Path) -> None:
    (source,), _ = taken(written(tmp_path, "pears.mht", IE_SINGLE))
    assert (source.url, source.captured, source.encoding) == ("http://example.org/pears", "2011-05-13T05:16:12Z", "cp1252")
    assert "The café under the pear tree" in source.text
    (source,), _ = taken(tmp_path / "pears.mht", "cp850")
    assert source.given_encoding == "cp850"  # what the user says goes before what the file says


def test_what_mozilla_add_ons_save(tmp_path: Path) -> None:
    head = (
        "From: <Saved by UnMHT>\nSubject: =?iso-2022-jp?B?aGk=?=\nDate: Mon, Mar 05 2012 12:13:14 GMT+0100\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related;\n\tboundary="=_x_"\n\nThis is a multi-part message in MIME format.\n\n'
    )
    long = "http://example.org/" + "a" * 40
    body = (
        f"--=_x_\nContent-Type: text/html; charset=utf-8\nContent-Location:\n {long}\n\n<html>tea and some words</html>\n--=_x_--\n"
    )
    (source,), _ = taken(written(tmp_path, "a.mht", (head + body).encode()))
    assert (source.url, source.captured) == (long, "2012-03-05T11:13:14Z")
    assert source.text == "<html>tea and some words</html>\n"


def test_a_charset_that_does_not_fit_is_not_taken(tmp_path: Path) -> None:
    data = chrome([part("<html>über den Tee</html>".encode("cp1252"), "Content-Type: text/html; charset=utf-8")])
    (source,), _ = taken(written(tmp_path, "a.mht", data))
    assert source.given_encoding is None
    assert "über" in source.text


MAIL = (
    b"From: ann@example.org\r\nTo: bo@example.org\r\nMessage-ID: <1@x>\r\nMIME-Version: 1.0\r\n"
    b"Date: Mon, 5 Mar 2012 12:13:14 +0000\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
    b"--b\r\nContent-Type: text/html\r\n\r\n<html>hi</html>\r\n--b--\r\n"
)


@pytest.mark.parametrize(
    "data", [MAIL, b"From ann@example.org Mon Mar  5 12:13:14 2012\n" + MAIL, b"Date: today\n\nTea at four.", b"From: Ann\nTea"]
)
def test_mail_and_text_are_no_web_archives(tmp_path: Path, data: bytes) -> None:
    (source,), _ = taken(written(tmp_path, "a.txt", data))
    assert (source.data, source.container) == (data, None)


def test_one_that_is_cut_off(tmp_path: Path) -> None:
    data = chrome([part(page("Tea"), *MAIN), STYLE])
    (source,), passed_over = taken(written(tmp_path, "a.mht", data[: data.index(b"</ol>")]))
    assert "Ivo" in source.text  # the page is what was saved of it
    assert "cut off" in passed_over["a.mht"]
    with pytest.raises(UnreadableSource, match="page in it is empty"):
        taken(written(tmp_path, "b.mht", data[: data.index(b"Content-Type: text/html")]))
    with pytest.raises(UnreadableSource, match="without a page"):
        taken(written(tmp_path, "c.mht", chrome([STYLE])))


def safari(main: bytes, frames: list[bytes] = []) -> bytes:  # noqa: B006 - never changed
    def resource(data: bytes, url: str) -> dict[str, object]:
        more = {"WebResourceMIMEType": "text/html", "WebResourceTextEncodingName": "UTF-8"}
        return {"WebResourceData": data, "WebResourceURL": url, **more}

    return plistlib.dumps(
        {
            "WebMainResource": resource(main, "https://example.org/tea"),
            "WebSubresources": [resource(b"p {}", "https://example.org/a.css")],
            "WebSubframeArchives": [
                {"WebMainResource": resource(frame, f"https://frames.example/{at}")} for at, frame in enumerate(frames)
            ],
        },
        fmt=plistlib.FMT_BINARY,
    )


def test_what_safari_saves(tmp_path: Path) -> None:
    own = page("Tee für zwei").replace(b"<p>We", b"<p>" + b"kettle " * 60 + b"We")
    sources, passed_over = taken(written(tmp_path, "tea.webarchive", safari(own, [FRAME, b"<html>buy</html>"])))
    assert [(source.name, source.url) for source in sources] == [
        ("tea.webarchive", "https://example.org/tea"), ("https://frames.example/0", "https://frames.example/0"),
    ]  # fmt: skip
    assert "für zwei" in sources[0].text
    assert set(passed_over) == {"https://example.org/a.css", "https://frames.example/1"}
    with pytest.raises(UnreadableSource, match="damaged"):
        taken(written(tmp_path, "b.webarchive", safari(own)[:-20]))


WHOLE = (chrome([part(page(), *MAIN), STYLE]), IE_SINGLE, safari(page()))


@given(st.sampled_from(WHOLE), st.data())
def test_whatever_happens_to_the_bytes_is_read_or_said(whole: bytes, data: st.DataObject) -> None:
    changed = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(changed) - 1))
        changed[at : at + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=9))
        if not changed:
            return
    try:
        for source in sources_in(make_source("a.mht", bytes(changed)), Unpacking(PassingLog())):
            assert isinstance(source.data, bytes)
    except EthnographyError:
        pass
