"""Where do the places of a query lie, along each thread and in time? One mark a place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ethnography import style
from ethnography.analysis.dates import dates_of, label_dates
from ethnography.corpus import Corpus
from ethnography.errors import TooLittle, UnknownId
from ethnography.units import number_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

ALONG = ("thread", "time")


def plot_dispersion(
    table: pd.DataFrame, corpus: Corpus, *, along: str = "thread", ax: Axes | None = None, top: int | None = 30
) -> Axes:
    """The places of a table of :func:`~.concordance.keyword_in_context`: a row a thread, a mark a place, their number behind.

    `along`: ``thread`` (from its first comment to its last, in page order; the grey line is as long as the thread) or ``time``
    (the dates stated; places in comments without a date are counted in the caption). Threads in the order of the corpus; threads
    without a place have no row; `top`: the so many with the most places. Raises ``UnknownId`` for another `along`, ``TooLittle``
    where there is no place, or none with a date.
    """
    from matplotlib.ticker import MaxNLocator

    if along not in ALONG:
        raise UnknownId("way to go along", along, ALONG, "what a dispersion plot can show")
    if not len(table):
        raise TooLittle("A dispersion plot", "the table has no rows", "Ask for a term that occurs.")
    at, undated = _positions(table, corpus, along)
    if not len(at):
        raise TooLittle("A dispersion plot along time", "no place has a date", 'Take along="thread".')
    counts = at["thread"].value_counts()
    threads = [thread for thread in corpus.thread_ids if thread in set(counts.head(top or len(counts)).index)]
    titles = corpus.threads["title"]
    names = [titles[thread] if isinstance(titles[thread], str) else thread for thread in threads]
    labels = [style.wrap_label(str(name), 30) for name in names]
    target = style.new_axes(style.WIDTH, style.row_places(labels)[-1] + 0.85) if ax is None else ax
    with style.figure_style():
        places = style.label_rows(target, labels, [0] * len(labels), [False] * len(labels))
        for place, thread in zip(places, threads, strict=True):
            here = at.loc[at["thread"] == thread, "at"]
            ends = _ends(corpus, thread, along)
            target.plot(ends, [place, place], color=style.FAINT, linewidth=1, zorder=1, solid_capstyle="butt")
            target.vlines(here, place - 0.06, place + 0.06, color=style.STRONG, linewidth=1.1, zorder=2)
            target.annotate(f"{len(here):,}", (1, place), (4, 0), xycoords=("axes fraction", "data"), textcoords="offset points",
                            va="center_baseline", fontsize=style.RC["xtick.labelsize"])  # fmt: skip
        if along == "time":
            label_dates(target, "Date of the comment")
        else:
            target.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True, min_n_ticks=1))
            target.set_xlabel("Comments from the start of the thread (0: the post)", loc="left")
        if ax is None:
            style.caption(target, _note(table, len(at), len(threads), len(counts), undated))
    return target


def _positions(table: pd.DataFrame, corpus: Corpus, along: str) -> tuple[pd.DataFrame, int]:
    """The thread of each place and where it is on the axis; how many have no date. In a thread: comments from its start."""
    import pandas as pd

    about = corpus.comments
    thread = about["thread"].reindex(table["comment"]).array
    if along == "thread":
        length = about["text"].str.len().reindex(table["comment"]).to_numpy(dtype=float)
        at = about["position"].reindex(table["comment"]).to_numpy(dtype=float) + table["start"].to_numpy(dtype=float) / length
        return pd.DataFrame({"thread": thread, "at": at}), 0
    frame = pd.DataFrame({"thread": thread, "at": dates_of(corpus).reindex(table["comment"]).array})
    return frame.dropna(subset="at"), int(frame["at"].isna().sum())


def _ends(corpus: Corpus, thread: str, along: str) -> list[Any]:
    here = corpus.comments["thread"] == thread
    if along == "thread":
        positions = corpus.comments.loc[here, "position"]
        return [float(positions.min()), float(positions.max()) + 1]
    dates = dates_of(corpus)[here].dropna()
    return [dates.min(), dates.max()]


def _note(table: pd.DataFrame, shown: int, threads: int, of: int, undated: int) -> str:
    query = table.attrs.get("query", "")
    said = number_of(shown, "place") + (f" of “{query}”" if query else "") + f" in {number_of(of, 'thread')}"
    if threads < of:
        said += f", of which the {threads} with the most are shown"
    if undated:
        said += f"; {number_of(undated, 'place')} in comments without a date left out"
    return said + ". Grey: the thread."
