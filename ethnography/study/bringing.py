"""Bringing material into a study, and showing that all of it follows from the sources."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ethnography import intake
from ethnography.errors import StudyProblem
from ethnography.study.opened import Opened


class Bringing(Opened):
    """Imports."""

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
        """Add a name that stands in the texts to the key: masked from now on, as this participant or as ``[name]``.

        A name that is somebody's already stays that participant's. Raises ``StudyProblem`` where it is another's, or no name.
        """
        if participant is not None:
            self.corpus.participant(participant)
        name = name.strip()
        if not name:
            raise StudyProblem("the name to mask", "it is empty", "Give the name as it stands in the texts.")
        key = self.folder.key()
        whose = key.names.get(name)
        if participant is not None and whose not in (None, participant):
            found = f"it is the name of {whose}, not of {participant}"
            raise StudyProblem("the name to mask", found, "Are the two one person? See: ethnography people --merge.")
        self.folder.write_key(type(key)({**key.names, name: whose or participant}))
