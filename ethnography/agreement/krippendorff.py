"""Krippendorff's alpha: any number of coders, any level of measurement, missing values; sets of codes too."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from ethnography.agreement.distances import LEVELS, SET_DISTANCES, Distance, distance_matrix
from ethnography.agreement.nouns import Agreement
from ethnography.agreement.ratings import Table, rate


def krippendorff_alpha(
    table: Table,
    *,
    level: str = "nominal",
    distance: str | Distance | None = None,
    categories: Iterable[Hashable] | None = None,
) -> Agreement:
    """1 less the ratio of observed to expected disagreement.

    `table`: ``(M, N)`` coders × units, None or NaN for missing; units with one value are left out. `level`: ``nominal`` (codes),
    ``ordinal``, ``interval`` or ``ratio`` (numbers). `distance` for sets of codes: ``jaccard``, ``masi_passonneau`` (also
    ``masi``), ``masi_product``, ``set_ordinal``, or a function of two values. `categories` gives the order of ordinal values.

    `observed` and `expected` are disagreements. Undefined where there is one value only. Raises ``TooLittle``, ``ValueError``.

    Source: Krippendorff 2011, example C: nominal .743, ordinal .815, interval .849, ratio .797.

    >>> table = [[1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None], [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    ...          [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None], [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None]]
    >>> [round(krippendorff_alpha(table, level=level).value, 3) for level in ("nominal", "ordinal", "interval", "ratio")]
    [0.743, 0.815, 0.849, 0.797]
    """
    if level not in LEVELS:
        raise ValueError(f"level is one of {', '.join(LEVELS)}, not {level!r}")
    if isinstance(distance, str) and distance not in SET_DISTANCES:
        raise ValueError(f"distance is one of {', '.join(SET_DISTANCES)} or a function, not {distance!r}")
    ratings = rate(table, "krippendorff_alpha", categories)
    name = f"krippendorff_alpha ({distance if isinstance(distance, str) else 'own distance' if distance else level})"
    counts = ratings.counts[ratings.pairable]
    values = counts.sum(axis=1)
    totals = counts.sum(axis=0)
    n = float(totals.sum())
    apart = distance_matrix(level, distance, ratings.categories, totals)
    within = (((counts @ apart) * counts).sum(axis=1) / (values - 1)).sum()
    observed = float(within / n)
    expected = float(totals @ apart @ totals) / (n * (n - 1))
    if expected <= 0:
        reason = "one value only: there is nothing to disagree about"
        return Agreement(name, None, observed, expected, len(counts), ratings.coders, reason, "disagreement")
    return Agreement(name, 1 - observed / expected, observed, expected, len(counts), ratings.coders, "", "disagreement")
