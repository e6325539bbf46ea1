"""The nouns of a report: what an outline is made of. Frozen values of text and numbers, masked already, never markup
(except a figure's SVG, which this package draws). :mod:`ethnography.report.outline` fills them in.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Note:
    """A memo as it is shown: who wrote it, when, about what (in words; empty where its place says so), and the text."""

    coder: str
    at: str
    about: str
    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Words under a code. `answered` is the comment answered, shortened if long; `answered_cut` counts the words cut.

    `pseudonym` is who speaks and `role` their role, "" if not stated. `also` are ids of other quotes that overlap this one.
    `how` says where a rule proposed the words. `ids` are all codings behind the quote, `id` the first and permanent one.
    """

    id: str
    ids: tuple[str, ...]
    code: str
    comment: str
    before: str
    words: str
    after: str
    attribution: str
    pseudonym: str
    role: str
    coders: tuple[str, ...]
    thread: str
    thread_title: str
    depth: int
    n_words: int
    answered: str
    answered_by: str
    answered_cut: int
    how: str
    notes: tuple[Note, ...]
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """A code of the codebook with all that is said of it. `path`: names of the codes above; `group`: 0.. by top code.

    `fields` are (label, text) of what the codebook fills in; `rules` one line each. `n_quotes` counts this code's own
    quotes, `n_below` those of the codes under it too.
    """

    id: str
    name: str
    depth: int
    path: tuple[str, ...]
    parent: str
    group: int
    color: str
    status: str
    brief: str
    fields: tuple[tuple[str, str], ...]
    rules: tuple[str, ...]
    codable: bool
    n_quotes: int
    n_below: int
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often a code was used. `share` is of the `of` units counted (None: undefined); `top_share` is `top_author`'s part."""

    code: str
    name: str
    depth: int
    codings: int
    comments: int
    authors: int
    threads: int
    n: int
    of: int
    share: float | None
    top_author: str
    top_share: float | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing: its title, the SVG text, and a caption ("" for none)."""

    title: str
    svg: str
    caption: str


@dataclass(frozen=True, slots=True)
class CoderWork:
    """What one coder did: codings, different codes and comments coded, accepted suggestions, first and last day."""

    coder: str
    codings: int
    codes: int
    comments: int
    suggested: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class ThreadEntry:
    """A thread: what is in it, and how many quotes the report takes from it."""

    id: str
    title: str
    comments: int
    authors: int
    depth: int
    words: int
    first: str
    last: str
    quotes: int
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Import:
    """One import: the file and its digest, what was read, and what was not; `left_out` are (reason, how often, examples)."""

    file: str
    at: str
    format: str
    sha256: str
    read: str
    stated: str
    left_out: tuple[tuple[str, int, tuple[str, ...]], ...]
    guesses: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """Everything a report says. `made_at` is the caller's ("" leaves it out); `method` are (heading, text) pairs."""

    name: str
    made_at: str
    summary: str
    description: str
    method: tuple[tuple[str, str], ...]
    coders: tuple[CoderWork, ...]
    frequency: tuple[Frequency, ...]
    figures: tuple[Figure, ...]
    quotes: tuple[Quote, ...]
    codebook_name: str
    codebook_about: str
    codes: tuple[CodeEntry, ...]
    notes: tuple[Note, ...]
    threads: tuple[ThreadEntry, ...]
    imports: tuple[Import, ...]
    versions: tuple[tuple[str, str], ...]
    problems: tuple[str, ...]

    def quotes_of(self, code: str) -> tuple[Quote, ...]:
        """The quotes under one code (not those of the codes under it), in corpus order."""
        return tuple(quote for quote in self.quotes if quote.code == code)
