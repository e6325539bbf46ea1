"""A table to a reading: by its own columns, by those the researcher named, or not at all but with a proposal."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from ethnography.errors import BadFile, Mistake, UnreadableSource
from ethnography.formats.base import LeftOut, Reading
from ethnography.formats.comment_rows import without_post
from ethnography.formats.table.columns import FIELDS, OPTIONS, find_columns
from ethnography.formats.table.grid import Grid, Row
from ethnography.formats.table.proposing import SAMPLE, looks_like_data, proposal, propose
from ethnography.formats.table.rows import comments_of

NEEDED = ("id", "text")


def table_reading(name: str, grid: Grid, columns: Mapping[str, str] | None) -> Reading:
    """The reading of a table, of the format `name`.

    Raises ``UnreadableSource`` that proposes the columns, where neither the table nor `columns` says which is which, and
    ``BadFile`` with every mistake and the line on which its row begins.
    """
    header = [heading.strip().lower() for heading in grid.header]
    own = grid.is_headed and all(field in header for field in NEEDED) and not (columns and set(columns) - set(OPTIONS))
    if own:
        for field in FIELDS:  # columns of no meaning may bear any name
            if header.count(field) > 1:
                grid.mistakes.append(Mistake(grid.header_line, f'the column "{field}" stands twice'))
        places = {field: header.index(field) for field in FIELDS if field in header}
    elif columns and set(columns) - set(OPTIONS):
        places = find_columns(columns, grid.header, grid.where)
    else:
        raise _proposal(grid)
    made = comments_of(grid, places, own=own)
    if grid.mistakes:
        raise BadFile(grid.where, grid.mistakes, "table")
    taken = set(places.values())
    left_out = [
        LeftOut("column of no meaning here", heading) for n, heading in enumerate(grid.header) if heading and n not in taken
    ]
    warnings = [*grid.warnings, *without_post(made.comments), *made.warnings]
    empty = [comment.id for comment in made.comments if not comment.text]
    warnings += (
        [f"{id} has no text" for id in empty] if len(empty) <= 5 else [f"{len(empty)} rows have no text (first: {empty[0]})"]
    )
    return Reading(name, tuple(made.comments), None, (*grid.left_out, *left_out), tuple(made.guesses), tuple(warnings))


def _proposal(grid: Grid) -> UnreadableSource:
    """The error that shows which column could be what, and how to confirm it."""
    rows = list(islice((row for row in grid.rows if any(cell.strip() for cell in row.cells)), SAMPLE))
    places = propose(grid.header, rows)
    if grid.is_headed and looks_like_data(grid.header):
        all_rows = [Row(grid.header_line, grid.header), *rows]
        if "text" in (bare := propose([""] * len(grid.header), all_rows)):
            grid = Grid(grid.where, grid.name, [""] * len(grid.header), (), 0, False, {**grid.option, "header": "no"})
            places, rows = bare, all_rows
    if "text" not in places:
        lacking = [field for field in NEEDED if field not in [heading.strip().lower() for heading in grid.header]]
        shown = ", ".join(heading.lower() for heading in grid.header if heading) or "none"
        found = f"as a table of comments it lacks the column {' and '.join(lacking)}; its columns are {shown}"
        may = ", ".join(field for field in FIELDS if field not in NEEDED)
        advice = f"Name the columns in the first row: id and text are needed, {may} may follow."
        advice += " Or say which column is which: --columns text=COLUMN"
        return UnreadableSource(grid.where, found, advice)
    found, advice = proposal(grid, places, rows)
    return UnreadableSource(grid.where, found, advice)
