"""Stepping through what the rules suggest, one decision a key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from ethnography.cli.reviewing import by_comment, changing, deciding, noting
from ethnography.cli.reviewing.applying import apply_code
from ethnography.cli.reviewing.by_comment import Command, run, stop
from ethnography.cli.reviewing.keys import command_of, short_help, show_help
from ethnography.cli.reviewing.selecting import ask_words
from ethnography.cli.reviewing.showing import describe_code, show_suggestion
from ethnography.cli.screen import say
from ethnography.review import with_status

if TYPE_CHECKING:
    import pandas as pd

    from ethnography.cli.reviewing.sitting import Sitting

_FIRST = ("accept", "reject", "skip", "accept_all", "reject_all", "memo", "whole_comment", "definition", "undo", "help", "stop")
_SHARED = ("toggle_seen", "code_sentence", "code_paragraph", "code_comment", "code_words", "repeat", "favourite", "pin",
           "list_codings", "remove", "memo_thread", "field_note", "search")  # fmt: skip


@dataclass
class Queue:
    """The suggestions gone through, and the place in them; `decided` and `skipped` hold places."""

    sitting: Sitting
    rows: pd.DataFrame
    at: int = 0
    shown: int = -1
    decided: dict[int, str] = field(default_factory=dict)
    skipped: set[int] = field(default_factory=set)

    @property
    def row(self) -> pd.Series:
        """The suggestion in front of the coder."""
        return self.rows.iloc[self.at]

    def waits(self, place: int) -> bool:
        """Whether the suggestion at this place is still to be decided on."""
        one = self.rows.iloc[[place]]
        return bool((with_status(one, self.sitting.study.state, self.sitting.coder)["status"] == "pending").all())

    def waiting(self) -> list[int]:
        """The places of all that still wait."""
        found = with_status(self.rows, self.sitting.study.state, self.sitting.coder)["status"]
        return [place for place, status in enumerate(found) if status == "pending"]


def review_suggestions(sitting: Sitting, pending: pd.DataFrame) -> None:
    """Ask about each pending suggestion. Decisions are written one by one; stopping at any moment loses none."""
    if pending.empty:
        say("No suggestion is waiting. Change the codebook's rules, or code by hand: ethnography review --comments")
        return
    say(f"{len(pending)} suggestions are waiting. {short_help('suggestions', *_FIRST)}")
    queue = Queue(sitting, pending.reset_index(drop=True))
    try:
        while not sitting.over:
            if queue.at < len(queue.rows):
                _step(queue)
            else:
                _at_the_end(queue)
    except EOFError:
        say()
    counts = [sum(word == done for word in queue.decided.values()) for done in ("accepted", "rejected")]
    say(f"\n{counts[0]} accepted, {counts[1]} rejected, {len(queue.skipped)} skipped; all of it is saved.")


def _step(queue: Queue) -> None:
    """Show the suggestion in front of the coder if it still waits, and do what one key says."""
    sitting = queue.sitting
    if not queue.waits(queue.at):
        if queue.at not in queue.decided:
            say("Coded by now.")
        queue.at += 1
        return
    sitting.at = str(queue.row["comment"])
    if queue.shown != queue.at:
        run(sitting, {"show": _for(queue, _show)}, "show")
        queue.shown = queue.at
    sitting.key = sitting.ask.key()
    if sitting.key == "Enter" and not sitting.ask.interactive:
        sitting.key = "s"  # an empty line skips
    run(sitting, {name: _for(queue, command) for name, command in COMMANDS.items()}, command_of(sitting.key, "suggestions"))


def _at_the_end(queue: Queue) -> None:
    """After the last suggestion a decision can still be undone, and one that was skipped be gone back to."""
    say("That was the last one. z undoes, k goes back to one that was skipped, Enter stops.")
    command = command_of(queue.sitting.ask.key(), "suggestions")
    if command in ("undo", "back"):
        run(queue.sitting, {command: _for(queue, COMMANDS[command])}, command)
    else:
        queue.sitting.over = True


def _for(queue: Queue, command: Callable[[Queue], None]) -> Callable[[Sitting], None]:
    return lambda _: command(queue)


def _show(queue: Queue) -> None:
    show_suggestion(queue.sitting, queue.row, f"{queue.at + 1} of {len(queue.rows)}")


def _decide(queue: Queue, word: str, all_of_rule: bool = False) -> None:
    sitting, places = queue.sitting, [queue.at]
    if all_of_rule:
        same = deciding.same_rule(sitting, queue.rows.iloc[[queue.at]])
        keys = set(zip(same["comment"], same["start"], same["end"], same["code"], strict=True))
        columns = [queue.rows[name] for name in ("comment", "start", "end", "code")]
        places = [place for place, key in enumerate(zip(*columns, strict=True)) if key in keys and place >= queue.at]
    rows = queue.rows.iloc[places]
    (deciding.accept_rows if word == "accepted" else deciding.reject_rows)(sitting, rows)
    queue.decided |= dict.fromkeys(places, word)
    queue.skipped -= set(places)


def _accept_words(queue: Queue) -> None:
    """Accept the suggestion on other words of the comment."""
    code = str(queue.row["code"])
    span = ask_words(queue.sitting, f"words for {queue.sitting.code_name(code)} instead")
    if span is not None:
        apply_code(queue.sitting, span, code, rule=str(queue.row["rule"]))
        if not queue.waits(queue.at):
            queue.decided[queue.at] = "accepted"


def _skip(queue: Queue) -> None:
    queue.skipped.add(queue.at)
    queue.at += 1


def _back(queue: Queue) -> None:
    before = [place for place in queue.waiting() if place < queue.at]
    if before:
        queue.at, queue.shown = before[-1], -1
        queue.skipped.discard(queue.at)
    else:
        say("None before it is waiting.")


def _undo(queue: Queue) -> None:
    changing.undo(queue.sitting)
    again = [place for place in queue.waiting() if place in queue.decided]
    for place in again:
        del queue.decided[place]
    if again:
        queue.at, queue.shown = min(queue.at, *again), -1


def _redo(queue: Queue) -> None:
    changing.redo(queue.sitting)


def _whole_comment(queue: Queue) -> None:
    say(queue.sitting.study.mask(queue.sitting.comment.text))


def _shared(command: Command) -> Callable[[Queue], None]:
    """A command of going through comments, on the comment of the suggestion."""

    def act(queue: Queue) -> None:
        command(queue.sitting)
        if queue.sitting.at != queue.row["comment"]:
            queue.sitting.at = str(queue.row["comment"])
            queue.shown = -1

    return act


COMMANDS: dict[str, Callable[[Queue], None]] = {
    "accept": partial(_decide, word="accepted"),
    "reject": partial(_decide, word="rejected"),
    "accept_all": partial(_decide, word="accepted", all_of_rule=True),
    "reject_all": partial(_decide, word="rejected", all_of_rule=True),
    "accept_words": _accept_words,
    "skip": _skip,
    "back": _back,
    "undo": _undo,
    "redo": _redo,
    "whole_comment": _whole_comment,
    "definition": lambda queue: describe_code(queue.sitting, str(queue.row["code"])),
    "memo": lambda queue: noting.memo_comment(queue.sitting),
    **{name: _shared(command) for name, command in by_comment.COMMANDS.items() if name in _SHARED},
    "show": _show,
    "help": lambda _: show_help("suggestions"),
    "stop": lambda queue: stop(queue.sitting),
}
