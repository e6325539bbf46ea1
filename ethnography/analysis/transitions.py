"""Which code answers which: from the comment answered to the reply, against what chance within the same thread would give.

Threads differ in what they speak of, so that codes seem to answer themselves wherever a thread is full of them: the usual
residuals of such a table find an effect where there is none nine times out of ten. Here codes are shuffled among the comments
of each thread, the tree of replies and the number of each code in the thread being kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ethnography import style
from ethnography.codebook.nouns import Codebook
from ethnography.corpus import Corpus
from ethnography.errors import TooLittle, UnknownId
from ethnography.units import presence

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd
    from matplotlib.axes import Axes

REPLIES = ("all", "post author", "others")
COLUMNS = ("code", "answered_by", "n", "expected", "ratio", "p", "q", "replies", "threads")


def count_transitions(
    codings: pd.DataFrame,
    corpus: Corpus,
    codebook: Codebook,
    *,
    replies: str = "all",
    include_children: bool = False,
    permutations: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """One row a pair of codes of which the second answers the first somewhere, or would by chance; the surest first.

    Columns: ``code`` (in the comment answered), ``answered_by`` (in the reply), ``n`` (replies with it), ``expected`` (the mean
    of the shuffles), ``ratio`` (n / expected; NA where that is 0), ``p`` (two-sided, of the shuffles, never 0), ``q`` (p after
    Benjamini & Hochberg for all rows), ``replies`` (all that were looked at), ``threads`` (in which n occurs). `replies`:
    ``all``, those of the ``post author``, or of ``others`` (where authors are not stated, neither). Posts keep their codes;
    pingbacks do not count. Every comment is taken as read: pass codings of threads that were coded whole.

    ``attrs``: ``note, seed, permutations``. Raises ``TooLittle`` where there is no reply, ``UnknownId`` for another `replies`.

    Source: permutation within strata, Good 2005; BH, Benjamini & Hochberg 1995.

    >>> from ethnography.coding import Coding, Codings, Segment
    >>> from ethnography.codebook import Code
    >>> from ethnography.corpus import Comment
    >>> replies = [Comment("c", "t", "p", "So."), Comment("d", "t", "c", "Oh.")]
    >>> corpus = Corpus.build([Comment("p", "t", None, "Why?", "post"), *replies])
    >>> book = Codebook("b", "1", (Code("ask", "Ask"), Code("tell", "Tell")))
    >>> asked = Coding("1", "ask", Segment("p", 0, 4), "Why?", "ada", "1")
    >>> told = Coding("2", "tell", Segment("c", 0, 3), "So.", "ada", "2")
    >>> table = count_transitions(Codings([asked, told]).to_frame(corpus), corpus, book, permutations=99)
    >>> table[["code", "answered_by", "n", "expected"]].round(1).values.tolist()
    [['ask', 'tell', 1, 0.5]]
    """
    import numpy as np
    import pandas as pd

    carried = presence(codings, corpus, codebook, include_children=include_children)
    used = [code for code in carried.columns if carried[code].any()]
    marks = carried[used].to_numpy(dtype=float)
    parents, children, threads, movable = _edges(corpus, carried, replies)
    shuffled = _shuffles(threads, movable, permutations, seed)
    n = marks[parents].T @ marks[children]
    total, more, less = np.zeros_like(n), np.zeros_like(n), np.zeros_like(n)
    for order in shuffled:
        drawn = marks[order]
        found = drawn[parents].T @ drawn[children]
        total += found
        more += found >= n
        less += found <= n
    p = np.minimum(1, 2 * (np.minimum(more, less) + 1) / (permutations + 1))
    expected = total / permutations
    rows = []
    for i, j in zip(*np.nonzero((n > 0) | (expected > 0)), strict=True):
        here = marks[parents, i] * marks[children, j] > 0
        places = len(set(threads[children[here]]))
        ratio = n[i, j] / expected[i, j] if expected[i, j] else None
        rows.append((used[i], used[j], int(n[i, j]), float(expected[i, j]), ratio, float(p[i, j]), 0.0, len(parents), places))
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    table["q"] = adjusted(table["p"].to_numpy()) if len(table) else table["q"]
    table["ratio"] = table["ratio"].astype("Float64")
    table = table.sort_values(["p", "n"], ascending=[True, False], kind="stable", ignore_index=True)
    whose = (
        "" if replies == "all" else f" by {'the post’s author' if replies == 'post author' else 'others than the post’s author'}"
    )
    table.attrs.update({
        "seed": seed, "permutations": permutations, "replies": replies,
        "note": f"{len(parents):,} replies{whose} in {len(set(threads[children])):,} threads; p from {permutations:,} shuffles "
        f"of the codes within each thread (seed {seed}), q after Benjamini and Hochberg.",
    })  # fmt: skip
    return table


def _edges(
    corpus: Corpus, carried: pd.DataFrame, replies: str
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[Any], npt.NDArray[np.bool_]]:
    """Places of the comment answered and of the reply, the thread of every comment, and which comments' codes may move."""
    import numpy as np
    import pandas as pd

    if replies not in REPLIES:
        raise UnknownId("kind of replies", replies, REPLIES, "what can be looked at")
    frame = corpus.comments.loc[carried.index]
    place = carried.index.get_indexer(pd.Index(frame["reply_to"].fillna("").array))
    linked = place >= 0
    if replies != "all":
        own = frame["is_post_author"].astype("boolean")
        linked &= (own if replies == "post author" else ~own).fillna(False).to_numpy(dtype=bool)
    if not linked.any():
        raise TooLittle("Which code answers which", f"there is no reply ({replies})", "It needs comments that answer others.")
    return place[linked], np.flatnonzero(linked), frame["thread"].to_numpy(), frame["kind"].ne("post").to_numpy()


