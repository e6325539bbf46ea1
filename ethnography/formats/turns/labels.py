"""What stands before a turn: ``Interviewer:``, ``[00:01:02] P1:``, a bold name, a name and a time on a line of its own.

:func:`label_at` finds what may be one, by its form alone; which of them are is decided over the whole text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ethnography.corpus.roles import role_of
from ethnography.formats.turns.vocabulary import FACTS, NO_LABELS, PARTICLES, TITLES

CLOCK = r"(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,;-]\d{1,3})?"
_STAMP = rf"[\[(<{{#]?\s?(?:{CLOCK})(?:\s?(?:-->|-|–|to)\s?{CLOCK})?\s?[\])>}}#]?"
_LEAD = re.compile(rf"[^\S\n]*(?:\d{{1,4}}[.)]?[^\S\n]+(?=[\[(<]?[^\W\d_]))?(?:{_STAMP}[^\S\n]*[-–:]?[^\S\n]*)?")
_COLON = re.compile(r"(?P<name>[^:：\n\t]{1,60}?(?::in(?:nen)?)?)[^\S\n]?(?::(?=\s|$|[\"“„«*])|：)")
_TIMED = re.compile(
    rf"(?P<name>[^:：\n\t\[(<#]{{1,50}}?)[^\S\n]*[,|-]?[^\S\n]*(?P<stamp>{_STAMP})[^\S\n]*[:：]?[^\S\n]*(?P<rest>$|\S)"
)
_BRACKETED = re.compile(r"[\[(<](?P<name>[^\])>\n:]{1,40})[:：]?[\])>][^\S\n]*[:：]?(?=\s|$)")
_DASHED = re.compile(r"(?P<name>[^\n\t:–—]{1,40}?)[^\S\n]+(?:–|—|--?)[^\S\n]+(?=\S)")
_LETTER = re.compile(r"(?P<name>[QA]\d{0,3})[.)][^\S\n]+(?=\S)")


_NO_NAME = re.compile(r"[?!;…=@\"“”„«»\\`|+<>{}\[\]]|\d{3}|\w[._]\w{3}|,\s\S+\s\S+\s")


@dataclass(frozen=True, slots=True)
class Label:
    """What may be the label of a turn: `name` as printed, in text[start:end], which is the label with its colon and time.

    `form`: colon, timed, bracket, dash, letter, tab, bold or alone (a line that is nothing else).
    """

    start: int
    end: int
    name: str
    form: str
    bold: bool = False

    @property
    def key(self) -> str:
        """What makes two labels the same: case, final points and the numbers of questions aside."""
        text = " ".join(self.name.split()).casefold().strip(" .")
        numbered = re.fullmatch(
            r"(q|a|question|answer|frage|antwort|pregunta|respuesta|réponse|domanda|risposta|vraag|antwoord)[\s.#]*\d+", text
        )
        return numbered[1] if numbered else re.sub(r"[\s._#-]+(?=\d+$)", "", text)


def label_at(text: str, start: int, end: int, bold_until: int = 0) -> Label | None:
    """What may be a label at the beginning of the line text[start:end]; `bold_until`: where the bold letters it begins with end."""
    line = text[start : min(end, start + 160)]
    lead = _LEAD.match(line)
    at = lead.end() if lead else 0
    is_bold = bold_until > start + at
    found = (
        _tabbed(line)
        or _of(_COLON, line, at, "colon")
        or _of(_TIMED, line, at, "timed")
        or _of(_BRACKETED, line, at, "bracket")
        or _of(_LETTER, line, at, "letter")
        or _of(_DASHED, line, at, "dash")
    )
    if found is None and is_bold and is_labelling(name := text[start + at : min(bold_until, end)].strip(" \t:*–-")):
        found = (name, bold_until - start, "bold")
    if found is None and is_labelling(line.strip()) and len(line) < 60 and role_of(line.strip()):
        found = (line.strip(), len(line.rstrip()), "alone")
    if found is None:
        return None
    name, stop, form = found
    return Label(start, min(start + stop, end), name, form, is_bold)


def _of(pattern: re.Pattern[str], line: str, at: int, form: str) -> tuple[str, int, str] | None:
    match = pattern.match(line, at)
    if match is None:
        return None
    name = _bare(match["name"])
    if not is_labelling(name):
        return None
    role = role_of(name)
    if form == "dash" and (role is None or len(name) == 1):
        return None
    if form == "bracket" and not (role or ":" in line[match.end("name") : match.end()]):
        return None
    if form == "timed" and match["rest"] and match["stamp"][:1] not in "[(<{#":
        return None
    return name, match.start("rest") if form == "timed" else match.end(), form


def _tabbed(line: str) -> tuple[str, int, str] | None:
    """The first cell that is a name, behind cells that are a number or a time; words must follow it."""
    if "\t" not in line:
        return None
    at = 0
    for cell in line.split("\t")[:4]:
        bare = cell.strip()
        name = _bare(bare.rstrip(":："))
        if is_labelling(name):
            rest = line[at + len(cell) :].strip()
            return (name, at + len(cell) + 1, "tab") if re.search(r"[^\W\d]{2}", rest) else None
        if bare and not re.fullmatch(rf"\d{{1,4}}[.)]?|{_STAMP}", bare):
            return None
        at += len(cell) + 1
    return None


def _bare(name: str) -> str:
    """The name without emphasis, brackets and a time around it."""
    name = re.sub(rf"[^\S\n]*{_STAMP}[^\S\n]*$", "", name.strip(" \t*_"))
    name = name.strip(" \t*_")
    if len(name) > 2 and (name[0], name[-1]) in (("[", "]"), ("(", ")"), ("<", ">")):
        name = name[1:-1].strip()
    return name


def is_labelling(name: str) -> bool:
    """Whether a few words can name a speaker: a part ("interviewer"), or one to five words with capitals, no sentence."""
    if not 0 < len(name) <= 50 or not name[0].isalpha() or _NO_NAME.search(name):
        return False
    if role_of(name):
        return True
    if "*" in name or " ".join(name.casefold().split()) in FACTS:
        return False
    words = re.sub(r"\([^()]{0,30}\)", " ", name).split()
    if not 0 < len(words) <= 5 or name.casefold().strip(" .:") in NO_LABELS or words[0].casefold().strip(".,:") in NO_LABELS:
        return False
    if any(re.fullmatch(r"[^\W\d_]{3,}[.,]", word) and word.rstrip(".,").lower() not in TITLES for word in words[:-1]):
        return False
    return all(word.lower() in PARTICLES or not word[0].islower() for word in words)


def is_metadata(line: str) -> bool:
    """Whether a line of the head of a transcript states a fact of it: "Date: 3 May 2019", "Location: the shed"."""
    key = re.match(r"[\s*_]*([^:：\n]{2,40}?)[\s*_]*[:：]", line)
    return key is not None and " ".join(key[1].casefold().split()) in FACTS
