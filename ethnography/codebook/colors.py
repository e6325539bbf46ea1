"""Which colour a code is shown in: one rule for every screen and report."""

from __future__ import annotations

import re

from ethnography.codebook.nouns import Codebook

# One quiet hue a top code, told apart by lightness as well as by hue; a code's own colour in the codebook wins.
PALETTE = ("#3f6f9f", "#b4632d", "#4b7f52", "#8a5a9e", "#a84a5b", "#2f7f86", "#8d7a2b", "#6b6f76", "#6a78b8", "#93604a")
_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


def code_colors(codebook: Codebook) -> dict[str, str]:
    """The colour of every code, ``#rrggbb``: its own, else that of the code above it, else one by top code.

    In tree order. A colour that is not ``#rgb`` or ``#rrggbb`` counts as none: what a codebook says can end up in a style sheet.

    >>> from ethnography.codebook import Code
    >>> codes = (Code("fear", "Fear"), Code("trust", "Trust", color="#06c"), Code("doubt", "Doubt", "trust"))
    >>> code_colors(Codebook("feelings", "1", codes))
    {'fear': '#3f6f9f', 'trust': '#0066cc', 'doubt': '#0066cc'}
    """
    found: dict[str, str] = {}
    top = -1
    for depth, code in codebook.walk():
        top += depth == 0
        found[code.id] = hex_color(code.color) or found.get(code.parent or "") or palette_color(top)
    return found


def hex_color(color: str | None) -> str:
    """The colour as ``#rrggbb``; empty where it is none, or none that can stand in a style sheet as it is.

    >>> hex_color("#0aF"), hex_color("url(x)")
    ('#00aaFF', '')
    """
    if not color or not _HEX.fullmatch(color):
        return ""
    return color if len(color) == 7 else "#" + "".join(digit * 2 for digit in color[1:])


def palette_color(place: int) -> str:
    """The colour of the top code at this place (from 0) where the codebook gives none; they come again after the last.

    >>> palette_color(0) == palette_color(10)
    True
    """
    return PALETTE[place % len(PALETTE)]
