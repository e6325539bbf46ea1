"""Whose words a stretch of a text is, where they are not its author's: interviews, quoted experts, turns in one comment.

Everything here prefers right over complete: a voice is given only where the text names the person, and a pronoun is followed
only to the one person named just before. Parts may lie inside each other (a quotation in its paragraph); the innermost one
says whose words a character is, and within an interviewee's answer a quotation of nobody known keeps the answer's voice.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise

from ethnography.corpus import Part
from ethnography.text import Span, paragraphs

_OPEN, _CLOSE = "“„«", "”“»"
_NAME = r"[A-Z][\w’'-]+(?:\s(?:[A-Z]\.|[A-Z][\w’'-]+|van|von|de|der|da|del|bin|al)){0,2}\s[A-Z][\w’'-]+"
_VERB = (
    r"(?:says?|said|adds?|added|comments?|commented|advises?|advised|explains?|explained|argues?|argued|stress(?:es|ed)?|notes?|noted"
    r"|warns?|warned|believes?|believed|suggests?|suggested|thinks?|finds?|found|acknowledges?|admits?|admitted|recalls?|recalled"
    r"|points?\sout|writes?|wrote|asks?|asked|tells?|replied|replies|concludes?|concluded|insists?|claims?|claimed)\b"
)
_INTRODUCED = re.compile(
    rf"(?P<name>{_NAME}),\s(?=[a-z]|[A-Z]{{2,}}\b)|(?P<subject>{_NAME})\s{_VERB}|[Aa]ccording to (?P<source>{_NAME})"
)
_PRONOUN = re.compile(rf"\b(?:he|she)\s(?:also\s|now\s)?{_VERB}|\b{_VERB}\s(?:he|she)\b", re.IGNORECASE)
_INTERVIEW = re.compile(r"\binterview(?:ed|s|ing)?\b|\bentrevista\b|\bentretien avec\b|\bim Gespräch mit\b", re.IGNORECASE)
_INTERVIEWEE = re.compile(
    r"\b(?:interview(?:ed|s|ing)?(?:\s(?:with|mit))?|(?:talk|conversation|spoke|chat|Q ?& ?A|questions) (?:with|to|for)"
    r"|entrevista (?:con|a)|entretien avec|im Gespräch mit)\s"
    rf"(?:(?P<direct>{_NAME})|[^.!?]*?,\s(?P<apposed>{_NAME}),)"
)
_LABEL = re.compile(r"(?P<label>[A-ZÄÖÜ][\w’'.-]*(?:\s[A-ZÄÖÜ][\w’'.-]*){0,2}):\s")
_OWN = re.compile(r"\b(?:me|my|I|mine|mir|mich|mein|yo|mi|moi|mon)\b")


# --- two people in one comment ------------------------------------------------------------------------------------------


def with_turns(text: str, parts: Sequence[Part], author: str | None) -> tuple[Part, ...]:
    """Parts with the voices of "NAME: …" turns, where two people or more take turns; the author's own have voice None.

    One of them is the author, or each has more than one turn ("PS: …" is nobody's). A turn lasts until the next label;
    the label itself belongs to the text.
    """
    labels = {part.start: match["label"] for part in parts if (match := _LABEL.match(text, part.start))}
    times = Counter(labels.values())
    own_turn = author is not None and any(_is_author(label, author) for label in times)
    if len(times) < 2 or not (own_turn or min(times.values()) > 1):
        return tuple(parts)
    voice: str | None = None
    voiced: list[Part] = []
    for part in parts:
        if part.start in labels:
            label = labels[part.start]
            voice = None if author is not None and _is_author(label, author) else label
        voiced.append(replace(part, voice=voice))
    return tuple(voiced)


def _is_author(label: str, author: str) -> bool:
    return label.casefold() in (author.casefold(), author.casefold().split(maxsplit=1)[0])


# --- interviews ---------------------------------------------------------------------------------------------------------


def with_interview(text: str, parts: Sequence[Part], title: str = "") -> tuple[tuple[Part, ...], str | None]:
    """Parts with questions set apart and answers in the interviewee's voice, where introduction or title say it is an interview.

    A question is the opening of a paragraph up to its first question mark: one sentence, or two of which the second
    addresses somebody ("you"). The second value says who was read as the interviewee, and on what evidence.
    """
    intro = next((n for n, part in enumerate(parts[:4]) if _INTERVIEW.search(text, part.start, part.end)), 0)
    named = (_INTERVIEWEE.search(text, parts[intro].start, parts[intro].end) if parts else None) or _INTERVIEWEE.search(title)
    if named is None:
        return tuple(parts), None
    voice = named["direct"] or named["apposed"]
    result, asking, questions = list(parts[: intro + 1]), True, 0
    answered = False
    for part in parts[intro + 1 :]:
        if part.kind == "heading":
            asking, answered = not _OWN.search(text[part.start : part.end]), False
        end = _question_end(text, part) if asking and part.kind in ("paragraph", "heading") else None
        if end is not None:
            questions, answered, asking = questions + 1, True, True
            result.append(Part(part.start, end, "question"))
            rest = part.end - len(text[end : part.end].lstrip())
            if rest < part.end:
                result.append(Part(rest, part.end, "paragraph", voice))
        else:
            result.append(replace(part, voice=voice) if answered and part.kind != "reference" else part)
    if questions < 2:
        return tuple(parts), None
    return tuple(result), f"The answers to {questions} questions were read as the voice of {voice}, named at the top."


def _question_end(text: str, part: Part) -> int | None:
    body = text[part.start : part.end]
    mark = body.find("?")
    if mark < 0 or mark > 400:
        return None
    question = body[: mark + 1]
    if any(question.rfind(opening) > question.rfind(closing) for opening, closing in ("“”", "‘’", "«»", "„“")):
        return None
    sentences = re.split(r"(?<=[.!…])\s+", question.strip())
    asks = len(sentences) == 1 or (len(sentences) == 2 and re.search(r"\byour?\b", sentences[1], re.IGNORECASE))
    return part.start + mark + 1 if asks and not question.lstrip().startswith(tuple(_OPEN + '‘"')) else None


# --- people quoted ------------------------------------------------------------------------------------------------------


def with_quotations(text: str, parts: Sequence[Part]) -> tuple[tuple[Part, ...], tuple[str, ...]]:
    """Parts with the quotations in them, each in the voice of the person named for it; None where nobody plainly is.

    A quotation is what stands between double quotation marks and is somebody's, or has five words, or ends a sentence: a
    word in inverted commas is none. A speech that opens every paragraph with a mark and closes only in its last one makes
    those paragraphs the speaker's. The second value lists what was read although it is spelled otherwise.
    """
    people = _People(text)
    result: list[Part] = []
    speaker: str | None = None
    for part in parts:
        if part.kind != "paragraph":
            result.append(part)
            speaker = None
            continue
        spans = quoted(text, part.start, part.end)
        voices = people.attribute(spans, part)
        goes_on = bool(spans) and spans[-1][1] == part.end and text[part.end - 1] not in _CLOSE
        if goes_on or (speaker and spans and spans[0][0] == part.start):
            opening, _ = spans[-1] if goes_on else spans[0]
            speaker = speaker if opening == part.start and speaker else voices[-1 if goes_on else 0]
            if opening > part.start:
                result.append(Part(part.start, part.start + len(text[part.start : opening].rstrip()), "paragraph", part.voice))
            result.append(Part(opening, part.end, "paragraph", speaker or part.voice))
            speaker = speaker if goes_on else None
            continue
        speaker = None
        result.append(part)
        for (start, end), voice in zip(spans, voices, strict=True):
            if voice or len(text[start:end].split()) >= 5 or re.search(r"[.!?…,]\W?$", text[start:end]):
                result.append(Part(start, end, "quotation", voice or part.voice))
    return tuple(result), tuple(people.guesses)


def quoted(text: str, start: int, end: int) -> list[Span]:
    """What stands between double quotation marks in text[start:end], marks included; one left open runs to the end."""
    spans: list[Span] = []
    opened: int | None = None
    for position in range(start, end):
        character = text[position]
        if opened is None and (character in _OPEN or character == '"'):
            opened = position
        elif opened is not None and _closes(text[opened], character):
            spans.append((opened, position + 1))
            opened = None
    if opened is not None and text[opened] != '"':
        spans.append((opened, end))
    return spans


def _closes(opening: str, character: str) -> bool:
    return character in {"“": "”", "„": "“”", "«": "»"}.get(opening, '"')


def _is_person(match: re.Match[str], text: str) -> bool:
    """Not "NHS Trust", nor the "Cook Hospital" that somebody works at."""
    name = match["name"] or match["subject"] or match["source"]
    before = text[max(0, match.start() - 12) : match.start()]
    return not re.search(r"\b[A-Z]{2,}\b", name) and not re.search(r"\b(?:with|at|of|for|in|from|near|the)\s$", before)


class _People:
    """Everybody a text introduces by full name, and the search for whose a quotation is."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.guesses: list[str] = []
        found = (
            match["name"] or match["subject"] or match["source"] for match in _INTRODUCED.finditer(text) if _is_person(match, text)
        )
        self.names = list(dict.fromkeys(found))
        surnames: dict[str, set[str]] = {}
        for name in self.names:
            surnames.setdefault(name.split()[-1], set()).add(name)
        self.by_surname = {surname: names.pop() for surname, names in surnames.items() if len(names) == 1}
        self._add_misspelled()
        known = sorted([*self.names, *self.by_surname], key=len, reverse=True)
        self.mention = re.compile(r"\b(?:" + "|".join(map(re.escape, known)) + r")\b") if known else None
        self.recent: str | None = None

    def _add_misspelled(self) -> None:
        for match in re.finditer(rf"\b([A-Z][a-z]{{5,}})\s(?={_VERB})", self.text):
            word = match[1]
            near = [s for s in self.by_surname if s[0] == word[0] and s != word and SequenceMatcher(None, s, word).ratio() > 0.85]
            if len(near) == 1 and word not in self.by_surname:
                self.by_surname[word] = self.by_surname[near[0]]
                self.guesses.append(f"“{word}” was read as {self.by_surname[word]}, whose surname is spelled {near[0]} elsewhere.")

    def attribute(self, spans: Sequence[Span], part: Part) -> list[str | None]:
        """The voice of each quotation of a paragraph."""
        inside = [(start - part.start, end - part.start) for start, end in spans]
        outside = self._outside(inside, self.text[part.start : part.end])
        edges = [0, *(end for _, end in inside)]
        voices: list[str | None] = []
        for n, (start, end) in enumerate(inside):
            following = inside[n + 1][0] if n + 1 < len(inside) else len(outside)
            voices.append(self._after(outside, end, following) or self._before(outside, edges[n], start))
        adjacent = [not outside[one[1] : other[0]].strip() for one, other in pairwise(inside)]
        for n in reversed(range(len(adjacent))):
            if adjacent[n]:
                voices[n] = voices[n] or voices[n + 1]
        for n, touching in enumerate(adjacent):
            if touching:
                voices[n + 1] = voices[n + 1] or voices[n]
        mentioned = {self._full(mention.group()) for mention in self._mentions(outside, 0, len(outside))}
        if mentioned:
            self.recent = mentioned.pop() if len(mentioned) == 1 else None
        return voices

    @staticmethod
    def _outside(spans: Sequence[Span], paragraph: str) -> str:
        """The paragraph with what is quoted in it blanked out, so that offsets stay."""
        for start, end in spans:
            paragraph = paragraph[:start] + " " * (end - start) + paragraph[end:]
        return paragraph

    def _mentions(self, outside: str, start: int, end: int) -> list[re.Match[str]]:
        return list(self.mention.finditer(outside, start, end)) if self.mention else []

    def _full(self, name: str) -> str:
        return self.by_surname.get(name, name)

    def _after(self, outside: str, start: int, end: int) -> str | None:
        """`” says NAME`, `” NAME says`, `” he says` directly after the quotation."""
        tail = outside[start:end][:120]
        if re.match(rf"\W*(?:(?:he|she)\s(?:also\s)?{_VERB}|{_VERB}\s(?:he|she)\b)", tail, re.IGNORECASE):
            return self._nearest(outside, start)
        for mention in self._mentions(outside, start, min(end, start + 120))[:1]:
            between, rest = outside[start : mention.start()], outside[mention.end() : mention.end() + 40]
            if re.fullmatch(rf"\W*{_VERB}\s", between) or (re.fullmatch(r"\W*", between) and re.match(rf"\s{_VERB}", rest)):
                return self._full(mention.group())
        return None

    def _before(self, outside: str, start: int, end: int) -> str | None:
        """`NAME, role, says: “`, `according to NAME, …`, `NAME’s advice is: “`, `she finds that “` before the quotation."""
        mentions = self._mentions(outside, start, end)
        if mentions:
            last = mentions[-1]
            rest = outside[last.end() : end]
            verb = re.search(rf"\b{_VERB}", rest)
            possessive = re.match(r"[’']s\s", rest) and re.search(r"\b(?:is|was)\b\W*$", rest)
            source = outside[start : last.start()].lower().rstrip().endswith("according to")
            return self._full(last.group()) if verb or possessive or source else None
        return self._nearest(outside, start) if _PRONOUN.search(outside[start:end]) else None

    def _nearest(self, outside: str, before: int) -> str | None:
        """The one person a pronoun can mean: the one named in this paragraph so far, or the one the paragraphs before named."""
        names = {self._full(mention.group()) for mention in self._mentions(outside, 0, before)}
        if len(names) > 1:
            return None
        return names.pop() if names else self.recent


# --- the parts of plain text --------------------------------------------------------------------------------------------

_LIST_LINE = re.compile(r"^\s*(?:[•◦▪*+o□☆★■○●◆-]|\(?\d{1,3}[.)]|\(?[a-z]\))\s+\S")
_CITED = re.compile(
    r"(?P<name>\S.{0,40}?)\s(?:wrote|said|schrieb|hat (?:gesagt|geschrieben)|a écrit|escribió|dijo)\.?\s?:\s*$", re.IGNORECASE
)
_LEADS_IN = re.compile(r"(?::|\b(?:as follows|following|folgende[nrs]?|siguientes?|suivante?s?)\W?)\s*$", re.IGNORECASE)


def _cited(text: str, start: int, lines: Sequence[str]) -> str | None:
    """Whose words an indented paragraph repeats that begins with "NAME wrote:", as forums print them."""
    indented = text[text.rfind("\n", 0, start) + 1 : start].strip(" ") == "" and start - text.rfind("\n", 0, start) > 1
    match = _CITED.match(lines[0])
    return match["name"] if match and indented and len(lines) > 1 and all(line.startswith(" ") for line in lines[1:]) else None


def plain_parts(text: str) -> tuple[Part, ...]:
    """Paragraphs, lists and quotations of a text, from its lines alone."""
    parts: list[Part] = []
    for start, end in paragraphs(text):
        lines = text[start:end].split("\n")
        if cited := _cited(text, start, lines):
            parts.append(Part(start, end, "quotation", cited))
            continue
        if all(line.lstrip().startswith(">") for line in lines) or quoted(text, start, end) == [(start, end)]:
            parts.append(Part(start, end, "quotation"))
            continue
        first = next((n for n, line in enumerate(lines) if _LIST_LINE.match(line)), len(lines))
        if len(lines) - first < 2 or not all(map(_LIST_LINE.match, lines[first:])):
            first = 1 if len(lines) > 2 and _LEADS_IN.search(lines[0]) else len(lines)
        cut = start + len("\n".join(lines[:first]))
        if first:
            parts.append(Part(start, cut, "paragraph"))
        if first < len(lines):
            parts.append(Part(cut + 1 if first else start, end, "list"))
    return tuple(parts)
