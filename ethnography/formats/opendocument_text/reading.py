"""An OpenDocument file to a document: its body, then its notes; its headers and properties."""

from __future__ import annotations

from ethnography.errors import UnreadableSource
from ethnography.formats.base import LeftOut, Reading
from ethnography.formats.documents import Document, Properties, document_reading
from ethnography.formats.office_package import Element, OfficePackage, local
from ethnography.formats.opendocument_text.body import Body
from ethnography.formats.opendocument_text.styles import Styles
from ethnography.formats.tally import short, sound
from ethnography.formats.wording import iso
from ethnography.source import Source


def read_odt(source: Source) -> Reading:
    """The document as one post. Raises ``UnreadableSource``."""
    with OfficePackage(source) as package:
        manifest = package.data("META-INF/manifest.xml") or b""
        if b"encryption-data" in manifest:
            raise UnreadableSource(source.name, "it is protected by a password", "Save it without one, and import that.")
        content = package.xml("content.xml")
        if content is None:
            raise UnreadableSource(source.name, "the OpenDocument file has no text part", "Open it and save it again.")
        document = _document(package, content)
    return document_reading("opendocument_text", document, source)


def _document(package: OfficePackage, content: Element) -> Document:
    document = Document(properties=_properties(package))
    common = package.xml("styles.xml")
    body = Body(Styles(content, common), document.tally)
    for container in content.iter():
        if local(container) == "text" and local(container.getparent()) == "body":
            body.walk(container)
    document.blocks = [*body.blocks, *body.notes]
    document.left_out += body.left_out
    _headers(common, document)
    if body.notes:
        stand = "1 note stands" if len(body.notes) == 1 else f"{len(body.notes)} notes stand"
        document.guesses.append(f"{stand} at the end of the text, with the marks that stand in it.")
    deleted = sum(item.reason.startswith("deleted") for item in body.left_out)
    if body.inserted:
        taken = f"{body.inserted} insertion{'s stand' if body.inserted != 1 else ' stands'} in the text"
        gone = f", {deleted} deletion{'s do' if deleted != 1 else ' does'} not" if deleted else ""
        document.guesses.append(f"Tracked changes were taken as accepted: {taken}{gone}.")
    return document


def _headers(styles: Element | None, document: Document) -> None:
    seen: set[str] = set()
    for one in styles.iter() if styles is not None else ():
        name = local(one)
        if name in ("header", "footer", "header-left", "footer-left", "header-first", "footer-first"):
            text = " ".join("".join(one.itertext()).split())
            if text and text not in seen:
                seen.add(text)
                document.left_out.append(LeftOut(f"page {name.split('-')[0]}", short(sound(text), 300)))


def _properties(package: OfficePackage) -> Properties:
    """Title, author and time of making as the program keeps them."""
    try:
        root = package.xml("meta.xml")
    except UnreadableSource:
        return Properties()  # damaged properties spoil no text
    found: dict[str, str] = {}
    for one in root.iter() if root is not None else ():
        found.setdefault(local(one), sound(one.text or "").strip())
    author = found.get("initial-creator") or found.get("creator")
    return Properties(found.get("title") or None, author or None, iso(found.get("creation-date", "")))
