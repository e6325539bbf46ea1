"""A later capture beside what is stored: which comments are new, edited, gone or back. Nothing stored is lost or altered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ethnography.corpus import Comment
from ethnography.text import digest


@dataclass(frozen=True, slots=True)
class Merged:
    """Stored and read comments together, in page order; stored ones keep their text.

    `read`: the comments of the reading under the ids they have in the study. `added, edited, gone, back`: ids of comments
    new to the study, met with another text, no longer in a capture that holds the whole thread, and met again after that.
    """

    comments: list[Comment]
    read: tuple[Comment, ...]
    added: tuple[str, ...]
    edited: tuple[str, ...]
    gone: tuple[str, ...]
    back: tuple[str, ...]


def merge(
    stored: Sequence[Comment], read: Sequence[Comment], *, whole: Collection[str], date: str, later: Mapping[str, str]
) -> Merged:
    """`read` put among `stored`. `whole`: the threads of which the reading holds everything, so that what is missing is gone.

    `date`: of this capture; `later`: for each thread the date of the first later capture of all of it that is in the study
    already (then this is an old one: what only it has is gone since then, and what it lacks was not there yet).
    """
    by_id = {comment.id: comment for comment in stored}
    read = _as_known(by_id, read)
    here = {comment.id for comment in read}
    edited = tuple(c.id for c in read if c.id in by_id and by_id[c.id].text != c.text)
    back = tuple(c.id for c in read if c.id in by_id and by_id[c.id].gone and c.thread not in later)
    gone = tuple(c.id for c in stored if c.thread in whole and c.thread not in later and c.id not in here and not c.gone)
    marks: dict[str, str | None] = {**dict.fromkeys(gone, date), **dict.fromkeys(back)}
    new = {comment.id: comment for comment in reversed(read) if comment.id not in by_id}  # of two with one id, the first
    fresh = [replace(c, gone=later[c.thread]) if c.thread in later else c for c in reversed(new.values())]
    kept = [replace(comment, gone=marks[comment.id]) if comment.id in marks else comment for comment in stored]
    added = tuple(comment.id for comment in fresh)
    return Merged(_in_page_order(kept, read, fresh), tuple(read), added, edited, gone, back)


def _as_known(by_id: Mapping[str, Comment], read: Sequence[Comment]) -> list[Comment]:
    """The reading, with the stored id where an edited comment got another: same author and minute, one here, one missing.

    Where the page states no ids, a comment's id is a digest of its text, and so changes when the text is edited.
    """
    here = {comment.id for comment in read}
    threads = {comment.thread for comment in read}
    missing: dict[tuple[str, ...], list[str]] = {}
    for comment in by_id.values():
        if comment.thread in threads and comment.id not in here and (moment := _moment(comment)):
            missing.setdefault(moment, []).append(comment.id)
    fresh: dict[tuple[str, ...], list[str]] = {}
    for comment in read:
        if comment.id not in by_id and (moment := _moment(comment)):
            fresh.setdefault(moment, []).append(comment.id)
    known = {ids[0]: missing[moment][0] for moment, ids in fresh.items() if len(ids) == 1 == len(missing.get(moment, ()))}
    if not known:
        return list(read)
    return [replace(c, id=known.get(c.id, c.id), reply_to=known.get(c.reply_to or "", c.reply_to)) for c in read]


def _moment(comment: Comment) -> tuple[str, ...] | None:
    """Who wrote a comment and in which minute; None where the page does not say both."""
    if comment.author is None or comment.date is None or "T" not in comment.date or comment.kind == "post":
        return None
    return comment.thread, comment.author, comment.date


def _in_page_order(stored: Sequence[Comment], read: Sequence[Comment], fresh: Sequence[Comment]) -> list[Comment]:
    """New comments after the one they follow on the page; of a known thread whose old ones none precede, at the thread's end."""
    waiting = {comment.id: comment for comment in fresh}
    place = {comment.id: at for at, comment in enumerate(stored)}
    last = {comment.thread: at for at, comment in enumerate(stored)}
    insertions: dict[int, list[Comment]] = {}
    at: dict[str, int] = {}
    for comment in read:
        if comment.id in place:
            at[comment.thread] = place[comment.id]
        elif comment.id in waiting:
            after = at.get(comment.thread, last.get(comment.thread, len(stored) - 1))
            insertions.setdefault(after, []).append(waiting.pop(comment.id))
    result = insertions.pop(-1, [])
    for index, comment in enumerate(stored):
        result.append(comment)
        result.extend(insertions.get(index, ()))
    return result


def look_alikes(stored: Iterable[Comment], read: Sequence[Comment]) -> dict[str, str]:
    """New threads of which at least three and half of the texts stand in one stored thread: new thread → that thread.

    The same page saved in two forms has other ids in each; it would be coded and counted twice.
    """
    known: dict[str, set[str]] = {}
    threads: set[str] = set()
    for comment in stored:
        threads.add(comment.thread)
        known.setdefault(digest(" ".join(comment.text.split())), set()).add(comment.thread)
    texts: dict[str, list[str]] = {}
    for comment in read:
        if comment.thread not in threads and len(comment.text) >= 20:
            texts.setdefault(comment.thread, []).append(digest(" ".join(comment.text.split())))
    found = {}
    for thread, digests in texts.items():
        shared: dict[str, int] = {}
        for one in digests:
            for other in known.get(one, ()):
                shared[other] = shared.get(other, 0) + 1
        best = max(shared, key=lambda other: shared[other], default=None)
        if best is not None and shared[best] >= max(3, len(digests) / 2):
            found[thread] = best
    return found
