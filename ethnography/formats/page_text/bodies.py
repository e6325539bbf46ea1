"""Which lines between the heads are a comment's text, and which are the page's: buttons, votes, badges, the name again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ethnography.formats.furniture import furniture_reason, is_reply_link
from ethnography.formats.page_text.buttons import is_for_answers
from ethnography.formats.page_text.cards import CARD, TITLE
from ethnography.formats.page_text.ends import ends_thread
from ethnography.formats.page_text.heads import Group, Template
from ethnography.formats.page_text.units import Unit
from ethnography.text import plain

_SUBJECT = re.compile(r"(?:re|aw|antw|rv|sv)\s?:\s\S", re.IGNORECASE)


@dataclass(slots=True)
class Body:
    """Units `first` to `last` (exclusive) are the text; `left` are those beside it with the reason why they are none."""

    first: int
    last: int
    left: list[tuple[int, str]] = field(default_factory=list)
    buttons: bool = False

    def units(self) -> range:
        return range(self.first, self.last)


def find_bodies(units: Sequence[Unit], template: Template, start: int, end: int) -> list[Body]:
    """One body a head, in order. `start` is where the first may begin if the heads stand under their texts."""
    groups = template.groups
    if template.side == "under":
        starts = [start, *(group.last + 1 for group in groups[:-1])]
        bodies = [Body(first, group.first) for first, group in zip(starts, groups, strict=True)]
    else:
        stops = [*(group.first for group in groups[1:]), end]
        bodies = [Body(group.last + 1, stop) for group, stop in zip(groups, stops, strict=True)]
    for _ in range(3):
        for body, group in zip(bodies, groups, strict=True):
            _trim(units, body, group, template)
        if not _take_repeated(units, bodies):
            break
    if template.side == "over":
        _take_signatures(units, bodies, groups)
    return bodies


def _take_signatures(units: Sequence[Unit], bodies: Sequence[Body], groups: Sequence[Group]) -> None:
    """Take away the full name under many texts: a theme prints it; people who sign do so now and then, and by their first name."""
    signed = [
        body
        for body, group in zip(bodies, groups, strict=True)
        if group.name and body.last - body.first > 1 and units[body.last - 1].text == group.name
    ]
    if len(signed) >= max(5, 0.4 * len(bodies)):
        for body in signed:
            body.last -= 1
            body.left.append((body.last, "the name again"))


def _trim(units: Sequence[Unit], body: Body, group: Group, template: Template) -> None:
    """Take away buttons, the date and the repeated name at both ends of a body."""
    if body.first < body.last and all(units[n].button or _is_date(units[n]) for n in body.units()):
        _keep_word(units, body, group)
        return
    while body.first < body.last and (reason := _before_text(units, body, group)):
        body.left.append((body.first, reason))
        body.buttons = body.buttons or (reason == "buttons" and is_for_answers(units[body.first].text))
        body.first += 1
    while body.first < body.last and (reason := _after_text(units, body, group, template)):
        body.last -= 1
        body.left.append((body.last, reason))
        body.buttons = body.buttons or (reason == "buttons" and is_for_answers(units[body.last].text))


def _keep_word(units: Sequence[Unit], body: Body, group: Group) -> None:
    """Read a body of buttons alone: a comment may be nothing but a word that is elsewhere a button ("Love")."""
    first, last = body.first, body.last
    word = (
        first
        if units[first].button and units[first].text.isalpha() and not is_reply_link(units[first].text) and last - first > 1
        else None
    )
    for n in range(first, last):
        if _is_date(units[n]):
            group.when = group.when or (units[n].head.when if units[n].head else None)  # type: ignore[union-attr]
        if n != word:
            body.left.append((n, "date line" if _is_date(units[n]) else units[n].reason))
            body.buttons = body.buttons or is_for_answers(units[n].text)
    body.first, body.last = (word, word + 1) if word is not None else (last, last)


def _is_date(unit: Unit) -> bool:
    return unit.head is not None and unit.head.kind == "date"


def _before_text(units: Sequence[Unit], body: Body, group: Group) -> str | None:
    unit = units[body.first]
    if unit.button:
        return unit.reason
    if group.name and same_name(unit.text, group.name) and (body.last - body.first > 1):
        return "the name again"
    if (
        TITLE.fullmatch(unit.text)
        and group.name
        and body.last - body.first > 2
        and same_name(units[body.first + 1].text, group.name)
    ):
        return CARD
    if unit.head and unit.head.kind == "date" and group.when is None and body.last - body.first > 1:
        group.when = unit.head.when
        return "date line"
    return None


def _after_text(units: Sequence[Unit], body: Body, group: Group, template: Template) -> str | None:
    unit = units[body.last - 1]
    if unit.button:
        return unit.reason
    if group.name and body.left and body.left[-1] == (body.last, CARD) and same_name(unit.text, group.name):
        return "the name again"
    if unit.head and unit.head.kind == "date" and group.when is None and body.last - body.first > 1:
        group.when = unit.head.when
        return "date line"
    if unit.head and unit.head.name and group.name and unit.head.when and same_name(unit.head.name, group.name):
        group.when = group.when or unit.head.when
        return "the name again"
    if body.last - body.first > 1 and _SUBJECT.match(unit.text):
        return "subject line"
    if body.last - body.first > 1 and (ends_thread(unit) or furniture_reason(unit.text)):
        return furniture_reason(unit.text) or "below the comments"
    return None


def same_name(line: str, name: str) -> bool:
    """Whether a line is a name again, however it is spelled and whatever picture's description stands by it."""
    one, other = plain(line).casefold().strip(" :.,"), plain(name).casefold().strip(" :.,")
    return one == other or one in (
        f"{other}'s picture",
        f"{other}'s avatar",
        f"avatar {other}",
        f"@{other}",
        f"{other} avatar",
        f"u/{other} avatar",
    )


def _take_repeated(units: Sequence[Unit], bodies: Sequence[Body]) -> bool:
    """Take away the line that stands at one end of nearly every comment, whatever it says: numbers in it aside."""
    full = [body for body in bodies if body.last - body.first > 1]
    if len(full) < 4:
        return False
    found = False
    for side in (0, 1):
        ends = [_bare(units[body.first if side == 0 else body.last - 1].text) for body in full if body.last > body.first]
        text, count = Counter(ends).most_common(1)[0] if ends else ("", 0)
        if count < max(4, 0.6 * len(full)) or len(text) > 100:
            continue
        found = True
        for body in full:
            place = body.first if side == 0 else body.last - 1
            if body.last - body.first > 1 and _bare(units[place].text) == text:
                body.left.append((place, "repeated beside every comment"))
                body.first, body.last = body.first + (side == 0), body.last - (side == 1)
    return found


def _bare(text: str) -> str:
    return "".join("9" if character.isdigit() else character for character in text.casefold().strip())
