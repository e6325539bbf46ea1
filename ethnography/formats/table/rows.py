"""The rows of a table to comments: ids and answers, dates whose order is in doubt, threads and their posts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ethnography.corpus import KINDS, Comment
from ethnography.errors import Mistake
from ethnography.formats.base import Ids
from ethnography.formats.comment_rows import stated_date
from ethnography.formats.table.grid import Grid, Row
from ethnography.formats.tally import short, sound
from ethnography.formats.unix_time import utc
from ethnography.text import slug

_NOTHING = frozenset({"", "0", "-1", "-", "none", "null", "nan", "n/a", "na", "nil", "undefined", "\\n"})
_POSTS = frozenset({"submission", "original post", "opening post", "op", "topic", "thread"})
_SLASHED = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d\d)(?:[ ,T]+(\d{1,2}):(\d\d)(?::\d\d)?(?:\s*([AaPp])\.?[Mm]\.?)?)?")
_DIGITS = re.compile(r"\d{10}(?:\.\d+)?|\d{13}")


@dataclass
class Made:
    """The comments of a table, in its order, and sentences about them."""

    comments: list[Comment] = field(default_factory=list)
    guesses: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Line:
    line: int
    cells: dict[str, str]
    thread: str
    id: str


def comments_of(grid: Grid, places: Mapping[str, int], *, own: bool) -> Made:
    """The comments; mistakes are noted in the grid. `own`: the table has our own columns, so that every row must have an id, and
    a thread is called as its column calls it."""
    made = Made()
    lines = _lines(grid, places, own)
    days = _day_first([line.cells.get("date", "") for line in lines])
    known = {(line.thread, line.id) for line in lines}
    posts: dict[str, str] = {}
    for line in lines:
        if line.cells["kind"] == "post":
            posts.setdefault(line.thread, line.id)
    absent: Counter[str] = Counter()
    unread = guessed = 0
    for line in lines:
        cells = line.cells
        date, date_text, by_order = _date(cells.get("date", ""), days)
        guessed += by_order
        unread += date is None and date_text is not None
        answered = _answered(cells.get("reply_to", ""), line, known)
        if answered is not None and (line.thread, answered) not in known:
            absent[cells["reply_to"]] += 1
        answered = posts.get(line.thread) if answered is None else answered
        is_post = cells["kind"] == "post"
        made.comments.append(
            Comment(
                line.id, line.thread, None if is_post else answered, cells.get("text", ""), cells["kind"],
                cells.get("author") or None, date, date_text, cells.get("title") or None, cells.get("url") or None,
                None if is_post or answered is None else "stated",
            )
        )  # fmt: skip
    if guessed:
        were, order = "1 date was" if guessed == 1 else f"{guessed} dates were", "the day" if days else "the month"
        made.guesses.append(f"{were} read with {order} first, since other dates of the column cannot be read otherwise.")
    if unread:
        stand = (
            "1 date cannot be read for certain, and stands"
            if unread == 1
            else f"{unread} dates cannot be read for certain, and stand"
        )
        made.warnings.append(f"{stand} as printed")
    if absent:
        number = absent.total()
        which = f"{number} row answers" if number == 1 else f"{number} rows answer"
        made.warnings.append(f"{which} a row that is not in the table ({short(', '.join(list(absent)[:3]), 80)})")
    return made


def _lines(grid: Grid, places: Mapping[str, int], own: bool) -> list[_Line]:
    """The rows with their cells by field; rows with mistakes are noted and left out, empty ones passed over."""
    lines: list[_Line] = []
    ids: dict[str, Ids] = {}
    threads = _Threads(own, grid.name)
    for row in grid.rows:
        if not any(cell.strip() for cell in row.cells):
            continue
        if own and len(row.cells) > len(grid.header) and any(cell.strip() for cell in row.cells[len(grid.header) :]):
            found = f"it has {len(row.cells)} cells, the first row has {len(grid.header)}"
            grid.mistakes.append(Mistake(row.line, f"{found}; put texts that hold the separator in quotation marks"))
            continue
        cells = {name: _cell(row, place) for name, place in places.items()}
        kind = cells.get("kind", "").lower() or "comment"
        kind = "post" if not own and kind in _POSTS else kind
        if own and not cells.get("id"):
            grid.mistakes.append(Mistake(row.line, "the id is empty"))
        elif kind not in KINDS:
            grid.mistakes.append(Mistake(row.line, f'the kind "{kind}" is none of {", ".join(KINDS)}'))
        elif cells.get("text") or cells.get("id") or own:
            cells["kind"] = kind
            thread = threads[cells.get("thread", "")]
            lines.append(_Line(row.line, cells, thread, _id(cells, thread, ids)))
    return lines


def _cell(row: Row, place: int) -> str:
    return sound(row.cells[place]).strip() if place < len(row.cells) else ""


class _Threads(dict[str, str]):
    """The thread's id by what its column says, made once for each: as it stands for our own tables, else a name of its own."""

    def __init__(self, own: bool, name: str) -> None:
        super().__init__({"": slug(name)})
        self._own = own

    def __missing__(self, stated: str) -> str:
        self[stated] = stated if self._own else Ids(stated, f"thread:{stated}").thread
        return self[stated]


