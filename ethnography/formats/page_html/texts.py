"""The words of each comment: without name, date, buttons and what all blocks repeat; a signature is left out and told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bs4 import Tag

from ethnography.formats.furniture import is_reply_link
from ethnography.formats.page_html.names import Cell, name_in
from ethnography.formats.page_html.outline import Outline
from ethnography.formats.page_html.places import SIGNATURE, Places
from ethnography.formats.page_html.shapes import Record
from ethnography.formats.page_html.signs import When, is_answer_button
from ethnography.formats.saved_page.class_words import words_of
from ethnography.formats.saved_page.element_text import Block, read_blocks
from ethnography.formats.saved_page.page import attribute, tokens
from ethnography.formats.when import find_when, in_iso
from ethnography.formats.wording import is_says

_FURNITURE = re.compile(
    r"(?:.*[-_])?(?:share|sharing|vote|votes|voting|likes?|rating|stars?|avatar|badge|reply-?link|reply-?button|actions?|toolbar|controls|buttons?|permalink"
    r"|user-?info|userdetails|user-?details|postprofile|profile|edited|lastedit)(?:[-_].*)?"
)
_COUNTED = frozenset(
    [
        "vote",
        "votes",
        "count",
        "counter",
        "score",
        "points",
        "likes",
        "like",
        "karma",
        "rating",
        "number",
        "num",
        "position",
        "up",
        "down",
        "thumbs",
        "helpful",
    ]
)
_HEADING = re.compile(r"h[1-6]")
_TITLE = re.compile(r"title|subject|headline|betreff")


def _is_counter(outline: Outline, cell: Cell) -> bool:
    """Whether a cell is a number of votes or the like, by its classes."""
    if not re.fullmatch(r"[#+−-]?\d{1,5}", cell.text):
        return False
    numbers = (cell.element, outline.parent[cell.element])
    return any(not _COUNTED.isdisjoint(words_of(name)) for one in numbers for name in attribute(outline.tags[one], "class").split())


def _same_day(printed: str, when: When | None) -> bool:
    """Whether a printed date is that of the comment, as far as one can tell."""
    day = in_iso(printed)
    return when is None or day is None or when.date is None or day[:10] == when.date[:10]


@dataclass
class Bodies:
    """The words of the comments, read from their `places`. `left_out`: what stands there and is none of their words, by reason."""

    places: Places
    left_out: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.outline = self.places.outline
        self._roots = {id(self.outline.tags[root]) for one in self.places.records for root in one.roots}

    def blocks(self, record: Record, author: str | None) -> list[Block]:
        """The blocks of a comment's words."""
        places = self.places.of(record)
        skipped = {id(self.outline.tags[number]) for number in self._beside(record, places)}
        skipped |= self._roots - {id(self.outline.tags[number]) for number in places}

        def skip(tag: Tag) -> str | None:
            if id(tag) in skipped:
                return ""
            names = tokens(tag)
            if any(SIGNATURE.fullmatch(name) for name in names):
                return "signatures"
            return "" if any(_FURNITURE.fullmatch(name) for name in names) and tag.name not in ("p", "blockquote") else None

        blocks, left = read_blocks([self.outline.tags[number] for number in places], skip)
        for reason, text in left:
            self.left_out.setdefault(reason, []).append(text)
        return list(self._trimmed(blocks, author, self.places.dates[id(record)]))

    def _beside(self, record: Record, places: Sequence[int]) -> Iterator[int]:
        """The elements inside the words that hold the name, the date, a button or a label, with the line they stand in."""
        weights = self.places.weights[id(record)]
        inside = [number for number in self.places.used[id(record)] if any(self.outline.holds(place, number) for place in places)]
        for number in inside:
            while (around := self.outline.parent[number]) not in places and around >= record.start and weights[around] <= 3:
                if self._holds_title(around, number):
                    break
                if any(self.outline.holds(place, around) and place != around for place in places):
                    number = around
                else:
                    break
            if number not in places:
                yield number
        for cell in self.places.cells[id(record)]:
            button = cell.linked and (is_answer_button(cell.text) or re.fullmatch(r"#?\d{1,5}", cell.text))
            apart = cell.text in self.places.repeated or button or _is_counter(self.outline, cell)
            if cell.own and cell.element not in places and apart:
                yield cell.element

    def _holds_title(self, around: int, number: int) -> bool:
        """Whether an element holds a title of the comment besides the name or date in `number`."""
        return any(
            not self.outline.holds(number, one)
            and (_HEADING.fullmatch(self.outline.tags[one].name) or _TITLE.search(" ".join(self.outline.names(one))))
            and self.outline.last[one] > self.outline.first[one]
            for one in range(around + 1, self.outline.end[around])
        )

    def _trimmed(self, blocks: list[Block], author: str | None, when: When | None) -> Iterator[Block]:
        """Without lines at either end that hold only name, date and buttons."""
        lines = [(index, line) for index, block in enumerate(blocks) for line in block.text.split("\n")]
        first, last = 0, len(lines)
        while first < last and self._is_header(lines[first][1], author, when):
            first += 1
        while last > first and (self._is_header(lines[last - 1][1], None, when) or is_reply_link(lines[last - 1][1])):
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
        if not re.search(r"\w", bare) or line in self.places.repeated or is_answer_button(line) or is_says(line):
            return True
        if re.fullmatch(r"#\d{1,5}[.)]?", line.strip()):
            return True
        if author is not None and bare == author:
            return True
        match = find_when(line) if when is not None and when.text else None
        if match is None or not _same_day(match.group(), when):
            return False
        rest = re.sub(r"\d{1,2}[:.]\d\d", " ", line[: match.start()] + " " + line[match.end() :])
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
