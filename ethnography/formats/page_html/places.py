"""Where the words of each comment stand: the innermost element that holds nearly all of them, by the vote of all blocks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ethnography.formats.page_html.names import Cell
from ethnography.formats.page_html.outline import Outline
from ethnography.formats.page_html.shapes import Key, Record, shapes_of
from ethnography.formats.page_html.signs import When, is_answer_button
from ethnography.formats.saved_page.class_words import is_place_of
from ethnography.formats.saved_page.page import attribute
from ethnography.formats.when import find_when

SIGNATURE = re.compile(r"(?:.*[-_])?signature(?:[-_].*)?|sig")
_WHOLE = frozenset(
    ["p", "li", "blockquote", "pre", "table", "a", "span", "b", "strong", "i", "em", "font", "ul", "ol", "dl", "cite", "q", "small"]
)
_CALLED_TEXT = re.compile(r"(?:text|txt|body|content|contents|message|msg|words|inhalt|texto|bbcode)\d*$", re.IGNORECASE)
_ABOUT_AUTHOR = re.compile(
    r"user-?(?:info|details?|panel|block|data|profile|title|stats|meta|box|card)|(?:post|message|comment)-?(?:profile|user)\b|poster(?:info|details)?\b"
    r"|author-?(?:info|box|details?|meta|profile|data)|member-?(?:info|details?)|profile(?:info)?\b",
    re.IGNORECASE,
)
_LABEL = 6
"""From how many words on a stretch of words is more than a label."""


@dataclass
class Places:
    """The elements of the words. `used`: the elements of names and dates; `dates`: when each was posted; both by a block's
    ``id``."""

    outline: Outline
    records: Sequence[Record]
    cells: dict[int, list[Cell]]
    used: dict[int, list[int]]
    dates: dict[int, When | None]
    repeated: frozenset[str] = frozenset()
    weights: dict[int, Counter[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.repeated = self._repeated()
        self.weights = {id(one): self._weigh(one) for one in self.records}
        self._stops = {id(one): self._stop(one) for one in self.records}
        self._usual = self._vote()

    def of(self, record: Record) -> list[int]:
        """The elements that hold the words of a block; the block itself where none does."""
        for key in self._usual:
            if found := self._outermost(record, key):
                return found
        stop = self._stops[id(record)]
        return [stop] if stop is not None else list(record.roots)

    def _repeated(self) -> frozenset[str]:
        """The short texts that most blocks have in common: buttons and labels."""
        if len(self.records) < 3:
            return frozenset()
        counts = Counter(text for one in self.records for text in {cell.text for cell in self.cells[id(one)]})
        return frozenset(text for text, count in counts.items() if count >= 0.5 * len(self.records) and len(text.split()) <= 8)

    def _weigh(self, record: Record) -> Counter[int]:
        """How many plain words each own element of a block holds, its names, dates and buttons apart."""
        outline = self.outline
        apart = {cell.words for cell in self.cells[id(record)] if cell.text in self.repeated or is_answer_button(cell.text)}
        apart |= {place for number in self.used[id(record)] for place in range(outline.first[number], outline.last[number])}
        apart |= {place for number in self._about_author(record) for place in range(outline.first[number], outline.last[number])}
        weights: Counter[int] = Counter()
        when = self.dates[id(record)]
        for place in record.words():
            one = outline.words[place]
            if one.linked or place in apart:
                continue
            weight = one.weight - (when.weight if when is not None and when.words == place else 0)
            number = one.owner
            while number >= record.start and weight > 0:
                weights[number] += weight
                number = outline.parent[number]
        return weights

    def _about_author(self, record: Record) -> Iterator[int]:
        """The elements that say something about whoever wrote a block, by their classes."""
        total = sum(last - first for first, last in record.spans)
        for number in record.elements(self.outline):
            if number in record.roots or not _ABOUT_AUTHOR.search(attribute(self.outline.tags[number], "class")):
                continue
            if 2 * (self.outline.last[number] - self.outline.first[number]) <= total:
                yield number

    def _stop(self, record: Record) -> int | None:
        """The innermost element that holds nearly all words of a block; None where that is the block itself."""
        weights = self.weights[id(record)]
        total = sum(weights[root] for root in record.roots)
        here: int | None = None
        candidates = list(record.roots)
        while candidates and total:
            best = max(candidates, key=lambda number: weights[number])
            if weights[best] < 0.85 * total or (best not in record.roots and not self._may_hold_text(best)):
                break
            if self._has_own_sentence(here) or any(self._holds_sentence(number) for number in candidates if number != best):
                break
            here, candidates = best, self._children(record, best)
        return here if here not in record.roots else None

    def _may_hold_text(self, number: int) -> bool:
        """Whether an element could hold all words of a comment: not a paragraph of it, unless it is called a text."""
        tag = self.outline.tags[number]
        return tag.name not in _WHOLE or (tag.name in ("span", "p", "blockquote", "table") and self._is_called_text(number))

    def _is_called_text(self, number: int) -> bool:
        tag = self.outline.tags[number]
        return is_place_of(tag, "text") or any(_CALLED_TEXT.search(name) for name in attribute(tag, "class").split())

    def _holds_sentence(self, number: int) -> bool:
        """Whether an element holds a stretch of words that is more than a label."""
        if any(SIGNATURE.fullmatch(name) for name in self.outline.names(number)):
            return False
        words = (self.outline.words[place] for place in range(self.outline.first[number], self.outline.last[number]))
        return any(one.weight >= _LABEL and not one.linked and one.text not in self.repeated for one in words)

    def _has_own_sentence(self, number: int | None) -> bool:
        """Whether words that are more than a label stand in an element itself, beside the elements in it."""
        if number is None:
            return False
        words = (self.outline.words[place] for place in range(self.outline.first[number], self.outline.last[number]))
        own = (one for one in words if one.owner == number and one.weight >= 4)
        return any(one.text not in self.repeated and not find_when(one.text) for one in own)

    def _children(self, record: Record, parent: int) -> list[int]:
        found, number = [], parent + 1
        inner = {one.start for one in record.inner}
        while number < self.outline.end[parent]:
            if number not in inner:
                found.append(number)
            number = self.outline.end[number]
        return found

    def _vote(self) -> list[Key]:
        """The shapes of the elements that hold the words in most blocks, the most frequent first; where the blocks do not agree,
        the shapes that are called a text and stand once in nearly every block."""
        total = len(self.records)
        stops = [stop for stop in self._stops.values() if stop is not None]
        counts = Counter(key for stop in stops for key in shapes_of(self.outline, stop) if len(key[1]) > 1)
        once: Counter[Key] = Counter()
        for record in self.records:
            here = Counter(key for number in record.elements(self.outline) for key in shapes_of(self.outline, number))
            once.update(key for key, count in here.items() if count == 1)
        often = [key for key, count in counts.items() if count >= 0.4 * total and once[key] >= 0.6 * total]
        if often:
            return sorted(often, key=lambda key: (-counts[key], not _CALLED_TEXT.search(key[1]), key))[:4]
        called = [
            key for key, count in once.items() if count >= 0.8 * total and key[1].startswith(".") and _CALLED_TEXT.search(key[1])
        ]
        held = {key: self._held(key) for key in called}
        return sorted((key for key in called if held[key] > 0), key=lambda key: (-held[key], key))[:1]

    def _held(self, key: Key) -> int:
        """How many words the elements of a shape hold, where none of them holds a name."""
        count = 0
        for record in self.records:
            for number in self._outermost(record, key):
                if any(self.outline.holds(number, one) for one in self.used[id(record)]):
                    return 0
                count += self.weights[id(record)][number]
        return count

    def _outermost(self, record: Record, key: Key) -> list[int]:
        """The own elements of a shape in a block, those inside another of them left out; none where they hold no words."""
        found: list[int] = []
        for number in record.elements(self.outline):
            if number in record.roots or key not in shapes_of(self.outline, number):
                continue
            if not found or number >= self.outline.end[found[-1]]:
                found.append(number)
        return found
