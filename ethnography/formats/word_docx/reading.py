"""A Word file to a document: its body, then its notes; what stands in the margin, in headers, and in its properties."""

from __future__ import annotations

from ethnography.errors import UnreadableSource
from ethnography.formats.base import LeftOut, Reading
from ethnography.formats.documents import Block, Document, Properties, document_reading
from ethnography.formats.office_package import Element, OfficePackage, local, value
from ethnography.formats.tally import short, sound
from ethnography.formats.word_docx.body import Body
from ethnography.formats.word_docx.styles import Styles
from ethnography.formats.wording import iso
from ethnography.source import Source

_MOST = 200  # comments and deletions that are listed one by one


def read_docx(source: Source) -> Reading:
    """The document as one post. Raises ``UnreadableSource``."""
    with OfficePackage(source) as package:
        main = package.related("", "officeDocument") or "word/document.xml"
        root = package.xml(main)
        if root is None:
            raise UnreadableSource(source.name, "the Word document has no text part", "Open it in Word and save it again.")
        document = _document(package, main, root)
    return document_reading("word_docx", document, source)


def _document(package: OfficePackage, main: str, root: Element) -> Document:
    document = Document(properties=_properties(package))
    styles = Styles(package.xml(package.related(main, "styles") or "word/styles.xml"))
    notes = _Notes(package, main, styles, document)
    body = Body(styles, document.tally, notes.mark)
    for container in root:
        if local(container) == "body":
            body.walk(container)
    document.blocks = [*body.blocks, *notes.blocks()]
    _margins(package, main, document)
    changes = _changes(document, [*body.deleted, *notes.deleted])
    inserted = body.inserted + notes.inserted
    if inserted:
        taken = f"{inserted} insertion{'s stand' if inserted != 1 else ' stands'} in the text"
        gone = f", {changes} deletion{'s do' if changes != 1 else ' does'} not" if changes else ""
        document.guesses.append(f"Tracked changes were taken as accepted: {taken}{gone}.")
    return document


def _changes(document: Document, deleted: list[str]) -> int:
    for text in deleted[:_MOST]:
        document.left_out.append(LeftOut("deleted passage (a tracked change)", short(sound(text), 300)))
    if len(deleted) > _MOST:
        document.left_out.append(LeftOut("more deleted passages (tracked changes)", str(len(deleted) - _MOST)))
    return len(deleted)


class _Notes:
    """Footnotes and endnotes: each is numbered where its mark stands, and all stand at the end of the text."""

    def __init__(self, package: OfficePackage, main: str, styles: Styles, document: Document) -> None:
        self._styles, self._document = styles, document
        self._roots = {
            kind: package.xml(package.related(main, f"{kind}s") or f"word/{kind}s.xml") for kind in ("footnote", "endnote")
        }
        self._numbers: dict[tuple[str, str], str] = {}
        self.deleted: list[str] = []
        self.inserted = 0

    def mark(self, kind: str, id: str) -> str:
        """What stands in the text in the place of a note's mark: ``[1]``, for endnotes ``[i]``, as Word numbers them."""
        if (kind, id) not in self._numbers:
            count = sum(one == kind for one, _ in self._numbers) + 1
            self._numbers[kind, id] = f"[{count if kind == 'footnote' else _roman(count)}]"
        return self._numbers[kind, id]

    def blocks(self) -> list[Block]:
        """The notes in the order of their marks, each with its mark before it; those that no mark names are left out."""
        found: list[Block] = []
        for (kind, id), mark in list(self._numbers.items()):
            root = self._roots[kind]
            note = next((one for one in root if value(one, "id") == id), None) if root is not None else None
            if note is None:
                self._document.warnings.append(f"the {kind} {mark} is not in the file")
                continue
            body = Body(self._styles, self._document.tally, self.mark)
            text = "\n".join(block.text for block in body.walk(note))
            self.deleted += body.deleted
            self.inserted += body.inserted
            if text.strip():
                found.append(Block(f"{mark} {text.strip()}", "reference"))
        for kind, marks in (("footnote", "[1], [2]"), ("endnote", "[i], [ii]")):
            if count := sum(one == kind for one, _ in self._numbers):
                stand = f"{kind} stands" if count == 1 else f"{kind}s stand"
                self._document.guesses.append(f"{count} {stand} at the end of the text, marked {marks} … there and in it.")
        return found


def _roman(number: int) -> str:
    text = ""
    for step, letters in (
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ):
        text += letters * (number // step)
        number %= step
    return text


def _margins(package: OfficePackage, main: str, document: Document) -> None:
    """Headers, footers and the comments in the margin: named as left out."""
    seen: set[str] = set()
    for relation in package.relations(main):
        if relation.kind not in ("header", "footer", "comments"):
            continue
        root = package.xml(relation.target)
        if root is None:
            continue
        if relation.kind == "comments":
            _comments(root, document)
        elif (text := " ".join(_words(root).split())) and text not in seen:
            seen.add(text)
            document.left_out.append(LeftOut(f"page {relation.kind}", short(sound(text), 300)))


def _comments(root: Element, document: Document) -> None:
    comments = [one for one in root if local(one) == "comment"]
    for one in comments[:_MOST]:
        author = value(one, "author")
        reason = f"comment in the margin by {author}" if author else "comment in the margin"
        document.left_out.append(LeftOut(reason, short(sound(_words(one)), 300)))
    if len(comments) > _MOST:
        document.left_out.append(LeftOut("more comments in the margin", str(len(comments) - _MOST)))


def _words(root: Element) -> str:
    return "".join(
        (one.text or "") if local(one) == "t" else " " if local(one) in ("p", "tab", "br") else "" for one in root.iter()
    ).strip()


def _properties(package: OfficePackage) -> Properties:
    """Title, author and time of making as Word keeps them."""
    name = package.related("", "core-properties") or "docProps/core.xml"
    try:
        root = package.xml(name)
    except UnreadableSource:
        return Properties()  # damaged properties spoil no text
    found = {local(one): sound(one.text or "").strip() for one in root} if root is not None else {}
    return Properties(found.get("title") or None, found.get("creator") or None, iso(found.get("created", "")))
