"""The pages in a WARC or WACZ file (wget, Heritrix, Browsertrix, ArchiveWeb.page, ``ethnography capture``), each with its address
and the time it was captured.

Source: ISO 28500:2017 (WARC 1.1); the WACZ 1.1.1 specification of the Webrecorder project.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from email.message import Message
from typing import BinaryIO
from urllib.parse import urldefrag, urljoin, urlsplit

from ethnography.source.body import decoded_body
from ethnography.source.chaff import chaff_kind
from ethnography.source.compressed import Damaged
from ethnography.source.decoding import working_charset
from ethnography.source.frame_pages import is_discussion
from ethnography.source.limits import Unpacking
from ethnography.source.opened import Source
from ethnography.source.passed_over import Kind
from ethnography.source.saved import as_saved, looks_html, read_time
from ethnography.source.warc_records import Record, read_records

_HTML = re.compile(r"text/html|application/xhtml\+xml", re.IGNORECASE)
_TEXT = re.compile(
    r"text/(?:html|plain|xml|json|x-json|csv|markdown)|application/(?:xhtml\+xml|[\w.-]+\+xml|xml|json|[\w.-]+\+json|x-?ndjson|jsonl?|rss|atom)\b",
    re.IGNORECASE,
)
_REDIRECT = Kind("a redirect to another address", "redirects to other addresses")
_REVISIT = Kind(
    "a note that a page had not changed since an earlier capture", "notes that pages had not changed since earlier captures"
)
_ROBOTS = Kind("what the site allows programs (robots.txt)", "files that say what sites allow programs (robots.txt)")
_AGAIN = Kind("the same page again, unchanged", "pages that are there again, unchanged")
_FAILED = Kind("an answer with an error instead of the page", "answers with an error instead of the page")
_OTHER = Kind("a file that is no text (a picture, a style, a script)", "files that are no text (pictures, styles, scripts)")
_EMPTY = Kind("an empty answer", "empty answers")
_UNLISTED = Kind("a file that is not listed as a page", "files that are not listed as pages")


def read_warc(source: Source, work: Unpacking) -> Iterator[Source]:
    """The pages, feeds and JSON files captured with status 200, in order; what is damaged is passed over, and said."""
    with source.opened() as file:
        yield from _pages(file, source, work, None)


def read_wacz_part(file: BinaryIO, source: Source, work: Unpacking, listed: Listed | None) -> Iterator[Source]:
    """The pages of one WARC file in a WACZ file; of those only the listed ones, where some are."""
    yield from _pages(file, source, work, listed)


class Listed:
    """The pages that a WACZ file lists; where one was redirected, the address it was redirected to."""

    def __init__(self, lines: bytes) -> None:
        self._urls: set[str] = set()
        for line in lines.split(b"\n"):
            try:
                page = json.loads(line)
            except (ValueError, RecursionError):
                continue
            if isinstance(page, dict) and isinstance(page.get("url"), str):
                self._urls.add(_plain(page["url"]))

    def __len__(self) -> int:
        return len(self._urls)

    def __contains__(self, url: str) -> bool:
        return _plain(url) in self._urls

    def redirect(self, url: str, to: str) -> None:
        if url in self:
            with suppress(ValueError):  # an address that is none leads nowhere
                self._urls.add(_plain(urljoin(url, to)))


def _plain(url: str) -> str:
    """An address without what makes no difference to the page: fragment, scheme, the slash of the host alone."""
    try:
        parts = urlsplit(urldefrag(url.strip())[0][:4000])
    except ValueError:
        return url
    return f"{parts.netloc.lower()}{parts.path or '/'}?{parts.query}"


def _pages(file: BinaryIO, source: Source, work: Unpacking, listed: Listed | None) -> Iterator[Source]:
    damage: list[str] = []
    seen: set[tuple[str, int]] = set()
    records = read_records(file, source.name, damage)
    while True:
        try:
            record = next(records, None)
        except Damaged as error:
            damage.append(str(error))
            break
        if record is None:
            break
        if isinstance(page := _page(record, source, work, listed), Kind):
            work.log.count(source.name, page, record.url)
            continue
        key = (page.url or "", hash(page.data))
        if key in seen:
            work.log.count(source.name, _AGAIN, record.url)
            continue
        seen.add(key)
        work.spend(page.size, source.name)
        if record.cut:
            work.log.note(record.url, f"not all of the page was captured: {record.cut}")
        yield page
    for said in dict.fromkeys(damage):
        many = f" ({damage.count(said)} times)" if damage.count(said) > 1 else ""
        work.log.note(source.name, f"{said}{many}; what could be read of it was read")


def _page(record: Record, source: Source, work: Unpacking, listed: Listed | None) -> Source | Kind:
    """The page in a record, or what it is instead."""
    if record.type == "revisit":
        return _REVISIT
    if record.type == "conversion":
        return _OTHER
    if re.fullmatch(r"https?://[^/]+/robots\.txt", record.url[:500], re.IGNORECASE):
        return _ROBOTS
    if record.status is not None and 300 <= record.status < 400:
        if listed is not None:
            listed.redirect(record.url, record.headers.get("location", ""))
        return _REDIRECT
    if record.status is not None and record.status != 200:
        return _FAILED
    typed = record.content_type and not record.content_type.startswith("application/octet-stream")
    if typed and not _TEXT.match(record.content_type.strip()):
        return _OTHER
    body, trouble = decoded_body(record.headers, record.body)
    if trouble:
        record.cut = record.cut or trouble
    if not body.strip():
        return (
            Kind(f"nothing of it could be read: {record.cut}", f"files of which nothing could be read: {record.cut}")
            if record.cut
            else _EMPTY
        )
    is_html = looks_html(body[:4000]) or bool(_HTML.match(record.content_type))
    if listed is not None and record.url not in listed and not (is_html and is_discussion(body)):
        return _UNLISTED
    page = source.inner(
        record.url, body, url=record.url, captured=read_time(record.date) or None, encoding=_charset(record.content_type, body)
    )
    if (not typed and not is_html) or (not is_html and chaff_kind(page) is not None):
        return _OTHER
    return as_saved(page) if is_html else page


def _charset(content_type: str, body: bytes) -> str | None:
    header = Message()
    header["Content-Type"] = content_type
    return working_charset(header.get_content_charset(), body)
