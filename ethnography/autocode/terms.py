"""Terms, read once: the literal words of a term, its stars, and what has to be checked where its letters are found."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ethnography.autocode.block import OTHER, SPACE
from ethnography.autocode.fold import NEXT, PREVIOUS, fold_text, word_bits
from ethnography.text import Span, clean

GAP = 0  # in Term.checks: a place where white space or a dash may stand


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a term: what is written, folded, and whether a star stands before or after it."""

    written: str
    before: bool = False
    after: bool = False


@dataclass(frozen=True)
class Term:
    """A term as its words; terms that say the same are equal."""

    words: tuple[Word, ...]

    @cached_property
    def exact(self) -> bool:
        """Whether only :func:`span_at` can tell where it stands: a star inside, or a sign that the block does not keep apart."""
        inner = any(word.after for word in self.words[:-1]) or any(word.before for word in self.words[1:])
        return inner or any(_byte(sign) == OTHER for word in self.words for sign in word.written if not word_bits(sign))

    @cached_property
    def head(self) -> bytes:
        """What to search for in ``Block.words``: the whole term, or only its first word if the rest has to be checked exactly."""
        words = self.words[:1] if self.exact else self.words
        written = " ".join(word.written for word in words)
        return "".join(sign if word_bits(sign) else " " for sign in written).encode()

    @cached_property
    def checks(self) -> tuple[tuple[int, int], ...]:
        """Places in the head where ``Block.words`` has a space, with the byte due there in ``Block.signs`` (or ``GAP``)."""
        found, place = [], 0
        for number, word in enumerate(self.words):
            if number:
                found.append((place, GAP))
                place += 1
            for sign in word.written:
                if not word_bits(sign):
                    found.append((place, _byte(sign)))
                place += len(sign.encode()) if word_bits(sign) else 1
        return () if self.exact else tuple(found)


def _byte(sign: str) -> int:
    """The byte of ``Block.signs`` for a sign that is no part of a word."""
    return ord(sign) if ord(sign) < 128 else OTHER


def term_of(written: str) -> Term:
    """The term as it is understood.

    >>> term_of("NHS  Trust*").words
    (Word(written='nhs', before=False, after=False), Word(written='trust', before=False, after=True))
    """
    folded, _ = fold_text(clean(written))
    return Term(tuple(Word(word.strip("*"), word.startswith("*"), word.endswith("*")) for word in folded.split()))


def span_at(term: Term, folded: str, start: int) -> Span | None:
    """The span of a term whose first written sign stands at `start` of a folded text, or None if it does not stand there."""

    def after(place: int, number: int) -> int | None:
        word = term.words[number]
        for begin in _begins(folded, place, word) if number else [place]:
            if not folded.startswith(word.written, begin):
                continue
            end = begin + len(word.written)
            while word.after and end < len(folded) and word_bits(folded[end]) & PREVIOUS:
                end += 1
            if number + 1 == len(term.words):
                if end == len(folded) or not word_bits(folded[end]) & PREVIOUS:
                    return end
                continue
            gap = _gap_end(folded, end)
            found = after(gap, number + 1) if gap is not None else None
            if found is not None:
                return found
        return None

    end = after(start, 0)
    while term.words[0].before and start and word_bits(folded[start - 1]) & NEXT:
        start -= 1
    return None if end is None or (start and word_bits(folded[start - 1]) & NEXT) else (start, end)


def _begins(folded: str, place: int, word: Word) -> list[int]:
    """Where the written part of a word may begin, the farthest first."""
    last = place
    while word.before and last < len(folded) and word_bits(folded[last]) & NEXT:
        last += 1
    return list(range(last, place - 1, -1))


def _gap_end(folded: str, place: int) -> int | None:
    """Where the gap of a phrase ends: after a dash, or after white space without an empty line; None if there is none."""
    if folded.startswith("-", place):
        return place + 1
    end = place
    while end < len(folded) and ord(folded[end]) in (SPACE, 10):
        end += 1
    return end if end > place and folded.count("\n", place, end) < 2 else None
