"""HTML whose line breaks count, as people type it into WordPress: to HTML as a browser is sent it, and to text."""

from __future__ import annotations

import re

from ethnography.corpus import Part
from ethnography.formats.markup import text_of_html

_TAG = re.compile(r"(<[^<>]*>)")
_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "caption", "center", "dd", "details", "div", "dl", "dt", "figcaption", "figure",
    "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
_LITERAL = frozenset({"pre", "script", "style", "textarea", "svg"})
_MARKUP = re.compile(r"<[a-zA-Z/!]|&[#a-zA-Z]")


def with_line_breaks(fragment: str) -> str:
    r"""The same HTML with a ``<br>`` for each line break that is shown: not beside blocks, not inside preformatted text.

    >>> with_line_breaks("<em>Tea</em>\nor\n\ncoffee<ul>\n<li>milk</li>\n</ul>")
    '<em>Tea</em><br>or<br><br>coffee<ul><li>milk</li></ul>'
    """
    pieces = _TAG.split(fragment.replace("\r\n", "\n").replace("\r", "\n"))
    names = [_tag_name(piece) if number % 2 else "" for number, piece in enumerate(pieces)]
    literal = ""
    for number, piece in enumerate(pieces):
        if number % 2:
            if not literal and names[number] in _LITERAL and not piece.startswith("</"):
                literal = names[number]
            elif names[number] == literal and piece.startswith("</"):
                literal = ""
        elif not literal and "\n" in piece:
            before, after = names[number - 1] if number else "p", names[number + 1] if number + 1 < len(names) else "p"
            piece = piece.lstrip() if before in _BLOCKS else piece
            piece = piece.rstrip() if after in _BLOCKS else piece
            if before == "br":
                piece = re.sub(r"^[ \t]*\n", "", piece)
            pieces[number] = piece.replace("\n", "<br>")
    return "".join(pieces)


def _tag_name(tag: str) -> str:
    found = _NAME.match(tag)
    return found[1].lower() if found else ""


def text_with_line_breaks(fragment: str) -> tuple[str, tuple[Part, ...]]:
    r"""The text and its parts, line breaks as they were typed.

    >>> text_with_line_breaks("Tea &amp; milk\nor\n\ncoffee")[0]
    'Tea & milk\nor\n\ncoffee'
    """
    return text_of_html(with_line_breaks(fragment) if _MARKUP.search(fragment) else fragment)


def one_line(fragment: str) -> str:
    """The words of a title or a name on one line, entities decoded and tags left out.

    >>> one_line("Tom &amp; <em>Ann</em>")
    'Tom & Ann'
    """
    return " ".join(text_of_html(fragment)[0].split())
