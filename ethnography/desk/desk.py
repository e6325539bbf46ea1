"""The desk answers a screen's messages: it shows threads, and writes what the coder does."""

from __future__ import annotations

from collections.abc import Mapping
from threading import RLock
from typing import TYPE_CHECKING, Any, Protocol

from ethnography.codebook import Codebook
from ethnography.corpus import Corpus
from ethnography.desk.actions import Batch
from ethnography.desk.content import (
    Values,
    codebook_values,
    event_values,
    memo_values,
    progress_values,
    suggestion_values,
    thread_values,
    totals_values,
)
from ethnography.errors import EthnographyError, StudyProblem, UnknownId
from ethnography.journal import Decision, Journal, Journals
from ethnography.memo import memo_markup
from ethnography.pseudonyms import Mask
from ethnography.storage import Folder, Settings
from ethnography.teamwork import CONSENSUS, disagreement_queue, works_blind
from ethnography.text import digest

if TYPE_CHECKING:
    import pandas as pd

HISTORY = 200  # so many of the coder's last batches can be undone after the screen was opened anew


class OpenStudy(Protocol):
    """What a desk needs of a study."""

    folder: Folder
    settings: Settings
    journals: Journals

    @property
    def corpus(self) -> Corpus: ...
    @property
    def codebook(self) -> Codebook: ...
    @property
    def mask(self) -> Mask: ...
    @property
    def warning(self) -> str: ...
    def add_code(self, name: str, *, parent: str | None = None, definition: str = "", id: str | None = None) -> str: ...
    def proposals(self, *, status: str | None = "pending", coder: str | None = None) -> pd.DataFrame: ...
    def accept_proposals(self, rows: pd.DataFrame, *, coder: str | None = None) -> list[Decision]: ...
    def decline_proposals(self, rows: pd.DataFrame, *, coder: str | None = None) -> list[Decision]: ...


