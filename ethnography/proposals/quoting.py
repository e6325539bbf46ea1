"""Quotations: which words of a comment stand, word for word, in exactly one comment before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ethnography.text import plain

RUN = 6
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A run of `words` words at start:end (code points) of a text that text number `of` has too, and no other before it."""

    of: int
    words: int
    start: int
    end: int


def find_quotations(texts: Sequence[str]) -> dict[int, dict[int, Quotation]]:
    """For each text, by its number, the longest run of ``RUN`` words or more from each earlier text that it shares words with.

    Case, punctuation and the form of quotation marks do not count. Words that two earlier texts have are nobody's quotation,
    and a text that says nothing of its own beside the run (one posted twice) quotes nothing.

    >>> find_quotations(["Nobody reads the rota but us.", "“nobody reads the rota but us”? I do!"])
    {1: {0: Quotation(of=0, words=6, start=1, end=29)}}
    """
    import numpy as np

    vocabulary: dict[str, int] = {}
    words = [[vocabulary.setdefault(w.lower(), len(vocabulary)) for w in _WORD.findall(plain(text))] for text in texts]
    lengths = np.array([len(ids) for ids in words], dtype=np.int64)
    owner = np.repeat(np.arange(len(texts)), lengths)
    if len(owner) < RUN:
        return {}
    ids = np.fromiter((id for one in words for id in one), dtype=np.uint64, count=len(owner)) + np.uint64(1)
    last = len(ids) - RUN + 1
    runs = np.zeros(last, dtype=np.uint64)  # one number a run of RUN words; it overflows on purpose
    for step in range(RUN):
        runs = runs * np.uint64(0x9E3779B97F4A7C15) + ids[step : step + last]
    places = np.flatnonzero(owner[:last] == owner[RUN - 1 :])
    if not len(places):
        return {}
    places = places[np.argsort(runs[places], kind="stable")]
    again = runs[places][1:] == runs[places][:-1]
    repeated = places[np.concatenate(([False], again)) | np.concatenate((again, [False]))]
    first_word = np.concatenate(([0], np.cumsum(lengths)))
    from_where = _only_source(repeated.tolist(), runs[repeated].tolist(), owner[repeated].tolist())
    return _longest(texts, from_where, owner.tolist(), first_word.tolist())


def _only_source(places: list[int], runs: list[int], owners: list[int]) -> dict[int, int]:
    """Place of a run → the one earlier text that has the run; runs of one number stand together, in the order of the texts."""
    found: dict[int, int] = {}
    run, first, second = None, -1, -1
    for place, number, text in zip(places, runs, owners, strict=True):
        if number != run:
            run, first, second = number, text, -1
        elif text != first and second in {-1, text}:
            second = text
            found[place] = first
        elif text != first:
            second = -2
    return found


def _longest(
    texts: Sequence[str], from_where: dict[int, int], owners: list[int], starts: list[int]
) -> dict[int, dict[int, Quotation]]:
    """The longest run each text has from each other; `owners`: the text of each word, `starts`: the first word of each text."""
    found: dict[int, dict[int, Quotation]] = {}
    for place, source in sorted(from_where.items()):
        if from_where.get(place - 1) == source and owners[place - 1] == owners[place]:
            continue
        text, end = owners[place], place
        while from_where.get(end + 1) == source and owners[end + 1] == text:
            end += 1
        count = end - place + RUN
        said = starts[text + 1] - starts[text]
        before = found.get(text, {}).get(source)
        if count < said and (before is None or count > before.words):
            spans = [match.span() for match in _WORD.finditer(plain(texts[text]))]
            at = place - starts[text]
            found.setdefault(text, {})[source] = Quotation(source, count, spans[at][0], spans[at + count - 1][1])
    return found
