"""Journals: one append-only file a coder, and the state that follows from all of them.

A line is one event, a JSON object with ``event, id, at, coder`` and what the event needs:

========  ==========================================================  =================================
event     says                                                        fields
========  ==========================================================  =================================
coded     the coder applied a code                                    comment, start, end, quote, code, origin, rule
rejected  the coder does not want this suggestion                     comment, start, end, code, rule
seen      the coder has read the comment                              comment
memo      the coder wrote a memo                                      about, subject, text
removed   an earlier event no longer holds (a removal can be removed) subject
========  ==========================================================  =================================

The state is a fold in which the order of lines and files does not matter: an event holds unless a removal that holds
names it. An append is one write of whole lines, flushed and fsynced before the call returns, under a lock, so that two
processes of one coder take turns. What a killed process left of a line is set aside and reported, never fatal.
"""

from __future__ import annotations

import json
import os
import re
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ethnography.coding import Coding, Codings, Segment
from ethnography.errors import StudyProblem
from ethnography.memo import Memo

Event = dict[str, Any]

_FIELDS: dict[str, tuple[str, ...]] = {
    "coded": ("comment", "start", "end", "quote", "code"),
    "rejected": ("comment", "start", "end", "code"),
    "seen": ("comment",),
    "memo": ("about", "subject", "text"),
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


@dataclass(frozen=True, slots=True)
class State:
    """What holds after all events: codings, memos, rejections by suggestion ``(coder, comment, start, end, code)``, and
    which comments each coder has seen (a comment coded is a comment seen)."""

    codings: Codings
    memos: tuple[Memo, ...]
    rejected: frozenset[tuple[str, str, int, int, str]]
    seen: frozenset[tuple[str, str]]


def new_event(event: str, coder: str, /, **fields: Any) -> Event:
    """An event with a fresh id and the time; None fields are left out."""
    now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    given = {name: value for name, value in fields.items() if value is not None}
    return {"event": event, "id": uuid.uuid4().hex[:16], "at": now, "coder": coder, **given}


@dataclass(frozen=True)
class Journal:
    """The journal of one coder: ``<folder>/<coder>.jsonl``."""

    folder: Path
    coder: str
    path: Path = field(init=False)

    def __post_init__(self) -> None:
        if not _CODER.fullmatch(self.coder):
            advice = "Use letters, digits, '.', '-' and '_', at most 64 of them; it becomes a file name."
            raise StudyProblem(self.folder, f"{self.coder!r} cannot be a coder's name", advice)
        object.__setattr__(self, "path", self.folder / f"{self.coder}.jsonl")

    def append(self, events: Sequence[Event]) -> None:
        """Write the events, whole and on disk when this returns; an event whose id is in the journal already is not doubled.

        Raises ``StudyProblem`` where another process holds the journal for longer than ``LOCK_SECONDS`` or the disk refuses.
        """
        from filelock import FileLock, Timeout

        if not events:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        data = "".join(json.dumps(event, ensure_ascii=False, separators=(",", ":")) + "\n" for event in events)
        try:
            with FileLock(self.folder / f".{self.coder}.lock", timeout=LOCK_SECONDS):
                new = not self.path.exists()
                with self.path.open("ab+") as file:
                    self._set_aside_torn_line(file)
                    file.write(data.encode("utf-8", "surrogatepass"))
                    file.flush()
                    os.fsync(file.fileno())
                if new:
                    _sync_folder(self.folder)
        except Timeout:
            advice = "Close the other program that is coding, and try again; nothing was written."
            raise StudyProblem(self.path, f"another process has held it for {LOCK_SECONDS:.0f} seconds", advice) from None
        except OSError as error:
            raise StudyProblem(self.path, f"it cannot be written ({error.strerror})", "The coding is NOT saved.") from error

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
        if not self.path.exists():
            return [], []
        events: list[Event] = []
        problems: list[JournalProblem] = []
        data = self.path.read_bytes()
        for number, line in enumerate(data.split(b"\n"), 1):
            if not line.strip():
                continue
            event = _event(line)
            if not isinstance(event, str):
                events.append(event)
            elif number == data.count(b"\n") + 1:
                problems.append(JournalProblem(self.path.name, number, "a torn last line, never acknowledged, is set aside"))
            else:
                problems.append(JournalProblem(self.path.name, number, f"{event}, it is passed over"))
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


def read_journals(folder: Path) -> tuple[list[Event], list[JournalProblem]]:
    """The events of all coders' journals in a folder, and every line that holds none."""
    events: list[Event] = []
    problems: list[JournalProblem] = []
    for path in sorted(folder.glob("*.jsonl")):
        if path.name.startswith("."):
            continue
        found, wrong = Journal(folder, path.stem).read()
        events.extend(found)
        problems.extend(wrong)
        problems.extend(
            JournalProblem(path.name, place, f"the event is by {event['coder']!r}, in the journal of {path.stem!r}")
            for place, event in enumerate(found, 1)
            if event["coder"] != path.stem
        )
    return events, problems


def fold_events(events: Iterable[Event]) -> State:
    """The state after these events, in whatever order they come."""
    by_id = {event["id"]: event for event in events}
    removals: dict[str, list[str]] = {}
    for event in by_id.values():
        if event["event"] == "removed":
            removals.setdefault(event["subject"], []).append(event["id"])
    holds = _Holds(removals)
    live = [event for event in by_id.values() if holds(event["id"])]
    codings = Codings(
        Coding(e["id"], e["code"], Segment(e["comment"], e["start"], e["end"]), e["quote"], e["coder"], e["at"],
               e.get("origin", "manual"), e.get("rule"))
        for e in live if e["event"] == "coded"
    )  # fmt: skip
    memos = [Memo(e["id"], e["coder"], e["about"], e["subject"], e["text"], e["at"]) for e in live if e["event"] == "memo"]
    rejected = frozenset((e["coder"], e["comment"], e["start"], e["end"], e["code"]) for e in live if e["event"] == "rejected")
    seen = frozenset((e["coder"], e["comment"]) for e in live if e["event"] in ("seen", "coded"))
    return State(codings, tuple(sorted(memos, key=lambda memo: (memo.at, memo.id))), rejected, seen)


class _Holds:
    """Whether an event holds: no removal that itself holds names it. Removals that name each other in a circle all hold."""

    def __init__(self, removals: dict[str, list[str]]) -> None:
        self.removals = removals
        self.known: dict[str, bool] = {}

    def __call__(self, id: str) -> bool:
        trail = [id]
        while trail:
            at = trail[-1]
            waiting = [r for r in self.removals.get(at, ()) if r not in self.known and r not in trail]
            if at in self.known:
                trail.pop()
            elif waiting:
                trail.append(waiting[0])
            else:
                self.known[at] = not any(self.known.get(removal, True) for removal in self.removals.get(at, ()))
                trail.pop()
        return self.known[id]
