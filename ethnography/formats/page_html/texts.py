"""The words of each comment: the element that holds them in most blocks, without name, date, buttons and what all blocks repeat."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bs4 import Tag

from ethnography.formats.furniture import is_reply_link
from ethnography.formats.page_html.names import Cell, name_in
from ethnography.formats.page_html.outline import Outline
from ethnography.formats.page_html.shapes import Key, Record, keys_of
from ethnography.formats.page_html.signs import When, is_answer_button
from ethnography.formats.page_text.when import find_when
from ethnography.formats.saved_page.class_words import is_place_of
from ethnography.formats.saved_page.element_text import Block, read_blocks
from ethnography.formats.saved_page.page import tokens
from ethnography.formats.wording import is_says

_WHOLE = frozenset(
    ["p", "li", "blockquote", "pre", "table", "a", "span", "b", "strong", "i", "em", "font", "ul", "ol", "dl", "cite", "q", "small"]
)
_FURNITURE = re.compile(
    r"(?:.*[-_])?(?:share|sharing|vote|votes|voting|likes?|rating|stars?|avatar|badge|reply-?link|reply-?button|actions?|toolbar|controls|buttons?|permalink"
    r"|user-?info|userdetails|user-?details|postprofile|profile|edited|lastedit)(?:[-_].*)?"
)
_SIGNATURE = re.compile(r"(?:.*[-_])?signature(?:[-_].*)?|sig")


@dataclass
class Bodies:
    """Where the words of the comments are. `left_out`: what stands in comments and is none of their words, by reason."""

    outline: Outline
    records: Sequence[Record]
    cells: dict[int, list[Cell]]
    used: dict[int, list[int]]
    dates: dict[int, When | None]
    left_out: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.repeated = self._repeated()
        self.root_ids = {id(self.outline.tags[root]) for one in self.records for root in one.roots}
        self.stops = {id(one): self._stop(one) for one in self.records}
        self.usual = self._usual()

    def _repeated(self) -> frozenset[str]:
        """The short texts that most blocks have in common: buttons and labels."""
        if len(self.records) < 3:
            return frozenset()
        counts = Counter(text for one in self.records for text in {cell.text for cell in self.cells[id(one)]})
        return frozenset(text for text, count in counts.items() if count >= 0.5 * len(self.records) and len(text.split()) <= 8)

    # --- the element of the words -----------------------------------------------------------------------------------------------

    def _weigh(self, record: Record) -> dict[int, int]:
        """How many plain words each own element of a block holds, its names, dates and buttons apart."""
        apart = {cell.words for cell in self.cells[id(record)] if cell.text in self.repeated or is_answer_button(cell.text)}
        apart |= {
            place for number in self.used[id(record)] for place in range(self.outline.first[number], self.outline.last[number])
        }
        weights: Counter[int] = Counter()
        when = self.dates[id(record)]
        for place in record.words():
            one = self.outline.words[place]
            if one.linked or place in apart:
                continue
            weight = one.weight - (when.weight if when is not None and when.words == place else 0)
            number = one.owner
            while number >= record.start and weight > 0:
                weights[number] += weight
                number = self.outline.parent[number]
        return weights

    def _stop(self, record: Record) -> int | None:
        """The innermost element that holds nearly all words of a block; None where that is the block itself."""
        weights = self._weigh(record)
        total = sum(weights[root] for root in record.roots)
        here: int | None = None
        candidates = list(record.roots)
        while candidates:
            best = max(candidates, key=lambda number: weights[number])
            if weights[best] < 0.85 * total or not total or (best not in record.roots and self.outline.tags[best].name in _WHOLE):
                break
            if any(self._is_sentence(record, number) for number in candidates if number != best):
                break
            here, candidates = best, self._children(record, best)
        return here if here not in record.roots else None

    def _is_sentence(self, record: Record, number: int) -> bool:
        """Whether an element holds a stretch of words that is more than a label."""
        if any(_SIGNATURE.fullmatch(name) for name in self.outline.names(number)):
            return False
        words = (self.outline.words[place] for place in range(self.outline.first[number], self.outline.last[number]))
        return any(one.weight >= 6 and not one.linked and one.text not in self.repeated for one in words)

    def _children(self, record: Record, parent: int) -> list[int]:
        found, number = [], parent + 1
        inner = {one.start for one in record.inner}
        while number < self.outline.end[parent]:
            if number not in inner:
                found.append(number)
            number = self.outline.end[number]
        return found

    def _usual(self) -> list[Key]:
        """The shapes of the elements that hold the words in most blocks, those that speak of a text first."""
        counts = Counter(
            key
            for one in self.records
            if (stop := self.stops[id(one)]) is not None
            for key in set(keys_of(self.outline, stop))
            if key[1]
        )
        often = [key for key, count in counts.items() if count >= 0.5 * len(self.records) or count >= 3]
        return sorted(often, key=lambda key: (-counts[key], not re.search(r"text|body|content|message|words", key[1]), key))

    def _places(self, record: Record) -> list[int]:
        """The elements that hold the words of a block."""
        for key in self.usual[:4]:
            found = [
                number
                for number in record.elements(self.outline)
                if number not in record.roots and key in set(keys_of(self.outline, number))
            ]
            outer = [
                number for number in found if not any(self.outline.holds(other, number) and other != number for other in found)
            ]
            if outer and any(self.outline.last[number] > self.outline.first[number] for number in outer):
                return outer
        stop = self.stops[id(record)]
        if stop is not None:
            return [stop]
        told = [number for number in record.elements(self.outline) if is_place_of(self.outline.tags[number], "text")]
        return told[:1] if len(told) == 1 and self._weigh(record)[told[0]] else list(record.roots)

    # --- the words ----------------------------------------------------------------------------------------------------------------

    def blocks(self, record: Record, author: str | None) -> list[Block]:
        """The blocks of a comment's words."""
        places = self._places(record)
        skipped = {id(self.outline.tags[number]) for number in self._beside(record, places)}
        skipped |= self.root_ids - {id(self.outline.tags[number]) for number in places}

        def skip(tag: Tag) -> str | None:
            if id(tag) in skipped:
                return ""
            names = tokens(tag)
            if any(_SIGNATURE.fullmatch(name) for name in names):
                return "signatures"
            return "" if any(_FURNITURE.fullmatch(name) for name in names) and tag.name not in ("p", "blockquote") else None

        blocks, left = read_blocks([self.outline.tags[number] for number in places], skip)
        for reason, text in left:
            self.left_out.setdefault(reason, []).append(text)
        return list(self._trimmed(blocks, author, self.dates[id(record)]))

    def _beside(self, record: Record, places: Sequence[int]) -> Iterator[int]:
        """The elements inside the words that hold the name, the date, a button or a label, with the line they stand in."""
        weights = self._weigh(record)
        inside = [number for number in self.used[id(record)] if any(self.outline.holds(place, number) for place in places)]
        for number in inside:
            while (around := self.outline.parent[number]) not in places and around >= record.start and weights[around] <= 3:
                if any(self.outline.holds(place, around) and place != around for place in places):
                    number = around
                else:
                    break
            if number not in places:
                yield number
        for cell in self.cells[id(record)]:
            if (
                cell.own
                and cell.element not in places
                and (cell.text in self.repeated or (cell.linked and is_answer_button(cell.text)))
            ):
                yield cell.element

    def _trimmed(self, blocks: list[Block], author: str | None, when: When | None) -> Iterator[Block]:
        """Without lines at either end that hold only name, date and buttons."""
        lines = [(index, line) for index, block in enumerate(blocks) for line in block.text.split("\n")]
        first, last = 0, len(lines)
        while first < last and self._is_header(lines[first][1], author, when):
            first += 1
        while last > first and (self._is_header(lines[last - 1][1], author, when) or is_reply_link(lines[last - 1][1])):
            last -= 1
        for index, block in enumerate(blocks):
            kept = "\n".join(line for at, line in lines[first:last] if at == index).strip()
            if index == lines[first][0] if first < last else False:
                kept = re.sub(r"^[:–—|·,•»]+\s+", "", kept)
            if kept:
                yield Block(kept, block.kind, block.voice, block.buttons)

    def _is_header(self, line: str, author: str | None, when: When | None) -> bool:
        if len(line) > 140:
            return False
        bare = line.strip(" :,/|·-–—#•()[]")
        if not re.search(r"\w", bare) or line in self.repeated or is_answer_button(line) or is_says(line):
            return True
        if re.fullmatch(r"#?\d{1,5}[.)]?", bare) and when is not None:
            return line.startswith("#")
        if author is not None and bare == author:
            return True
        shown = when.text if when is not None else None
        if not shown or shown not in line:
            return False
        rest = line.replace(shown, " ", 1)
        if author is not None:
            rest = rest.replace(author, " ", 1)
        rest = re.sub(
            r"\b(?:by|von|por|par|de|on|am|at|um|el|le|il|em|op|the|posted|said|says|wrote|schrieb|comment|kommentar|uhr|from)\b",
            " ",
            rest,
            flags=re.I,
        )
        return len(re.findall(r"\w+", rest)) <= 2 or (
            name_in(rest) is not None and find_when(line) is not None and len(rest.split()) <= 4
        )
