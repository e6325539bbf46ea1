"""What every format shares: how a reader is written, the reading it makes, and the ids of its comments."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ethnography.corpus import Comment
from ethnography.source import Source
from ethnography.source.opened import Shape
from ethnography.text import digest, slug


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

    `stated_count` is the number of comments the page itself claims; `not_captured` the number that the file names without
    holding them ("load 12 more replies"); `partial` says that it holds a part of its thread for another reason (one of
    several pages). `warnings` are for the researcher to look at; `guesses` say what was read
    without being stated, and on what evidence. `url` and `captured` where the file states them.
    """

    format: str
    comments: tuple[Comment, ...]
    stated_count: int | None = None
    left_out: tuple[LeftOut, ...] = ()
    guesses: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    not_captured: int | None = None
    url: str | None = None
    captured: str | None = None
    partial: bool = False


class Format:
    """How to add a format, in five steps:

    1. Make ``formats/<name>.py`` with one subclass of this class; set ``name`` (as in ``--format``), ``title``, and
       ``shapes``: what a file of it looks like from afar (``Source.shape``); it is asked about no other.
    2. ``sniff(source)``: look at the content, not the file name. 0 no; 1 only if nobody else knows it (for readers that
       take whatever there is); 2 could be; 3 surely. It must be cheap: ``source.start``, ``source.first``.
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
    shapes: ClassVar[tuple[Shape, ...]]
    own_decoding: ClassVar[bool] = False
    """Whether it takes bytes and decodes them itself (each message of a mailbox has its charset)."""

    @staticmethod
    def sniff(source: Source) -> int:
        """How sure this reader is that the source is its own: 0 no, 1 if nobody else, 2 could be, 3 surely."""
        raise NotImplementedError  # pragma: no cover - the base class is never in FORMATS

    @staticmethod
    def read(source: Source) -> Reading:
        """Everything the source holds. Raises ``UnreadableSource``."""
        raise NotImplementedError  # pragma: no cover


class Table(Format):
    """A format whose columns may bear any name: what they mean is proposed, and taken when the researcher confirms it."""

    @staticmethod
    def read(source: Source, columns: Mapping[str, str] | None = None) -> Reading:
        """Everything the source holds; `columns` says which column of the file (value) is which field (key): ``author``,
        ``text`` … Raises ``UnreadableSource``, which names the columns proposed where none were given."""
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
