"""Author and date out of the lines of a comment, where no element says of itself that it holds them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bs4 import Tag

from ethnography.formats.page_text.buttons import is_button
from ethnography.formats.saved_page.attribution import credit_in
from ethnography.formats.saved_page.element_text import read_blocks
from ethnography.formats.saved_page.page import printed
from ethnography.formats.when import find_when
from ethnography.formats.wording import date_line, is_name, is_says, strip_says


@dataclass
class Printed:
    """What the lines state. `used`: the lines that state it; `beside`: the author is a line beside the date, not marked as one."""

    author: str | None = None
    date_text: str | None = None
    used: list[str] = field(default_factory=list)
    beside: bool = False


def header_lines(roots: Sequence[Tag], is_foreign: Callable[[Tag], bool], text: Tag | None) -> list[str]:
    """The lines of a comment outside of its text; without an element of its text, the first and last lines of all."""

    def skip(tag: Tag) -> str | None:
        button = tag.name in ("a", "button", "span") and is_button(printed(tag))
        return "" if button or tag is text or is_foreign(tag) else None

    blocks, _ = read_blocks(roots, skip)
    lines = [line.strip() for block in blocks for line in block.text.split("\n") if line.strip()]
    lines = [line for line in lines if not is_button(line) and re.search(r"[^\W_]", line)]
    return lines if text is not None or len(lines) <= 5 else [*lines[:3], *lines[-2:]]


def read_lines(lines: Sequence[str], sure_header: bool, author: str | None, has_date: bool) -> Printed:
    """Author and date out of these lines, each where it is not known yet.

    `sure_header`: none of the lines is of the text, so that a bare name is one.
    """
    printed = Printed(author)
    for line in lines:
        credit = credit_in(line, header=sure_header)
        if credit and (printed.author is None or credit.author in (None, printed.author)):
            printed.author = printed.author or credit.author
            printed.date_text = printed.date_text or credit.date_text
            printed.used.append(line)
        elif printed.author is None and is_says(line):
            printed.author = strip_says(line)
            printed.used.append(line)
    if printed.author is None:
        _bare_name(lines, sure_header, printed)
    if printed.date_text is None and not has_date:
        printed.date_text = next((when for line in lines if sure_header and (when := _relative(line))), None)
    return printed


def _bare_name(lines: Sequence[str], sure_header: bool, printed: Printed) -> None:
    """A name on a line of its own: before or after the date, or the first of a header."""
    dated = next((at for at, line in enumerate(lines) if date_line(line) or line == printed.date_text), None)
    places = [dated - 1, dated + 1] if dated is not None else []
    if not sure_header:
        places = [at for at in places if at < 2 and dated in (0, 1)]
    for at in [*places, *(range(len(lines)) if sure_header else ())]:
        if 0 <= at < len(lines) and _can_be_name(lines[at]):
            printed.author, printed.beside = lines[at], True
            printed.used.append(lines[at])
            return


def _can_be_name(line: str) -> bool:
    return is_name(line) and len(line.split()) <= 6 and find_when(line) is None and not re.match(r"[\W\d]+$|#\d", line)


def _relative(line: str) -> str | None:
    """A date that says only how long ago, where the line says nothing else ("vor 3 Tagen")."""
    when = find_when(line)
    return when.group() if when and len(line) - len(when.group()) <= 4 else None
