"""What leaves a study: quotes, a coded thread as a page, the report, the methods section. Names are masked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ethnography import methods, storage
from ethnography.errors import StudyProblem, TooLittle
from ethnography.study.judging import Judging
from ethnography.study.working import Working
from ethnography.text import digest, slug

if TYPE_CHECKING:
    import pandas as pd


class Writing(Judging, Working):
    """Quotes, pages, reports, and the methods section."""

    def quotes(self, code: str | None = None, *, context: str = "sentence", of: str = "codings", **choices: Any) -> pd.DataFrame:
        """Quotes under a code and its children, with context, attribution and id, names masked; see ``select_quotes``."""
        from ethnography.quotes import select_quotes

        codes = None if code is None else self.codebook.descendants(code)
        choices = {"seed": self.settings.seed, **choices}
        return select_quotes(self.frame(of), self.corpus, codes=codes, context=context, mask=self.mask, **choices)

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

        suggested = of == "suggestions"
        table, reason = (None, "") if suggested else self._agreement()
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
            suggested=suggested,
            agreement=table,
            no_agreement=reason,
        )

    def methods_note(self, *coefficients: str, unit: str = "comment", threshold: float | None = None) -> methods.MethodsNote:
        """The paragraphs for the thesis from what the study knows, and a list of what they lack; see ``methods.methods_note``.

        `coefficients, unit, threshold`: as for :meth:`agreement`. A reflexive study has none unless one is named.
        """
        return methods.methods_note(self._facts(coefficients, unit, threshold), mask=self.mask)

    def checklist(self, name: str, *coefficients: str) -> pd.DataFrame:
        """The items of ``COREQ`` or ``SRQR``, each filled, not applicable or missing, with a draft; see ``methods.check_items``."""
        return methods.check_items(self._facts(coefficients, "comment", None), name, mask=self.mask)

    def _facts(self, coefficients: tuple[str, ...], unit: str, threshold: float | None) -> methods.Facts:
        """What the study knows of itself; agreement where there is something to compare and it is wanted."""
        table, reason = self._agreement(coefficients, unit, threshold)
        return methods.gather_facts(
            settings=self.settings,
            corpus=self.corpus,
            codebook=self.codebook,
            state=self.state,
            provenance=self.folder.provenance(),
            edited=len(self.folder.versions()),
            agreement=table,
            no_agreement=reason,
        )

    def _agreement(
        self, coefficients: tuple[str, ...] = (), unit: str = "comment", threshold: float | None = None
    ) -> tuple[pd.DataFrame | None, str]:
        """The table of agreement, or why there is none."""
        try:
            return self.agreement(*coefficients, unit=unit, threshold=threshold), ""
        except TooLittle as error:
            several = len({coding.coder for coding in self.codings}) > 1
            return None, f"No agreement was computed: {error.found}." if several else ""
        except StudyProblem:
            return None, "No coefficient of agreement is given, since the study is reflexive."
