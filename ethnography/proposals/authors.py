"""Who wrote a comment that states no author: who signs it, and whom its direct replies address."""

from __future__ import annotations

from collections.abc import Iterator

from ethnography.corpus import Comment
from ethnography.proposals.naming import Named, find_says
from ethnography.proposals.nouns import Proposal
from ethnography.proposals.thread import NamedThread


def author_proposals(thread: NamedThread) -> Iterator[Proposal]:
    """The authors proposed for the comments of a thread, in page order; one proposal a comment and person, the surest."""
    replies: dict[str, list[Comment]] = {}
    for comment in thread.decided.values():
        if comment.reply_to is not None and comment.kind == "comment" and comment.reply_evidence != "repaired":
            replies.setdefault(comment.reply_to, []).append(comment)
    for comment in thread.stated:
        if comment.author is None and comment.kind != "pingback":
            seen: set[tuple[str, str]] = set()
            for proposal in (
                *_by_says(comment, thread),
                *_by_signature(comment, thread),
                *_by_replies(comment, replies.get(comment.id, []), thread),
            ):
                if proposal.what not in seen:
                    seen.add(proposal.what)
                    yield proposal


def _by_says(comment: Comment, thread: NamedThread) -> Iterator[Proposal]:
    named = find_says(comment.text)
    if named is not None:
        yield from _proposals(comment, named, comment.id, "The text opens with this name and “says”.", "strong", thread)


def _by_signature(comment: Comment, thread: NamedThread) -> Iterator[Proposal]:
    named = thread.signed.get(comment.id)
    if named is None:
        return
    if thread.addresses(comment.id, named.name) or thread.may_be(thread.above(comment.id), named.name):
        return  # "Hi Emma, … Best wishes Emma" says Emma twice
    evidence = "The text is signed with this name." if named.sure else "The text ends with this name, which others here use."
    yield from _proposals(comment, named, comment.id, evidence, "strong" if named.sure else "fair", thread)


def _by_replies(comment: Comment, replies: list[Comment], thread: NamedThread) -> Iterator[Proposal]:
    groups: dict[str, list[tuple[Comment, Named]]] = {}
    for reply in replies:
        named = thread.addressed.get(reply.id)
        if named is not None and not _means_another(comment, reply, named, thread):
            fits = thread.people.fits(named.name)
            groups.setdefault(" ".join(fits) or named.name.casefold(), []).append((reply, named))
    speaking = sum(map(len, groups.values()))
    for group in groups.values():
        reply, named = group[0]
        if len(groups) > 1:
            evidence = f"Of {speaking} direct replies that open by addressing a name, {len(group)} so address this one."
        else:
            evidence = f"{'A direct reply opens' if speaking == 1 else f'{speaking} direct replies open'} by addressing this name."
        yield from _proposals(comment, named, reply.id, evidence, "weak" if len(groups) > 1 else "fair", thread)


def _means_another(comment: Comment, reply: Comment, named: Named, thread: NamedThread) -> bool:
    """Whether the name a reply opens with cannot be the author of the comment.

    Nobody addresses themselves; a reply may speak to whom the comment speaks to, as a fellow in the talk; and thanks for a
    reply, at the top level, are not for the post.
    """
    return (
        thread.may_be(reply.id, named.name)
        or thread.may_be(thread.above(comment.id), named.name)
        or thread.addresses(comment.id, named.name)
        or (comment.kind == "post" and named.for_reply)
    )


def _proposals(
    comment: Comment, named: Named, where: str, evidence: str, confidence: str, thread: NamedThread
) -> Iterator[Proposal]:
    fits = thread.people.fits(named.name)
    if len(fits) > 1:
        evidence, confidence = f"{evidence[:-1]}, which {len(fits)} participants may have.", "weak"
    for value in fits or ("",):
        yield Proposal(comment.id, "author", value, named.name, where, named.start, named.end, evidence, confidence)
