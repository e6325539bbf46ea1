"""A coder at a study: where the coder is, what was done, and how it is taken back."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ethnography.cli.reviewing.asking import Asker
from ethnography.cli.screen import say
from ethnography.desk.actions import Action, Batch
from ethnography.errors import EthnographyError
from ethnography.journal import Event, Journal
from ethnography.review import with_status
from ethnography.teamwork import works_blind

if TYPE_CHECKING:
    import pandas as pd

    from ethnography.corpus import Comment, Corpus
    from ethnography.study import Study

HISTORY = 200  # so many of the coder's last batches can be undone, from the Jupyter screen too


@dataclass
class Sitting:
    """One coder's sitting. `thread`: the only thread gone through (None: all). `at`: the id of the comment in front of the coder.

    `wanted` is the code last looked for, `last_code` the one last applied, `key` the key just pressed. `undoable` and `redoable`
    hold the ids of events, batch by batch, the last one last.
    """

    study: Study
    coder: str
    ask: Asker
    thread: str | None = None
    at: str = ""
    wanted: str | None = None
    last_code: str | None = None
    key: str = ""
    over: bool = False
    changes: int = 0
    undoable: list[list[str]] = field(default_factory=list)
    redoable: list[list[str]] = field(default_factory=list)
    _order: tuple[Corpus | None, list[str]] = (None, [])
    _suggested: tuple[Corpus | None, str, dict[str | None, pd.DataFrame]] = (None, "", {})

    def __post_init__(self) -> None:
        Journal(self.study.folder.journals, self.coder)  # a name that cannot be a file's is refused here
        if self.thread is not None:
            self.study.corpus.thread(self.thread)
        self.study.journals.refresh()
        self.undoable = self._earlier()

    # what is in front of the coder

    @property
    def blind(self) -> bool:
        """Whether other coders' work is hidden from this one."""
        settings = self.study.settings
        return works_blind(settings.is_blind, settings.coders, self.study.state, self.coder)

    @property
    def comment(self) -> Comment:
        """The comment in front of the coder."""
        return self.study.corpus.comment(self.at)

    @property
    def order(self) -> list[str]:
        """The ids of the comments gone through as they are read: thread by thread, each before its answers."""
        corpus = self.study.corpus
        if self._order[0] is not corpus:
            threads = corpus.thread_ids if self.thread is None else [self.thread]
            self._order = (corpus, [id for thread in threads for id in _reading_order(corpus, thread)])
        return self._order[1]

    def code_name(self, code: str) -> str:
        """The name of a code; its id where the codebook does not have it."""
        book = self.study.codebook
        return book.code(code).name if code in book else code

    def pending(self, *, comment: str | None = None, thread: str | None = None) -> pd.DataFrame:
        """The suggestions that wait for this coder: in a comment, in a thread, or in all that is gone through."""
        if comment is not None:
            thread = self.study.corpus.comment(comment).thread
        found = self._suggestions(thread or self.thread)
        if comment is not None:
            found = found.loc[found["comment"] == comment]
        found = with_status(found, self.study.state, self.coder)
        return found.loc[found["status"] == "pending"].reset_index(drop=True)

    def _suggestions(self, thread: str | None) -> pd.DataFrame:
        """What the rules suggest, whoever has decided on it; kept until texts or rules change."""
        from ethnography.autocode import code_corpus

        corpus, book = self.study.corpus, self.study.codebook
        if self._suggested[0] is not corpus or self._suggested[1] != book.digest:
            self._suggested = (corpus, book.digest, {})
        known = self._suggested[2]
        if thread not in known:
            try:
                known[thread] = code_corpus(corpus if thread is None else corpus.only([thread]), book)
            except EthnographyError as error:  # a rule that cannot run stops nobody from coding
                say(f"No suggestions: {error}")
                known[thread] = code_corpus(corpus.only([]), book)
        return known[thread]

    # what the coder does

    def do(self, *actions: Action) -> list[Event]:
        """Do something that can be undone, all of it or nothing; on disk when this returns. The events it made.

        What holds already makes no event. Raises ``EthnographyError``; then nothing was written.
        """
        events = self._write(actions)
        if events:
            self.undoable.append([event["id"] for event in events])
            self.redoable.clear()
        return events

    def undo(self) -> list[Event]:
        """Take back the last batch that still holds; the events taken back, none where there is nothing to undo."""
        journals = self.study.journals
        while self.undoable:
            ids = [id for id in self.undoable[-1] if journals.holds(id)]
            made = self._write(_removals(ids), "undo:") if ids else []
            self.undoable.pop()
            if made:
                self.redoable.append([event["id"] for event in made])
                return [journals.events[id] for id in ids]
        return []

    def redo(self) -> list[Event]:
        """Do again what was undone last; the events that hold again, none where there is nothing to redo."""
        journals = self.study.journals
        while self.redoable:
            ids = [id for id in self.redoable[-1] if journals.holds(id)]
            made = self._write(_removals(ids), "redo:") if ids else []
            self.redoable.pop()
            if made:
                again = [journals.events[event["subject"]]["subject"] for event in made]
                self.undoable.append(again)
                return [journals.events[id] for id in again]
        return []

    def _write(self, actions: Sequence[Action], kind: str = "") -> list[Event]:
        corpus, book, journals = self.study.corpus, self.study.codebook, self.study.journals
        with journals.turn(self.coder) as write:
            batch = Batch(self.coder, corpus, book, journals, kind + _new_id())
            batch.take([{"id": _new_id(), **action} for action in actions])
            if batch.events:
                write(batch.events)
        journals.refresh()
        self.changes += len(batch.events)
        return batch.events

    def _earlier(self) -> list[list[str]]:
        """The coder's last batches that hold, of other sittings and screens, oldest first."""
        batches: dict[str, list[str]] = {}
        for event in self.study.journals.events.values():
            label = event.get("batch", "")
            if event["coder"] == self.coder and isinstance(label, str) and label and ":" not in label:
                batches.setdefault(label, []).append(event["id"])
        return list(batches.values())[-HISTORY:]


def _removals(ids: list[str]) -> list[Action]:
    return [{"do": "remove", "subject": id} for id in reversed(ids)]


def _new_id() -> str:
    return uuid.uuid4().hex[:16]


def _reading_order(corpus: Corpus, thread: str) -> list[str]:
    """The ids of a thread's comments, each before its answers, answers in page order."""
    answers: dict[str | None, list[str]] = {}
    for comment in corpus.thread(thread).comments:
        answers.setdefault(comment.reply_to, []).append(comment.id)
    found, stack = [], answers.get(None, [])[::-1]
    while stack:  # not by recursion: a thread may be ten thousand answers deep
        found.append(stack.pop())
        stack += answers.get(found[-1], [])[::-1]
    return found
