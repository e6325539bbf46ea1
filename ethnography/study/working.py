"""Working at a study: codings, memos, what is seen, suggestions, and several coders together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ethnography import journal, review, teamwork
from ethnography.codebook import add_code
from ethnography.coding import Coding
from ethnography.errors import StudyProblem, UnknownId
from ethnography.memo import Memo
from ethnography.study.people import People
from ethnography.widget import Coder

if TYPE_CHECKING:
    import pandas as pd


class Working(People):
    """Codings and memos, suggestions, samples and differences."""

    def code(self, comment: str, words: str | tuple[int, int], code: str, *, coder: str | None = None) -> Coding:
        """Apply a code to words of a comment (a quotation or a span of code points); on disk when this returns.

        The same code on the same words by the same coder is there once. Raises ``UnknownId``, ``QuoteNotFound``, ``BadSpan``.
        """
        event = review.code_event(self.corpus, self.codebook, self._coder(coder), comment, words, code)
        return review.apply_once(self.journals, event)

    def remove(self, id: str, *, coder: str | None = None) -> None:
        """Take back a coding, memo or decision by its id; the journal keeps both events. Only its own coder can."""
        known = {item.id: item.coder for item in (*self.codings, *self.memos, *self.state.decisions)}
        if id not in known:
            raise UnknownId("coding, memo or decision", id, known)
        if known[id] != self._coder(coder):
            raise StudyProblem(id, f"it is {known[id]}'s, not {self._coder(coder)}'s", f"Pass coder={known[id]!r} if that is you.")
        self._write([journal.new_event("removed", known[id], subject=id)])

    def write_memo(self, text: str, *, about: str = "study", subject: str = "", coder: str | None = None) -> Memo:
        """Write a memo about a ``coding, comment, thread, code`` (its id as `subject`) or the ``study``."""
        event = review.memo_event(self.journals, self.corpus, self.codebook, self._coder(coder), text, about, subject)
        self._write([event])
        return next(memo for memo in self.memos if memo.id == event["id"])

    def mark_seen(self, comments: str | Iterable[str], *, coder: str | None = None) -> int:
        """Mark comments as read; how many were not before. “Seen, no code” is not “not seen”."""
        name = self._coder(coder)
        ids = [comments] if isinstance(comments, str) else list(dict.fromkeys(comments))
        fresh = [self.corpus.comment(id).id for id in ids if (name, id) not in self.state.seen]
        self._write([journal.new_event("seen", name, comment=id) for id in fresh])
        return len(fresh)

    def coder(self, name: str | None = None) -> Coder:
        """A coder of this study; ``study.coder("vb").open()`` shows the coding screen in a notebook."""
        return Coder(self, self._coder(name))

    def add_code(self, name: str, *, parent: str | None = None, definition: str = "", id: str | None = None) -> str:
        """Add a code to the codebook's file, as proposed; its id. Everything else in the file stays as it is. See ``add_code``."""
        book = add_code(self.folder.root / self.settings.codebook, id=id, name=name, parent=parent, definition=definition)
        return book.codes[-1].id

    # suggestions

    def suggestions(self, *, status: str | None = "pending", code: str | None = None, coder: str | None = None) -> pd.DataFrame:
        """What the rules propose, with the coder's ``status`` (pending, coded, rejected; None for all); see ``code_corpus``."""
        from ethnography.autocode import code_corpus

        found = review.with_status(code_corpus(self.corpus, self.codebook), self.state, self._coder(coder))
        if code is not None:
            found = found.loc[found["code"].isin(self.codebook.descendants(code))]
        return (found if status is None else found.loc[found["status"] == status]).reset_index(drop=True)

    def accept(self, suggestions: pd.DataFrame, *, coder: str | None = None) -> list[Coding]:
        """Turn suggestions (rows of :meth:`suggestions`) into this coder's codings, each with its rule."""
        events = review.accept_events(suggestions, self.corpus, self.codebook, self.state, self._coder(coder))
        return self._made_by(self._write(events))

    def reject(self, suggestions: pd.DataFrame, *, coder: str | None = None) -> int:
        """Reject suggestions: this coder is not shown them again. Returns how many were pending."""
        return len(self._write(review.reject_events(suggestions, self.state, self._coder(coder))))

    # several coders

    def disagreements(self) -> pd.DataFrame:
        """Where coders differ on comments that both have seen, and what the consensus coder decided; see ``disagreement_queue``."""
        return teamwork.disagreement_queue(self.state, self.corpus)

    def decisions_table(self) -> pd.DataFrame:
        """:meth:`disagreements` to be read by others: each coder's words and memos, the decision and its reason, names masked; see
        ``teamwork.decisions_table``."""
        return teamwork.decisions_table(self.state, self.corpus, self.mask)

    def decide(self, comment: str, code: str, choice: str, why: str) -> None:
        """Decide, as the consensus coder, where coders differ: `choice` is one of them, ``both``, ``neither``, or ``codebook``."""
        state = self.state
        about = [one for one in self.journals.of_comment(comment) if one["coder"] == teamwork.CONSENSUS and one.get("code") == code]
        before = [one["id"] for one in about if one["event"] in ("coded", "rejected")]
        self._write(teamwork.decision_events(state, self.corpus, comment, code, choice, why, before))

    def sample_for_agreement(self, n: int, *, by: str = "thread", seed: int | None = None, coder: str | None = None) -> list[str]:
        """Draw n whole threads at random for all coders to code, not seeing each other's work; their ids. On record then."""
        drawn = self.settings.seed if seed is None else seed
        event = teamwork.sample_event(self.corpus, self._coder(coder), n, by=by, seed=drawn)
        self._write([event])
        return list(event["threads"])

    def finish_sample(self, *, coder: str | None = None) -> journal.Sample:
        """Say that this coder has coded the last sample; when all coders of study.toml have, they see each other's work."""
        self._write([teamwork.finish_event(self.corpus, self.state, self._coder(coder))])
        return self.state.samples[-1]
