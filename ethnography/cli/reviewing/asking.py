"""Whoever answers: a person at a terminal, one key each, or the lines of a file or a pipe."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

import typer

from ethnography.text import printable

_SEQUENCES = {
    **{"\r": "Enter", "\n": "Enter", "\x7f": "Del", "\b": "Del", "\x1b[3~": "Del", "\xe0S": "Del", "\x1b": "Esc"},
    **{"\x1b[A": "Up", "\x1bOA": "Up", "\xe0H": "Up", "\x1b[B": "Down", "\x1bOB": "Down", "\xe0P": "Down"},
}
_WORDS = {"del": "Del", "delete": "Del", "backspace": "Del", "enter": "Enter", "up": "Up", "down": "Down"}


class Asker:
    """Reads keys and lines. The end of the input raises ``EOFError``, an interrupt ``KeyboardInterrupt``."""

    def __init__(self, interactive: bool) -> None:
        self.interactive = interactive
        if hasattr(sys.stdin, "reconfigure"):
            sys.stdin.reconfigure(errors="replace")  # a broken byte is no reason to lose a sitting
        if interactive:
            with suppress(ImportError):
                import readline  # noqa: F401  (editing, and the lines typed before, where the system has it)

    def key(self) -> str:
        """One key (``Enter``, ``Del``, ``Up``, ``Down``, ``Esc`` by name); without a terminal the first letter of a line."""
        typer.echo("? ", nl=False)
        if self.interactive:
            typed = _SEQUENCES.get(pressed := _press(), pressed)
            if typed in ("\x04", "\x00"):  # Ctrl+D; typed before a key is waited for, the terminal makes it a NUL
                raise EOFError
        else:
            line = input().strip()
            typed = _WORDS.get(line.lower(), line[:1]) or "Enter"
        typer.echo(typed if typed.isprintable() else "")
        return typed

    def line(self, label: str) -> str:
        """One line, without the white space around it."""
        if self.interactive:
            return input(f"{printable(label)}: ").strip()
        typer.echo(f"{printable(label)}: ", nl=False)
        answer = input().strip()
        typer.echo(printable(answer))
        return answer

    def number(self, label: str, most: int) -> int | None:
        """A number from 1 to `most`; None for any other answer. One key where one is enough."""
        label = f"{label} (1–{most})"
        if self.interactive and most <= 9:
            typer.echo(f"{printable(label)} ", nl=False)
            answer = self.key()
        else:
            answer = self.line(label)
        return number_in(answer, most)

    def yes(self, label: str) -> bool:
        """Whether the answer is y."""
        if self.interactive:
            typer.echo(f"{printable(label)} (y or n) ", nl=False)
            return self.key() in ("y", "Y")
        return self.line(f"{label} (y or n)")[:1] in ("y", "Y")


def number_in(answer: str, most: int) -> int | None:
    """The number from 1 to `most` that an answer is; None where it is none.

    >>> number_in("2", 3), number_in("4", 3), number_in("two", 3)
    (2, None, None)
    """
    return int(answer) if answer.isdecimal() and len(answer) < 10 and 1 <= int(answer) <= most else None


def _press() -> str:
    """What one key sends. Keys typed ahead stay for the next reading; Ctrl+C and Ctrl+Z do what they always do."""
    try:
        import termios
        import tty
    except ImportError:  # Windows
        return str(typer.getchar())
    sys.stdout.flush()
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    try:
        tty.setcbreak(terminal, termios.TCSADRAIN)
        return _read_key(terminal)
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)


def _read_key(terminal: int) -> str:
    data = _byte(terminal)
    if data == b"\x1b":
        while len(data) < 8 and _waits(terminal):
            data += _byte(terminal)
            if data[-1:] == b"~" or (data[-1:].isalpha() and data != b"\x1bO"):
                break
    else:
        more = sum(data[0] >= least for least in (0xC0, 0xE0, 0xF0))  # the bytes that follow in UTF-8
        for _ in range(more):
            data += _byte(terminal)
    return data.decode("utf-8", "replace")


def _byte(terminal: int) -> bytes:
    try:
        data = os.read(terminal, 1)
    except OSError:  # the terminal was closed
        data = b""
    if not data:
        raise EOFError
    return data


def _waits(terminal: int) -> bool:
    from select import select

    return bool(select([terminal], [], [], 0.05)[0])
