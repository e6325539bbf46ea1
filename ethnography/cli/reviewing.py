"""Stepping through suggestions in the terminal, one decision a key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from ethnography.cli.screen import console, one_line, say
from ethnography.text import printable, sentences, span_around

if TYPE_CHECKING:
    import pandas as pd

    from ethnography.study import Study

KEYS = "a accept · r reject · s skip · A / R all of this rule in this thread · m memo · c whole comment · d definition · q stop"


def review_all(study: Study, pending: pd.DataFrame, coder: str | None, *, interactive: bool) -> None:
    """Ask about each pending suggestion. Decisions are written one by one; stopping at any moment loses none."""
    if pending.empty:
        say("No suggestion is waiting. Change the codebook's rules, or code by hand.")
        return
    say(f"{len(pending)} suggestions are waiting. {KEYS}\n")
    decided: set[int] = set()
    counts = {"accepted": 0, "rejected": 0, "skipped": 0}
    for number in range(len(pending)):
        if number in decided:
            continue
        row = pending.iloc[number]
        _show(study, row, f"{number + 1} of {len(pending)}")
        answer = _ask(study, row, coder, interactive)
        if answer == "q":
            break
        if answer == "s":
            counts["skipped"] += 1
            continue
        chosen = [number]
        if answer in "AR":
            chosen = [
                n for n in range(number, len(pending)) if n not in decided and _same_rule_and_thread(study, pending.iloc[n], row)
            ]
        decided.update(chosen)
        some = pending.iloc[chosen]
        if answer in "aA":
            counts["accepted"] += len(study.accept(some, coder=coder))
        else:
            counts["rejected"] += study.reject(some, coder=coder)
    say(f"\n{counts['accepted']} accepted, {counts['rejected']} rejected, {counts['skipped']} skipped; all of it is saved.")


def _same_rule_and_thread(study: Study, one: Any, other: Any) -> bool:
    threads = study.corpus.comments["thread"]
    return bool(one["rule"] == other["rule"] and threads[one["comment"]] == threads[other["comment"]])


def _ask(study: Study, row: Any, coder: str | None, interactive: bool) -> str:
    """One of a, r, s, A, R, q; memos and explanations are dealt with on the way."""
    while True:
        key = _key(interactive)
        if key in ("a", "r", "s", "A", "R", "q"):
            return key
        if key == "m":
            text = typer.prompt("memo", default="", show_default=False)
            if text.strip():
                study.write_memo(text, about="comment", subject=row["comment"], coder=coder)
                say("memo saved")
        elif key == "c":
            say(study.mask(study.corpus.comment(row["comment"]).text))
        elif key == "d":
            code = study.codebook.code(row["code"])
            say(f"{code.name}: {code.definition}\nuse: {code.use}\nnot: {code.avoid}")
        else:
            say(KEYS)


def _key(interactive: bool) -> str:
    if interactive:
        typer.echo("? ", nl=False)
        key = typer.getchar()
        typer.echo(key if key.isprintable() else "")
        return "q" if key in ("\x03", "\x04") else key
    try:
        return input().strip()[:1] or "s"
    except EOFError:
        return "q"


def _show(study: Study, row: Any, number: str) -> None:
    from rich.text import Text

    comment, mask, info = study.corpus.comment(row["comment"]), study.mask, study.corpus.comments.loc[row["comment"]]
    start, end = span_around(sentences(comment.text), int(row["start"]), int(row["end"]))
    who = info["pseudonym"] if isinstance(info["pseudonym"], str) else "author not stated"
    code = study.codebook.code(row["code"])
    screen = console()
    screen.print(
        Text(f"[{number}] {code.name}", style="bold"), Text(f"— {code.brief}   rule {row['rule']}: {printable(row['words'])}")
    )
    screen.print(Text(f"{who}, depth {info['depth']}, {comment.id}", style="dim"))
    if comment.reply_to:
        screen.print(Text(f"  answers: {one_line(mask(study.corpus.comment(comment.reply_to).text), 110)}", style="dim"))
    before, after = comment.text[start : row["start"]], comment.text[row["end"] : end]
    words = printable(mask(comment.text[row["start"] : row["end"]]))
    screen.print(Text(f"  {printable(mask(before))}"), Text(words, style="reverse"), Text(printable(mask(after))), sep="")
