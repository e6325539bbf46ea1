"""Searching for words, and going where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ethnography.cli.reviewing.going import go
from ethnography.cli.reviewing.showing import shown_text
from ethnography.cli.screen import say

if TYPE_CHECKING:
    from ethnography.cli.reviewing.sitting import Sitting

MOST = 20  # so many places are listed
WIDTH = 36


def search(sitting: Sitting) -> None:
    """Ask for words, list where they stand, and go to the place chosen."""
    from ethnography.autocode import find

    query = sitting.ask.line("search (words, stem*, phrases, with commas between)")
    if not query:
        return
    place = {id: number for number, id in enumerate(sitting.order)}
    table = find(sitting.study.corpus, query)
    hits = [(str(c), int(a), int(b)) for c, a, b in zip(table["comment"], table["start"], table["end"], strict=True) if c in place]
    hits.sort(key=lambda hit: (place[hit[0]], hit[1]))
    for number, (comment, start, end) in enumerate(hits[:MOST], 1):
        say(f"{number:>4}  {_in_context(sitting, comment, start, end)}")
    more = f"; {len(hits) - MOST} are not listed" if len(hits) > MOST else ""
    say(f"{len(hits)} places in {len({hit[0] for hit in hits})} comments{more}.")
    if hits:
        chosen = sitting.ask.number("go to which", min(len(hits), MOST))
        if chosen:
            go(sitting, hits[chosen - 1][0])


def _in_context(sitting: Sitting, comment: str, start: int, end: int) -> str:
    shown = shown_text(sitting, comment)
    start, end = shown.at(start, end)
    text = shown.text.replace("\n", " ")
    before, after = text[max(0, start - WIDTH) : start], text[end : end + WIDTH]
    return f"{before:>{WIDTH}} »{text[start:end]}« {after}"
