"""Cohen's kappa: two coders, each with habits of their own."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from ethnography.agreement.nouns import Agreement, chance_corrected
from ethnography.agreement.ratings import Table, UnitWeights, rate
from ethnography.agreement.weights import Weights, weight_matrix


def cohen_kappa(
    table: Table,
    *,
    categories: Iterable[Hashable] | None = None,
    weights: Weights = "identity",
    unit_weights: UnitWeights = None,
) -> Agreement:
    """Agreement of two coders beyond what their own distributions give by chance.

    `table`: ``(2, N)``; units that one has not seen are left out. `weights`: how much two values agree, see
    ``weight_matrix``. `unit_weights`: how many units each column stands for. Undefined where both always gave one and the same
    value. Raises ``TooLittle`` for other numbers of coders.

    Source: Cohen 1960, p. 45: .492.

    >>> round(cohen_kappa([[1, 1, 1, 0, 0], [1, 1, 0, 0, 0]]).value, 3)
    0.615
    """
    import numpy as np

    ratings = rate(table, "cohen_kappa", categories, coders=2, unit_weights=unit_weights)
    first, second = ratings.codes[:, ratings.pairable]
    q = len(ratings.categories)
    weight = weight_matrix(weights, ratings.categories)
    joint = np.zeros((q, q))
    np.add.at(joint, (first, second), ratings.times[ratings.pairable] / ratings.n)
    expected = float((weight * np.outer(joint.sum(axis=1), joint.sum(axis=0))).sum())
    return chance_corrected("cohen_kappa", float((weight * joint).sum()), expected, ratings.n, 2)
