"""Which words are typical of one group of comments beside the others: how much more frequent, how surely, how evenly.

Three questions: the log ratio says how much, the p-value how surely (of shuffles that respect threads and people, see
:mod:`~ethnography.analysis.sides`), and dispersion whether the word is the group's or one thread's. The log-likelihood is
given to rank by, as corpus linguists do; a p-value read off it takes every word as independent and is far too small here.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from ethnography import style
from ethnography.analysis.chance import adjusted, reach
from ethnography.analysis.sides import blocks_of, chance_of_words
from ethnography.analysis.words import ENGLISH_STOP, stretches, words_of
from ethnography.corpus import Comment, Corpus
from ethnography.errors import TooLittle, UnknownId
from ethnography.text import plain
from ethnography.units import number_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd
    from matplotlib.axes import Axes

COLUMNS = ("word", "n", "rest", "per_10k", "rest_per_10k", "log_ratio", "log_likelihood", "p", "q", "dp", "threads", "authors")


def compare_words(
    corpus: Corpus,
    group: Collection[str],
    *,
    rest: Collection[str] | None = None,
    minimum: int = 3,
    stop: Collection[str] = ENGLISH_STOP,
    permutations: int = 10_000,
    seed: int = 0,
) -> pd.DataFrame:
    """One row a word that is commoner or rarer in a group of comments than in the rest, the commoner ones first.

    `group`, `rest`: ids of comments (all others, pingbacks left out, if `rest` is left out). Columns: ``word``; ``n, rest`` (how
    often); ``per_10k, rest_per_10k``; ``log_ratio`` (binary logarithm of the ratio of the two shares, a zero counted as a
    half: 1 is twice as common); ``log_likelihood`` (two cells; to rank by); ``p`` (two-sided, never 0: how often comments put
    on either side by chance differ as much), ``q`` (p after Benjamini & Hochberg for all words tested); ``dp`` (Gries: over the
    threads of the side where the word is commoner, from 0, as evenly as they are long, to near 1, in a short one only; NA where
    that side is one thread); ``threads, authors`` in the group. Words that occur less than `minimum` times in both together, and
    those of `stop`, are not tested.

    For p, whole threads change sides where each is on one side only. Where groups cut across threads (those with a code, those
    by nurses), the shuffles stay within each thread and posts keep their side: all that a person says in a thread moves
    together, or single comments where people are on both sides. The note says which. p and q are NA where nothing can move, and
    with ``permutations=0``, which is faster and enough for looking around.

    References are left out; words in another's voice count, but for no author. ``attrs``: ``note, seed, permutations``.

    Raises ``UnknownId`` for a comment that is not here, ``TooLittle`` where one side has no word or both share a
    comment.

    Source: Rayson & Garside 2000; Hardie 2014 (log ratio); Gries 2008 (DP); Good 2005 (permutation within strata); BH 1995.

    >>> from ethnography.corpus import Comment
    >>> corpus = Corpus.build([Comment("a", "t", None, "tea tea tea", "post"), Comment("b", "t", "a", "rota and rota and rota")])
    >>> compare_words(corpus, ["a"], permutations=0)[["word", "n", "rest"]].values.tolist()
    [['tea', 3, 0], ['rota', 0, 3]]
    """
    import numpy as np
    import pandas as pd

    frame = corpus.comments[corpus.comments["kind"].ne("pingback")]
    for id in (*group, *(rest or ())):
        if id not in frame.index:
            raise UnknownId("comment", id, frame.index)
    inside = frame.loc[frame.index.isin(list(group))]
    outside = frame.loc[frame.index.isin(list(rest)) if rest is not None else ~frame.index.isin(list(group))]
    if twice := inside.index.intersection(outside.index).tolist():
        found = f"{len(twice)} comments are in the group and in the rest, {twice[0]} among them"
        raise TooLittle("Typical words", found, "Leave them out of one.")
    mine, theirs = _Counted(corpus, inside), _Counted(corpus, outside)
    if not mine.total or not theirs.total:
        raise TooLittle("Typical words", f"the group has {mine.total} words and the rest {theirs.total}", "Both need some.")
    left_out = {plain(word).lower() for word in stop}
    words = [w for w in sorted({*mine.words, *theirs.words}) if mine.words[w] + theirs.words[w] >= minimum and w not in left_out]
    rows = [_row(word, mine, theirs) for word in words]
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype({"word": "str", "dp": "Float64"})
    p, how = _chance(frame.loc[frame.index.isin([*inside.index, *outside.index])], mine, theirs, words, permutations, seed)
    table["p"] = pd.array(p, dtype="Float64")
    table["q"] = pd.array(p if np.isnan(p).any() else adjusted(p), dtype="Float64")
    table = table.sort_values(["log_ratio", "log_likelihood"], ascending=False, kind="stable", ignore_index=True)
    sizes = f"{mine.total:,} words in {len(inside):,} comments beside {theirs.total:,} words in {len(outside):,}"
    table.attrs["note"] = f"{sizes}; {number_of(len(words), 'word')} tested (at least {number_of(minimum, 'time')}); {how}."
    table.attrs.update({"seed": seed, "permutations": permutations})
    return table


def _chance(
    frame: pd.DataFrame, mine: _Counted, theirs: _Counted, words: list[str], permutations: int, seed: int
) -> tuple[npt.NDArray[np.float64], str]:
    """The p-values of the words, and for the note how they were made or why there are none."""
    import numpy as np
    from scipy.sparse import csr_array

    if not permutations:
        return np.full(len(words), np.nan), "no p-values were asked for"
    blocks = blocks_of(frame, frame.index.isin(list(mine.by_comment)))
    if not blocks.possible:
        return np.full(len(words), np.nan), f"no p-values, since shuffling {blocks.said} changes nothing"
    column = {word: number for number, word in enumerate(words)}
    counted = [(mine.by_comment if id in mine.by_comment else theirs.by_comment)[id] for id in frame.index]
    cells = [(n, row, column[word]) for row, uses in enumerate(counted) for word, n in uses.items() if word in column]
    values, rows, columns = (np.array(part) for part in zip(*cells, strict=True)) if cells else ([], [], [])
    uses = csr_array((np.asarray(values, dtype=float), (rows, columns)), shape=(len(frame), len(words)))
    totals = np.array([uses_of.total() for uses_of in counted], dtype=float)
    p = chance_of_words(uses, totals, blocks, permutations, seed)
    how = f"p from {permutations:,} shuffles of {blocks.said} (seed {seed}), q after Benjamini and Hochberg"
    return p, how + reach(len(words), 2 / (permutations + 1))


class _Counted:
    """The words of some comments: how often, in which threads, by whom."""

    def __init__(self, corpus: Corpus, frame: pd.DataFrame) -> None:
        self.words: Counter[str] = Counter()
        self.by_comment: dict[str, Counter[str]] = {}
        self.by_thread: dict[str, Counter[str]] = {}
        self.authors: dict[str, set[str]] = {}
        for id in frame.index:
            self.add(corpus.comment(id))
        self.total = self.words.total()
        self.sizes = {thread: words.total() for thread, words in self.by_thread.items()}

    def add(self, comment: Comment) -> None:
        here = self.by_comment.setdefault(comment.id, Counter())
        for start, end, own in stretches(comment):
            words = words_of(comment.text[start:end])
            here.update(words)
            if own and comment.author is not None:
                for word in set(words):
                    self.authors.setdefault(word, set()).add(comment.author)
        self.words.update(here)
        self.by_thread.setdefault(comment.thread, Counter()).update(here)


def _row(word: str, mine: _Counted, theirs: _Counted) -> tuple[Any, ...]:
    a, b = mine.words[word], theirs.words[word]
    surely = log_likelihood(a, b, mine.total, theirs.total)
    share, other = a / mine.total, b / theirs.total
    threads = sum(words[word] > 0 for words in mine.by_thread.values())
    ratio = log_ratio(a, b, mine.total, theirs.total)
    spread = _dispersion(word, mine if share >= other else theirs)
    return (word, a, b, share * 1e4, other * 1e4, ratio, surely, None, None, spread, threads, len(mine.authors.get(word, ())))


def _dispersion(word: str, side: _Counted) -> float | None:
    """Over the threads of the side; None where it is one thread, which says nothing."""
    if len(side.by_thread) < 2:
        return None
    return deviation_of_proportions([words[word] for words in side.by_thread.values()], list(side.sizes.values()))


def log_ratio(a: float, b: float, c: float, d: float) -> float:
    """How much more common a word is that occurs a times in c words beside b times in d words: the binary logarithm.

    0: as common, 1: twice, −1: half as common; a zero counts as a half. Source: Hardie 2014.

    >>> round(log_ratio(6, 2, 10_000, 10_000), 3)
    1.585
    """
    return math.log2((a or 0.5) / c) - math.log2((b or 0.5) / d)


def log_likelihood(a: float, b: float, c: float, d: float) -> float:
    """How surely a word that occurs a times in c words and b times in d words is not equally common in both (two cells).

    Source: Rayson & Garside 2000; 52 in 50,000 and 57 in 75,000 give 2.65.

    >>> round(log_likelihood(52, 57, 50_000, 75_000), 2)
    2.65
    """
    first, second = c * (a + b) / (c + d), d * (a + b) / (c + d)
    return 2 * ((a * math.log(a / first) if a else 0.0) + (b * math.log(b / second) if b else 0.0))


def deviation_of_proportions(counts: Sequence[float], sizes: Sequence[float], *, norm: bool = False) -> float:
    """How unevenly a word is spread over parts: 0 as the sizes have it, near 1 in a small part only; NaN if nowhere.

    `norm`: divided by its largest possible value, so that it reaches 1. Source: Gries 2008; Lijffijt & Gries 2012.

    >>> round(deviation_of_proportions([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]), 2)
    0.18
    """
    total, whole = sum(counts), sum(sizes)
    if not total or not whole:
        return float("nan")
    apart = sum(abs(size / whole - count / total) for count, size in zip(counts, sizes, strict=True)) / 2
    smallest = min(size / whole for size in sizes if size)
    return apart / (1 - smallest) if norm and smallest < 1 else apart


def plot_keyness(table: pd.DataFrame, *, ax: Axes | None = None, top: int = 15) -> Axes:
    """The words most typical of the group (right) and of the rest (left), by log ratio; dark where q is below .05.

    Raises ``TooLittle`` for a table without rows.
    """
    import pandas as pd

    if not len(table):
        raise TooLittle("A figure of typical words", "the table has no rows", "Take a larger group, or a smaller minimum.")
    rows = pd.concat([table.head(top), table.tail(min(top, max(0, len(table) - top)))])
    labels = [style.wrap_label(word) for word in rows["word"]]
    target = style.new_axes(style.WIDTH, style.row_places(labels)[-1] + 0.85) if ax is None else ax
    with style.figure_style():
        places = style.label_rows(target, labels, [0] * len(labels), [False] * len(labels))
        colors = [style.STRONG if sure else style.LIGHT for sure in rows["q"].lt(0.05).fillna(False)]
        target.barh(places, rows["log_ratio"], height=style.BAR, color=colors)
        target.axvline(0, color=style.INK, linewidth=0.7)
        target.set_xlabel("Log ratio (1: twice as common in the group, −1: half); dark: q < .05", loc="left")
        if ax is None:
            style.caption(target, table.attrs.get("note", ""))
    return target
