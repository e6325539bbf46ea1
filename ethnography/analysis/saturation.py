"""Do new codes still come up as reading goes on? Codes met for the first time, comment by comment."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ethnography import style
from ethnography.codebook.nouns import Codebook
from ethnography.corpus import Corpus
from ethnography.errors import TooLittle, UnknownId
from ethnography.units import counted_codings, number_of, unit_of_comments

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

ORDERS = ("time", "corpus")
COLUMNS = ("coder", "read", "comment", "thread", "new", "so_far", "codes")


def count_new_codes(
    codings: pd.DataFrame,
    corpus: Corpus,
    codebook: Codebook,
    *,
    order: str = "time",
    seen: Iterable[tuple[str, str]] | None = None,
) -> pd.DataFrame:
    """One row a coder and comment read, in the order of reading: how many codes came up there for the first time.

    `order`: ``time`` (the comments that the coder coded, by the time of the first coding that stands; comments without a
    coding have no time and no row) or ``corpus`` (all comments and posts in corpus order, or those of `seen`, pairs of coder
    and comment as ``State.seen``; those without a code bring nothing new).

    Columns: ``coder``; ``read`` (1, 2, …); ``comment, thread``; ``new`` (codes that no earlier comment of this coder has);
    ``so_far`` (codes up to here); ``codes`` (the new ones, a tuple in tree order). A parent code counts only where it was applied
    itself. No codings: no rows. ``attrs["note"]``. A curve that grows flat says that this coder meets little new, in this order;
    not that nothing new is to be found. Raises ``UnknownId`` for another `order`.

    Source: Guest, Bunce & Johnson 2006 (new codes by case); Saunders et al. 2018 (what that does not show).

    >>> from ethnography.codebook import Code
    >>> from ethnography.coding import Coding, Codings, Segment
    >>> from ethnography.corpus import Comment
    >>> corpus = Corpus.build([Comment("p", "t", None, "Hello", "post"), Comment("c", "t", "p", "Thanks")])
    >>> made = Codings([Coding("1", "thanks", Segment("c", 0, 6), "Thanks", "ada", "2024-01-01T00:00:00Z")])
    >>> book = Codebook("b", "1", (Code("thanks", "Thanks"),))
    >>> count_new_codes(made.to_frame(corpus), corpus, book, order="corpus")[["read", "comment", "new"]].values.tolist()
    [[1, 'p', 0], [2, 'c', 1]]
    """
    import pandas as pd

    if order not in ORDERS:
        raise UnknownId("order of reading", order, ORDERS, "what is known")
    rows = counted_codings(codings, corpus, codebook, include_children=False)
    rows = rows.assign(at=codings["at"].reindex(rows["coding"]).array)
    tree = [code.id for _, code in codebook.walk()]
    everything = [str(id) for id in unit_of_comments(corpus).index]
    threads = corpus.comments["thread"]
    listed = None if seen is None else set(seen)
    found = []
    for coder, mine in rows.groupby("coder"):
        codes = {str(comment): set(group) for comment, group in mine.groupby("comment", sort=False)["code"]}
        if order == "time":
            read = [str(comment) for comment in mine.sort_values("at", kind="stable")["comment"].drop_duplicates()]
        else:
            read = [id for id in everything if listed is None or (coder, id) in listed or id in codes]
        met: set[str] = set()
        for place, comment in enumerate(read, 1):
            new = codes.get(comment, set()) - met
            met |= new
            found.append((coder, place, comment, threads[comment], len(new), len(met), tuple(c for c in tree if c in new)))
    table = pd.DataFrame(found, columns=list(COLUMNS)).astype(dict.fromkeys(["coder", "comment", "thread"], "str"))
    table = table.astype(dict.fromkeys(["read", "new", "so_far"], "int64"))
    how = {"time": "comments coded, by the time of their first coding", "corpus": "comments and posts in corpus order"}[order]
    by = "; ".join(f"{coder}: {number_of(last, 'code')}" for coder, last in table.groupby("coder")["so_far"].max().items())
    said = f"Codes met for the first time; {how}; {number_of(len(tree), 'code')} in the codebook" + (f"; {by}" if by else "")
    table.attrs.update({"note": said + ".", "order": order})
    return table


def plot_saturation(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """The codes met so far against the comments read, a step line a coder with the name at its end; dots: comments with a new code.

    Of a table of :func:`count_new_codes`. Raises ``TooLittle`` for a table without rows.
    """
    from matplotlib.ticker import MaxNLocator

    if not len(table):
        raise TooLittle("A figure of saturation", "the table has no rows", "Code some comments first.")
    colors = [style.OKABE_ITO[name] for name in ("blue", "vermillion", "bluish green", "reddish purple", "orange", "black")]
    marks, lines = "os^Dv*", ("-", "--", "-.", ":")
    target = style.new_axes(style.WIDTH, 3.4) if ax is None else ax
    ends: list[float] = []
    with style.figure_style():
        for number, (coder, part) in enumerate(table.groupby("coder", sort=False)):
            color = colors[number % len(colors)]
            target.step([0, *part["read"]], [0, *part["so_far"]], where="post", color=color, linestyle=lines[number % len(lines)],
                        linewidth=1.2)  # fmt: skip
            first = part[part["new"] > 0]
            target.plot(first["read"], first["so_far"], marks[number % len(marks)], color=color, markersize=3)
            end = (float(part["read"].iloc[-1]), float(part["so_far"].iloc[-1]))
            near = sum(abs(end[1] - other) < 0.6 for other in ends)
            ends.append(end[1])
            target.annotate(str(coder), end, (5, -9 * near), textcoords="offset points", va="center", color=color, parse_math=False)
        target.set_xlim(0, table["read"].max() * 1.12)
        target.set_ylim(0, table["so_far"].max() * 1.08 + 0.5)
        for axis in (target.xaxis, target.yaxis):
            axis.set_major_locator(MaxNLocator(nbins=7, integer=True, min_n_ticks=1))
        target.set_xlabel("Comments read", loc="left")
        target.set_ylabel("Codes met so far", loc="top")
        if ax is None:
            style.caption(target, table.attrs.get("note", "") + " Marks: comments with a new code.")
    return target
