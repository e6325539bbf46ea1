"""Stepping through proposals: who may have written a comment that states no author, and what a comment may answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ethnography.cli.reviewing import noting
from ethnography.cli.reviewing.by_comment import run, stop
from ethnography.cli.reviewing.keys import command_of, short_help, show_help
from ethnography.cli.reviewing.showing import show_heading, shown_text
from ethnography.cli.screen import one_line, say
from ethnography.text import sentences, span_around

if TYPE_CHECKING:
    import pandas as pd

    from ethnography.cli.reviewing.sitting import Sitting

_FIRST = ("accept", "reject", "skip", "accept_name", "whole_comment", "undo", "help", "stop")
_TEXT = 160  # so much of a text is shown


@dataclass
class Queue:
    """The proposals that wait; each decision may change what else is proposed, so they are looked up anew."""

    sitting: Sitting
    rows: pd.DataFrame
    shown: str = ""
    skipped: list[str] = field(default_factory=list)
    made: list[list[str]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=lambda: {"accepted": 0, "declined": 0})

    @property
    def row(self) -> pd.Series:
        """The proposal in front of the coder."""
        return self.rows.iloc[0]


def review_proposals(sitting: Sitting) -> None:
    """Ask about each pending proposal of an author or a reply link; what is accepted shows in the corpus at once."""
    queue = Queue(sitting, _waiting(sitting, []))
    if queue.rows.empty:
        say("No proposal is waiting: every author and reply link that the texts suggest is decided on.")
        return
    say(f"{len(queue.rows)} proposals are waiting. {short_help('proposals', *_FIRST)}")
    try:
        while len(queue.rows) and not sitting.over:
            _step(queue)
            queue.rows = _waiting(sitting, queue.skipped)
    except EOFError:
        say()
    done = queue.counts
    say(f"\n{done['accepted']} accepted, {done['declined']} declined, {len(queue.skipped)} skipped; all of it is saved.")


def _waiting(sitting: Sitting, skipped: list[str]) -> pd.DataFrame:
    found = sitting.study.proposals(coder=sitting.coder)
    return found.loc[found["comment"].isin(sitting.order) & ~found.index.isin(skipped)]


def _step(queue: Queue) -> None:
    sitting = queue.sitting
    sitting.at = str(queue.row["comment"])
    if queue.shown != queue.rows.index[0]:
        run(sitting, {"show": _for(queue, _show)}, "show")
        queue.shown = str(queue.rows.index[0])
    sitting.key = sitting.ask.key()
    commands = {name: _for(queue, command) for name, command in COMMANDS.items()}
    run(sitting, commands, command_of(sitting.key, "proposals"))


def _for(queue: Queue, command: Callable[[Queue], None]) -> Callable[[Sitting], None]:
    return lambda _: command(queue)


def _show(queue: Queue) -> None:
    """Print a proposal: the comment, what is proposed, why, and the words that tell it."""
    sitting, row = queue.sitting, queue.row
    show_heading(sitting, f"[{len(queue.rows)} waiting]")
    say(f"  {one_line(sitting.study.mask(sitting.comment.text), _TEXT)}")
    say(f"{_proposed(sitting, row)}  ({row['confidence']})")
    say(f"  {row['evidence']}")
    there = sitting.study.corpus.comment(str(row["where"]))
    shown = shown_text(sitting, there.id)
    first, last = shown.at(*span_around(sentences(there.text), int(row["start"]), int(row["end"])))
    start, end = shown.at(int(row["start"]), int(row["end"]))
    words = f"{shown.text[first:start]}»{shown.text[start:end]}«{shown.text[end:last]}"
    say(f"  {'there' if there.id == sitting.at else 'in ' + there.id}: {one_line(words, 2 * _TEXT)}")


def _proposed(sitting: Sitting, row: pd.Series) -> str:
    """What is proposed, in a sentence: names of participants masked, names that nobody has yet as they stand there."""
    corpus = sitting.study.corpus
    if row["about"] == "reply_to":
        return f"It may answer {row['value']}: {one_line(sitting.study.mask(corpus.comment(str(row['value'])).text), _TEXT)}"
    if row["value"]:
        return f"It may be by {corpus.participant(str(row['value'])).pseudonym}"
    return f"It may be by “{row['name']}”, who is no participant yet"


def _decide(queue: Queue, rows: pd.DataFrame, accepted: bool) -> None:
    study, coder = queue.sitting.study, queue.sitting.coder
    made = (study.accept_proposals if accepted else study.decline_proposals)(rows, coder=coder)
    queue.made.append([decision.id for decision in made])
    queue.counts["accepted" if accepted else "declined"] += len(made)
    say(f"{'Accepted' if accepted else 'Declined'} and saved: {len(made)}.")


def _accept_name(queue: Queue) -> None:
    """Accept all authors proposed that are this person."""
    row = queue.row
    if row["about"] != "author":
        say("A is for names. This is about what the comment answers: a accepts it.")
        return
    same = queue.rows["value"] == row["value"] if row["value"] else queue.rows["name"].str.casefold() == row["name"].casefold()
    _decide(queue, queue.rows.loc[same & (queue.rows["about"] == "author")], accepted=True)


def _back(queue: Queue) -> None:
    if queue.skipped:
        queue.skipped.pop()
    else:
        say("Nothing was skipped.")


def _undo(queue: Queue) -> None:
    """Take back the decisions made last in this sitting."""
    if not queue.made:
        say("Nothing to undo in this sitting.")
        return
    known = {decision.id: decision for decision in queue.sitting.study.state.decisions}
    for id in queue.made[-1]:
        if id in known:
            queue.sitting.study.remove(id, coder=queue.sitting.coder)
            queue.counts["accepted" if known[id].accepted else "declined"] -= 1
    queue.made.pop()
    queue.shown = ""
    say("Undone and saved.")


COMMANDS: dict[str, Callable[[Queue], None]] = {
    "accept": lambda queue: _decide(queue, queue.rows.iloc[:1], accepted=True),
    "reject": lambda queue: _decide(queue, queue.rows.iloc[:1], accepted=False),
    "accept_name": _accept_name,
    "skip": lambda queue: queue.skipped.append(str(queue.rows.index[0])),
    "back": _back,
    "undo": _undo,
    "whole_comment": lambda queue: say(queue.sitting.study.mask(queue.sitting.comment.text)),
    "memo": lambda queue: noting.memo_comment(queue.sitting),
    "show": _show,
    "help": lambda _: show_help("proposals"),
    "stop": lambda queue: stop(queue.sitting),
}
