"""How far two values are apart, for Krippendorff's alpha: nominal, ordinal, interval, ratio, and of sets of codes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Matrix = npt.NDArray[np.float64]

LEVELS = ("nominal", "ordinal", "interval", "ratio")
Distance = Callable[[Any, Any], float]
BLOCK = 512  # so many rows of distances are held at once


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


def distance_rows(
    level: str, distance: str | Distance | None, values: Sequence[Hashable], totals: Matrix
) -> Iterator[tuple[int, Matrix]]:
    """Squared differences of the values, ``(b, q)`` some rows at a time with the place of the first, as sets can be many.

    `totals`: how often each was given (the ordinal level needs it).
    """
    import numpy as np

    rows = _rows_of(level, distance, values, totals)
    for start in range(0, len(values), BLOCK):
        yield start, np.asarray(rows(slice(start, start + BLOCK)), dtype=float)


def _rows_of(level: str, distance: str | Distance | None, values: Sequence[Hashable], totals: Matrix) -> Callable[[slice], Matrix]:
    import numpy as np

    if distance is not None:
        apart = SET_DISTANCES[distance] if isinstance(distance, str) else distance
        if apart in _FROM_SIZES and all(isinstance(value, frozenset) for value in values):
            return _set_rows(_FROM_SIZES[apart], values)  # type: ignore[arg-type]
        return lambda some: np.array([[apart(one, other) for other in values] for one in values[some]], dtype=float)
    q = len(values)
    if level == "nominal":
        return lambda some: 1 - np.eye(q)[some]
    if level == "ordinal":
        middle = np.cumsum(totals) - totals / 2  # the values between two, and half of each of them
        return lambda some: np.asarray((middle[some, None] - middle[None, :]) ** 2)
    try:
        x = np.array([float(value) for value in values])  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise ValueError(f"level {level!r} needs numbers, and the values are {values[:3]} …; codes are nominal") from None
    if level == "interval":
        return lambda some: np.asarray((x[some, None] - x[None, :]) ** 2)

    def ratio(some: slice) -> Matrix:
        apart_, total = x[some, None] - x[None, :], x[some, None] + x[None, :]
        return np.asarray(np.divide(apart_, total, out=np.zeros_like(apart_), where=total != 0) ** 2)

    return ratio


# The distances of sets once more, of many sets at once: from the sizes of what two have in common, of both together, and of each.


def _jaccard_of(common: Matrix, union: Matrix, one: Matrix, other: Matrix) -> Matrix:
    import numpy as np

    return 1 - np.divide(common, union, out=np.ones_like(common), where=union > 0)


def _steps_of(common: Matrix, union: Matrix, one: Matrix, other: Matrix) -> Matrix:
    """0 for equal sets, 1 where one holds the other, 2 where they overlap, 3 where they share nothing."""
    import numpy as np

    equal, holds = common == union, (common == one) | (common == other)
    return np.where(equal, 0.0, np.where(holds, 1.0, np.where(common > 0, 2.0, 3.0)))


def _masi_of(*sizes: Matrix) -> Matrix:
    return 1 - (1 - _jaccard_of(*sizes)) * (1 - _steps_of(*sizes) / 3)


_FROM_SIZES: dict[Distance, Callable[..., Matrix]] = {
    jaccard: _jaccard_of,
    masi_passonneau: _masi_of,
    masi_product: lambda *sizes: _jaccard_of(*sizes) * _steps_of(*sizes) / 3,
    set_ordinal: lambda *sizes: _steps_of(*sizes) / 3,
}


def _set_rows(formula: Callable[..., Matrix], values: Sequence[frozenset[Any]]) -> Callable[[slice], Matrix]:
    import numpy as np

    place = {member: number for number, member in enumerate(dict.fromkeys(member for value in values for member in value))}
    members = np.zeros((len(values), len(place)))
    for row, value in enumerate(values):
        members[row, [place[member] for member in value]] = 1
    sizes = members.sum(axis=1)

    def rows(some: slice) -> Matrix:
        common = members[some] @ members.T
        one, other = np.broadcast_arrays(sizes[some, None], sizes[None, :])
        return formula(common, one + other - common, one, other)

    return rows
