"""Files, folders, patterns and archives to the sources in them, one at a time, and what was passed over.

Files that were named are always taken; those met in a folder only where they may be material. Archives are opened on the way
(``archives``), pages asked for what is written into them (``saved``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ethnography.errors import UnreadableSource
from ethnography.source.archives import sources_in
from ethnography.source.chaff import chaff_kind
from ethnography.source.finding import Found, find_files
from ethnography.source.limits import Unpacking
from ethnography.source.opened import Source, open_source
from ethnography.source.passed_over import PassedOver, PassingLog


@dataclass(frozen=True)
class Gathered:
    """Sources, read once and in order. `names`: of the files they come from, in the same order.

    A file that was named and cannot be read raises its ``UnreadableSource`` when all others have been given.
    """

    sources: Iterator[Source]
    names: tuple[str, ...]
    log: PassingLog = field(repr=False)

    @property
    def passed_over(self) -> tuple[PassedOver, ...]:
        """What is not among the sources: name and reason. Complete when the sources have been read."""
        return tuple(self.log)


def gather(paths: str | Path | Iterable[str | Path], encoding: str | None = None) -> Gathered:
    """The sources that these files, folders, patterns (``pages/*.html``, ``**/*.json``) and archives hold.

    Folders are read to the bottom, in the order in which people number files. `encoding` is that of the texts, where they do
    not state it. Raises ``UnreadableSource`` for a path that is not there, and a pattern or folder that holds nothing.
    """
    log = PassingLog()
    found = find_files([paths] if isinstance(paths, str | Path) else paths, log)
    return Gathered(_sources(found, encoding, log), tuple(file.name for file in found), log)


def _sources(found: list[Found], encoding: str | None, log: PassingLog) -> Iterator[Source]:
    failed: UnreadableSource | None = None
    for file in found:
        try:
            yield from _of_one(file, encoding, log)
        except UnreadableSource as error:
            if file.named:
                failed = failed or error
            else:
                log.note(file.name, f"{error.found}. {error.advice}")
    if failed is not None:
        raise failed


def _of_one(file: Found, encoding: str | None, log: PassingLog) -> Iterator[Source]:
    if file.is_maildir:
        from ethnography.source.maildir import open_maildir

        yield open_maildir(file.path, encoding)
        return
    if not file.named and (kind := chaff_kind(Source(file.name, file.path, encoding))):
        log.count(file.folder, kind, file.name)
        return
    opened = open_source(file.path, encoding)
    source = Source(file.name, file.path, encoding) if file.name != opened.name else opened
    before, count = len(tuple(log)), 0
    for inner in sources_in(source, Unpacking(log)):
        count += 1
        yield inner
    if not count and len(tuple(log)) == before:
        log.note(file.name, "there is no page and no text in it")
