"""Writing memos."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ethnography.cli.reviewing.asking import number_in
from ethnography.cli.reviewing.showing import codings_here, list_codings
from ethnography.cli.screen import say

if TYPE_CHECKING:
    from ethnography.cli.reviewing.sitting import Sitting


def memo(sitting: Sitting) -> None:
    """A memo on the comment, or on one of its codings where it has some."""
    listed = codings_here(sitting)
    if listed:
        list_codings(sitting)
        answer = sitting.ask.line(f"memo on which coding (1–{len(listed)}; Enter: on the comment)")
        if number := number_in(answer, len(listed)):
            _write(sitting, "memo on the coding", "coding", listed[number - 1].id)
            return
        if answer:
            say(f"There is no coding {answer[:20]} here.")
            return
    memo_comment(sitting)


def memo_comment(sitting: Sitting) -> None:
    """A memo on the comment."""
    _write(sitting, "memo", "comment", sitting.at)


def memo_thread(sitting: Sitting) -> None:
    """A memo on the thread."""
    _write(sitting, "memo on the thread", "thread", sitting.comment.thread)


def field_note(sitting: Sitting) -> None:
    """A memo on the study."""
    _write(sitting, "field note", "study", "")


def _write(sitting: Sitting, label: str, about: str, subject: str) -> None:
    text = sitting.ask.line(label)
    if text:
        sitting.do({"do": "memo", "about": about, "subject": subject, "text": text})
        say("Memo saved.")
