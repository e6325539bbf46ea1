"""Regular expressions of rules: which comments can match at all, and the matches there, within a bound of time."""

from __future__ import annotations

import re
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import numpy as np

from ethnography.autocode import SlowRegex
from ethnography.autocode.block import Block
from ethnography.autocode.fold import LETTER, NEXT, PREVIOUS, folded_sign, word_bits
from ethnography.text import Span, plain

SECONDS = 10.0  # processor time for one pattern and one block of comments, plus a second a megabyte
_ALWAYS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")


def plain_pattern(pattern: str) -> str:
    """The pattern with curly quotes, dashes and odd spaces as the plain signs that the text is searched for.

    >>> plain_pattern("don’t [a–z]")
    "don't [a\\\\-z]"
    """
    return "".join(sign if plain(sign) == sign else re.escape(plain(sign)) for sign in pattern)


def needed_literals(pattern: str) -> tuple[str, ...]:
    r"""Folded strings of which every match of the pattern has at least one; none if nothing can be said.

    >>> needed_literals(r"\b(?:nurs|midwi[fv])e?s?\b"), needed_literals(r"\bcon[- ]?m[ae]n\b"), needed_literals(r"\d+")
    (('nurs', 'midwi'), ('con',), ())
    """
    try:
        return _needed(import_module("re._parser").parse(pattern, re.IGNORECASE))
    except (ImportError, AttributeError):  # a private module of Python; without it every comment is searched
        return ()


def _needed(parsed: Iterable[tuple[Any, Any]]) -> tuple[str, ...]:
    """The best choice among the parts of a sequence: the one whose shortest string is longest."""
    choices: list[tuple[str, ...]] = []
    run = ""
    for operation, value in [*parsed, (None, None)]:
        name = str(operation)
        sign = folded_sign(chr(value)) if name == "LITERAL" else ""
        if sign and word_bits(sign) == NEXT | PREVIOUS | LETTER:
            run += sign
            continue
        if run:
            choices.append((run,))
        run = ""
        if name == "SUBPATTERN":
            choices.append(_needed(value[-1]))
        elif name == "ATOMIC_GROUP":
            choices.append(_needed(value))
        elif name in _ALWAYS and value[0] > 0:
            choices.append(_needed(value[2]))
        elif name == "BRANCH":
            branches = [_needed(branch) for branch in value[1]]
            choices.append(tuple(text for branch in branches for text in branch) if all(branches) else ())
    return max(choices, key=lambda texts: min(map(len, texts), default=0), default=())


class Regex:
    """One regular expression of a rule."""

    def __init__(self, pattern: str, rule: str) -> None:
        self.pattern, self.rule = pattern, rule
        written = plain_pattern(pattern)
        self._compiled = re.compile(written, re.IGNORECASE)
        self._needed = [text.encode() for text in needed_literals(written)]

    def candidates(self, block: Block) -> list[int]:
        """The comments of the block that can hold a match, ascending."""
        if not self._needed:
            return list(range(len(block)))
        places = [place for text in self._needed for place in _places(block.signs, text)]
        comments = block.comments_at(block.originals(np.array(places, np.int64)))
        return [int(comment) for comment in np.unique(comments)]

    def search(self, block: Block, plain_text: Callable[[int], str], ids: Any) -> list[tuple[int, Span]]:
        """Each match that is not empty: the comment's number in the block, and the span.

        `plain_text` of a comment by its number; `ids` of the comments of the whole, for the error. Raises ``SlowRegex``.
        """
        found = []
        comment = 0
        seconds = SECONDS + len(block.raw) / 1e6
        try:
            with _at_most(seconds):
                for comment in self.candidates(block):
                    matches = self._compiled.finditer(plain_text(comment))
                    found += [(comment, match.span()) for match in matches if match.end() > match.start()]
        except _TimeIsUp:
            raise SlowRegex(self.rule, self.pattern, ids[block.offset + comment].as_py(), seconds) from None
        return found


def _places(signs: bytearray, text: bytes) -> Iterator[int]:
    place = signs.find(text)
    while place >= 0:
        yield place
        place = signs.find(text, place + len(text))


class _TimeIsUp(Exception):
    pass


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Raise ``_TimeIsUp`` when the body has used so much processor time, where signals can do that."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: object) -> None:
        raise _TimeIsUp

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
