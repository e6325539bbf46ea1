"""Commands for several coders: ``sample``, ``finish``, ``agreement``, ``decide``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from ethnography.cli.screen import CoderOption, StudyOption, open_study, open_threads, say, show_table, write_csv


def sample(
    n: Annotated[int, typer.Argument(help="How many whole threads to draw.")],
    study: StudyOption = Path(),
    seed: Annotated[int | None, typer.Option(help="The seed of the draw (study.toml's if left out).")] = None,
    coder: CoderOption = None,
) -> None:
    """Draw threads at random for all coders to code, not seeing each other's work."""
    here = open_threads(study)
    threads = here.sample_for_agreement(n, seed=seed, coder=coder)
    say(f"Drawn, and on record: {', '.join(threads)}")
    say("Each coder codes them (ethnography review --comments --thread …) and then says: ethnography finish")


def finish(study: StudyOption = Path(), coder: CoderOption = None) -> None:
    """Say that you have coded the sample; when all coders have, they see each other's work."""
    here = open_threads(study)
    done = here.finish_sample(coder=coder)
    waiting = sorted(set(here.settings.coders) - set(done.finished))
    say(f"Finished: {', '.join(done.finished)}. " + (f"Waiting for {', '.join(waiting)}." if waiting else "Everybody is done."))


def agreement(
    study: StudyOption = Path(),
    unit: Annotated[str, typer.Option(help="What is compared: comment, thread or character (gaps inflate it).")] = "comment",
    coefficient: Annotated[list[str] | None, typer.Option(help="A further coefficient by name: cohen_kappa, gwet_ac1 …")] = None,
    threshold: Annotated[float | None, typer.Option(help="The study's own threshold for alpha.", show_default=False)] = None,
    seed: Annotated[int | None, typer.Option(help="The seed of the resampling (study.toml's if left out).")] = None,
    csv: Annotated[Path | None, typer.Option(help="Write the whole table to this CSV file too.")] = None,
    figure: Annotated[Path | None, typer.Option(help="Write the figure to this file (.svg, .pdf, .png).")] = None,
) -> None:
    """How far coders agree, by code, on what two of them have seen."""
    here = open_study(study)
    table = here.agreement(*(coefficient or ()), unit=unit, threshold=threshold, seed=seed)
    if csv:
        write_csv(csv, table)
    if figure:
        from ethnography.agreement.figures import plot_agreement
        from ethnography.analysis import save_figure

        save_figure(plot_agreement(table), figure)
    asked = [*(["below"] if threshold is not None else []), "u_alpha", *(coefficient or ())]
    numbers = ["percent", "positive", "alpha", "low", "high", *asked]
    columns = [("code", "left"), ("n", "right"), *((name, "right") for name in numbers)]
    rows = [[code, row["n"], *(_number(row[name]) for name in numbers)] for code, row in table.iterrows()]
    show_table(table.attrs["heading"], columns, rows)
    say(table.attrs["note"])
    reasons = dict.fromkeys(row for row in table["interval"] if isinstance(row, str) and row.startswith("none"))
    for reason in reasons:
        say(f"No interval: {reason.removeprefix('none: ')}.")
    undefined: dict[str, list[str]] = {}
    for code, why in table["undefined"].items():
        if isinstance(why, str) and why:
            undefined.setdefault(why, []).append(str(code))
    for why, codes in undefined.items():
        say(f"– is undefined for {', '.join(codes)}: {why}.")


def _number(value: Any) -> str:
    return "–" if type(value).__name__ == "NAType" or value is None or value != value else f"{float(value):.3f}"


def decide(
    comment: Annotated[str, typer.Argument(help="The comment where coders differ (ethnography differences lists them).")],
    code: Annotated[str, typer.Argument(help="The code on which they differ.")],
    choice: Annotated[str, typer.Argument(help="A coder, both, neither, or codebook (to be changed).")],
    why: Annotated[str, typer.Option(help="The reason; it goes into the record.", prompt="Why")],
    study: StudyOption = Path(),
) -> None:
    """Decide where coders differ, as the consensus coder, with the reason."""
    open_threads(study).decide(comment, code, choice, why)
    say(f"Decided and saved: {code} in {comment}: {choice}.")


COMMANDS: dict[str, Callable[..., None]] = {"sample": sample, "finish": finish, "agreement": agreement, "decide": decide}
