"""When is each code spoken of? Comments with the code by year, month or day, as far as comments state their date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ethnography import style
from ethnography.analysis.dates import PRECISION, dates_of, label_dates
from ethnography.codebook.nouns import Codebook
from ethnography.corpus import Corpus
from ethnography.errors import TooLittle, UnknownId
from ethnography.units import number_of, presence

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

BAND = 0.3  # inches: the room of one code in the figure


def count_over_time(
    codings: pd.DataFrame, corpus: Corpus, codebook: Codebook, *, per: str = "month", include_children: bool = True
) -> pd.DataFrame:
    """One row a period and code, from the first period with a date to the last: ``period, code, name, n, of, share``.

    `per`: ``year``, ``month`` or ``day``. ``period``: its first day (UTC, a timestamp); ``n``: comments and posts of the period
    that carry the code; ``of``: all of them; ``share``: n / of, NA in a period without comments. Codes in tree order, those
    never used with zeros. Comments that do not state their date, or not as exactly as that, are left out and counted in
    ``attrs["undated"]`` and ``attrs["note"]``. Raises ``UnknownId`` for another `per`, ``TooLittle`` where no comment has a date.

    >>> from ethnography.codebook import Code
    >>> from ethnography.coding import Coding, Codings, Segment
    >>> from ethnography.corpus import Comment
    >>> one = Comment("p", "t", None, "Thanks", "post", date="2017-03-19")
    >>> corpus = Corpus.build([one, Comment("c", "t", "p", "Yes", date="2017-05-02"), Comment("d", "t", "p", "Oh")])
    >>> made = Codings([Coding("1", "thanks", Segment("p", 0, 6), "Thanks", "ada", "2024-01-01T00:00:00Z")])
    >>> table = count_over_time(made.to_frame(corpus), corpus, Codebook("b", "1", (Code("thanks", "Thanks"),)))
    >>> table[["n", "of"]].values.tolist(), table.attrs["undated"]
    ([[1, 1], [0, 0], [0, 1]], 1)
    """
    import pandas as pd

    if per not in PRECISION:
        raise UnknownId("period", per, PRECISION, "what can be counted by")
    carried = presence(codings, corpus, codebook, include_children=include_children)
    dates = dates_of(corpus, per)[carried.index]
    if not dates.notna().any():
        found = f"none of {number_of(len(dates), 'comment')} states its {per}"
        raise TooLittle("Codes over time", found, "Import dates, or count by year.")
    of_comment = dates.dropna().dt.tz_localize(None).dt.to_period({"year": "Y", "month": "M", "day": "D"}[per])
    periods = pd.period_range(of_comment.min(), of_comment.max())
    of = of_comment.value_counts().reindex(periods, fill_value=0)
    counts = carried.loc[of_comment.index].groupby(of_comment.array).sum().reindex(periods, fill_value=0)
    starts = periods.to_timestamp().tz_localize("UTC")
    tables = [
        pd.DataFrame({"period": starts, "code": code, "name": codebook.code(code).name, "n": counts[code].array, "of": of.array})
        for code in map(str, carried.columns)
    ]
    empty = pd.DataFrame({name: [] for name in ("period", "code", "name", "n", "of")})
    table = pd.concat(tables, ignore_index=True) if tables else empty
    table = table.astype({"code": "str", "name": "str", "n": "int64", "of": "int64"})
    table["share"] = (table["n"] / table["of"]).astype("Float64")
    undated = int(dates.isna().sum())
    said = carried.attrs["note"].replace("Comments carrying the code at least once", f"Comments carrying the code, by {per}", 1)
    if undated:
        said = f"{said[:-1]}; {number_of(undated, 'comment')} without a stated {per} left out."
    table.attrs.update({"note": said, "per": per, "undated": undated})
    return table


def plot_timeline(table: pd.DataFrame, *, ax: Axes | None = None, top: int = 12, of: str = "n") -> Axes:
    """The most frequent codes of a table of :func:`count_over_time`, a band a code under that of all comments: columns by period.

    `of`: ``n`` (comments; one scale for all codes, the longest column and its number named on the right) or ``share`` (of the
    period's comments). `top`: codes, in tree order. Raises ``TooLittle`` for a table in which no code occurs, ``UnknownId``.
    """
    import pandas as pd

    if of not in ("n", "share"):
        raise UnknownId("column", of, ("n", "share"), "a timeline")
    uses = table.groupby("code", sort=False)["n"].sum()
    uses = uses[uses > 0]
    if not len(uses):
        raise TooLittle("A figure of codes over time", "no code occurs in a comment with a date", "Code some comments first.")
    shown = set(uses.sort_values(ascending=False, kind="stable").head(top).index)
    codes = [code for code in uses.index if code in shown]
    first = table[table["code"] == codes[0]]
    rows: list[tuple[str, Any, Any]] = [("All comments", first["period"], first["of"])]
    for code in codes:
        part = table[table["code"] == code]
        rows.append((str(part["name"].iloc[0]), part["period"], part[of].astype("float64").fillna(0)))
    target = style.new_axes(style.WIDTH, BAND * len(rows) + 0.85) if ax is None else ax
    days = {"year": 365, "month": 30, "day": 1}[table.attrs.get("per", "month")]
    highest = [max(float(rows[0][2].max()), 1), *[max(float(values.max()) for _, _, values in rows[1:]) or 1] * len(codes)]
    with style.figure_style():
        for place, ((_, periods, values), most) in enumerate(zip(rows, highest, strict=True)):
            base = (place + 0.95) * BAND
            some = values.to_numpy() > 0  # a column of 0 is nothing to draw, and years have many days
            middle = periods[some] + pd.Timedelta(days=days / 2)
            target.bar(middle, -0.8 * BAND * values[some] / most, bottom=base, width=days * 0.9, edgecolor=style.INK,
                       linewidth=0.3 if len(values) <= 60 else 0, color=style.LIGHT if place == 0 else style.STRONG)  # fmt: skip
            target.axhline(base, color=style.FAINT, linewidth=0.5)
            said = f"{values.max():,.0f}" if place == 0 or of == "n" else f"{values.max():.0%}"
            target.annotate(said, (1, base - 0.4 * BAND), (4, 0), xycoords=("axes fraction", "data"), textcoords="offset points",
                            va="center_baseline", fontsize=style.RC["xtick.labelsize"])  # fmt: skip
        names = [style.wrap_label(name, 30) for name, _, _ in rows]
        middles = [(place + 0.55) * BAND for place in range(len(rows))]
        size = 6.5 if any("\n" in name for name in names) else style.RC["ytick.labelsize"]
        target.set_yticks(middles, names, fontsize=size, linespacing=0.95, parse_math=False)
        target.tick_params(axis="y", length=0)
        target.set_ylim(BAND * len(rows), 0)
        target.set_xlim(
            first["period"].min() - pd.Timedelta(days=days * 0.2), first["period"].max() + pd.Timedelta(days=days * 1.2)
        )
        what = "comments" if of == "n" else "share of the period’s comments"
        label_dates(target, f"Columns: {what}, codes on one scale.\nRight: the longest of the row.")
        if ax is None:
            style.caption(target, table.attrs.get("note", ""))
    return target
