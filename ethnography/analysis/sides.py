"""Whether words differ between two sides of comments by more than chance: which comments are on which side is shuffled.

Words of one comment, one person and one thread depend on each other, so that a test which takes every word by itself finds
differences where there are none. What moves from side to side here stays as large as what the sides were made of: whole
threads, what one person says in a thread, or single comments.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ethnography.analysis.chance import shuffled_places
from ethnography.errors import TooLittle
from ethnography.resampling import number_clusters
from ethnography.units import number_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Array = npt.NDArray[np.float64]

AT_ONCE = 250  # shuffles


@dataclass(frozen=True, slots=True)
class Blocks:
    """What moves as one: `of` the block of each comment; of each block its `strata`, whether it `moves`, and its side (`inside`).

    `said`: what is shuffled, in a few words; `possible`: whether a shuffle can change anything.
    """

    of: npt.NDArray[np.int64]
    strata: npt.NDArray[np.int64]
    moves: npt.NDArray[np.bool_]
    inside: npt.NDArray[np.bool_]
    said: str

    @property
    def possible(self) -> bool:
        return any(len(set(self.inside[self.moves & (self.strata == one)])) == 2 for one in set(self.strata[self.moves]))


def blocks_of(frame: pd.DataFrame, inside: npt.NDArray[np.bool_]) -> Blocks:
    """The blocks of these comments (rows of ``Corpus.comments``) that are `inside` the group or not.

    Whole threads move where none has comments on both sides. Else shuffles stay within threads and posts do not move: all that
    one person says in a thread moves together where no person is on both sides of a thread, single comments elsewhere. A
    comment whose author is not stated is by somebody of its own.

    >>> from ethnography.corpus import Comment, Corpus
    >>> corpus = Corpus.build([Comment("p", "t", None, "Why?", "post"), Comment("q", "u", None, "Oh", "post")])
    >>> import numpy as np
    >>> blocks_of(corpus.comments, np.array([True, False])).said
    '2 whole threads between the sides'
    """
    import numpy as np

    threads, posts = number_clusters(frame["thread"]), frame["kind"].eq("post").to_numpy(dtype=bool)
    if not _mixed(threads, inside).any():
        whole = _first(threads)
        said = f"{number_of(len(whole), 'whole thread')} between the sides"
        return Blocks(threads, np.zeros_like(whole), np.ones(len(whole), dtype=bool), inside[whole], said)
    speakers = number_clusters(frame["author"])
    people = number_clusters(zip(threads.tolist(), speakers.tolist(), posts.tolist(), strict=True))
    together = not _mixed(people, inside).any()
    of = people if together else np.arange(len(frame))
    first = _first(of)
    both = len(set(threads[inside]) & set(threads[~inside]))
    what = "what each person says in a thread" if together else "comments"
    said = f"{what} between the sides within each of the {number_of(both, 'thread')} that have both, posts kept in place"
    return Blocks(of, threads[first], ~posts[first], inside[first], said)


def _first(of: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The place where each number comes first."""
    import numpy as np

    return np.unique(of, return_index=True)[1]


def _mixed(of: npt.NDArray[np.int64], inside: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Whether each number occurs on both sides."""
    import numpy as np

    there = np.bincount(of, weights=inside)
    return (there > 0) & (there < np.bincount(of))


def chance_of_words(uses: Any, totals: Array, blocks: Blocks, permutations: int, seed: int) -> Array:
    """The p-value of each word: two-sided, never 0; NaN where no shuffle changes anything.

    `uses`: a scipy sparse array ``(comments, words)``; `totals` ``(comments,)``: all words of each. What is compared is the word's
    share of the group's words less its share of the rest; p is twice the share of the shuffles, what was found among them, that
    lie as far out on the nearer side. Raises ``TooLittle`` for no permutations.

    Source: Good 2005 (permutation within strata); Phipson & Smyth 2010 (why 1 is added).
    """
    import numpy as np
    from scipy.sparse import csr_array

    if permutations < 1:
        raise TooLittle("What chance gives", f"{permutations} permutations", "Take 1,000 or more.")
    if not blocks.possible:
        return np.full(uses.shape[1], np.nan)
    n, size = len(blocks.of), len(blocks.inside)
    summed = csr_array((np.ones(n), (blocks.of, np.arange(n))), shape=(size, n))
    words, lengths = (summed @ uses).T.tocsr(), summed @ totals
    of, whole = np.asarray(words.sum(axis=1), dtype=float)[:, None], float(lengths.sum())
    found = _apart(words @ blocks.inside.astype(float)[:, None], of, lengths @ blocks.inside[:, None], whole)
    more, less = np.zeros(words.shape[0]), np.zeros(words.shape[0])
    steps = [AT_ONCE] * (permutations // AT_ONCE) + [permutations % AT_ONCE]
    for number, columns in enumerate(step for step in steps if step):
        # its own seed for each lot: together they are as many shuffles as were asked for
        places = next(shuffled_places(blocks.strata, blocks.moves, 1, seed + 7919 * number, columns=columns))
        side = blocks.inside[places].astype(float)
        apart = _apart(words @ side, of, lengths @ side, whole)
        more += (apart >= found - 1e-12).sum(axis=1)
        less += (apart <= found + 1e-12).sum(axis=1)
    return np.asarray(np.minimum(1, 2 * (np.minimum(more, less) + 1) / (permutations + 1)), dtype=float)


def _apart(here: Array, of: Array, length: Array, whole: float) -> Array:
    """The share of the words of the group less that of the rest; `of`: how often each word in both; arrays that broadcast.

    A side without words counts as one with a single word.
    """
    import numpy as np

    return np.asarray(here / np.maximum(length, 1) - (of - here) / np.maximum(whole - length, 1), dtype=float)
