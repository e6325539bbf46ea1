"""All terms of a codebook in one automaton: every place where one of them stands in a block."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property
from itertools import chain
from typing import NamedTuple

import ahocorasick_rs
import numpy as np
import numpy.typing as npt

from ethnography.autocode.block import NEWLINE, SPACE, Block, Places
from ethnography.autocode.fold import fold_text
from ethnography.autocode.terms import GAP, Term, span_at, term_of

_FITS_GAP = np.isin(np.arange(256), [SPACE, NEWLINE, ord("-")])
_FEW, _LONG = 300, 4  # terms, and bytes of the shortest of them, up to which hits inside words are the lesser cost
_STEPS = 64  # how far a star is followed step by step; words longer than that are rare


class Hits(NamedTuple):
    """Places of terms: number of the term, number of the comment in the block, start and end in code points; all 1-d."""

    terms: Places
    comments: Places
    starts: Places
    ends: Places


class TermIndex:
    """The different terms of a codebook, numbered, and the automaton that finds them."""

    def __init__(self, written: Iterable[str]) -> None:
        self._number_of: dict[str, int] = {}
        numbers: dict[Term, int] = {}
        for text in written:
            self._number_of.setdefault(text, numbers.setdefault(term_of(text), len(numbers)))
        self.terms = list(numbers)
        self.exact = np.array([term.exact for term in self.terms], np.bool_)
        self.before = np.array([term.words[0].before for term in self.terms], np.bool_)
        self.after = np.array([term.words[-1].after for term in self.terms], np.bool_)
        checks = [term.checks for term in self.terms]
        self.n_checks = np.array([len(found) for found in checks], np.int64)
        self.first_check = np.cumsum(self.n_checks) - self.n_checks
        self.check_places, self.check_bytes = np.array([*chain(*checks)], np.int64).reshape(-1, 2).T

    def numbers(self, written: Iterable[str]) -> Places:
        """The numbers of some of the terms, each once."""
        return np.unique(np.array([self._number_of[text] for text in written], np.int64))

    @cached_property
    def _between_spaces(self) -> tuple[ahocorasick_rs.BytesAhoCorasick, Places, Places]:
        """The automaton for texts in which a space stands at either end of every word; how many of them belong to each pattern.

        A space before every pattern spares hits inside words, and one before none makes the scan faster: what few terms gain by.
        """
        few = len(self.terms) <= _FEW and min(len(term.head) for term in self.terms) >= _LONG
        left = (~self.before & (not few)).astype(np.int64)
        right = (~self.after & ~self.exact).astype(np.int64)
        patterns = [b" " * a + term.head + b" " * b for term, a, b in zip(self.terms, left, right, strict=True)]
        return _automaton(patterns), left, right

    @cached_property
    def _anywhere(self) -> tuple[ahocorasick_rs.BytesAhoCorasick, Places, Places]:
        none = np.zeros(len(self.terms), np.int64)
        return _automaton([term.head for term in self.terms]), none, none

    def search(self, block: Block) -> Hits:
        """Every place of every term in the block, sorted by term, comment, start, end."""
        if not self.terms:
            return Hits(*(np.empty(0, np.int64) for _ in range(4)))
        automaton, left, right = self._anywhere if block.scripts_without_spaces else self._between_spaces
        found = automaton.find_matches_as_indexes(block.words, overlapping=True)
        terms, starts, ends = np.fromiter(chain.from_iterable(found), np.int64, 3 * len(found)).reshape(-1, 3).T
        starts, ends = starts + left[terms], ends - right[terms]
        kept = self._checked(block, terms, starts)
        terms, starts, ends = terms[kept], starts[kept], ends[kept]
        joins_next, joins_previous = block.joins
        later = self.exact[terms]
        _step(starts, np.flatnonzero(self.before[terms] & ~later), joins_next, -1)
        _step(ends, np.flatnonzero(self.after[terms] & ~later), joins_previous, 1)
        kept = later | ~(joins_next[starts - 1] | joins_previous[ends])
        terms, starts, ends = terms[kept], starts[kept], ends[kept]
        comments, starts, ends = block.spans(starts, ends)
        hits = self._exactly(block, Hits(terms, comments, starts, ends))
        order = np.lexsort((hits.ends, hits.starts, hits.comments, hits.terms))
        hits = Hits(*(column[order] for column in hits))
        again = np.logical_and.reduce([column[1:] == column[:-1] for column in hits])
        return Hits(*(column[np.r_[True, ~again][: len(column)]] for column in hits)) if again.any() else hits

    def _checked(self, block: Block, terms: Places, starts: Places) -> npt.NDArray[np.bool_]:
        """Which hits have the signs due in their gaps and punctuation."""
        signs = np.frombuffer(block.signs, np.uint8)
        kept: npt.NDArray[np.bool_] = signs[starts] != 0  # a space of a pattern may be the separator between two comments
        counts = self.n_checks[terms]
        hit = np.repeat(np.arange(len(terms)), counts)
        check = np.arange(len(hit)) - np.repeat(np.cumsum(counts) - counts - self.first_check[terms], counts)
        there = signs[starts[hit] + self.check_places[check]]
        due = self.check_bytes[check]
        fits = np.where(due == GAP, _FITS_GAP[there], there == due)
        kept[hit[~fits]] = False
        return kept

    def _exactly(self, block: Block, hits: Hits) -> Hits:
        """The hits, those of terms that need it checked one by one on the folded text of the comment."""
        doubtful = np.flatnonzero(self.exact[hits.terms])
        if not len(doubtful):
            return hits
        starts, ends, kept = hits.starts.copy(), hits.ends.copy(), np.ones(len(hits.ends), np.bool_)
        folded: dict[int, tuple[str, list[int]]] = {}
        for hit in doubtful.tolist():
            comment = int(hits.comments[hit])
            if comment not in folded:
                folded[comment] = fold_text(block.texts[comment].as_py())
            string, places = folded[comment]
            span = span_at(self.terms[hits.terms[hit]], string, bisect_left(places, starts[hit]))
            kept[hit] = span is not None
            if span is not None:
                starts[hit], ends[hit] = places[span[0]], places[span[1] - 1] + 1
        return Hits(*(column[kept] for column in hits._replace(starts=starts, ends=ends)))


def _automaton(patterns: list[bytes]) -> ahocorasick_rs.BytesAhoCorasick:
    return ahocorasick_rs.BytesAhoCorasick(patterns, implementation=ahocorasick_rs.Implementation.DFA)


def _step(places: Places, moving: Places, joins: npt.NDArray[np.bool_], step: int) -> None:
    """Move the boundaries of these hits, in place, to the end (or start) of the word they stand in."""
    for _ in range(_STEPS):
        moving = moving[joins[places[moving] - (step < 0)]]
        if not len(moving):
            return
        places[moving] += step
    for hit in moving.tolist():
        rest = joins[places[hit] :] if step > 0 else joins[: places[hit]][::-1]
        places[hit] += step * int(rest.argmin())
