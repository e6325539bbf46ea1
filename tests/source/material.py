"""Invented pages in the containers in which pages reach people, and a way to open hostile ones with little memory and time."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

from ethnography.source import Source
from ethnography.source.gathering import gather

PAGE = (
    "<!DOCTYPE html><html><head><title>{title}</title></head><body><h1>{title}</h1><p>We planted the old pear against the south "
    "wall and waited.</p><ol class='commentlist'><li id='comment-1'><cite>Ivo</cite> says: <p>Mine never bore a single pear in the "
    "eleven years that I watered it, and I watered it well.</p></li></ol></body></html>"
)


def page(title: str = "The pear tree") -> bytes:
    """An invented page with one comment."""
    return PAGE.format(title=title).encode()


def zipped(members: dict[str, bytes], **options: object) -> bytes:
    """A ZIP file of these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, **options) as archive:  # type: ignore[arg-type]
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def record(
    url: str,
    body: bytes,
    *,
    kind: str = "response",
    headers: str = "Content-Type: text/html; charset=utf-8",
    status: str = "200 OK",
    date: str = "2012-03-05T12:13:14Z",
    length: int | None = None,
    extra: str = "",
) -> bytes:
    """One WARC record; `length` is what it says its length is, where that is to be a lie."""
    http = f"HTTP/1.1 {status}\r\n{headers}\r\n\r\n".encode() if kind in ("response", "revisit") else b""
    typed = "application/http; msgtype=response" if http else "text/html"
    content = http + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n"
        f"WARC-Record-ID: <urn:uuid:{len(body)}>\r\n{extra}"
        f"Content-Type: {typed}\r\nContent-Length: {len(content) if length is None else length}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def warc_gz(records: list[bytes]) -> bytes:
    """The records as a compressed WARC, each a member of its own."""
    return b"".join(gzip.compress(one) for one in records)


def wacz(records: list[bytes], pages: list[str]) -> bytes:
    """A WACZ file of these records with this list of pages."""
    lines = [json.dumps({"format": "json-pages-1.0", "id": "pages"}), *(json.dumps({"url": url, "id": url}) for url in pages)]
    members = {
        "archive/data.warc.gz": warc_gz(records), "pages/pages.jsonl": "\n".join(lines).encode(), "datapackage.json": b"{}",
        "indexes/index.cdx": b"none",
    }  # fmt: skip
    return zipped(members)


def taken(path: Path | str, encoding: str | None = None) -> tuple[list[Source], dict[str, str]]:
    """What gathering a path gives, and what was passed over, by name."""
    gathered = gather([path], encoding)
    sources = list(gathered.sources)
    return sources, dict(gathered.passed_over)


def written(folder: Path, name: str, data: bytes) -> Path:
    """A file with this content."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


_SCRIPT = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({memory}, {memory}))
from ethnography.errors import EthnographyError
from ethnography.source.gathering import gather
gathered = gather([sys.argv[1]])
try:
    for source in gathered.sources:
        print("source", ascii(source.name), source.size)
except EthnographyError as error:
    print("error", ascii(str(error)))
for name, reason in gathered.passed_over:
    print("passed over", ascii(name), ascii(reason))
"""


def opened_in_a_small_room(path: Path, *, memory: int = 500 << 20, seconds: float = 30) -> str:
    """What a process with little memory says of a file; it fails where it takes more than that, or longer."""
    script = _SCRIPT.format(memory=memory)
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, timeout=seconds)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout
