"""Pictures of agreement: a forest of codes with their intervals, and who disagrees with whom on what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ethnography.agreement.compared import Compared
from ethnography.errors import TooLittle

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


def plot_agreement(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """A forest plot of a table of ``agreement_by_code``: alpha by code with its interval, and the threshold the study named.

    Codes whose alpha is undefined are listed with the word. The caption states n, unit and method. Raises ``TooLittle`` where
    no code has a value.
    """
    from ethnography import style

    rows = table[table["alpha"].notna() | table["undefined"].fillna("").str.startswith("alpha")]
    if not rows["alpha"].notna().any():
        raise TooLittle("A figure of agreement", "no code has a value of alpha", "Let two coders code the same comments.")
    labels = [style.wrap_label(str(name)) if code != "(all codes)" else "all codes (sets)" for code, name in rows["name"].items()]
    target = style.new_axes(style.WIDTH, style.row_places(labels)[-1] + 0.85) if ax is None else ax
    with style.figure_style():
        places = style.label_rows(target, labels, [0] * len(labels), [code == "(all codes)" for code in rows.index])
        for place, (_, row) in zip(places, rows.iterrows(), strict=True):
            if type(row["alpha"]).__name__ == "NAType":
                target.text(0.02, place, "undefined", va="center", fontsize=7, color=style.INK)
                continue
            if isinstance(row["low"], float):
                target.plot([float(row["low"]), float(row["high"])], [place, place], color=style.STRONG, linewidth=1.1)
            target.plot([float(row["alpha"])], [place], "o", color=style.STRONG, markersize=3.6)
        threshold = table.attrs.get("threshold")
        if threshold is not None:
            target.axvline(threshold, color=style.INK, linewidth=0.7, linestyle=(0, (4, 3)))
        lowest = min([0.0, *(float(v) for v in rows["low"].dropna()), *(float(v) for v in rows["alpha"].dropna())])
        target.set_xlim(max(-1.0, lowest) - 0.03, 1.03)
        target.set_xlabel("Krippendorff’s alpha (1: full agreement, 0: chance)", loc="left")
        if ax is None:
            style.caption(target, table.attrs.get("note", ""))
    return target


def count_differences(found: Compared) -> pd.DataFrame:
    """Who disagrees with whom on what: one row a code and pair of coders, ``code, one, other, n`` (units both have seen)``,
    only_one, only_other, differ`` (the sum), most differences first. Codes on which nobody differs are left out."""
    from itertools import combinations

    import pandas as pd

    rows = []
    for (i, one), (j, other) in combinations(enumerate(found.coders), 2):
        both = found.seen[i] & found.seen[j]
        for code, marked in found.coded.items():
            mine = int((marked[i] & ~marked[j] & both) @ found.sizes)
            theirs = int((marked[j] & ~marked[i] & both) @ found.sizes)
            if mine or theirs:
                rows.append((code, one, other, int(both @ found.sizes), mine, theirs, mine + theirs))
    table = pd.DataFrame(rows, columns=["code", "one", "other", "n", "only_one", "only_other", "differ"])
    return table.sort_values(["differ", "code"], ascending=[False, True], kind="stable", ignore_index=True)


def plot_differences(table: pd.DataFrame, *, ax: Axes | None = None, top: int = 20) -> Axes:
    """Bars of a table of :func:`count_differences` for its first pair of coders: to the left what only the one coded, to the right
    what only the other. Raises ``TooLittle`` where nobody differs."""
    from ethnography import style

    if not len(table):
        raise TooLittle("A figure of differences", "nobody differs", "It needs two coders who coded something differently.")
    one, other = table["one"].iloc[0], table["other"].iloc[0]
    rows = table[(table["one"] == one) & (table["other"] == other)].head(top)
    labels = [style.wrap_label(code) for code in rows["code"]]
    target = style.new_axes(style.WIDTH, style.row_places(labels)[-1] + 0.85) if ax is None else ax
    with style.figure_style():
        places = style.label_rows(target, labels, [0] * len(labels), [True] * len(labels))
        target.barh(places, [-n for n in rows["only_one"]], height=style.BAR, color=style.STRONG)
        target.barh(places, rows["only_other"], height=style.BAR, color=style.LIGHT)
        widest = max(1, int(rows[["only_one", "only_other"]].to_numpy().max()))
        for place, mine, theirs in zip(places, rows["only_one"], rows["only_other"], strict=True):
            target.text(-mine - 0.04 * widest, place, str(mine) if mine else "", ha="right", va="center", fontsize=7)
            target.text(theirs + 0.04 * widest, place, str(theirs) if theirs else "", ha="left", va="center", fontsize=7)
        target.axvline(0, color=style.INK, linewidth=0.7)
        target.set_xlim(-widest * 1.15, widest * 1.15)
        target.set_xticks([])
        target.set_xlabel(f"comments coded by {one} only (left, dark) and by {other} only (right, light)", loc="left")
        if ax is None:
            style.caption(target, f"{rows['n'].iloc[0]} comments seen by both; the {len(rows)} codes on which they differ most.")
    return target
