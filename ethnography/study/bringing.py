"""Bringing material into a study, and showing that all of it follows from the sources."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ethnography import intake
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
        """Add a name that stands in the texts to the key: masked from now on, as this participant or as ``[name]``."""
        if participant is not None:
            self.corpus.participant(participant)
        key = self.folder.key()
        self.folder.write_key(type(key)({**key.names, name: participant}))
