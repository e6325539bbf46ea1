"""The comments of a page whose heads were found: which text is whose, how deep it lies, and how sure it is that they are
comments."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ethnography.formats.furniture import comments_heading
from ethnography.formats.page_text.answers import are_replies, find_links, part_names, stated_levels
from ethnography.formats.page_text.beside import find_beside
from ethnography.formats.page_text.bodies import Body, find_bodies, same_name
from ethnography.formats.page_text.cards import mark_cards
from ethnography.formats.page_text.ends import (
    ends_thread,
    find_breaks,
    find_end,
    find_heading,
    is_under,
    lost_words,
    mark_counts,
    without_byline,
    words_in_units,
)
from ethnography.formats.page_text.evidence import weigh
from ethnography.formats.page_text.head import clean_name, half, name_likeness
from ethnography.formats.page_text.heads import Group, Template, find_groups, find_runs, map_names
from ethnography.formats.page_text.lists import Item, Line
from ethnography.formats.page_text.names import find_named
from ethnography.formats.page_text.nesting import find_depths
from ethnography.formats.page_text.said import Said
from ethnography.formats.page_text.units import Unit, find_units

_GLUED = ("says", "said", "wrote", "sagt", "sagte", "schreibt", "schrieb", "meint", "dice", "dijo", "dit")


@dataclass(frozen=True, slots=True)
class Thread:
    """Comments in page order; the page's lines `start` to `end` (exclusive) are theirs.

    `left_out` are (line, reason). `evidence` says what they were recognised by, `stated` whether the page plainly has
    comments; `nested`, whether indentation tells their depth; `score` is for comparing it with what else a page may hold;
    `headed`: a heading stands over them.
    """

    said: tuple[Said, ...]
    start: int
    end: int
    evidence: str
    stated: bool
    nested: bool
    left_out: tuple[tuple[int, str], ...]
    score: float
    headed: bool = False


def find_thread(lines: Sequence[str]) -> Thread | None:
    """The comments that stand under (or over) heads of one template; None where the page has none."""
    units = find_units(lines)
    mark_counts(units)
    cards = mark_cards(units)
    groups = find_groups(units)
    breaks = find_breaks(units, groups)
    templates = [
        *find_runs(groups, breaks, len(units)),
        *find_beside(units, groups, breaks),
        *_of_cards(units, cards, breaks),
        *find_named(units, breaks),
    ]
    threads = [thread for template in templates if (thread := _read(lines, units, template, groups))]
    return max(threads, key=lambda thread: (thread.score, -thread.start), default=None)


def _of_cards(units: Sequence[Unit], cards: Sequence[tuple[int, int]], breaks: Sequence[int]) -> list[Template]:
    """Members' cards as heads, for pages that print no date beside them."""
    groups = [
        Group(name, last, "card", clean_name(units[name].text), column=units[name].indent, own=[name])
        for name, last in cards
        if name_likeness(units[name].text) > 0
    ]
    runs: dict[int, list[Group]] = {}
    for group in groups:
        runs.setdefault(bisect_right(breaks, group.first), []).append(group)
    ends = [0, *breaks, len(units)]
    return [Template(run, "card", ends[number], ends[number + 1]) for number, run in runs.items() if len(run) > 1]


def _read(lines: Sequence[str], units: Sequence[Unit], template: Template, groups: Sequence[Group]) -> Thread | None:
    """What the page holds if these are the heads of its comments; `groups` are all heads of the page."""
    template.groups = [replace(group) for group in template.groups]
    heading = find_heading(units, template, groups)
    if heading is None:
        template.groups = without_byline(units, template.groups)
    if not template.groups:
        return None
    _tidy_names(template.groups)
    if len(template.groups) > 2 and len({group.name for group in template.groups} - {None}) == 1 and template.family != "by":
        return None  # a label, not a name
    part_names(template.groups)
    _extend_back(units, template)
    end = find_end(units, template)
    if not template.split and is_under(units, template, heading, end):
        template.side = "under"
        end = template.groups[-1].last + 1
    start = _first_text(units, template, heading)
    bodies = find_bodies(units, template, start, end)
    quotes = _quoted_heads(template.groups, bodies)
    if quotes:
        template.groups = [group for n, group in enumerate(template.groups) if n not in quotes]
        bodies = find_bodies(units, template, start, end)
    template.groups, bodies = _without_empty(template, bodies)
    if not bodies:
        return None
    return _thread(lines, units, template, bodies, heading, end)


