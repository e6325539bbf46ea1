"""The lines of a page that hold something, each with what tells a comment's head from its text: indent, blank lines, buttons."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ethnography.formats.page_text.buttons import button_date, is_button, is_for_answers, is_picture
from ethnography.formats.page_text.head import Head, clean_name, may_be_name, parse_head
from ethnography.formats.when import short_ago
from ethnography.formats.wording import MONTHS

_MARKER = re.compile(r"(?:[•◦▪☆★□■○●◆+*#@o·-]|\d{1,4}\.)[ \t\u00a0]+(?=\S)")
_MONTH = re.compile(rf"\d{{1,2}}\.\s*(?:(?:{'|'.join(map(re.escape, MONTHS))})\b|\d{{1,2}}\.\s?(?:19|20)\d\d)", re.IGNORECASE)
_LEVEL = re.compile(r"level (\d{1,2})", re.IGNORECASE)
_MARKER_ALONE = re.compile(r"(?:[•◦▪☆★□■○●◆+*#@o·-]|\d{1,4}\.)")


@dataclass(slots=True)
class Unit:
    """One line that holds something. `indent` is where it begins, `column` where its text does, behind a list marker; `blank` are
    the blank lines before it.

    `head` is what it states of a comment, None for text; `button` says that it belongs to the page whatever stands around it, and
    `reason` what it is then. `level` is the depth that it states ("level 2").
    """

    line: int
    indent: int
    column: int
    text: str
    blank: int
    number: int | None = None
    head: Head | None = None
    button: bool = False
    reason: str = "buttons"
    level: int | None = None


def find_units(lines: Sequence[str]) -> list[Unit]:
    """The lines of a page that are not blank, in order."""
    units: list[Unit] = []
    blank = 0
    for index, line in enumerate(lines):
        text = line.strip()
        if not text:
            blank += 1
            continue
        indent = column = len(line) - len(line.lstrip())
        marker = _MARKER.match(text)
        number = None
        if marker and not _MONTH.match(text):
            digits = marker.group().strip().removesuffix(".")
            number = int(digits) if digits.isdigit() else None
            column, text = column + marker.end(), text[marker.end() :].strip()
        units.append(_unit(index, indent, column, text, blank))
        units[-1].number = number
        blank = 0
    usual = _usual_rests(units)
    for unit in units:
        if unit.head and unit.head.rest:
            unit.head = _chosen(unit.head, usual)
    _date_among_buttons(units)
    return units


def _date_among_buttons(units: Sequence[Unit]) -> None:
    """A span of time on a line of its own is a date where the buttons of a comment stand right before it: "Like", "Reply", "3d"."""
    for before, unit in pairwise(units):
        if before.button and is_for_answers(before.text) and short_ago(unit.text) and not unit.head:
            unit.button, unit.head = False, Head(None, unit.text, shape="buttons d")


def _usual_rests(units: Sequence[Unit]) -> Counter[str]:
    """What stands on either side of a date beside something else, and how often: a label stands there often, a name does not."""
    both = [unit.head for unit in units if unit.head and unit.head.rest]
    return Counter(_bare(text) for head in both for text in (head.rest, head.name or ""))


def _bare(text: str) -> str:
    return "".join("9" if character.isdigit() else character for character in text.casefold())


def _chosen(head: Head, usual: Counter[str]) -> Head | None:
    """A head with something on both sides of its date: what most heads of the page have there is no name."""
    after, before = usual[_bare(head.rest)], usual[_bare(head.name or "")]
    if max(after, before) < 3 or after == before:
        return None
    name = clean_name(head.name or "" if after > before else head.rest)
    if not re.match(r"[^\W\d]|@", name):
        return None
    shape = ("by " if head.by else "") + ("n d rest" if after > before else "rest d n")
    return replace(head, name=name, rest="", shape=shape, doubtful=not may_be_name(name))


def _unit(index: int, indent: int, column: int, text: str, blank: int) -> Unit:
    unit = Unit(index, indent, column, text, blank)
    if len(text) > 160:
        return unit
    if _MARKER_ALONE.fullmatch(text) or is_picture(text):
        unit.button = True
    elif level := _LEVEL.fullmatch(text):
        unit.button, unit.level = True, int(level[1])
    elif when := button_date(text):
        unit.head = Head(None, when, shape="buttons d")
    else:
        head = parse_head(text)
        unit.button = (head is None or head.kind != "date") and is_button(text)
        unit.head = None if unit.button else head
    return unit
