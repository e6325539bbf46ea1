"""Krippendorff's alpha for unitizing: coders who choose the segments as well as the codes, character by character.

The family of Krippendorff, Mathet, Bouvry & Widlöcher (2016). Every coder's continuum is a row of sections: segments with a
code, and gaps. Where two coders' sections intersect, the length of the intersection is a coincidence of their codes.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ethnography.agreement.nouns import Agreement
from ethnography.errors import TooLittle

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Matrix = npt.NDArray[np.float64]

KINDS = ("u", "binary", "cu", "ku")
Segments = Iterable[tuple[str, Hashable, float, float]]
GAP = 0  # the place of the gaps among the codes


@dataclass(frozen=True, eq=False)
class Continuum:
    """The coincidences of a continuum; they add up over continua. Codes are ordered, the gaps first.

    `lengths`: ``(q, q)`` lengths of intersections, over pairs of coders; `squares`: ``(q,)`` what sections have with themselves
    (the square of a segment's length, the length of a gap); `inner`: the same, of segments with what others have not left as gaps;
    `whole`: coders times length.
    """

    coders: int
    codes: tuple[Hashable, ...]
    lengths: Matrix
    squares: Matrix
    inner: Matrix
    whole: float

    def __add__(self, other: Continuum) -> Continuum:
        return Continuum(
            self.coders, self.codes, self.lengths + other.lengths, self.squares + other.squares, self.inner + other.inner,
            self.whole + other.whole,
        )  # fmt: skip


def unitizing_alpha(
    segments: Segments,
    *,
    length: float,
    kind: str = "u",
    code: Hashable | None = None,
    coders: Iterable[str] | None = None,
) -> Agreement:
    """Agreement on where segments are and which code they have.

    `segments`: ``(coder, code, start, end)``, half-open, in a continuum from 0 to `length` (characters, say); those of one coder
    must not overlap. `coders`: all of them, where one may have no segment. `kind`:

    - ``u``: on segments and codes together, gaps among them;
    - ``binary``: on what is a segment at all, whatever its code;
    - ``cu``: on the codes, where both coders have a segment;
    - ``ku`` (the paper's (k)u): on one `code`, where somebody has it and both have a segment.

    `observed` and `expected` are disagreements; `n` is the number of segments. Undefined where nothing can disagree, with the
    reason. Raises ``TooLittle`` for fewer than two coders, ``ValueError`` for segments that overlap or lie outside.

    Source: Krippendorff, Mathet, Bouvry & Widlöcher 2016, Quality & Quantity 50(6); Krippendorff 2019, p. 340: .510, .413, .724.

    >>> pair = [("Ann", "x", 2, 10), ("Bo", "x", 4, 10), ("Bo", "y", 12, 14)]
    >>> [round(unitizing_alpha(pair, length=24, kind=kind).value, 3) for kind in ("u", "binary")]
    [0.665, 0.647]
    """
    kind = {"(k)u": "ku", "bar_u": "binary"}.get(kind, kind)
    if kind not in KINDS:
        raise ValueError(f"kind is one of {', '.join(KINDS)}, not {kind!r}")
    if (kind == "ku") != (code is not None):
        raise ValueError(
            'kind="ku" asks about one code: pass code=…' if kind == "ku" else f"kind={kind!r} asks about no single code"
        )
    found = list(segments)
    return alpha_of(lay_out(found, length, coders=coders), kind, len(found), code)


def lay_out(
    segments: Segments, length: float, *, coders: Iterable[str] | None = None, codes: Iterable[Hashable] | None = None
) -> Continuum:
    """The coincidences of one continuum. `codes` in the order wanted; those that occur, sorted, if left out."""
    import numpy as np

    found = list(segments)
    names = list(dict.fromkeys([*(coders or ()), *(one[0] for one in found)]))
    if len(names) < 2:
        missing = f"there {'is 1 coder' if len(names) == 1 else 'are no coders'}"
        raise TooLittle("unitizing_alpha", missing, "Two at least are needed; name one without segments in coders=.")
    known = list(codes) if codes is not None else sorted({one[1] for one in found}, key=lambda c: (type(c).__name__, str(c)))
    place = {value: number + 1 for number, value in enumerate(known)}
    edges = np.unique([0.0, float(length), *(float(edge) for one in found for edge in one[2:4])])
    if edges[0] < 0 or edges[-1] > length:
        raise ValueError(f"unitizing_alpha: a segment lies outside the continuum 0:{length}")
    widths = np.diff(edges)
    labels = np.zeros((len(names), len(widths)), dtype=np.int64)
    spans: list[list[tuple[int, int, int]]] = [[] for _ in names]
    for coder, value, start, end in found:
        row, first, last = names.index(coder), *np.searchsorted(edges, [start, end])
        if not start < end:
            raise ValueError(f"unitizing_alpha: the segment {start}:{end} of {coder} is empty")
        if labels[row, first:last].any():
            raise ValueError(f"unitizing_alpha: segments of {coder} overlap at {start}:{end}; compare code by code")
        labels[row, first:last] = place[value]
        spans[row].append((place[value], int(first), int(last)))
    return _coincidences(labels, spans, widths, tuple(known), len(names), float(length))


def _coincidences(
    labels: npt.NDArray[np.int64],
    spans: list[list[tuple[int, int, int]]],
    widths: Matrix,
    codes: tuple[Hashable, ...],
    coders: int,
    length: float,
) -> Continuum:
    import numpy as np

    q = len(codes) + 1
    counts = np.stack([(labels == k).sum(axis=0) for k in range(q)], axis=1).astype(float)
    lengths = (counts * widths[:, None]).T @ counts
    lengths[np.diag_indices(q)] -= (counts * widths[:, None]).sum(axis=0)
    lengths /= coders - 1
    squares, inner = np.zeros(q), np.zeros(q)
    squares[GAP] = float((widths * (labels == GAP)).sum())
    covered = np.concatenate([np.zeros((coders, 1)), np.cumsum(widths * (labels != GAP), axis=1)], axis=1)
    at = np.concatenate([[0.0], np.cumsum(widths)])
    for row, own in enumerate(spans):
        for value, first, last in own:
            squares[value] += (at[last] - at[first]) ** 2
            shared = np.delete(covered[:, last] - covered[:, first], row)
            inner[value] += float((shared**2).sum()) / (coders - 1)
    return Continuum(coders, codes, lengths, squares, inner, coders * length)


def alpha_of(continuum: Continuum, kind: str, n: int, code: Hashable | None = None) -> Agreement:
    """The coefficient of a continuum, or of several added up."""
    import numpy as np

    name = f"unitizing_alpha ({'(k)u' if kind == 'ku' else kind})"
    lengths, selfs = continuum.lengths, continuum.squares
    if kind == "binary":
        gaps = np.array([1.0] + [0.0] * (len(lengths) - 1))
        collapse = np.stack([gaps, 1 - gaps], axis=1)
        lengths, selfs = collapse.T @ lengths @ collapse, collapse.T @ selfs
    elif kind in ("cu", "ku"):
        lengths, selfs = lengths[1:, 1:], continuum.inner[1:]

    def undefined(reason: str) -> Agreement:
        return Agreement(name, None, None, None, n, continuum.coders, reason, "disagreement")

    margins, total = lengths.sum(axis=1), float(lengths.sum())
    if total <= 0:
        return undefined("no two coders have a segment in one place" if kind in ("cu", "ku") else "the continuum is empty")
    if kind in ("cu", "ku"):
        share = total - float(selfs.sum()) / total
        scale = 1 / share if share > 1e-12 else None
        expected = None if scale is None else (np.outer(margins, margins) - np.diag(selfs)) * scale
    else:
        rest = total**2 - float(selfs.sum())
        expected = None if rest <= 1e-12 else total * (np.outer(margins, margins) - np.diag(selfs)) / rest
    if expected is None:
        return undefined("one segment only: nothing to compare it with")
    return _alpha(name, kind, code, continuum, lengths, expected, n)


def _alpha(
    name: str, kind: str, code: Hashable | None, continuum: Continuum, lengths: Matrix, expected: Matrix, n: int
) -> Agreement:
    total = float(lengths.sum())
    if kind == "ku":
        if code not in continuum.codes:
            return Agreement(name, None, None, None, n, continuum.coders, f"nobody has the code {code!r}", "disagreement")
        k = continuum.codes.index(code)
        here, chance = float(lengths[k].sum()), float(expected[k].sum())
        if here <= 0:
            reason = f"where {code!r} is, no other coder has a segment"
            return Agreement(name, None, None, None, n, continuum.coders, reason, "disagreement")
        apart, by_chance = (here - float(lengths[k, k])) / here, (chance - float(expected[k, k])) / chance
    else:
        apart, by_chance = (total - float(lengths.trace())) / total, (total - float(expected.trace())) / total
    if by_chance <= 1e-12:
        reason = "one value only: there is nothing to disagree about"
        return Agreement(name, None, apart, by_chance, n, continuum.coders, reason, "disagreement")
    return Agreement(name, 1 - apart / by_chance, apart, by_chance, n, continuum.coders, "", "disagreement")
