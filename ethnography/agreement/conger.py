"""Conger's kappa: Cohen's for any number of coders."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from ethnography.agreement.fleiss import agreement_by_unit
from ethnography.agreement.nouns import Agreement, chance_corrected
from ethnography.agreement.ratings import Table, UnitWeights, rate


def conger_kappa(table: Table, *, categories: Iterable[Hashable] | None = None, unit_weights: UnitWeights = None) -> Agreement:
    """Agreement of any number of coders beyond what each coder's own distribution gives by chance.

    `table`: ``(M, N)``; with two coders and nothing missing it is Cohen's kappa. `unit_weights`: how many units
    each column stands for. Undefined where there is one value only, and
    where a coder has seen nothing. Raises ``TooLittle``.

    Source: Conger 1980; Gwet 2014 (12 units, 4 coders): .76282.

    >>> round(conger_kappa([[1, 1, 1, 0, 0], [1, 1, 0, 0, 0]]).value, 3)
    0.615
    """
    import numpy as np

    ratings = rate(table, "conger_kappa", categories, unit_weights=unit_weights)
    coders, q = ratings.coders, len(ratings.categories)
    n = ratings.n
    each = np.stack([(ratings.codes == k) @ ratings.times for k in range(q)], axis=1)
    if not each.sum(axis=1).all():
        return Agreement("conger_kappa", None, None, None, n, coders, "a coder has seen none of the units")
    shares = each / each.sum(axis=1, keepdims=True)
    mean, spread = shares.mean(axis=0), shares.var(axis=0, ddof=1)
    expected = float((mean**2 - spread / coders).sum())
    return chance_corrected("conger_kappa", agreement_by_unit(ratings), expected, n, coders)
