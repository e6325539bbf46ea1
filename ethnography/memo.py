"""Memos: what the analyst thinks, attached to a coding, comment, thread, code or the study."""

from __future__ import annotations

from dataclasses import dataclass

SUBJECTS = ("coding", "comment", "thread", "code", "study")


@dataclass(frozen=True, slots=True)
class Memo:
    """The analyst's note on something.

    `about` is one of ``coding, comment, thread, code, study``; `subject` its id (``""`` for the study).
    `at` is the time of writing, ISO 8601 in UTC. The text is Markdown.
    """

    id: str
    coder: str
    about: str
    subject: str
    text: str
    at: str
