"""Which of the labels in a text are speakers, and the parts that their turns make of it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ethnography.corpus import Part
from ethnography.corpus.roles import role_of
from ethnography.formats.turns.labels import Label, is_metadata, label_at
from ethnography.formats.turns.people import askers, is_short_for, voices_of
from ethnography.formats.wording import is_name, parse_date
from ethnography.text import Span

_HEAD_LINES = 40
_CLOSE_PARTS, _CLOSE_NAMES = 0.04, 0.25  # turns a paragraph
_STAGE = re.compile(r"\W{0,3}[\[(*<][^\])>*\n]{0,200}[\])>*]\W{0,3}")
_ENDS = re.compile(
    r"\W*(?:the\s)?(?:end|ende|fin|fine)\s(?:of\s|der\s|des\s|de\sla\s|del\s|dell')?(?:the\s)?"
    r"(?:interviews?|transcript\w*|recording|audio|tape|session|aufnahme|transkripts?|entrevista|grabación|entretien)\W*",
    re.IGNORECASE,
)
_DATE_KEY = re.compile(
    r"[\s*_]*(?:date(?:\sof\s(?:the\s)?interview)?|interview\sdate|recorded(?:\son)?|recording\sdate|datum(?:\sdes\sinterviews)?|fecha(?:\sde\sla\sentrevista)?"
    r"|date\sde\sl.entretien|data(?:\sdell.intervista)?)[\s*_]*[:：]\s*(?P<date>[^\n]{4,60})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Turns:
    """The parts of a text with turns, who speaks how often (in order of appearance), and where the first turn begins.

    `date_text` is the date as the head of the transcript states it ("Date: 3 May 2019"); `guesses` and `warnings` are sentences.
    """

    parts: tuple[Part, ...]
    counts: Mapping[str, int]
    start: int
    date_text: str | None
    guesses: tuple[str, ...]
    warnings: tuple[str, ...]


def find_turns(text: str, parts: Sequence[Part], bold: Sequence[Span] = (), author: str | None = None) -> Turns | None:
    """The turns in a text, or None where they are not clear. `parts`: its blocks in order; `bold`: the stretches in bold.

    The turns of the text's author have voice None.
    """
    lines = list(_lines(text, parts))
    found = [label for start, end in lines if (label := label_at(text, start, end, _bold_end(bold, start)))]
    head_end = _head_end(text, lines, found)
    chosen, doubtful = _speakers([label for label in found if label.start >= head_end])
    if not chosen or not _are_clear(text, parts, chosen):
        return None
    voices, guesses = voices_of(chosen)
    spoken = [(voices[label.key], text[label.end : stop]) for label, stop in zip(chosen, _stops(chosen, text), strict=True)]
    asking, evidence = askers(spoken, text[: chosen[0].start])
    own = {voice for voice in voices.values() if author is not None and voice.casefold() == author.casefold()}
    made = _voiced(text, parts, chosen, {key: (None if voice in own else voice, voice in asking) for key, voice in voices.items()})
    counts = Counter(voice for voice, _ in spoken)
    listed = ", ".join(f"{voice} ({count})" for voice, count in counts.items())
    date = _DATE_KEY.search(text, 0, chosen[0].start)
    return Turns(
        made, counts, chosen[0].start, date["date"].strip(" *_") if date and parse_date(date["date"]) else None,
        (f"Turns were read by the labels before them: {listed}.", *([evidence] if evidence else []), *guesses),
        tuple(f"“{name}:” stands {_times(count)} like a speaker’s label and was read as text" for name, count in doubtful.items()),
    )  # fmt: skip


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _lines(text: str, parts: Iterable[Part]) -> Iterable[Span]:
    """The lines of all parts but lists of references."""
    for part in parts:
        if part.kind in ("paragraph", "heading", "question", "list", "quotation"):
            at = part.start
            for line in text[part.start : part.end].split("\n"):
                if line.strip():
                    yield at, at + len(line)
                at += len(line) + 1


def _bold_end(bold: Sequence[Span], start: int) -> int:
    """Where the bold stretch ends that begins at the line's start (or before it); 0 where there is none."""
    at = bisect_right(bold, (start + 1, 0)) - 1
    return bold[at][1] if at >= 0 and bold[at][0] <= start < bold[at][1] else 0


def _head_end(text: str, lines: Sequence[Span], labels: Sequence[Label]) -> int:
    """Where the head of a transcript ends: after its last fact ("Date: …"), and after lines under it that name who took part."""
    facts = [n for n, (start, end) in enumerate(lines[:_HEAD_LINES]) if is_metadata(text[start:end])]
    if not facts or any(end - start > 400 for start, end in lines[: facts[0]]):
        return 0
    last = facts[0]
    for n in facts:
        if n - last > 6:
            break
        last = n
    starts = {label.start: label for label in labels}
    named: list[str] = []
    for start, end in lines[last + 1 : last + 8]:
        label = starts.get(start)
        value = text[label.end : end].strip() if label else ""
        if label is None or label.form != "colon" or not _is_participant(value):
            break
        named.append(value)
    if len(named) > 1 or any(len(value.split()) > 1 for value in named):
        last += len(named)
    return lines[last][1]


def _is_participant(value: str) -> bool:
    """Whether what stands behind "Interviewer:" is a name and not what they say."""
    words = value.split()
    return 0 < len(words) <= 5 and is_name(value) and value[-1] not in ".!?,…" and all(not word[0].islower() for word in words)


