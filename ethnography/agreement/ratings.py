"""``Ratings``: a table of coders × units made ready for the coefficients: counts of values in each unit."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from numbers import Real
from typing import TYPE_CHECKING, Any

from ethnography.errors import TooLittle

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Counts = npt.NDArray[np.float64]
    Codes = npt.NDArray[np.int64]

Table = Any
"""Coders × units: a sequence of rows, a dict of rows by coder, an array ``(M, N)`` or a frame; None, NaN or NA where a coder has
not seen a unit. Or :class:`Ratings`, a table made ready before."""
UnitWeights = Iterable[int] | None
"""How many units each column stands for, whole numbers ``(N,)``; one each, if left out."""


@dataclass(frozen=True, eq=False)
class Ratings:
    """`codes`: ``(M, N)`` places in `categories`, -1 for missing; `times`: ``(N,)`` how many units each column stands for."""

    codes: Codes
    categories: tuple[Hashable, ...]
    times: Counts

    @property
    def coders(self) -> int:
        """M."""
        return len(self.codes)

    @cached_property
    def values(self) -> Counts:
        """``(N,)``: how many coders have a value for each unit."""
        values: Counts = (self.codes >= 0).sum(axis=0).astype(float)
        return values

    @cached_property
    def pairable(self) -> npt.NDArray[np.bool_]:
        """``(N,)``: which units two coders or more have a value for."""
        pairable: npt.NDArray[np.bool_] = self.values >= 2
        return pairable

    @cached_property
    def counts(self) -> Counts:
        """``(N, q)``: how often each category was given to each unit."""
        import numpy as np

        counts = np.zeros((self.codes.shape[1], len(self.categories)))
        for place in range(len(self.categories)):
            counts[:, place] = (self.codes == place).sum(axis=0)
        return counts

    @property
    def n(self) -> int:
        """How many units can be compared."""
        return int(self.times[self.pairable].sum())

    def pairs(self) -> Iterator[tuple[Codes, Codes]]:
        """For each two coders the codes ``(N,)`` that they gave to each unit, -1 for missing."""
        return combinations(self.codes, 2)


def rate(
    table: Table,
    question: str,
    categories: Iterable[Hashable] | None = None,
    *,
    coders: int | None = None,
    unit_weights: UnitWeights = None,
) -> Ratings:
    """The ratings of a table ``(M, N)`` coders × units.

    `categories`: all values that could occur, in order (the codebook's); those that occur, sorted, if left out. `coders`:
    how many there must be, where the coefficient is for so many. `unit_weights`: how many units each column stands for, as
    if it were repeated. Raises ``TooLittle``, which says what is missing, and ``ValueError`` for a value that is none of the
    categories. :class:`Ratings` are given back as they are.
    """
    rows = [] if isinstance(table, Ratings) else [list(row) for row in _rows(table)]
    m = table.coders if isinstance(table, Ratings) else len(rows)
    if m < 2:
        raise TooLittle(question, f"the table has {m} coder{'s' if m != 1 else ''}", "Two at least are needed.")
    if coders is not None and m != coders:
        advice = "Choose two of them, or fleiss_kappa, conger_kappa or krippendorff_alpha."
        raise TooLittle(question, f"it compares {coders} coders, and the table has {m}", advice)
    ratings = table if isinstance(table, Ratings) else _count(rows, question, categories, unit_weights)
    if not ratings.pairable.any():
        found = f"of {int(ratings.times.sum())} units none has values of two coders"
        raise TooLittle(question, found, "Let two coders see the same units: at least one of them.")
    return ratings


def _count(rows: list[list[Any]], question: str, categories: Iterable[Hashable] | None, unit_weights: UnitWeights) -> Ratings:
    import numpy as np

    if len({len(row) for row in rows}) != 1:
        raise TooLittle(question, "the coders' rows differ in length", "Give each coder a value, or None, for every unit.")
    values = [[None if _is_missing(value) else _plain(value) for value in row] for row in rows]
    known = tuple(categories) if categories is not None else _sorted({v for row in values for v in row if v is not None})
    place = {_plain(value): number for number, value in enumerate(known)}
    unknown = {value for row in values for value in row if value is not None and value not in place}
    if unknown:
        raise ValueError(f"{question}: the values {_shown(unknown)} are none of the categories {_shown(known)}")
    codes = np.array([[-1 if v is None else place[v] for v in row] for row in values], dtype=np.int64).reshape(len(rows), -1)
    times = np.ones(codes.shape[1]) if unit_weights is None else np.array(list(unit_weights), dtype=float)
    if times.shape != (codes.shape[1],) or not (times >= 0).all() or (times % 1).any():
        wanted = f"{codes.shape[1]} whole numbers, one a column"
        raise ValueError(f"{question}: unit_weights say how many units each column stands for: {wanted}")
    return Ratings(codes[:, times > 0], known, times[times > 0])


def _rows(table: Table) -> Sequence[Sequence[Any]]:
    if hasattr(table, "to_numpy"):
        table = table.to_numpy(dtype=object, na_value=None)
    rows = list(table.values() if isinstance(table, Mapping) else table)
    if not all(isinstance(row, Iterable) and not isinstance(row, str) for row in rows):
        raise ValueError("a table has a row of values for each coder; this one has single values")
    return rows


def _is_missing(value: Any) -> bool:
    if value is None or type(value).__name__ in ("NAType", "NaTType", "MaskedConstant"):
        return True
    return isinstance(value, Real) and bool(value != value)  # a NaN of any float type


def _plain(value: Any) -> Hashable:
    """A value that can be a key: sets frozen, numpy's scalars as Python's, whole floats as the integers they are."""
    if hasattr(value, "item") and not isinstance(value, str):
        value = value.item()
    if isinstance(value, set | list | tuple | frozenset):
        return frozenset(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _sorted(values: set[Hashable]) -> tuple[Hashable, ...]:
    try:
        return tuple(sorted(values))  # type: ignore[type-var]
    except TypeError:
        return tuple(sorted(values, key=lambda value: (type(value).__name__, _key(value))))


def _key(value: Hashable) -> str:
    return ",".join(sorted(map(str, value))) if isinstance(value, frozenset) else str(value)


def _shown(values: Iterable[Hashable]) -> str:
    return ", ".join(sorted(map(_key, values))[:8])
