"""What a reader finds on a page, before it becomes a reading: messages with their elements, and what else is to be said."""

from __future__ import annotations

from dataclasses import dataclass, field

from ethnography.corpus import Part
from ethnography.formats.base import Ids, LeftOut
from ethnography.formats.saved_page.remainder import Roots


@dataclass(eq=False)
class Message:
    """A comment, or the opening post, as a reader found it on a page.

    `roots`: the elements that hold it; `number`: the platform's own id; `answers`: None for an answer to the post.
    `missing`: the platform's id of the answered message where that is not in this file.
    `remarks`: what to warn about, each the end of a sentence that begins with its id ("is marked as awaiting moderation").
    """

    roots: Roots
    number: str | None = None
    answers: Message | None = None
    evidence: str = "stated"
    text: str = ""
    parts: tuple[Part, ...] = ()
    author: str | None = None
    date: str | None = None
    date_text: str | None = None
    url: str | None = None
    kind: str = "comment"
    state: str | None = None
    by_post_author: bool = False
    remarks: tuple[str, ...] = ()
    missing: str | None = None


@dataclass
class Found:
    """What a reader found on a page: its messages in page order, and what else it has to say.

    `opening`: the message that is the post (forums); None where the page has an article, or only further answers (then
    `has_post` is False). `elsewhere`: the comments of other posts; `again`: those printed a second time. `thread_url`: the
    address that all pages of the thread share, where it is not the page's own; the ids are made of it. `title`: the thread's,
    where the platform has a place for it. `ids`: those of the thread, where the platform's exports make them of something else.
    `unknown`: nothing is known of the page's making, so an article extractor says what the body of its post is.
    """

    messages: list[Message]
    opening: Message | None = None
    has_post: bool = True
    elsewhere: list[Roots] = field(default_factory=list)
    again: list[Roots] = field(default_factory=list)
    claimed: int | None = None
    left_out: list[LeftOut] = field(default_factory=list)
    guesses: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    not_captured: int | None = None
    partial: bool = False
    thread_url: str | None = None
    title: str | None = None
    ids: Ids | None = None
    unknown: bool = False
