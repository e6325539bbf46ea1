"""What the styles of a Word document say of a paragraph: heading, title, list, quotation; and of letters: bold, hidden."""

from __future__ import annotations

import re

from ethnography.formats.office_package import Element, child, local, value

_OFF = frozenset({"0", "false", "off", "none"})
_HEADING = re.compile(r"heading \d|überschrift \d|titre \d|título \d|kop \d", re.IGNORECASE)
_QUOTATION = re.compile(r"(?:intense |block )?(?:quote|quotations?|zitat|citation|cita|block text)", re.IGNORECASE)


def is_on(properties: Element | None, name: str) -> bool | None:
    """Whether a switch like ``w:b`` is on; None where nothing is said of it."""
    found = child(properties, name) if properties is not None else None
    return None if found is None else value(found, "val", "1").lower() not in _OFF


class Styles:
    """The styles by their ids; each question goes up the chain of styles that a style is based on."""

    def __init__(self, root: Element | None) -> None:
        self._by_id: dict[str, Element] = {}
        self.default: str | None = None
        for style in root if root is not None else ():
            if local(style) == "style":
                self._by_id[value(style, "styleId")] = style
                if value(style, "type") == "paragraph" and value(style, "default") in ("1", "true"):
                    self.default = value(style, "styleId")

    def _chain(self, id: str | None) -> list[Element]:
        chain: list[Element] = []
        seen: set[str] = set()
        while id and id in self._by_id and id not in seen:
            seen.add(id)
            chain.append(self._by_id[id])
            based = child(chain[-1], "basedOn")
            id = value(based, "val") if based is not None else None
        return chain

    def names(self, id: str | None) -> list[str]:
        """The names of a style and of those it is based on."""
        return [value(name, "val") for style in self._chain(id) if (name := child(style, "name")) is not None]

    def switch(self, id: str | None, name: str) -> bool | None:
        """Whether the letters of a style are bold (``b``), hidden (``vanish``) …; None where it does not say."""
        for style in self._chain(id):
            if (found := is_on(child(style, "rPr"), name)) is not None:
                return found
        return None

    def kind(self, properties: Element | None, id: str | None) -> str:
        """The kind of a paragraph's block: a part's, ``title``, or ``contents`` (a line of a table of contents)."""
        names = self.names(id)
        first = names[0].lower() if names else (id or "").lower()
        if first == "title" or first in ("titel", "titre", "título", "titolo"):
            return "title"
        if re.match(r"toc \d|toc heading|table of (?:figures|authorities)|index \d", first):
            return "contents"
        levels = [self._level(one) for one in ([properties] if properties is not None else []) + self._properties(id)]
        level = next((one for one in levels if one is not None), None)
        if (level is not None and level < 9) or any(_HEADING.match(name) for name in names) or first == "subtitle":
            return "heading"
        if any(_QUOTATION.fullmatch(name) for name in names):
            return "quotation"
        return "list" if self._is_item(properties, id) else "paragraph"

    def _properties(self, id: str | None) -> list[Element]:
        return [found for style in self._chain(id) if (found := child(style, "pPr")) is not None]

    @staticmethod
    def _level(properties: Element) -> int | None:
        outline = child(properties, "outlineLvl")
        text = value(outline, "val") if outline is not None else ""
        return int(text) if text.isdigit() else None

    def _is_item(self, properties: Element | None, id: str | None) -> bool:
        """Whether a paragraph has a number or bullet; number 0 takes away the one of its style."""
        for one in ([properties] if properties is not None else []) + self._properties(id):
            numbered = child(one, "numPr")
            if numbered is not None:
                number = child(numbered, "numId")
                return number is not None and value(number, "val") not in ("", "0")
        return False
