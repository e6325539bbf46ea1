"""Which code answers which: from the comment answered to the reply, against what chance within the same thread would give.

Threads differ in what they speak of, so that codes seem to answer themselves wherever a thread is full of them: the usual
residuals of such a table find an effect where there is none nine times out of ten. Here codes are shuffled among the comments
of each thread, the tree of replies and the number of each code in the thread being kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ethnography.analysis.chance import adjusted, against_chance, plot_chance, reach, shuffled_places
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

    ``attrs``: ``note, seed, permutations, names`` (code id → name, in tree order). Raises ``TooLittle`` where there is no reply,
    ``UnknownId`` for another `replies`.

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
    n = marks[parents].T @ marks[children]
    drawn = (marks[order] for order in shuffled_places(threads, movable, permutations, seed))
    chance = against_chance(n, (codes[parents].T @ codes[children] for codes in drawn))
    expected, p = chance.expected, chance.p
    rows = []
    for i, j in zip(*np.nonzero((n > 0) | (expected > 0)), strict=True):
        here = marks[parents, i] * marks[children, j] > 0
        places = len(set(threads[children[here]]))
        ratio = n[i, j] / expected[i, j] if expected[i, j] else None
        rows.append((used[i], used[j], int(n[i, j]), float(expected[i, j]), ratio, float(p[i, j]), 0.0, len(parents), places))
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    table["q"] = adjusted(table["p"].to_numpy(dtype=float))
    table["ratio"] = table["ratio"].astype("Float64")
    table = table.sort_values(["p", "n"], ascending=[True, False], kind="stable", ignore_index=True)
    whose = (
        "" if replies == "all" else f" by {'the post’s author' if replies == 'post author' else 'others than the post’s author'}"
    )
    table.attrs.update({
        "seed": seed, "permutations": permutations, "replies": replies,
        "note": f"{len(parents):,} replies{whose} in {len(set(threads[children])):,} threads; p from {permutations:,} shuffles "
        f"of the codes within each thread (seed {seed}), q after Benjamini and Hochberg"
        f"{reach(len(table), 2 / (permutations + 1))}.",
        "names": {code.id: code.name for _, code in codebook.walk()},
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


def adjusted_residuals(counts: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """How many standard errors each cell of a table of counts lies above what its row and column alone would give.

    `counts` and result: ``(R, C)``; NaN in an empty row or column. They take every reply as independent of all others, which
    replies in threads are not: to describe a table, not to judge it. Source: Haberman 1973; Agresti 2007, table 2.5.

    >>> adjusted_residuals([[762, 327, 468], [484, 239, 477]]).round(2)[0].tolist()
    [4.5, 0.7, -5.32]
    """
    import numpy as np

    found = np.asarray(counts, dtype=float)
    total = found.sum()
    row, column = found.sum(axis=1, keepdims=True), found.sum(axis=0, keepdims=True)
    with np.errstate(all="ignore"):
        expected = row * column / total
        residuals: npt.NDArray[np.float64] = (found - expected) / np.sqrt(expected * (1 - row / total) * (1 - column / total))
    return residuals


def plot_transitions(table: pd.DataFrame, *, ax: Axes | None = None, top: int = 20) -> Axes:
    """What was found beside what chance gives, for the surest rows of a table of :func:`count_transitions`.

    Filled: n; ring: expected within threads; dark where q is below .05. Raises ``TooLittle`` for a table without rows.
    """
    if not len(table):
        raise TooLittle("A figure of replies", "the table has no rows", "It needs codes in comments and in their replies.")
    names: dict[str, str] = table.attrs.get("names", {})

    def label(row: dict[Any, Any]) -> str:
        return " → ".join(names.get(row[which], row[which]) for which in ("code", "answered_by"))

    return plot_chance(table, label, "Replies", ax=ax, top=top)
