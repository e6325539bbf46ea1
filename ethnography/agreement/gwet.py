"""Gwet's AC1, and AC2 for ordered values: chance is small where most units plainly belong to one category."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from ethnography.agreement.fleiss import agreement_by_unit, mean_shares
from ethnography.agreement.nouns import Agreement, chance_corrected
from ethnography.agreement.ratings import Table, UnitWeights, rate
from ethnography.agreement.weights import Weights, weight_matrix


def gwet_ac1(table: Table, *, categories: Iterable[Hashable] | None = None, unit_weights: UnitWeights = None) -> Agreement:
    """Gwet's first agreement coefficient, for categories without order.

    `table`: ``(M, N)``. Give `categories`: their number is the codebook's. `unit_weights`: how many units each
    column stands for. Undefined with one category. Raises ``TooLittle``.

    Source: Gwet 2014 (12 units, 4 coders, 5 categories): .77544.

    >>> round(gwet_ac1([[1, 1, 0, 0], [1, 0, 0, 0]], categories=[0, 1]).value, 3)
    0.529
    """
    return _gwet("gwet_ac1", table, categories, "identity", unit_weights)


def gwet_ac2(
    table: Table,
    *,
    categories: Iterable[Hashable] | None = None,
    weights: Weights = "quadratic",
    unit_weights: UnitWeights = None,
) -> Agreement:
    """Gwet's second agreement coefficient, for ordered values: near misses count in part.

    `weights`: how much two values agree, see ``weight_matrix``. `unit_weights`: how many units each column stands for.

    Source: Gwet 2014; Cohen 1960, p. 45 with quadratic weights: .63855.

    >>> round(gwet_ac2([[1, 2, 3, 3], [1, 2, 2, 3]], categories=[1, 2, 3]).value, 3)
    0.818
    """
    return _gwet("gwet_ac2", table, categories, weights, unit_weights)


def _gwet(name: str, table: Table, categories: Iterable[Hashable] | None, weights: Weights, unit_weights: UnitWeights) -> Agreement:
    ratings = rate(table, name, categories, unit_weights=unit_weights)
    q, n = len(ratings.categories), ratings.n
    weight = weight_matrix(weights, ratings.categories)
    observed = agreement_by_unit(ratings, weight)
    if q < 2:
        reason = "one category only: chance has nothing to choose from"
        return Agreement(name, None, observed, None, n, ratings.coders, reason)
    shares = mean_shares(ratings)
    expected = float(weight.sum() * (shares * (1 - shares)).sum() / (q * (q - 1)))
    return chance_corrected(name, observed, expected, n, ratings.coders)
