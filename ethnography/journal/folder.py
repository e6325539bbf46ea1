"""All journals of a study, kept read: after each look only what was appended since is read."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock
from typing import IO

from ethnography.journal.file import Event, Journal, JournalProblem, parse_lines
from ethnography.journal.fold import Decision, Holds, State, fold_decisions, fold_events

_REMEMBERED = 200  # so many bytes before the end of what was read must still stand there, or the file is read anew


@dataclass
class _File:
    """What was read of one journal: `size` bytes of whole lines, which end in `tail`; and what a torn last line holds."""

    stamp: tuple[int, int, int] = (0, 0, 0)
    size: int = 0
    lines: int = 0
    tail: bytes = b""
    events: list[Event] = field(default_factory=list)
    problems: list[JournalProblem] = field(default_factory=list)
    unfinished: tuple[list[Event], list[JournalProblem]] = field(default_factory=lambda: ([], []))


class Journals:
    """The journals in a folder, one a coder. Safe to use from several threads; other processes' lines are seen at the next look."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lock = RLock()
        self._files: dict[str, _File] = {}
        self._events: dict[str, Event] = {}
        self._removals: dict[str, list[str]] = {}
        self._by_comment: dict[str, list[Event]] = {}
        self._decided: list[Event] = []
        self._decisions: tuple[Decision, ...] | None = None
        self._state: State | None = None
        self.revision = 0

    # writing

    def append(self, events: Sequence[Event]) -> None:
        """Write events of one coder; on disk when this returns. Raises ``StudyProblem``."""
        if events:
            with self.turn(events[0]["coder"]) as write:
                write(events)

    @contextmanager
    def turn(self, coder: str) -> Iterator[Callable[[Sequence[Event]], None]]:
        """A coder's turn: inside the block nobody else writes to this journal, and all of it has been read."""
        with self.lock, Journal(self.folder, coder).turn() as write:
            self.refresh()
            yield write

    # reading

    def refresh(self) -> int:
        """Look at the files and read what is new; the revision, which grows whenever anything did."""
        with self.lock:
            names = sorted(path.name for path in self.folder.glob("*.jsonl") if not path.name.startswith(".") and path.is_file())
            anew = bool(self._files.keys() - set(names))
            fresh: list[Event] = []
            changed = anew
            for name in names:
                found = self._look(name)
                if found is None:
                    continue
                changed = True
                anew = anew or found[0]
                fresh += found[1]
            if anew:
                self._files = {name: file for name, file in self._files.items() if name in names}
                self._events, self._removals, self._by_comment = {}, {}, {}
                self._decided, self._decisions = [], None
                fresh = [event for name in names for file in (self._files[name],) for event in (*file.events, *file.unfinished[0])]
            if changed:
                self._take(fresh)
                self._state = None
                self.revision += 1
            return self.revision

    def _look(self, name: str) -> tuple[bool, list[Event]] | None:
        """None where the file is as it was; else whether it was read anew, and the events read."""
        known = self._files.get(name)
        with (self.folder / name).open("rb") as file:
            stat = os.fstat(file.fileno())
            stamp = (stat.st_ino, stat.st_size, stat.st_mtime_ns)
            if known and known.stamp == stamp:
                return None
            grown = known is not None and self._still_there(file, known)
            here = known if known is not None and grown else _File()
            file.seek(here.size)
            data = file.read()
        whole = data.rfind(b"\n") + 1
        events, problems = parse_lines(data[:whole], name, here.lines + 1)
        here.unfinished = parse_lines(data[whole:], name, here.lines + data[:whole].count(b"\n") + 1)
        here.events += events
        here.problems += problems
        here.stamp, here.size, here.lines = stamp, here.size + whole, here.lines + data[:whole].count(b"\n")
        here.tail = (here.tail + data[:whole])[-_REMEMBERED:]
        self._files[name] = here
        return known is not None and not grown, [*events, *here.unfinished[0]]

    @staticmethod
    def _still_there(file: IO[bytes], known: _File) -> bool:
        size = known.size - len(known.tail)
        file.seek(size)
        return bool(file.read(len(known.tail)) == known.tail)

    def _take(self, events: Sequence[Event]) -> None:
        for event in events:
            if event["id"] in self._events:
                continue
            self._events[event["id"]] = event
            if event["event"] in ("decided", "removed"):
                self._decisions = None
            if event["event"] == "decided":
                self._decided.append(event)
            if event["event"] == "removed":
                self._removals.setdefault(event["subject"], []).append(event["id"])
            if "comment" in event:
                self._by_comment.setdefault(event["comment"], []).append(event)

    @property
    def events(self) -> Mapping[str, Event]:
        """All events by id, those that hold no longer among them, as of the last look."""
        return self._events

    def holds(self, id: str) -> bool:
        """Whether the event with this id holds, as of the last look."""
        return id in self._events and Holds(self._removals)(id)

    def of_comment(self, comment: str) -> list[Event]:
        """The events about a comment that hold, as of the last look."""
        holds = Holds(self._removals)
        return [event for event in self._by_comment.get(comment, ()) if holds(event["id"])]

    @property
    def state(self) -> State:
        """What holds now, in all journals."""
        with self.lock:
            self.refresh()
            if self._state is None:
                self._state = fold_events(self._events.values())
            return self._state

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """The decisions on proposals that hold, oldest first; cheaper than the whole state."""
        with self.lock:
            self.refresh()
            if self._decisions is None:
                self._decisions = fold_decisions(event for event in self._decided if self.holds(event["id"]))
            return self._decisions

    @property
    def problems(self) -> list[JournalProblem]:
        """Every line that holds no event, and every event that stands in another coder's journal."""
        self.refresh()
        found = []
        for name, file in sorted(self._files.items()):
            found += [*file.problems, *file.unfinished[1]]
            coder = name.removesuffix(".jsonl")
            found += [
                JournalProblem(name, place, f"the event is by {event['coder']!r}, in the journal of {coder!r}")
                for place, event in enumerate(file.events, 1)
                if event["coder"] != coder
            ]
        return found
