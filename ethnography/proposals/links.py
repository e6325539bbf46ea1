"""Which earlier comment one at the top level may answer: whose author it addresses, or whose words it quotes."""

from __future__ import annotations

from collections.abc import Iterator

from ethnography.corpus import Comment
from ethnography.proposals.nouns import Proposal
from ethnography.proposals.quoting import Quotation, find_quotations
from ethnography.proposals.thread import NamedThread

QUOTED_WORDS = 8  # so many words say by themselves what is answered
RECENT = 50  # so many of somebody's latest comments are looked at, as one speaks to what was said lately


def link_proposals(thread: NamedThread, depths: dict[str, int], post_authors: set[str]) -> Iterator[Proposal]:
    """The reply links proposed for the comments of a thread that stand at the top level, in page order.

    `depths`: of each comment, as stated. `post_authors`: who wrote the post, or may have. Names the key does not know have
    written nothing yet, so that proposals of links grow with the authors that are accepted.
    """
    quotations = find_quotations([comment.text for comment in thread.stated])
    earlier: dict[str, list[Comment]] = {}
    for place, comment in enumerate(thread.stated):
        if comment.kind == "comment" and depths[comment.id] == 1:
            quoted = {
                thread.stated[source].id: quotation
                for source, quotation in quotations.get(place, {}).items()
                if _can_answer(comment, thread.stated[source], thread)
            }
            addressed = list(_by_address(comment, earlier, quoted, post_authors, thread))
            yield from addressed
            long = [id for id, quotation in quoted.items() if quotation.words >= QUOTED_WORDS]
            if len(long) == 1 and long[0] not in {proposal.value for proposal in addressed}:
                yield _by_quotation(comment, long[0], quoted[long[0]])
        author = thread.author(comment.id)
        if author is not None and comment.kind == "comment":
            earlier.setdefault(author, []).append(comment)


def _by_address(
    comment: Comment, earlier: dict[str, list[Comment]], quoted: dict[str, Quotation], post_authors: set[str], thread: NamedThread
) -> Iterator[Proposal]:
    named = thread.addressed.get(comment.id)
    people = [id for id in thread.people.fits(named.name) if earlier.get(id)] if named else []
    if named is None or len(people) != 1:
        return
    (person,) = people
    found = [other for other in earlier[person][-RECENT:] if _can_answer(comment, other, thread)]
    if not found:
        return
    of_them = [thread.decided[id] for id in quoted if thread.author(id) == person]
    to_me = [other for other in found if _answers_author(other, comment, thread)]
    if len(of_them) == 1:
        chosen, confidence = of_them[0], "strong"
        evidence = "It opens by addressing the author of this earlier comment, and quotes it."
    elif person in post_authors and not named.for_reply:
        return  # whoever wrote the post is addressed under the post
    elif to_me:
        chosen, confidence = to_me[-1], "fair"
        evidence = "It opens by addressing the author of this earlier comment, which answers one by the same author as this."
    else:
        chosen, confidence = found[-1], "strong" if len(found) == 1 and person not in post_authors else "weak"
        which = "the only earlier comment" if len(found) == 1 else "the latest of several earlier comments"
        evidence = f"It opens by addressing the author of {which} in the thread."
    yield Proposal(comment.id, "reply_to", chosen.id, "", comment.id, named.start, named.end, evidence, confidence)


def _by_quotation(comment: Comment, source: str, quotation: Quotation) -> Proposal:
    evidence = f"{quotation.words} words in a row stand in this one earlier comment of the thread."
    return Proposal(comment.id, "reply_to", source, "", comment.id, quotation.start, quotation.end, evidence, "fair")


def _can_answer(comment: Comment, other: Comment, thread: NamedThread) -> bool:
    """Whether a comment may answer an earlier one: by another author, not dated later, and no circle of replies would follow."""
    author = thread.author(comment.id)
    if other.kind != "comment" or (author is not None and author == thread.author(other.id)) or _is_later(other, comment):
        return False
    at: str | None = other.id
    while at is not None and at in thread.decided:
        if at == comment.id:
            return False
        at = thread.above(at)
    return True


def _answers_author(other: Comment, comment: Comment, thread: NamedThread) -> bool:
    """Whether another comment answers one by the author of this comment."""
    author = thread.author(comment.id)
    return author is not None and thread.author(thread.above(other.id)) == author


def _is_later(other: Comment, comment: Comment) -> bool:
    """Whether the dates say so, as far as both are stated."""
    if not other.date or not comment.date:
        return False
    precision = min(len(other.date), len(comment.date))
    return other.date[:precision] > comment.date[:precision]
