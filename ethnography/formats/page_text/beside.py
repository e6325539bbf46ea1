"""Heads on two lines: a date, and a name on the line beside it; or a name over the text and the date under it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from ethnography.formats.page_text.cards import CARD, TITLE
from ethnography.formats.page_text.head import clean_name, half, may_be_name, name_likeness
from ethnography.formats.page_text.heads import Group, Place, Template, dated, last_date
from ethnography.formats.page_text.units import Unit
from ethnography.formats.when import is_relative

_COUNT = re.compile(r"9[9.,]*\s\w+|\w+\s?:?\s9[9.,]*")


def find_beside(units: Sequence[Unit], groups: Sequence[Group], breaks: Sequence[int]) -> list[Template]:
    """The runs of dates with a name beside each; runs of dates alone where no names are."""
    taken = {n for group in groups for n in range(group.first, group.last + 1)}
    runs: dict[tuple[int, bool], list[Place]] = {}
    position = 0
    while position < len(units):
        head = units[position].head
        if position not in taken and head and head.kind == "date":
            place = (position, last_date(units, position))
            runs.setdefault((bisect_right(breaks, position), is_relative(head.when or "")), []).append(place)
            position = place[1]
        position += 1
    return [
        template
        for (number, _), dates in runs.items()
        for template in _templates(
            units, dates, breaks[number - 1] if number else 0, breaks[number] if number < len(breaks) else len(units)
        )
    ]


def _templates(units: Sequence[Unit], dates: list[Place], floor: int, ceiling: int) -> list[Template]:
    low = floor + 1 if floor and not units[floor].head else floor  # what parts the page is no name
    scores, found, badges = {}, {}, _badges(units, dates)
    for side, step in (("before", -1), ("after", 1)):
        plain = [_beside(units, place, step, low, ceiling, set()) for place in dates]
        names = [_beside(units, place, step, low, ceiling, badges) for place in dates]
        found[side] = names if _score(names, units, dates) >= _score(plain, units, dates) - 0.1 else plain
        scores[side] = _score(found[side], units, dates)
    side = max(scores, key=lambda key: scores[key])
    if scores[side] < 0.5:
        return [Template([_group(units, place, None, None) for place in dates], "date", floor, ceiling)]
    names = found[side]
    usual = _usual_gap(units, dates, names)
    groups = [_group(units, place, name, usual) for place, name in zip(dates, names, strict=True)]
    first = _first_name(units, groups, floor) if side == "after" else None
    if first is not None and _is_split(units, groups, first, floor, ceiling):
        return [Template(_shifted(units, groups, first), "name date", floor, ceiling, split=True)]
    nameless = Template([_group(units, place, None, None) for place in dates], "date", floor, ceiling)
    return [Template([group for group in groups if group.name], "name date", floor, ceiling), nameless]


def _badges(units: Sequence[Unit], dates: Sequence[Place]) -> set[str]:
    """Lines that stand beside many of the dates and are no names: "152 Fans", "Top Fan"."""
    seen: Counter[str] = Counter()
    for first, last in dates:
        seen.update(
            {
                bare
                for n in (*range(max(0, first - 3), first), *range(last + 1, min(last + 3, len(units))))
                if (bare := _bare(units[n].text))
            }
        )
    return {
        text
        for text, count in seen.items()
        if count > (max(2, 0.25 * len(dates)) if _COUNT.fullmatch(text) else max(3, 0.6 * len(dates)))
    }


def _bare(text: str) -> str:
    return re.sub(r"\d", "9", text.lower()) if len(text) <= 60 else ""


def _beside(units: Sequence[Unit], place: Place, step: int, floor: int, ceiling: int, badges: set[str]) -> int | None:
    """The unit before or after a date that is no button and no badge."""
    n = place[0] - 1 if step < 0 else place[1] + 1
    passed = 0
    while floor <= n < ceiling and passed < 4:
        if not units[n].button and _bare(units[n].text) not in badges:
            return n + step if _is_title(units, n, step, floor, ceiling) else n
        passed += units[n].reason != CARD
        n += step
    return None


def _is_title(units: Sequence[Unit], n: int, step: int, floor: int, ceiling: int) -> bool:
    """Whether a line says what somebody is ("Author", "Gast"), and the name stands next to it."""
    other = n + step
    if TITLE.fullmatch(units[n].text) is None or not floor <= other < ceiling or units[max(n, other)].blank > 1:
        return False
    return name_likeness(units[other].text) >= 0.7 and not units[other].button


def _score(names: Sequence[int | None], units: Sequence[Unit], dates: Sequence[Place]) -> float:
    """How much the lines beside the dates look like names; lines that touch the date count more."""
    total = 0.0
    for n, place in zip(names, dates, strict=True):
        if n is not None:
            total += name_likeness(units[n].text) * (1.0 if _gap(units, place, n) == 0 else 0.9)
    return total / len(dates)


def _gap(units: Sequence[Unit], place: Place, name: int) -> int:
    return units[place[0]].blank if name < place[0] else units[place[1] + 1].blank


def _usual_gap(units: Sequence[Unit], dates: Sequence[Place], names: Sequence[int | None]) -> int | None:
    """How many blank lines stand between date and name where the name is surely one, if it is nearly always the same."""
    gaps = [
        _gap(units, place, n) for place, n in zip(dates, names, strict=True) if n is not None and name_likeness(units[n].text) > 0
    ]
    common = max(set(gaps), key=gaps.count, default=None)
    return common if common is not None and gaps.count(common) >= max(3, 0.8 * len(gaps)) else None


def _group(units: Sequence[Unit], place: Place, name: int | None, usual: int | None) -> Group:
    when, own = dated(units, place), [*range(place[0], place[1] + 1)]
    if name is not None and name_likeness(units[name].text) == 0:
        name = name if may_be_name(units[name].text) and _gap(units, place, name) == usual else None
    if name is None:
        return Group(place[0], place[1], "date", None, when, column=units[place[0]].indent, own=own)
    first, last = min(place[0], name), max(place[1], name)
    head = units[name].head
    text = head.name if head and head.name else clean_name(units[name].text)
    return Group(first, last, "name date", text, when, shape="n d", column=units[name].indent, own=sorted([*own, name]))


def _first_name(units: Sequence[Unit], groups: Sequence[Group], floor: int) -> int | None:
    """Where names stand over the text and dates under it: the name over the first text, which stands as the others do."""
    first = groups[0].own[0]
    names = [group.own[-1] for group in groups if group.name and group.own[-1] + 1 < len(units)]
    usual = {(units[n].column, units[n + 1].blank > 0) for n in names}
    doubled = sum(half(units[n].text) != units[n].text for n in names) >= 0.8 * len(names)
    words = 0
    found: int | None = None
    for n in range(first - 1, floor - 1, -1):
        unit = units[n]
        if (
            (n == floor and floor)
            or words > (2000 if floor else 400)
            or (found is not None and (unit.button or unit.text.endswith(":")))
        ):
            break
        alike = (unit.column, units[n + 1].blank > 0) in usual
        alike = alike and (not doubled or half(unit.text) != unit.text)
        if alike and words >= 2 and not unit.button and name_likeness(unit.text) >= 0.6:
            found = n
        words += 0 if unit.button else len(unit.text.split())
    return found


def _is_split(units: Sequence[Unit], groups: Sequence[Group], first: int, floor: int, ceiling: int) -> bool:
    """Whether the dates are those of the texts above them: a name stands right at the start, or the last date closes the thread."""
    if all(units[n].button for n in range(floor + (floor > 0), first)) and (floor > 0 or first == 0):
        return True
    last = groups[-1].own
    date = max(n for n in last if (head := units[n].head) and head.kind == "date")
    ends = [units[group.own[0] - 1].text.casefold() for group in groups if group.own[0] and units[group.own[0] - 1].button]
    if len(ends) >= 0.7 * len(groups):
        closing = max(set(ends), key=ends.count)
        return all(units[n].text.casefold() != closing for n in range(date + 1, min(ceiling, date + 60)))
    return all(units[n].button for n in range(last[-1] + 1, ceiling))


def _shifted(units: Sequence[Unit], groups: Sequence[Group], first: int) -> list[Group]:
    """Each name with the date under its text, which is the next one; a last name has no text any more."""
    starts = [
        Group(first, first, "name date", clean_name(units[first].text), None, shape="n", column=units[first].indent, own=[first])
    ]
    for group in groups[:-1]:
        names = [n for n in group.own if not (head := units[n].head) or head.kind != "date"]
        if not names and group.own[0] and units[group.own[0] - 1].button:  # the name is missing, and not the comment
            starts.append(Group(group.last + 1, group.last, "name date", None, None, shape="n", column=group.column))
        elif names:
            starts.append(
                Group(names[-1], names[-1], "name date", group.name, None, shape="n", column=group.column, own=names[-1:])
            )
    return starts
