"""How sure is a code's share of the comments? Intervals that draw whole threads, or authors where they matter more."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from ethnography.codebook.nouns import Codebook
from ethnography.corpus import Corpus
from ethnography.resampling import FEW, FEWEST, RESAMPLES, Interval, draw_clusters, interval_of, level_to_draw, number_clusters
from ethnography.units import number_of, presence

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Array = npt.NDArray[np.float64]


def share_intervals(
    codings: pd.DataFrame,
    corpus: Corpus,
    codebook: Codebook,
    *,
    include_children: bool = True,
    posts: bool = True,
    level: float = 0.95,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> pd.DataFrame:
    """The interval of the share of comments that carry each code: index ``code`` in tree order, ``low, high, interval``.

    Whole threads are drawn anew, or authors where the design effect of these is larger and there are 10 of them (a comment
    whose author is not stated counts as somebody of its own). ``low, high``: from 0 to 1, NA where there is none: below 10
    threads, and for a code that no comment carries or that all do. ``interval``: how it was made and what was drawn, or
    ``none:`` and the reason. ``attrs``: ``note, seed, level``.

    Source: Efron & Tibshirani 1993 (percentile bootstrap, jackknife); Cameron, Gelbach & Miller 2008 (clusters).

    >>> from ethnography.codebook import Code
    >>> from ethnography.coding import Codings
    >>> from ethnography.corpus import Comment
    >>> corpus = Corpus.build([Comment("p", "t", None, "Hello", "post")])
    >>> share_intervals(Codings().to_frame(corpus), corpus, Codebook("b", "1", (Code("a", "A"),)))["interval"].item()
    'none: 1 thread, and an interval needs 10'
    """
    import pandas as pd

    carried = presence(codings, corpus, codebook, include_children=include_children, posts=posts)
    about = corpus.comments.loc[carried.index]
    levels = {by: number_clusters(about[by]) for by in ("thread", "author")}
    draw = cache(lambda clusters: draw_clusters(clusters, resamples, seed))
    rows = []
    for code in carried.columns:
        interval = _interval(carried[code].to_numpy(dtype=float), levels, level, resamples, seed, draw)
        low, high = (None if end is None else min(1.0, max(0.0, end)) for end in (interval.low, interval.high))
        rows.append((low, high, _described(interval)))
    table = pd.DataFrame(rows, columns=["low", "high", "interval"], index=carried.columns.astype("str").rename("code"))
    table = table.astype({"low": "Float64", "high": "Float64", "interval": "str"})
    threads = about["thread"].nunique()
    said = f"no intervals, which need {FEWEST} threads: there {'is' if threads == 1 else 'are'} {threads}"
    if threads >= FEWEST:
        said = f"{level:.0%} intervals that draw {number_of(threads, 'thread')}, or authors where they differ more (seed {seed})"
    table.attrs.update({"note": said, "seed": seed, "level": level})
    return table


def _interval(
    marks: Array, levels: dict[str, npt.NDArray[np.int64]], level: float, resamples: int, seed: int, draw: Callable[[int], Array]
) -> Interval:
    """The interval of the share of marks; `levels`: by thread and by author, the cluster of each."""
    import numpy as np

    threads = int(levels["thread"].max(initial=-1)) + 1
    if threads >= FEWEST and marks.min() == marks.max():
        reason = "no comment carries the code" if not marks[0] else "every comment carries the code"
        return Interval(None, None, level, "none", "thread", threads, reason=reason)
    by = level_to_draw(marks, levels)
    sums = np.column_stack([np.bincount(levels[by], weights=marks), np.bincount(levels[by]).astype(float)])
    drawn = draw(len(sums)) if len(sums) >= FEW else None
    return interval_of(sums, lambda s: s[:, 0] / s[:, 1], by=by, level=level, resamples=resamples, seed=seed, drawn=drawn)


def _described(interval: Interval) -> str:
    if interval.method == "none":
        return f"none: {interval.reason}"
    return f"{interval.method}, {interval.clusters} {interval.by}s"
