"""Gwet's AC1, and AC2 for ordered values: chance is small where most units plainly belong to one category."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from ethnography.agreement.fleiss import agreement_by_unit, mean_shares
from ethnography.agreement.nouns import Agreement, chance_corrected
from ethnography.agreement.ratings import Table, rate
from ethnography.agreement.weights import weight_matrix


def gwet_ac1(table: Table, *, categories: Iterable[Hashable] | None = None) -> Agreement:
    """Gwet's first agreement coefficient, for categories without order.

    `table`: ``(M, N)``. Give `categories`: their number is the codebook's. Undefined with one category. Raises ``TooLittle``.

    Source: Gwet 2014 (12 units, 4 coders, 5 categories): .77544.

    >>> round(gwet_ac1([[1, 1, 0, 0], [1, 0, 0, 0]], categories=[0, 1]).value, 3)
    0.529
    """
    return _gwet("gwet_ac1", table, categories, "identity")


def gwet_ac2(table: Table, *, categories: Iterable[Hashable] | None = None, weights: str = "quadratic") -> Agreement:
    """Gwet's second agreement coefficient, for ordered values: near misses count in part (see ``weight_matrix``).

    Source: Gwet 2014; Cohen 1960, p. 45 with quadratic weights: .63855.

    >>> round(gwet_ac2([[1, 2, 3, 3], [1, 2, 2, 3]], categories=[1, 2, 3]).value, 3)
    0.818
    """
    return _gwet("gwet_ac2", table, categories, weights)


def _gwet(name: str, table: Table, categories: Iterable[Hashable] | None, weights: str) -> Agreement:
    ratings = rate(table, name, categories)
    q, n = len(ratings.categories), int(ratings.pairable.sum())
    weight = weight_matrix(weights, ratings.categories)
    observed = agreement_by_unit(ratings, weight)
    if q < 2:
        reason = "one category only: chance has nothing to choose from"
        return Agreement(name, None, observed, None, n, ratings.coders, reason)
    shares = mean_shares(ratings)
    expected = float(weight.sum() * (shares * (1 - shares)).sum() / (q * (q - 1)))
    return chance_corrected(name, observed, expected, n, ratings.coders)
