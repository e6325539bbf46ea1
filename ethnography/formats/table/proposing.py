"""Which column could be what: by its name, and by what stands in it. Only ever proposed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ethnography.formats.comment_rows import stated_date
from ethnography.formats.table.columns import FIELDS, written
from ethnography.formats.table.grid import Grid, Row
from ethnography.formats.table.vocabulary import ALIASES, plain_name
from ethnography.formats.tally import short
from ethnography.formats.unix_time import utc

SAMPLE = 300


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands in one column: the share of its filled cells that are dates, numbers, addresses; how long and how different."""

    filled: int
    length: float
    words: float
    distinct: float
    dates: float
    numbers: float
    addresses: float
    values: frozenset[str]


def facts_of(cells: Sequence[str]) -> Facts:
    """The facts of a column's cells; all 0 where none is filled."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    count = len(filled)
    if not count:
        return Facts(0, 0, 0, 0, 0, 0, 0, frozenset())
    return Facts(
        count,
        sum(map(len, filled)) / count,
        sum(len(cell.split()) for cell in filled) / count,
        len(set(filled)) / count,
        sum(_is_date(cell) for cell in filled) / count,
        sum(re.fullmatch(r"[+-]?\d[\d.,]*", cell) is not None for cell in filled) / count,
        sum(re.match(r"https?://|www\.", cell) is not None for cell in filled) / count,
        frozenset(filled),
    )


def _is_date(cell: str) -> bool:
    if len(cell) > 40:
        return False
    if re.fullmatch(r"\d{4}", cell):
        return False
    return (
        stated_date(cell)[0] is not None or re.fullmatch(r"\d{1,2}[./-]\d{1,2}[./-](?:\d\d|\d{4})(?:[ ,T]+\d.*)?", cell) is not None
    )


def propose(header: Sequence[str], rows: Sequence[Row]) -> dict[str, int]:
    """The place of the column for each field that a column could be; the text is among them where any could be it."""
    columns = [facts_of([row.cells[n] if n < len(row.cells) else "" for row in rows]) for n in range(len(header))]
    names = [plain_name(name) for name in header]
    places: dict[str, int] = {}
    for field in ("text", "date", "id", "reply_to", "author", "thread", "title", "url", "kind"):
        ranked = sorted(
            (ALIASES[field][name], n)
            for n, name in enumerate(names)
            if name in ALIASES[field] and n not in places.values() and _could_be(field, columns[n], columns, places)
        )
        if ranked:
            places[field] = ranked[0][1]
    for field in ("text", "date", "id", "reply_to", "author"):
        if field not in places and (place := _by_content(field, columns, places)) is not None:
            places[field] = place
    if "id" not in places:
        places.pop("reply_to", None)
    return {field: places[field] for field in FIELDS if field in places}


def _could_be(field: str, facts: Facts, columns: Sequence[Facts], places: dict[str, int]) -> bool:
    """Whether what stands in a column does not speak against its name."""
    if not facts.filled:
        return False
    if field == "text":
        return facts.numbers < 0.9 and facts.addresses < 0.9 and facts.dates < 0.9
    if field == "date":
        return facts.dates > 0.3 or (facts.numbers > 0.8 and all(utc(value) for value in list(facts.values)[:20]))
    if field == "id":
        return facts.distinct > 0.95 and facts.words < 1.5
    if field == "author":
        return facts.words <= 6 and facts.dates < 0.5
    if field == "kind":
        return facts.distinct < 0.5 or facts.filled < 10
    return facts.words <= 3 if field in ("reply_to", "thread", "url") else True


def _by_content(field: str, columns: Sequence[Facts], places: dict[str, int]) -> int | None:
    """The column that holds what a field holds, where its name does not say so."""
    free = [(n, facts) for n, facts in enumerate(columns) if n not in places.values() and facts.filled]
    rows = max((facts.filled for facts in columns), default=0)
    if field == "text":
        wordy = [
            (facts.words * facts.filled, n) for n, facts in free if facts.words >= 3 and facts.dates < 0.5 and facts.addresses < 0.5
        ]
        return max(wordy)[1] if wordy else None
    if field == "date":
        return next((n for n, facts in free if facts.dates >= 0.8), None)
    if field == "id":
        unique = [
            n for n, facts in free if facts.distinct == 1 and facts.filled == rows > 1 and facts.words == 1 and facts.length <= 40
        ]
        unique = [n for n in unique if columns[n].dates < 0.5 and columns[n].addresses < 0.5]
        answered = [n for n in unique if any(_refers(other, columns[n]) for m, other in free if m != n)]
        return next(iter(answered or [n for n in unique if columns[n].numbers == 1]), None)
    if field == "reply_to":
        own = columns[places["id"]] if "id" in places else None
        return next((n for n, facts in free if own and _refers(facts, own)), None)
    short_ones = [n for n, facts in free if facts.length <= 40 and facts.words <= 4 and facts.numbers < 0.3 and facts.dates < 0.3]
    few = [n for n in short_ones if columns[n].distinct < 1 and columns[n].addresses < 0.3 and columns[n].filled > rows / 2]
    return max(few, key=lambda n: columns[n].distinct, default=None)


def _refers(facts: Facts, ids: Facts) -> bool:
    """Whether the values of a column are ids of rows: most of those that are filled, and not one for every row."""
    values = {re.sub(r"\.0$", "", value) for value in facts.values}
    known = {re.sub(r"\.0$", "", value) for value in ids.values}
    return 0 < facts.filled < ids.filled and len(values & known) >= 0.8 * len(values) and len(values) > 0


def has_text(header: Sequence[str], rows: Sequence[Row]) -> bool:
    """Whether any column could be the text of comments."""
    return "text" in propose(header, rows)


def looks_like_data(header: Sequence[str]) -> bool:
    """Whether the first row is no row of headings: it holds a sentence, a date or a number."""
    filled = [cell for cell in header if cell.strip()]
    return any(len(cell.split()) > 7 or _is_date(cell.strip()) or re.fullmatch(r"\d+(?:[.,]\d+)?", cell.strip()) for cell in filled)


def proposal(grid: Grid, places: dict[str, int], rows: Sequence[Row]) -> tuple[str, str]:
    """What was found and what to do: the columns proposed with a sample of each, and the option that confirms them."""
    header = grid.header
    numbered = not grid.is_headed or len({name for name in header if name}) < len([name for name in header if name])
    named = {field: str(place + 1) if numbered or not header[place].strip() else header[place] for field, place in places.items()}
    lines = []
    wide = max(len(field) for field in places)
    for field, place in places.items():
        sample = next((row.cells[place] for row in rows if place < len(row.cells) and row.cells[place].strip()), "")
        lines.append(f"  {field.ljust(wide)} = {named[field]}   (“{short(sample, 50)}”)")
    rest = [name for n, name in enumerate(header) if n not in places.values() and name.strip()]
    if rest:
        lines.append(f"  left out: {short(', '.join(rest), 200)}")
    shown = ", ".join(filter(None, header)) or f"{len(header)} columns without headings"
    found = f"its columns ({short(shown, 300)}) are not named as the fields here are, and which is which has to be confirmed"
    shown_lines = "\n".join(lines)
    advice = (
        f"Proposed, with the first words that stand in each:\n{shown_lines}\n"
        f"If this is right, add:  --columns {written({**grid.option, **named})}\nOtherwise name other columns in it."
    )
    return found, advice
