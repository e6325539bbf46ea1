"""What the codings of a study say: frames, counts, words in context, agreement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ethnography import agreement, review, teamwork
from ethnography.errors import UnknownId
from ethnography.study.opened import Opened

if TYPE_CHECKING:
    import pandas as pd


class Counting(Opened):
    """Tables; each is made by the module named in its docstring."""

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

    def agreement(
        self,
        *coefficients: str,
        unit: str = "comment",
        coders: Sequence[str] | None = None,
        threshold: float | None = None,
        seed: int | None = None,
    ) -> pd.DataFrame:
        """Agreement by code on what two coders have seen, the consensus coder apart; see ``agreement_by_code``.

        `coefficients`: further ones by name, a column each. A reflexive study asks for at least one by name.
        """
        heading = agreement.heading_of(self.settings.approach, coefficients)
        state, book = self.state, self.codebook
        seen = {pair for pair in state.seen if pair[0] != teamwork.CONSENSUS}
        found = agreement.compare(state.codings, seen, self.corpus, book, unit=unit, coders=coders)
        drawn = self.settings.seed if seed is None else seed
        table = agreement.agreement_by_code(
            found, state.codings, self.corpus, book, coefficients=coefficients, threshold=threshold, seed=drawn
        )
        table.attrs["heading"] = heading
        return table
