"""The unitizing alpha of a study: the comments that all coders have seen, one after the other, as one continuum."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass
from itertools import pairwise

from ethnography.agreement.compared import Compared, spans_by_comment
from ethnography.agreement.unitizing import alpha_of, lay_out
from ethnography.coding import Coding
from ethnography.corpus import Corpus

NOT_SEEN = "no comment was seen by all coders"
OVERLAP = "codes overlap, so there is one partition a code"


@dataclass(frozen=True, slots=True)
class Line:
    """Comments that all coders have seen, one after the other: where each begins, and the length of all. No segment reaches from
    one into the next, so the coincidences on the line are those of the comments added up."""

    starts: dict[str, int]
    length: int


def line_up(found: Compared, corpus: Corpus) -> Line:
    """The comments that all coders have seen; none, where threads are compared."""
    lengths = dict(zip(corpus.comments.index, map(len, corpus.comments["text"]), strict=True))
    starts: dict[str, int] = {}
    at = 0
    everybody = found.seen.sum(axis=0) == len(found.coders)
    for comment, whole in zip(found.comments, everybody, strict=False):
        if whole and comment not in starts:
            starts[comment] = at
            at += lengths[comment]
    return Line(starts, at)


def u_alpha_of_code(found: Compared, line: Line, codings: Iterable[Coding], codes: Collection[str]) -> tuple[float | None, str]:
    """The unitizing alpha of one code (with those below it), and why it is undefined."""
    if not found.comments:
        return None, ""  # characters are compared in comments
    return _alpha_on(found, line, _segments(found, line, codings, codes, "code"))


def u_alpha_of_all(found: Compared, line: Line, codings: list[Coding], codes: Iterable[str]) -> tuple[float | None, str]:
    """The unitizing alpha of all codes together; undefined where the codes of one coder overlap in a comment."""
    if not found.comments:
        return None, ""
    segments = [one for code in codes for one in _segments(found, line, codings, [code], code)]
    for coder in found.coders:
        mine = sorted((start, end) for who, _, start, end in segments if who == coder)
        if any(end > start for (_, end), (start, _) in pairwise(mine)):
            return None, OVERLAP
    return _alpha_on(found, line, segments)


def _segments(
    found: Compared, line: Line, codings: Iterable[Coding], codes: Iterable[str], name: Hashable
) -> list[tuple[str, Hashable, int, int]]:
    spans = spans_by_comment(codings, codes, found.coders)
    return [
        (coder, name, line.starts[comment] + start, line.starts[comment] + end)
        for comment, here in spans.items()
        if comment in line.starts
        for coder, start, end in here
    ]


def _alpha_on(found: Compared, line: Line, segments: list[tuple[str, Hashable, int, int]]) -> tuple[float | None, str]:
    if not line.length:
        return None, NOT_SEEN
    alpha = alpha_of(lay_out(segments, line.length, coders=found.coders), "u", len(segments))
    return alpha.value, alpha.reason