def _first_text(units: Sequence[Unit], template: Template, heading: int | None) -> int:
    """Where the text above the first of heads that stand under their texts begins."""
    first = template.groups[0].first
    if heading is not None and words_in_units(units[heading + 1 : first]) < 600:
        return heading + 1
    for n in range(first - 1, max(first - 30, template.floor), -1):
        if units[n].blank >= 3 or ends_thread(units[n - 1]):
            return n
    start = max(first - 1, 0)
    while start > template.floor and units[start].blank == 0 and not ends_thread(units[start - 1]):
        start -= 1
    return start


def _quoted_heads(groups: Sequence[Group], bodies: Sequence[Body]) -> set[int]:
    """Heads that a comment quotes at its start: the comment above would be empty, and somebody has said this before."""
    seen = {(group.name, group.when): n for n, group in reversed(list(enumerate(groups)))}
    return {
        n
        for n in range(1, len(groups))
        if bodies[n - 1].first == bodies[n - 1].last and groups[n].when and seen[groups[n].name, groups[n].when] < n
    }


def _without_empty(template: Template, bodies: list[Body]) -> tuple[list[Group], list[Body]]:
    """Heads without a text at the start, and those that only repeat the next head, are no comments."""
    pairs = list(zip(template.groups, bodies, strict=True))
    kept = []
    for n, (group, body) in enumerate(pairs):
        following = pairs[n + 1][0] if n + 1 < len(pairs) else None
        repeated = following and following.name and group.name and same_name(following.name, group.name)
        if body.first == body.last and group.kind != "pingback" and ((n == 0 and template.side == "under") or repeated):
            continue
        kept.append((group, body))
    return [group for group, _ in kept], [body for _, body in kept]


def _extend_back(units: Sequence[Unit], template: Template) -> None:
    """Heads with the name again above them, and what stands between (a picture's description, a number of points)."""
    floor = template.floor
    for group in template.groups:
        for n in range(group.first - 1, max(group.first - 4, floor - 1), -1):
            if group.name and same_name(units[n].text, group.name):
                group.own = [n, *group.own]
                group.first = n
            elif not units[n].button:
                break
        floor = group.last + 1


def _tidy_names(groups: Sequence[Group]) -> None:
    """Take away what stands before or behind every name: a picture's description, a label."""
    named = [group.name for group in groups if group.name]
    if len(named) > 1 and sum(half(name) != name for name in named) >= 0.8 * len(named):
        map_names(groups, half)
    verb = next(
        (verb for verb in _GLUED if len(named) > 1 and sum(name.lower().endswith(verb) for name in named) >= 0.6 * len(named)), ""
    )
    if verb:
        map_names(groups, lambda name: name[: -len(verb)] if name.lower().endswith(verb) else name)
    if len(named) < 4:
        return
    for last in (False, True):
        pieces = [_cut(name, last) for name in named]
        common = max({piece[0] for piece in pieces}, key=[piece[0] for piece in pieces].count)
        if sum(piece[0] == common and bool(piece[1]) for piece in pieces) >= 0.8 * len(named):
            map_names(groups, lambda name, last=last, common=common: _cut(name, last)[1] if _cut(name, last)[0] == common else name)  # type: ignore[misc]


def _cut(name: str, last: bool) -> tuple[str, str]:
    """The first (or last) word of a name and the rest of it."""
    words = name.split()
    return (words[-1], " ".join(words[:-1])) if last else (words[0], " ".join(words[1:]))


# --- putting it together ----------------------------------------------------------------------------------------------------


