"""Commands that bring material in: ``new``, ``inspect``, ``import``, ``rebuild``."""

from __future__ import annotations

import getpass
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ethnography.cli.screen import (
    EncodingOption,
    FormatOption,
    StudyOption,
    console,
    list_some,
    one_line,
    open_study,
    progress,
    say,
    show_table,
)
from ethnography.text import printable
from ethnography.units import number_of

if TYPE_CHECKING:
    from ethnography.formats import Reading
    from ethnography.intake import Outcome

_FILES = "Saved pages, exports, tables, documents; folders, globs and archives of them."
ColumnsOption = Annotated[
    str | None,
    typer.Option("--columns", help="Of a table whose headings are not known: author=User,text=Message.", show_default=False),
]


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
    files: Annotated[list[str], typer.Argument(help=_FILES, show_default=False)],
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One JSON object a line, the post first, instead of a tree.")] = False,
    format: FormatOption = None,
    encoding: EncodingOption = None,
    columns: ColumnsOption = None,
) -> None:
    """Show what an import would read (writes nothing)."""
    from ethnography.errors import EthnographyError
    from ethnography.formats import read_source
    from ethnography.formats.records import as_records
    from ethnography.source.gathering import gather

    meaning = _columns(columns)
    shown, failed = 0, 0
    for file in files:
        try:
            gathered = gather([file], encoding)
            for source in gathered.sources:
                try:
                    reading = read_source(source, format=format, columns=meaning)
                except EthnographyError as error:
                    failed += 1
                    say(f"Error: {error}", error=True)
                    continue
                shown += 1
                rows = as_records(reading)
                if jsonl:
                    for row in rows:
                        typer.echo(json.dumps(row, ensure_ascii=False))
                else:
                    _show_tree(source.name, reading, rows)
            list_some([f"{one.name}: {one.reason}" for one in gathered.passed_over], "Passed over:")
        except EthnographyError as error:
            failed += 1
            say(f"Error: {error}", error=True)
    if failed or not shown:
        if not failed:
            say("There was nothing in it to read.", error=True)
        raise typer.Exit(2)


def _show_tree(name: str, reading: Reading, rows: list[dict[str, Any]]) -> None:
    counts = {kind: sum(row["kind"] == kind for row in rows) for kind in ("post", "comment", "pingback")}
    said = ", ".join(f"{n} {kind}{'s' if n != 1 else ''}" for kind, n in counts.items() if n or kind == "comment")
    stated = f"; the page itself says {reading.stated_count} comments" if reading.stated_count is not None else ""
    missing = f"; {reading.not_captured} more are named in it and not captured" if reading.not_captured else ""
    where = f"\nfrom {reading.url}" if reading.url else ""
    when = f"\ncaptured {reading.captured}" if reading.captured else ""
    say(f"{name}: {reading.format}, {said}{stated}{missing}{where}{when}\n")
    width = console().width
    for row in rows:
        date = f", {row['date']}" if row.get("date") else ""
        who = f"{row['author'] or '(author not stated)'}{date}"
        title = f"“{row['title']}” " if row.get("title") else ""
        mark = {"post": "■", "pingback": "↪ pingback:"}.get(row["kind"], "•")
        lead = f"{'  ' * row['depth']}{mark} {printable(title)}{printable(who)}: "
        state = f"({row['state']}) " if row.get("state") else ""
        say(f"{lead}{state}{one_line(row['text'], max(width - len(lead), 40))}")
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
    files: Annotated[list[str], typer.Argument(help=_FILES, show_default=False)],
    study: StudyOption = Path(),
    format: FormatOption = None,
    encoding: EncodingOption = None,
    columns: ColumnsOption = None,
) -> None:
    """Import saved pages, exports, tables, documents and archives into the study."""
    from ethnography.intake import take_in_all

    here = open_study(study)
    meaning = _columns(columns)
    outcomes: list[Outcome] = []

    def tell(outcome: Outcome) -> None:
        outcomes.append(outcome)
        _tell(outcome)

    names: list[str] = []
    with progress() as step:

        def begin(name: str) -> None:
            step(f"reading {one_line(name, 60)}", len(outcomes), len(names))

        try:
            take_in_all(
                here.folder, files, format=format, encoding=encoding, columns=meaning, planned=names.extend, begun=begin, done=tell
            )
        except KeyboardInterrupt:
            finished = {outcome.name.partition(" › ")[0] for outcome in outcomes}
            say(f"\nInterrupted. What is told above is imported and saved ({len(outcomes)}).", error=True)
            list_some([name for name in names if name not in finished], "Not imported:", error=True)
            say("Give the same command again to import the rest; what is in the study already stays as it is.", error=True)
            raise typer.Exit(130) from None
    corpus = here.corpus
    threads, people = number_of(len(corpus.thread_ids), "thread"), number_of(len(corpus.participants), "participant")
    comments = number_of(int((corpus.comments["kind"] == "comment").sum()), "comment")
    say(f"The study now holds {threads} with {comments} by {people}.")
    failed = [outcome for outcome in outcomes if outcome.account is None and outcome.asked]
    passed = [outcome for outcome in outcomes if outcome.account is None and not outcome.asked]
    list_some(
        [f"{outcome.name}: {outcome.error}" for outcome in passed],
        f"Not imported, of what was found in folders and archives ({len(passed)}):",
    )
    if failed:
        say(f"{len(failed)} of {len(outcomes)} were not imported.", error=True)
    if failed or not any(outcome.account for outcome in outcomes):
        raise typer.Exit(2)


def _tell(outcome: Outcome) -> None:
    if outcome.account is None:
        if outcome.asked:
            say(f"Error: {outcome.error}", error=True)
        return
    account = outcome.account
    say(account.summary)
    if account.status != "already here" or account.edited or account.gone or account.back:
        _show_remarks(account.left_out, account.guesses, account.warnings)


def _columns(given: str | None) -> dict[str, str] | None:
    if given is None:
        return None
    from ethnography.formats.table import parse_columns

    return parse_columns(given)


def formats() -> None:
    """List the formats that can be read."""
    from ethnography.formats import FORMATS

    show_table("", [("format", "left"), ("what it is", "left")], [(format.name, format.title) for format in FORMATS])
    say("Each is recognised by its content. Folders, ZIP files, web archives and single-file pages are opened by themselves.")


def rebuild(
    study: StudyOption = Path(),
    write: Annotated[bool, typer.Option("--write", help="Write the comments as they follow from the sources.")] = False,
) -> None:
    """Read all sources again and compare: does the study hold exactly what follows from them?"""
    here = open_study(study)
    rebuilt = here.rebuild()
    if rebuilt.is_same:
        say(f"All {len(rebuilt.comments)} comments and posts follow from the sources, with the same ids and texts.")
        return
    list_some(list(rebuilt.missing), f"In the sources and not in the study ({len(rebuilt.missing)}):")
    list_some(list(rebuilt.surplus), f"In the study and not in the sources ({len(rebuilt.surplus)}):")
    list_some(list(rebuilt.changed), f"With other content ({len(rebuilt.changed)}):")
    if write:
        here.folder.write_comments(rebuilt.comments)
        say("The comments were written anew. Look at ethnography check: codings whose words changed are listed there.")
        return
    say("Nothing was written. A newer version of a reader may read more; --write takes it over.")
    raise typer.Exit(1)


COMMANDS: dict[str, Callable[..., None]] = {
    "new": new,
    "inspect": inspect,
    "import": import_,
    "formats": formats,
    "rebuild": rebuild,
}
