"""The comments of a page, found by their list or by their heads, whichever tells more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ethnography.formats.furniture import comments_heading, furniture_reason
from ethnography.formats.page_text.comment_list import AUTHOR_LINES, HEADING, PINGBACKS, Judged, judge
from ethnography.formats.page_text.lists import Region, find_regions, marker
from ethnography.formats.page_text.said import Said
from ethnography.formats.page_text.thread import Thread, find_thread


@dataclass(frozen=True, slots=True)
class Lot:
    """Comments that stand together, as they stand. `nested`: indentation tells how deep they are; `numbered`: their numbers
    count."""

    said: tuple[Said, ...]
    start: int
    numbered: bool
    nested: bool


@dataclass(frozen=True, slots=True)
class Found:
    """The comments of a page in order. `start` is the first line of the thread, `left_out` are (line, reason) in and below it.

    `stated`: the page plainly has comments. `guesses`: how they were recognised where it does not say so. `heading`: the line over them that says it, the last before `start`.
    """

    lots: tuple[Lot, ...]
    start: int
    stated: bool
    left_out: tuple[tuple[int, str], ...]
    guesses: tuple[str, ...]
    heading: int | None = None

    @property
    def said(self) -> list[Said]:
        return [one for lot in self.lots for one in lot.said]


def find_comments(lines: Sequence[str]) -> Found:
    """The comments of a page; none where there are none."""
    judged = _lists(lines)
    thread = find_thread(lines)
    if thread and not _lists_tell_more(judged, thread, lines):
        return _by_heads(thread, lines)
    return _by_lists([one for one in judged if one.evidence in (AUTHOR_LINES, PINGBACKS) or _is_even(one.region, lines)], lines)


def _lists(lines: Sequence[str]) -> list[Judged]:
    regions = find_regions(lines)
    judged = (judge(region, lines, region is regions[-1]) for region in regions)
    found = [one for one in judged if one]
    signed = any(one.evidence == AUTHOR_LINES for one in found)
    return [one for one in found if not signed or one.evidence in (AUTHOR_LINES, PINGBACKS)]


def _lists_tell_more(judged: Sequence[Judged], thread: Thread, lines: Sequence[str]) -> bool:
    """A list in the layout it is made for tells more of depth and of comments without an author line; any other tells less.

    Where the two are not the same part of the page, what stands under a heading are the comments.
    """
    count = sum(len(one.said) for one in judged if one.evidence != PINGBACKS)
    if all(one.region.end <= thread.start or thread.end <= one.region.start for one in judged):
        return any(one.stated for one in judged) and not thread.headed and (not thread.stated or 2 * count >= len(thread.said))
    even = all(_is_even(one.region, lines) for one in judged)
    return count > 0 and even and count >= 0.9 * len(thread.said)


def _is_even(region: Region, lines: Sequence[str]) -> bool:
    """Whether the further lines of items stand two to the right of their marker, however wide it is."""
    marked = [line for line in lines[region.start : region.end] if marker(line)]
    wide = [line for line in marked if (found := marker(line)) and found["number"]]
    if not wide:
        return True
    second = [
        len(after) - len(after.lstrip()) - (len(line) - len(line.lstrip()))
        for line, after in zip(lines[region.start : region.end], _following(lines, region), strict=True)
        if after.strip() and (found := marker(line)) and found["number"] and not marker(after)
    ]
    return not second or sum(shift == 2 for shift in second) * 2 > len(second)


def _following(lines: Sequence[str], region: Region) -> list[str]:
    """For each line of a region the next one that is not blank."""
    after, result = "", []
    for line in reversed(lines[region.start : region.end]):
        result.append(after)
        after = line if line.strip() else after
    return result[::-1]


def _by_lists(judged: Sequence[Judged], lines: Sequence[str]) -> Found:
    guesses = tuple(
        f"The list from line {{{one.region.start}}} was read as comments by {one.evidence}."
        for one in judged
        if one.evidence not in (AUTHOR_LINES, HEADING, PINGBACKS)
    )
    lots = tuple(Lot(one.said, one.region.start, True, True) for one in judged)
    buttons = [(n, "buttons") for one in judged for said in one.said for n, line in said.furniture if line.strip()]
    inside = {index for one in judged for index in range(one.region.start, one.region.end)}
    end = judged[0].region.end if judged else len(lines)
    start = judged[0].region.start if judged else len(lines)
    stated = any(one.stated for one in judged)
    return Found(lots, start, stated, (*buttons, *_below(lines, end, inside)), guesses)


def _by_heads(thread: Thread, lines: Sequence[str]) -> Found:
    guesses = () if thread.stated else (f"What stands from line {{{thread.start}}} on was read as comments by {thread.evidence}.",)
    left_out = (*thread.left_out, *_below(lines, thread.end, set()))
    heading = thread.start if thread.headed else None  # it repeats the article's title, or states a number
    start = thread.start if heading is None else thread.start + 1
    lot = Lot(thread.said, thread.start, False, thread.nested)
    return Found((lot,), start, thread.stated, left_out, guesses, heading)


def _below(lines: Sequence[str], end: int, inside: set[int]) -> list[tuple[int, str]]:
    """The lines between and after the comments, each with the reason why it is in no text."""
    return [
        (index, "comments heading" if comments_heading(lines[index]) else furniture_reason(lines[index]) or "below the comments")
        for index in range(end, len(lines))
        if lines[index].strip() and index not in inside
    ]
