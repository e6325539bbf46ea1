"""What one item of a list of comments says of itself: author, date, kind and text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ethnography.formats.furniture import is_reply_link
from ethnography.formats.page_text.lists import Item, Line, blocks
from ethnography.formats.wording import author_date, bare_name, date_line, is_name, is_says, signed, strip_says

_PINGBACK = re.compile(r"^\s*(?:ping|track)back\s*:\s*(?P<source>.+)$", re.IGNORECASE)
_PORTRAIT = re.compile(
    r"^\s*(?:(?P<name>\S.{0,79}?)(?:['’]s)?\s+(?:gr)?avatar|(?:gr)?avatar\s+(?:of|for|von|für|de|di|van)\s+(?P<named>\S.{0,79}?))\s*$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Said:
    """One comment as its list item states it. `lines` are those of its text; `furniture` the buttons under it.

    `evidence` is how the link to the comment it answers is known, where that is not its place on the page.
    """

    item: Item
    lines: list[Line]
    author: str | None = None
    date_text: str | None = None
    kind: str = "comment"
    head: list[Line] = field(default_factory=list)
    furniture: list[Line] = field(default_factory=list)
    evidence: str | None = None

    @property
    def text(self) -> str:
        """The text as stored: blocks with one blank line between them."""
        return "\n\n".join("\n".join(line for _, line in block) for block in blocks(self.lines))


def read_item(item: Item) -> Said:
    """Author, date, kind and text of one comment; each None or empty where the item does not state it."""
    lines = list(item.lines)
    said = Said(item, lines)
    while lines and (not lines[0][1].strip() or (len(lines) > 1 and is_reply_link(lines[0][1]))):
        if lines[0][1].strip():
            said.furniture.append(lines[0])
        lines.pop(0)
    if not lines:
        return said
    _take_head(said, lines)
    _take_foot(said, lines)
    return said


def without_head(said: Said) -> Said:
    """The item read as text alone: in a list where hardly any item has an author line, "My aunt said:" is none."""
    if said.kind == "pingback":
        return said
    lines = [line for line in said.item.lines if line not in said.furniture]
    return Said(said.item, lines, furniture=said.furniture)


def undouble_names(said: Iterable[Said]) -> None:
    """Names printed twice without a space between, as where a portrait is described by the name: each printed once."""
    named = [one for one in said if one.author and one.kind == "comment"]
    halves = [one.author[: len(one.author) // 2] for one in named if one.author]
    if all(half + half == one.author for half, one in zip(halves, named, strict=True)) and (
        len(named) > 1 or any(" " in half for half in halves)
    ):
        for half, one in zip(halves, named, strict=True):
            one.author = half


def _take_head(said: Said, lines: list[Line]) -> None:
    """The lines above the text: who says it and when, in whatever order the theme prints them."""
    first, *others = [line for _, line in lines if line.strip()][:4]
    if match := _PINGBACK.match(first):
        said.kind, said.author = "pingback", match["source"].strip()
        return
    shown = None
    if others and (match := _PORTRAIT.match(first)):
        shown = match["name"] or match["named"]
        first, *others = others
    second = others[0] if others else ""
    if is_says(first) and is_name(strip_says(first)):
        if re.search(r"\(\s*\)\s+\w+\s*:$", first.strip()):
            said.kind = "pingback"  # a tweetback: the account's link was emptied
        said.author = strip_says(first)
    elif date_line(second) and is_says(first.strip() + ":") and is_name(strip_says(first + ":")):
        said.author = strip_says(first + ":")
    elif found := author_date(first):
        said.author, said.date_text = found
    elif is_name(first) and (date_line(second) or (author_date(second) or ("",))[0] == first.strip()):
        said.author = bare_name(first)
    elif shown == second.strip() and (date := date_line(first)):
        said.author, said.date_text = shown, date
        _pop(said, lines)
    else:
        return
    _pop(said, lines)
    if shown is not None:
        _pop(said, lines)
    _take_rest_of_head(said, lines)


def _pop(said: Said, lines: list[Line]) -> None:
    """Move a line, and the blank ones after it, from the text to the head."""
    said.head.append(lines.pop(0))
    while lines and not lines[0][1].strip():
        lines.pop(0)


def _take_rest_of_head(said: Said, lines: list[Line]) -> None:
    """What stands between the author line and the text: the date, the name again, a link to the comment."""
    while lines:
        line = lines[0][1]
        if said.date_text is None and (date := date_line(line)):
            said.date_text = date
        elif said.date_text is None and (found := author_date(line)) and found[0] == said.author:
            said.date_text = found[1]
        elif not (said.date_text and len(lines) > 1 and is_reply_link(line) and not lines[1][1].strip()):
            break
        _pop(said, lines)


def _take_foot(said: Said, lines: list[Line]) -> None:
    """The buttons, the date and the signature under the text."""
    while lines:
        last = lines[-1][1]
        if not last.strip():
            lines.pop()
        elif is_reply_link(last):
            said.furniture.append(lines.pop())
        elif said.author is None and (found := signed(last)):
            said.author, said.date_text = found
            said.head.append(lines.pop())
        elif said.date_text is None and (date := date_line(last)) and len(lines) > 1:
            said.date_text = date
            said.head.append(lines.pop())
        else:
            break
