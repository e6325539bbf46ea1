"""The blocks of a document: stretches of text with their kind, and which letters of them are bold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ethnography.corpus import Part
from ethnography.formats.base import LeftOut
from ethnography.formats.tally import Tally, sound
from ethnography.text import Span


class Run(NamedTuple):
    """Letters of one look."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list, quotation, table or note: clean text, trimmed. `kind` is a part's, or ``title``.

    `bold`: the stretches of `text` in bold letters.
    """

    text: str
    kind: str = "paragraph"
    bold: tuple[Span, ...] = ()

    @property
    def is_bold(self) -> bool:
        """Whether all its letters are bold."""
        return len(self.bold) == 1 and self.bold[0][1] - self.bold[0][0] >= len(self.text)


@dataclass(frozen=True, slots=True)
class Properties:
    """What a file says of itself apart from its text: guesses, since programs fill it in unasked. `created` is ISO 8601."""

    title: str | None = None
    author: str | None = None
    created: str | None = None


@dataclass
class Document:
    """Everything a reader found in a file. `title`, `author`, `date_text`: where the text itself states them apart from its body
    (front matter); otherwise they are looked for in the blocks."""

    blocks: list[Block] = field(default_factory=list)
    properties: Properties = Properties()
    title: str | None = None
    author: str | None = None
    date_text: str | None = None
    tally: Tally = field(default_factory=Tally)
    left_out: list[LeftOut] = field(default_factory=list)
    guesses: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def block_of(runs: Iterable[Run], kind: str = "paragraph") -> Block | None:
    """The block of these runs, cleaned and trimmed; None where it has nothing to show."""
    joined = [Run(sound(run.text), run.bold) for run in runs if run.text]
    text = "".join(run.text for run in joined)
    body = text.strip()
    if not body:
        return None
    cleaned = sound(body)
    if cleaned != body:  # a letter and its accent in two runs
        return Block(cleaned, kind)
    lead = len(text) - len(text.lstrip())
    return Block(body, kind, _merged(_bold_spans(joined), body, lead))


def _bold_spans(runs: Sequence[Run]) -> Iterable[Span]:
    at = 0
    for run in runs:
        if run.bold:
            yield at, at + len(run.text)
        at += len(run.text)


def _merged(spans: Iterable[Span], text: str, lead: int) -> tuple[Span, ...]:
    """The bold stretches inside the trimmed text; white space between two of them is bold as well."""
    merged: list[Span] = []
    for start, end in ((max(start - lead, 0), min(end - lead, len(text))) for start, end in spans):
        if start >= end or not text[start:end].strip():
            continue
        if merged and not text[merged[-1][1] : start].strip():
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return tuple(merged)


def as_list(items: Sequence[Block]) -> Block:
    """A list of its items: one line each."""
    text, bold = "", list[Span]()
    for item in items:
        text += "\n" if text else ""
        bold += [(start + len(text), end + len(text)) for start, end in item.bold]
        text += item.text
    return Block(text, "list", tuple(bold))


def with_lists(blocks: Iterable[Block]) -> list[Block]:
    """Blocks in which items that follow one another are one list; an empty block between two lists keeps them apart."""
    found: list[Block] = []
    items: list[Block] = []
    for block in blocks:
        if block.kind == "list":
            items.append(block)
            continue
        if items:
            found.append(as_list(items))
            items = []
        if block.text:
            found.append(block)
    return [*found, as_list(items)] if items else found


def joined(blocks: Iterable[Block]) -> tuple[str, tuple[Part, ...], tuple[Span, ...]]:
    """The text of the blocks, a blank line between them; the part that each of them is; the bold stretches."""
    pieces: list[str] = []
    parts: list[Part] = []
    bold: list[Span] = []
    at = 0
    for block in blocks:
        kind = block.kind if block.kind != "title" else "heading"
        parts.append(Part(at, at + len(block.text), kind))
        bold += [(start + at, end + at) for start, end in block.bold]
        pieces.append(block.text)
        at += len(block.text) + 2
    return "\n\n".join(pieces), tuple(parts), tuple(bold)
