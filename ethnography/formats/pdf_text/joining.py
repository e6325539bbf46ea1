"""Lines to paragraphs: where one ends, what is a heading, and which words were divided at the end of a line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ethnography.corpus.roles import role_of
from ethnography.formats.documents import Block, Run, block_of
from ethnography.formats.pdf_text.lines import Line
from ethnography.formats.turns.labels import Label, is_metadata, label_at

_ENDS = re.compile(r"[.!?:…][\"'”’»)\]]*$")
_ITEM = re.compile(r"(?:[•◦▪●○■–*-]|\(?\d{1,3}[.)]|\(?[a-z]\))\s+\S")
_DIVIDED = re.compile(r"[^\W\d_](?:-|\u2010|\u00ad)$")


@dataclass
class Joined:
    """The blocks of the lines, and the words that were divided at the end of a line, as they stand now."""

    blocks: list[Block] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


def to_blocks(pages: Sequence[Sequence[Line]]) -> Joined:
    """The blocks of all pages in order; a paragraph may go on from one page to the next."""
    lines = [line for page in pages for line in page]
    if not lines:
        return Joined()
    look = _Look(lines)
    made = Joined()
    open_: list[Line] = []
    for line in lines:
        if open_ and look.begins(line, open_):
            _close(open_, look, made)
            open_ = []
        open_.append(line)
    _close(open_, look, made)
    return made


class _Look:
    """What is usual in this text: the size of its letters, the distance of its lines, how long they are, who speaks."""

    def __init__(self, lines: Sequence[Line]) -> None:
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[line.size] += len(line.text)
        self.size = sizes.most_common(1)[0][0]
        steps = [
            one.y - other.y
            for one, other in pairwise(lines)
            if one.page == other.page and one.size == other.size == self.size and 0 < one.y - other.y < 4 * self.size
        ]
        self.step = sorted(steps)[len(steps) // 3] if steps else 1.2 * max(self.size, 1)
        lengths = sorted(len(line.text) for line in lines if line.size == self.size)
        self.length = lengths[int(0.9 * (len(lengths) - 1))]
        self.margin = Counter(round(line.x) for line in lines if line.size == self.size).most_common(1)[0][0]
        self.bold_text = sum(line.is_bold for line in lines) > 0.5 * len(lines)
        self.words = Counter(word.lower() for line in lines for word in re.findall(r"\w+(?:-\w+)+", line.text))
        labels = [label for line in lines if (label := self._label(line))]
        times = Counter(label.key for label in labels)
        self.speakers = {label.key for label in labels if times[label.key] > 1 or role_of(label.name)}

    @staticmethod
    def _label(line: Line) -> Label | None:
        bold = len(line.runs[0].text) if line.runs and line.runs[0].bold else 0
        return label_at(line.text, 0, len(line.text), bold)

    def speaks(self, line: Line) -> Label | None:
        """The label that a line begins with, where it is a speaker's."""
        label = self._label(line)
        return label if label and label.key in self.speakers else None

    def is_heading(self, line: Line) -> bool:
        """Whether a line stands out as a heading does: larger letters, or bold ones, few words, no label of a turn."""
        if len(line.text.split()) > 16 or not re.search(r"\w", line.text) or self.speaks(line):
            return False
        if line.size >= 1.12 * self.size:
            return True
        return line.is_bold and not self.bold_text and not _ENDS.search(line.text) and not line.text[0].islower()

    def begins(self, line: Line, above: Sequence[Line]) -> bool:
        """Whether a line begins a block of its own, after these."""
        last = above[-1]
        if self.is_heading(line) or self.is_heading(last):
            same = self.is_heading(line) and self.is_heading(last) and abs(line.size - last.size) < 0.5 and line.page == last.page
            return not (same and 0 < last.y - line.y < 1.8 * max(line.size, self.size))
        if self.speaks(line) or _ITEM.match(line.text) or is_metadata(line.text) or is_metadata(last.text):
            return True
        alone = self.speaks(last)
        if alone and alone.end >= len(last.text):
            return False
        ended = _ENDS.search(last.text) is not None
        if line.page != last.page or line.y > last.y + 0.5 * self.size:  # the next page, or the next column
            return (ended and not line.text[0].islower()) or abs(line.size - last.size) > 0.1 * self.size
        step = last.y - line.y
        if step > 1.4 * self.step or abs(line.size - last.size) > 0.1 * self.size:
            return True
        indented = line.x - min(last.x, self.margin) > 0.7 * self.size and line.x - last.x > 0.7 * self.size
        short = len(last.text) < 0.7 * self.length
        return ended and (indented or short) and not line.text[0].islower()


def _close(lines: Sequence[Line], look: _Look, made: Joined) -> None:
    """The block of these lines: one paragraph, words divided at line ends put together again."""
    kind = "paragraph"
    if look.is_heading(lines[0]):
        kind = (
            "title"
            if lines[0].page == 0 and lines[0].size >= 1.3 * look.size and not any(b.kind == "title" for b in made.blocks)
            else "heading"
        )
    elif _ITEM.match(lines[0].text):
        kind = "list"
    runs: list[Run] = []
    for n, line in enumerate(lines):
        pieces = list(line.runs)
        if n:
            before = runs[-1]
            if _DIVIDED.search(before.text) and pieces[0].text[:1].islower():
                word = _joined_word(before.text, pieces[0].text, look, made)
                runs[-1] = Run(word, before.bold)
            else:
                label = look.speaks(lines[n - 1]) if n == 1 else None
                alone = label is not None and label.end >= len(lines[n - 1].text)
                runs.append(Run("\n" if alone else " ", before.bold and pieces[0].bold))
        runs += pieces
    if block := block_of((Run(run.text.replace("\u00ad", ""), run.bold) for run in runs), kind):
        made.blocks.append(block)


def _joined_word(before: str, after: str, look: _Look, made: Joined) -> str:
    """The text before a divided word, without the hyphen; with it where the same word stands with a hyphen elsewhere."""
    head, tail = re.search(r"[\w’'-]*$", before[:-1]), re.match(r"[\w’'-]*", after)
    first, second = head.group() if head else "", tail.group() if tail else ""
    hyphen = before[-1] != "\u00ad" and look.words[f"{first}-{second}".lower()] > 0
    made.words.append(f"{first}{'-' if hyphen else ''}{second}")
    return before if hyphen else before[:-1]
