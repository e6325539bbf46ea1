"""How often is each code used, in how many comments, by how many people, in which group?

:func:`count_codes` makes the table, :func:`plot_codes` the figure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ethnography import style
from ethnography.analysis.shares import share_intervals
from ethnography.codebook.nouns import Codebook
from ethnography.corpus import Corpus
from ethnography.errors import TooLittle
from ethnography.units import UNITS, counted_codings, describe_count, group_comments, unit_of_comments

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


def count_codes(
    codings: pd.DataFrame,
    corpus: Corpus,
    codebook: Codebook,
    *,
    unit: str = "comment",
    by: str | None = None,
    include_children: bool = True,
    posts: bool = True,
    intervals: bool | None = None,
    seed: int = 0,
) -> pd.DataFrame:
    """How often each code is used: one row a code in tree order, those never used with zeros.

    Index ``code``; columns ``name, parent, depth`` (in the codebook); ``codings`` (applications, each coder's own);
    ``comments, authors, threads`` (that carry the code at least once); ``n, of, share``: the chosen `unit`'s count, the
    number of such units, n / of; ``top_author, top_author_share``: the participant whose words carry most of the codings
    (the first in the corpus of equals), as a share of the codings whose author is stated. NA where nothing can be said: no
    unit, no author. Words in another's voice count for no author.

    With `by` (``depth``, ``role``, ``post_author``, ``thread``, ``pseudonym``, another attribute of the participants, or
    ``coder``) one row for each code and group: columns ``code, name, depth_in_codebook, <by>, n, of, share``, where ``of`` is
    the number of units in the group. Groups are those of ``units.group_comments``; an author who speaks at two depths is
    counted at both. For ``coder``, ``of`` is all units, whether that coder has seen them or not.

    Of comments and without `by` there are three columns more, see ``share_intervals``: ``low, high`` of the share (95 %), which
    draw whole threads and are NA below 10 of them, and ``interval``: how it was made, or why there is none. ``intervals=False``
    leaves them out.

    ``attrs``: ``unit, include_children, posts, coders, by, note`` and more; ``note`` is one sentence on what was counted.
    Raises ``UnknownId`` for an unknown unit or group, ``TooLittle`` for ``intervals=True`` of another unit or by group.

    >>> from ethnography.coding import Coding, Codings, Segment
    >>> from ethnography.codebook import Code
    >>> from ethnography.corpus import Comment
    >>> corpus = Corpus.build([Comment("p", "t", None, "Hello all", "post", "Ann"), Comment("c", "t", "p", "Thanks", author="Bob")])
    >>> book = Codebook("b", "1", (Code("tone", "Tone"), Code("thanks", "Thanks", parent="tone")))
    >>> made = Codings([Coding("1", "thanks", Segment("c", 0, 6), "Thanks", "ada", "2024-01-01T00:00:00Z")])
    >>> table = count_codes(made.to_frame(corpus), corpus, book)
    >>> table[["codings", "n", "of", "top_author"]].values.tolist()
    [[1, 1, 2, 'Bob'], [1, 1, 2, 'Bob']]
    >>> table.attrs["note"]
    'Comments carrying the code at least once; a parent code includes its children; 1 comment and 1 post; codings by ada.'
    """
    possible = unit == "comment" and by is None
    if intervals and not possible:
        asked = f"by {by}" if by is not None else f"of {unit}s"
        raise TooLittle("Intervals of the shares", f"the table is {asked}, and they are of comments", "Leave out unit and by.")
    units = unit_of_comments(corpus, unit, posts=posts)
    rows = counted_codings(codings, corpus, codebook, include_children=include_children, posts=posts)
    attrs = describe_count(rows, corpus, codebook, unit) | {"by": by}
    if by is None:
        table = _overall(rows, corpus, codebook, posts)
        table.insert(7, "n", table[unit + "s"])
        table.insert(8, "of", int(units.nunique()))
        table.insert(9, "share", _share(table["n"], table["of"]))
        if possible and intervals is not False:
            found = share_intervals(codings, corpus, codebook, include_children=include_children, posts=posts, seed=seed)
            table = table.join(found)
            if intervals or found["low"].notna().any():
                attrs["note"] = f"{attrs['note'][:-1]}; {found.attrs['note']}."
    else:
        table = _by_group(rows, corpus, codebook, units, by, posts)
        attrs["by"] = table.columns[3]
        attrs["note"] = attrs["note"][:-1] + (
            "; a coder’s share is of all units, seen by that coder or not." if by == "coder" else f"; by {by.replace('_', ' ')}."
        )
    table.attrs.update(attrs)
    return table


def _overall(rows: pd.DataFrame, corpus: Corpus, codebook: Codebook, posts: bool) -> pd.DataFrame:
    import pandas as pd

    table = codebook.to_frame()[["name", "parent", "depth"]]
    table["codings"] = rows.groupby("code").size()
    authors = unit_of_comments(corpus, "author", posts=posts)
    by_author = rows.assign(author=authors.reindex(rows["comment"]).array)[rows["own"]].dropna(subset="author")
    for unit in UNITS:
        carriers = rows.assign(unit=unit_of_comments(corpus, unit, posts=posts).reindex(rows["comment"]).array)
        carriers = carriers[carriers["own"]] if unit == "author" else carriers
        table[unit + "s"] = carriers.groupby("code")["unit"].nunique()
    counts = ["codings", *(unit + "s" for unit in UNITS)]
    table[counts] = table[counts].fillna(0).astype("int64")
    order = pd.Index(authors.dropna().unique())
    votes = by_author.groupby(["code", "author"], as_index=False).size()
    votes = votes.assign(place=order.get_indexer(pd.Index(votes["author"]))).sort_values(["size", "place"], ascending=[False, True])
    first = votes.drop_duplicates("code").set_index("code")
    table["top_author"] = first["author"].reindex(table.index).astype("str")
    table["top_author_share"] = _share(first["size"].reindex(table.index), by_author.groupby("code").size().reindex(table.index))
    return table


def _by_group(rows: pd.DataFrame, corpus: Corpus, codebook: Codebook, units: pd.Series[str], by: str, posts: bool) -> pd.DataFrame:
    import pandas as pd

    if units.name == "author":
        rows = rows[rows["own"]]
    rows = rows.assign(unit=units.reindex(rows["comment"]).array)
    if by == "coder":
        rows = rows.assign(group=rows["coder"])
        levels: list[Any] = sorted(rows["coder"].dropna().unique())
        of = pd.Series(int(units.nunique()), index=levels)
    else:
        groups = group_comments(corpus, by, posts=posts)
        levels = groups.cat.categories.tolist()
        rows = rows.assign(group=groups.astype(object).reindex(rows["comment"]).array)
        of = units.groupby(groups, observed=False).nunique()
    n = rows.dropna(subset=["unit", "group"]).drop_duplicates(["code", "group", "unit"]).groupby(["code", "group"]).size()
    column = f"{by} of participant" if by in ("code", "name", "n", "of", "share") else by
    table = pd.DataFrame(
        [
            (code.id, code.name, depth, level, int(n.get((code.id, level), 0)), int(of[level]))
            for depth, code in codebook.walk()
            for level in levels
        ],
        columns=["code", "name", "depth_in_codebook", column, "n", "of"],
    )
    table["share"] = _share(table["n"], table["of"])
    return table


def _share(part: pd.Series[Any], whole: pd.Series[Any]) -> pd.Series[Any]:
    return (part / whole).astype("Float64")  # 0 / 0 becomes NA


def plot_codes(
    table: pd.DataFrame, *, ax: Axes | None = None, top: int | None = None, order: str = "tree", groups: int = 8
) -> Axes:
    """Bars of a table of :func:`count_codes`, with the counts at their ends; codes that have others under them are darker.

    Where the table has intervals, thin lines say between which counts of as many comments the shares lie.

    `top`: only the so many most frequent codes. `order`: ``tree`` (indented, as in the codebook) or ``count``.
    A table made with `by` gets a column of bars for each group: the bars show the shares, all on one scale, and the
    numbers are the counts; of more than `groups` the largest are drawn, and the caption says so. A new figure has the
    table's note as its caption; axes that are passed keep their figure as it is, and the note is in ``table.attrs["note"]``.
    Raises ``TooLittle`` for a table without rows.
    """
    if not len(table):
        raise TooLittle("A figure of the codes", "the table has no rows", "It needs a codebook with codes and, by coder, codings")
    by = table.attrs.get("by")
    codes = _codes_of(table, by, top, order)
    labels = [style.wrap_label(name) for name in codes["name"]]
    strong = codes["strong"].tolist()
    indents = codes["depth"].tolist() if order == "tree" else [0] * len(codes)
    columns = _columns_of(table, codes, by, groups) if by else []
    of_groups = table[by].nunique() if by else 0
    units = table.attrs.get("unit", "comment") + "s"
    width = max(style.WIDTH, 2.9 + 0.85 * len(columns))
    height = style.row_places(labels)[-1] + (style.columns_height(columns) if by else 0.75)
    target = style.new_axes(width, height) if ax is None else ax
    with style.figure_style():
        places = style.label_rows(target, labels, indents, strong)
        if by:
            style.draw_columns(target, places, columns, strong)
            longest = max(max(shares) for _, shares, _ in columns)
            target.set_xlabel(f"Bars: share of the group’s {units} (longest: {longest:.0%}).\nNumbers: {units}.", loc="left")
        else:
            ends = _ends(table, codes)
            style.draw_bars(target, places, codes["n"].tolist(), [f"{n:,}" for n in codes["n"]], strong)
            _draw_intervals(target, places, ends)
            target.set_xlabel(f"{units.capitalize()} with the code (of {table['of'].iloc[0]:,})", loc="left")
        if ax is None:
            said = f" The {len(columns)} largest of {of_groups} groups are shown." if len(columns) < of_groups else ""
            said += " Thin lines: the intervals." if not by and any(ends) else ""
            style.caption(target, table.attrs.get("note", "") + said)
    return target


def _ends(table: pd.DataFrame, codes: pd.DataFrame) -> list[tuple[float, float] | None]:
    """The ends of the interval of each code to draw, as numbers of units; None where there is none."""
    import pandas as pd

    if "low" not in table.columns:
        return [None] * len(codes)
    here = table.loc[codes.index]
    rows = zip(here["low"], here["high"], here["of"], strict=True)
    return [None if pd.isna(low) else (float(low) * of, float(high) * of) for low, high, of in rows]


def _draw_intervals(ax: Axes, places: list[float], ends: list[tuple[float, float] | None]) -> None:
    """A thin line over each bar that has an interval, and its number moved behind the line."""
    from matplotlib.patheffects import withStroke

    halo = withStroke(linewidth=2, foreground="white")  # to be seen on dark bars
    texts: list[Any] = ax.texts[-len(places) :]
    for place, text, end in zip(places, texts, ends, strict=True):
        if end is not None:
            ax.plot(end, [place, place], color=style.INK, linewidth=0.8, solid_capstyle="butt", zorder=3, path_effects=[halo])
            text.xy = (max(end[1], text.xy[0]), place)
    longest = max((end[1] for end in ends if end is not None), default=0)
    ax.set_xlim(0, max(ax.get_xlim()[1], longest * 1.12))


def _columns_of(table: pd.DataFrame, codes: pd.DataFrame, by: str, groups: int) -> list[style.Column]:
    """The columns of the so many largest groups, in the order of the table."""
    sizes = table.drop_duplicates(by).set_index(by)["of"].sort_values(ascending=False, kind="stable")
    columns = []
    for group, part in table[table[by].isin(sizes.index[:groups])].groupby(by, sort=False, observed=True):
        part = part.set_index("code").loc[codes.index]
        head = style.column_head(f"depth {group}" if by == "depth" else str(group), f"of {part['of'].iloc[0]:,}")
        columns.append((head, part["share"].astype("float64").fillna(0).tolist(), [f"{n:,}" for n in part["n"]]))
    return columns


def _codes_of(table: pd.DataFrame, by: str | None, top: int | None, order: str) -> pd.DataFrame:
    """One row a code to draw, index ``code``: ``name, depth, n, strong`` (has codes under it)."""
    if by:
        codes = table.groupby("code", sort=False).agg(name=("name", "first"), depth=("depth_in_codebook", "first"), n=("n", "sum"))
    else:
        codes = table[["name", "depth", "n"]].copy()
    codes["strong"] = codes["depth"].shift(-1, fill_value=0) > codes["depth"]
    ranked = codes.sort_values("n", ascending=False, kind="stable").head(len(codes) if top is None else top)
    return ranked if order == "count" else codes.loc[codes.index.isin(ranked.index)]
