"""Brennan & Prediger's kappa: chance is one over the number of categories."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from ethnography.agreement.fleiss import agreement_by_unit
from ethnography.agreement.nouns import Agreement, chance_corrected
from ethnography.agreement.ratings import Table, UnitWeights, rate
from ethnography.agreement.weights import Weights, weight_matrix


def brennan_prediger(
    table: Table,
    *,
    categories: Iterable[Hashable] | None = None,
    weights: Weights = "identity",
    unit_weights: UnitWeights = None,
) -> Agreement:
    """Agreement beyond what coders who choose among the categories at random would have (also Bennett's S, Randolph's kappa).

    `table`: ``(M, N)``. Give `categories`: their number is the codebook's, not that of those which happen to occur.
    `weights`: how much two values agree, see ``weight_matrix``. `unit_weights`: how many units each column stands for.
    Raises ``TooLittle``.

    Source: Brennan & Prediger 1981, p. 689: .4; Gwet 2014: .77273.

    >>> brennan_prediger([[1, 1, 0, 0], [1, 0, 0, 0]], categories=[0, 1]).value
    0.5
    """
    ratings = rate(table, "brennan_prediger", categories, unit_weights=unit_weights)
    weight = weight_matrix(weights, ratings.categories)
    expected = float(weight.sum()) / len(ratings.categories) ** 2
    return chance_corrected("brennan_prediger", agreement_by_unit(ratings, weight), expected, ratings.n, ratings.coders)
