"""``ethnography review`` in a real terminal (a pty): single keys, without Enter."""

from __future__ import annotations

import codecs
import os
import select
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ethnography.study import Study
from tests.conftest import ROOT

if sys.platform == "win32":
    pytest.skip("there are no ptys on Windows", allow_module_level=True)

import pty

SECONDS = 60.0


class Terminal:
    """A process in a terminal of its own: what it prints, and keys for it."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.pid, self.handle = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            env = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "100", "INPUTRC": "/dev/null"}
            script = "from ethnography.cli import main; main()"
            os.execve(sys.executable, [sys.executable, "-c", script, "review", *options], env)
        self.printed = ""
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")  # a read may end in the middle of a sign

    def press(self, keys: str) -> None:
        os.write(self.handle, keys.encode())

    def until(self, words: str) -> str:
        """What was printed up to these words; the rest is left for the next call."""
        end = time.monotonic() + SECONDS
        while words not in self.printed:
            assert time.monotonic() < end, f"{words!r} did not come:\n{self.printed}"
            if not self._take(0.2):
                pytest.fail(f"{words!r} did not come before the end:\n{self.printed}")
        found, _, self.printed = self.printed.partition(words)
        return found + words

    def interrupt(self, words: str) -> None:
        """Press Ctrl+C until these words come: one in the instant in which a prompt is printed is noticed at the next key only."""
        for _ in range(20):
            self.press("\x03")
            end = time.monotonic() + 2
            while time.monotonic() < end and words not in self.printed:
                if not self._take(0.2):
                    break
            if words in self.printed:
                return
        pytest.fail(f"{words!r} did not come:\n{self.printed}")

    def _take(self, seconds: float) -> bool:
        """Read what is there; False at the end."""
        if select.select([self.handle], [], [], seconds)[0]:
            try:
                data = os.read(self.handle, 65536)
            except OSError:
                data = b""
            self.printed += self.decoder.decode(data)
            return bool(data)
        return True

    def end(self) -> int:
        """The exit code, after all is printed."""
        stop = time.monotonic() + SECONDS
        while self._take(0.2):
            assert time.monotonic() < stop, self.printed
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def kill(self) -> None:
        try:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        except (ProcessLookupError, ChildProcessError):
            pass
        os.close(self.handle)


@pytest.fixture
def terminal(study: Study) -> Iterator[Terminal]:
    """``ethnography review --comments`` in a terminal."""
    made = Terminal(study.folder.root, "--comments")
    yield made
    made.kill()


def test_single_keys_work(terminal: Terminal, study: Study) -> None:
    terminal.until("[1 of 5]")
    terminal.until("\n? ")
    terminal.press("n")
    terminal.until("[2 of 5]")
    terminal.press("s")
    terminal.until("code for “I would rather be anonymous")
    terminal.press("tru\r")
    terminal.until("Saved: Trust on")
    assert [coding.code for coding in study.codings] == ["trust"]  # on disk while the sitting goes on
    terminal.press("\x1b[B")  # the arrow down
    terminal.until("[3 of 5]")
    terminal.press("\x1b[A")
    terminal.until("[2 of 5]")
    terminal.press("\x1b[3~")  # Delete
    terminal.until("Removed: Trust")
    terminal.press("z")
    terminal.until("Undone and saved: removing Trust")
    terminal.press("m")
    terminal.until("Enter: on the comment")
    terminal.press("\r")
    terminal.until("memo: ")
    terminal.press("ein Gedanke über Vertrauen 🙂\r")
    terminal.until("Memo saved.")
    terminal.press("q")
    terminal.until("all of it is saved.")
    assert terminal.end() == 0
    assert [memo.text for memo in study.memos] == ["ein Gedanke über Vertrauen 🙂"]
    assert len(study.codings) == 1


def test_keys_typed_ahead_are_not_lost(terminal: Terminal, study: Study) -> None:
    terminal.press("nnnnnq")
    assert terminal.end() == 0
    assert len(study.state.seen) == 5


def test_suggestions_one_key_each(study: Study) -> None:
    n = len(study.suggestions())
    terminal = Terminal(study.folder.root)
    try:
        terminal.until("suggestions are waiting")
        terminal.until("\n? ")
        terminal.press("a")
        terminal.until("Accepted: ")
        terminal.press("\x1b")  # Escape alone means nothing
        terminal.until("That key does nothing here.")
        terminal.press("d")
        terminal.until("hiding")
        terminal.press("Rssq")
        assert terminal.end() == 0
    finally:
        terminal.kill()
    assert len(study.suggestions()) < n - 1
    assert len(study.codings) == 1


@pytest.mark.parametrize("before", ["", "m", "c", "s"])
def test_an_interrupt_says_that_all_is_saved(terminal: Terminal, study: Study, before: str) -> None:
    terminal.until("\n? ")
    terminal.press("x")
    terminal.until("Seen.\r\n? ")
    for key in before:
        terminal.press(key)
        terminal.until(": ")
    terminal.interrupt("Everything that was acknowledged is saved.")
    assert terminal.end() == 130
    assert len(study.state.seen) == 1


@pytest.mark.parametrize("before", ["", "m", "c"])
def test_the_end_of_the_input_ends_quietly(terminal: Terminal, before: str) -> None:
    terminal.until("\n? ")
    for key in before:
        terminal.press(key)
        terminal.until(": ")
    terminal.press("\x04")
    terminal.until("all of it is saved.")
    assert terminal.end() == 0


def test_the_end_typed_ahead_ends_quietly(terminal: Terminal, study: Study) -> None:
    terminal.press("x\x04")
    terminal.until("all of it is saved.")
    assert terminal.end() == 0
    assert len(study.state.seen) == 1
