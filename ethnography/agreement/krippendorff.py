"""Krippendorff's alpha: any number of coders, any level of measurement, missing values; sets of codes too."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from itertools import combinations
from typing import TYPE_CHECKING

from ethnography.agreement.distances import LEVELS, SET_DISTANCES, Distance, distance_rows
from ethnography.agreement.nouns import Agreement
from ethnography.agreement.ratings import Ratings, Table, UnitWeights, rate

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Matrix = npt.NDArray[np.float64]


def krippendorff_alpha(
    table: Table,
    *,
    level: str = "nominal",
    distance: str | Distance | None = None,
    categories: Iterable[Hashable] | None = None,
    unit_weights: UnitWeights = None,
) -> Agreement:
    """1 less the ratio of observed to expected disagreement.

    `table`: ``(M, N)`` coders × units, None or NaN for missing; units with one value are left out. `level`: ``nominal`` (codes),
    ``ordinal``, ``interval`` or ``ratio`` (numbers). `distance` for sets of codes: ``jaccard``, ``masi_passonneau`` (also
    ``masi``), ``masi_product``, ``set_ordinal``, or a function of two values. `categories` gives the order of ordinal values.
    `unit_weights`: how many units each column stands for.

    `observed` and `expected` are disagreements. Undefined where there is one value only. Raises ``TooLittle``, ``ValueError``.

    Source: Krippendorff 2011, example C: nominal .743, ordinal .815, interval .849, ratio .797.

    >>> table = [[1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None], [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    ...          [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None], [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None]]
    >>> [round(krippendorff_alpha(table, level=level).value, 3) for level in ("nominal", "ordinal", "interval", "ratio")]
    [0.743, 0.815, 0.849, 0.797]
    """
    import numpy as np

    if level not in LEVELS:
        raise ValueError(f"level is one of {', '.join(LEVELS)}, not {level!r}")
    if isinstance(distance, str) and distance not in SET_DISTANCES:
        raise ValueError(f"distance is one of {', '.join(SET_DISTANCES)} or a function, not {distance!r}")
    ratings = rate(table, "krippendorff_alpha", categories, unit_weights=unit_weights)
    name = f"krippendorff_alpha ({distance if isinstance(distance, str) else 'own distance' if distance else level})"
    here = ratings.pairable
    values, times = ratings.values[here], ratings.times[here]
    n = float(values @ times)
    within, between = disagreements_of(ratings, level, distance, np.zeros(len(values), dtype=np.int64))
    observed = float(within @ times) / n
    expected = float(between[0, 0]) / (n * (n - 1))
    if expected <= 0:
        reason = "one value only: there is nothing to disagree about"
        return Agreement(name, None, observed, expected, ratings.n, ratings.coders, reason, "disagreement")
    return Agreement(name, 1 - observed / expected, observed, expected, ratings.n, ratings.coders, "", "disagreement")


def disagreements_of(
    ratings: Ratings, level: str, distance: str | Distance | None, groups: npt.NDArray[np.int64]
) -> tuple[Matrix, Matrix]:
    """What alpha is made of: ``(N,)`` the disagreement within each pairable unit, and ``(G, G)`` that of all values of two groups
    of units. `groups`: the group, from 0, of each of these units.

    Both add up: the observed disagreement is the mean of the first over all values, the expected one the sum of the second over
    all pairs of values. Where groups are drawn anew, no value needs to be looked at again.
    """
    import numpy as np
    from scipy.sparse import coo_array

    here = ratings.pairable
    codes, values, times = ratings.codes[:, here], ratings.values[here], ratings.times[here]
    shape = (int(groups.max()) + 1, len(ratings.categories))
    given = codes >= 0
    of, unit = codes[given], np.nonzero(given)[1]
    sums = coo_array((times[unit], (groups[unit], of)), shape=shape).tocsc()
    totals = np.bincount(of, weights=times[unit], minlength=shape[1]).astype(float)
    within, between = np.zeros(len(values)), np.zeros((shape[0], shape[0]))
    for start, rows in distance_rows(level, distance, ratings.categories, totals):
        stop = start + len(rows)
        between += sums[:, start:stop] @ (sums @ rows.T).T
        for one, other in combinations(codes, 2):
            both = (start <= one) & (one < stop) & (other >= 0)
            within[both] += 2 * rows[one[both] - start, other[both]]
    return within / (values - 1), between
