"""Segments and codings: a code applied to exact words by a coder, and what is wrong with stored ones.

A coding stores its quote; :func:`check_quotes` compares every one with the text and lists mismatches with their repair.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ethnography.corpus import Comment, Corpus
from ethnography.errors import BadSpan, QuoteNotFound
from ethnography.text import clean, plain

if TYPE_CHECKING:
    import pandas as pd

ORIGINS = ("manual", "suggestion")
SUGGESTED = "(rules)"  # stands for the coder where suggestions are counted and shown like codings; no coder can be called so
FRAME_COLUMNS = (
    *("code", "coder", "comment", "start", "end", "quote", "voice", "thread", "author", "pseudonym", "role", "depth"),
    *("position", "reply_to", "answered", "is_post_author", "kind", "origin", "rule", "at"),
)


@dataclass(frozen=True, slots=True, order=True)
class Segment:
    """Some words of one comment: half-open, in Unicode code points of its text.

    >>> Segment("c1", 0, 5).overlaps(Segment("c1", 4, 9)), Segment("c1", 0, 9).contains(Segment("c1", 4, 9))
    (True, True)
    """

    comment: str
    start: int
    end: int

    def overlap(self, other: Segment) -> int:
        """How many code points the two share; 0 for segments of different comments."""
        if self.comment != other.comment:
            return 0
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def overlaps(self, other: Segment) -> bool:
        """Whether they share at least one code point."""
        return self.overlap(other) > 0

    def contains(self, other: Segment) -> bool:
        """Whether every code point of the other is in this one."""
        return self.comment == other.comment and self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Coding:
    """The application of a code: code × segment × coder × time × origin, with the quoted text beside it.

    `at` is ISO 8601 in UTC. `origin` is ``manual`` or ``suggestion``; for the latter `rule` names the rule accepted.
    """

    id: str
    code: str
    segment: Segment
    quote: str
    coder: str
    at: str
    origin: str = "manual"
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A stored coding whose quote is not what stands at its place, and the repair that would mend it (None: none known)."""

    coding: Coding
    found: str
    repair: Segment | None

    def __str__(self) -> str:
        place = f"{self.coding.segment.comment} {self.coding.segment.start}:{self.coding.segment.end}"
        if self.repair:
            advice = f"The quote stands at {self.repair.start}:{self.repair.end}: remove the coding and code that span."
        else:
            advice = "The quote stands nowhere in it, or more than once: remove the coding and code the words anew."
        return f"Coding {self.coding.id} ({self.coding.code} by {self.coding.coder}, {place}): {self.found}. {advice}"


def find_segment(comment: Comment, words: str | tuple[int, int]) -> Segment:
    """The segment that a quotation or a span names.

    `words`: the exact words (curly and straight quotes, kinds of dashes and of spaces count as equal), which must stand
    exactly once; or ``(start, end)`` in code points. Raises ``QuoteNotFound`` or ``BadSpan``.

    >>> find_segment(Comment("c", "t", None, "I don\u2019t trust it"), "don't trust")
    Segment(comment='c', start=2, end=13)
    """
    if not isinstance(words, str):
        start, end = words
        if not 0 <= start < end <= len(comment.text):
            raise BadSpan(comment.id, start, end, len(comment.text))
        return Segment(comment.id, start, end)
    words = clean(words)
    for text, quote in ((comment.text, words), (plain(comment.text), plain(words))):
        times = text.count(quote) if quote else 0
        if times == 1 and text.rfind(quote) == (start := text.find(quote)):
            return Segment(comment.id, start, start + len(quote))
        if times:
            raise QuoteNotFound(comment.id, words, _times(text, quote))
    raise QuoteNotFound(comment.id, words, 0)


def _times(text: str, quote: str) -> int:
    """How often the quote stands in the text, overlapping occurrences counted."""
    times, at = 0, text.find(quote)
    while at >= 0:
        times, at = times + 1, text.find(quote, at + 1)
    return times


