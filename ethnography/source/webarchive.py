"""The page in Safari's web archive of one page (``.webarchive``): a property list with the page, its frames and its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ethnography.errors import UnreadableSource
from ethnography.source.decoding import working_charset
from ethnography.source.frame_pages import FEW_WORDS, FRAMES, is_discussion, words_in
from ethnography.source.limits import MEMBER, Unpacking, in_words
from ethnography.source.opened import Source
from ethnography.source.passed_over import Kind
from ethnography.source.saved import as_saved

_PART = Kind("a part of the page that is no text", "parts of the page that are no text (pictures, styles, scripts)")
_NESTING = 5


def is_webarchive(head: bytes) -> bool:
    """Whether a file that begins so may be one: a property list, binary or XML, with a main resource."""
    return b"WebMainResource" in head and (head.startswith(b"bplist00") or b"<plist" in head[:1000])


def read_webarchive(source: Source, work: Unpacking) -> Iterator[Source]:
    """The page with its address; then the frames in it that hold a discussion. Raises ``UnreadableSource``."""
    import plistlib

    if source.size > MEMBER:
        raise UnreadableSource(source.name, f"it is larger than {in_words(MEMBER)}", "Save the page as HTML.")
    try:
        whole = plistlib.loads(source.data)
    except Exception as error:  # the binary reader raises whatever broken offsets lead to
        raise UnreadableSource(source.name, f"it is a web archive that is damaged ({error})", "Save the page again.") from None
    page = _resource(whole)
    if page is None or not page[1].strip():
        raise UnreadableSource(source.name, "it is a web archive without a page in it", "Save the page again.")
    url, data, charset = page
    yield _taken_out(source, source.name, url, data, charset)
    parts = whole.get("WebSubresources")
    for part in parts if isinstance(parts, list) else ():
        work.log.count(source.name, _PART, str(part.get("WebResourceURL", "a part")) if isinstance(part, dict) else "a part")
    alone = words_in(data) < FEW_WORDS
    for frame_url, frame, frame_charset in _frames(whole, 0):
        if is_discussion(frame, alone=alone):
            yield _taken_out(source, frame_url or "a frame", frame_url, frame, frame_charset)
        else:
            work.log.count(source.name, FRAMES, frame_url or "a frame")


def _resource(archive: Any) -> tuple[str, bytes, str | None] | None:
    """Address, bytes and charset of an archive's main resource; None where it has none that is text."""
    main = archive.get("WebMainResource") if isinstance(archive, dict) else None
    if not isinstance(main, dict) or not isinstance(data := main.get("WebResourceData"), bytes):
        return None
    if not str(main.get("WebResourceMIMEType", "text/html")).startswith(("text/", "application/xhtml")):
        return None
    return str(main.get("WebResourceURL", "")), data, working_charset(str(main.get("WebResourceTextEncodingName", "")), data)


def _frames(archive: dict[str, Any], level: int) -> Iterator[tuple[str, bytes, str | None]]:
    below = archive.get("WebSubframeArchives")
    for frame in below if isinstance(below, list) and level < _NESTING else ():
        if found := _resource(frame):
            yield found
        if isinstance(frame, dict):
            yield from _frames(frame, level + 1)


def _taken_out(source: Source, name: str, url: str, data: bytes, charset: str | None) -> Source:
    address = url if re.match(r"https?://", url, re.IGNORECASE) else None
    return as_saved(source.inner(name, data, url=address, encoding=charset))
