"""Tables of documents as lines: a row is a line, its cells are set apart by tabs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from ethnography.formats.documents.nouns import Block, Run

Cell = TypeVar("Cell")


def runs_of_rows(rows: Iterable[Sequence[Cell]], runs_of: Callable[[Cell], list[Run]]) -> list[Run]:
    """The runs of a table, rows without words left out; `runs_of` gives those of a cell."""
    runs: list[Run] = []
    for row in rows:
        line: list[Run] = []
        for number, cell in enumerate(row):
            line += [Run("\t")] if number else []
            line += runs_of(cell)
        if any(run.text.strip() for run in line):
            runs += [Run("\n")] if runs else []
            runs += line
    return runs


def runs_of_cell(blocks: Iterable[Block]) -> list[Run]:
    """What stands in a cell, on one line; what is bold stays so."""
    runs: list[Run] = []
    for block in blocks:
        at = 0
        runs += [Run(" ")] if runs else []
        for start, end in (*block.bold, (len(block.text), len(block.text))):
            runs += [Run(_on_one_line(block.text[at:start])), Run(_on_one_line(block.text[start:end]), True)]
            at = end
    return runs


def _on_one_line(text: str) -> str:
    return text.replace("\n", " ").replace("\t", " ")
