"""Selecting words of a comment: typed as they are shown, by the numbers of sentences, or whole units."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ethnography.cli.reviewing.showing import list_stretches, shown_text
from ethnography.cli.screen import one_line, say
from ethnography.pseudonyms import Masked
from ethnography.text import Span, clean, paragraphs, plain, sentences

if TYPE_CHECKING:
    from ethnography.cli.reviewing.sitting import Sitting

MOST = 20  # so many places are listed to choose from
_RUN = re.compile(r"(\d+)(?:\s*[-–]\s*(\d+))?")
_GAP = re.compile(r"\s*(?:…|\.\.\.)\s*")
_QUOTES = "“”„\"'‘’«»"


def find_words(text: str, shown: Masked, typed: str) -> list[Span]:
    """The places of the text that typed words can mean, in order; none where they do not stand in it.

    The words may be those of the text or those shown instead (`shown` is the masked text; brackets may be left out), where part
    of a masked name means all of it. Curly and straight quotes, dashes, spaces and line breaks count as equal; ``…`` stands for
    any words between.
    Whole words in the same case are taken before anything else that fits.

    >>> text = "Hi Al, I don’t\\ntrust it. Al"
    >>> shown = Masked.of(text, [(3, 5, "[Rowan]"), (25, 27, "[Rowan]")])
    >>> find_words(text, shown, "I don't trust"), find_words(text, shown, "rowan"), find_words(text, shown, "Hi … it")
    ([(7, 20)], [(3, 5), (25, 27)], [(0, 23)])
    """
    bare = Masked.of(text, ((start, end, instead.strip("[]")) for start, end, instead in shown.spans))
    backs = [_unmasking(text, one) for one in (Masked(text), shown, bare)]
    seen = [plain(text), plain(shown.text), plain(bare.text)]
    words = clean(typed).strip()
    for wanted in dict.fromkeys([words, words.strip(_QUOTES).strip()]):
        for pattern in _patterns(plain(wanted)):
            found = {back.at(*match.span(1)) for one, back in zip(seen, backs, strict=True) for match in pattern.finditer(one)}
            if found:
                return sorted(found)
    return []


def ask_words(sitting: Sitting, label: str = "words") -> Span | None:
    """The words that the coder names; None where nothing is chosen."""
    text, units = sitting.comment.text, sentences(sitting.comment.text)
    if not units:
        say("There is no text here.")
        return None
    typed = sitting.ask.line(f"{label}, or the number of a sentence (1–{len(units)}; ? lists them)")
    if typed == "?":
        list_stretches(sitting, units)
        typed = sitting.ask.line(label)
    if not typed:
        return None
    if (run := _run(typed, units)) is not None:
        return run
    found = find_words(text, shown_text(sitting, sitting.at), typed)
    if not found:
        say(
            f"“{one_line(typed, 60)}” does not stand in this comment. Type the words as they are shown; … stands for words between."
        )
        return None
    return found[0] if len(found) == 1 else _choose_place(sitting, found)


def ask_unit(sitting: Sitting, units: list[Span], noun: str) -> Span | None:
    """One of the comment's sentences or paragraphs, or a run of them, asked for where there are several."""
    if not units:
        say("There is no text here.")
        return None
    if len(units) == 1:
        return units[0]
    list_stretches(sitting, units)
    typed = sitting.ask.line(f"which {noun} (1–{len(units)}, or a run such as 1-2)")
    found = _run(typed, units)
    if typed and found is None:
        say(f"There is no {noun} {one_line(typed, 20)} here.")
    return found


def sentence(sitting: Sitting) -> Span | None:
    """A sentence of the comment."""
    return ask_unit(sitting, sentences(sitting.comment.text), "sentence")


def paragraph(sitting: Sitting) -> Span | None:
    """A paragraph of the comment."""
    return ask_unit(sitting, paragraphs(sitting.comment.text), "paragraph")


def whole(sitting: Sitting) -> Span | None:
    """The whole comment, without white space around it."""
    units = paragraphs(sitting.comment.text)
    if not units:
        say("There is no text here.")
        return None
    return units[0][0], units[-1][1]


def _choose_place(sitting: Sitting, found: list[Span]) -> Span | None:
    shown = shown_text(sitting, sitting.at)
    say(f"These words stand in {len(found)} places:")
    for number, span in enumerate(found[:MOST], 1):
        start, end = shown.at(*span)
        before, after = shown.text[max(0, start - 30) : start], shown.text[end : end + 30]
        say(f"  {number}  …{one_line(before, 40)} »{one_line(shown.text[start:end], 60)}« {one_line(after, 40)}…")
    chosen = sitting.ask.number("which", min(len(found), MOST))
    return found[chosen - 1] if chosen else None


def _run(typed: str, units: list[Span]) -> Span | None:
    """The stretch that ``2`` or ``2-3`` names; None where it names none."""
    match = _RUN.fullmatch(typed)
    if match is None or len(match[1]) > 6 or len(match[2] or "") > 6:
        return None
    first, last = int(match[1]), int(match[2] or match[1])
    return (units[first - 1][0], units[last - 1][1]) if 1 <= first <= last <= len(units) else None


def _unmasking(text: str, shown: Masked) -> Masked:
    """The way back: the shown text with each replaced stretch replaced by what stands in `text`."""
    longer, spans = 0, []
    for start, end, instead in shown.spans:
        spans.append((start + longer, start + longer + len(instead), text[start:end]))
        longer += len(instead) - (end - start)
    return Masked.of(shown.text, spans)


def _patterns(words: str) -> list[re.Pattern[str]]:
    """What to look for, the strictest first; each pattern's group 1 is the place, and places may overlap."""
    pieces = [piece for piece in _GAP.split(words) if piece]
    literal = [r"\s+".join(map(re.escape, words.split()))]
    gapped = [".*?".join(r"\s+".join(map(re.escape, piece.split())) for piece in pieces)] if len(pieces) > 1 else []
    found = []
    for expression in literal + gapped:
        if expression:
            for flags in (re.DOTALL, re.DOTALL | re.IGNORECASE):
                found.append(re.compile(rf"(?=((?<!\w){expression}(?!\w)))", flags))
                found.append(re.compile(rf"(?=({expression}))", flags))
    return found
