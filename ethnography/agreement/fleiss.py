"""Fleiss' kappa, generalised to tables in which values are missing."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TYPE_CHECKING

from ethnography.agreement.nouns import Agreement, chance_corrected
from ethnography.agreement.ratings import Ratings, Table, rate

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


def fleiss_kappa(table: Table, *, categories: Iterable[Hashable] | None = None) -> Agreement:
    """Agreement of any number of coders beyond what the values' common distribution gives by chance.

    `table`: ``(M, N)``. Agreement is counted on units with two values or more, the distribution on all that have one (Gwet 2014).
    Undefined where there is one value only. Raises ``TooLittle``.

    Source: Fleiss 1971, p. 379: 30 subjects, 6 raters, .430.

    >>> round(fleiss_kappa([[1, 1, 2, 2], [1, 1, 2, 1], [1, 2, 2, 2]]).value, 3)
    0.333
    """
    ratings = rate(table, "fleiss_kappa", categories)
    expected = float((mean_shares(ratings) ** 2).sum())
    return chance_corrected("fleiss_kappa", agreement_by_unit(ratings), expected, int(ratings.pairable.sum()), ratings.coders)


def agreement_by_unit(ratings: Ratings, weight: npt.NDArray[np.float64] | None = None) -> float:
    """The mean over units with two values or more of the share of pairs that agree (weighted where values are ordered)."""
    counts = ratings.counts[ratings.pairable]
    near = counts if weight is None else counts @ weight
    values = counts.sum(axis=1)
    return float(((counts * (near - 1)).sum(axis=1) / (values * (values - 1))).mean())


def mean_shares(ratings: Ratings) -> npt.NDArray[np.float64]:
    """``(q,)``: the mean over units with a value of the share of coders who gave each category."""
    seen = ratings.counts[ratings.counts.sum(axis=1) >= 1]
    shares: npt.NDArray[np.float64] = (seen / seen.sum(axis=1, keepdims=True)).mean(axis=0)
    return shares