def _speakers(labels: Sequence[Label]) -> tuple[list[Label], dict[str, int]]:
    """The labels that are speakers', and the others with how often they stand.

    Who speaks twice or plays a part ("Interviewer", "P3") is one; who speaks once only between the turns of those, where
    the label looks like theirs: bold like them, initials like them, or of several words.
    """
    times = Counter(label.key for label in labels)
    forms = {label.key: label for label in labels}
    letters = {key for key in times if forms[key].form == "letter"}
    if letters and not {"q", "a"} <= {key[:1] for key in letters}:
        labels = [label for label in labels if label.form != "letter"]
    sure = {key for key, count in times.items() if role_of(forms[key].name) or (count > 1 and forms[key].form != "bracket")}
    sure |= {key for key, count in times.items() if count > 3}
    sure |= {key for key in times if any(is_short_for(forms[other].name, forms[key].name) for other in sure - {key})}
    chosen = [label for label in labels if label.key in sure]
    if not chosen:
        return [], {}
    first = chosen[0].start
    all_bold = sum(label.bold for label in chosen) > 0.9 * len(chosen)
    shapes = {_shape(label.name) for label in chosen if role_of(label.name) is None}
    form = Counter(label.form for label in chosen).most_common(1)[0][0]
    doubtful: dict[str, int] = {}
    kept: list[Label] = []
    for label in labels:
        fits = label.form == form and label.start > first and (
            label.bold if all_bold else _shape(label.name) in shapes & {"initials", "capitals"} or len(label.name.split()) in (2, 3)
        )  # fmt: skip
        if fits or (label.key in sure and (label.bold or not all_bold or role_of(label.name))):
            kept.append(label)
        elif label.start > first:
            doubtful[label.name] = doubtful.get(label.name, 0) + 1
    return kept, dict(list(doubtful.items())[:5])


def _shape(name: str) -> str:
    bare = name.replace(".", "")
    if len(bare) <= 4 and bare.isupper():
        return "initials"
    return "capitals" if bare.isupper() else "words"


def _stops(labels: Sequence[Label], text: str) -> list[int]:
    return [*(label.start for label in labels[1:]), len(text)]


def _are_clear(text: str, parts: Sequence[Part], labels: Sequence[Label]) -> bool:
    """Whether these labels make turns: of two speakers, who change, from the first half of the text on, no turn being nearly all.

    Names, and single letters, must show it more plainly than parts ("Interviewer", "P1") do: by more turns, and closer ones.
    """
    keys = [label.key for label in labels]
    known = {"q", "a"} <= set(keys) or any(role_of(label.name) and len(label.name.strip(".")) > 1 for label in labels)
    changes = sum(one != other for one, other in pairwise(keys))
    repeated = sum(count > 1 for count in Counter(keys).values())
    if len(set(keys)) < 2 or changes < 2 or len(labels) < (3 if known else 5) or repeated < (1 if known else 2):
        return False
    if labels[0].start > max(6000 if known else 1500, len(text) // 2):
        return False
    longest = max(stop - label.start for label, stop in zip(labels, _stops(labels, text), strict=True))
    if longest >= max((len(text) - labels[0].start) * (0.9 if known else 0.5), 400):
        return False
    below = sum(labels[0].start <= part.start <= labels[-1].start for part in parts)
    return len(labels) >= below * (_CLOSE_PARTS if known else _CLOSE_NAMES)


def _voiced(
    text: str, parts: Sequence[Part], labels: Sequence[Label], voices: dict[str, tuple[str | None, bool]]
) -> tuple[Part, ...]:
    """The parts cut where a turn begins, each in the voice of its turn; a heading ends one, and what was done ("[laughs]")
    is nobody's words."""
    made: list[Part] = []
    starts = [label.start for label in labels]
    speaking: tuple[str | None, bool] | None = None
    for part in parts:
        inside = labels[bisect_left(starts, part.start) : bisect_left(starts, part.end)]
        if part.kind == "heading" and not inside:
            speaking = None
        if part.kind in ("heading", "reference") and not inside:
            made.append(part)
            continue
        for start, end, label in _cut(part, inside):
            body = text[start:end].strip()
            start += len(text[start:end]) - len(text[start:end].lstrip())
            if not body:
                continue
            if label is not None:
                speaking = voices[label.key]
            elif _ENDS.fullmatch(body[:200]):
                speaking = None
            kind = "paragraph" if label is not None and part.kind in ("heading", "list") else part.kind
            voice, asks = speaking or (None, False)
            if label is None and _STAGE.fullmatch(body):
                voice, asks = None, False
            kind = "question" if asks and kind == "paragraph" else kind
            made.append(Part(start, start + len(body), kind, voice))
        if len(inside) > 1 and all(label.form == "tab" for label in inside):
            speaking = None  # the rows of a table: what stands under it is no turn's
    return tuple(made)


def _cut(part: Part, labels: Sequence[Label]) -> Iterable[tuple[int, int, Label | None]]:
    """The stretches of a part between the labels in it, each with the label that it begins with."""
    at, opened = part.start, None
    for label in labels:
        if label.start > at:
            yield at, label.start, opened
        at, opened = label.start, label
    yield at, part.end, opened
