"""What is written into a saved page by who saved it: its address, and when it was as it is.

Browsers (Chrome, Edge and Internet Explorer ``saved from url``), SingleFile, Save Page WE, WebScrapBook, monolith and HTTrack
say so in a comment or a tag; the Wayback Machine and its likes (pywb, OpenWayback) in what they add to an archived page and in the
addresses of its links. A file's own date is not taken: it is that of a copy.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from html import unescape

from ethnography.source.opened import Source

_HEAD, _TAIL = 300_000, 20_000
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title|frameset)\b", re.IGNORECASE)
_FEED = re.compile(rb"(?:<\?xml[^>]{0,300}>|<!--.{0,1000}?-->|\s+){0,20}<(?:rss|feed|disqus|rdf:RDF|opml|mediawiki)\b", re.DOTALL)
_LONGEST_COMMENT = 3000
_TAG = re.compile(r"<(meta|link|base|html|input)\b([^<>]{0,3000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:-]{1,60})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_ARCHIVED = re.compile(
    r"(?:https?://[^/\s]{1,200})?/(?:[^\s?#]{0,100}?/)?(\d{14})(?:[a-z]{2}_)?/(https?:/{1,2}\S.*)", re.IGNORECASE
)
_WAYBACK_SHORT = re.compile(r"https?://web\.archive\.org/web/(\d{4,14})(?:[a-z]{2}_)?/(\S.*)", re.IGNORECASE)
_WOMBAT = re.compile(r"""__wm\.wombat\(\s*["']([^"']{1,3000})["']\s*,\s*["'](\d{14})["']""")
_PYWB = re.compile(r"""wbinfo\.(url|timestamp)\s*=\s*["']([^"']{1,3000})["']""")
_FILE_ARCHIVED = re.compile(r"FILE ARCHIVED ON\s+(\d{1,2}:\d\d:\d\d\s+\w{3}\s+\d{1,2},\s+\d{4})")
_SAVED_FROM = re.compile(r"\s*saved from url=\(\d{1,6}\)\s*(\S+)", re.IGNORECASE)
_SINGLE_FILE = re.compile(
    r"(?:Page saved with|Archive processed by) SingleFile.{0,200}?\burl:\s*(\S+)\s*(?:saved date:\s*([^\n]{1,100}))?", re.DOTALL
)
_MONOLITH = re.compile(r"\s*Saved from (\S+) at (\S+) using monolith", re.IGNORECASE)
_HTTRACK = re.compile(r"\s*Mirrored from (\S+) by HTTrack[^,]{0,80}(?:,[^,]{0,40}\])?,\s*([^\n]{1,60})", re.IGNORECASE)
_SCRIPT_DATE = re.compile(r"\w{3},?\s+(\w{3})\s+(\d{1,2})\s+(\d{4})\s+(\d\d):(\d\d):(\d\d)\s+(?:GMT|UTC)([+-]\d{4})?")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def looks_html(head: bytes) -> bool:
    """Whether a file that begins so is an HTML page (in UTF-8 or UTF-16), and not a text or a feed that speaks of one."""
    start = head.replace(b"\x00", b"")[:4000].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return start.startswith(b"<") and _HTML.search(start) is not None and not _FEED.match(start)


def as_saved(source: Source) -> Source:
    """The page with the address and time written into it, where its container states none.

    What an archive (the Wayback Machine) says goes before all else: it is the page that was archived, and then.
    """
    url, captured = _archived(source.url)
    found_url, found_time, from_archive = stated_in(source)
    if url is None and from_archive:
        url, captured = found_url, found_time
    if url or captured:
        return replace(source, url=url or source.url, captured=captured or source.captured, kept={})
    return source.stated(url=found_url, captured=found_time) if found_url or found_time else source


def stated_in(source: Source) -> tuple[str | None, str | None, bool]:
    """The address and the time written into a page, and whether an archive wrote them; None for what is not there."""
    head, tail = _ends(source)
    comments = [*_comments(head), *_comments(tail)]
    url, captured = _from_archive(head, comments)
    if url or captured:
        return url, captured, True
    for comment in comments:
        url, captured = _from_comment(comment)
        if url:
            archived = _archived(url)
            return (*archived, True) if archived[0] else (url, captured, False)
    return (*_from_tags(head), False)


def _ends(source: Source) -> tuple[str, str]:
    """The start and the end of the file as text, as far as it takes to find what is pure ASCII."""
    with source.opened() as file:
        head = file.read(_HEAD)
        if source.size > _HEAD:
            file.seek(max(source.size - _TAIL, _HEAD))
            tail = file.read(_TAIL)
        else:
            tail = b""
    wide = head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in head[:100]
    texts = ((part.replace(b"\x00", b"") if wide else part).decode("utf-8", "replace") for part in (head, tail))
    return next(texts), next(texts)


def _comments(text: str) -> list[str]:
    """The HTML comments that are no longer than what such programs write."""
    found, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        at = end + 3
        if end - start <= _LONGEST_COMMENT:
            found.append(text[start + 4 : end])
    return found


def original_address(url: str) -> str:
    """The address of the page that a web archive's address stands for; any other as it is.

    >>> original_address("https://web.archive.org/web/20120305121314/http://example.org/tea")
    'http://example.org/tea'
    """
    return _archived(url)[0] or url


def _archived(url: str | None) -> tuple[str | None, str | None]:
    """The original address and the time in the address of a web archive; None where it is none."""
    if not url or not (match := _ARCHIVED.match(url) or _WAYBACK_SHORT.match(url)):
        return None, None
    return _original(match[2]), _stamp(match[1])


def _original(address: str) -> str:
    """The address as a live page would have it: archives may drop its scheme or a slash, and add the port."""
    whole = re.sub(r"^(https?:)/+", r"\1//", address, flags=re.IGNORECASE)
    whole = whole if "://" in whole[:10] else f"http://{whole}"
    return re.sub(r"^(http(?=:[^:]+:80/)|https(?=:[^:]+:443/))(://[^/:]+):\d+", r"\1\2", whole)


def _stamp(digits: str) -> str | None:
    """The fourteen digits of a web archive, which counts in UTC, as ISO 8601; None where they are fewer or no time."""
    try:
        return datetime.strptime(digits, "%Y%m%d%H%M%S").isoformat() + "Z" if len(digits) == 14 else None
    except ValueError:
        return None


def _from_archive(head: str, comments: list[str]) -> tuple[str | None, str | None]:
    if match := _WOMBAT.search(head):
        return _original(unescape(match[1])), _stamp(match[2])
    pywb = dict(_PYWB.findall(head))
    if "url" in pywb:
        return _original(pywb["url"]), _stamp(pywb.get("timestamp", ""))
    captured = next((_clock(m[1]) for comment in comments if (m := _FILE_ARCHIVED.search(comment))), None)
    for tag, attributes in _tags(head):
        place = attributes.get("href" if tag in ("link", "base") else "content", "")
        is_address = tag == "base" or "canonical" in attributes.get("rel", "") or attributes.get("property") == "og:url"
        if is_address and (found := _archived(place))[0]:
            return found[0], captured or found[1]
        if captured and attributes.get("id") == "wmtbURL" and attributes.get("value", "").startswith("http"):
            return _original(attributes["value"]), captured
    return None, captured


def _clock(text: str) -> str | None:
    """``12:13:14 Mar 05, 2012``, in UTC."""
    match = re.match(r"(\d+):(\d+):(\d+)\s+(\w{3})\s+(\d+),\s+(\d+)", text)
    return _time(match[6], match[4], match[5], match[1], match[2], match[3]) if match else None


def _time(year: str, month: str, day: str, hour: str, minute: str, second: str, zone: str = "+0000") -> str | None:
    try:
        offset = timedelta(hours=int(zone[:3]), minutes=int(zone[0] + zone[3:]))
        number = _MONTHS.index(month.lower()) + 1
        when = datetime(int(year), number, int(day), int(hour), int(minute), int(second), tzinfo=timezone(offset))
        return as_utc(when)
    except (ValueError, OverflowError):
        return None


def as_utc(when: datetime) -> str:
    """A time as ISO 8601 in UTC, to the second; one without a zone is taken to be UTC."""
    aware = when if when.tzinfo else when.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _from_comment(comment: str) -> tuple[str | None, str | None]:
    """The address and time in one HTML comment."""
    if match := _SAVED_FROM.match(comment):
        return _address(match[1]), None
    if match := _SINGLE_FILE.search(comment):
        return _address(match[1]), read_time(match[2])
    if match := _MONOLITH.match(comment):
        return _address(match[1]), read_time(match[2])
    if match := _HTTRACK.match(comment):
        return _address(match[1] if "://" in match[1] else f"http://{match[1]}"), read_time(match[2])
    return None, None


def _from_tags(head: str) -> tuple[str | None, str | None]:
    """The address and time in tags: Save Page WE, WebScrapBook, and a ``base`` that can only be the page itself."""
    url = captured = base = None
    for tag, attributes in _tags(head):
        named, content = attributes.get("name", ""), attributes.get("content")
        if named == "savepage-url":
            url = _address(content)
        elif named == "savepage-date":
            captured = read_time(content)
        elif "data-scrapbook-source" in attributes:
            url, captured = _address(attributes["data-scrapbook-source"]), _stamp(attributes.get("data-scrapbook-create", "")[:14])
        elif "canonical" in attributes.get("rel", "").lower() or attributes.get("property") == "og:url":
            base = ""  # the page says itself what its address is
        elif tag == "base" and base is None:
            base = _address(attributes.get("href"))
    is_page = base and re.match(r"https?://[^/]+/.*[^/]$", base)
    return url or (base if is_page else None), captured


def _tags(head: str) -> list[tuple[str, dict[str, str]]]:
    return [
        (tag[1].lower(), {m[1].lower(): unescape(m[2] or m[3] or m[4] or "") for m in _ATTRIBUTE.finditer(tag[2])})
        for tag in _TAG.finditer(head)
    ]


def _address(text: str | None) -> str | None:
    """The text where it is an address on the web."""
    found = unescape(text).strip() if text else ""
    return found if re.match(r"https?://[^\s/]", found, re.IGNORECASE) else None


def read_time(text: str | None) -> str | None:
    """A time as programs write it (ISO 8601, mail headers, JavaScript), as ISO 8601 in UTC; None where it is none.

    >>> read_time("Mon, 5 Mar 2012 12:13:14 +0100"), read_time("Mon Mar 05 2012 12:13:14 GMT+0100 (CET)"), read_time("some day")
    ('2012-03-05T11:13:14Z', '2012-03-05T11:13:14Z', None)
    """
    from email.utils import parsedate_to_datetime

    said = (text or "").strip()
    if match := _SCRIPT_DATE.match(said):
        return _time(match[3], match[1], match[2], match[4], match[5], match[6], match[7] or "+0000")
    try:
        return as_utc(datetime.fromisoformat(said))
    except (ValueError, OverflowError):
        pass
    try:
        return as_utc(parsedate_to_datetime(said))
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
