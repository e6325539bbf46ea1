"""Which code answers which, as a map: a row for the code answered, a column for the code that answers, coloured by the ratio."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ethnography import style
from ethnography.errors import TooLittle

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

CELL = 0.27  # inches
STEPS = 3  # doublings up to which colours go
COLORS = "PuOr_r"  # orange: more often, purple: less often; both darken in grey, and colour-blind readers tell them apart


def plot_transition_map(table: pd.DataFrame, *, ax: Axes | None = None, top: int = 14) -> Axes:
    """A table of :func:`~.transitions.count_transitions` as a map of the `top` codes that answer and are answered most.

    Numbers: replies with the code of the column to comments with that of the row. Colour: how often beside what shuffles within
    threads give (:func:`doublings`); white: as expected, and where no row of the table is. Framed: q below .05. Codes in tree
    order. Raises ``TooLittle`` for a table in which no code answers another.
    """
    import numpy as np
    from matplotlib import colormaps
    from matplotlib.patches import Rectangle

    uses = table.groupby("code")["n"].sum().add(table.groupby("answered_by")["n"].sum(), fill_value=0)
    uses = uses[uses > 0]
    if not len(uses):
        raise TooLittle("A map of replies", "no code answers another", "It needs codes in comments and in their replies.")
    names: dict[str, str] = table.attrs.get("names", {})
    order = {code: place for place, code in enumerate(names)}
    codes = sorted(uses.sort_values(ascending=False, kind="stable").index[:top], key=lambda code: (order.get(code, 0), code))
    place = {code: number for number, code in enumerate(codes)}
    labels = [style.wrap_label(names.get(code, code), 26) for code in codes]
    room = max(style.text_width(label, style.RC["ytick.labelsize"]) for label in labels) / 72 + 0.2
    size = CELL * len(codes)
    target = style.new_axes(max(style.WIDTH * 0.6, size + room + 0.7), size + room + 0.75) if ax is None else ax
    colors, dots = colormaps[COLORS], []
    with style.figure_style():
        for row in table[table["code"].isin(codes) & table["answered_by"].isin(codes)].to_dict("records"):
            y, x = place[row["code"]], place[row["answered_by"]]
            bits = doublings(row["n"], row["expected"])
            fill = colors(0.5 + bits / STEPS / 2)
            sure = row["q"] < 0.05
            box = Rectangle((x - 0.5, y - 0.5), 1, 1, facecolor=fill, edgecolor=style.INK if sure else "#D0D0D0",
                            linewidth=1.4 if sure else 0.4, zorder=2 if sure else 1)  # fmt: skip
            target.add_patch(box)
            dots.append((x, y, row["n"], fill))
        for x, y, n, fill in dots:
            ink = "white" if np.dot(fill[:3], (0.3, 0.59, 0.11)) < 0.45 else style.INK if n else "#6E6E6E"
            target.text(x, y, f"{n:,}", ha="center", va="center_baseline", fontsize=7, color=ink, zorder=3)
        target.set_xlim(-0.5, len(codes) - 0.5)
        target.set_ylim(len(codes) - 0.5, -0.5)
        target.set_aspect("equal")
        target.set_yticks(range(len(codes)), labels, parse_math=False)
        target.set_xticks(range(len(codes)), labels, rotation=90, parse_math=False)
        target.xaxis.tick_top()
        target.tick_params(length=0)
        target.spines[["left", "bottom"]].set_visible(False)
        target.set_ylabel("answered: in the comment", loc="top")
        target.set_xlabel("answering: in the reply", loc="left")
        target.xaxis.set_label_position("top")
        _key(target)
        if ax is None:
            left = f" The {len(codes)} of {len(uses)} codes with most replies." if len(codes) < len(uses) else ""
            style.caption(target, f"{table.attrs.get('note', '')} Numbers: replies. Framed: q < .05.{left}")
    return target


def doublings(n: float, expected: float) -> float:
    """How many times the count is doubled against what is expected, at most 3 either way; a half is added to both.

    The half keeps one reply where next to none is expected from looking like the strongest of effects.

    >>> round(doublings(7.5, 1.5), 1), round(doublings(1, 0.01), 1), doublings(0, 0)
    (2.0, 1.6, 0.0)
    """
    import math

    return max(-STEPS, min(STEPS, math.log2((n + 0.5) / (expected + 0.5))))


def _key(ax: Axes) -> Any:
    """The colours and what they mean, below the map."""
    from matplotlib.cm import ScalarMappable
    from matplotlib.colors import Normalize

    figure = ax.get_figure()
    assert figure is not None
    scale = ScalarMappable(Normalize(-STEPS, STEPS), COLORS)
    bar = figure.colorbar(scale, ax=ax, orientation="horizontal", fraction=0.04, pad=0.03, aspect=25, shrink=0.8)
    bar.set_ticks([-3, -2, -1, 0, 1, 2, 3], labels=["⅛", "¼", "½", "1", "2", "4", "8"])
    bar.ax.tick_params(labelsize=style.RC["xtick.labelsize"], length=2)
    bar.set_label("(found + ½) / (expected within threads by chance + ½)", size=style.RC["xtick.labelsize"])
    return bar
