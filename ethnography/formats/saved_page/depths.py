"""Replies from depths: what each message answers where the page states only how deep it stands."""

from __future__ import annotations

from collections.abc import Sequence

from ethnography.formats.saved_page.messages import Message


def link_by_depth(messages: Sequence[Message], depths: Sequence[int | None], evidence: str = "stated") -> None:
    """Link each message to the last one before it that stands one level higher; a depth of 1 answers the post.

    A message whose depth is not stated, or stands deeper than its place allows, is linked to the last one that is higher than
    it, and says so.
    """
    trail: list[tuple[int, Message]] = []
    for one, depth in zip(messages, depths, strict=True):
        while trail and depth is not None and trail[-1][0] >= depth:
            trail.pop()
        one.answers = trail[-1][1] if trail and depth is not None and depth > 1 else None
        one.evidence = evidence
        higher = trail[-1][0] if trail else 0
        if depth is not None and depth > higher + 1:
            one.evidence = "inferred"
            one.remarks = (
                *one.remarks,
                f"stands at depth {depth}, and what it answers is not in this file; linked to what stands above",
            )
        if depth is not None:
            trail.append((depth, one))
