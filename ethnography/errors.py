"""Every error of the package: one root, and each child keeps its facts and writes its own sentence.

A message has three parts: what was found, where, and what to do about it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path


class EthnographyError(Exception):
    """The root: whatever goes wrong in a way that the user can mend is one of these."""

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows: the sentence. The way through the library helps nobody to mend it."""
        return [f"{type(self).__name__}: {self}"]


class UnreadableSource(EthnographyError):
    """A file that no reader can take: missing, empty, binary, in a broken encoding, or of no known form."""

    def __init__(self, where: str | Path, found: str, advice: str) -> None:
        self.where, self.found, self.advice = str(where), found, advice
        super().__init__(f"Cannot read {where}: {found}. {advice}")


class AmbiguousFormat(EthnographyError):
    """A file that two readers would take, and neither is surer than the other."""

    def __init__(self, where: str | Path, candidates: Sequence[str]) -> None:
        self.where, self.candidates = str(where), tuple(candidates)
        super().__init__(
            f"Cannot tell the format of {where}: it could be {' or '.join(candidates)}. "
            f'Pass format="{candidates[0]}" (--format {candidates[0]}) or another of them.'
        )


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake in a file that people write by hand: the line (from 1; None if not known) and the sentence."""

    line: int | None
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}" if self.line else self.message


class BadFile(EthnographyError):
    """A codebook, a study.toml or a table with mistakes in it; all of them are listed at once."""

    def __init__(self, where: str | Path, mistakes: Iterable[Mistake], kind: str = "file") -> None:
        self.where = str(where)
        self.mistakes = tuple(sorted(mistakes, key=lambda m: (m.line or 0, m.message)))
        count = "1 mistake" if len(self.mistakes) == 1 else f"{len(self.mistakes)} mistakes"
        lines = "\n".join(f"  {mistake}" for mistake in self.mistakes)
        super().__init__(f"The {kind} {where} has {count}; nothing was read from it:\n{lines}")


class UnknownId(EthnographyError):
    """An id (of a comment, code, thread, coder …) that does not exist here."""

    def __init__(self, kind: str, given: str, known: Iterable[str], where: str = "this study") -> None:
        self.kind, self.given = kind, given
        names = sorted({str(name) for name in known})
        near = get_close_matches(given, names, n=3, cutoff=0.5)
        if near:
            advice = f"Did you mean {' or '.join(near)}?"
        elif 0 < len(names) <= 40:
            advice = f"It has {', '.join(names)}."
        else:
            advice = f"It has {len(names)} {kind}s; list them first."
        super().__init__(f"No {kind} {given!r} in {where}. {advice}")


class QuoteNotFound(EthnographyError):
    """A quotation that is not in the comment's text, or is there more than once."""

    def __init__(self, comment: str, quote: str, times: int) -> None:
        self.comment, self.quote, self.times = comment, quote, times
        shown = quote if len(quote) <= 60 else quote[:57] + "…"
        if times:
            found, advice = f"stands {times} times", "Give more of the words around it, or pass the span (start, end)."
        else:
            found = "does not stand"
            advice = "Copy the words exactly, or pass the span (start, end) in code points."
        super().__init__(f"“{shown}” {found} in comment {comment}. {advice}")


class BadSpan(EthnographyError):
    """A span that is not inside the text of its comment."""

    def __init__(self, comment: str, start: int, end: int, length: int) -> None:
        self.comment, self.start, self.end, self.length = comment, start, end, length
        super().__init__(
            f"The span {start}:{end} is not inside comment {comment}, whose text has {length} code points. "
            f"Pass 0 <= start < end <= {length}."
        )


class StudyProblem(EthnographyError):
    """A study folder that cannot be opened, made or written to."""

    def __init__(self, where: str | Path, found: str, advice: str) -> None:
        self.where, self.found, self.advice = str(where), found, advice
        super().__init__(f"{where}: {found}. {advice}")


class TooLittle(EthnographyError):
    """A question asked of material that does not hold enough to answer it."""

    def __init__(self, question: str, found: str, advice: str) -> None:
        self.question, self.found, self.advice = question, found, advice
        super().__init__(f"{question}: {found}. {advice}")
