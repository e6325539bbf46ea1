"""Which words stand near a term more often than its frequency alone would bring there?

:func:`collocates_of` makes the table, :func:`plot_collocates` the figure; the measures are functions of counts.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ethnography import style
from ethnography.analysis.query import Query, described, find_places
from ethnography.analysis.words import ENGLISH_STOP, stretches, words_of
from ethnography.corpus import Comment, Corpus
from ethnography.errors import TooLittle, UnknownId
from ethnography.text import plain
from ethnography.units import number_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

COLUMNS = ("word", "n", "left", "right", "of", "expected", "log_likelihood", "log_dice", "pmi", "threads", "authors")
MEASURES = {
    "log_likelihood": "Log-likelihood (Dunning 1993; below 0: rarer than elsewhere)",
    "log_dice": "logDice (Rychlý 2008; 14: always together, one less: half as close)",
    "pmi": "Pointwise mutual information in bits (Church & Hanks 1990)",
}


def collocates_of(
    corpus: Corpus, query: Query, *, window: int = 5, minimum: int = 3, stop: Collection[str] = ENGLISH_STOP
) -> pd.DataFrame:
    """One row a word that stands within `window` words of a place of the query, the closest (by logDice) first.

    `query`: as in ``query.find_places``. A word near two places counts once, on the nearer side (equally near: left). A window
    ends with the comment and where other people's words or a reference begin; references and pingbacks are left out, words of
    the query itself are no collocates. Words that stand there less than `minimum` times, and those of `stop`, have no row.

    Columns: ``word``; ``n`` (how often within the windows), ``left, right``; ``of`` (how often in the corpus); ``expected`` (in
    as many words at random); ``log_likelihood`` (how surely; four cells, negative where rarer than expected);
    ``log_dice`` (how closely, whatever the size of the corpus); ``pmi`` (in bits; high for rare words); ``threads, authors`` (in
    and by which n occurs). Words of a thread depend on each other, so that there is no p-value. ``attrs``: ``note, window,
    places, query``. Raises ``TooLittle`` where the query stands nowhere, ``BadFile`` for a malformed one.

    Source: Evert 2008 (windows and expected counts); Dunning 1993; Rychlý 2008; Church & Hanks 1990.

    >>> from ethnography.corpus import Comment
    >>> corpus = Corpus.build([Comment("p", "t", None, "A real name. My real name? No name at all.", "post")])
    >>> collocates_of(corpus, "name", window=1, minimum=2)[["word", "n", "left", "right", "of"]].values.tolist()
    [['real', 2, 2, 0, 2]]
    """
    import pandas as pd

    spans: dict[str, list[tuple[int, int]]] = {}
    places = find_places(corpus, query)
    for comment, start, end in zip(places["comment"], places["start"], places["end"], strict=True):
        spans.setdefault(comment, []).append((int(start), int(end)))
    seen = _Seen(window)
    for id in corpus.comments.index[corpus.comments["kind"].ne("pingback")]:
        seen.add(corpus.comment(id), spans.get(id, []))
    if not seen.places:
        raise TooLittle(f"Collocations of {described(query)!r}", "it stands nowhere", "Ask for a term that occurs.")
    stopped = {plain(word).lower() for word in stop}
    rows = [seen.row(word) for word, n in seen.near.items() if n >= minimum and word not in stopped]
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype({"word": "str"})
    table = table.sort_values(["log_dice", "n", "word"], ascending=[False, False, True], kind="stable", ignore_index=True)
    said = f"{number_of(seen.places, 'place')} of “{described(query)}”, {number_of(seen.near.total(), 'word')} within {window} of "
    said += f"one, of {number_of(seen.words.total(), 'word')}; words there at least {number_of(minimum, 'time')}"
    said += f", {number_of(len(stopped), 'stop word')} left out" if stopped else ""
    table.attrs.update({"note": said + ".", "window": window, "places": seen.places, "query": described(query)})
    return table


@dataclass
class _Seen:
    """The words of the comments seen so far, and those near a place."""

    window: int
    places: int = 0
    words: Counter[str] = field(default_factory=Counter)
    near: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)
    threads: dict[str, set[str]] = field(default_factory=dict)
    authors: dict[str, set[str]] = field(default_factory=dict)

    def add(self, comment: Comment, spans: list[tuple[int, int]]) -> None:
        for start, end, own in stretches(comment):
            inside = [(a, b) for a, b in spans if start <= a and b <= end]
            self.places += len(inside)
            words, nodes = _laid_out(comment.text, start, end, inside)
            self.words.update(word for word in words if word is not None)
            for at, word in enumerate(words):
                side = _nearest(at, nodes, self.window) if word is not None else ""
                if word is None or not side:
                    continue
                self.near[word] += 1
                self.left[word] += side == "left"
                self.threads.setdefault(word, set()).add(comment.thread)
                if own and comment.author is not None:
                    self.authors.setdefault(word, set()).add(comment.author)

    def row(self, word: str) -> tuple[Any, ...]:
        n, of, windows, total = self.near[word], self.words[word], self.near.total(), self.words.total()
        expected = windows * of / total
        surely = log_likelihood_of_table(n, windows - n, of - n, total - windows - of + n)
        return (
            *(word, n, self.left[word], n - self.left[word], of, expected, surely if n >= expected else -surely),
            *(log_dice(n, self.places, of), math.log2(n / expected), len(self.threads[word]), len(self.authors.get(word, ()))),
        )


def _laid_out(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> tuple[list[str | None], list[tuple[int, int]]]:
    """The words of a stretch in order, None for each of a place of the query, and where the places are in that list."""
    words: list[str | None] = []
    nodes, at = [], start
    for a, b in sorted(spans):
        words += words_of(text[at:a])
        inside = max(1, len(words_of(text[a:b])))
        nodes.append((len(words), len(words) + inside))
        words += [None] * inside
        at = b
    return words + words_of(text[at:end]), nodes


def _nearest(at: int, nodes: list[tuple[int, int]], window: int) -> str:
    """On which side of the nearest place within the window a word stands: ``left``, ``right`` or nowhere (empty)."""
    steps = [(first - at, "left") if at < first else (at - last + 1, "right") for first, last in nodes]
    distance, side = min(steps, default=(window + 1, ""))
    return side if distance <= window else ""


def log_likelihood_of_table(a: float, b: float, c: float, d: float) -> float:
    """How surely rows and columns of a table of four counts have to do with each other (G², four cells); 0 at least.

    a, b: the first row, c, d the second. The form of keyness, ``keyness.log_likelihood``, has two cells only; do not compare
    the two. Source: Dunning 1993, whose “the swiss” (110, 2442, 111, 29114) gives 270.72.

    >>> round(log_likelihood_of_table(110, 2442, 111, 29114), 2)
    270.72
    """
    total = a + b + c + d
    cells = ((a, a + b, a + c), (b, a + b, b + d), (c, c + d, a + c), (d, c + d, b + d))
    return max(0.0, 2 * sum(n * math.log(n * total / (row * column)) for n, row, column in cells if n))


def log_dice(both: float, one: float, other: float) -> float:
    """How closely two words go together: 14 always and never apart, one less half as closely. −inf where never.

    14 + log2(2 · both / (one + other)); passes 14 where a word stands more than once beside each place. Source: Rychlý 2008.

    >>> log_dice(5, 5, 5), log_dice(5, 10, 10)
    (14.0, 13.0)
    """
    return 14 + math.log2(2 * both / (one + other)) if both else -math.inf


def plot_collocates(table: pd.DataFrame, *, measure: str = "log_dice", ax: Axes | None = None, top: int = 20) -> Axes:
    """The closest words of a table of :func:`collocates_of` by one of its measures, a dot a word, with n behind.

    `measure`: ``log_dice``, ``log_likelihood`` or ``pmi``. Raises ``UnknownId`` for another, ``TooLittle`` for a table without
    rows.
    """
    if measure not in MEASURES:
        raise UnknownId("measure", measure, MEASURES, "a table of collocations")
    if not len(table):
        raise TooLittle("A figure of collocations", "the table has no rows", "Take a wider window, or a smaller minimum.")
    rows = table.sort_values(measure, ascending=False, kind="stable").head(top)
    labels = [style.wrap_label(word) for word in rows["word"]]
    target = style.new_axes(style.WIDTH * 0.75, style.row_places(labels)[-1] + 0.85) if ax is None else ax
    with style.figure_style():
        places = style.label_rows(target, labels, [0] * len(labels), [False] * len(labels))
        target.plot(rows[measure], places, "o", color=style.STRONG, markersize=4)
        for place, value, n in zip(places, rows[measure], rows["n"], strict=True):
            target.annotate(f"{n:,}", (value, place), (5, 0), textcoords="offset points", va="center_baseline",
                            fontsize=style.RC["xtick.labelsize"])  # fmt: skip
        target.margins(x=0.1)
        target.set_xlabel(f"{MEASURES[measure]}.\nNumbers: how often near", loc="left")
        if ax is None:
            style.caption(target, table.attrs.get("note", ""))
    return target
