"""``Ratings``: a table of coders × units made ready for the coefficients: counts of values in each unit."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ethnography.errors import TooLittle

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Counts = npt.NDArray[np.float64]
    Codes = npt.NDArray[np.int64]

Table = Any
"""Coders × units: a sequence of rows, an array ``(M, N)`` or a frame; None or NaN where a coder has not seen a unit."""


@dataclass(frozen=True, eq=False)
class Ratings:
    """`codes`: ``(M, N)`` places in `categories`, -1 for missing; `counts`: ``(N, q)`` how often each category in each unit."""

    codes: Codes
    categories: tuple[Hashable, ...]
    counts: Counts

    @property
    def coders(self) -> int:
        """M."""
        return len(self.codes)

    @property
    def pairable(self) -> npt.NDArray[np.bool_]:
        """``(N,)``: which units two coders or more have a value for."""
        pairable: npt.NDArray[np.bool_] = self.counts.sum(axis=1) >= 2
        return pairable


def rate(table: Table, question: str, categories: Iterable[Hashable] | None = None, *, coders: int | None = None) -> Ratings:
    """The ratings of a table ``(M, N)`` coders × units.

    `categories`: all values that could occur, in order (the codebook's); those that occur, sorted, if left out. `coders`:
    how many there must be, where the coefficient is for so many. Raises ``TooLittle``, which says what is missing, and
    ``ValueError`` for a value that is none of the categories.
    """
    import numpy as np

    rows = [list(row) for row in _rows(table)]
    if len(rows) < 2:
        raise TooLittle(question, f"the table has {len(rows)} coder{'s' if len(rows) != 1 else ''}", "Two at least are needed.")
    if coders is not None and len(rows) != coders:
        advice = "Choose two of them, or fleiss_kappa, conger_kappa or krippendorff_alpha."
        raise TooLittle(question, f"it compares {coders} coders, and the table has {len(rows)}", advice)
    if len({len(row) for row in rows}) != 1:
        raise TooLittle(question, "the coders' rows differ in length", "Give each coder a value, or None, for every unit.")
    values = [[None if _is_missing(value) else _plain(value) for value in row] for row in rows]
    known = tuple(categories) if categories is not None else _sorted({v for row in values for v in row if v is not None})
    place = {_plain(value): number for number, value in enumerate(known)}
    unknown = {value for row in values for value in row if value is not None and value not in place}
    if unknown:
        raise ValueError(f"{question}: the values {_shown(unknown)} are none of the categories {_shown(known)}")
    codes = np.array([[-1 if v is None else place[v] for v in row] for row in values], dtype=np.int64).reshape(len(rows), -1)
    counts = np.stack([(codes == k).sum(axis=0) for k in range(len(known))], axis=1) if known else np.zeros((codes.shape[1], 0))
    ratings = Ratings(codes, known, counts.astype(float))
    if not ratings.pairable.any():
        found = f"of {codes.shape[1]} units none has values of two coders"
        raise TooLittle(question, found, "Let two coders see the same units: at least one of them.")
    return ratings


def _rows(table: Table) -> Sequence[Sequence[Any]]:
    if hasattr(table, "to_numpy"):
        table = table.to_numpy(dtype=object, na_value=None)
    return list(table)


def _is_missing(value: Any) -> bool:
    if value is None or type(value).__name__ == "NAType":
        return True
    return isinstance(value, float) and math.isnan(value)


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
