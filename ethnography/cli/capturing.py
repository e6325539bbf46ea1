"""The command that fetches a page from the web: ``capture``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from ethnography.cli.screen import CoderOption, StudyOption, list_some, open_study, say


def capture(
    url: Annotated[str, typer.Argument(help="The page's address.", show_default=False)],
    study: StudyOption = Path(),
    why: Annotated[
        str | None, typer.Option(help="Why the site may be used, in your own words (kept in study.toml; once a site).")
    ] = None,
    pause: Annotated[float, typer.Option(help="Seconds between two requests (one at least; more if robots.txt says so).")] = 3.0,
    max_pages: Annotated[int, typer.Option(help="How many pages of comments to fetch at most.", min=1)] = 50,
    coder: CoderOption = None,
) -> None:
    """Fetch a page and the further pages of its comments, save them as a web archive, and import that."""
    from ethnography.capture import capture_for, site_of

    here = open_study(study)
    by = coder or ("" if site_of(here.settings, url) else here.settings.coder_named(None))
    captured = capture_for(
        here.folder, url, why=why, by=by, pause=pause, max_pages=max_pages, progress=lambda said: say(said, error=True)
    )
    say(captured.summary)
    list_some([f"{page}: {reason}" for page, reason in captured.not_captured], "Not captured:")
    if captured.interrupted:
        say(f"Interrupted. What was captured is in {captured.path}; to import it: ethnography import {captured.path}", error=True)
        raise typer.Exit(130)
    account = here.import_file(captured.path)
    say(account.summary)
    list_some(list(account.warnings), "To look at:")


COMMANDS: dict[str, Callable[..., None]] = {"capture": capture}
