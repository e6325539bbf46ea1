"""Taking back what was done, and doing it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ethnography.cli.screen import say

if TYPE_CHECKING:
    from ethnography.cli.reviewing.sitting import Sitting
    from ethnography.journal import Event

_WORDS = {"seen": "seen", "rejected": "a rejection", "memo": "a memo", "pinned": "a digit key", "removed": "a removal"}


def undo(sitting: Sitting) -> str | None:
    """Take back what was done last, in this sitting or before it; the comment it is about."""
    return _tell(sitting, sitting.undo(), "Undone", "Nothing to undo.")


def redo(sitting: Sitting) -> str | None:
    """Do again what was undone last; the comment it is about."""
    return _tell(sitting, sitting.redo(), "Done again", "Nothing to do again.")


def comment_of(sitting: Sitting, event: Event) -> str | None:
    """The comment that an event is about, through removals and memos on codings; None where it is about none."""
    known, events = sitting.study.corpus, sitting.study.journals.events
    while event.get("event") == "removed" or (event.get("event") == "memo" and event.get("about") == "coding"):
        event = events.get(event["subject"], {})
    comment = event.get("comment") or (event.get("subject") if event.get("about") == "comment" else None)
    return comment if comment in known else None


def _tell(sitting: Sitting, events: list[Event], word: str, otherwise: str) -> str | None:
    if not events:
        say(otherwise)
        return None
    comment = next((id for id in (comment_of(sitting, event) for event in events) if id), None)
    elsewhere = f", in comment {comment}" if comment not in (None, sitting.at) else ""
    say(f"{word} and saved: {_described(sitting, events)}{elsewhere}.")
    return comment


def _described(sitting: Sitting, events: list[Event]) -> str:
    coded = [event for event in events if event["event"] == "coded"]
    if len(coded) > 1:
        return f"{len(coded)} codings"
    if coded:
        return sitting.code_name(coded[0]["code"])
    subjects = [sitting.study.journals.events.get(event.get("subject", ""), {}) for event in events]
    removed = next((one for one in subjects if one.get("event") == "coded"), None)
    if removed and events[0]["event"] == "removed":
        return f"removing {sitting.code_name(removed['code'])}"
    return _WORDS.get(events[0]["event"], "a change")
