"""Messages of a platform's export to comments: ids, reply links, order, and sentences about what is missing.

An export names its messages by the platform's own ids and says of each which one it answers. A reader adds them to
:class:`Threads` in the order of the file; :meth:`Threads.finish` makes one reply tree of them, the same way for all platforms.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from ethnography.corpus import Comment, Part


@dataclass(slots=True)
class _Thread:
    """A thread while the file is read: its id, its comments so far, and the platform's id of its post where that is here."""

    id: str
    comments: list[Comment] = field(default_factory=list)
    post: str | None = None


@dataclass
class Assembled:
    """The comments, thread by thread, each post first; the threads without a post, and the ids that are answered and not here.

    `orphans` counts the comments that answer something not in the file; `missing` are those somethings, by the platform's id.
    """

    comments: list[Comment] = field(default_factory=list)
    threads: int = 0
    without_post: list[str] = field(default_factory=list)
    orphans: int = 0
    missing: dict[str, None] = field(default_factory=dict)

    def post_warnings(self) -> list[str]:
        """A sentence about the threads whose post is not in the file, for platforms where each has one."""
        if not self.without_post:
            return []
        which = f"the file does not hold the post of {some(self.without_post)}"
        which = which if self.threads == 1 else f"{which} ({len(self.without_post)} of {self.threads} threads)"
        return [f"{which}: the comments stand alone, and no post is invented"]

    def orphan_warnings(self) -> list[str]:
        """A sentence about the answers to comments that are not in the file."""
        if not self.orphans:
            return []
        answers = "1 comment answers" if self.orphans == 1 else f"{self.orphans} comments answer"
        which = "one that is" if len(self.missing) == 1 else f"{len(self.missing)} that are"
        return [f"{answers} {which} not in this file ({some([id.partition(':')[2] for id in self.missing])})"]


class Threads:
    """The threads of an export, by the platform's key of each; `name_of` makes a thread's id of the key; `evidence`
    says how the replies are known.

    The post of a thread becomes ``thread:post``, any other message ``thread:its own id``.
    """

    def __init__(self, name_of: Callable[[str], str], evidence: str = "stated") -> None:
        self._name_of, self._evidence = name_of, evidence
        self._threads: dict[str, _Thread] = {}
        self.count = 0

    def add(
        self,
        key: str,
        own: str,
        answers: str | None,
        text: str,
        author: str | None = None,
        date: str | None = None,
        parts: tuple[Part, ...] = (),
        state: str | None = None,
        url: str | None = None,
        *,
        is_post: bool = False,
        title: str | None = None,
        date_text: str | None = None,
    ) -> tuple[list[Comment], int]:
        """One message more of the thread `key`, and where it stands for now (so that its text can still be replaced).

        `answers`: the id of what it answers, the post's or another message's; None where the platform states none, which is
        an answer to the post where there is one. `text` is clean. A second post of a thread counts as a comment.
        """
        thread = self._threads.get(key)
        if thread is None:
            thread = self._threads[key] = _Thread(self._name_of(key))
        self.count += 1
        name = thread.id
        if is_post and thread.post in (None, own):
            thread.post = own
            comment = Comment(f"{name}:post", name, None, text, "post", author, date, date_text, title, url, None, parts, state)
        else:
            # the post may come later, or never: finish() looks again
            reply_to = f"{name}:{answers}" if answers is not None else f"{name}:post" if thread.post else None
            comment = Comment(
                f"{name}:{own}", name, reply_to, text, "comment", author, date, date_text, title, url,
                self._evidence if reply_to else None, parts, state,
            )  # fmt: skip
        comments = thread.comments
        comments.append(comment)
        return comments, len(comments) - 1

    def finish(self, by_date: bool = False) -> Assembled:
        """The comments of all threads, in the order in which the threads begin; within one that of the file, the post first.

        `by_date`: the file has no order of its own (some begin with the latest), so the earliest comes first.
        """
        made = Assembled(threads=len(self._threads))
        for key in list(self._threads):
            thread = self._threads.pop(key)
            if by_date:
                thread.comments.sort(key=lambda comment: comment.date or "")
            self._settle(thread, made)
            made.comments += thread.comments
        return made

    def _settle(self, thread: _Thread, made: Assembled) -> None:
        """Put the post first, and link to it by the id it has here; note what is answered and missing."""
        comments, post = thread.comments, f"{thread.id}:post"
        named = None if thread.post is None else f"{thread.id}:{thread.post}"
        here = {comment.id for comment in comments}
        for place, comment in enumerate(comments):
            reply_to = comment.reply_to
            if reply_to in here or comment.kind == "post":
                continue
            if reply_to is None or reply_to == named:
                if named is not None:
                    comments[place] = replace(comment, reply_to=post, reply_evidence=self._evidence)
            else:
                made.orphans += 1
                made.missing[reply_to] = None
        if named is None:
            made.without_post.append(thread.id)
        elif comments[0].kind != "post":
            comments.sort(key=lambda comment: comment.kind != "post")


@contextmanager
def many_values() -> Iterator[None]:
    """While a large file is read: without looking for circles among its values, which have none; that would take half the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def root_of(answers: Mapping[str, str | None]) -> dict[str, str]:
    """The thread of each message where a platform states only what it answers: the id at which the chain of answers begins,
    in the file or not. `answers`: what each message answers. A chain that runs in a circle begins where it was entered.

    >>> root_of({"a": None, "b": "a", "c": "b", "d": "gone"})
    {'a': 'a', 'b': 'a', 'c': 'a', 'd': 'gone'}
    """
    roots: dict[str, str] = {}
    for id in answers:
        trail: dict[str, None] = {}
        at: str = id
        while at not in roots and at not in trail and (above := answers.get(at)) is not None:
            trail[at] = None
            at = above
        root = roots.get(at, at)
        roots[id] = root
        roots.update(dict.fromkeys(trail, root))
    return roots


def some(names: Sequence[str]) -> str:
    """The first names of many, for messages."""
    return ", ".join(names[:3]) + (", …" if len(names) > 3 else "")
