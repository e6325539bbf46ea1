"""Which blocks of a page are its comments: the best of the candidates, and those of other shapes that belong to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import log2

from ethnography.formats.page_html.judging import Judged, judge
from ethnography.formats.page_html.names import Cell, cells_of
from ethnography.formats.page_html.outline import Outline
from ethnography.formats.page_html.shapes import Record, find_candidates, make_records, shapes_of
from ethnography.formats.page_html.signs import When, find_dates, speaks_of_messages, speaks_of_talk
from ethnography.formats.saved_page.page import in_side_column


@dataclass
class Talk:
    """The comments of a page as blocks in page order. `judged`: the shape most of them have; `others`: further shapes taken in;
    `groups`: the blocks by shape; `elsewhere`: lists of comments that stand in a side column."""

    judged: Judged
    records: list[Record]
    cells: dict[int, list[Cell]]
    groups: list[list[Record]]
    others: list[Judged] = field(default_factory=list)
    elsewhere: list[Judged] = field(default_factory=list)


def find_talk(outline: Outline) -> Talk | None:
    """The comments of a page; None where nothing on it is surely comments."""
    dates = find_dates(outline)
    judged = [judge(outline, one) for one in find_candidates(outline, dates)]
    accepted = [one for one in judged if one.accepted]
    if not accepted:
        return None
    wider = [one for one in accepted if not any(_is_part(one, other) for other in accepted)]
    best = max(wider or accepted, key=lambda one: one.points + 1.5 * log2(len(one.records) * max(one.named, 0.3) * one.filled))
    others = _alike(outline, best, accepted, dates)
    records = _together(outline, [best, *others], dates)
    cells = {id(record): cells_of(outline, record) for record in records}
    taken = {id(one) for one in (best, *others)}
    elsewhere = [one for one in judged if id(one) not in taken and one.talk and one.aside and _apart(one, records)]
    return Talk(best, records, cells, _by_shape(records, others), others, elsewhere)


def _by_shape(records: Sequence[Record], others: Sequence[Judged]) -> list[list[Record]]:
    """The blocks of each shape; those of the best shape first, with the undated ones beside them."""
    further = [{record.start for record in one.records} for one in others]
    groups = [[record for record in records if record.start in starts] for starts in further]
    taken = {record.start for group in groups for record in group}
    return [group for group in ([one for one in records if one.start not in taken], *groups) if group]


def _is_part(one: Judged, other: Judged) -> bool:
    """Whether a shape is that of some of the blocks only ("odd", "reply") of which another shape has all."""
    if (one.talk and not other.talk) or (one.answered >= 0.5 and other.answered < 0.5):
        return False
    more = len(other.records) >= 1.2 * len(one.records) and one.candidate.dates < other.candidate.dates
    return more and other.named >= 0.8 * one.named and other.points >= one.points - 5


def _alike(outline: Outline, best: Judged, accepted: Sequence[Judged], dates: Sequence[When]) -> list[Judged]:
    """Further shapes of comments: answers under other classes, among the blocks or around them, each still whole by itself."""
    found: list[Judged] = []
    covered = set(best.candidate.dates)
    first, last = best.records[0].start, max(one.stop for one in best.records)
    for one in sorted(accepted, key=lambda judged: -len(judged.records)):
        new = one.candidate.dates - covered
        if one is best or len(new) < max(1, 0.6 * len(one.candidate.dates)) or best.place is None or one.place is None:
            continue
        inside = all(first <= record.start < last for record in one.records)
        around = sum(_holds_any(record, best.records) for record in one.records)
        if not (inside or around or _same_list(outline, best, one)) or (best.place.key != one.place.key and not (inside or around)):
            continue
        if _whole_together(outline, [best, *found, one], dates):
            found.append(one)
            covered |= one.candidate.dates
    return found


def _whole_together(outline: Outline, judged: Sequence[Judged], dates: Sequence[When]) -> bool:
    """Whether blocks of these shapes, each without those inside it, still hold a name, a date and words of their own."""
    records = {one.start: one for one in _together(outline, judged, dates)}
    for part in judged:
        whole = 0
        for one in part.records:
            left = records[one.start]
            named = part.place.names.get(id(one)) if part.place else None
            own = named is None or any(first <= named[1].words < last for first, last in left.spans)
            whole += own and bool(left.dates) and left.plain(outline) >= 1
        if whole < 0.8 * len(part.records):
            return False
    return True


def _same_list(outline: Outline, best: Judged, other: Judged) -> bool:
    parents = {outline.parent[one.start] for one in best.records}
    return all(outline.parent[one.start] in parents for one in other.records)


def _holds_any(record: Record, others: Sequence[Record]) -> bool:
    return any(record.start <= one.start < record.stop for one in others)


def _together(outline: Outline, judged: Sequence[Judged], dates: Sequence[When]) -> list[Record]:
    """The blocks of these shapes as one list, and the blocks of the best shape without a date that stand among them."""
    blocks = {one.start: (one.roots, one.stop) for part in judged for one in part.records}
    if not judged[0].candidate.runs and len(judged[0].records) > 1:
        blocks |= {number: ([number], outline.end[number]) for number in _undated(outline, judged[0].records)}
    return make_records(outline, [blocks[start] for start in sorted(blocks)], dates)


def _undated(outline: Outline, records: Sequence[Record]) -> list[int]:
    """The elements beside the blocks that are called as they are and have no date: what is left of removed comments, pingbacks."""
    starts = {one.start for one in records}
    counts = Counter(key for one in records for key in shapes_of(outline, one.start) if key[1][:1] in ".#@")
    shapes = {
        key
        for key, count in counts.items()
        if count >= 0.4 * len(records)
        and (key[1].startswith("#") or speaks_of_talk(frozenset([key[1][1:]])) or speaks_of_messages(frozenset([key[1][1:]])))
    }
    found: list[int] = []
    for parent in {outline.parent[one.start] for one in records}:
        number = parent + 1
        while 0 < number < outline.end[parent]:
            filled = outline.last[number] > outline.first[number]
            holds = any(number <= start < outline.end[number] for start in starts)
            if number not in starts and filled and not holds and not shapes.isdisjoint(shapes_of(outline, number)):
                found.append(number)
            number = outline.end[number]
    return found


def _apart(judged: Judged, records: Sequence[Record]) -> bool:
    starts = {one.start for one in records}
    return not any(one.start in starts or _holds_any(one, records) for one in judged.records)


def stands_for_post(outline: Outline, talk: Talk) -> bool:
    """Whether the first block is the post, as in a forum: nothing above the blocks is an article, and nothing calls them comments."""
    first = talk.records[0]
    if talk.judged.heading or any(speaks_of_talk(outline.names(root)) for one in talk.records[:2] for root in one.roots):
        return False
    dates = [when.date for one in talk.records if one.dates and (when := one.dates[0]).date]
    if len(dates) > 2 and all(one > after for one, after in pairwise(dates)):
        return False  # the newest first: the first one is no post
    above = (one for one in outline.words[: outline.first[first.start]] if one.weight >= 20 and not one.linked)
    return sum(one.weight for one in above if not in_side_column(outline.tags[one.owner])) < 60
