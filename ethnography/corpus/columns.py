"""``Corpus``: all threads and participants in columns, with ``Comment`` objects made on demand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ethnography.corpus.links import sound_links, without_duplicates
from ethnography.corpus.nouns import Comment, Finding, Participant, Thread
from ethnography.errors import UnknownId
from ethnography.text import count_words

if TYPE_CHECKING:
    import pandas as pd

_STATED = ["id", "thread", "reply_to", "kind", "author", "date", "date_text", "title", "url", "reply_evidence", "state", "gone",
           "text", "parts"]  # fmt: skip


class Corpus:
    """All threads and participants. Build one with :meth:`build`; it never changes afterwards.

    >>> corpus = Corpus.build([Comment("p", "t", None, "A post", "post", "Ann"), Comment("c", "t", "p", "Yes!", author="Bob")])
    >>> corpus.comments[["depth", "reply_to", "author"]].loc["c"].to_dict()
    {'depth': 1, 'reply_to': 'p', 'author': 'Bob'}
    >>> corpus.replies()[["author", "answered"]].values.tolist()
    [['Bob', 'Ann']]
    """

    def __init__(self, frame: pd.DataFrame, participants: Mapping[str, Participant], findings: tuple[Finding, ...]) -> None:
        self._frame = frame
        self._participants = dict(participants)
        self.findings = findings

    @classmethod
    def build(cls, comments: Iterable[Comment], participants: Iterable[Participant] = ()) -> Corpus:
        """The corpus of these comments, in the order given (page order); the one place that judges the reply tree.

        Duplicates (same id) are left out; a reply to a comment that is not there, and one end of a circle of replies,
        are read as answers to the post. Each such repair is a :class:`Finding`. Participants without a record get one.
        """
        kept, findings = without_duplicates(comments)
        links = sound_links(kept, findings)
        rows = {name: [getattr(comment, name) for comment in kept] for name in _STATED}
        for place, comment in enumerate(kept):
            rows["reply_to"][place] = links[comment.id]
            if comment.reply_to not in (None, links[comment.id]):
                rows["reply_evidence"][place] = "repaired"
        people = {person.id: person for person in participants}
        for author in dict.fromkeys(rows["author"]):
            if author is not None and author not in people:
                people[author] = Participant(author, author)
        return cls(_derived(_columns(rows), people), people, tuple(findings))

    # what is in it

    def __len__(self) -> int:
        return len(self._frame)

    def __iter__(self) -> Iterator[Comment]:
        return (self._view(place) for place in range(len(self)))

    def __contains__(self, comment: object) -> bool:
        return comment in self._frame.index

    def __repr__(self) -> str:
        return f"Corpus({len(self.thread_ids)} threads, {len(self)} comments and posts, {len(self._participants)} participants)"

    @cached_property
    def comments(self) -> pd.DataFrame:
        """One row a comment (posts among them), index ``id``, in page order thread by thread.

        Columns: ``thread``; ``kind`` (post, comment, pingback); ``author`` (participant id, NA if not stated);
        ``pseudonym``; ``role``; ``depth`` (post 0, answer to the post 1, …); ``position`` (page order in the thread, post 0);
        ``reply_to`` (id, NA for a post); ``n_replies`` (direct ones); ``is_post_author`` (NA where either author is not
        stated); ``words``; ``date`` (text, ISO 8601); ``title``; ``url``; ``reply_evidence``; ``state`` (deleted, removed …;
        NA where it simply stands there); ``gone`` (the date of the capture that no longer holds it); ``text``.
        """
        return self._frame.drop(columns=["parts", "date_text"]).set_index("id", drop=True)

    @property
    def texts(self) -> pd.DataFrame:
        """What engines read: one row a comment in page order, ``id, kind, text, parts`` (a tuple of :class:`Part`)."""
        return self._frame[["id", "kind", "text", "parts"]]

    @property
    def thread_ids(self) -> list[str]:
        """Thread ids in order of first appearance."""
        return list(dict.fromkeys(self._frame["thread"]))

    @cached_property
    def threads(self) -> pd.DataFrame:
        """One row a thread, index ``thread``: ``title, comments`` (posts and pingbacks not counted)``, pingbacks, authors,
        depth`` (the deepest)``, words, first, last`` (dates as text, NA if none)."""
        import pandas as pd

        rows = []
        for thread, group in self._frame.groupby("thread", sort=False):
            titles = group.loc[group["kind"] == "post", "title"].dropna()
            dates = group["date"].dropna()
            rows.append({
                "thread": thread,
                "title": titles.iloc[0] if len(titles) else pd.NA,
                "comments": int((group["kind"] == "comment").sum()),
                "pingbacks": int((group["kind"] == "pingback").sum()),
                "authors": int(group.loc[group["kind"] != "pingback", "author"].nunique()),
                "depth": int(group["depth"].max()),
                "words": int(group["words"].sum()),
                "first": dates.min() if len(dates) else pd.NA,
                "last": dates.max() if len(dates) else pd.NA,
            })  # fmt: skip
        columns = ["thread", "title", "comments", "pingbacks", "authors", "depth", "words", "first", "last"]
        return pd.DataFrame(rows, columns=columns).set_index("thread")

    @cached_property
    def participants(self) -> pd.DataFrame:
        """One row a participant, index ``participant``: ``pseudonym, role, comments, posts, threads``, then each attribute."""
        import pandas as pd

        spoken = self._frame.groupby("author")
        counts = pd.DataFrame({
            "comments": spoken["kind"].agg(lambda kinds: int((kinds != "post").sum())),
            "posts": spoken["kind"].agg(lambda kinds: int((kinds == "post").sum())),
            "threads": spoken["thread"].nunique(),
        })  # fmt: skip
        rows = [
            {"participant": person.id, "pseudonym": person.pseudonym, "role": person.role, **person.attributes}
            for person in self._participants.values()
        ]
        frame = pd.DataFrame(rows, columns=list(dict.fromkeys(["participant", "pseudonym", "role", *(k for r in rows for k in r)])))
        frame = frame.set_index("participant").join(counts)
        for name in ("comments", "posts", "threads"):
            frame[name] = pd.to_numeric(frame[name]).fillna(0).astype(int)
        first = ["pseudonym", "role", "comments", "posts", "threads"]
        return frame[[*first, *(name for name in frame.columns if name not in first)]]

    def replies(self) -> pd.DataFrame:
        """Who answers whom: one row a reply, columns ``comment, author, reply_to, answered, thread, depth``.

        `author` and `answered` are participant ids (NA where not stated). Pingbacks are left out.
        """
        frame = self._frame.loc[self._frame["reply_to"].notna() & (self._frame["kind"] == "comment")]
        answered = self._frame.set_index("id")["author"].reindex(frame["reply_to"]).to_numpy()
        table = frame.assign(answered=answered).rename(columns={"id": "comment"})
        return table[["comment", "author", "reply_to", "answered", "thread", "depth"]].reset_index(drop=True)

    def only(self, threads: Collection[str]) -> Corpus:
        """The corpus of these threads alone, judged as it was; findings and participants stay. Raises ``UnknownId``."""
        for thread in threads:
            if thread not in self._rows_of_threads:
                raise UnknownId("thread", thread, self.thread_ids)
        rows = sorted(row for thread in threads for row in self._rows_of_threads[thread])
        return Corpus(self._frame.iloc[rows], self._participants, self.findings)

    # back by id

    def comment(self, id: str) -> Comment:
        """The comment with this id. Raises ``UnknownId``."""
        if id not in self._frame.index:
            raise UnknownId("comment", id, self._frame["id"])
        return self._view(self._frame.index.get_loc(id))

    def participant(self, id: str) -> Participant:
        """The participant with this id. Raises ``UnknownId``."""
        if id not in self._participants:
            raise UnknownId("participant", id, self._participants)
        return self._participants[id]

    def thread(self, id: str) -> Thread:
        """The thread with this id. Raises ``UnknownId``."""
        if id not in self._rows_of_threads:
            raise UnknownId("thread", id, self.thread_ids)
        here = self._rows_of_threads[id]
        comments = tuple(self._view(place) for place in here)
        return Thread(
            id, comments, {comment.id: int(self._frame["depth"].array[at]) for comment, at in zip(comments, here, strict=True)}
        )

    def path(self, id: str) -> list[Comment]:
        """The comments from the post down to this one, itself last."""
        chain = [self.comment(id)]
        while chain[-1].reply_to is not None:
            chain.append(self.comment(chain[-1].reply_to))
        return chain[::-1]

    @cached_property
    def _rows_of_threads(self) -> dict[str, list[int]]:
        rows: dict[str, list[int]] = {}
        for row, thread in enumerate(self._frame["thread"]):
            rows.setdefault(thread, []).append(row)
        return rows

    @cached_property
    def _arrays(self) -> dict[str, Any]:
        return {name: self._frame[name].array for name in _STATED}

    def _view(self, place: Any) -> Comment:
        values = {name: _none(array[place]) for name, array in self._arrays.items() if name != "parts"}
        return Comment(**values, parts=tuple(self._arrays["parts"][place]))


def _none(value: Any) -> Any:
    return None if value is None or value != value or type(value).__name__ == "NAType" else value


def _columns(rows: dict[str, list[Any]]) -> pd.DataFrame:
    import pandas as pd

    frame = pd.DataFrame({name: pd.array(values, dtype="str") for name, values in rows.items() if name != "parts"})
    frame["parts"] = pd.Series(rows["parts"], dtype=object)
    return frame


def _derived(frame: pd.DataFrame, people: Mapping[str, Participant]) -> pd.DataFrame:
    """The columns that follow from the stated ones: depth, position, counts, the post author, pseudonym and role."""
    import numpy as np
    import pandas as pd

    place = pd.Series(np.arange(len(frame)), index=frame["id"])
    parent = place.reindex(frame["reply_to"]).fillna(-1).to_numpy(dtype=np.int64)
    root, depth, above = np.arange(len(frame)), np.zeros(len(frame), dtype=np.int64), parent
    while (linked := above >= 0).any():  # one step up the tree for every comment at once
        depth += linked
        root = np.where(linked, above, root)
        above = np.where(linked, parent[above], -1)
    depth += (frame["kind"].to_numpy() != "post")[root]  # a thread without its post starts at 1
    frame = frame.assign(depth=depth)
    frame["position"] = _positions(frame)
    frame["n_replies"] = np.bincount(parent[parent >= 0], minlength=len(frame))
    posts = frame.loc[frame["kind"] == "post"].drop_duplicates("thread").set_index("thread")["author"]
    post_author = posts.reindex(frame["thread"]).reset_index(drop=True)
    same = (frame["author"] == post_author).astype("boolean")
    frame["is_post_author"] = same.mask(frame["author"].isna() | post_author.isna(), pd.NA)
    frame["words"] = np.fromiter((count_words(text) for text in frame["text"]), dtype=np.int64, count=len(frame))
    frame["pseudonym"] = frame["author"].map({key: person.pseudonym for key, person in people.items()}).astype("str")
    frame["role"] = frame["author"].map({key: person.role for key, person in people.items()}).astype("str")
    order = ["id", "thread", "kind", "author", "pseudonym", "role", "depth", "position", "reply_to", "n_replies",
             "is_post_author", "words", "date", "date_text", "title", "url", "reply_evidence",
             "state", "gone", "text", "parts"]  # fmt: skip
    return frame[order].set_index("id", drop=False).rename_axis(index=None)


def _positions(frame: pd.DataFrame) -> Any:
    """Page order within the thread; the post is 0, and where there is no post the first comment is 1."""
    counted = frame.groupby("thread", sort=False).cumcount()
    has_post = frame["thread"].isin(frame.loc[frame["kind"] == "post", "thread"])
    return counted + (~has_post).astype(int)
