"""The study: a folder opened. A table of contents; every verb calls the module named after the job."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ethnography import intake, journal, proposals, review, storage
from ethnography.codebook import Codebook, add_code, read_codebook
from ethnography.coding import Coding, Codings, check_quotes
from ethnography.corpus import Corpus
from ethnography.errors import StudyProblem, UnknownId
from ethnography.memo import Memo
from ethnography.pseudonyms import KEY_MISSING, Mask, is_key_missing, unmasked
from ethnography.text import digest, slug
from ethnography.widget import Coder

if TYPE_CHECKING:
    import pandas as pd


class Study:
    """A study folder: its corpus, codebook and codings, and what is done with them. Open one with ``Study.open(path)``."""

    def __init__(self, folder: storage.Folder) -> None:
        self.folder = folder
        self.settings = folder.settings()
        self.journals = journal.Journals(folder.journals)
        self._codebook: tuple[int | None, Codebook] | None = None
        self._corpus: tuple[tuple[journal.Decision, ...], proposals.Agreed, Corpus] | None = None

    @classmethod
    def open(cls, path: str | Path = ".") -> Study:
        """The study in this folder or the nearest one above it. Raises ``StudyProblem``, ``BadFile``."""
        return cls(storage.find_folder(path))

    def __repr__(self) -> str:
        return f"Study({self.settings.name!r}, {self.corpus!r}, {self.codings!r})"

    # what it holds

    @property
    def corpus(self) -> Corpus:
        """The threads and participants, with the authors and reply links that were accepted (built again when those change)."""
        decisions = self.journals.decisions
        if self._corpus is None or self._corpus[0] is not decisions:
            agreed = proposals.agree(decisions)
            if self._corpus is None or self._corpus[1] != agreed:
                people = tuple(self.folder.participants().values())
                self._corpus = (decisions, agreed, proposals.build_corpus(self.folder.comments(), people, agreed))
            else:
                self._corpus = (decisions, agreed, self._corpus[2])
        return self._corpus[2]

    @property
    def codebook(self) -> Codebook:
        """The codebook that study.toml names (read again when its file changed)."""
        path = self.folder.root / self.settings.codebook
        stamp = path.stat().st_mtime_ns if path.exists() else None
        if self._codebook is None or self._codebook[0] != stamp:
            self._codebook = (stamp, read_codebook(path))
        return self._codebook[1]

    @property
    def state(self) -> journal.State:
        """Codings, memos, rejections and comments seen, as the journals have them now (read again when a file changed)."""
        return self.journals.state

    @property
    def codings(self) -> Codings:
        """The codings that hold, of all coders."""
        return self.state.codings

    @property
    def memos(self) -> tuple[Memo, ...]:
        """The memos that hold, oldest first."""
        return self.state.memos

    @property
    def mask(self) -> Mask:
        """What puts pseudonyms in the place of names in every text shown; nothing is masked at ``disguise = "none"``."""
        if self.settings.disguise == "none":
            return Mask.none()
        people = self.folder.participants()
        same, _ = proposals.same_people(proposals.agree(self.journals.decisions), people)
        return Mask(proposals.key_as_one(self.folder.key(), same), people)

    @property
    def warning(self) -> str:
        """What whoever looks at texts must know first: that names in them are not masked; "" where they are, or need not be."""
        if self.settings.disguise == "none" or not is_key_missing(self.corpus, self.folder.key()):
            return ""
        return KEY_MISSING

    def problems(self, *, show_names: bool = True) -> list[str]:
        """Everything wrong with the study that a person should look at, each with its repair; empty when all is well.

        Without `show_names` (for what leaves the study), names that are not masked are counted, not printed.
        """
        found = [str(problem) for problem in self.journals.problems]
        found += [f"{finding.message}; {finding.repair}." for finding in self.corpus.findings]
        found += [str(mismatch) for mismatch in check_quotes(self.codings, self.corpus)]
        unknown = sorted({coding.code for coding in self.codings if coding.code not in self.codebook})
        found += [f"There are codings with {code!r}, which is not in the codebook: add it, or remove them." for code in unknown]
        return found + ([] if self.settings.disguise == "none" else unmasked(self.corpus, self.folder.key(), show_names))

    # bringing material in

    def import_file(
        self,
        path: str | Path,
        *,
        format: str | None = None,
        encoding: str | None = None,
        columns: Mapping[str, str] | None = None,
    ) -> intake.Account:
        """Import a page, export, table or archive; the account says what was read. `columns`: of a table, field → column.

        Raises ``UnreadableSource`` and writes nothing.
        """
        account = intake.take_in_file(self.folder, path, format=format, encoding=encoding, columns=columns)
        self._corpus = None
        return account

    def import_all(self, *paths: str | Path, format: str | None = None, encoding: str | None = None) -> list[intake.Outcome]:
        """Import files, folders, globs and archives; what became of each. One that cannot be read does not hinder the others."""
        try:
            return intake.take_in_all(self.folder, paths, format=format, encoding=encoding)
        finally:
            self._corpus = None

    def rebuild(self) -> intake.Rebuilt:
        """The comments as they follow from ``corpus/sources/``, and where the study differs from them; nothing is written."""
        return intake.rebuild(self.folder)

    def protect(self, name: str, participant: str | None = None) -> None:
        """Add a name that stands in the texts to the key: masked from now on, as this participant or as ``[name]``."""
        if participant is not None:
            self.corpus.participant(participant)
        key = self.folder.key()
        self.folder.write_key(type(key)({**key.names, name: participant}))

    # coding

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

    # who wrote what, and what it answers

    def proposals(self, *, status: str | None = "pending", coder: str | None = None) -> pd.DataFrame:
        """Authors and reply links proposed, by the coder's ``status`` (pending, accepted, declined; None: all); see ``propose``."""
        found = proposals.propose(self.folder.corpus(), self.folder.key(), self.state.decisions)
        found = proposals.with_status(found, self.state, self._coder(coder))
        return found if status is None else found.loc[found["status"] == status]

    def accept_proposals(self, rows: pd.DataFrame, *, coder: str | None = None) -> list[journal.Decision]:
        """Accept rows of :meth:`proposals`: from now on the corpus shows them. A name that nobody has makes a participant."""
        proposals.check_rows(rows, self.corpus, self.folder.participants())
        ids = intake.take_in_people(self.folder, proposals.names_without_participant(rows))
        return proposals.decide(self.journals, rows, self._coder(coder), accepted=True, ids=ids)

    def decline_proposals(self, rows: pd.DataFrame, *, coder: str | None = None) -> list[journal.Decision]:
        """Decline proposals, also ones this coder accepted. Returns the decisions made; take one back with :meth:`remove`."""
        return proposals.decide(self.journals, rows, self._coder(coder), accepted=False)

    def people_proposals(self) -> pd.DataFrame:
        """Participants who may be one person under two spellings, with the evidence; see ``propose_people``."""
        return proposals.propose_people(self.corpus, self.folder.key())

    def merge_people(self, participant: str, same_as: str, *, coder: str | None = None) -> journal.Decision:
        """Say that two participants are one person, `same_as`; taken back with :meth:`remove` or :meth:`separate_people`."""
        return proposals.merge_person(self.journals, self.folder.participants(), participant, same_as, self._coder(coder))

    def separate_people(self, participant: str, *, coder: str | None = None) -> int:
        """Take back this coder's merges of a participant; how many there were."""
        return proposals.separate_person(self.journals, participant, self._coder(coder))

    # results

    def frame(self, of: str = "codings", *, coder: str | None = None) -> pd.DataFrame:
        """Codings as a frame that knows author, depth, thread and what is answered (see ``Codings.to_frame``).

        ``of="suggestions"``: the same columns for what the rules propose, with ``coder="(rules)"``.
        """
        if of == "codings":
            return (self.codings if coder is None else self.codings.where(coder=coder)).to_frame(self.corpus)
        if of != "suggestions":
            raise UnknownId("kind of frame", of, ("codings", "suggestions"), "a study")
        from ethnography.autocode import code_corpus

        return review.as_codings(code_corpus(self.corpus, self.codebook)).to_frame(self.corpus)

    def frequency(
        self,
        unit: str = "comment",
        *,
        by: str | None = None,
        of: str = "codings",
        coder: str | None = None,
        include_children: bool = True,
    ) -> pd.DataFrame:
        """How many comments, authors and threads carry each code; see ``analysis.count_codes``."""
        from ethnography.analysis import count_codes

        table = self.frame(of, coder=coder)
        return count_codes(table, self.corpus, self.codebook, unit=unit, by=by, include_children=include_children)

    def pairs(self, *, of: str = "codings", coder: str | None = None) -> pd.DataFrame:
        """How many comments carry both of two codes; see ``analysis.count_pairs``."""
        from ethnography.analysis import count_pairs

        return count_pairs(self.frame(of, coder=coder), self.corpus, self.codebook)

    def keyword_in_context(self, query: str, *, width: int = 60, code: str | None = None) -> pd.DataFrame:
        """Every place where a word, stem* or phrase stands, with its context; see ``analysis.keyword_in_context``."""
        from ethnography.analysis import keyword_in_context

        codings = self.frame() if code else None
        return keyword_in_context(self.corpus, query, width=width, codings=codings, code=code)

    def quotes(self, code: str | None = None, *, context: str = "sentence", of: str = "codings", **choices: Any) -> pd.DataFrame:
        """Quotes under a code and its children, with context, attribution and id, names masked; see ``select_quotes``."""
        from ethnography.quotes import select_quotes

        codes = None if code is None else self.codebook.descendants(code)
        choices = {"seed": self.settings.seed, **choices}
        return select_quotes(self.frame(of), self.corpus, codes=codes, context=context, mask=self.mask, **choices)

    def disagreements(self) -> pd.DataFrame:
        """Where coders differ on comments that both have seen, and what the consensus coder decided; see ``disagreement_queue``."""
        return review.disagreement_queue(self.state, self.corpus)

    def to_html(self, thread: str, path: str | Path | None = None, *, coders: Iterable[str] | None = None) -> Path:
        """Write a coded thread as one HTML file to read in any browser, names masked (in ``reports/`` by default).

        Raises ``StudyProblem`` where names cannot be masked because the key to them is not here.
        """
        from ethnography.desk import thread_page

        if self.warning:
            advice = 'Import the sources again to restore it; or write disguise = "none", if names may be read.'
            raise StudyProblem(self.folder.names_file, "it is missing, so names in the page would not be masked", advice)
        to = (
            Path(path)
            if path
            else self.folder.reports / f"{slug(self.mask(self.corpus.thread(thread).title), 60)}-{digest(thread)[:4]}.html"
        )
        storage.write_whole(to, thread_page(self, thread, coders).encode("utf-8"))
        return to

    def report(self, path: str | Path | None = None, *, of: str = "codings", made_at: str | None = None) -> Path:
        """Write the coded-quote report, one self-contained HTML file; returns where it is (``reports/`` by default)."""
        from ethnography.report import write_report

        return write_report(
            Path(path) if path else self.folder.reports / "report.html",
            settings=self.settings,
            corpus=self.corpus,
            codebook=self.codebook,
            codings=self.frame(of),
            memos=self.memos,
            provenance=self.folder.provenance(),
            problems=self.problems(show_names=False),
            mask=self.mask,
            made_at=made_at or datetime.now().strftime("%Y-%m-%d %H:%M"),
            suggested=of == "suggestions",
        )

    # inside

    def _made_by(self, events: Iterable[journal.Event]) -> list[Coding]:
        """The codings that these events made."""
        return [self.codings[event["id"]] for event in events if event["id"] in self.codings]

    def _coder(self, given: str | None) -> str:
        return self.settings.coder_named(given)

    def _write(self, events: list[journal.Event]) -> list[journal.Event]:
        self.journals.append(events)
        return events


def new_study(path: str | Path, *, name: str | None = None, coder: str | None = None, codebook: str | Path | None = None) -> Study:
    """Make a study folder with study.toml, a codebook and a first notebook, and open it. Nothing existing is overwritten."""
    from ethnography.starter import lay_out

    lay_out(Path(path), name=name, coder=coder, codebook=codebook)
    return Study.open(path)
