"""A Word, OpenDocument or Excel file as what it is: a ZIP file of XML parts, some of which say where the others are.

Read here part by part, because a reader must see what libraries for these files pass over: tracked changes, comments, notes.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import Any

from ethnography.errors import UnreadableSource
from ethnography.source import Source

Element = Any
"""An element of lxml, which states no types."""

_DAMAGED = "Open it in the program it was made with, save it again, and import that."


def names_in(source: Source) -> frozenset[str]:
    """The names of the files in a ZIP file; none where it is no ZIP file. For recognising: it never raises."""
    if "names in the package" not in source.kept:
        source.kept["names in the package"] = _names(source)
    found: frozenset[str] = source.kept["names in the package"]
    return found


def _names(source: Source) -> frozenset[str]:
    import zipfile

    with source.opened() as file:
        if file.read(4) != b"PK\x03\x04":
            return frozenset()
        try:
            with zipfile.ZipFile(file) as opened:
                return frozenset(opened.namelist()[:5000])
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError, IndexError, MemoryError):
            return frozenset()


@dataclass(frozen=True, slots=True)
class Relation:
    """What one part of a package says of another: `kind` is the last word of its type ("styles", "footnotes")."""

    id: str
    kind: str
    target: str


class OfficePackage:
    """The parts of a package, read when they are asked for. Raises ``UnreadableSource`` for a damaged or hostile file."""

    def __init__(self, source: Source) -> None:
        from ethnography.source.zip_files import ZipContents

        self.where = source.name
        self._zip = ZipContents(source)
        self._members = {member.entry.filename: member for member in self._zip.members}

    def __enter__(self) -> OfficePackage:
        self._zip.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._zip.__exit__(*error)

    @property
    def names(self) -> list[str]:
        """The names of all parts, in the order of the file."""
        return list(self._members)

    def data(self, name: str) -> bytes | None:
        """The bytes of a part; None where there is no such part (case aside, as some programs have it)."""
        member = self._members.get(name) or next(
            (member for other, member in self._members.items() if other.lower() == name.lower()), None
        )
        return self._zip.read(member) if member else None

    def xml(self, name: str) -> Element | None:
        """The root of a part; None where there is none. Entities are not expanded, nothing is fetched."""
        data = self.data(name)
        if not data:
            return None
        from lxml import etree  # type: ignore[import-untyped]

        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise UnreadableSource(self.where, f"its part {name} is damaged ({error})", _DAMAGED) from None

    def relations(self, part: str) -> list[Relation]:
        """What a part ("" for the package) names as belonging to it, targets as names of parts; without links to elsewhere."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: list[Relation] = []
        for one in root if root is not None else ():
            target = one.get("Target") or ""
            if target and one.get("TargetMode") != "External":
                full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                found.append(Relation(one.get("Id") or "", (one.get("Type") or "").rsplit("/", 1)[-1], full))
        return found

    def related(self, part: str, kind: str) -> str | None:
        """The name of the first part of a kind that `part` names."""
        return next((one.target for one in self.relations(part) if one.kind == kind), None)


def local(element: Element) -> str:
    """The name of an element without its namespace; "" for what is no element (a comment, an entity)."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def value(element: Element, name: str, default: str = "") -> str:
    """An attribute by its name without the namespace: a file may use either of two for the same thing."""
    for key, found in element.attrib.items():
        if str(key).rsplit("}", 1)[-1] == name:
            return str(found)
    return default


def child(element: Element, name: str) -> Element | None:
    """The first child of this name, whatever its namespace."""
    return next((one for one in element if local(one) == name), None)
