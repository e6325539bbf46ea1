"""The nouns of a thread: ``Comment``, ``Part``, ``Participant``, ``Thread``, and ``Finding`` for what is wrong with one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

KINDS = ("post", "comment", "pingback")
PART_KINDS = ("paragraph", "heading", "question", "quotation", "reference", "list")
STATES = ("deleted", "removed", "unapproved", "spam", "trash", "draft")
REPLY_EVIDENCE = ("stated", "nesting", "indentation", "inferred", "repaired")


@dataclass(frozen=True, slots=True)
class Part:
    """What kind a stretch of a comment's text is, and whose voice it is.

    `start`, `end`: half-open, in code points of the comment's text. `kind`: one of ``PART_KINDS``.
    `voice`: the name of the person whose words these are where that is not the comment's author
    (an interviewer, an expert quoted, the second of two people answering in one comment); None for the author.
    """

    start: int
    end: int
    kind: str = "paragraph"
    voice: str | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """One message by one participant; the opening post has ``kind="post"`` and ``reply_to=None``.

    `author` is the participant's id in a study, the printed name while a file is being read, None where none is stated.
    `date` is ISO 8601 as far as the source states it (``2011-05-03`` or ``2011-05-03T10:15``), `date_text` as printed.
    `reply_evidence` says how the reply link is known: one of ``REPLY_EVIDENCE``. `title` and `url` where stated.
    `state` is what the source says has become of it: one of ``STATES`` (deleted by its author, removed by a moderator, …),
    None where it simply stands there. `gone` is the date of the first capture of its thread that no longer holds it.
    """

    id: str
    thread: str
    reply_to: str | None
    text: str
    kind: str = "comment"
    author: str | None = None
    date: str | None = None
    date_text: str | None = None
    title: str | None = None
    url: str | None = None
    reply_evidence: str | None = None
    parts: tuple[Part, ...] = ()
    state: str | None = None
    gone: str | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """Who speaks: a stable id, the pseudonym shown in every output, and attributes such as ``role``."""

    id: str
    pseudonym: str
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def role(self) -> str | None:
        """The attribute ``role`` (nurse, service user, …); None where nobody stated one."""
        return self.attributes.get("role")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with the reply tree, and the repair used for reading. `kind`: duplicate, edited, orphan, cycle,
    no post, two posts; of accepted proposals: decision (passed over), disagreement (coders decided differently)."""

    kind: str
    comment: str
    message: str
    repair: str


@dataclass(frozen=True, slots=True)
class Thread:
    """A post and everything under it, in page order. `post` is None where the source holds only comments."""

    id: str
    comments: tuple[Comment, ...]
    depths: Mapping[str, int]

    @property
    def post(self) -> Comment | None:
        return next((comment for comment in self.comments if comment.kind == "post"), None)

    @property
    def title(self) -> str:
        post = self.post
        return post.title if post and post.title else self.id
