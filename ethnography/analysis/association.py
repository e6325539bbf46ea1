"""How closely do two codes belong together: in one comment, in the same words, or along a path of replies?

:func:`measure_pairs` makes the table, :func:`plot_association` the figure. The measures are functions of counts:
:func:`jaccard_of`, :func:`positive_pmi`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ethnography.analysis.chance import adjusted, against_chance, plot_chance, reach, shuffled_places
from ethnography.codebook.nouns import Codebook
from ethnography.corpus import Corpus
from ethnography.errors import TooLittle, UnknownId
from ethnography.units import counted_codings, number_of, presence

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd
    from matplotlib.axes import Axes

    Array = npt.NDArray[np.float64]

WHERE = ("comment", "overlap", "path")
COLUMNS = ("code", "with", "n", "n_code", "n_with", "of", "jaccard", "c", "ppmi", "uneven", "expected", "p", "q", "threads")
UNEVEN = 5  # ATLAS.ti warns of its coefficient where one code is more than so many times as frequent as the other


def measure_pairs(
    codings: pd.DataFrame,
    corpus: Corpus,
    codebook: Codebook,
    *,
    where: str = "comment",
    within: int = 2,
    minimum: int = 3,
    include_children: bool = False,
    permutations: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """One row a pair of codes that meet somewhere, or would by chance; the surest first.

    `where` codes meet: ``comment``, in one comment or post; ``overlap``, in segments that share a code point; ``path``, in a
    comment and the `within` comments above it that it answers, directly or through others (0: the comment alone).

    Columns: ``code, with``; ``n`` (comments in which they meet; for ``path``, comments at the end of a path with both);
    ``n_code, n_with`` (with each), ``of`` (all); ``jaccard`` (n over those with either, 0 to 1); ``c`` (for ``overlap``: the
    c-coefficient of ATLAS.ti, the same of segments; it can pass 1 where segments of one code meet several of the other; NA
    elsewhere); ``ppmi`` (positive pointwise mutual information in bits; NA where n is below `minimum`, for rare pairs make it
    jump); ``uneven`` (one code is more than 5 times as frequent as the other, so that jaccard and c stay low whatever they
    do); ``expected`` (mean of the shuffles), ``p`` (two-sided, never 0), ``q`` (after Benjamini & Hochberg for all rows);
    ``threads`` (in which n occurs).

    Shuffles move codes within each thread, each code by itself; posts keep theirs. For ``overlap`` the segments stay and their
    codes move. ``attrs``: ``note, where, within, seed, permutations, names``. Raises ``UnknownId`` for another `where`,
    ``TooLittle`` where no comment carries a code.

    Source: Jaccard 1912; ATLAS.ti 22 manual (c); Church & Hanks 1990, Jurafsky & Martin 2023, ch. 6 (PPMI); Good 2005.

    >>> from ethnography.codebook import Code
    >>> from ethnography.coding import Coding, Codings, Segment
    >>> from ethnography.corpus import Comment
    >>> corpus = Corpus.build([Comment("p", "t", None, "Hello", "post"), Comment("c", "t", "p", "Thanks, sorry")])
    >>> book = Codebook("b", "1", (Code("thanks", "Thanks"), Code("regret", "Regret")))
    >>> made = Codings([Coding("1", "thanks", Segment("c", 0, 6), "Thanks", "ada", "2024-01-01T00:00:00Z"),
    ...                 Coding("2", "regret", Segment("c", 8, 13), "sorry", "ada", "2024-01-01T00:00:00Z")])
    >>> measure_pairs(made.to_frame(corpus), corpus, book)[["code", "with", "n", "jaccard"]].values.tolist()
    [['thanks', 'regret', 1, 1.0]]
    """
    if where not in WHERE:
        raise UnknownId("place to meet", where, WHERE, "what can be looked at")
    carried = presence(codings, corpus, codebook, include_children=include_children)
    used = [str(code) for code in carried.columns if carried[code].any()]
    if not used:
        raise TooLittle("Codes that meet", "no comment carries a code", "Code some comments first.")
    carried = carried[used]
    frame = corpus.comments.loc[carried.index]
    if where == "overlap":
        rows = counted_codings(codings, corpus, codebook, include_children=include_children)
        spans = rows.join(codings[["start", "end"]], on="coding")
        found = _in_segments(spans, carried, frame, permutations, seed)
    else:
        found = _in_comments(carried, frame, within if where == "path" else 0, permutations, seed)
    table = _measured(found, used, minimum, frame["thread"].to_numpy())
    meet = {"comment": "in one comment", "overlap": "in segments that overlap"}.get(
        where, f"in a comment and the {within} above it that it answers"
    )
    said = f"Codes that meet {meet}, in {number_of(len(frame), 'comment')} (posts among them) of "
    said += f"{number_of(frame['thread'].nunique(), 'thread')}; p from {permutations:,} shuffles of the codes within each thread "
    said += f"(seed {seed}), q after Benjamini and Hochberg{reach(len(table), 2 / (permutations + 1))}"
    if uneven := int(table["uneven"].sum()):
        said += f"; in {number_of(uneven, 'pair')} one code is more than {UNEVEN} times as frequent, where jaccard and c say little"
    table.attrs.update({"note": said + ".", "where": where, "within": within if where == "path" else None})
    table.attrs.update({"seed": seed, "permutations": permutations, "names": {code.id: code.name for _, code in codebook.walk()}})
    return table


@dataclass(frozen=True, slots=True)
class _Found:
    """Where codes meet: `n` ``(C, C)`` (one code before the other), `each` ``(C,)``, out of `of`; `c` ``(C, C)`` or None.

    `drawn`: the same as `n` after each shuffle; `met`: the places of the comments in which two codes meet.
    """

    n: Array
    each: Array
    of: int
    c: Array | None
    drawn: Iterator[Array]
    met: Callable[[int, int], npt.NDArray[Any]]


def _in_comments(carried: pd.DataFrame, frame: pd.DataFrame, within: int, permutations: int, seed: int) -> _Found:
    import numpy as np
    import pandas as pd

    marks = carried.to_numpy(dtype=float)
    parent = carried.index.get_indexer(pd.Index(frame["reply_to"].fillna("").array))
    steps, above = [], np.arange(len(marks))
    for _ in range(within):
        above = np.where(above >= 0, parent[above], -1)
        steps.append((np.flatnonzero(above >= 0), above[above >= 0]))

    def along(values: Array) -> Array:
        seen = values.copy()
        for places, ancestors in steps:
            seen[places] = np.maximum(seen[places], values[ancestors])
        return seen

    def pairs(values: Array) -> Array:
        seen = along(values)
        counts: Array = np.triu(seen.T @ seen, 1)
        return counts

    moves = shuffled_places(frame["thread"], frame["kind"].ne("post"), permutations, seed, columns=marks.shape[1])
    seen = along(marks)
    drawn = (pairs(np.take_along_axis(marks, order, axis=0)) for order in moves)
    return _Found(
        pairs(marks), seen.sum(axis=0), len(marks), None, drawn, lambda one, other: np.flatnonzero(seen[:, one] * seen[:, other])
    )


def _in_segments(spans: pd.DataFrame, carried: pd.DataFrame, frame: pd.DataFrame, permutations: int, seed: int) -> _Found:
    import numpy as np
    import pandas as pd

    spans = spans.drop_duplicates(["comment", "start", "end", "code"]).reset_index(drop=True)
    comment = carried.index.get_indexer(pd.Index(spans["comment"]))
    codes, size = carried.columns.get_indexer(pd.Index(spans["code"])), carried.shape[1]
    pairs = [
        (int(one), int(other))
        for _, group in spans.groupby("comment", sort=False)
        for place, (one, end) in enumerate(zip(group.index, group["end"], strict=True))
        for other, start, stop in zip(group.index[:place], group["start"], group["end"], strict=False)
        if start < end and group["start"].iloc[place] < stop
    ]
    first, second = np.array(pairs, dtype=np.int64).reshape(-1, 2).T

    def met(labels: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """A number for each comment and pair of codes, the pair in the last two places; one for each pair of segments."""
        low, high = np.minimum(labels[first], labels[second]), np.maximum(labels[first], labels[second])
        keys: npt.NDArray[Any] = ((comment[first] * size + low) * size + high)[low != high]
        return keys

    def counts(keys: npt.NDArray[Any]) -> Array:
        return np.bincount(keys % size**2, minlength=size**2).reshape(size, size).astype(float)

    movable = frame["kind"].ne("post").to_numpy()[comment]
    drawn = (
        counts(np.unique(met(codes[order])))
        for order in shuffled_places(frame["thread"].to_numpy()[comment], movable, permutations, seed)
    )
    here, segments = np.unique(met(codes)), np.bincount(codes, minlength=size).astype(float)
    c = jaccard_of(counts(met(codes)), segments[:, None], segments[None, :])
    each = carried.to_numpy(dtype=float).sum(axis=0)
    return _Found(
        counts(here), each, len(carried), c, drawn, lambda one, other: here[here % size**2 == one * size + other] // size**2
    )


def _measured(found: _Found, codes: list[str], minimum: int, threads: npt.NDArray[Any]) -> pd.DataFrame:
    import numpy as np
    import pandas as pd

    chance = against_chance(found.n, found.drawn)
    ones, others = np.nonzero((found.n > 0) | (chance.expected > 0))
    n, one, other = found.n[ones, others], found.each[ones], found.each[others]
    p = chance.p[ones, others]
    table = pd.DataFrame({
        "code": np.array(codes)[ones], "with": np.array(codes)[others], "n": n, "n_code": one, "n_with": other, "of": found.of,
        "jaccard": jaccard_of(n, one, other),
        "c": np.nan if found.c is None else found.c[ones, others],
        "ppmi": np.where(n >= minimum, positive_pmi(n, one, other, found.of), np.nan),
        "uneven": np.maximum(one, other) > UNEVEN * np.minimum(one, other),
        "expected": chance.expected[ones, others], "p": p, "q": adjusted(p),
        "threads": [len(set(threads[found.met(int(i), int(j))])) for i, j in zip(ones, others, strict=True)],
    }, columns=list(COLUMNS))  # fmt: skip
    counts = dict.fromkeys(["n", "n_code", "n_with", "of", "threads"], "int64")
    texts, measures = dict.fromkeys(["code", "with"], "str"), dict.fromkeys(["jaccard", "c", "ppmi"], "Float64")
    table = table.astype(counts | texts | measures)
    return table.sort_values(["p", "n"], ascending=[True, False], kind="stable", ignore_index=True)


def jaccard_of(both: npt.ArrayLike, one: npt.ArrayLike, other: npt.ArrayLike) -> Array:
    """How much of what either has both have: both / (one + other − both); NaN where there is nothing. Arrays or numbers.

    Of segments this is the c-coefficient of ATLAS.ti. Source: Jaccard 1912; ATLAS.ti 22 manual: 100, 10 and 5 give .048.

    >>> round(float(jaccard_of(5, 100, 10)), 3)
    0.048
    """
    import numpy as np

    both, either = np.asarray(both, dtype=float), np.asarray(one, dtype=float) + np.asarray(other, dtype=float)
    rest = either - both
    with np.errstate(all="ignore"):
        share: Array = np.where(rest > 0, both / rest, np.nan)
    return share


def positive_pmi(both: npt.ArrayLike, one: npt.ArrayLike, other: npt.ArrayLike, of: npt.ArrayLike) -> Array:
    """How many bits more often two things meet than independent ones would; 0 where they do not. Arrays or numbers.

    log2(both · of / (one · other)), at least 0; NaN where one or the other never occurs. Source: Church & Hanks 1990; Jurafsky
    & Martin 2023, fig. 6.12.

    >>> round(float(positive_pmi(442, 486, 512, 11716)), 2)
    4.38
    """
    import numpy as np

    together, apart = np.asarray(both, dtype=float) * of, np.asarray(one, dtype=float) * other
    with np.errstate(all="ignore"):
        bits: Array = np.where(apart > 0, np.maximum(np.log2(together / apart), 0), np.nan)
    return bits


def plot_association(table: pd.DataFrame, *, ax: Axes | None = None, top: int = 20) -> Axes:
    """What was found beside what chance gives, for the surest rows of a table of :func:`measure_pairs`.

    Filled: n; ring: expected within threads; dark where q is below .05. Raises ``TooLittle`` for a table without rows.
    """
    if not len(table):
        raise TooLittle("A figure of codes that meet", "the table has no rows", "It needs two codes in one thread.")
    names: dict[str, str] = table.attrs.get("names", {})

    def label(row: dict[Any, Any]) -> str:
        return " with ".join(names.get(row[which], row[which]) for which in ("code", "with"))

    return plot_chance(table, label, "Comments with both", ax=ax, top=top)
