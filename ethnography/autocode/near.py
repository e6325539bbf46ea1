"""How close matches of one comment are to each other: `near` and `unless`."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import cached_property, partial

from ethnography.autocode.fold import word_spans
from ethnography.codebook import Near
from ethnography.text import Span, paragraphs, plain, sentences, span_around

_ALL = "".join(map(chr, [*range(0xD800), *range(0xE000, 0x10000)]))
_ODD = re.compile("[" + "".join(re.escape(sign) for sign, form in zip(_ALL, plain(_ALL), strict=True) if sign != form) + "]")


class Message:
    """One comment's text with what is asked of it more than once, worked out when first asked for."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def plain(self) -> str:
        """``text.plain`` of the text; the same, sooner: few signs of a comment are odd."""
        return _ODD.sub(lambda found: plain(found[0]), self.text)

    @cached_property
    def sentences(self) -> list[Span]:
        return sentences(self.text)

    @cached_property
    def paragraphs(self) -> list[Span]:
        return paragraphs(self.text)

    @cached_property
    def _words(self) -> tuple[list[int], list[int]]:
        spans = word_spans(self.text)
        return [start for start, _ in spans], [end for _, end in spans]

    def units(self, unit: str) -> list[Span]:
        """Spans of the sentences or paragraphs, or of the whole comment."""
        if unit == "comment":
            return [(0, len(self.text))]
        return self.sentences if unit == "sentence" else self.paragraphs

    def around(self, unit: str, span: Span) -> Span:
        """The units around a span."""
        return span_around(self.units(unit), *span)

    def words_between(self, end: int, start: int) -> int:
        """How many words stand wholly between two places; 0 if the second comes first."""
        starts, ends = self._words
        return max(0, bisect_right(ends, start) - bisect_left(starts, end))


def windows(message: Message, near: Near, groups: list[list[Span]]) -> list[Span]:
    """The smallest stretches with a span of every group, none overlapping another, as near as `near` asks; by start.

    >>> near = Near((("a",), ("b",)), words=1)
    >>> windows(Message("a x b y z a"), near, [[(0, 1), (10, 11)], [(4, 5)]])
    [(0, 5)]
    """
    hits = sorted({(start, end, group) for group, spans in enumerate(groups) for start, end in spans})
    together = _together(message, near)
    found: dict[int, int] = {}
    for place, (start, end, group) in enumerate(hits):
        last = _first_end(hits[place:], 1 << group, end, (1 << len(groups)) - 1, partial(together, start, end))
        if last is not None:
            found[start] = min(last, found.get(start, last))
    smallest: list[Span] = []
    for start in sorted(found, reverse=True):  # one with a later start and no later end lies inside
        if not smallest or found[start] < smallest[-1][1]:
            smallest.append((start, found[start]))
    return smallest[::-1]


def _together(message: Message, near: Near) -> Callable[[int, int, int], bool]:
    """Whether a hit that begins at the third place is near enough to a hit from the first place to the second."""
    if near.words is not None:
        limit = near.words
        return lambda start, end, other: message.words_between(end, other) <= limit
    begins = [start for start, _ in message.units(near.unit or "comment")]
    return lambda start, end, other: bisect_right(begins, start) == bisect_right(begins, other)


def _first_end(
    hits: list[tuple[int, int, int]], have: int, end: int, all_groups: int, admitted: Callable[[int], bool]
) -> int | None:
    """The smallest end of a row of hits, one after the other, that adds all groups to the one we have; None if there is none.

    `hits` are sorted by start. For each set of groups (as bits) the smallest end so far is kept.
    """
    ends = {have: end}
    for start, stop, group in hits:
        if start < end:
            continue
        if not admitted(start) or start >= ends.get(all_groups, start + 1):
            break
        bit = 1 << group
        for groups, reached in list(ends.items()):
            if not groups & bit and reached <= start and stop < ends.get(groups | bit, stop + 1):
                ends[groups | bit] = stop
    return ends.get(all_groups)


def forbids(message: Message, near: Near, fired: Span, others: list[Span]) -> bool:
    """Whether one of the other spans is as near to the fired one as an `unless` asks."""
    start, end = fired
    if near.words is not None:
        return any(
            message.words_between(end, a) <= near.words if a >= end else message.words_between(b, start) <= near.words
            for a, b in others
        )
    start, end = message.around(near.unit or "comment", fired)
    return any(start <= a < end for a, _ in others)
