"""What several coders have seen and coded, side by side: the tables that the coefficients are made of.

Only units that two coders have seen can be compared; "seen, no code" is a value, "not seen" is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from ethnography.agreement.ratings import Ratings
from ethnography.codebook.nouns import Codebook
from ethnography.coding import Coding
from ethnography.corpus import Corpus
from ethnography.errors import TooLittle, UnknownId

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Bools = npt.NDArray[np.bool_]
    Sizes = npt.NDArray[np.float64]

UNITS = ("comment", "thread", "character")


@dataclass(frozen=True, eq=False)
class Compared:
    """`coders` (M), `units` (N ids), `seen` ``(M, N)``, `coded`: code → ``(M, N)``; `threads`, `authors`: of each unit.

    A thread is seen by who has seen all its comments. An author who is not stated is a person apart from all others.
    Of characters, each place of `units` is a run of them within a comment, in which no coder's coding starts or ends; `times`
    ``(N,)`` is its length (1 for other units, if None). `comments`: the comment of each place (none, where threads are compared).
    """

    unit: str
    coders: tuple[str, ...]
    units: tuple[str, ...]
    seen: Bools
    coded: dict[str, Bools]
    threads: tuple[str, ...]
    authors: tuple[str, ...]
    comments: tuple[str, ...] = ()
    times: Sizes | None = None

    @cached_property
    def common(self) -> Bools:
        """``(N,)``: the units that two coders or more have seen."""
        common: Bools = self.seen.sum(axis=0) >= 2
        return common

    @cached_property
    def sizes(self) -> Sizes:
        """``(N,)``: how many units each place stands for."""
        import numpy as np

        return np.ones(len(self.units)) if self.times is None else self.times

    @cached_property
    def n(self) -> int:
        """How many units two coders or more have seen."""
        return int(self.sizes[self.common].sum())

    @cached_property
    def clusters(self) -> dict[str, npt.NDArray[np.int64]]:
        """``thread`` and ``author``: the number of the cluster of each of the units that two coders or more have seen."""
        import numpy as np

        found = {}
        for by, names in (("thread", self.threads), ("author", self.authors)):
            kept = [name for name, here in zip(names, self.common.tolist(), strict=True) if here]
            number = {name: place for place, name in enumerate(dict.fromkeys(kept))}
            found[by] = np.array([number[name] for name in kept], dtype=np.int64)
        return found

    def ratings(self, code: str) -> Ratings:
        """:meth:`table` made ready for the coefficients, with how many units each place stands for."""
        import numpy as np

        return Ratings(np.where(self.seen, self.coded[code].astype(np.int64), -1), (False, True), self.sizes)

    def set_ratings(self, codes: Sequence[str]) -> Ratings:
        """:meth:`sets` made ready for the coefficients; the categories are the sets that occur."""
        import numpy as np

        members = np.stack([self.coded[code] for code in codes], axis=2) if codes else np.zeros((*self.seen.shape, 0), dtype=bool)
        given, numbers = np.unique(np.packbits(members[self.seen], axis=1), axis=0, return_inverse=True)
        rows = np.unpackbits(given, axis=1, count=len(codes)).astype(bool)
        places = np.full(self.seen.shape, -1, dtype=np.int64)
        places[self.seen] = numbers.reshape(-1)
        names = np.array(codes, dtype=object)
        return Ratings(places, tuple(frozenset(names[row].tolist()) for row in rows), self.sizes)

    def table(self, code: str) -> list[list[bool | None]]:
        """``(M, N)`` whether each coder gave the code to each unit; None where the coder has not seen it."""
        marked = self.coded[code]
        return [
            [bool(value) if saw else None for value, saw in zip(row, seen, strict=True)]
            for row, seen in zip(marked, self.seen, strict=True)
        ]

    def sets(self, codes: Sequence[str]) -> list[list[frozenset[str] | None]]:
        """``(M, N)`` the set of these codes that each coder gave to each unit; None where the coder has not seen it."""
        return [
            [
                frozenset(code for code in codes if self.coded[code][row, place]) if self.seen[row, place] else None
                for place in range(len(self.units))
            ]
            for row in range(len(self.coders))
        ]


def compare(
    codings: Iterable[Coding],
    seen: Iterable[tuple[str, str]],
    corpus: Corpus,
    codebook: Codebook,
    *,
    unit: str = "comment",
    coders: Sequence[str] | None = None,
    include_children: bool = True,
) -> Compared:
    """What these coders (all who have seen something, if left out) have seen and coded. Pingbacks do not count.

    `seen`: pairs of coder and comment, as ``State.seen``. `include_children`: a code counts for the codes above it.

    `unit`: ``comment`` or ``thread`` (does it carry the code), or ``character`` (is it in words with the code), which is how
    NVivo compares. Characters are known to mislead: most are in gaps that nobody coded, and those count as agreement; how many
    segments there are, and where one ends and the next begins, does not count. Krippendorff's (1995, p. 57) examples A and B
    have the same kappa of characters, .385, though the coders of A agree on the segments (alpha_U .55) and those of B do not
    (-.93). The unitizing alpha of 2016 does not tell these two apart either (.36 and .42); ``gamma_agreement`` does (.60, -.19).

    Raises ``TooLittle`` for fewer than two coders, or where none have seen the same unit; ``UnknownId`` for a unit.
    """
    import numpy as np

    if unit not in UNITS:
        raise UnknownId("unit", unit, UNITS, "the units that can be compared")
    frame = corpus.comments.loc[corpus.comments["kind"].ne("pingback"), ["thread", "author"]]
    pairs = {(coder, comment) for coder, comment in seen if comment in frame.index}
    names = tuple(coders) if coders is not None else tuple(sorted({coder for coder, _ in pairs}))
    if len(names) < 2:
        who = f"only {names[0]} has seen comments" if names else "nobody has marked comments as seen"
        raise TooLittle("Agreement", who, "It takes two coders who have read the same comments (mark them as seen).")
    place = {comment: number for number, comment in enumerate(frame.index)}
    row = {coder: number for number, coder in enumerate(names)}
    saw = np.zeros((len(names), len(frame)), dtype=bool)
    for coder, comment in pairs:
        if coder in row:
            saw[row[coder], place[comment]] = True
    marked = {code.id: np.zeros_like(saw) for code in codebook}
    counted = [c for c in codings if c.coder in row and c.segment.comment in place and c.code in marked]
    for coding in counted:
        if unit != "character":
            for code in _upwards(codebook, coding.code, include_children):
                marked[code][row[coding.coder], place[coding.segment.comment]] = True
    authors = [str(a) if isinstance(a, str) else f"(not stated) {id}" for id, a in zip(frame.index, frame["author"], strict=True)]
    found = Compared("comment", names, tuple(frame.index), saw, marked, tuple(frame["thread"]), tuple(authors), tuple(frame.index))
    if unit == "thread":
        found = _by_thread(found)
    elif unit == "character":
        found = _by_character(found, counted, corpus, {code.id: _upwards(codebook, code.id, include_children) for code in codebook})
    if not found.common.any():
        counts = ", ".join(f"{coder} {int(n)}" for coder, n in zip(names, found.seen.sum(axis=1), strict=True))
        raise TooLittle("Agreement", f"no {unit} was seen by two coders ({counts})", "Let two coders read the same threads.")
    return found


def _by_thread(found: Compared) -> Compared:
    import numpy as np

    threads = list(dict.fromkeys(found.threads))
    belongs = np.array([[thread == other for other in found.threads] for thread in threads])
    whole = np.array([[bool(row[mine].all()) for mine in belongs] for row in found.seen])
    coded = {
        code: np.array([[bool(row[mine].any()) for mine in belongs] for row in marked]) for code, marked in found.coded.items()
    }
    return Compared("thread", found.coders, tuple(threads), whole, coded, tuple(threads), tuple(threads))


def _by_character(found: Compared, codings: list[Coding], corpus: Corpus, upwards: dict[str, list[str]]) -> Compared:
    """Runs of characters: a comment's text is cut where any coder's coding starts or ends."""
    import numpy as np

    cuts: dict[str, set[int]] = {}
    for coding in codings:
        cuts.setdefault(coding.segment.comment, set()).update((coding.segment.start, coding.segment.end))
    texts = dict(zip(corpus.comments.index, corpus.comments["text"], strict=True))
    edges: dict[str, dict[int, int]] = {}  # comment → edge → the place of the run that begins there
    origin: list[int] = []
    runs: list[tuple[str, int, int]] = []
    for number, comment in enumerate(found.units):
        length = len(texts[comment])
        at = sorted({0, length, *(cut for cut in cuts.get(comment, ()) if 0 < cut < length)})
        edges[comment] = {edge: len(runs) + place for place, edge in enumerate(at)}
        runs += [(comment, start, end) for start, end in pairwise(at)]
        origin += [number] * (len(at) - 1)
    coded = {code: np.zeros((len(found.coders), len(runs)), dtype=bool) for code in found.coded}
    for coding in codings:
        known = edges[coding.segment.comment]
        first, last = (known[min(max(edge, 0), max(known))] for edge in (coding.segment.start, coding.segment.end))
        for code in upwards[coding.code]:
            coded[code][found.coders.index(coding.coder), first:last] = True
    return Compared(
        "character", found.coders, tuple(f"{comment} {start}:{end}" for comment, start, end in runs),
        found.seen[:, origin], coded, tuple(found.threads[n] for n in origin), tuple(found.authors[n] for n in origin),
        tuple(comment for comment, _, _ in runs), np.array([end - start for _, start, end in runs], dtype=float),
    )  # fmt: skip


def _upwards(codebook: Codebook, code: str, include_children: bool) -> list[str]:
    chain = [code]
    while include_children and (parent := codebook.code(chain[-1]).parent) is not None:
        chain.append(parent)
    return chain


def spans_by_comment(
    codings: Iterable[Coding], codes: Iterable[str], coders: Iterable[str]
) -> dict[str, list[tuple[str, int, int]]]:
    """Comment → ``(coder, start, end)`` of every stretch with one of the codes; overlapping stretches of a coder are one."""
    wanted, who = set(codes), set(coders)
    found: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for coding in codings:
        if coding.code in wanted and coding.coder in who:
            place = coding.segment
            found.setdefault((place.comment, coding.coder), []).append((place.start, place.end))
    merged: dict[str, list[tuple[str, int, int]]] = {}
    for (comment, coder), spans in found.items():
        joined: list[list[int]] = []
        for start, end in sorted(spans):
            if joined and start < joined[-1][1]:  # what only touches stays two segments
                joined[-1][1] = max(joined[-1][1], end)
            else:
                joined.append([start, end])
        merged.setdefault(comment, []).extend((coder, start, end) for start, end in joined)
    return merged


def prevalence(found: Compared, code: str) -> dict[str, float]:
    """Coder → the share of the units seen by two coders or more, and by this one, to which this one gave the code."""
    shares = {}
    for row, coder in enumerate(found.coders):
        mine = found.seen[row] & found.common
        sizes = found.sizes[mine]
        shares[coder] = float(found.coded[code][row][mine] @ sizes / sizes.sum()) if mine.any() else float("nan")
    return shares


def frame_of(found: Compared, code: str) -> pd.DataFrame:
    """Units × coders: whether each coder gave the code; NA where the coder has not seen the unit."""
    import pandas as pd

    rows = dict(zip(found.coders, found.table(code), strict=True))
    return pd.DataFrame(
        {coder: pd.array(row, dtype="boolean") for coder, row in rows.items()}, index=pd.Index(found.units, name=found.unit)
    )
