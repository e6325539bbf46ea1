"""Where the page prints the comments that its JSON-LD states, and which others it prints besides."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from bs4 import Tag

from ethnography.formats.page_html.finding import find_talk as find_blocks
from ethnography.formats.page_html.outline import Outline
from ethnography.formats.page_html.reading import make_messages
from ethnography.formats.page_html.shapes import Record
from ethnography.formats.saved_page.messages import Message
from ethnography.formats.schema_html.fields import Said

_KEY = 40
_ENOUGH = 8
_NEAR = 14


def letters(text: str) -> str:
    """Letters and digits alone, in lower case: what does not change between what is stated and what is printed."""
    return re.sub(r"[\W_]+", "", text).lower()


@dataclass
class _Words:
    """The stretches of words of a page, to be found by how the text begins there: `starts` sorted, with their places."""

    outline: Outline
    bare: list[str] = field(default_factory=list)
    starts: list[tuple[str, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.bare = [letters(one.text) for one in self.outline.words]
        for place in range(len(self.bare)):
            start, after = "", place
            while len(start) < _KEY and after < min(len(self.bare), place + _KEY):
                start += self.bare[after][:_KEY]
                after += 1
            if self.bare[place]:
                self.starts.append((start[:_KEY], place))
        self.starts.sort()

    def places(self, text: str) -> list[int]:
        """Where a text begins; several places where it is printed more than once, or is short."""
        key = letters(text[: 4 * _KEY])[:_KEY]
        if not key:
            return []
        first = bisect_left(self.starts, (key, -1))
        found = []
        for start, place in self.starts[first : first + 50]:
            if not start.startswith(key):
                break
            if len(key) >= _ENOUGH or self.bare[place] == key:
                found.append(place)
        return sorted(found)

    def is_plain(self, place: int, text: str) -> bool:
        """Whether a text is long enough to be told from others, or stands in a stretch of its own."""
        key = letters(text)
        return len(key) >= _KEY or (len(key) >= 2 * _ENOUGH and self.bare[place] == key)

    def has_near(self, place: int, name: str) -> bool:
        """Whether a name is printed shortly before or after a place."""
        bare = letters(name)
        return bool(bare) and any(bare in one for one in self.bare[max(0, place - _NEAR) : place + _NEAR])


def find_shown(outline: Outline, said: Sequence[Said]) -> int:
    """Give each message that the page prints the element that holds it; how many there are."""
    words = _Words(outline)
    found: dict[int, int] = {}
    taken: set[int] = set()
    last = -1
    for one in said:
        places = [place for place in words.places(one.message.text) if place not in taken]
        near = [place for place in places if words.has_near(place, one.message.author or "")]
        alone = len(places) == 1 and words.is_plain(places[0], one.message.text)
        fitting = near or (places if alone else [])
        place = next((place for place in fitting if place > last), fitting[0] if fitting else None)
        if place is not None:
            taken.add(place)
            found[id(one)] = last = place
    held: Counter[int] = Counter()
    for place in found.values():
        owner = outline.words[place].owner
        held.update((owner, *outline.around(owner)))
    for one in said:
        if id(one) in found:
            one.message.roots = [_root(outline, found[id(one)], held, len(one.message.text))]
    return len(found)


def _root(outline: Outline, place: int, held: Counter[int], length: int) -> Tag:
    """The widest element that holds this message and no other, and not much besides its words."""
    root = outline.words[place].owner
    for around in outline.around(root):
        tag = outline.tags[around]
        if held[around] > 1 or tag.name in ("html", "body", "main") or tag.find(["h1", "form"]) is not None:
            break
        if len(outline.text(around)) > 2 * length + 400:
            break
        root = around
    return outline.tags[root]


def others_shown(outline: Outline, said: Sequence[Said]) -> list[Message]:
    """The messages that the page prints besides those it states, in blocks of the same form that say who and when; linked as
    they stand. None where the stated ones are not among the blocks: then those are something else."""
    blocks = find_blocks(outline)
    if blocks is None or len(blocks.records) <= len(said):
        return []
    matched = _matched(outline, blocks.records, said)
    if len(set(matched.values())) < max(1, 0.6 * len(said)):
        return []
    messages, _, _ = make_messages(outline, blocks)
    known = {id(message): said[matched[number]].message for number, message in enumerate(messages) if number in matched}
    shapes = {outline.shape(blocks.records[number].start) for number in matched}
    others = []
    for number, message in enumerate(messages):
        if number in matched:
            stated = known[id(message)]
            stated.roots = message.roots if not stated.roots else stated.roots
        elif outline.shape(blocks.records[number].start) in shapes and message.author and message.date and message.text:
            message.answers = known.get(id(message.answers), message.answers)
            others.append(message)
    kept = {id(one) for one in (*others, *known.values())}
    for one in others:
        if one.answers is not None and id(one.answers) not in kept:
            one.answers = None
    return others


def _matched(outline: Outline, records: Sequence[Record], said: Sequence[Said]) -> dict[int, int]:
    """Which block, by its number, holds which stated message or stands inside the element of it."""
    by_place = sorted(
        (outline.number[id(root)], number)
        for number, one in enumerate(said)
        for root in one.message.roots[:1]
        if id(root) in outline.number
    )
    places = [place for place, _ in by_place]
    matched: dict[int, int] = {}
    for number, record in enumerate(records):
        first = bisect_left(places, record.start)
        inside = [which for place, which in by_place[first : first + 1] if place < record.stop]
        around = [which for place, which in by_place[:first][-1:] if outline.holds(place, record.start)]
        for which in [*inside, *around][:1]:
            matched[number] = which
    return matched
