"""Going through the comments of a study, the unseen ones first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from ethnography.cli.reviewing import applying, changing, choosing, deciding, going, noting, searching, showing
from ethnography.cli.reviewing.keys import command_of, short_help, show_help
from ethnography.cli.screen import say
from ethnography.errors import EthnographyError, StudyProblem

if TYPE_CHECKING:
    from ethnography.cli.reviewing.sitting import Sitting

Command = Callable[["Sitting"], None]


def stop(sitting: Sitting) -> None:
    """Stop the sitting."""
    sitting.over = True


def _follow(sitting: Sitting, comment: str | None) -> None:
    """Go where something was undone or done again, if that is elsewhere."""
    if comment in sitting.order and comment != sitting.at:
        going.go(sitting, comment)


COMMANDS: Mapping[str, Command] = {
    **{name: getattr(going, name) for name in (
        "next_unseen", "next_comment", "previous_comment", "parent", "next_sibling", "previous_sibling", "next_uncoded",
        "next_with_code", "toggle_seen",
    )},
    **{name: getattr(applying, name) for name in (
        "code_sentence", "code_paragraph", "code_comment", "code_words", "repeat", "favourite", "remove", "move",
    )},
    **{name: getattr(deciding, name) for name in (
        "next_difference", "next_suggestion", "accept", "reject", "accept_all", "reject_all",
    )},
    "list_codings": applying.list_here,
    "pin": choosing.pin,
    "undo": lambda sitting: _follow(sitting, changing.undo(sitting)),
    "redo": lambda sitting: _follow(sitting, changing.redo(sitting)),
    "memo": noting.memo,
    "memo_thread": noting.memo_thread,
    "field_note": noting.field_note,
    "search": searching.search,
    "show": showing.show_comment,
    "help": lambda sitting: show_help("comments"),
    "stop": stop,
}  # fmt: skip


def review_comments(sitting: Sitting) -> None:
    """Show comment after comment and do what the keys say, until ``q`` or the end of the input."""
    if not sitting.order:
        advice = "Import a page first: ethnography import PAGE"
        raise StudyProblem(sitting.study.folder.root, "the study holds no thread yet", advice)
    left = going.unseen(sitting)
    say(f"{len(sitting.order)} comments and posts, {len(left)} unseen. {short_help('comments', *_FIRST)}")
    going.go(sitting, (left or sitting.order)[0])
    try:
        while not sitting.over:
            sitting.key = sitting.ask.key()
            run(sitting, COMMANDS, command_of(sitting.key, "comments"))
    except EOFError:
        say()
    changes = "1 change" if sitting.changes == 1 else f"{sitting.changes or 'no'} changes"
    say(f"{changes}; all of it is saved.")


_FIRST = ("next_unseen", "code_sentence", "code_words", "accept", "memo", "undo", "help", "stop")


def run(sitting: Sitting, commands: Mapping[str, Command], command: str | None) -> None:
    """Run a command; what it cannot do is one sentence, and the sitting goes on."""
    if command is None:
        say("That key does nothing here. ? lists the keys.")
        return
    try:
        commands[command](sitting)
    except EthnographyError as error:
        say(sitting.study.mask(str(error)))
