"""The body of a Word document, and of its notes: paragraphs and tables to blocks, as they read with all changes accepted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ethnography.formats.documents import Block, Run, block_of
from ethnography.formats.documents.cells import runs_of_cell, runs_of_rows
from ethnography.formats.office_package import Element, child, local, value
from ethnography.formats.tally import Tally
from ethnography.formats.word_docx.styles import Styles, is_on

_THROUGH = frozenset(
    ["ins", "moveTo", "hyperlink", "smartTag", "customXml", "sdt", "sdtContent", "fldSimple", "dir", "bdo", "ruby",
     "rubyBase", "Choice", "oMath", "oMathPara", "r", "e", "num", "den", "sup", "sub", "f", "rad", "deg", "sSup", "sSub",
     "sSubSup", "d", "nary", "func", "fName", "acc", "bar", "box", "m", "mr", "eqArr", "limLow", "limUpp", "lim",
     "groupChr", "phant", "borderBox", "sPre"]
)  # fmt: skip
_TEXTS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_PICTURES = {
    "4A": "🙂",
    "4B": "😐",
    "4C": "🙁",
    "E0": "→",
    "DF": "←",
    "A7": "▪",
    "FC": "✓",
    "FB": "✗",
    "D8": "➢",
    "E8": "➔",
    "A8": "◻",
    "FE": "☑",
}
_GREEK = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)) | dict(
    zip("abcdefghijklmnopqrstuvwxyz", "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)
)
_SIGNS = {
    "D9": "∧", "DA": "∨", "B3": "≥", "A3": "≤", "B9": "≠", "B1": "±", "B4": "×", "AE": "→", "AC": "←", "B7": "•", "D7": "⋅",
    "A5": "∞", "CE": "∈", "D6": "√", "C7": "∩", "C8": "∪", "DE": "⇒", "DB": "⇔", "B0": "°", "2D": "−", "BB": "≈",
    "BC": "…", "E5": "∑",
}  # fmt: skip
"""The letters of the fonts Wingdings and Symbol by their codes, as far as texts have them."""


@dataclass
class Body:
    """Walks a part of the document. `mark` gives the text in the place of a note's mark (kind, id)."""

    styles: Styles
    tally: Tally
    mark: Callable[[str, str], str]
    blocks: list[Block] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    inserted: int = 0
    _fields: list[str] = field(default_factory=list)
    _open: list[Run] = field(default_factory=list)
    _boxes: list[Element] = field(default_factory=list)

    def walk(self, container: Element) -> list[Block]:
        """The blocks of everything in a container, in reading order; a text box stands behind the paragraph it is fixed to."""
        for element in container:
            name = local(element)
            if name == "p":
                self._paragraph(element)
            elif name == "tbl":
                self._table(element)
            elif name == "sdt":
                self._control(element)
            elif name in ("sdtContent", "customXml", "smartTag", "ins", "moveTo", "Choice"):
                self.walk(element)
            elif name == "AlternateContent":
                self.walk(_chosen(element))
            elif name == "altChunk":
                self.tally.note("documents inside the document, which Word inserts when it opens it")
        return self.blocks

    # --- paragraphs -----------------------------------------------------------------------------------------------------

    def _paragraph(self, paragraph: Element) -> None:
        properties = child(paragraph, "pPr")
        style = child(properties, "pStyle") if properties is not None else None
        id = value(style, "val") if style is not None else self.styles.default
        in_contents = self._in_contents()
        runs = [*self._open, *self._runs(paragraph, id)]
        self._open = []
        if _goes_on(properties):
            self._open = runs
        else:
            kind = self.styles.kind(properties, id)
            block = block_of(runs, kind)
            if block and (kind == "contents" or in_contents or self._in_contents()):
                self.tally.note("table of contents", block.text)
            elif block:
                self.blocks.append(block)
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.walk(box)

    def _in_contents(self) -> bool:
        return any(field.startswith("contents") for field in self._fields)

    def _runs(self, element: Element, style: str | None) -> Iterator[Run]:
        """The letters of an element in order, and whether they are bold."""
        for one in element:
            name = local(one)
            if name == "r":
                yield from self._run(one, style)
            elif name == "del" or name == "moveFrom":
                self._deletion(one, name)
            elif name == "AlternateContent":
                yield from self._runs(_chosen(one), style)
            elif name == "t":  # of an equation
                yield Run(one.text or "")
            elif name in ("drawing", "pict", "object"):
                self._picture(one)
            elif name in _THROUGH:
                self.inserted += name == "ins"
                yield from self._runs(one, style)

    def _run(self, run: Element, style: str | None) -> Iterator[Run]:
        properties = child(run, "rPr")
        own = child(properties, "rStyle") if properties is not None else None
        character = value(own, "val") if own is not None else None

        def switch(name: str) -> bool:
            for found in (is_on(properties, name), self.styles.switch(character, name), self.styles.switch(style, name)):
                if found is not None:
                    return found
            return False

        hidden, bold = switch("vanish"), switch("b")
        text = "".join(self._letters(run))
        if not text or any(field.endswith("code") for field in self._fields):
            return
        if hidden:
            self.tally.note("hidden text", text)
        else:
            yield Run(text, bold)

    def _letters(self, run: Element) -> Iterator[str]:
        for one in run:
            name = local(one)
            if name == "t":
                text = one.text or ""
                yield text if value(one, "space") == "preserve" else text.strip(" \t\r\n")
            elif name in _TEXTS:
                yield _TEXTS[name]
            elif name in ("footnoteReference", "endnoteReference"):
                yield "" if value(one, "customMarkFollows") in ("1", "true") else self.mark(name[:-9], value(one, "id"))
            elif name == "sym":
                yield self._symbol(value(one, "font"), value(one, "char"))
            elif name == "fldChar":
                self._field(value(one, "fldCharType"))
            elif name == "instrText" and self._fields:
                if (one.text or "").strip().upper().startswith(("TOC ", "TOC\\", "INDEX ")) or (
                    one.text or ""
                ).strip().upper() == "TOC":
                    self._fields[-1] = "contents code"
            elif name in ("drawing", "pict", "object"):
                self._picture(one)
            elif name == "AlternateContent":
                yield from self._letters(_chosen(one))
            elif name in ("ruby", "rubyBase", "r"):
                yield from self._letters(one)

    def _symbol(self, font: str, code: str) -> str:
        """A letter of a symbol font; those that are not known here are shown as a gap."""
        try:
            number = int(code, 16)
        except ValueError:
            return ""
        low = f"{number & 0xFF:02X}"
        known = _PICTURES.get(low) if font.startswith("Wingdings") else _SIGNS.get(low) or _GREEK.get(chr(number & 0xFF))
        if known and (font.startswith("Wingdings") or font == "Symbol" or 0xF000 <= number <= 0xF0FF):
            return known
        if 0xE000 <= number <= 0xF8FF:
            self.tally.note("symbols of a font that has letters of its own", f"{font} {code}")
            return "\ufffd"
        letter = chr(number) if number < 0x110000 else ""
        return letter if letter.isprintable() else ""

    def _field(self, what: str) -> None:
        """A field's code is not shown, its result is; fields lie in one another, and run over several paragraphs."""
        if what == "begin":
            self._fields.append("code")
        elif self._fields and what == "separate":
            self._fields[-1] = self._fields[-1].replace("code", "result")
        elif self._fields and what == "end":
            self._fields.pop()

    def _deletion(self, element: Element, name: str) -> None:
        text = "".join(one.text or "" for one in element.iter() if local(one) in ("delText", "t")).strip()
        if name == "moveFrom":
            self.tally.note("passages moved elsewhere (a tracked change): where they stood before", text)
        elif text:
            self.deleted.append(text)

    def _picture(self, element: Element) -> None:
        """A picture is left out; the text of a text box is not."""
        boxes = [one for one in element.iter() if local(one) == "txbxContent"]
        self._boxes += [box for box in boxes if not any(local(above) == "txbxContent" for above in box.iterancestors())]
        if not boxes:
            label = next((value(one, "descr") or value(one, "title") for one in element.iter() if local(one) == "docPr"), "")
            what = "embedded objects" if local(element) == "object" else "pictures"
            if any(local(one) in ("chart", "relIds") for one in element.iter()):
                what = "charts and diagrams"
            self.tally.note(what, label)

    # --- tables and controls --------------------------------------------------------------------------------------------

    def _table(self, table: Element) -> None:
        """A table is lines, one a row, its cells set apart by tabs; one of a single column is what stands in it."""
        rows = [list(_cells(row)) for row in _rows(table) if not _is_deleted(row)]
        if all(len(row) < 2 for row in rows):
            for row in rows:
                for cell in row:
                    self.walk(cell)
            return
        if block := block_of(runs_of_rows(rows, self._cell)):
            self.blocks.append(block)

    def _cell(self, cell: Element) -> list[Run]:
        """What stands in a cell, on one line."""
        inner = Body(self.styles, self.tally, self.mark, deleted=self.deleted, _fields=self._fields)
        runs = runs_of_cell(inner.walk(cell))
        self.inserted += inner.inserted
        return runs

    def _control(self, control: Element) -> None:
        gallery = next((value(one, "val") for one in control.iter() if local(one) == "docPartGallery"), "")
        content = child(control, "sdtContent")
        if content is None:
            return
        if gallery == "Table of Contents":
            text = " ".join(one.text or "" for one in content.iter() if local(one) == "t")
            self.tally.note("table of contents", text)
        else:
            self.walk(content)


def _goes_on(properties: Element | None) -> bool:
    """Whether a paragraph goes on in the next one: its end was deleted, or it is a large first letter."""
    if properties is None:
        return False
    mark, frame = child(properties, "rPr"), child(properties, "framePr")
    if frame is not None and value(frame, "dropCap") in ("drop", "margin"):
        return True
    return mark is not None and (child(mark, "del") is not None or child(mark, "moveFrom") is not None)


def _chosen(alternatives: Element) -> Element:
    """Of the same content in two forms, the one for newer programs, if it has anything to show."""
    first = child(alternatives, "Choice")
    if first is not None and len(first):
        return first
    second = child(alternatives, "Fallback")
    return second if second is not None else alternatives


def _rows(table: Element) -> Iterator[Element]:
    for one in table:
        if local(one) == "tr":
            yield one
        elif local(one) in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _rows(one)


def _cells(row: Element) -> Iterator[Element]:
    for one in row:
        if local(one) == "tc":
            yield one
        elif local(one) in ("sdt", "sdtContent", "customXml"):
            yield from _cells(one)


def _is_deleted(row: Element) -> bool:
    properties = child(row, "trPr")
    return properties is not None and child(properties, "del") is not None
