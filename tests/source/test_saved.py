"""What is written into saved pages: by browsers, by add-ons, by the Wayback Machine; and what only looks like it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from ethnography.source import Source
from ethnography.source.saved import as_saved, original_address, read_time
from tests.source.material import page, taken, written

URL = "https://example.org/2012/03/tea/"
WAYBACK = "https://web.archive.org/web/20120305121314/http://example.org:80/tea"
WOMBAT = '<script>__wm.wombat("http://example.org/tea?a=1&amp;b=2","20120305121314","https://web.archive.org/","web","/_static/");</script>'
ARCHIVED = """<!--
     FILE ARCHIVED ON 12:13:14 Mar 05, 2012 AND RETRIEVED FROM THE
     INTERNET ARCHIVE ON 10:00:00 Jan 02, 2020.
-->"""

AT, OLD = "2012-03-05T12:13:14Z", "http://example.org/tea"
SCRIPT_DATE = "Mon Mar 05 2012 12:13:14 GMT"
MIRRORED = "by HTTrack Website Copier/3.x [XR&CO'2014], Mon, 05 Mar 2012 12:13:14 GMT"
PYWB = f'<html><script>wbinfo.url = "{OLD}"; wbinfo.timestamp = "20120305121314";</script>'
BOX = f'<html><input type="text" name="url" id="wmtbURL" value="{OLD}"/>{"x" * 400_000}{ARCHIVED}'
BASE = '<base href="https://example.org/tea.html">'
CASES = {
    "browsers": (f"<!-- saved from url=(0032){URL} -->\n<html>", URL, None),
    "browsers, an entity": (
        "<!-- saved from url=(0032)https://a.example/?a=1&amp;b=2 -->\n<html>", "https://a.example/?a=1&b=2", None
    ),
    "a file saved again": ("<!-- saved from url=(0032)file:///C:/tea.html --><html>", None, None),
    "the mark of the web": ("<!-- saved from url=(0014)about:internet --><html>", None, None),
    "SingleFile": (
        f"<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: {URL} \n saved date: {SCRIPT_DATE}+0100\n-->",
        URL, "2012-03-05T11:13:14Z",
    ),
    "SingleFile, before": (
        f"<html><!--\n Archive processed by SingleFile \n url: {URL} \n saved date: {SCRIPT_DATE}-0930\n-->",
        URL, "2012-03-05T21:43:14Z",
    ),
    "Save Page WE": (
        f'<html><meta name="savepage-url" content="{URL}"><meta name="savepage-date" content="{SCRIPT_DATE}+0000 (GMT)">', URL, AT
    ),
    "WebScrapBook": (f'<html data-scrapbook-source="{URL}" data-scrapbook-create="20120305121314567">', URL, AT),
    "monolith": (f"<!-- Saved from {URL} at {AT} using monolith v2.6.1 --><html>", URL, AT),
    "HTTrack": (f"<html><!-- Mirrored from example.org/tea.html {MIRRORED} -->", "http://example.org/tea.html", AT),
    "Wayback Machine": (f"<html><head>{WOMBAT}</head>", "http://example.org/tea?a=1&b=2", AT),
    "Wayback Machine, before": (BOX, OLD, AT),
    "Wayback Machine, links": (f'<html><link rel="canonical" href="{WAYBACK}"/>{ARCHIVED}', OLD, AT),
    "Wayback Machine, time alone": (f"<html>{ARCHIVED}", None, AT),
    "Wayback Machine, saved by a browser": (f"<!-- saved from url=(0090){WAYBACK} --><html>", OLD, AT),
    "pywb": (PYWB, OLD, AT),
    "a base that is the page": (f"<html>{BASE}", "https://example.org/tea.html", None),
    "a base that is the site": ('<html><base href="https://example.org/blog/">', None, None),
    "a base beside the address": (f'<html>{BASE}<link rel=canonical href="https://example.org/t">', None, None),
    "nothing": ("<html><p>Page saved with SingleFile url: https://example.org/ said Ann</p>", None, None),
    "a link to an archive": (f'<html><a href="{WAYBACK}">saved from url=(0012)x</a>', None, None),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_what_is_written_into_a_page(tmp_path: Path, case: str, encoding: str) -> None:
    html, url, captured = CASES[case]
    (source,), _ = taken(written(tmp_path, "a.html", (html + page().decode()).encode(encoding)))
    assert (source.url, source.captured) == (url, captured)


def test_what_the_container_says_goes_before_but_not_before_an_archive() -> None:
    browser = Source(
        "a", f"<!-- saved from url=(0032){URL} --><html>".encode(), url="https://other.example/", captured="2020-01-01"
    )
    assert (as_saved(browser).url, as_saved(browser).captured) == ("https://other.example/", "2020-01-01")
    inside = Source("a", f"<html>{WOMBAT}".encode(), url=WAYBACK, captured="2020-01-01")
    assert (as_saved(inside).url, as_saved(inside).captured) == ("http://example.org/tea", "2012-03-05T12:13:14Z")
    plain = Source("a", b"<html>", url=WAYBACK.replace("14/", "14id_/"), captured="2020-01-01")
    assert (as_saved(plain).url, as_saved(plain).captured) == ("http://example.org/tea", "2012-03-05T12:13:14Z")


@pytest.mark.parametrize(
    ("address", "original"),
    [
        ("https://web.archive.org/web/2012/example.org/a", "http://example.org/a"),
        ("http://web.archive.org/web/20120305121314im_/https:/example.org:443/a", "https://example.org/a"),
        ("https://webarchive.example/gov/20120305121314/http://example.org/", "http://example.org/"),
        ("/web/20120305121314/http://example.org/a", "http://example.org/a"),
        ("https://example.org/20120305121314/tea", "https://example.org/20120305121314/tea"),
        (
            "https://example.org/?u=/web/20120305121314/http://b.example/",
            "https://example.org/?u=/web/20120305121314/http://b.example/",
        ),
    ],
)
def test_addresses_of_archives(address: str, original: str) -> None:
    assert original_address(address) == original


@pytest.mark.parametrize(
    "said", ["", "yesterday", "Mon Foo 45 2012 99:13:14 GMT+0100", "2012-13-45", "Mon, 99 Mar 2012 12:13:14 +9999"]
)
def test_times_that_are_none(said: str) -> None:
    assert read_time(said) is None


@pytest.mark.parametrize(
    "piece", ["<!--", "<meta ", "<base href='", "<!-- saved from url=(1)x ", "wbinfo.url = '", '__wm.wombat("', "/a" * 50, "<html "]
)
def test_hostile_pages_take_no_time(piece: str) -> None:
    data = b"<html>" + (piece * (1_000_000 // len(piece))).encode()
    before = time.perf_counter()
    as_saved(Source("a", data))
    assert time.perf_counter() - before < 2
