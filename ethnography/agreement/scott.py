"""Scott's pi: two coders, one distribution of values that both share."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from ethnography.agreement.nouns import Agreement, chance_corrected
from ethnography.agreement.ratings import Table, UnitWeights, rate


def scott_pi(table: Table, *, categories: Iterable[Hashable] | None = None, unit_weights: UnitWeights = None) -> Agreement:
    """Agreement of two coders beyond what the values' common distribution gives by chance.

    `table`: ``(2, N)``; units that one has not seen are left out. `unit_weights`: how many units each
    column stands for. Undefined where there is one value only. Raises ``TooLittle``.

    Source: Scott 1955; Artstein & Poesio 2008, p. 558: .341.

    >>> round(scott_pi([[1, 1, 1, 0, 0], [1, 1, 0, 0, 0]]).value, 3)
    0.6
    """
    ratings = rate(table, "scott_pi", categories, coders=2, unit_weights=unit_weights)
    counts, times = ratings.counts[ratings.pairable], ratings.times[ratings.pairable]
    shares = times @ counts / (2 * ratings.n)
    observed = float(times @ (counts * (counts - 1)).sum(axis=1) / (2 * ratings.n))
    return chance_corrected("scott_pi", observed, float((shares**2).sum()), ratings.n, 2)
