"""The words of the rule language: what a rule of a code says. How it is matched is told in ``ethnography.autocode``.

A rule in a codebook file::

    - id: trust-stance               # optional; otherwise the code's id and a number
      terms: [trust*, believab*]     # words, stems with *, phrases of several words
      regex: ["\\bcon[- ]?m[ae]n\\b"]  # regular expressions, for what terms cannot say
      near:                          # a term of every list, close to each other
        all: [[real, own], [name*, identit*]]
        within: 4 words              # or: sentence, paragraph, comment
      not: ["nhs trust*", "our trust"]  # a match that overlaps one of these is cancelled
      unless: {terms: [survey*], within: sentence}   # a match with one of these close by is cancelled
      spread: sentence               # mark the match, its sentence, its paragraph or the comment
      parts: [reference, heading]    # kinds of parts searched besides the ordinary ones

Terms ignore case; ``’`` equals ``'``; in a phrase a space stands for white space or a hyphen; ``*`` stands for the rest of
a word (at its start or its end); a term matches whole words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

SPREADS = ("match", "sentence", "paragraph", "comment")
WITHIN = ("sentence", "paragraph", "comment")
LEFT_OUT_PARTS = ("reference", "heading")
RULE_KEYS = ("id", "terms", "regex", "near", "not", "unless", "spread", "parts")


@dataclass(frozen=True, slots=True)
class Near:
    """A term of every group in `groups` within `words` words of each other, or in one `unit` (sentence, paragraph, comment)."""

    groups: tuple[tuple[str, ...], ...]
    words: int | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a code. It fires where a term, a regex or the `near` matches, and nothing in `cancel` or `unless` forbids it."""

    id: str
    code: str
    terms: tuple[str, ...] = ()
    regex: tuple[str, ...] = ()
    near: Near | None = None
    cancel: tuple[str, ...] = ()
    unless: Near | None = None
    spread: str = "match"
    parts: tuple[str, ...] = ()
    line: int | None = None


_TERM = re.compile(r"^\*?[^\s*](?:[^*]*[^\s*])?\*?$")


def term_mistake(term: str) -> str | None:
    """What is wrong with a term, or None.

    >>> term_mistake("trust*") is None, term_mistake("*") is None
    (True, False)
    """
    if not any(character.isalnum() for character in term):
        return f"the term {term!r} has no letter or digit"
    words = term.split()
    if any("*" in word[1:-1] for word in words):
        return f"in the term {term!r} a * stands inside a word; it may stand at the start or the end of a word"
    if any(len(word.strip("*")) < 2 for word in words if "*" in word):
        return f"in the term {term!r} a * needs at least two letters beside it"
    if words[0].startswith("*") and len(words) > 1:
        return f"in the phrase {term!r} the first word may not start with *"
    return None


def regex_mistake(pattern: str) -> str | None:
    """What is wrong with a regular expression, or None."""
    try:
        compiled = re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        return f"the regex {pattern!r} does not compile: {error}"
    if compiled.match(""):
        return f"the regex {pattern!r} matches the empty text"
    return None
