"""JSON as pages print it in their scripts: mended where templates broke it."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

_OPENINGS = ("//<![CDATA[", "/*<![CDATA[*/", "// <![CDATA[", "/* <![CDATA[ */", "<![CDATA[", "<!--")
_CLOSINGS = ("//]]>", "/*]]>*/", "// ]]>", "/* ]]> */", "]]>", "//-->", "-->", ";")
"""What pages write around a script for browsers that know no scripts, or no XML."""
_BETWEEN = r"//[^\n]*|/\*.{0,300}?\*/|,(?=\s{0,200}[}\]])|,(?=\s{0,200},)|(?<=[{\[,:])\s{0,200}undefined\b|(?<=:)(?=\s{0,200}[,}])"
_PIECES = re.compile(rf'"(?:[^"\\]|\\.?)*+(?:"|\Z)|{_BETWEEN}', re.DOTALL)
"""A string, also one that never ends, or what stands between strings."""
_BARE_QUOTE = re.compile(r'(\\.)|"', re.DOTALL)
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)


def read_loose(text: str) -> tuple[list[Any], str | None]:
    """The JSON values in a text, and why it could not be read, where it could not.

    Read as they are meant: comma after the last member, CDATA marks around it, escapes that JSON does not know, markup's
    escapes for quotation marks, one object after the other.

    >>> read_loose('{"text": "Tea",}'), read_loose("{&quot;text&quot;: &quot;Tea&quot;}")[0], read_loose("Tea")[0]
    (([{'text': 'Tea'}], None), [{'text': 'Tea'}], [])
    """
    bare = _unwrapped(text.strip("\ufeff \t\r\n"))
    if not bare:
        return [], None
    problem = ""
    for form in (_as_it_is, _unescaped, _mended, _unescaped_and_mended):
        try:
            return _all_values(form(bare)), None
        except RecursionError:
            return [], "it is nested too deeply"
        except ValueError as error:
            problem = problem or str(error)
    return [], problem


def _unwrapped(text: str) -> str:
    """The text without the marks around it, each taken away once."""
    for mark in _OPENINGS:
        text = text.removeprefix(mark).lstrip()
    for mark in _CLOSINGS:
        text = text.rstrip().removesuffix(mark)
    return text.strip(" \t\r\n;")


def _all_values(text: str) -> list[Any]:
    """One value, or several one after the other."""
    decoder = json.JSONDecoder(strict=False)
    found, place = [], 0
    while place < len(text):
        value, place = decoder.raw_decode(text, place)
        found.append(value)
        while place < len(text) and (text[place].isspace() or text[place] in ",;"):
            place += 1
    return found


def _as_it_is(text: str) -> str:
    return text


def _unescaped(text: str) -> str:
    return unescape(text) if re.match(r"[\[{]\s*&", text) else text


def _mended(text: str) -> str:
    return _PIECES.sub(_piece, text)


def _unescaped_and_mended(text: str) -> str:
    return _mended(_unescaped(text))


def _piece(found: re.Match[str]) -> str:
    """A string with its escapes mended; nothing for a comma too many or a remark; null for a value left out."""
    piece = found[0]
    if piece.startswith('"'):
        inside = _ESCAPE.sub(lambda one: one[0] if one[1][0] in '"\\/bfnrt' or len(one[1]) == 5 else one[1], piece[1:-1])
        return f'"{_BARE_QUOTE.sub(lambda one: one[1] or chr(92) + chr(34), inside)}"'
    return " null" if not piece.strip() or piece.strip() == "undefined" else ""
