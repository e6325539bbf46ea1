"""What coders do, as events: code, remove, note, mark seen, and decide on what the rules suggest.

Each function checks what it is given and returns events for the journal; none writes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ethnography.codebook import Codebook
from ethnography.coding import SUGGESTED, Coding, Codings, Segment, find_segment
from ethnography.corpus import Corpus
from ethnography.errors import StudyProblem, UnknownId
from ethnography.journal import Event, Journals, State, coding_of, new_event
from ethnography.memo import SUBJECTS

if TYPE_CHECKING:
    import pandas as pd

STATUSES = ("pending", "coded", "rejected")


def check_code(codebook: Codebook, code: str) -> None:
    """Raise where this code cannot be applied: unknown, retired, merged into another, or only grouping others."""
    found = codebook.code(code)
    if found.status == "merged":
        raise StudyProblem(codebook.name, f"code {code!r} was merged", f"Use {found.merged_into!r}.")
    if found.status == "retired":
        raise StudyProblem(codebook.name, f"code {code!r} is retired", "Use another, or set its status to active.")
    if not found.codable:
        below = ", ".join(codebook.children(code)) or "none"
        raise StudyProblem(codebook.name, f"code {code!r} only groups others", f"Use one of them: {below}.")


def code_event(
    corpus: Corpus,
    codebook: Codebook,
    coder: str,
    comment: str,
    words: str | tuple[int, int],
    code: str,
    *,
    rule: str | None = None,
) -> Event:
    """The event of applying a code to words of a comment. Raises ``UnknownId``, ``QuoteNotFound``, ``BadSpan`` …"""
    check_code(codebook, code)
    message = corpus.comment(comment)
    segment = find_segment(message, words)
    quote = message.text[segment.start : segment.end]
    origin = "manual" if rule is None else "suggestion"
    place = {"comment": comment, "start": segment.start, "end": segment.end}
    return new_event("coded", coder, **place, quote=quote, code=code, origin=origin, rule=rule)


def check_memo(journals: Journals, corpus: Corpus, codebook: Codebook, about: str, subject: str, text: str) -> None:
    """Raise where there is nothing of this id to write a memo about, or nothing is written in it."""
    if about not in SUBJECTS:
        raise UnknownId("subject of a memo", about, SUBJECTS, "a study")
    if about == "comment":
        corpus.comment(subject)
    elif about == "thread":
        corpus.thread(subject)
    elif about == "code":
        codebook.code(subject)
    elif about == "coding" and not (journals.holds(subject) and journals.events[subject]["event"] == "coded"):
        raise UnknownId("coding", subject, (coding.id for coding in journals.state.codings))
    elif about == "study" and subject:
        raise UnknownId("study", subject, [""])
    if not text.strip():
        raise StudyProblem("memo", "it is empty", "Write something, or leave it.")


def memo_event(journals: Journals, corpus: Corpus, codebook: Codebook, coder: str, text: str, about: str, subject: str) -> Event:
    """The event of writing a memo. `about` is one of ``SUBJECTS``; `subject` must exist (``""`` for the study)."""
    journals.refresh()
    check_memo(journals, corpus, codebook, about, subject, text)
    return new_event("memo", coder, about=about, subject=subject, text=text)


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a suggestions frame."""

    comment: str
    start: int
    end: int
    code: str
    rule: str


def _rows(suggestions: pd.DataFrame) -> list[_Row]:
    columns = [suggestions[name] for name in ("comment", "start", "end", "code", "rule")]
    return [_Row(str(c), int(a), int(b), str(k), str(r)) for c, a, b, k, r in zip(*columns, strict=True)]


def with_status(suggestions: pd.DataFrame, state: State, coder: str) -> pd.DataFrame:
    """The suggestions with a column ``status`` as this coder has them.

    ``rejected``: the coder rejected this code on this very span; ``coded``: the coder has a coding of this code that
    overlaps it (an accepted suggestion, or the coder's own); ``pending``: neither.
    """
    mine: dict[tuple[str, str], list[Segment]] = {}
    for coding in state.codings.where(coder=coder):
        mine.setdefault((coding.segment.comment, coding.code), []).append(coding.segment)
    found = []
    for row in _rows(suggestions):
        segment = Segment(row.comment, row.start, row.end)
        if any(segment.overlaps(other) for other in mine.get((row.comment, row.code), ())):
            found.append("coded")
        elif (coder, row.comment, row.start, row.end, row.code) in state.rejected:
            found.append("rejected")
        else:
            found.append("pending")
    return suggestions.assign(status=found)


def accept_events(suggestions: pd.DataFrame, corpus: Corpus, codebook: Codebook, state: State, coder: str) -> list[Event]:
    """Codings for the suggestions given, each with its rule; those this coder has coded already are passed over."""
    open_ones = with_status(suggestions, state, coder)
    return [
        code_event(corpus, codebook, coder, row.comment, (row.start, row.end), row.code, rule=row.rule)
        for row in _rows(open_ones.loc[open_ones["status"] != "coded"])
    ]


def reject_events(suggestions: pd.DataFrame, state: State, coder: str) -> list[Event]:
    """Rejections of the suggestions given; those decided already are passed over."""
    pending = with_status(suggestions, state, coder)
    return [
        new_event("rejected", coder, comment=row.comment, start=row.start, end=row.end, code=row.code, rule=row.rule)
        for row in _rows(pending.loc[pending["status"] == "pending"])
    ]


def as_codings(suggestions: pd.DataFrame) -> Codings:
    """Suggestions in the form of codings by ``(rules)``, to be counted and shown like codings; never stored."""
    from ethnography.autocode import suggestion_key

    return Codings(
        Coding(suggestion_key(row.comment, row.code, row.start, row.end), row.code, Segment(row.comment, row.start, row.end),
               quote, SUGGESTED, "", "suggestion", row.rule)
        for row, quote in zip(_rows(suggestions), suggestions["quote"], strict=True)
    )  # fmt: skip


def same_coding(here: Iterable[Event], event: Event) -> Event | None:
    """The event among those of a comment by which this coder has this code on this very segment already, if there is one."""
    fields = ("event", "coder", "code", "comment", "start", "end")
    return next((other for other in here if all(other.get(name) == event[name] for name in fields)), None)


def apply_once(journals: Journals, event: Event) -> Coding:
    """Write an event ``coded`` unless this coder has this code on these words already; the coding that holds. On disk then."""
    with journals.turn(event["coder"]) as write:
        same = same_coding(journals.of_comment(event["comment"]), event)
        if same is None:
            write([event])
    return coding_of(same or event)
