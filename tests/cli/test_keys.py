"""The table of keys: one letter a command, a function for each, and the letters of the Jupyter screen."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from ethnography.cli.reviewing import by_comment, by_proposal, by_suggestion
from ethnography.cli.reviewing.keys import KEYS, WAYS, command_of, letter, short_help
from tests.conftest import ROOT

COMMANDS = dict(zip(WAYS, (by_comment.COMMANDS, by_suggestion.COMMANDS, by_proposal.COMMANDS), strict=True))


@pytest.mark.parametrize("way", WAYS)
def test_each_key_has_its_command_and_each_command_its_key(way: str) -> None:
    here = [key for key in KEYS if letter(key, way)]
    assert {key.command for key in here} == set(COMMANDS[way])
    assert max(Counter(letter(key, way) for key in here).values()) == 1
    for key in here:
        typed = letter(key, way)
        assert command_of("7" if typed == "1…9" else typed, way) == key.command


def test_keys_that_mean_nothing() -> None:
    assert command_of("", "comments") is None
    assert command_of("0", "comments") is None
    assert command_of("1…9", "proposals") is None
    assert command_of("n", "suggestions") is None
    assert command_of("Down", "comments") == "next_comment"
    assert command_of("-", "comments") == "remove"


def screen_letters() -> dict[str, set[str]]:
    """The commands of the Jupyter screen and their keys, in the form they have here."""
    source = (ROOT / "ethnography/desk/js/keys.js").read_text("utf-8")
    found = {}
    for keys, command in re.findall(r'^  \[\[(.+?)\], "(\w+)"', source, re.MULTILINE):
        given = [
            re.sub(r"^Shift\+(\w)$", lambda m: m[1].upper(), key)
            for key in re.findall(r'"([^"]+)"', f'"{keys}"'.replace('""', '"'))
        ]
        found[re.sub(r"[A-Z]", lambda m: f"_{m[0].lower()}", command)] = {"Del" if key == "Delete" else key for key in given}
    return found


def test_the_letters_are_those_of_the_jupyter_screen() -> None:
    screen = screen_letters()
    names = {"code": "code_words", "next_coding": "list_codings"}  # the same letter, and what a terminal can do for it
    shared = {names.get(command, command): keys for command, keys in screen.items()}
    here = {key.command: key.comments for key in KEYS if key.comments}
    both = here.keys() & shared.keys()
    assert len(both) >= 30
    assert {command: here[command] for command in both if here[command] not in shared[command]} == {}


def test_letters_that_suggestions_had_before_keep_their_meaning() -> None:
    before = "a accept · r reject · s skip · A accept_all · R reject_all · m memo · c whole_comment · d definition · q stop"
    for pair in before.split(" · "):
        typed, command = pair.split()
        assert command_of(typed, "suggestions") == command
    assert short_help("suggestions", "accept", "skip") == "a accept · s skip"
