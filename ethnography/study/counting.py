"""What the codings of a study say: frames, counts, words in context, agreement."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from ethnography import agreement, review, teamwork
from ethnography.errors import UnknownId
from ethnography.study.opened import Opened

if TYPE_CHECKING:
    import pandas as pd

    from ethnography.analysis.query import Query


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
        intervals: bool | None = None,
    ) -> pd.DataFrame:
        """How many comments, authors and threads carry each code, with intervals; see ``analysis.count_codes``."""
        from ethnography.analysis import count_codes

        table, seed = self.frame(of, coder=coder), self.settings.seed
        how: dict[str, Any] = {"include_children": include_children, "intervals": intervals}
        return count_codes(table, self.corpus, self.codebook, unit=unit, by=by, seed=seed, **how)

    def pairs(self, *, of: str = "codings", coder: str | None = None) -> pd.DataFrame:
        """How many comments carry both of two codes; see ``analysis.count_pairs``."""
        from ethnography.analysis import count_pairs

        return count_pairs(self.frame(of, coder=coder), self.corpus, self.codebook)

    def co_occurrence(
        self,
        *,
        where: str = "comment",
        within: int = 2,
        minimum: int = 3,
        permutations: int = 1000,
        of: str = "codings",
        coder: str | None = None,
    ) -> pd.DataFrame:
        """Which codes meet in a comment, in overlapping words or along replies, beyond chance; see ``analysis.measure_pairs``."""
        from ethnography.analysis import measure_pairs

        how: dict[str, Any] = {
            "where": where,
            "within": within,
            "minimum": minimum,
            "permutations": permutations,
            "seed": self.settings.seed,
        }
        return measure_pairs(self.frame(of, coder=coder), self.corpus, self.codebook, **how)

    def transitions(
        self, *, replies: str = "all", permutations: int = 1000, of: str = "codings", coder: str | None = None
    ) -> pd.DataFrame:
        """Which code answers which, with p-values that respect threads; see ``analysis.count_transitions``."""
        from ethnography.analysis import count_transitions

        how: dict[str, Any] = {"replies": replies, "permutations": permutations, "seed": self.settings.seed}
        return count_transitions(self.frame(of, coder=coder), self.corpus, self.codebook, **how)

    def timeline(self, *, per: str = "month", of: str = "codings", coder: str | None = None) -> pd.DataFrame:
        """Comments with each code by year, month or day; see ``analysis.count_over_time``."""
        from ethnography.analysis import count_over_time

        return count_over_time(self.frame(of, coder=coder), self.corpus, self.codebook, per=per)

    def saturation(self, *, order: str = "time", coder: str | None = None) -> pd.DataFrame:
        """New codes by comment as each coder goes on reading; see ``analysis.count_new_codes``."""
        from ethnography.analysis import count_new_codes

        return count_new_codes(self.frame(coder=coder), self.corpus, self.codebook, order=order, seen=self.state.seen)

    def network(self, *, code: str | None = None, by_code: bool = False) -> pd.DataFrame:
        """Who answers whom: in all replies, in those that carry a code or one below it, or code by code.

        See ``analysis.count_replies`` and ``analysis.count_replies_by_code``.
        """
        from ethnography.analysis import count_replies, count_replies_by_code

        if by_code:
            table = count_replies_by_code(self.corpus, self.frame(), self.codebook)
            return table if code is None else table[table["code"] == self.codebook.code(code).id].reset_index(drop=True)
        return count_replies(self.corpus, self.frame(), code=None if code is None else self.codebook.descendants(code))

    def keyness(
        self,
        group: str | Collection[str],
        *,
        rest: Collection[str] | None = None,
        minimum: int = 3,
        permutations: int = 10_000,
    ) -> pd.DataFrame:
        """Which words are typical of the comments with a code, or of these comments (ids); see ``analysis.compare_words``."""
        from ethnography.analysis import compare_words

        codes = self.codebook.descendants(group) if isinstance(group, str) else ()
        frame = self.frame()
        ids = frame["comment"][frame["code"].isin(codes) & frame["kind"].ne("pingback")] if codes else group
        how: dict[str, Any] = {"minimum": minimum, "permutations": permutations, "seed": self.settings.seed}
        return compare_words(self.corpus, list(ids), rest=rest, **how)

    def collocations(self, query: Query, *, window: int = 5, minimum: int = 3) -> pd.DataFrame:
        """Which words stand near a term; see ``analysis.collocates_of``."""
        from ethnography.analysis import collocates_of

        return collocates_of(self.corpus, query, window=window, minimum=minimum)

    def keyword_in_context(
        self,
        query: Query,
        *,
        width: int = 60,
        code: str | Collection[str] | None = None,
        without: str | Collection[str] = (),
        sort: str = "corpus",
    ) -> pd.DataFrame:
        """Every place where a word, stem*, phrase or rule stands, with its context, names as they stand in the texts.

        See ``analysis.keyword_in_context``.
        """
        from ethnography.analysis import keyword_in_context

        codings = self.frame() if code or without else None
        return keyword_in_context(self.corpus, query, width=width, codings=codings, code=code, without=without, sort=sort)

    def agreement(
        self,
        *coefficients: str,
        unit: str = "comment",
        coders: Sequence[str] | None = None,
        threshold: float | None = None,
        seed: int | None = None,
    ) -> pd.DataFrame:
        """Agreement by code on what two coders have seen, the consensus coder apart; see ``agreement_by_code``.

        `unit`: ``comment``, ``thread``, or ``character`` (NVivo's way; ``compare`` says what is wrong with it).
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
