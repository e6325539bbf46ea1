"""What every format shares: the file as received, the reading made of it, and the ids of its comments."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from ethnography.corpus import Comment
from ethnography.errors import UnreadableSource
from ethnography.text import clean, digest, slug


@dataclass(frozen=True, slots=True)
class Source:
    """A file as received: its `name` for messages, its bytes, and its cleaned text (newlines ``\\n``, NFC).

    A reader that takes text out of markup must :func:`~ethnography.text.clean` it again (entities can decompose).
    """

    name: str
    data: bytes
    text: str
    encoding: str

    @property
    def sha256(self) -> str:
        """Digest of the bytes as received."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something of the source that is not in any comment: `reason`, the text (shortened for long ones) and where.

    `lines` are 1-based and inclusive, counted in the source as text; None where lines say nothing (markup).
    """

    reason: str
    text: str
    lines: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found in one source. Comments stand in page order, the post before its comments.

    `stated_count` is the number of comments the page itself claims; `warnings` are for the researcher to look at;
    `guesses` say what was read without being stated, and on what evidence.
    """

    format: str
    comments: tuple[Comment, ...]
    stated_count: int | None = None
    left_out: tuple[LeftOut, ...] = ()
    guesses: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


class Format:
    """How to add a format, in five steps:

    1. Make ``formats/<name>.py`` with one subclass of this class; set ``name`` (as in ``--format``) and ``title``.
    2. ``sniff(source)``: look at the content, not the file name. 0 no, 1 could be, 2 surely. It must be cheap.
    3. ``read(source)``: yield everything as a :class:`Reading`: each message a ``Comment`` whose id comes from
       :class:`Ids`, what you leave out as ``LeftOut`` with the reason. Never guess silently, never drop silently.
       What cannot be read raises ``UnreadableSource`` saying what was found, where, and what to do.
    4. Put the class into the tuple ``FORMATS`` in ``formats/__init__.py``.
    5. Put an invented sample into ``tests/formats/cases/<name>/`` and run
       ``python -m tests.formats.golden <sample>``; read the ``.expected.jsonl`` it writes, and correct the reader
       until every line of it is right.
    """

    name: ClassVar[str]
    title: ClassVar[str]

    @staticmethod
    def sniff(source: Source) -> int:
        """How sure this reader is that the source is its own: 0 no, 1 could be, 2 surely."""
        raise NotImplementedError  # pragma: no cover - the base class is never in FORMATS

    @staticmethod
    def read(source: Source) -> Reading:
        """Everything the source holds. Raises ``UnreadableSource``."""
        raise NotImplementedError  # pragma: no cover


class Ids:
    """Ids that stay the same when the same page is saved again.

    The thread's id is the slug of its title and four digits of a digest of its URL (of title and opening words where no
    URL is stated). A comment's is the platform's own id where there is one, otherwise a digest of its date and text.

    >>> ids = Ids("On trust", opening="We asked ...")
    >>> ids.thread, ids.post, ids.comment("I agree", platform="comment-31")
    ('on-trust-6065', 'on-trust-6065:post', 'on-trust-6065:31')
    """

    def __init__(self, title: str | None, url: str | None = None, opening: str = "") -> None:
        key = digest(url.split("#")[0] if url else f"{title or ''}\n{opening[:200]}")[:4]
        self.thread = f"{slug(title or 'untitled', 32)}-{key}"
        self.post = f"{self.thread}:post"
        self._seen: Counter[str] = Counter()

    def comment(self, text: str, date: str | None = None, platform: str | None = None) -> str:
        """The id of the next comment in page order; equal texts of one date are told apart by their order."""
        local = re.sub(r"^\D+(?=\d+$)", "", platform) if platform else digest(f"{date or ''}\n{text}")[:8]
        self._seen[local] += 1
        again = self._seen[local]
        return f"{self.thread}:{local}" + (f"-{again}" if again > 1 else "")


def open_source(path: str | Path, encoding: str | None = None) -> Source:
    """The file at `path`, decoded: by its byte order mark, then UTF-8, then the charset an HTML page declares.

    Raises ``UnreadableSource`` for a missing, empty or binary file and for bytes that are not text in that encoding.
    """
    path = Path(path)
    if path.is_dir():
        raise UnreadableSource(path, "it is a folder", "Name the files in it.")
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableSource(path, "there is no such file", "Check the path.") from None
    except OSError as error:
        raise UnreadableSource(path, error.strerror or "it cannot be opened", "Check the file's permissions.") from None
    return make_source(path.name, data, encoding)


def make_source(name: str, data: bytes, encoding: str | None = None) -> Source:
    """A :class:`Source` from bytes; see :func:`open_source` for how they are decoded."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise UnreadableSource(name, f"it is empty ({len(data)} bytes, no text)", "Save the page again.")
    encoding = encoding or _encoding(data)
    if encoding == "utf-8" and (kind := _binary_kind(data)):
        raise UnreadableSource(name, f"it is {kind}, not text", "Save the page as HTML or as plain text, and import that.")
    try:
        text = data.decode(encoding)
    except LookupError:
        raise UnreadableSource(name, f"no encoding is called {encoding!r}", "Try utf-8, cp1252 or utf-16.") from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        found = f"byte {error.start} (line {line}) is not {encoding}"
        raise UnreadableSource(name, found, "Older Windows files: try --encoding cp1252.") from None
    return Source(name, data, clean(text), encoding)


_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)


def _encoding(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        declared = _CHARSET.search(data[:4096])
        if declared:
            name = declared.group(1).decode("ascii", "replace").lower()
            return "cp1252" if name in ("iso-8859-1", "latin1") else name  # as browsers read that label
    return "utf-8"


_BINARY = ((b"%PDF", "a PDF"), (b"PK\x03\x04", "a ZIP file (or a Word or Excel document)"), (b"\x89PNG", "a picture"),
           (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"), (b"\x1f\x8b", "a compressed file"),
           (b"SQLite format 3", "a database"))  # fmt: skip


def _binary_kind(data: bytes) -> str | None:
    for start, kind in _BINARY:
        if data.startswith(start):
            return kind
    control = sum(data[:4096].count(byte) for byte in (*range(9), *range(14, 27), 127))
    return "a binary file" if b"\x00" in data[:4096] or control > len(data[:4096]) // 50 else None
