"""What chance within the same thread would give: shuffles that keep to threads, p-values from them, and their picture.

Threads differ in what they speak of. A shuffle across threads takes that for an effect; these shuffle within each only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ethnography import style
from ethnography.errors import TooLittle

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd
    from matplotlib.axes import Axes

    Array = npt.NDArray[np.float64]
    Places = npt.NDArray[np.int64]


def shuffled_places(
    strata: npt.ArrayLike, movable: npt.ArrayLike, permutations: int, seed: int, *, columns: int | None = None
) -> Iterator[Places]:
    """For each shuffle, the place that each place gets its value from: one of its own stratum, itself where it may not move.

    `strata, movable`: arrays ``(n,)``. Yields `permutations` arrays ``(n,)`` of places; with `columns` arrays ``(n, columns)``,
    each column a shuffle of its own (for ``numpy.take_along_axis``).

    >>> sorted(next(shuffled_places(["t", "t", "u", "u"], [False, True, True, True], 1, 0))[2:].tolist())
    [2, 3]
    """
    import numpy as np

    rng = np.random.default_rng(seed)
    _, number = np.unique(np.asarray(strata), return_inverse=True)
    places = np.flatnonzero(movable)
    groups = number[places].astype(float)
    base = places[np.argsort(groups, kind="stable")]
    width = columns if columns is not None else 1
    for _ in range(permutations):
        order = np.repeat(np.arange(len(number))[:, None], width, axis=1)
        order[base] = places[np.argsort(groups[:, None] + rng.random((len(places), width)), axis=0)]
        yield order if columns is not None else order[:, 0]


@dataclass(frozen=True, slots=True)
class Chance:
    """What the shuffles gave: the mean count and the two-sided p-value of each cell; arrays of the shape of the counts."""

    expected: Array
    p: Array


def against_chance(found: Array, drawn: Iterator[Array]) -> Chance:
    """The counts found beside those of the shuffles: expected (their mean) and p, two-sided and never 0.

    `found`: an array of counts; `drawn`: arrays of that shape. p is twice the share of the shuffles, what was found among them,
    that lie as far out on the nearer side. Raises ``TooLittle`` where there is none.

    Source: Phipson & Smyth 2010 (why 1 is added); Good 2005.

    >>> import numpy as np
    >>> against_chance(np.array([3.0]), iter([np.array([n]) for n in [0.0, 1.0, 2.0]])).p.tolist()
    [0.5]
    """
    import numpy as np

    total, more, less = (np.zeros(np.shape(found)) for _ in range(3))
    shuffles = 0
    for counts in drawn:
        total += counts
        more += counts >= found
        less += counts <= found
        shuffles += 1
    if not shuffles:
        raise TooLittle("What chance gives", "0 permutations", "Take 1,000 or more.")
    return Chance(total / shuffles, np.minimum(1, 2 * (np.minimum(more, less) + 1) / (shuffles + 1)))


def adjusted(p: npt.ArrayLike) -> Array:
    """p-values after Benjamini & Hochberg (1995): the share of false ones among those at least as small.

    >>> adjusted([0.01, 0.04, 0.03]).round(3).tolist()
    [0.03, 0.04, 0.04]
    """
    import numpy as np

    values = np.asarray(p, dtype=float)
    order = np.argsort(values)
    ranked = values[order] * len(values) / np.arange(1, len(values) + 1)
    result = np.empty_like(ranked)
    result[order] = np.minimum(np.minimum.accumulate(ranked[::-1])[::-1], 1)
    return result


def reach(rows: int, least: float, level: float = 0.05) -> str:
    """For a note: how many rows must be as sure as so few shuffles can show for a q below the level; "" if one will do.

    `least`: the smallest p that the shuffles can give.

    >>> reach(500, 2 / 1001)
    '; no p can be below 0.002, so that of 500 rows 20 must be as sure for a q below 0.05: more permutations show more'
    >>> reach(10, 2 / 1001)
    ''
    """
    needed = int(rows * least / level) + 1
    said = f"no p can be below {least:.2g}, so that of {rows:,} rows {needed:,} must be as sure for a q below {level:g}"
    return f"; {said}: more permutations show more" if needed > 1 else ""


def plot_chance(table: pd.DataFrame, label: Callable[[Any], str], what: str, *, ax: Axes | None = None, top: int = 20) -> Axes:
    """What was found (``n``, filled) beside what chance gives (``expected``, ring) for the first rows; dark: ``q`` below .05.

    `label`: from a row to what stands before it; `what` is counted. A new figure has the table's note as its caption.
    """
    from matplotlib.ticker import MaxNLocator

    rows = table.head(top)
    labels: Sequence[str] = [style.wrap_label(label(row)) for row in rows.to_dict("records")]
    target = style.new_axes(style.WIDTH, style.row_places(labels)[-1] + 0.95) if ax is None else ax
    with style.figure_style():
        places = style.label_rows(target, labels, [0] * len(labels), [False] * len(labels))
        for place, row in zip(places, rows.to_dict("records"), strict=True):
            color = style.STRONG if row["q"] < 0.05 else style.LIGHT
            target.plot([row["expected"], row["n"]], [place, place], color=color, linewidth=1)
            target.plot(
                [row["expected"]], [place], "o", color="white", markeredgecolor=color, markersize=4, clip_on=False, zorder=3
            )
            target.plot([row["n"]], [place], "o", color=color, markersize=4, clip_on=False, zorder=3)
        target.set_xlim(left=0)
        target.xaxis.set_major_locator(MaxNLocator(nbins=7, integer=True, min_n_ticks=1))
        target.set_xlabel(f"{what}.\nFilled: found; ring: expected within the same threads; dark: q < .05", loc="left")
        if ax is None:
            style.caption(target, table.attrs.get("note", ""))
    return target
