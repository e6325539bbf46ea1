"""``Proposal``: what may be so, and the words that say it."""

from __future__ import annotations

from dataclasses import dataclass

from ethnography.text import digest

ABOUT = ("author", "reply_to")
CONFIDENCE = ("strong", "fair", "weak")


@dataclass(frozen=True, slots=True)
class Proposal:
    """That `value` (a participant, a comment) wrote the comment (`about` ``author``) or is what it answers (``reply_to``).

    See ``propose`` for the fields.
    """

    comment: str
    about: str
    value: str
    name: str
    where: str
    start: int
    end: int
    evidence: str
    confidence: str

    @property
    def what(self) -> tuple[str, str]:
        """What is proposed: two proposals for one comment that agree here are one."""
        return self.about, self.value or self.name.casefold()

    @property
    def id(self) -> str:
        """The same for the same proposal at every computation: a short digest of the comment and what is proposed."""
        return digest("\0".join((self.comment, *self.what)))[:12]