class Desk:
    """One coder's place at a study. `blind`: whether other coders' work is hidden; the study's setting if left out."""

    def __init__(self, study: OpenStudy, coder: str, blind: bool | None = None) -> None:
        Journal(study.folder.journals, coder)  # a name that cannot be a file's is refused here
        self.study, self.coder = study, coder
        self._blind = blind
        self.lock = RLock()  # a front end may call from any thread
        self._suggestions: tuple[Any, list[Values]] = (None, [])
        self._found: tuple[Any, pd.DataFrame] | None = None
        self._shown: Corpus | None = None
        self._book: Codebook | None = None

    @property
    def blind(self) -> bool:
        """Whether other coders' work is hidden."""
        if self._blind is not None:
            return self._blind and self.coder != CONSENSUS
        settings = self.study.settings
        return works_blind(settings.is_blind, settings.coders, self.study.journals.state, self.coder)

    def handle(self, message: Mapping[str, Any]) -> list[Values]:
        """The answers to one message, for the screen that sent it. Never raises: what is wrong is an answer too.

        A ``nak`` has the ``id`` of the ``do``, ``decide`` or ``newcode`` that it refuses, and the reason; nothing of that was
        written. What is wrong with another message is a ``problem``.
        """
        with self.lock:
            try:
                with self.study.journals.lock:  # a cell may be coding at the same time
                    return self._answer(message)
            except EthnographyError as error:
                why = str(error)
            except Exception as error:
                why = f"A bug in ethnography: {type(error).__name__}: {error}. Please report it."
            kind = "nak" if message.get("type") in ("do", "decide", "newcode") else "problem"
            return [{"type": kind, "id": message.get("id"), "of": message.get("type"), "why": why}]

    def _answer(self, message: Mapping[str, Any]) -> list[Values]:
        kind = message.get("type")
        if kind == "hello":
            return [self._welcome(), *self._open(message.get("thread"))]
        if kind == "open":
            return self._open(self._thread_of(message["to"]) if message.get("to") else message.get("thread"), message.get("to"))
        if kind == "do":
            return [self._do(message)]
        if kind == "look":
            return self._look(message)
        if kind == "search":
            return [self._search(message)]
        if kind == "decide":
            return self._decide(message)
        if kind == "newcode":
            return [self._new_code(message)]
        advice = "Screen and library differ in version: reload the page."
        raise StudyProblem("the screen", f"a message of the kind {kind!r}", advice)

    # showing

    def _welcome(self) -> Values:
        study, state = self.study, self.study.journals.state
        found = {coding.coder for coding in state.codings}
        return {
            "type": "welcome",
            "study": {"id": digest(str(study.folder.root))[:16], "name": study.settings.name, "approach": study.settings.approach},
            "coder": self.coder,
            "coders": sorted({*study.settings.coders, self.coder, *(() if self.blind else found)}),
            "consensus": CONSENSUS,
            "blind": self.blind,
            "warnings": self._warnings(),
            "codebook": codebook_values(study.codebook),
            "pinned": {key: code for (coder, key), code in state.pinned.items() if coder == self.coder and code},
            "history": self._history(),
        }

    def _warnings(self) -> list[str]:
        """What the coder should know before beginning."""
        found = [self.study.warning] if self.study.warning else []
        known = self.study.settings.coders
        if known and self.coder not in (*known, CONSENSUS):
            found.append(
                f"“{self.coder}” is not among the coders of study.toml ({', '.join(known)}): this opens a journal of its own."
            )
        return found

    def _history(self) -> list[list[str]]:
        """The events of this coder's last batches that can be taken back, oldest batch first."""
        batches: dict[str, list[str]] = {}
        for event in self.study.journals.events.values():
            label = event.get("batch", "")
            if event["coder"] == self.coder and label and ":" not in label and self.study.journals.holds(event["id"]):
                batches.setdefault(label, []).append(event["id"])
        return list(batches.values())[-HISTORY:]

    def _thread_of(self, to: str) -> str:
        """The thread where a link of a memo leads: ``comment:ID`` or ``coding:ID``. Raises ``UnknownId``."""
        kind, _, id = str(to).partition(":")
        if kind == "coding":
            event = self.study.journals.events.get(id)
            if event is None or event["event"] != "coded":
                raise UnknownId("coding", id, ())
            id = event["comment"]
        return self.study.corpus.comment(id).thread

    def _open(self, thread: Any, to: str | None = None) -> list[Values]:
        corpus = self.study.corpus
        if not corpus.thread_ids:
            advice = "Import a page first: study.import_file('page.html')."
            raise StudyProblem(self.study.folder.root, "the study holds no thread yet", advice)
        chosen = str(thread) if thread else self._first_thread(corpus)
        self._shown = corpus
        values = thread_values(corpus, chosen, self.study.mask)
        return [{"type": "thread", "to": to, "thread": values, **self._state(chosen)}]

    def _first_thread(self, corpus: Corpus) -> str:
        """The first thread that this coder has not read to its end."""
        threads = progress_values(corpus, self.study.journals.state, self.coder, Mask.none())
        return next((t["id"] for t in threads if t["seen"] < t["comments"]), corpus.thread_ids[0])

    def _state(self, thread: str) -> Values:
        self._book = self.study.codebook
        study, revision = self.study, self.study.journals.refresh()
        corpus, state = study.corpus.only([thread]), study.journals.state
        coders = [self.coder] if self.blind else None
        queue = None if self.blind else disagreement_queue(state, study.corpus)
        events = [event for id in corpus.comments.index for event in study.journals.of_comment(id)]
        memos = [memo for memo in state.memos if not self.blind or memo.coder == self.coder]
        return {
            "revision": revision,
            "events": event_values((e for e in events if e["event"] != "memo"), corpus, coders),
            "memos": [memo_values(memo) for memo in memos],
            "suggestions": self._suggested(thread, corpus),
            "proposals": self._proposed(corpus),
            "threads": progress_values(study.corpus, state, self.coder, study.mask, _open_by_thread(queue, study.corpus)),
            "elsewhere": totals_values(study.corpus, state, self.coder, thread),
            "differences": [] if queue is None else queue.loc[queue["comment"].isin(corpus.comments.index)].to_dict("records"),
        }

    def _suggested(self, thread: str, corpus: Corpus) -> list[Values]:
        key = (thread, self.study.corpus, self.study.codebook.digest)
        if self._suggestions[0] != key:
            self._suggestions = (key, suggestion_values(corpus, self.study.codebook, self.study.mask))
        return self._suggestions[1]

    def _proposed(self, corpus: Corpus) -> list[Values]:
        """Authors and reply links proposed for these comments, each with what it says in words: `shown`."""
        found = self._proposals()
        found = found.loc[(found["status"] == "pending") & found["comment"].isin(corpus.comments.index)]
        names, people = corpus.comments["pseudonym"], corpus.participants["pseudonym"]
        values = []
        for row in found.reset_index().to_dict("records"):
            said = names.get(row["value"]) if row["about"] == "reply_to" else people.get(row["value"], row["name"])
            kept = {name: row[name] for name in ("proposal", "comment", "about", "value", "evidence", "confidence")}
            values.append(kept | {"shown": said if isinstance(said, str) else "an earlier comment"})
        return values

    def _proposals(self) -> pd.DataFrame:
        key = (self.study.corpus, self.study.journals.decisions)
        if self._found is None or self._found[0] != key:
            self._found = (key, self.study.proposals(status=None, coder=self.coder))
        return self._found[1]

    def _decide(self, message: Mapping[str, Any]) -> list[Values]:
        """Accept or decline a proposal: it changes who says or answers what, so the thread comes again."""
        rows = self._proposals()
        rows = rows.loc[rows.index == str(message["proposal"])]  # none: it was decided already, and so left the list
        decide = self.study.accept_proposals if message.get("accepted") is True else self.study.decline_proposals
        made = [decision.id for decision in decide(rows, coder=self.coder)]
        return [{"type": "decided", "id": message.get("id"), "events": made}, *self._open(message.get("thread"))]

    def _look(self, message: Mapping[str, Any]) -> list[Values]:
        if self.study.corpus is not self._shown:  # something was imported meanwhile, or an author or reply link decided
            return self._open(message.get("thread"))
        if self.study.journals.refresh() == message.get("revision") and self.study.codebook is self._book:
            return [{"type": "same"}]
        thread = str(message.get("thread"))
        return [{"type": "state", "thread": thread, "codebook": codebook_values(self.study.codebook), **self._state(thread)}]

    def _search(self, message: Mapping[str, Any]) -> Values:
        from ethnography.autocode import find

        query, thread = str(message.get("query", "")), str(message.get("thread"))
        found = find(self.study.corpus, query)
        threads = self.study.corpus.comments["thread"].reindex(found["comment"]).to_numpy()
        here = found[threads == thread]
        spans: dict[str, list[list[int]]] = {}
        for comment, start, end in zip(here["comment"], here["start"], here["end"], strict=True):
            spans.setdefault(str(comment), []).append([int(start), int(end)])
        counts: dict[str, int] = {}
        for one in threads:
            counts[str(one)] = counts.get(str(one), 0) + 1
        return {"type": "found", "query": query, "spans": spans, "threads": counts}

    # writing

    def _do(self, message: Mapping[str, Any]) -> Values:
        study, id = self.study, str(message.get("id", ""))
        corpus, codebook = study.corpus, study.codebook
        with study.journals.turn(self.coder) as write:
            batch = Batch(self.coder, corpus, codebook, study.journals, id).take(message["actions"])
            memos = {event["id"]: memo_markup(event["text"]) for event in batch.events if event["event"] == "memo"}
            if batch.events:
                write(batch.events)
        times = {event["id"]: event["at"] for event in batch.events}
        done = {"at": times, "instead": batch.instead, "void": batch.void, "markup": memos}
        return {"type": "ack", "id": id, "revision": self._revision(), **done}

    def _revision(self) -> int:
        """The revision after writing. It is on disk now, so nothing may turn into a refusal any more."""
        try:
            return self.study.journals.refresh()
        except (EthnographyError, OSError):
            return -1

    def _new_code(self, message: Mapping[str, Any]) -> Values:
        made = self.study.add_code(
            str(message.get("name", "")), parent=message.get("parent") or None, definition=str(message.get("definition", ""))
        )
        return {"type": "codebook", "id": message.get("id"), "made": made, "codebook": codebook_values(self.study.codebook)}


def _open_by_thread(queue: pd.DataFrame | None, corpus: Corpus) -> dict[str, int]:
    """How many differences are open in each thread."""
    if queue is None or queue.empty:
        return {}
    threads = corpus.comments["thread"].reindex(queue.loc[queue["decision"] == "", "comment"])
    return {str(thread): int(n) for thread, n in threads.value_counts().items()}
