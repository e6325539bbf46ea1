"""The body of an OpenDocument text to blocks, as it reads with all changes accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ethnography.formats.base import LeftOut
from ethnography.formats.documents import Block, Run, block_of
from ethnography.formats.documents.cells import runs_of_cell, runs_of_rows
from ethnography.formats.office_package import Element, child, local, value
from ethnography.formats.opendocument_text.styles import Styles
from ethnography.formats.tally import Tally, short, sound

_SPACE = re.compile(r"[ \t\r\n]+")
_INDEXES = frozenset(["table-of-content", "alphabetical-index", "illustration-index", "table-index", "object-index", "user-index"])
_THROUGH = frozenset(
    ["section", "text-box", "list-header", "numbered-paragraph", "index-body", "bibliography", "g", "custom-shape"]
)
_UNSEEN = frozenset(
    ["sequence-decls", "forms", "variable-decls", "user-field-decls", "dde-connection-decls", "alphabetical-index-auto-mark-file",
     "soft-page-break", "bookmark", "bookmark-start", "bookmark-end", "reference-mark", "reference-mark-start",
     "reference-mark-end", "toc-mark", "toc-mark-start", "toc-mark-end", "alphabetical-index-mark", "script",
     "annotation-end", "bibliography-source", "desc", "title", "image", "event-listeners"]
)  # fmt: skip


@dataclass
class Body:
    """Walks the text. Notes are kept with their marks, to stand at its end."""

    styles: Styles
    tally: Tally
    blocks: list[Block] = field(default_factory=list)
    notes: list[Block] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    insertions: set[str] = field(default_factory=set)
    inserted: int = 0
    _aside: list[Element] = field(default_factory=list)

    def walk(self, container: Element, kind: str | None = None) -> list[Block]:
        """The blocks of everything in a container; text boxes stand behind the paragraph they are fixed to."""
        for element in container:
            name = local(element)
            if name in ("p", "h"):
                self._paragraph(element, kind)
            elif name == "list":
                self._list(element)
            elif name == "table":
                self._table(element)
            elif name == "tracked-changes":
                self._changes(element)
            elif name in _INDEXES:
                self.tally.note("table of contents" if name == "table-of-content" else "index", _words(element))
            elif name == "frame":
                self._frame(element)
            elif name in _THROUGH:
                self.walk(element, kind)
            elif name == "change-start":
                self.inserted += value(element, "change-id") in self.insertions
        return self.blocks

    def _paragraph(self, paragraph: Element, kind: str | None) -> None:
        style = value(paragraph, "style-name")
        own = "heading" if local(paragraph) == "h" else self.styles.kind(style)
        runs = _collapsed(self._runs(paragraph, style, self.styles.is_bold(style) or False))
        if block := block_of(runs, own if own in ("heading", "title") or kind is None else kind):
            self.blocks.append(block)
        aside, self._aside = self._aside, []
        for one in aside:
            self.walk(one)

    def _runs(self, element: Element, style: str, bold: bool) -> Iterator[Run]:
        """The letters of an element in order; white space as it stands in the file."""
        if element.text:
            yield from self._letters(element.text, style, bold)
        for one in element:
            name = local(one)
            if name == "s":
                count = value(one, "c", "1")
                yield Run("\u0001" * min(int(count) if count.isdigit() else 1, 1000), bold)
            elif name == "tab":
                yield Run("\u0002", bold)
            elif name == "line-break":
                yield Run("\u0003", bold)
            elif name == "span":
                own = value(one, "style-name")
                is_bold = self.styles.is_bold(own)
                hidden = own if self.styles.is_hidden(own) else style
                yield from self._runs(one, hidden, bold if is_bold is None else is_bold)
            elif name == "note":
                yield Run(self._note(one), bold)
            elif name in ("hidden-text", "hidden-paragraph"):
                self.tally.note("hidden text", value(one, "string-value") or _words(one))
            elif name == "annotation":
                self._comment(one)
            elif name == "ruby":
                base = child(one, "ruby-base")
                yield from self._runs(base, style, bold) if base is not None else ()
            elif name in ("frame", "custom-shape", "text-box", "g"):
                self._frame(one)
            elif name == "change-start":
                self.inserted += value(one, "change-id") in self.insertions
            elif name not in _UNSEEN:
                yield from self._runs(one, style, bold)
            if one.tail:
                yield from self._letters(one.tail, style, bold)

    def _letters(self, text: str, style: str, bold: bool) -> Iterator[Run]:
        if self.styles.is_hidden(style) and text.strip():
            self.tally.note("hidden text", text)
        else:
            yield Run(text, bold)

    def _note(self, note: Element) -> str:
        """The mark of a note; the note itself is kept for the end of the text."""
        citation, body = child(note, "note-citation"), child(note, "note-body")
        mark = f"[{''.join(citation.itertext()).strip() if citation is not None else '*'}]"
        if body is not None:
            inner = Body(self.styles, self.tally, insertions=self.insertions)
            text = "\n".join(block.text for block in inner.walk(body))
            self.left_out += inner.left_out
            self.inserted += inner.inserted
            if text:
                self.notes.append(Block(f"{mark} {text}", "reference"))
                self.notes += inner.notes
        return mark

    def _comment(self, annotation: Element) -> None:
        author = next((one.text or "" for one in annotation if local(one) == "creator"), "")
        text = " ".join(_words(one) for one in annotation if local(one) in ("p", "list"))
        self.left_out.append(
            LeftOut(f"comment in the margin by {author}" if author else "comment in the margin", short(sound(text), 300))
        )

    def _changes(self, changes: Element) -> None:
        """What was deleted is kept apart in the file, and left out; what was inserted stands in the text."""
        for region in changes:
            for change in region:
                if local(change) == "insertion":
                    self.insertions.add(value(region, "id"))
                elif local(change) == "deletion":
                    text = " ".join(_words(one) for one in change if local(one) != "change-info")
                    if text.strip():
                        self.left_out.append(LeftOut("deleted passage (a tracked change)", short(sound(text), 300)))

    def _list(self, element: Element) -> None:
        """A list, one line an item; the items of a list inside it stand after the one they belong to."""
        for item in element:
            if local(item) not in ("list-item", "list-header"):
                continue
            inner = Body(self.styles, self.tally, insertions=self.insertions)
            inner.walk(item, "list")
            self.left_out += inner.left_out
            self.notes += inner.notes
            self.inserted += inner.inserted
            self.blocks += inner.blocks

    def _table(self, table: Element) -> None:
        """A table is lines, one a row, its cells set apart by tabs; one of a single column is what stands in it."""
        rows = list(_rows(table))
        if all(len(list(_cells(row))) < 2 for row in rows):
            for row in rows:
                for cell in _cells(row):
                    self.walk(cell)
            return
        if block := block_of(runs_of_rows(map(list, map(_cells, rows)), self._cell)):
            self.blocks.append(block)

    def _cell(self, cell: Element) -> list[Run]:
        inner = Body(self.styles, self.tally, insertions=self.insertions)
        runs = runs_of_cell(inner.walk(cell))
        self.left_out += inner.left_out
        self.notes += inner.notes
        self.inserted += inner.inserted
        return runs

    def _frame(self, frame: Element) -> None:
        """A picture is left out; the text of a text box or a shape is not."""
        boxes = [one for one in frame if local(one) == "text-box"]
        if local(frame) in ("custom-shape", "text-box", "g"):
            self._aside.append(frame)
        elif boxes:
            self._aside += boxes
        else:
            what = "embedded objects" if any(local(one) in ("object", "object-ole") for one in frame) else "pictures"
            label = next((one.text or "" for one in frame if local(one) in ("title", "desc") and one.text), value(frame, "name"))
            self.tally.note(what, label)


def _collapsed(runs: Iterator[Run]) -> list[Run]:
    """White space as an OpenDocument program shows it: runs of it are one space; spaces, tabs and breaks stated as such stay."""
    found: list[Run] = []
    before = " "
    for run in runs:
        text = _SPACE.sub(" ", run.text)
        if text.startswith(" ") and before in (" ", "\u0003"):
            text = text[1:]
        if text:
            before = text[-1]
            found.append(Run(text.replace("\u0001", " ").replace("\u0002", "\t").replace("\u0003", "\n"), run.bold))
    return found


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _rows(table: Element) -> Iterator[Element]:
    for one in table:
        if local(one) == "table-row":
            yield one
        elif local(one) in ("table-rows", "table-header-rows", "table-row-group"):
            yield from _rows(one)


def _cells(row: Element) -> Iterator[Element]:
    return (one for one in row if local(one) in ("table-cell", "covered-table-cell"))
