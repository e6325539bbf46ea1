"""The command ``ethnography``: one file a family of commands; what goes wrong is one sentence and an exit code.

Exit codes: 0 done; 1 done, but there is something to look at (``check``), or a bug; 2 it could not be done; 130 interrupted.
"""

from __future__ import annotations

import os
import sys

import typer

from ethnography import __version__
from ethnography.cli import capturing, coders, coding, material, people, results, writing_up
from ethnography.errors import EthnographyError

app = typer.Typer(
    name="ethnography",
    help="Code online conversation: import threads with their replies, apply a codebook, count, quote and report.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for family in (material, capturing, people, coding, coders, results, writing_up):
    for name, command in family.COMMANDS.items():
        app.command(name)(command)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"ethnography {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: bool = typer.Option(False, "--version", callback=_show_version, is_eager=True, help="Print the version."),
) -> None:
    """Code online conversation: import threads with their replies, apply a codebook, count, quote and report."""


def main() -> None:
    """Run the command line; the entry point of the script ``ethnography``."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except EthnographyError as error:
        from ethnography.text import printable

        typer.echo(f"Error: {printable(str(error))}", err=True)
        sys.exit(2)
    except SystemExit as done:
        if done.code == 130:
            typer.echo("\nInterrupted. Everything that was acknowledged is saved.", err=True)
        raise
    except Exception as error:
        if os.environ.get("ETHNOGRAPHY_TRACEBACK"):
            raise
        typer.echo(f"A bug in ethnography: {type(error).__name__}: {error}", err=True)
        typer.echo("Please report it. ETHNOGRAPHY_TRACEBACK=1 shows where it happened.", err=True)
        sys.exit(1)
