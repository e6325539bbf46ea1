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
from ethnography.source.looks import binary_kind_of, is_page, root_name
from ethnography.text import clean

Shape = Literal["html", "xml", "json", "json lines", "text", "binary"]

START = 200_000
_PIECE = 1 << 20
_JSON = re.compile(
    r"[{\[]\s*(?:[\"{\[\]}]|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\s*[,\]]|(?:true|false|null)\b|$)"
)  # a chat's "[12.03.24, 10:15] ..." is none
_XML = re.compile(r"<\?xml\s|<(?:[\w-]{1,20}:)?(?:rss|feed|disqus|RDF|opml)\b")
_NOISE = re.compile(r"<br|<b>|<!--|(?:<[^>]*>\s*)?(?:PHP )?(?:Warning|Notice|Deprecated|Strict Standards|Fatal error)\b")
_EXPORTS = ("rss", "feed", "disqus", "rdf", "opml")
_HEAD = re.compile(r"<(?:style|script|link|meta|title|base|noscript)\b[^<>]*>", re.IGNORECASE)
"""What a page can begin with whose first 20,000 characters are nothing but styles or scripts."""
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

    @property
    def decoded(self) -> str:
        """The whole as text, with line ends and letters as they came. Raises ``UnreadableSource`` where the bytes are no text."""
        self.check_text()
        try:
            return self.data.decode(self.encoding, self.decoding.errors).removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            line = self.data.count(b"\n", 0, error.start) + 1
            found = f"byte {error.start} (line {line}) is not {self.encoding}"
            raise UnreadableSource(self.name, found, "Older Windows files: try --encoding cp1252.") from None

    @cached_property
    def text(self) -> str:
        r"""The whole as cleaned text (newlines ``\n``, NFC). Raises ``UnreadableSource`` where the bytes are no text."""
        return clean(self.decoded)

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
                        yield bytes_.decode(encoding, self.decoding.errors).removesuffix("\n").removesuffix("\r")
                    except UnicodeDecodeError as error:
                        found = f"line {number} is not {self.encoding} (its byte {error.start})"
                        raise UnreadableSource(self.name, found, "Try another --encoding.") from None
        else:
            for line in self.decoded.split("\n"):
                yield line.removesuffix("\r")

    @cached_property
    def shape(self) -> Shape:
        """What it looks like from afar: html, xml, json, json lines, text, or binary."""
        if self.binary_kind:
            return "binary"
        start = self.start.lstrip("\ufeff \t\r\n`")
        if start.startswith(("{", "[")) and (whole := self._json_shape(start)):
            return whole
        if self._is_xml(start):
            return "xml"
        marked = start.startswith("<") and (_HEAD.match(start) or _HTML.search(start[:20_000]))
        return "html" if marked or is_page(start) else "text"

    def _is_xml(self, start: str) -> bool:
        """Whether it is XML and no page: by its root element. What a server printed before it ("Warning: ...") may stand there
        where the file ends as an export does."""
        begin = _XML.search(start, 0, 5000)
        if not begin:
            return False
        root = root_name(start, begin.start())
        if begin.start() == 0:
            return root not in ("html", "body") and (root in _EXPORTS or begin[0].startswith("<?xml"))
        if root not in _EXPORTS or is_page(start[: begin.start()]):
            return False
        before = start[: begin.start()].strip()
        if len(before) < 4 or _NOISE.match(before) or root_name(start, 0) == root:
            return True
        return b"</" + root.encode() in self._last_bytes()[-300:].lower()

    def _last_bytes(self) -> bytes:
        with self.opened() as file:
            file.seek(max(self.size - 4096, 0))
            return file.read().rstrip().replace(b"\0", b"")

    def _json_shape(self, start: str) -> Shape | None:
        if not _JSON.match(start):
            return None
        lines = self._first_lines(2)
        if len(lines) > 1 and lines[0].rstrip().endswith(("}", "]")) and lines[1].lstrip().startswith(("{", "[")):
            return "json lines"
        return "json"

    def _first_lines(self, count: int) -> list[str]:
        """The first lines that are not blank, whole and not cleaned (a JSON text may hold any line end); fewer where there are
        fewer, or where their bytes are no text."""
        found: list[str] = []
        try:
            for line in self.lines():
                if line.strip("\ufeff \t\r`"):
                    found.append(line.removeprefix("\ufeff"))
                    if len(found) == count:
                        break
        except (UnreadableSource, ValueError):
            pass
        return found

    @cached_property
    def json(self) -> Any:
        """The whole file as one JSON value. Raises ``UnreadableSource`` with the place where it is none."""
        try:
            return json.loads(self.decoded, strict=False)
        except json.JSONDecodeError as error:
            found = f"it is not whole JSON: {error.msg} at line {error.lineno}, character {error.colno}"
            raise UnreadableSource(self.name, found, "Export or download it again.") from None
        except RecursionError:
            raise UnreadableSource(self.name, "its JSON is nested too deeply to be read", "Export it in another form.") from None
        except ValueError as error:
            raise UnreadableSource(self.name, f"it is not JSON in {self.encoding} ({error})", "Try another --encoding.") from None

    def values(self, bad: list[Mistake]) -> Iterator[tuple[int, Any]]:
        """Every JSON value with the line it starts on: of JSON lines each line, one at a time; of other JSON the items of the
        list, or the one value (line 1). A line that is no JSON is noted in `bad` and passed over."""
        if self.shape != "json lines":
            whole = self.json
            yield from ((1, value) for value in (whole if isinstance(whole, list) else [whole]))
            return
        decoder = json.JSONDecoder(strict=False)
        for number, line in enumerate(self.lines(), 1):
            try:
                value, end = decoder.raw_decode(line)
                if end < len(line):
                    value = decoder.decode(line)  # white space may follow, and nothing else
                yield number, value
            except json.JSONDecodeError:
                if line := line.removeprefix("\ufeff").strip():
                    yield from _value_again(decoder, number, line, bad)
            except (ValueError, RecursionError) as error:
                bad.append(Mistake(number, f"this JSON cannot be read ({type(error).__name__})"))

    @cached_property
    def first(self) -> Any:
        """The first JSON value: that of the first line of JSON lines, the whole of other JSON; None where it is none.

        So that recognising is cheap, and never raises.
        """
        if self.shape == "json lines":
            try:
                return json.loads(self._first_lines(1)[0], strict=False)
            except (ValueError, RecursionError, IndexError):
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
        return binary_kind_of(head, lambda: self.encoding)

    def check_text(self) -> None:
        """Raise ``UnreadableSource`` where it is no text."""
        if self.binary_kind:
            advice = "Save the page as HTML or as plain text, and import that."
            raise UnreadableSource(self.name, f"it is {self.binary_kind}, not text", advice)

    def inner(
        self, name: str, data: bytes, *, url: str | None = None, captured: str | None = None, encoding: str | None = None
    ) -> Source:
        """A file taken out of this one: a page of an archive, a member of a ZIP file. `url`, `captured` and `encoding` where
        stated; the encoding that the user gave goes before the one stated."""
        container = self.container or self
        return Source(name, data, self.given_encoding or encoding, url or self.url, captured or self.captured, container)

    def stated(self, *, url: str | None = None, captured: str | None = None) -> Source:
        """The same file with the address and the time that it states of itself, where the container states none."""
        return replace(self, url=self.url or url, captured=self.captured or captured, kept={})


def _value_again(decoder: json.JSONDecoder, number: int, line: str, bad: list[Mistake]) -> Iterator[tuple[int, Any]]:
    """The value of a line that had white space or a mark before it; what is no JSON is noted in `bad`."""
    try:
        yield number, decoder.decode(line)
    except json.JSONDecodeError as error:
        bad.append(Mistake(number, f"this is not JSON: {error.msg} (character {error.colno})"))
    except (ValueError, RecursionError) as error:
        bad.append(Mistake(number, f"this JSON cannot be read ({type(error).__name__})"))


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
