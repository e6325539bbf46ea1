"""Questions that a study is judged by: how good the rules are, which codings stand together, what each case says of each code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ethnography.study.counting import Counting

if TYPE_CHECKING:
    import pandas as pd


class Judging(Counting):
    """Rules against people, codings against codings, cases × codes."""

    def evaluate_rules(self, *, coder: str | None = None) -> pd.DataFrame:
        """Precision, recall and F1 of the rules against what a coder coded, on what that coder has read; see ``measure_rules``."""
        from ethnography.analysis.rule_quality import measure_rules

        found, made, seen = self._rules_and(self._coder(coder))
        return measure_rules(found, made, seen, self.codebook)

    def false_suggestions(self, *, coder: str | None = None, code: str | None = None) -> pd.DataFrame:
        """What the rules suggest and the coder did not code, and what they miss, in context, names masked; see ``list_false``."""
        from ethnography.analysis.rule_quality import list_false

        table = list_false(*self._rules_and(self._coder(coder)), self.corpus)
        if code is not None:
            table = table[table["code"] == self.codebook.code(code).id].reset_index(drop=True)
        mask = self.mask
        return table.assign(quote=table["quote"].map(mask), sentence=table["sentence"].map(mask))

    def find_pairs(
        self,
        code: str,
        relation: str,
        other: str,
        *,
        within: int = 100,
        coder: str | None = None,
        include_children: bool = True,
        **attributes: Any,
    ) -> pd.DataFrame:
        """Pairs of codings that stand in a relation (overlaps, near, precedes, answers …), names masked; see ``find_pairs``."""
        from ethnography.analysis.querying import find_pairs

        codes = [self.codebook.descendants(id) if include_children else [self.codebook.code(id).id] for id in (code, other)]
        table = find_pairs(self.frame(coder=coder), codes[0], relation, codes[1], within=within, **attributes)
        mask = self.mask
        return table.assign(quote=table["quote"].map(mask), other_quote=table["other_quote"].map(mask))

    def framework(
        self,
        unit: str = "author",
        *,
        summaries: Mapping[tuple[str, str], str] | None = None,
        coder: str | None = None,
        include_children: bool = True,
    ) -> pd.DataFrame:
        """What each author, thread or comment says of each code: quotes by id, and your summaries; see ``framework_matrix``."""
        from ethnography.analysis.framework import framework_matrix

        table = self.frame(coder=coder)
        return framework_matrix(
            table, self.corpus, self.codebook, unit=unit, summaries=summaries, include_children=include_children
        )

    def framework_table(self, table: pd.DataFrame, *, longest: int = 80) -> pd.DataFrame:
        """A table of :meth:`framework` as cases × codes for reading, names masked; save it with ``to_excel``. See ``as_matrix``."""
        from ethnography.analysis.framework import as_matrix

        return as_matrix(table, self.frame(), longest=longest, mask=self.mask)

    def _rules_and(self, coder: str) -> tuple[pd.DataFrame, pd.DataFrame, set[str]]:
        """Suggestions, this coder's codings, and the comments that this coder has read."""
        from ethnography.autocode import code_corpus

        seen = {comment for who, comment in self.state.seen if who == coder and comment in self.corpus}
        return code_corpus(self.corpus, self.codebook), self.frame(coder=coder), seen