def _id(cells: Mapping[str, str], thread: str, ids: dict[str, Ids]) -> str:
    """``thread:local``, as it is where the table has that form already; a digest of date and text where no id is stated."""
    local = _number(cells.get("id", ""))
    if local:
        return local if local.startswith(f"{thread}:") else f"{thread}:{local}"
    if thread not in ids:
        ids[thread] = Ids(thread)
        ids[thread].thread = thread
    return ids[thread].comment(cells.get("text", ""), cells.get("date"))


def _number(text: str) -> str:
    """A number without the ``.0`` that spreadsheets add.

    >>> _number("12.0"), _number("a.0")
    ('12', 'a.0')
    """
    return text[:-2] if re.fullmatch(r"\d+\.0", text) else text


def _answered(stated: str, line: _Line, known: set[tuple[str, str]]) -> str | None:
    """The full id of the row that a row answers; None where it answers none. Signs for nothing ("0", "null") are no ids unless a
    row has one; what platforms put before an id ("t1_") is taken off where only that makes it one."""
    local = _number(stated)
    full = local if local.startswith(f"{line.thread}:") else f"{line.thread}:{local}"
    if (line.thread, full) in known:
        return full
    if local.lower() in _NOTHING:
        return None
    bare = re.sub(r"^[a-z]+\d*_(?=\w)", "", local)
    if bare != local:
        if (line.thread, f"{line.thread}:{bare}") in known:
            return f"{line.thread}:{bare}"
        if local.startswith("t3_"):  # Reddit: the post itself, which a table of comments does not hold
            return None
    return full


# --- dates --------------------------------------------------------------------------------------------------------------


def _day_first(dates: Sequence[str]) -> bool | None:
    """Whether dates like 03/04/2011 have the day first, as the other dates of the column show; None where nothing shows it."""
    first = second = False
    for text in dates:
        if match := _SLASHED.match(text):
            first |= int(match[1]) > 12
            second |= int(match[3]) > 12
    return None if first == second else first


def _date(text: str, day_first: bool | None) -> tuple[str | None, str | None, bool]:
    """ISO date, printed form, and whether the order of day and month was taken from the other rows."""
    date, printed = stated_date(text)
    if date is not None or printed is None:
        return date, printed, False
    if _DIGITS.fullmatch(printed):
        return utc(printed), printed, False
    match = _SLASHED.fullmatch(printed)
    if match is None or day_first is None or len(match[4]) != 4:
        return None, printed, False
    day, month = (int(match[1]), int(match[3])) if day_first else (int(match[3]), int(match[1]))
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None, printed, False
    return f"{match[4]}-{month:02}-{day:02}{_clock(match)}", printed, True


def _clock(match: re.Match[str]) -> str:
    if match[5] is None:
        return ""
    hour, half = int(match[5]), (match[7] or "").lower()
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    return f"T{hour:02}:{match[6]}" if hour < 24 and int(match[6]) < 60 else ""
