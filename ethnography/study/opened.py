"""The study as a folder opened: its settings, corpus, codebook, journals, and how what is written to it is checked."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Self

from ethnography import journal, proposals, storage, teamwork
from ethnography.codebook import Codebook, read_codebook
from ethnography.coding import Coding, Codings, check_quotes
from ethnography.corpus import Corpus
from ethnography.memo import Memo
from ethnography.pseudonyms import KEY_MISSING, Mask, is_key_missing, unmasked


class Opened:
    """What a study holds; see :class:`~ethnography.study.Study`."""

    def __init__(self, folder: storage.Folder) -> None:
        self.folder = folder
        self.settings = folder.settings()
        self.journals = journal.Journals(folder.journals)
        self._codebook: tuple[int | None, Codebook] | None = None
        self._corpus: tuple[tuple[journal.Decision, ...], proposals.Agreed, Corpus] | None = None

    @classmethod
    def open(cls, path: str | Path = ".") -> Self:
        """The study in this folder or the nearest one above it. Raises ``StudyProblem``, ``BadFile``."""
        return cls(storage.find_folder(path))

    def __repr__(self) -> str:
        return f"Study({self.settings.name!r}, {self.corpus!r}, {self.codings!r})"

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
        known = self.settings.coders
        strangers = sorted({coding.coder for coding in self.codings} - {*known, teamwork.CONSENSUS}) if known else []
        found += [
            f"{who} has codings and is not among the coders of study.toml ({', '.join(known)}): add the name there."
            for who in strangers
        ]
        return found + ([] if self.settings.disguise == "none" else unmasked(self.corpus, self.folder.key(), show_names))

    # inside

    def _made_by(self, events: Iterable[journal.Event]) -> list[Coding]:
        """The codings that these events made."""
        return [self.codings[event["id"]] for event in events if event["id"] in self.codings]

    def _coder(self, given: str | None) -> str:
        return self.settings.coder_named(given)

    def _write(self, events: list[journal.Event]) -> list[journal.Event]:
        self.journals.append(events)
        return events
