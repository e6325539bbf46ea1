"""Blocks of one shape: which elements of a page could hold one comment each, because each holds a date and words."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

from ethnography.formats.page_html.outline import Outline
from ethnography.formats.page_html.signs import When, speaks_of_talk
from ethnography.formats.saved_page.page import attribute, tokens

Key = tuple[str, str]
"""What elements of one shape share: their name, and a class, the pattern of their id, what an attribute says, or their place."""

_TOO_WIDE = frozenset(["html", "body", "main", "[document]", "head", "tbody", "thead", "colgroup", "br", "hr", "img"])
_DIGITS = re.compile(r"[0-9a-f]{8,}(?:-[0-9a-f]{4,})*|\d+")


@dataclass(eq=False)
class Record:
    """A block that could be a comment: the elements that hold it, and its own words, those of blocks inside it apart.

    `inner`: the records that stand inside it. `spans`: stretches of the words of the outline. `dates`: its own ones.
    """

    roots: list[int]
    stop: int
    spans: list[tuple[int, int]] = field(default_factory=list)
    inner: list[Record] = field(default_factory=list)
    dates: list[When] = field(default_factory=list)

    @property
    def start(self) -> int:
        return self.roots[0]

    def elements(self, outline: Outline) -> Iterator[int]:
        """Its own elements in page order, the roots among them."""
        number, inside = self.start, iter(self.inner)
        following = next(inside, None)
        while number < self.stop:
            if following is not None and number >= following.start:
                number, following = following.stop, next(inside, None)
            else:
                yield number
                number += 1

    def words(self) -> Iterator[int]:
        """Its own words, as places in the words of the outline."""
        for first, last in self.spans:
            yield from range(first, last)

    def plain(self, outline: Outline) -> int:
        """How many words it has outside of links and buttons, its dates apart."""
        return sum(outline.plain(*span) for span in self.spans) - sum(one.weight for one in self.dates)

    def linked(self, outline: Outline) -> int:
        """How many words it has in links and buttons."""
        return sum(outline.linked(*span) for span in self.spans)


@dataclass(eq=False)
class Candidate:
    """Blocks of one shape in page order. `shared`: how many of the elements of that shape hold a date."""

    key: Key
    records: list[Record]
    shared: float = 1.0
    runs: bool = False

    @property
    def dates(self) -> frozenset[int]:
        """Which dates it takes as those of its records."""
        return frozenset(one.dates[0].place for one in self.records if one.dates)


def keys_of(outline: Outline, number: int) -> Iterator[Key]:
    """The shapes that an element has."""
    tag = outline.tags[number]
    names = tokens(tag)
    for name in sorted(names):
        yield tag.name, f".{_DIGITS.sub('#', name)}"
    own = attribute(tag, "id").lower()
    if own and (pattern := _DIGITS.sub("#", own)) != own:
        yield tag.name, f"#{pattern}"
    for name in ("itemtype", "itemprop", "typeof", "role"):
        if value := attribute(tag, name):
            yield tag.name, f"@{name}={value.rsplit('/', 1)[-1].lower()}"
    for name in tag.attrs:
        if name.startswith("data-") and name.endswith("id") and not name.endswith("-grid"):
            yield tag.name, f"@{name}"
    if "-" in tag.name:
        yield tag.name, ""
    if not names:
        around = outline.parent[number]
        place = min(outline.names(around), default="") if around >= 0 else ""
        yield tag.name, f">{outline.tags[around].name if around >= 0 else ''}.{_DIGITS.sub('#', place)}"
        yield tag.name, ""


def shapes_of(outline: Outline, number: int) -> frozenset[Key]:
    """The shapes that an element has, found once."""
    found: frozenset[Key] | None = outline.kept.get(number)
    if found is None:
        found = outline.kept[number] = frozenset(keys_of(outline, number))
    return found


def members_by_key(outline: Outline) -> dict[Key, list[int]]:
    """The elements of each shape, in page order."""
    found: dict[Key, list[int]] = defaultdict(list)
    for number, tag in enumerate(outline.tags):
        if tag.name not in _TOO_WIDE:
            for key in dict.fromkeys(keys_of(outline, number)):
                found[key].append(number)
    return found


def find_candidates(outline: Outline, dates: Sequence[When]) -> list[Candidate]:
    """The lists of blocks that could be comments. Of those that hold the same dates the one whose shape is the clearest, and
    the one that reaches furthest out: a row of a table whose first cell holds the name."""
    members = members_by_key(outline)
    near: set[Key] = set()
    for when in dates:
        for number in (when.place, *outline.around(when.place)):
            near |= shapes_of(outline, number)
    found: dict[frozenset[int], Candidate] = {}
    widest: dict[frozenset[int], Candidate] = {}
    for key in sorted(near & members.keys()):
        for candidate in (_blocks(outline, key, members[key], dates), _runs(outline, key, members[key], dates)):
            if candidate is None:
                continue
            known = found.get(candidate.dates)
            if known is None or _rank(outline, candidate) > _rank(outline, known):
                found[candidate.dates] = candidate
            wide = widest.get(candidate.dates)
            if not candidate.runs and (wide is None or _reach(candidate) > _reach(wide)):
                widest[candidate.dates] = candidate
    both = {id(one): one for one in (*found.values(), *widest.values())}
    return list(both.values())


def _reach(candidate: Candidate) -> tuple[int, float]:
    """How many elements the blocks hold, and how many of the elements of their shape are blocks."""
    return sum(one.stop - one.start for one in candidate.records), candidate.shared


def _rank(outline: Outline, candidate: Candidate) -> tuple[bool, bool, bool, bool, int, bool, bool, int]:
    """Of shapes that hold the same dates the better one: it holds words, most of its elements hold a date, it reaches out."""
    worded = median(one.plain(outline) for one in candidate.records) >= 4
    widest = sum(one.stop - one.start for one in candidate.records)
    if len(candidate.records) == 1 and _holds_more(outline, candidate.records[0]):
        widest = -widest  # nothing to compare it with, and it is the list with its heading or its form
    named = candidate.key[1].startswith(".")
    talk = speaks_of_talk(frozenset([candidate.key[1].lstrip(".#")]))
    often, seldom = candidate.shared >= 0.75, candidate.shared >= 0.4
    return worded, not candidate.runs, often, seldom, widest, talk, named, -len(candidate.key[1])


def _holds_more(outline: Outline, record: Record) -> bool:
    """Whether an element holds the heading or the form of a list of comments."""
    names = (outline.tags[number].name for number in range(record.start + 1, record.stop))
    return any(name in ("form", "h1", "h2", "h3") for name in names)


def _blocks(outline: Outline, key: Key, members: Sequence[int], dates: Sequence[When]) -> Candidate | None:
    """One block an element."""
    every = make_records(outline, [([number], outline.end[number]) for number in members], dates)
    records = [one for one in every if one.dates]
    filled = sum(one.plain(outline) > 0 for one in records)
    if filled < 0.4 * len(records) or (filled < 2 and not speaks_of_talk(frozenset([key[1].lstrip(".#")]))):
        return None
    if not any(when.sure for one in records for when in one.dates):
        return None
    return Candidate(key, records, len(records) / len(members))


def make_records(outline: Outline, blocks: Iterable[tuple[list[int], int]], dates: Sequence[When]) -> list[Record]:
    """Records of these blocks (their elements, and the number of the element after them), with what is their own."""
    records = [Record(roots, stop) for roots, stop in blocks]
    open_: list[Record] = []
    for record in records:
        while open_ and open_[-1].stop <= record.start:
            open_.pop()
        if open_:
            record.stop = min(record.stop, open_[-1].stop)
            open_[-1].inner.append(record)
        open_.append(record)
    places = [when.place for when in dates]
    for record in records:
        start = outline.first[record.start]
        for inner in record.inner:
            record.spans.append((start, outline.first[inner.start]))
            start = _last_word(outline, inner)
        record.spans.append((start, _last_word(outline, record)))
        for one in range(bisect_left(places, record.start), bisect_right(places, record.stop - 1)):
            if not any(inner.start <= places[one] < inner.stop for inner in record.inner):
                record.dates.append(dates[one])
    return records


def _last_word(outline: Outline, record: Record) -> int:
    return max(outline.last[root] for root in record.roots)


# --- records that are several elements beside each other ---------------------------------------------------------------------


def _runs(outline: Outline, key: Key, members: Sequence[int], dates: Sequence[When]) -> Candidate | None:
    """Blocks that begin with an element of this shape and go on with those after it: ``dt`` and ``dd``, rows of a table."""
    by_parent: dict[int, list[int]] = defaultdict(list)
    for number in members:
        by_parent[outline.parent[number]].append(number)
    parent, heads = max(by_parent.items(), key=lambda one: len(one[1]))
    if len(heads) < 2 or parent < 0 or outline.tags[parent].name in ("html", "tr", "ul", "ol"):
        return None
    heads = [one for one in heads if outline.last[one] > outline.first[one]]
    children = _children(outline, parent)
    place = {number: at for at, number in enumerate(children)}
    if len(heads) < 2 or all(place[after] - place[one] == 1 for one, after in itertools.pairwise(heads)):
        return None
    usual: set[Key] = set()
    blocks: list[tuple[list[int], int]] = []
    for one, after in zip(heads, [*heads[1:], None], strict=True):
        between = children[place[one] : place[after]] if after is not None else children[place[one] :]
        if after is None:  # the last one ends where something begins that stands in no other
            kept = 1
            while kept < len(between) and usual & shapes_of(outline, between[kept]):
                kept += 1
            between = between[:kept]
        else:
            usual.update(shape for number in between[1:] for shape in shapes_of(outline, number))
        blocks.append((between, outline.end[between[-1]]))
    records = [one for one in make_records(outline, blocks, dates) if one.dates]
    if sum(one.plain(outline) > 0 for one in records) < max(2, 0.6 * len(records)):
        return None
    headed = sum(any(one.start <= when.place < outline.end[one.start] for when in one.dates) for one in records)
    if len(records) < 2 or headed < 0.8 * len(records):
        return None
    return Candidate(key, records, len(records) / len(heads), runs=True)


def _children(outline: Outline, parent: int) -> list[int]:
    found, number = [], parent + 1
    while number < outline.end[parent]:
        found.append(number)
        number = outline.end[number]
    return found
