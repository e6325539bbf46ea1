"""Who is who among the labels of a transcript: one person under two labels, and who asks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from ethnography.corpus.roles import role_of
from ethnography.formats.turns.labels import Label

_ASKING_WORD = r"(?:interviewer(?::?in)?|moderator(?:in)?|entrevistador(?:a)?|enquêteur|intervistatore|facilitator|researcher)"
_LEGEND = re.compile(
    rf"(?P<short>[^\W\d_][\w.]{{0,5}})\s*[=:–-]\s*{_ASKING_WORD}\b"
    rf"|\b(?:{_ASKING_WORD}|interviewed\sby|conducted\sby|interview\svon)\s*[:=–-]?\s*(?P<name>[^\n,;(]{{2,40}}?)\s*(?:\((?P<initials>\w{{1,4}})\)|$|\n|[,;])",
    re.IGNORECASE,
)
_ASKS_OFTEN, _ASKS_SELDOM = 0.6, 0.35


def voices_of(labels: Sequence[Label]) -> tuple[dict[str, str], list[str]]:
    """The voice of each label by its key, and what was read as one: "Berg" and "MB" are "Maria Berg" where that name stands
    among the labels and nobody else fits."""
    printed: dict[str, str] = {}
    for label in labels:
        name = re.sub(r"[\s.#]*\d+$", "", label.name) if label.key in _NUMBERLESS else label.name
        printed.setdefault(label.key, " ".join(name.split()).rstrip(".") if not _is_abbreviated(name) else " ".join(name.split()))
    times = Counter(label.key for label in labels)
    full = [name for name in printed.values() if len(name.split()) > 1 and role_of(name) is None]
    voices, guesses = dict(printed), []
    for key, name in printed.items():
        if len(name.split()) > 1 or role_of(name):
            continue
        fits = [one for one in full if is_short_for(name, one)]
        if len(fits) == 1 and times[key] > 0:
            voices[key] = fits[0]
            guesses.append(f"“{name}” was read as {fits[0]}, whose name stands before another turn.")
    return voices, guesses


_NUMBERLESS = frozenset(
    [
        "q",
        "a",
        "question",
        "answer",
        "frage",
        "antwort",
        "pregunta",
        "respuesta",
        "réponse",
        "domanda",
        "risposta",
        "vraag",
        "antwoord",
    ]
)


def _is_abbreviated(name: str) -> bool:
    return bool(re.search(r"(?:^|\W)[^\W\d_]\.$", name))


def is_short_for(short: str, name: str) -> bool:
    """Whether a label is one word of a longer name, or its initials.

    >>> is_short_for("Berg", "Maria Berg"), is_short_for("MB", "Maria Berg"), is_short_for("Mar", "Maria Berg")
    (True, True, False)
    """
    if len(name.split()) < 2 or role_of(short):
        return False
    words = [word for word in re.split(r"[\s-]+", re.sub(r"^(?:Dr|Prof|Mrs?|Ms)\.?\s", "", name)) if word]
    bare = short.rstrip(".")
    if len(bare) >= 3 and bare.casefold() in (word.casefold() for word in words):
        return True
    letters = bare.replace(".", "")
    return 2 <= len(letters) <= 4 and letters.isupper() and letters == "".join(word[0] for word in words if word[0].isupper())


def askers(turns: Sequence[tuple[str, str]], head: str) -> tuple[set[str], str | None]:
    """The voices that ask, and on what evidence where no label says it. `turns`: (voice, words) in order; `head`: the text before.

    By the label ("Interviewer", "Q"), by a legend in the head ("JD = interviewer"), or by who puts the questions: one voice
    most of whose turns have a question mark, and no other's.
    """
    voices = list(dict.fromkeys(voice for voice, _ in turns))
    stated = {voice for voice in voices if role_of(voice) == "asks"}
    if "I" in {voice.strip(".") for voice in stated} and len(stated) > 1 and _is_spoken_i(stated):
        stated -= {voice for voice in stated if voice.strip(".") == "I"}
    if stated:
        return stated, None
    for match in _LEGEND.finditer(head[:5000]):
        named = [match["short"], match["initials"], match["name"]]
        found = {voice for voice in voices for name in named if name and _same(voice, name)}
        if found and len(found) < len(voices):
            return found, f"{_and(sorted(found))} was read as the interviewer, as the head of the text says."
    return _by_questions(turns, voices)


def _is_spoken_i(stated: set[str]) -> bool:
    """Whether "I" stands beside "Interviewer", so that it must be another: an interviewee."""
    return any(voice.casefold().startswith(("interviewer", "moderator")) for voice in stated)


def _same(voice: str, name: str) -> bool:
    return voice.casefold().rstrip(".") == name.casefold().strip(" .") or is_short_for(voice, name.strip())


def _by_questions(turns: Sequence[tuple[str, str]], voices: Sequence[str]) -> tuple[set[str], str | None]:
    taken = Counter(voice for voice, _ in turns)
    asked = Counter(voice for voice, words in turns if re.search(r"[?？؟]", words))
    share: Mapping[str, float] = {voice: asked[voice] / taken[voice] for voice in voices}
    often = [voice for voice in voices if share[voice] >= _ASKS_OFTEN and taken[voice] >= 2]
    if len(often) != 1 or any(share[voice] > _ASKS_SELDOM for voice in voices if voice != often[0]) or len(voices) < 2:
        return set(), None
    (who,) = often
    return {who}, f"{who} asks in {asked[who]} of {taken[who]} turns and was read as the interviewer."


def _and(names: Sequence[str]) -> str:
    return " and ".join(names)
