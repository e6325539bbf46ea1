"""How much two ordered values agree: weights between 0 and 1."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

WEIGHTS = ("identity", "linear", "quadratic", "ordinal")


def weight_matrix(kind: str, categories: Sequence[Hashable]) -> npt.NDArray[np.float64]:
    """``(q, q)``: 1 for equal values, less the further apart they are; distances are of the values where they are numbers,
    of their places otherwise. ``identity``: 0 for all unequal ones.

    Source: Gwet 2014, ch. 3. Raises ``ValueError`` for a kind that is none of ``WEIGHTS``.

    >>> weight_matrix("linear", ["low", "mid", "high"]).tolist()
    [[1.0, 0.5, 0.0], [0.5, 1.0, 0.5], [0.0, 0.5, 1.0]]
    """
    import numpy as np

    if kind not in WEIGHTS:
        raise ValueError(f"weights are {', '.join(WEIGHTS)}, not {kind!r}")
    q = len(categories)
    if kind == "identity" or q < 2:
        return np.eye(q)
    numbers = all(isinstance(value, int | float) and not isinstance(value, bool) for value in categories)
    x = np.array(categories, dtype=float) if numbers else np.arange(q, dtype=float)
    if kind == "ordinal":
        apart = np.abs(np.arange(q)[:, None] - np.arange(q)[None, :]) + 1.0
        weights: npt.NDArray[np.float64] = 1 - (apart * (apart - 1)) / (q * (q - 1))
        return weights
    distance = np.abs(x[:, None] - x[None, :]) / (x.max() - x.min())
    near: npt.NDArray[np.float64] = 1 - (distance if kind == "linear" else distance**2)
    return near
