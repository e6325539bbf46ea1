"""The command about who is who: ``people``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from ethnography.cli.screen import CoderOption, StudyOption, open_study, say, show_table


def people(
    study: StudyOption = Path(),
    merge: Annotated[tuple[str, str] | None, typer.Option(help="P07 P03: P07 is the same person as P03.")] = None,
    separate: Annotated[str | None, typer.Option(help="Take back the merges of this participant.", show_default=False)] = None,
    coder: CoderOption = None,
) -> None:
    """List the participants, and who may be one person under two spellings; merge them, and separate them again."""
    here = open_study(study)
    if merge:
        here.merge_people(*merge, coder=coder)
        say(f"{merge[0]} is {merge[1]} from now on. Take it back with: ethnography people --separate {merge[0]}")
        return
    if separate:
        if not (n := here.separate_people(separate, coder=coder)):
            say(f"{separate} is not merged with anybody by you; nothing was changed.", error=True)
            raise typer.Exit(2)
        say(f"{n} merge{'s' if n > 1 else ''} of {separate} taken back.")
        return
    everybody = here.corpus.participants
    columns = [
        ("participant", "left"),
        ("pseudonym", "left"),
        ("role", "left"),
        ("comments", "right"),
        ("posts", "right"),
        ("threads", "right"),
    ]
    rows = [(id, *(_shown(row[name]) for name, _ in columns[1:])) for id, row in everybody.iterrows()]
    show_table("", columns, rows)
    found = here.people_proposals()
    if len(found):
        say("These may be one person under two spellings. The names are for your eyes only.")
        told = [
            (r.participant, r.name_, r.same_as, r.same_name, r.confidence, r.evidence)
            for r in found.rename(columns={"name": "name_"}).itertuples()
        ]
        show_table("", [(name, "left") for name in ("participant", "name", "may be", "name", "confidence", "evidence")], told)
        say("Merge two with: ethnography people --merge PARTICIPANT MAY-BE")


def _shown(value: object) -> str:
    return "" if value is None or value != value or type(value).__name__ == "NAType" else str(value)


COMMANDS: dict[str, Callable[..., None]] = {"people": people}
