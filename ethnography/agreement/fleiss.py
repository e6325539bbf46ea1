"""Fleiss' kappa, generalised to tables in which values are missing."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TYPE_CHECKING

from ethnography.agreement.nouns import Agreement, chance_corrected
from ethnography.agreement.ratings import Ratings, Table, UnitWeights, rate

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


def fleiss_kappa(table: Table, *, categories: Iterable[Hashable] | None = None, unit_weights: UnitWeights = None) -> Agreement:
    """Agreement of any number of coders beyond what the values' common distribution gives by chance.

    `table`: ``(M, N)``. Agreement is counted on units with two values or more, the distribution on all that have one (Gwet 2014).
    `unit_weights`: how many units each column stands for. Undefined where there is one value only. Raises ``TooLittle``.

    Source: Fleiss 1971, p. 379: 30 subjects, 6 raters, .430.

    >>> round(fleiss_kappa([[1, 1, 2, 2], [1, 1, 2, 1], [1, 2, 2, 2]]).value, 3)
    0.333
    """
    ratings = rate(table, "fleiss_kappa", categories, unit_weights=unit_weights)
    expected = float((mean_shares(ratings) ** 2).sum())
    return chance_corrected("fleiss_kappa", agreement_by_unit(ratings), expected, ratings.n, ratings.coders)


def agreement_by_unit(ratings: Ratings, weight: npt.NDArray[np.float64] | None = None) -> float:
    """The mean over units with two values or more of the share of pairs that agree (weighted where values are ordered)."""
    counts, times = ratings.counts[ratings.pairable], ratings.times[ratings.pairable]
    near = counts if weight is None else counts @ weight
    values = counts.sum(axis=1)
    return float(((counts * (near - 1)).sum(axis=1) / (values * (values - 1))) @ times / times.sum())


def mean_shares(ratings: Ratings) -> npt.NDArray[np.float64]:
    """``(q,)``: the mean over units with a value of the share of coders who gave each category."""
    here = ratings.counts.sum(axis=1) >= 1
    seen, times = ratings.counts[here], ratings.times[here]
    shares: npt.NDArray[np.float64] = times @ (seen / seen.sum(axis=1, keepdims=True)) / times.sum()
    return shares