def _shuffles(threads: npt.NDArray[Any], movable: npt.NDArray[np.bool_], permutations: int, seed: int) -> Any:
    """For each shuffle, the comment whose codes each comment gets: one of its own thread, posts their own."""
    import numpy as np

    rng = np.random.default_rng(seed)
    _, strata = np.unique(threads, return_inverse=True)
    places = np.flatnonzero(movable)
    groups = strata[places]
    base = places[np.argsort(groups, kind="stable")]
    for _ in range(permutations):
        order = np.arange(len(threads))
        order[base] = places[np.lexsort((rng.random(len(places)), groups))]
        yield order


def adjusted(p: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """p-values after Benjamini & Hochberg (1995): the share of false ones among those at least as small.

    >>> import numpy as np
    >>> adjusted(np.array([0.01, 0.04, 0.03])).round(3).tolist()
    [0.03, 0.04, 0.04]
    """
    import numpy as np

    order = np.argsort(p)
    ranked = p[order] * len(p) / np.arange(1, len(p) + 1)
    result = np.empty_like(ranked)
    result[order] = np.minimum(np.minimum.accumulate(ranked[::-1])[::-1], 1)
    return result


def plot_transitions(table: pd.DataFrame, *, ax: Axes | None = None, top: int = 20) -> Axes:
    """What was found beside what chance gives, for the surest rows of a table of :func:`count_transitions`.

    Filled: n; ring: expected within threads; dark where q is below .05. Raises ``TooLittle`` for a table without rows.
    """
    if not len(table):
        raise TooLittle("A figure of replies", "the table has no rows", "It needs codes in comments and in their replies.")
    rows = table.head(top)
    labels = [style.wrap_label(f"{row.code} → {row.answered_by}") for row in rows.itertuples()]
    target = style.new_axes(style.WIDTH, style.row_places(labels)[-1] + 0.85) if ax is None else ax
    with style.figure_style():
        places = style.label_rows(target, labels, [0] * len(labels), [False] * len(labels))
        for place, row in zip(places, rows.to_dict("records"), strict=True):
            color = style.STRONG if row["q"] < 0.05 else style.FAINT
            target.plot([row["expected"], row["n"]], [place, place], color=color, linewidth=1)
            target.plot([row["expected"]], [place], "o", color="white", markeredgecolor=color, markersize=4)
            target.plot([row["n"]], [place], "o", color=color, markersize=4)
        target.set_xlim(left=-0.3)
        target.set_xlabel("Replies. Filled: found; ring: expected within the same threads; dark: q < .05", loc="left")
        if ax is None:
            style.caption(target, table.attrs.get("note", ""))
    return target
