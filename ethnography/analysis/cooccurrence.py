"""Which codes stand in the same comment?

:func:`count_pairs` makes the square table, :func:`list_pairs` the same as a list, :func:`plot_pairs` the figure.
"""

from __future__ import annotations

import textwrap
from itertools import combinations
from typing import TYPE_CHECKING

from ethnography import style
from ethnography.codebook.nouns import Codebook
from ethnography.corpus import Corpus
from ethnography.errors import TooLittle
from ethnography.units import presence

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


def count_pairs(codings: pd.DataFrame, corpus: Corpus, codebook: Codebook, *, include_children: bool = False) -> pd.DataFrame:
    """Code × code: in how many comments (and posts) both stand, anywhere in it and by whichever coder.

    Index and columns: all codes in tree order. The diagonal says how many comments carry the code. Symmetric; zeros are
    pairs that never meet. With `include_children` a parent stands wherever its children do, so that it meets them always.
    ``attrs``: ``note`` (one sentence), ``names`` (code id → name), ``coders`` and the rest of ``units.presence``.

    >>> from ethnography.coding import Coding, Codings, Segment
    >>> from ethnography.codebook import Code
    >>> from ethnography.corpus import Comment
    >>> corpus = Corpus.build([Comment("p", "t", None, "Thanks all, sorry", "post", "Ann")])
    >>> book = Codebook("b", "1", (Code("thanks", "Thanks"), Code("regret", "Regret")))
    >>> made = Codings([Coding("1", "thanks", Segment("p", 0, 6), "Thanks", "ada", "2024-01-01T00:00:00Z"),
    ...                 Coding("2", "regret", Segment("p", 12, 17), "sorry", "ben", "2024-01-01T00:00:00Z")])
    >>> count_pairs(made.to_frame(corpus), corpus, book).loc["thanks", "regret"].item()
    1
    """
    import pandas as pd

    carried = presence(codings, corpus, codebook, include_children=include_children)
    values = carried.to_numpy().astype("int64")
    codes = pd.Index(carried.columns.array, dtype="str")
    table = pd.DataFrame(values.T @ values, index=codes.rename("code"), columns=codes.rename("with"))
    table.attrs.update(carried.attrs)
    table.attrs["names"] = {code.id: code.name for code in codebook}
    table.attrs["note"] = carried.attrs["note"].replace(
        "Comments carrying the code at least once", "Comments carrying both codes", 1
    )
    return table


def list_pairs(codings: pd.DataFrame, corpus: Corpus, codebook: Codebook, *, include_children: bool = False) -> pd.DataFrame:
    """The pairs of codes, each once, those that meet most often first: columns ``code, with, comments, jaccard``.

    ``comments``: that carry both. ``jaccard``: that number over the comments that carry either, from 0 (never together) to
    1 (never apart); NA where neither code was used. Low counts make it jump; with a rare and a common code it stays low
    however often the rare one meets the common one. ``attrs`` as in :func:`count_pairs`.

    >>> from ethnography.codebook import Code, Codebook
    >>> from ethnography.coding import Coding, Codings, Segment
    >>> from ethnography.corpus import Comment, Corpus
    >>> corpus = Corpus.build([Comment("p", "t", None, "Hello all", "post", "Ann"), Comment("c", "t", "p", "Thanks Ann")])
    >>> book = Codebook("b", "1", (Code("thanks", "Thanks"), Code("names", "Names")))
    >>> made = [Coding("1", "thanks", Segment("c", 0, 6), "Thanks", "ada", "2024-01-01T00:00:00Z"),
    ...         Coding("2", "names", Segment("c", 7, 10), "Ann", "ada", "2024-01-01T00:00:00Z")]
    >>> codings = Codings(made).to_frame(corpus)
    >>> list_pairs(codings, corpus, book).values.tolist()
    [['thanks', 'names', 1, 1.0]]
    """
    import pandas as pd

    square = count_pairs(codings, corpus, codebook, include_children=include_children)
    counts = square.to_numpy()
    pairs = list(combinations(range(len(square)), 2))
    one, other = [a for a, _ in pairs], [b for _, b in pairs]
    both = pd.Series(counts[one, other], dtype="int64")
    either = pd.Series(counts[one, one] + counts[other, other], dtype="int64") - both
    table = pd.DataFrame({
        "code": square.index[one].astype("str"),
        "with": square.columns[other].astype("str"),
        "comments": both,
        "jaccard": (both / either.where(either > 0)).astype("Float64"),
    })  # fmt: skip
    table = table.sort_values("comments", ascending=False, kind="stable", ignore_index=True)
    table.attrs.update(square.attrs)
    return table


def plot_pairs(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """The table of :func:`count_pairs` as half a square, like a chart of distances between towns, with the counts in it.

    Each code's name stands at the end of its row and at the head of its column; the cell where the row of one code crosses
    the column of another holds the comments that carry both, darker for more. The framed cells are the codes by
    themselves and have no part in the shading. Codes that never occur are left out. A new figure has the note as its caption.
    Raises ``TooLittle`` where no code occurs.
    """
    import numpy as np
    from matplotlib import colormaps
    from matplotlib.colors import to_hex

    counts = table.to_numpy()
    used = np.flatnonzero(np.diag(counts))
    if not len(used):
        raise TooLittle("A figure of codes together", "no code occurs", "Code some comments first")
    names, size = table.attrs.get("names", {}), len(used)
    counts = counts[np.ix_(used, used)]
    together = counts[~np.eye(size, dtype=bool)]
    highest = max(int(together.max()) if together.size else 0, 1)
    small = size > 16
    cell = max(0.21 if small else 0.26, 0.07 + (0.05 if small else 0.06) * len(str(counts.max())))  # inches
    labels = [_one_line(str(names.get(code, code)), style.WIDTH - (row + 1) * cell) for row, code in enumerate(table.index[used])]
    ends = [(row + 1) * cell + style.text_width(label, 8) / 72 + 0.2 for row, label in enumerate(labels)]
    width = max(4.2, *ends)
    target = style.new_axes(width, 1) if ax is None else ax
    colors = colormaps["Blues"]
    with style.figure_style():
        for row, label in enumerate(labels):
            for column in range(row + 1):
                n = int(counts[row, column])
                fill = "#E4E4E4" if row == column else to_hex(colors(0.08 + 0.77 * n / highest)) if n else "#FFFFFF"
                _cell(target, column, row, n, fill, framed=row == column, size=6.5 if small else 7.5)
            where = (row + 0.5, row)
            target.annotate(label, where, (4, 0), textcoords="offset points", va="center_baseline", fontsize=8, parse_math=False)
        target.set_axis_off()
        target.set_xlim(-0.5, width / cell - 0.5)
        target.set_ylim(size - 0.5, -0.5)
        if ax is None:
            _place(target, width, size * cell, style.caption(target, table.attrs.get("note", "") + _FRAMED))
        else:
            target.set_aspect("equal", adjustable="box", anchor="NW")
    return target


_FRAMED = " Framed: comments with the code itself."


def _place(ax: Axes, width: float, height: float, caption: float) -> None:
    """Fit the figure to the cells: the axes as wide as the figure and so high, in inches, with the caption below."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.set_layout_engine("none")
    whole = height + caption + 0.2
    figure.set_size_inches(width, whole)
    ax.set_position((0.06 / width, 1 - (height + 0.06) / whole, 1, height / whole))


def _one_line(name: str, room: float) -> str:
    """The name on one line, cut to the room in inches, but not below some 26 characters."""
    characters = max(26, int(room / 0.066))
    return style.wrap_label(textwrap.shorten(name, characters, placeholder=" …"), characters + 40)


def _cell(ax: Axes, column: int, row: int, n: int, fill: str, *, framed: bool, size: float) -> None:
    """One square with its number, black on light and white on dark fills, whichever stands out more."""
    from matplotlib.colors import to_rgb
    from matplotlib.patches import Rectangle

    red, green, blue = (part**2.2 for part in to_rgb(fill))
    ink = "white" if 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.18 else "black" if n else "#6E6E6E"
    edge, width = (style.INK, 0.6) if framed else ("#D0D0D0", 0.4)
    square = Rectangle(
        (column - 0.5, row - 0.5), 1, 1, facecolor=fill, edgecolor=edge, linewidth=width, zorder=2 if framed else 1, clip_on=False
    )
    ax.add_patch(square)
    ax.text(column, row, f"{n}", ha="center", va="center_baseline", color=ink, fontsize=size, zorder=3)
