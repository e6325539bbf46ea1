"""Commands for writing up: ``methods``, ``rules``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from ethnography.cli.screen import CoderOption, StudyOption, list_some, one_line, open_study, open_texts, say, show_table, write_csv


def methods(
    study: StudyOption = Path(),
    checklist: Annotated[str | None, typer.Option(help="COREQ or SRQR: its items instead of the paragraphs.")] = None,
    coefficient: Annotated[list[str] | None, typer.Option(help="A further coefficient by name: cohen_kappa, gwet_ac1 …")] = None,
    csv: Annotated[Path | None, typer.Option(help="Write the items to this CSV file too.")] = None,
) -> None:
    """The methods section as far as the study knows it, and what is missing; or the items of a reporting checklist."""
    here = open_study(study)
    if checklist is None:
        if csv:
            raise typer.BadParameter(
                "it writes the items of a checklist: add --checklist COREQ or --checklist SRQR", param_hint="--csv"
            )
        note = here.methods_note(*(coefficient or ()))
        say(note.text)
        list_some(note.missing, "\nMissing, and not known to the study:")
        return
    table = here.checklist(checklist, *(coefficient or ()))
    if csv:
        write_csv(csv, table, index=False)
    columns = [(name, "left") for name in ("", "item", "state", "draft, or what to write")]
    rows = [[row["number"], row["item"], row["state"], _shown(row)] for row in table.to_dict("records")]
    show_table(checklist.upper(), columns, rows)
    say(table.attrs["note"])


def _shown(row: dict[Any, Any]) -> str:
    return one_line(" · ".join(text for text in (row["draft"], row["add"] and f"Add: {row['add']}") if text), 200)


def rules(
    study: StudyOption = Path(),
    coder: CoderOption = None,
    false: Annotated[bool, typer.Option("--false", help="List what is wrong, in its sentence.")] = False,
    code: Annotated[str | None, typer.Option(help="With --false: of this code only.")] = None,
    csv: Annotated[Path | None, typer.Option(help="Write the table to this CSV file too.")] = None,
) -> None:
    """How good the rules are, against what a coder coded in what that coder has read."""
    here = open_texts(study)
    table = here.false_suggestions(coder=coder, code=code) if false else here.evaluate_rules(coder=coder)
    if csv:
        write_csv(csv, table, index=False)
    if false:
        rows = [
            [row["kind"], row["code"], row["quote"], one_line(row["sentence"], 90), row["comment"]]
            for row in table.to_dict("records")
        ]
        show_table("", [(name, "left") for name in ("", "code", "words", "sentence", "comment")], rows)
        kinds = table["kind"].value_counts()
        say(f"{int(kinds.get('false', 0))} suggested and not coded, {int(kinds.get('missed', 0))} coded and not suggested.")
        return
    numbers = ["precision", "recall", "f1", "span_precision", "span_recall", "span_f1"]
    columns = [("code", "left"), *((name, "right") for name in ("suggested", "coded", "both", *numbers))]
    show_table("", columns, ([row["code"], row["suggested"], row["coded"], row["both"], *(_share(row[n]) for n in numbers)]
                             for row in table.to_dict("records")))  # fmt: skip
    say(table.attrs["note"])
    say("Rules look better than they are on the texts they were written on. What is wrong: ethnography rules --false")


def _share(value: Any) -> str:
    return "–" if value is None or type(value).__name__ == "NAType" or value != value else f"{float(value):.2f}"


COMMANDS: dict[str, Callable[..., None]] = {"methods": methods, "rules": rules}
