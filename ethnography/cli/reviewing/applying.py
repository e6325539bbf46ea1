"""Applying codes to words, and changing what was applied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ethnography.cli.reviewing.choosing import choose_code, pinned_codes
from ethnography.cli.reviewing.selecting import ask_words, paragraph, sentence, whole
from ethnography.cli.reviewing.showing import codings_here, list_codings, short
from ethnography.cli.screen import say
from ethnography.text import Span

if TYPE_CHECKING:
    from ethnography.cli.reviewing.sitting import Sitting
    from ethnography.coding import Coding


def code_sentence(sitting: Sitting) -> None:
    """Code a sentence, asked for where there are several."""
    _code(sitting, sentence(sitting))


def code_paragraph(sitting: Sitting) -> None:
    """Code a paragraph, asked for where there are several."""
    _code(sitting, paragraph(sitting))


def code_comment(sitting: Sitting) -> None:
    """Code the whole comment."""
    _code(sitting, whole(sitting))


def code_words(sitting: Sitting) -> None:
    """Code words that are asked for."""
    _code(sitting, ask_words(sitting))


def repeat(sitting: Sitting) -> None:
    """Apply the last code to words that are asked for."""
    mine = list(sitting.study.codings.where(coder=sitting.coder))
    code = sitting.last_code or (mine[-1].code if mine else None)
    if code is None:
        say("No code has been applied yet.")
    else:
        _apply_to_words(sitting, code)


def favourite(sitting: Sitting) -> None:
    """Apply the code on the digit key that was pressed to words that are asked for."""
    code = pinned_codes(sitting).get(sitting.key)
    if code is None:
        say(f"No code is on key {sitting.key}. P puts one there.")
    else:
        _apply_to_words(sitting, code)


def apply_code(sitting: Sitting, span: Span, code: str, rule: str | None = None) -> None:
    """Apply a code to a stretch of the comment; `rule` where it was suggested by one."""
    done = sitting.do({"do": "code", **_place(sitting, span), "code": code, "rule": rule})
    sitting.last_code = code
    where = f"{sitting.code_name(code)} on {short(sitting, sitting.at, *span)}"
    say(f"Saved: {where}." if done else f"{where}: you have that already.")


def list_here(sitting: Sitting) -> None:
    """The codings of the comment with their numbers."""
    if codings_here(sitting):
        list_codings(sitting)
        say("Del removes one, v changes its words, m writes a memo on it")
    else:
        say("Nothing is coded here.")


def remove(sitting: Sitting) -> None:
    """Remove one of this coder's codings."""
    if coding := choose_coding(sitting, "remove which coding"):
        sitting.do({"do": "remove", "subject": coding.id})
        say(f"Removed: {sitting.code_name(coding.code)}. z takes that back.")


def move(sitting: Sitting) -> None:
    """Put one of this coder's codings on other words: the coding is removed, and the code applied anew."""
    coding = choose_coding(sitting, "change the words of which coding")
    span = coding and ask_words(sitting, f"words for {sitting.code_name(coding.code)} instead")
    if not coding or not span:
        return
    if span == (coding.segment.start, coding.segment.end):
        say("The words are the same; nothing was changed.")
        return
    sitting.do(
        {"do": "remove", "subject": coding.id}, {"do": "code", **_place(sitting, span), "code": coding.code, "rule": coding.rule}
    )
    say(f"Saved: {sitting.code_name(coding.code)} is now on {short(sitting, sitting.at, *span)}.")


def choose_coding(sitting: Sitting, label: str) -> Coding | None:
    """One of this coder's own codings of the comment, asked for where there are several."""
    listed = codings_here(sitting)
    mine = [coding for coding in listed if coding.coder == sitting.coder]
    if not mine:
        say("No coding of yours is here.")
        return None
    if len(mine) == 1:
        return mine[0]
    list_codings(sitting)
    number = sitting.ask.number(label, len(listed))
    if number is None:
        return None
    chosen = listed[number - 1]
    if chosen.coder != sitting.coder:
        say(f"That is {chosen.coder}’s; only {chosen.coder} can change it.")
        return None
    return chosen


def _code(sitting: Sitting, span: Span | None) -> None:
    if span is None:
        return
    code = choose_code(sitting, f"code for {short(sitting, sitting.at, *span, 50)}")
    if code is not None:
        apply_code(sitting, span, code)


def _apply_to_words(sitting: Sitting, code: str) -> None:
    if span := ask_words(sitting, f"words for {sitting.code_name(code)}"):
        apply_code(sitting, span, code)


def _place(sitting: Sitting, span: Span) -> dict[str, object]:
    start, end = span
    return {"comment": sitting.at, "start": start, "end": end, "quote": sitting.comment.text[start:end]}
