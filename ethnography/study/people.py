"""Who wrote what, what it answers, and who is one person: proposed by the texts, decided by people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ethnography import intake, journal, proposals
from ethnography.study.opened import Opened

if TYPE_CHECKING:
    import pandas as pd


class People(Opened):
    """Proposals about authors, reply links and people."""

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
