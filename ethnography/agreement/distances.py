"""How far two values are apart, for Krippendorff's alpha: nominal, ordinal, interval, ratio, and of sets of codes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Matrix = npt.NDArray[np.float64]

LEVELS = ("nominal", "ordinal", "interval", "ratio")
Distance = Callable[[Any, Any], float]


def jaccard(one: frozenset[Any], other: frozenset[Any]) -> float:
    """1 less the share of codes that two sets have in common; 0 for two empty sets.

    >>> jaccard(frozenset("ab"), frozenset("bc"))
    0.6666666666666667
    """
    return 1 - len(one & other) / len(one | other) if one | other else 0.0


def _monotonicity(one: frozenset[Any], other: frozenset[Any]) -> float:
    """1 for equal sets, 2/3 where one holds the other, 1/3 where they overlap, 0 where they share nothing."""
    if one == other:
        return 1.0
    if one <= other or other <= one:
        return 2 / 3
    return 1 / 3 if one & other else 0.0


def masi_passonneau(one: frozenset[Any], other: frozenset[Any]) -> float:
    """MASI as Passonneau (2006) has it: 1 less Jaccard's similarity times the monotonicity.

    >>> round(masi_passonneau(frozenset("ab"), frozenset("a")), 3)
    0.667
    """
    return 1 - (1 - jaccard(one, other)) * _monotonicity(one, other)


def masi_product(one: frozenset[Any], other: frozenset[Any]) -> float:
    """The other formula that is called MASI: Jaccard's distance times {0, 1/3, 2/3, 1}. Say which one you used.

    >>> round(masi_product(frozenset("ab"), frozenset("a")), 3)
    0.167
    """
    return jaccard(one, other) * set_ordinal(one, other)


def set_ordinal(one: frozenset[Any], other: frozenset[Any]) -> float:
    """0 for equal sets, 1/3 where one holds the other (all hold the empty one), 2/3 where they overlap, 1 otherwise."""
    if one == other:
        return 0.0
    if one <= other or other <= one:
        return 1 / 3
    return 2 / 3 if one & other else 1.0


SET_DISTANCES: dict[str, Distance] = {
    "jaccard": jaccard,
    "masi": masi_passonneau,
    "masi_passonneau": masi_passonneau,
    "masi_product": masi_product,
    "set_ordinal": set_ordinal,
}


def distance_matrix(level: str, distance: str | Distance | None, values: Sequence[Hashable], totals: Matrix) -> Matrix:
    """``(q, q)`` squared differences of the values in order. `totals`: how often each was given (the ordinal level needs it)."""
    import numpy as np

    if distance is not None:
        apart = SET_DISTANCES[distance] if isinstance(distance, str) else distance
        return np.array([[apart(one, other) for other in values] for one in values], dtype=float)
    q = len(values)
    if level == "nominal":
        return 1 - np.eye(q)
    if level == "ordinal":
        middle = np.cumsum(totals) - totals / 2  # the values between two, and half of each of them
        squared: Matrix = (middle[:, None] - middle[None, :]) ** 2
        return squared
    x = np.array([float(value) for value in values])  # type: ignore[arg-type]
    apart_ = x[:, None] - x[None, :]
    if level == "interval":
        return np.asarray(apart_**2)
    total = x[:, None] + x[None, :]
    ratio: Matrix = np.divide(apart_, total, out=np.zeros_like(apart_), where=total != 0) ** 2
    return ratio
