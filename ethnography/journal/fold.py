"""What holds after all events, in whatever order they come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ethnography.coding import Coding, Codings, Segment
from ethnography.journal.file import Event
from ethnography.memo import Memo


@dataclass(frozen=True, slots=True)
class Decision:
    """A coder's word on a proposal: that `value` wrote the comment (`about` ``author``) or is what it answers (``reply_to``)."""

    id: str
    coder: str
    comment: str
    about: str
    value: str
    accepted: bool
    at: str


@dataclass(frozen=True, slots=True)
class Sample:
    """Threads that all coders code, to be compared: who drew them, with which seed; `finished`: the coders who are done."""

    id: str
    coder: str
    threads: tuple[str, ...]
    seed: int
    at: str
    finished: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """What holds after all events: codings, memos, rejections by suggestion ``(coder, comment, start, end, code)``, which
    comments each coder has seen (a comment coded is a comment seen), decisions on proposals (oldest first), the code that a
    coder has on a digit key, by ``(coder, key)``, and the samples drawn for comparing coders (oldest first)."""

    codings: Codings
    memos: tuple[Memo, ...]
    rejected: frozenset[tuple[str, str, int, int, str]]
    seen: frozenset[tuple[str, str]]
    decisions: tuple[Decision, ...] = ()
    pinned: Mapping[tuple[str, str], str] = field(default_factory=dict)
    samples: tuple[Sample, ...] = ()


def fold_events(events: Iterable[Event]) -> State:
    """The state after these events, in whatever order they come."""
    by_id = {event["id"]: event for event in events}
    holds = Holds(removals_of(by_id.values()))
    live: dict[str, list[Event]] = {}
    for event in by_id.values():
        if holds(event["id"]):
            live.setdefault(event["event"], []).append(event)
    coded, rejected, seen = live.get("coded", []), live.get("rejected", []), live.get("seen", [])
    memos = [
        Memo(e["id"], e["coder"], e["about"], e["subject"], e["text"], e["at"], str(e.get("written") or e["at"]))
        for e in live.get("memo", ())
    ]
    pins = sorted(live.get("pinned", ()), key=lambda e: (e["at"], e["id"]))
    return State(
        Codings(map(coding_of, coded)),
        tuple(sorted(memos, key=lambda memo: (memo.at, memo.id))),
        frozenset((e["coder"], e["comment"], e["start"], e["end"], e["code"]) for e in rejected),
        frozenset((e["coder"], e["comment"]) for e in (*seen, *coded)),
        fold_decisions(live.get("decided", ())),
        {(e["coder"], e["key"]): e["code"] for e in pins},
        _samples(live.get("sampled", ()), live.get("finished", ())),
    )


def _samples(sampled: Iterable[Event], finished: Iterable[Event]) -> tuple[Sample, ...]:
    done: dict[str, set[str]] = {}
    for event in finished:
        done.setdefault(event["sample"], set()).add(event["coder"])
    ordered = sorted(sampled, key=lambda e: (e["at"], e["id"]))
    return tuple(
        Sample(e["id"], e["coder"], tuple(e["threads"]), e["seed"], e["at"], tuple(sorted(done.get(e["id"], ())))) for e in ordered
    )


def fold_decisions(decided: Iterable[Event]) -> tuple[Decision, ...]:
    """The decisions that these events are, oldest first."""
    ordered = sorted(decided, key=lambda e: (e["at"], e["id"]))
    return tuple(Decision(e["id"], e["coder"], e["comment"], e["about"], e["value"], e["accepted"], e["at"]) for e in ordered)


def coding_of(e: Event) -> Coding:
    """The coding that an event ``coded`` makes."""
    segment = Segment(e["comment"], e["start"], e["end"])
    return Coding(e["id"], e["code"], segment, e["quote"], e["coder"], e["at"], e.get("origin", "manual"), e.get("rule"))


def removals_of(events: Iterable[Event]) -> dict[str, list[str]]:
    """The ids of the removals that name each event."""
    removals: dict[str, list[str]] = {}
    for event in events:
        if event["event"] == "removed":
            removals.setdefault(event["subject"], []).append(event["id"])
    return removals


class Holds:
    """Whether an event holds: no removal that itself holds names it. Removals that name each other in a circle all hold."""

    def __init__(self, removals: Mapping[str, list[str]]) -> None:
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
