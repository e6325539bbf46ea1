"""Which lines of a page may be heads of comments: those that state a name, with a date, with "says" or with "by".

Pages repeat one template, so heads come in families; what stands between a heading, a form or the like is a run of one family.
Whether a run is the comments is judged afterwards, when it is known which text would be whose.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ethnography.formats.page_text.head import Head, may_be_name, name_likeness
from ethnography.formats.page_text.units import Unit

Place = tuple[int, int]
_MAIL = re.compile(r"sent|date|from|to|gesendet|datum|enviado(?: el)?|fecha|envoyé|le", re.IGNORECASE)
"""What stands before the date in the head of a mail that somebody pastes."""
_CUT_OFF = re.compile(r"^n (?:on|am|at|el|le|um|op|vom|il)$|^n$")


@dataclass(slots=True)
class Group:
    """The lines that state who wrote a comment and when: units `first` to `last`; `name` and `when` as printed.

    `kind` is that of the line that was recognised; `own` are the units that state something (others in between are badges).
    """

    first: int
    last: int
    kind: str
    name: str | None = None
    when: str | None = None
    number: int | None = None
    answers: str | None = None
    shape: str = ""
    column: int = 0
    own: list[int] = field(default_factory=list)

    @property
    def family(self) -> str:
        """Heads of one family stand in for one another on a page."""
        if self.kind == "pingback":
            return self.kind
        if (
            self.answers
            or self.kind in ("says", "weak says")
            or any(word in self.shape for word in ("says", "said", "wrote", "schrieb", "dijo"))
        ):
            return "says"
        if self.kind == "by" or self.shape.startswith(("by ", "posted on d by", "posted d by")):
            return "by"
        return "name date" if self.shape.find("n") < self.shape.find("d") or " d" not in f" {self.shape}" else "date name"


@dataclass(slots=True)
class Template:
    """The heads of one run in order. `side`: "over" or "under" the text; `split`: the name over it, the date under it.

    `floor` and `ceiling` are the units between which the run lies.
    """

    groups: list[Group]
    family: str
    floor: int
    ceiling: int
    side: str = "over"
    split: bool = False


def find_groups(units: Sequence[Unit]) -> list[Group]:
    """Every head on the page in which a name stands, and whose form is not a lone one."""
    groups: list[Group] = []
    position = 0
    while position < len(units):
        head = units[position].head
        group = _group(units, position, head) if head and head.kind != "date" else None
        if group:
            groups.append(group)
        position = group.last + 1 if group else position + 1
    return _alike(groups, units)


def _group(units: Sequence[Unit], position: int, head: Head) -> Group | None:
    unit = units[position]
    number = unit.number if head.number is None else head.number
    group = Group(position, position, head.kind, head.name, head.when, number, head.answers, head.shape, unit.indent)
    group.own = [position]
    if head.when is None and head.kind != "pingback":
        after = _date_after(units, position)
        if after:
            group.when = dated(units, after)
            group.last = after[1]
            group.own += range(after[0], after[1] + 1)
        elif (head.kind == "weak says" and head.shape in ("n:", "n reply:")) or (head.verb and not head.stop):
            return None
    return group


def _date_after(units: Sequence[Unit], position: int) -> Place | None:
    """The date on the line after a name (or the one after that, where a badge stands between)."""
    for n in range(position + 1, min(position + 3, len(units))):
        head = units[n].head
        if head and head.kind == "date" and head.shape != "buttons d":
            return n, last_date(units, n)
        if head or units[n].blank > 1 or not (units[n].button or len(units[n].text) < 3):
            return None
    return None


def last_date(units: Sequence[Unit], first: int) -> int:
    """A date and a time of day can stand on lines of their own."""
    if first + 1 < len(units):
        one, other = units[first].head, units[first + 1].head
        if (
            other
            and other.kind == "date"
            and units[first + 1].blank <= 1
            and other.shape != "buttons d"
            and one
            and one.clock != other.clock
        ):
            return first + 1
    return first


def dated(units: Sequence[Unit], place: Place) -> str:
    """The date that stands in these units."""
    heads = [units[n].head for n in range(place[0], place[1] + 1)]
    return " ".join(head.when for head in heads if head and head.when)


def _alike(groups: list[Group], units: Sequence[Unit]) -> list[Group]:
    """Only heads whose form occurs often on this page, or that are plainly heads."""
    shapes = Counter(group.shape for group in groups)
    layouts = Counter(
        (group.shape, _layout(units, group))
        for group in groups
        if not _doubtful(units, group) or (group.name and _has_clock(group) and not _MAIL.fullmatch(group.name))
    )

    def good(group: Group) -> bool:
        alike = layouts[group.shape, _layout(units, group)]
        if group.kind == "name date":
            if is_marked(group) and _has_clock(group) and not _impossible(units, group):
                return True
            if _doubtful(units, group):
                return alike >= max(2, 0.2 * shapes[group.shape])
            return shapes[group.shape] >= 2 or name_likeness(group.name or "") >= 0.6
        if group.when is not None or group.kind == "pingback":
            return True
        if group.kind == "weak says" and _CUT_OFF.search(group.shape) and shapes[group.shape] < 3:
            return False
        return not _doubtful(units, group) or alike >= max(2, 0.5 * shapes[group.shape])

    return [group for group in groups if good(group)]


def _has_clock(group: Group) -> bool:
    return group.when is not None and re.search(r"\d[:.h]\d\d", group.when) is not None


def _impossible(units: Sequence[Unit], group: Group) -> bool:
    head = units[group.first].head
    return head is not None and head.doubtful


def _doubtful(units: Sequence[Unit], group: Group) -> bool:
    return _impossible(units, group) or name_likeness(group.name or "") == 0


def _layout(units: Sequence[Unit], group: Group) -> tuple[int, int, int]:
    """Where a head stands: blank lines before and after it (one or none), and its column."""
    after = units[group.last + 1].blank if group.last + 1 < len(units) else 1
    return min(units[group.first].blank, 1), min(after, 1), group.column


# --- families and runs ------------------------------------------------------------------------------------------------------


def find_runs(groups: Sequence[Group], breaks: Sequence[int], end: int) -> list[Template]:
    """The heads of each family, parted where the page begins something else, with what of other families belongs among them."""
    templates: list[Template] = []
    families = dict.fromkeys(group.family for group in groups)
    for family in [name for name in families if name != "pingback"] or families:
        runs: dict[int, list[Group]] = {}
        for group in groups:
            if group.family == family:
                runs.setdefault(bisect_right(breaks, group.first), []).append(group)
        for number, run in runs.items():
            floor = breaks[number - 1] if number else 0
            ceiling = breaks[number] if number < len(breaks) else end
            templates.append(Template(_with_strangers(run, groups, floor, ceiling), family, floor, ceiling))
    return templates


def _with_strangers(run: list[Group], groups: Sequence[Group], floor: int, ceiling: int) -> list[Group]:
    """A run with the heads of other families that stand among it and are as plain as its own."""
    shapes = Counter(group.shape for group in groups if floor <= group.first < ceiling)
    dates = sum(group.when is not None for group in run) * 2 > len(run)
    first, last = run[0].first, run[-1].last
    inside = Counter(group.shape for group in groups if first < group.first < last)
    members = {group.first for group in run}
    for group in groups:
        if group.first in members or not floor <= group.first < ceiling:
            continue
        if group.kind == "pingback":
            plain = group.first > first
        else:
            frequent = shapes[group.shape] >= max(2, 0.2 * len(run))
            among = first < group.first < last or (group.first > last and inside[group.shape] >= 2)
            plain = among and (group.when is not None or not dates)
            plain = plain and (is_marked(group) or frequent) and (group.kind != "by" or group.when is not None or frequent)
        if plain:
            run = [*run, group]
    return sorted(run, key=lambda group: group.first)


def is_marked(group: Group) -> bool:
    """Whether a word says that this is a head: "says", "by"."""
    return group.family in ("says", "by", "pingback")


def map_names(groups: Sequence[Group], change: Callable[[str], str]) -> None:
    """Give every name of the heads through a function; names that would be lost stay."""
    for group in groups:
        if group.name and may_be_name(changed := change(group.name).strip()):
            group.name = changed
