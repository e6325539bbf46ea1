"""``Source``: one file as received. Bytes, text and lines are read when asked for: large files are never held twice."""

from __future__ import annotations

import codecs
import hashlib
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO, Literal

from ethnography.errors import Mistake, UnreadableSource
from ethnography.source.decoding import Decoding, find_encoding
from ethnography.text import clean

Shape = Literal["html", "xml", "json", "json lines", "text", "binary"]

START = 200_000
_PIECE = 1 << 20
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|div|article|table|ol|ul|p|h[1-6])\b", re.IGNORECASE)


@dataclass(frozen=True)
class Source:
    """A file as received.

    `name` is for messages. `url` and `captured` (ISO 8601) are what an archive, a browser or a capture states of it;
    None where nobody does. `container` is the file it was taken out of. A reader looks at :attr:`start` and :attr:`shape`
    to recognise its own, and at :attr:`text`, :attr:`json`, :meth:`lines` or :attr:`data` to read it; `kept` is where
    readers leave a parsed form for one another.

    A reader that takes text out of markup or JSON must :func:`~ethnography.text.clean` it (entities can decompose).
    """

    name: str
    place: Path | bytes
    given_encoding: str | None = None
    url: str | None = None
    captured: str | None = None
    container: Source | None = None
    kept: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def data(self) -> bytes:
        """The bytes as received (read anew each time where they lie on the disk)."""
        return self.place if isinstance(self.place, bytes) else self.place.read_bytes()

    @cached_property
    def size(self) -> int:
        """How many bytes it has."""
        return len(self.place) if isinstance(self.place, bytes) else self.place.stat().st_size

    @cached_property
    def sha256(self) -> str:
        """Digest of the bytes as received."""
        found = hashlib.sha256()
        for piece in self.pieces():
            found.update(piece)
        return found.hexdigest()

    def opened(self) -> BinaryIO:
        """The bytes as a file open for reading."""
        return io.BytesIO(self.place) if isinstance(self.place, bytes) else self.place.open("rb")

    def pieces(self) -> Iterator[bytes]:
        """The bytes, a megabyte at a time."""
        with self.opened() as file:
            while piece := file.read(_PIECE):
                yield piece

    @cached_property
    def decoding(self) -> Decoding:
        """How the bytes are read as text. An encoding nobody stated is a guess, and says so."""
        if self.given_encoding is None:
            return find_encoding(self.pieces())
        try:
            return Decoding(codecs.lookup(self.given_encoding).name)
        except LookupError:
            found = f"no encoding is called {self.given_encoding!r}"
            raise UnreadableSource(self.name, found, "Try utf-8, cp1252 or utf-16.") from None

    @property
    def encoding(self) -> str:
        """The encoding, as Python names it."""
        return self.decoding.encoding

    @cached_property
    def text(self) -> str:
        r"""The whole as cleaned text (newlines ``\n``, NFC). Raises ``UnreadableSource`` where the bytes are no text."""
        self.check_text()
        try:
            return clean(self.data.decode(self.encoding))
        except UnicodeDecodeError as error:
            line = self.data.count(b"\n", 0, error.start) + 1
            found = f"byte {error.start} (line {line}) is not {self.encoding}"
            raise UnreadableSource(self.name, found, "Older Windows files: try --encoding cp1252.") from None

    @cached_property
    def start(self) -> str:
        """The first 200,000 characters as cleaned text: what it takes to recognise a form. Empty for a binary file."""
        if self.binary_kind:
            return ""
        with self.opened() as file:
            data = file.read(4 * START)
        return clean(codecs.getincrementaldecoder(self.encoding)("replace").decode(data)[:START])

    def lines(self) -> Iterator[str]:
        r"""The decoded lines, one at a time, as they are (not cleaned), split at ``\n`` alone and without it.

        Raises ``UnreadableSource`` at the line whose bytes are no text.
        """
        self.check_text()
        if self.encoding in ("utf-8", "utf-8-sig", "cp1252", "ascii"):
            with self.opened() as file:
                for number, bytes_ in enumerate(file, 1):
                    encoding = self.encoding if number == 1 or self.encoding == "cp1252" else "utf-8"
                    try:
                        yield bytes_.decode(encoding).removesuffix("\n").removesuffix("\r")
                    except UnicodeDecodeError as error:
                        found = f"line {number} is not {self.encoding} (its byte {error.start})"
                        raise UnreadableSource(self.name, found, "Try another --encoding.") from None
        else:
            for line in self.data.decode(self.encoding, "strict").removeprefix("\ufeff").split("\n"):
                yield line.removesuffix("\r")

    @cached_property
    def shape(self) -> Shape:
        """What it looks like from afar: html, xml, json, json lines, text, or binary."""
        if self.binary_kind:
            return "binary"
        start = self.start.lstrip("\ufeff \t\r\n`")
        if start.startswith(("{", "[")) and (whole := self._json_shape(start)):
            return whole
        if re.match(r"<\?xml|<(?:rss|feed|disqus|rdf:RDF|opml)\b", start) and not re.search(
            r"<!doctype html|<html\b", start[:3000], re.IGNORECASE
        ):
            return "xml"
        return "html" if (_HTML.search(start[:20_000]) and start.startswith("<")) or _is_page(start) else "text"

    def _json_shape(self, start: str) -> Shape | None:
        lines = [line for line in start.split("\n", 50)[:50] if line.strip()]
        if len(lines) > 1 and lines[0].rstrip().endswith("}") and lines[1].lstrip().startswith("{"):
            return "json lines"
        return "json" if re.match(r"[{\[]\s*(?:[\"{\[\]}]|-?\d|true|false|null|$)", start) else None

    @cached_property
    def json(self) -> Any:
        """The whole file as one JSON value. Raises ``UnreadableSource`` with the place where it is none."""
        try:
            return json.loads(self.data.decode(self.encoding).removeprefix("\ufeff"), strict=False)
        except json.JSONDecodeError as error:
            found = f"it is not whole JSON: {error.msg} at line {error.lineno}, character {error.colno}"
            raise UnreadableSource(self.name, found, "Export or download it again.") from None
        except RecursionError:
            raise UnreadableSource(self.name, "its JSON is nested too deeply to be read", "Export it in another form.") from None
        except (ValueError, UnicodeDecodeError) as error:
            raise UnreadableSource(self.name, f"it is not JSON in {self.encoding} ({error})", "Try another --encoding.") from None

    def values(self, bad: list[Mistake]) -> Iterator[tuple[int, Any]]:
        """Every JSON value with the line it starts on: of JSON lines each line, one at a time; of other JSON the items of the
        list, or the one value (line 1). A line that is no JSON is noted in `bad` and passed over."""
        if self.shape != "json lines":
            whole = self.json
            yield from ((1, value) for value in (whole if isinstance(whole, list) else [whole]))
            return
        for number, line in enumerate(self.lines(), 1):
            if line.strip("\ufeff \t"):
                try:
                    yield number, json.loads(line.removeprefix("\ufeff"), strict=False)
                except json.JSONDecodeError as error:
                    bad.append(Mistake(number, f"this is not JSON: {error.msg} (character {error.colno})"))
                except (ValueError, RecursionError) as error:
                    bad.append(Mistake(number, f"this JSON cannot be read ({type(error).__name__})"))

    @cached_property
    def first(self) -> Any:
        """The first JSON value: that of the first line of JSON lines, the whole of other JSON; None where it is none.

        So that recognising is cheap, and never raises.
        """
        if self.shape == "json lines":
            try:
                return json.loads(next(line for line in self.start.split("\n") if line.strip()), strict=False)
            except (ValueError, RecursionError):
                return None
        if self.shape != "json":
            return None
        try:
            return self.json
        except UnreadableSource:
            return None

    @cached_property
    def binary_kind(self) -> str | None:
        """What kind of file it is where it is no text ("a PDF"); None for text."""
        with self.opened() as file:
            head = file.read(4096)
        if head.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
            return None
        for start, kind in _BINARY:
            if head.startswith(start):
                return kind
        if head[4:12] in (b"ftypheic", b"ftypisom", b"ftypmp42", b"ftypqt  "):
            return "a picture or a film"
        if self.encoding.startswith(("utf-16", "utf-32")):
            return None
        control = sum(head.count(byte) for byte in (*range(9), *range(14, 27), 127))
        return "a binary file" if control > len(head) // 50 or head.count(0) > 4 else None

    def check_text(self) -> None:
        """Raise ``UnreadableSource`` where it is no text."""
        if self.binary_kind:
            advice = "Save the page as HTML or as plain text, and import that."
            raise UnreadableSource(self.name, f"it is {self.binary_kind}, not text", advice)

    def inner(self, name: str, data: bytes, *, url: str | None = None, captured: str | None = None) -> Source:
        """A file taken out of this one: a page of an archive, a member of a ZIP file. `url` and `captured` where stated."""
        container = self.container or self
        return Source(name, data, None, url or self.url, captured or self.captured, container)

    def stated(self, *, url: str | None = None, captured: str | None = None) -> Source:
        """The same file with the address and the time that it states of itself, where the container states none."""
        return replace(self, url=self.url or url, captured=self.captured or captured, kept={})


