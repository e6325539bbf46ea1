"""Every key, in one table: its letter in each way of reviewing, what it does, and how the help says it.

The letters are those of the Jupyter screen (``desk/js/keys.js``). Where suggestions are stepped through, ``s``, ``c`` and ``d`` had
their meaning before the screen came, and keep it; ``S`` and ``C`` do there what ``s`` and ``c`` do on the screen.
"""

from __future__ import annotations

from dataclasses import dataclass

from ethnography.cli.screen import say

WAYS = ("comments", "suggestions", "proposals")
NAMED = {"Down": "j", "Up": "k", "-": "Del", "Backspace": "Del"}  # keys and words that mean another key


@dataclass(frozen=True, slots=True)
class Key:
    """A command with its letter where comments, suggestions and proposals are gone through (``""``: not there)."""

    command: str
    comments: str
    suggestions: str
    proposals: str
    group: str
    what: str


KEYS = (
    Key("next_unseen", "n", "", "", "Read", "mark as seen, and on to the next unseen"),
    Key("next_comment", "j", "", "", "Read", "next comment"),
    Key("previous_comment", "k", "", "", "Read", "previous comment"),
    Key("parent", "u", "", "", "Read", "up to the comment it answers"),
    Key("next_sibling", "]", "", "", "Read", "next answer to the same comment"),
    Key("previous_sibling", "[", "", "", "Read", "previous answer to the same comment"),
    Key("next_uncoded", "i", "", "", "Read", "next without a coding of yours"),
    Key("next_with_code", "g", "", "", "Read", "next with a code"),
    Key("next_difference", "d", "", "", "Read", "next where coders differ"),
    Key("toggle_seen", "x", "x", "", "Read", "seen or unseen"),
    Key("search", "/", "/", "", "Read", "search (words, stem*, phrases)"),
    Key("accept", "a", "a", "a", "Decide", "accept"),
    Key("reject", "r", "r", "r", "Decide", "reject"),
    Key("accept_words", "", "v", "", "Decide", "accept it on other words"),
    Key("skip", "", "s", "s", "Decide", "skip"),
    Key("back", "", "k", "k", "Decide", "back to the one before"),
    Key("accept_all", "A", "A", "", "Decide", "accept all of this rule in this thread"),
    Key("reject_all", "R", "R", "", "Decide", "reject all of this rule in this thread"),
    Key("accept_name", "", "", "A", "Decide", "accept all of this name"),
    Key("next_suggestion", "t", "", "", "Decide", "next comment with a suggestion of the rules"),
    Key("whole_comment", "", "c", "c", "Decide", "show the whole comment"),
    Key("definition", "", "d", "", "Decide", "definition of the code"),
    Key("code_sentence", "s", "S", "", "Code", "code a sentence"),
    Key("code_paragraph", "p", "p", "", "Code", "code a paragraph"),
    Key("code_comment", "w", "w", "", "Code", "code the whole comment"),
    Key("code_words", "c", "C", "", "Code", "code words"),
    Key("repeat", ".", ".", "", "Code", "the last code once more, on other words"),
    Key("favourite", "1…9", "1…9", "", "Code", "the code on this key"),
    Key("pin", "P", "P", "", "Code", "put a code on a digit key"),
    Key("list_codings", "e", "e", "", "Change", "the codings of this comment, with their numbers"),
    Key("remove", "Del", "Del", "", "Change", "remove a coding (also -)"),
    Key("move", "v", "", "", "Change", "change its words"),
    Key("undo", "z", "z", "z", "Change", "undo"),
    Key("redo", "Z", "Z", "", "Change", "redo"),
    Key("memo", "m", "m", "m", "Write", "memo"),
    Key("memo_thread", "M", "M", "", "Write", "memo on the thread"),
    Key("field_note", "J", "J", "", "Write", "field note"),
    Key("show", "Enter", "Enter", "Enter", "Help", "show it again"),
    Key("help", "?", "?", "?", "Help", "all keys"),
    Key("stop", "q", "q", "q", "Help", "stop (everything is saved already)"),
)


def letter(key: Key, way: str) -> str:
    """The letter of a command in one of ``WAYS``; ``""`` where it is not there."""
    return {"comments": key.comments, "suggestions": key.suggestions, "proposals": key.proposals}[way]


def command_of(typed: str, way: str) -> str | None:
    """The command that a key means; None for a key without one."""
    typed = NAMED.get(typed, typed)
    wanted = "1…9" if len(typed) == 1 and typed in "123456789" else typed
    return next((key.command for key in KEYS if wanted and letter(key, way) == wanted), None)


def short_help(way: str, *commands: str) -> str:
    """Some keys on one line: ``a accept · r reject``."""
    return " · ".join(f"{letter(key, way)} {key.what}" for name in commands for key in KEYS if key.command == name)


def show_help(way: str) -> None:
    """Print all keys of one way of reviewing, in groups."""
    here = [key for key in KEYS if letter(key, way)]
    for group in dict.fromkeys(key.group for key in here):
        say(f"\n{group}")
        for key in here:
            if key.group == group:
                say(f"  {letter(key, way):<6} {key.what}")
    if way == "suggestions":
        say("\ns, c and d mean something else with --comments: there s codes a sentence, c codes words, d is the next difference.")
    say("\nEach key works alone; without a terminal, one line is one key, and what a key asks for is the line after it.")
    say("An empty answer leaves everything as it is.\n")