class Codings:
    """Codings in order of time, by id; a value: :meth:`where` and the like return new ones."""

    def __init__(self, codings: Iterable[Coding] = ()) -> None:
        ordered = sorted(codings, key=lambda coding: (coding.at, coding.id))
        self._by_id: Mapping[str, Coding] = {coding.id: coding for coding in ordered}

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Coding]:
        return iter(self._by_id.values())

    def __contains__(self, id: object) -> bool:
        return id in self._by_id

    def __getitem__(self, id: str) -> Coding:
        return self._by_id[id]

    def __repr__(self) -> str:
        coders = sorted({coding.coder for coding in self})
        return f"Codings({len(self)} by {', '.join(coders) or 'nobody'})"

    @cached_property
    def _by_comment(self) -> dict[str, list[Coding]]:
        found: dict[str, list[Coding]] = {}
        for coding in self:
            found.setdefault(coding.segment.comment, []).append(coding)
        return found

    def where(self, *, code: str | None = None, coder: str | None = None, comment: str | None = None) -> Codings:
        """Those with this code, by this coder, in this comment; None takes all."""
        pool = self if comment is None else self._by_comment.get(comment, ())
        return Codings(c for c in pool if code in (None, c.code) and coder in (None, c.coder))

    def overlapping(self, segment: Segment) -> Codings:
        """Those that share at least one code point with the segment."""
        return Codings(c for c in self._by_comment.get(segment.comment, ()) if c.segment.overlaps(segment))

    def to_frame(self, corpus: Corpus) -> pd.DataFrame:
        """One row a coding, index ``coding``, in corpus order; each knows its comment, author, depth, thread and what it answers.

        Columns: ``code, coder, comment, start, end, quote, voice, thread, author, pseudonym, role, depth, position, reply_to,
        answered, is_post_author, kind, origin, rule, at``. ``voice`` is the name of the person whose words these are where
        that is not the comment's author (NA otherwise); ``answered`` the author of the comment answered. Codings of a
        comment that is not in the corpus are left out here; :func:`check_quotes` lists them.
        """
        import pandas as pd

        rows = [
            (c.id, c.code, c.coder, c.segment.comment, c.segment.start, c.segment.end, c.quote, c.origin, c.rule, c.at)
            for c in self
            if c.segment.comment in corpus
        ]
        names = ["coding", "code", "coder", "comment", "start", "end", "quote", "origin", "rule", "at"]
        frame = pd.DataFrame(rows, columns=names)
        frame["voice"] = pd.array(
            [voice_of(corpus.comment(comment), start, end) for comment, start, end in frame[["comment", "start", "end"]].values],
            dtype="str",
        )
        about = corpus.comments[
            ["thread", "author", "pseudonym", "role", "depth", "position", "reply_to", "is_post_author", "kind"]
        ]
        frame = frame.join(about, on="comment")
        frame["answered"] = about["author"].reindex(frame["reply_to"]).to_numpy()
        order = pd.Series(range(len(about)), index=about.index)
        frame = frame.assign(place=order.reindex(frame["comment"]).to_numpy())
        frame = frame.sort_values(["place", "start", "end", "code", "coder", "coding"], kind="stable").set_index("coding")
        return frame[list(FRAME_COLUMNS)]


def voice_of(comment: Comment, start: int, end: int) -> str | None:
    """Whose words start:end are, where they are not the comment author's: the voice of the part they lie in."""
    inside = [part for part in comment.parts if part.start <= start and end <= part.end and part.voice]
    return min(inside, key=lambda part: part.end - part.start).voice if inside else None


def check_quotes(codings: Iterable[Coding], corpus: Corpus) -> list[Mismatch]:
    """The codings whose quote is not the text at their place. Nothing is moved; each says what would mend it."""
    wrong = []
    for coding in codings:
        place = coding.segment
        if place.comment not in corpus:
            wrong.append(Mismatch(coding, "its comment is not in the corpus", None))
            continue
        text = corpus.comment(place.comment).text
        if text[place.start : place.end] == coding.quote and coding.quote:
            continue
        at = text.find(coding.quote) if coding.quote and _times(text, coding.quote) == 1 else -1
        repair = Segment(place.comment, at, at + len(coding.quote)) if at >= 0 else None
        wrong.append(Mismatch(coding, f"“{text[place.start : place.end]}” stands there, not “{coding.quote}”", repair))
    return wrong
