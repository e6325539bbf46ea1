"""What the styles of an OpenDocument text say: which letters are bold or hidden, which paragraphs are titles or quotations."""

from __future__ import annotations

import re

from ethnography.formats.office_package import Element, local, value

_BOLD = frozenset({"bold", "600", "700", "800", "900"})


class Styles:
    """The styles by their names; each question goes up the chain of their parents."""

    def __init__(self, *roots: Element | None) -> None:
        self._by_name: dict[str, Element] = {}
        for root in roots:
            for one in root.iter() if root is not None else ():
                if local(one) == "style":
                    self._by_name.setdefault(value(one, "name"), one)

    def _chain(self, name: str) -> list[Element]:
        chain: list[Element] = []
        seen: set[str] = set()
        while name and name in self._by_name and name not in seen:
            seen.add(name)
            chain.append(self._by_name[name])
            name = value(chain[-1], "parent-style-name")
        return chain

    def _letters(self, name: str, attribute: str) -> str | None:
        for style in self._chain(name):
            for one in style:
                if local(one) == "text-properties" and (found := value(one, attribute)):
                    return found
        return None

    def is_bold(self, name: str) -> bool | None:
        """Whether letters of this style are bold; None where it does not say."""
        found = self._letters(name, "font-weight")
        return None if found is None else found in _BOLD

    def is_hidden(self, name: str) -> bool:
        """Whether letters of this style are not shown."""
        return self._letters(name, "display") == "none"

    def kind(self, name: str) -> str:
        """``title``, heading, quotation or paragraph, by the name of the style and of those above it."""
        names = [name, *(value(style, "display-name") or value(style, "name") for style in self._chain(name))]
        names = [re.sub(r"_20_", " ", one).lower() for one in names]
        if any(one == "title" for one in names):
            return "title"
        if any(one == "subtitle" for one in names):
            return "heading"
        return "quotation" if any(one in ("quotations", "quote", "zitat", "block quotation") for one in names) else "paragraph"