def _is_page(start: str) -> bool:
    return re.search(r"<!doctype\s+html|<html\b|<body\b", start[:20_000], re.IGNORECASE) is not None


_BINARY = (
    (b"%PDF", "a PDF"), (b"PK\x03\x04", "a ZIP file (or a Word or Excel document)"), (b"PK\x05\x06", "an empty ZIP file"),
    (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"), (b"RIFF", "a picture or a sound"),
    (b"\x1f\x8b", "a compressed file"), (b"SQLite format 3", "a database"), (b"\xd0\xcf\x11\xe0", "an old Word or Excel document"),
    (b"BZh", "a compressed file"), (b"\xfd7zXZ", "a compressed file"), (b"7z\xbc\xaf", "a 7z archive"), (b"Rar!", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a compressed file (zstd)"), (b"wOF", "a font"), (b"ID3", "a sound"), (b"OggS", "a sound"),
)  # fmt: skip


def open_source(path: str | Path, encoding: str | None = None) -> Source:
    """The file at `path`, ready to be read.

    Raises ``UnreadableSource`` for a missing or empty file and for a folder.
    """
    path = Path(path)
    if path.is_dir():
        raise UnreadableSource(path, "it is a folder", "Name the files in it.")
    try:
        with path.open("rb") as file:
            head = file.read(_PIECE)
    except FileNotFoundError:
        raise UnreadableSource(path, "there is no such file", "Check the path.") from None
    except OSError as error:
        raise UnreadableSource(path, error.strerror or "it cannot be opened", "Check the file's permissions.") from None
    source = Source(path.name, path, encoding)
    _check_not_empty(source, head)
    return source


def make_source(name: str, data: bytes, encoding: str | None = None) -> Source:
    """A :class:`Source` from bytes. Raises ``UnreadableSource`` where they are empty."""
    source = Source(name, data, encoding)
    _check_not_empty(source, data[:_PIECE])
    return source


def _check_not_empty(source: Source, head: bytes) -> None:
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise UnreadableSource(source.name, f"it is empty ({source.size} bytes, no text)", "Save the page again.")
