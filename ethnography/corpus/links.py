"""The one place that judges the reply tree: duplicates, orphans, circles, threads without a post."""

from __future__ import annotations

from collections.abc import Iterable

from ethnography.corpus.nouns import Comment, Finding


def without_duplicates(comments: Iterable[Comment]) -> tuple[list[Comment], list[Finding]]:
    """The first comment of each id, in order, and a finding for each of the others."""
    kept: dict[str, Comment] = {}
    findings: list[Finding] = []
    for comment in comments:
        first = kept.setdefault(comment.id, comment)
        if first is not comment:
            same = first.text == comment.text
            kind, how = ("duplicate", "the same text") if same else ("edited", "another text")
            findings.append(Finding(kind, comment.id, f"{comment.id} stands twice, with {how}", "the first one is kept"))
    return list(kept.values()), findings


def list_faults(comments: Iterable[Comment]) -> list[Finding]:
    """What is wrong with the reply trees of these comments: the findings of a corpus built of them, without building it."""
    kept, findings = without_duplicates(comments)
    sound_links(kept, findings)
    return findings


def sound_links(comments: list[Comment], findings: list[Finding]) -> dict[str, str | None]:
    """The reply link of each comment after repairs: orphans and one end of each cycle answer the post of their thread."""
    thread_of = {comment.id: comment.thread for comment in comments}
    posts: dict[str, str] = {}
    for comment in comments:
        if comment.kind == "post":
            first = posts.setdefault(comment.thread, comment.id)
            if first != comment.id:
                findings.append(
                    Finding("two posts", comment.id, f"thread {comment.thread} has a second post", "both are kept at depth 0")
                )
    links = {comment.id: comment.reply_to for comment in comments}
    without_post: set[str] = set()
    for comment in comments:
        post = posts.get(comment.thread)
        if post is None and comment.thread not in without_post:
            without_post.add(comment.thread)
            findings.append(Finding("no post", comment.id, f"thread {comment.thread} has no post", "its comments start at depth 1"))
        parent = comment.reply_to
        if comment.kind == "post":
            links[comment.id] = None
        elif parent is not None and thread_of.get(parent) != comment.thread:
            links[comment.id] = post
            where = "is in another thread" if parent in thread_of else "is not here"
            findings.append(
                Finding("orphan", comment.id, f"{comment.id} answers {parent}, which {where}", "read as an answer to the post")
            )
        elif parent is None:
            links[comment.id] = post
    settled: set[str] = set()
    for comment in comments:
        trail: dict[str, None] = {}
        at: str | None = comment.id
        while at is not None and at not in settled and at not in trail:
            trail[at] = None
            at = links[at]
        if at is not None and at in trail:
            circle = list(trail)[list(trail).index(at) :]
            links[at] = posts.get(comment.thread)
            shown = " → ".join([*circle, at])
            findings.append(Finding("cycle", at, f"the replies {shown} run in a circle", f"{at} is read as an answer to the post"))
        settled.update(trail)
    return links
