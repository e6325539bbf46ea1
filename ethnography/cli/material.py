"""Commands that bring material in: ``new``, ``inspect``, ``import``."""

from __future__ import annotations

import getpass
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ethnography.cli.screen import EncodingOption, FormatOption, StudyOption, console, list_some, one_line, open_study, say
from ethnography.text import printable

if TYPE_CHECKING:
    from ethnography.formats import Reading


def new(
    folder: Annotated[Path, typer.Argument(help="The folder to make.")],
    name: Annotated[str | None, typer.Option(help="The study's name (the folder's if left out).")] = None,
    coder: Annotated[str | None, typer.Option(help="Who codes (your login name if left out).")] = None,
    codebook: Annotated[Path | None, typer.Option(help="A codebook to start from (nhs-online.yaml if left out).")] = None,
) -> None:
    """Make a study folder."""
    from ethnography.study import new_study

    study = new_study(folder, name=name, coder=coder or _login(), codebook=codebook)
    settings = study.settings
    say(f"Made the study {settings.name!r} in {folder}, with {len(study.codebook)} codes, coded by {settings.coders[0]}.")
    say(f"Next:  cd {folder}  and  ethnography import PAGE")


def _login() -> str:
    try:
        return "".join(c for c in getpass.getuser() if c.isalnum() or c in "._-") or "me"
    except (OSError, KeyError, ImportError):
        return "me"


def inspect(
    file: Annotated[Path, typer.Argument(help="A saved page or an export.", show_default=False)],
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One JSON object a line, the post first, instead of a tree.")] = False,
    format: FormatOption = None,
    encoding: EncodingOption = None,
) -> None:
    """Show what an import would read (writes nothing)."""
    from ethnography.formats import open_source, read_source
    from ethnography.formats.records import as_records

    reading = read_source(open_source(file, encoding), format=format)
    rows = as_records(reading)
    if jsonl:
        for row in rows:
            typer.echo(json.dumps(row, ensure_ascii=False))
        return
    _show_tree(file.name, reading, rows)


def _show_tree(name: str, reading: Reading, rows: list[dict[str, Any]]) -> None:
    counts = {kind: sum(row["kind"] == kind for row in rows) for kind in ("post", "comment", "pingback")}
    said = ", ".join(f"{n} {kind}{'s' if n != 1 else ''}" for kind, n in counts.items() if n or kind == "comment")
    stated = f"; the page itself says {reading.stated_count} comments" if reading.stated_count is not None else ""
    say(f"{name}: {reading.format}, {said}{stated}\n")
    width = console().width
    for row in rows:
        date = f", {row['date']}" if row.get("date") else ""
        who = f"{row['author'] or '(author not stated)'}{date}"
        title = f"“{row['title']}” " if row.get("title") else ""
        mark = {"post": "■", "pingback": "↪ pingback:"}.get(row["kind"], "•")
        lead = f"{'  ' * row['depth']}{mark} {printable(title)}{printable(who)}: "
        say(f"{lead}{one_line(row['text'], max(width - len(lead), 40))}")
    say()
    _show_remarks(reading.left_out, reading.guesses, reading.warnings)


def _show_remarks(left_out: Any, guesses: Any, warnings: Any) -> None:
    lines = []
    for item in left_out:
        fields = item if isinstance(item, dict) else {"reason": item.reason, "text": item.text, "lines": item.lines}
        place = ""
        if fields["lines"]:
            first, last = fields["lines"]
            place = f" (line {first})" if first == last else f" (lines {first}–{last})"
        lines.append(f"{fields['reason']}{place}: {fields['text']}")
    list_some(lines, "Left out:")
    list_some(list(guesses), "Read without being stated:")
    list_some(list(warnings), "To look at:")


def import_(
    files: Annotated[list[Path], typer.Argument(help="Saved pages and exports.", show_default=False)],
    study: StudyOption = Path(),
    format: FormatOption = None,
    encoding: EncodingOption = None,
) -> None:
    """Import saved pages and exports into the study."""
    from ethnography.errors import EthnographyError

    here = open_study(study)
    failed = 0
    for file in files:
        try:
            account = here.import_file(file, format=format, encoding=encoding)
        except EthnographyError as error:
            failed += 1
            say(f"Error: {error}", error=True)
            continue
        say(account.summary)
        if account.status != "already here":
            _show_remarks(account.left_out, account.guesses, account.warnings)
    corpus = here.corpus
    n = int((corpus.comments["kind"] == "comment").sum())
    say(f"The study now holds {len(corpus.thread_ids)} threads with {n} comments by {len(corpus.participants)} participants.")
    if failed:
        say(f"{failed} of {len(files)} files were not imported.", error=True)
        raise typer.Exit(2)


COMMANDS: dict[str, Callable[..., None]] = {"new": new, "inspect": inspect, "import": import_}
