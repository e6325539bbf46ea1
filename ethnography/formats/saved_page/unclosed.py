"""Elements left open inside a list item, closed where browsers close them.

Many themes forget a ``</div>`` inside ``<li>``. A browser closes the div with its item; the parser of this library takes the
end of the item for a slip, and every comment then stands inside the one before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_TAG = re.compile(
    r"""<!--|<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?P<rest>(?:=\s*"[^"<]*"|=\s*'[^'<]*'|=\s*"[^"]*"|=\s*'[^']*'|[^<>])*+)>"""
)
_BOUNDS = frozenset("table td th template object".split())
_BLOCKS = frozenset("article section aside blockquote main menu header footer nav figure details dl form fieldset center".split())
_KEPT = frozenset(("div", "li", "ul", "ol")) | _BLOCKS | _BOUNDS
_RAW = frozenset("script style textarea title xmp iframe noembed".split())
_LISTS = frozenset(("ul", "ol"))
_DEEPEST = 400


def closed(markup: str) -> str:
    """The markup, with an end for each ``div`` and list item that the end of its item, its list or the next item closes.

    >>> closed("<ul><li><div>Tea.</li><li>Milk.</ul>")
    '<ul><li><div>Tea.</div></li><li>Milk.</ul>'
    >>> closed("<ul><li><div>Tea.</div></li></ul>")
    '<ul><li><div>Tea.</div></li></ul>'
    """
    pieces: list[str] = []
    taken = 0
    for place, ends in _missing(markup):
        pieces += [markup[taken:place], ends]
        taken = place
    return "".join([*pieces, markup[taken:]]) if pieces else markup


def _missing(markup: str) -> Iterator[tuple[int, str]]:
    """Where ends are missing, and which."""
    open_: list[str] = []
    place = 0
    while match := _TAG.search(markup, place):
        place = match.end()
        if match["name"] is None:
            end = markup.find("-->", place)
            place = end + 3 if end >= 0 else len(markup)
            continue
        name = match["name"].lower()
        if name in _RAW and not match["end"]:
            raw = re.compile(rf"</{name}\b", re.IGNORECASE).search(markup, place)
            place = raw.start() if raw else len(markup)
        elif name in _KEPT and not match["rest"].endswith("/") and len(open_) < _DEEPEST:
            ends = _close(open_, name) if match["end"] else _open(open_, name)
            if ends:
                yield match.start(), ends


def _open(open_: list[str], name: str) -> str:
    """Begin an element; the ends that are missing before it: a list item ends the one before it, and what is open in that."""
    ends = ""
    if name == "li" and (at := _item(open_)) is not None and "div" in open_[at:]:
        ends = _ends(open_[at:])
        del open_[at:]
    elif name == "li" and open_[-1:] == ["li"]:
        open_.pop()
    open_.append(name)
    return ends


def _close(open_: list[str], name: str) -> str:
    """End an element; the ends that are missing before it."""
    at = _item(open_) if name == "li" else _innermost(open_, name)
    if at is None:
        return ""
    inside = open_[at + 1 :]
    del open_[at:]
    return _ends(inside) if name in ("li", *_LISTS) and "div" in inside else ""


def _item(open_: list[str]) -> int | None:
    """The place of the list item that is open with nothing begun in it but ``div``."""
    at = next((at for at in range(len(open_) - 1, -1, -1) if open_[at] != "div"), None)
    return at if at is not None and open_[at] == "li" else None


def _innermost(open_: list[str], name: str) -> int | None:
    """The place of the innermost open element of this name, within the table cell."""
    for at in range(len(open_) - 1, -1, -1):
        if open_[at] == name:
            return at
        if open_[at] in _BOUNDS:
            return None
    return None


def _ends(names: list[str]) -> str:
    return "".join(f"</{name}>" for name in reversed(names))
