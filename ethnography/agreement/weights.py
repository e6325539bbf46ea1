"""How much two ordered values agree: weights between 0 and 1."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

WEIGHTS = ("identity", "linear", "quadratic", "ordinal", "radical", "ratio")
Weights = Any
"""One of ``WEIGHTS``, or a matrix ``(q, q)`` of one's own, in the order of the categories: 1 on the diagonal, 1 at most."""


def weight_matrix(kind: Weights, categories: Sequence[Hashable]) -> npt.NDArray[np.float64]:
    """``(q, q)``: 1 for equal values, less the further apart they are; distances are of the values where they are numbers,
    of their places otherwise. ``identity``: 0 for all unequal ones. A matrix is given back as it is.

    Source: Gwet 2014, ch. 3. Raises ``ValueError`` for a kind that is none of ``WEIGHTS``, and for a matrix of another shape.

    >>> weight_matrix("linear", ["low", "mid", "high"]).tolist()
    [[1.0, 0.5, 0.0], [0.5, 1.0, 0.5], [0.0, 0.5, 1.0]]
    """
    import numpy as np

    q = len(categories)
    if not isinstance(kind, str):
        own = np.asarray(kind, dtype=float)
        if own.shape != (q, q) or not (own.diagonal() == 1).all() or not (own <= 1).all():
            raise ValueError(f"weights of one's own are a matrix {q} × {q}, 1 on its diagonal and 1 at most")
        return own
    if kind not in WEIGHTS:
        raise ValueError(f"weights are {', '.join(WEIGHTS)}, or a matrix, not {kind!r}")
    if kind == "identity" or q < 2:
        return np.eye(q)
    numbers = all(isinstance(value, int | float) and not isinstance(value, bool) for value in categories)
    x = np.array(categories, dtype=float) if numbers else np.arange(1, q + 1, dtype=float)
    if kind == "ordinal":
        apart = np.abs(np.arange(q)[:, None] - np.arange(q)[None, :]) + 1.0
        weights: npt.NDArray[np.float64] = 1 - (apart * (apart - 1)) / (q * (q - 1))
        return weights
    distance = np.abs(x[:, None] - x[None, :]) / (x.max() - x.min())
    if kind == "ratio":
        total = x[:, None] + x[None, :]
        distance = np.divide(distance, total, out=np.zeros_like(distance), where=total != 0) * (x.max() + x.min())
    near: npt.NDArray[np.float64] = 1 - distance ** {"linear": 1, "radical": 0.5}.get(kind, 2)
    return near