def _thread(
    lines: Sequence[str], units: Sequence[Unit], template: Template, bodies: list[Body], heading: int | None, end: int
) -> Thread | None:
    groups = template.groups
    columns = [units[body.first].column if body.first < body.last else None for body in bodies]
    levels = stated_levels(units, groups)
    depths, parents = find_depths([group.column for group in groups], columns, are_replies(groups), levels)
    links = find_links(groups, depths)
    parents = [links.get(place, (parent, ""))[0] for place, parent in enumerate(parents)]
    near = heading is not None and words_in_units(units[heading + 1 : min(groups[0].first, bodies[0].first)]) < 80
    near = near and (template.side == "over" or len(groups) > 1 or words_in_units(units[bodies[0].first : bodies[0].last]) < 400)
    evidence = weigh(units, template, bodies, heading if near else None, end, depths)
    if not evidence:
        return None
    score = evidence.score - 2 * (lost_words(units, template, heading if near else None, end) > 3)
    said = []
    listed = _are_listed(units, bodies)
    for place, (group, body) in enumerate(zip(groups, bodies, strict=True)):
        item = Item(
            units[min(group.first, len(units) - 1)].line, group.column, group.number, depth=depths[place], parent=parents[place]
        )
        said.append(_said(lines, units, group, body, item, listed))
        said[-1].evidence = links[place][1] if place in links else "stated" if levels[place] is not None else None
    first = min(units[groups[0].first].line, units[bodies[0].first].line if bodies[0].first < len(units) else len(lines))
    start = units[heading].line if heading is not None and near else first
    last = units[end - 1].line + 1 if end else len(lines)
    left_out = tuple(_beside_texts(units, template, bodies, start, last))
    return Thread(
        tuple(said), start, last, evidence.words, evidence.plain, max(depths) > 1, left_out, score, heading is not None and near
    )


def _beside_texts(units: Sequence[Unit], template: Template, bodies: Sequence[Body], start: int, end: int) -> list[tuple[int, str]]:
    """The lines of a thread that are in no text and no head, and heads in which more stands, with the reason."""
    texts = {n for body in bodies for n in body.units()}
    heads = {n for group in template.groups for n in group.own}
    reasons = {n: reason for body in bodies for n, reason in body.left}
    return [
        (
            unit.line,
            reasons.get(n)
            or (unit.reason if unit.button else "comments heading" if comments_heading(unit.text) else "beside the comments"),
        )
        for n, unit in enumerate(units)
        if start <= unit.line < end and n not in texts and n not in heads
    ] + _beside_names(units, template.groups)


def _beside_names(units: Sequence[Unit], groups: Sequence[Group]) -> list[tuple[int, str]]:
    """The head lines in which more stands than who and when."""
    found = []
    for group in groups:
        for n in group.own:
            rest = units[n].text
            for piece in (group.name, group.answers, units[n].head.when if units[n].head else None, group.when):  # type: ignore[union-attr]
                rest = rest.replace(piece, " ") if piece else rest
            if len(re.findall(r"[^\W\d_]{2,}", rest)) > 2:
                found.append((units[n].line, "beside author and date"))
    return found


def _are_listed(units: Sequence[Unit], bodies: Sequence[Body]) -> bool:
    """Whether the texts are items of a list: nearly all begin behind a marker, which is no part of them."""
    first = [units[body.first] for body in bodies if body.first < body.last]
    return len(first) > 1 and sum(unit.column > unit.indent for unit in first) >= 0.7 * len(first)


def _said(lines: Sequence[str], units: Sequence[Unit], group: Group, body: Body, item: Item, listed: bool) -> Said:
    text: list[Line] = []
    if body.first < body.last:
        first, last = units[body.first].line, units[body.last - 1].line
        indent = min(len(lines[n]) - len(lines[n].lstrip()) for n in range(first, last + 1) if lines[n].strip())
        text = [(n, lines[n][indent:].rstrip(" \t")) for n in range(first, last + 1)]
        if listed and units[body.first].column > units[body.first].indent:
            text = _dedented([(first, units[body.first].text), *text[1:]])
    cited = (
        bool(text) and re.match(r"\[(?:…|\.\.\.)\]", text[0][1].strip()) and re.search(r"\[(?:…|\.\.\.)\]$", text[-1][1].strip())
    )
    kind = "pingback" if group.kind == "pingback" or cited else "comment"
    return Said(item, text, group.name, group.when, kind, head=[(units[n].line, units[n].text) for n in group.own])


def _dedented(lines: list[Line]) -> list[Line]:
    """The further lines of a list's item without what indents all of them."""
    extra = min((len(line) - len(line.lstrip()) for _, line in lines[1:] if line.strip()), default=0)
    return [lines[0], *((n, line[extra:]) for n, line in lines[1:])]
