"""What the commands share for the screen: options, tables, trees, and text that cannot harm a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ethnography.text import printable

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console

    from ethnography.study import Study

StudyOption = Annotated[Path, typer.Option("--study", "-C", help="The study's folder, or one inside it.", show_default="here")]
CoderOption = Annotated[
    str | None,
    typer.Option("--coder", envvar="ETHNOGRAPHY_CODER", help="Who is coding (the only coder of study.toml if left out)."),
]
FormatOption = Annotated[str | None, typer.Option("--format", help="Insist on this format instead of recognising it.")]
EncodingOption = Annotated[
    str | None, typer.Option("--encoding", help="The file's encoding, where it is not UTF-8 and does not say.")
]


def open_study(path: Path) -> Study:
    """The study at `path` or above it."""
    from ethnography.study import Study

    return Study.open(path)


def open_threads(path: Path) -> Study:
    """As :func:`open_texts`, for what needs a thread. Raises ``StudyProblem`` where there is none yet."""
    from ethnography.errors import StudyProblem

    here = open_texts(path)
    if not here.corpus.thread_ids:
        raise StudyProblem(here.folder.root, "the study holds no thread yet", "Import a page first: ethnography import page.html")
    return here


def open_texts(path: Path) -> Study:
    """The study, with a word on the error stream where names in its texts cannot be masked."""
    here = open_study(path)
    if here.warning:
        say(f"Careful: {here.warning}", error=True)
    return here


def console(*, error: bool = False) -> Console:
    """A console that takes text as text; wide enough for tables where the output is a file or a pipe."""
    from rich.console import Console

    stream = sys.stderr if error else sys.stdout
    return Console(file=stream, markup=False, highlight=False, emoji=False, width=None if stream.isatty() else 120)


def say(text: str = "", *, error: bool = False) -> None:
    """Print one line or more, made printable."""
    typer.echo("\n".join(printable(line) for line in text.split("\n")), err=error)


def one_line(text: str, width: int) -> str:
    """The text on one line, at most `width` characters, cut with an ellipsis."""
    flat = " ".join(printable(text).split())
    return flat if len(flat) <= width else flat[: max(width - 1, 1)].rstrip() + "…"


def show_table(title: str, columns: Sequence[tuple[str, str]], rows: Iterable[Sequence[object]]) -> None:
    """A table; each column is its heading and ``left`` or ``right``."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title or None, box=box.SIMPLE_HEAD, title_justify="left", title_style="bold", pad_edge=False)
    for heading, side in columns:
        table.add_column(heading, justify="right" if side == "right" else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(printable(str(cell))) for cell in row))
    console().print(table)


def list_some(items: Sequence[str], heading: str, most: int = 12, *, error: bool = False) -> None:
    """A heading and the first lines of a list, and how many more there are."""
    if items:
        say(heading, error=error)
        for item in items[:most]:
            say(f"  - {one_line(item, 160)}", error=error)
        if len(items) > most:
            say(f"  … and {len(items) - most} more", error=error)


def write_csv(path: Path, table: pd.DataFrame, *, index: bool = True) -> None:
    """Write a table as CSV, whole or not at all. Raises ``StudyProblem`` where the disk refuses."""
    from ethnography.disk import write_whole

    write_whole(path, table.to_csv(index=index).encode("utf-8"))


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """A line on the error stream that says what is being done, while it takes; a call tells what, how many are done, of how many.

    Only a terminal shows it.
    """
    if not sys.stderr.isatty():
        yield lambda what, done, of: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (BarColumn(20), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=console(error=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda what, done, of: bar.update(task, description=printable(what), completed=done, total=of)
