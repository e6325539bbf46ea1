"""One coder's journal as a file: events appended whole and durable, and read back with every line that holds none."""

from __future__ import annotations

import json
import os
import re
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ethnography.errors import StudyProblem

Event = dict[str, Any]

_FIELDS: dict[str, tuple[str, ...]] = {
    "coded": ("comment", "start", "end", "quote", "code"),
    "rejected": ("comment", "start", "end", "code"),
    "seen": ("comment",),
    "memo": ("about", "subject", "text"),
    "decided": ("comment", "about", "value", "accepted"),
    "pinned": ("key", "code"),
    "sampled": ("threads", "seed"),
    "finished": ("sample",),
    "removed": ("subject",),
}
_CODER = re.compile(r"\w[\w.-]{0,63}")
LOCK_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class JournalProblem:
    """A line of a journal that holds no event: where it is, what was found, and what was done."""

    file: str
    line: int
    found: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.found}; the other lines are read."


def new_event(event: str, coder: str, /, **fields: Any) -> Event:
    """An event with a fresh id and the time; None fields are left out."""
    now = datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    given = {name: value for name, value in fields.items() if value is not None}
    return {"event": event, "id": uuid.uuid4().hex[:16], "at": now, "coder": coder, **given}


def coder_mistake(name: object) -> str | None:
    """What is wrong with a coder's name, or None: it becomes a file's name.

    >>> coder_mistake("ada"), coder_mistake("Ada Lovelace")
    (None, "'Ada Lovelace' cannot be a coder's name: use letters, digits, '.', '-' and '_', at most 64 of them")
    """
    if isinstance(name, str) and _CODER.fullmatch(name):
        return None
    return f"{name!r} cannot be a coder's name: use letters, digits, '.', '-' and '_', at most 64 of them"


@dataclass(frozen=True)
class Journal:
    """The journal of one coder: ``<folder>/<coder>.jsonl``."""

    folder: Path
    coder: str
    path: Path = field(init=False)

    def __post_init__(self) -> None:
        if mistake := coder_mistake(self.coder):
            raise StudyProblem("the coder", mistake, "Give another name (coder=…, --coder …, coders in study.toml).")
        object.__setattr__(self, "path", self.folder / f"{self.coder}.jsonl")

    def append(self, events: Sequence[Event]) -> None:
        """Write the events, whole and on disk when this returns.

        Raises ``StudyProblem`` where another process holds the journal for longer than ``LOCK_SECONDS`` or the disk refuses;
        then nothing of them is in the file.
        """
        if events:
            with self.turn() as write:
                write(events)

    @contextmanager
    def turn(self) -> Iterator[Callable[[Sequence[Event]], None]]:
        """This coder's turn: nobody else writes to the journal while the block runs, so what it reads stays true.

        Gives the function that writes. Raises as :meth:`append` does.
        """
        from filelock import FileLock, Timeout

        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self.folder / f".{self.coder}.lock", timeout=LOCK_SECONDS):
                yield self._write
        except Timeout:
            advice = "Close the other program that is coding, and try again; nothing was written."
            raise StudyProblem(self.path, f"another process has held it for {LOCK_SECONDS:.0f} seconds", advice) from None
        except OSError as error:
            raise StudyProblem(self.path, f"it cannot be written ({error.strerror})", "The coding is NOT saved.") from error

    def _write(self, events: Sequence[Event]) -> None:
        data = "".join(json.dumps(event, ensure_ascii=False, separators=(",", ":")) + "\n" for event in events)
        new = not self.path.exists()
        with self.path.open("ab+", buffering=0) as file:
            self._set_aside_torn_line(file)
            size = file.seek(0, os.SEEK_END)
            try:
                self._write_all(file, data.encode("utf-8", "surrogatepass"))
                os.fsync(file.fileno())
            except OSError:
                file.truncate(size)  # what is not acknowledged is not there: sent again, it would stand twice
                raise
        if new:
            _sync_folder(self.folder)

    @staticmethod
    def _write_all(file: Any, data: bytes) -> None:
        while data:  # an unbuffered write may take only a part, on a disk that fills up
            data = data[file.write(data) :]

    def _set_aside_torn_line(self, file: Any) -> None:
        """Move what a killed process left of a line to ``<coder>.torn``, so that it cannot spoil the next line."""
        size = file.seek(0, os.SEEK_END)
        if not size:
            return
        file.seek(size - 1)
        if file.read(1) == b"\n":
            return
        file.seek(0)
        start = file.read().rfind(b"\n") + 1
        file.seek(start)
        tail = file.read()
        if isinstance(_event(tail), str):
            with self.path.with_suffix(".torn").open("ab") as aside:
                aside.write(tail + b"\n")
                aside.flush()
                os.fsync(aside.fileno())
            file.truncate(start)
        else:
            file.write(b"\n")

    def read(self) -> tuple[list[Event], list[JournalProblem]]:
        """All events of the file, and the lines that hold none. A journal that does not exist is empty."""
        return parse_lines(self.path.read_bytes(), self.path.name) if self.path.exists() else ([], [])


def parse_lines(data: bytes, name: str, first: int = 1) -> tuple[list[Event], list[JournalProblem]]:
    """The events in the bytes of a journal called `name`, and the lines that hold none; `first` is the first line's number."""
    events: list[Event] = []
    problems: list[JournalProblem] = []
    lines = data.split(b"\n")
    for number, line in enumerate(lines, first):
        if not line.strip():
            continue
        event = _event(line)
        if not isinstance(event, str):
            events.append(event)
        elif number - first == len(lines) - 1:
            problems.append(JournalProblem(name, number, "a torn last line, never acknowledged, is set aside"))
        else:
            problems.append(JournalProblem(name, number, f"{event}, it is passed over"))
    return events, problems


def _event(line: bytes) -> Event | str:
    """The event in a line, or what is wrong with it."""
    try:
        event = json.loads(line)
    except ValueError:
        return "not JSON"
    if not isinstance(event, dict) or event.get("event") not in _FIELDS:
        return "no known event"
    missing = [name for name in ("id", "at", "coder", *_FIELDS[event["event"]]) if name not in event]
    return f"the event lacks {', '.join(missing)}" if missing else event


def _sync_folder(folder: Path) -> None:
    """Make a new file's name durable (a no-op where the system cannot open folders)."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
