"""The parts of a mail's text: what it quotes (and whose words that is), what the writer says, the signature."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ethnography.corpus import Part
from ethnography.formats.mail_mbox.attribution import attributed
from ethnography.formats.mail_mbox.fields import name_and_address
from ethnography.text import paragraphs

_MARKS = re.compile(r"(?:\s{0,8}[A-Z]{1,4}>(?= |$)| ?>)(?: ?>)*")
_CUT = re.compile(r"\W*(?:snip|cut|\.\.\.|…)\W*", re.IGNORECASE)
_BEHALF = re.compile(r"\b(?:on behalf of|im auftrag von|de la part de|en nombre de|namens)\s+(?P<name>.+)", re.IGNORECASE)
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
_PASSED_ON = re.compile(
    r"\s*(?:-{3,}\s*(?:(?:original|forwarded|ursprüngliche|weitergeleitete|mensaje|message|messaggio|mensagem|oorspronkelijk"
    r"|doorgestuurd|oprindelig|videresendt)\b[^-\n]{0,60})-{3,}|_{20,}|begin forwarded message:"
    r"|anfang der weitergeleiteten (?:nachricht|e-?mail):)\s*",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"\W{0,4}(?P<name>from|von|de|da|van|från|fra|sent|gesendet|date|datum|fecha|envoyé|enviado|verzonden|to|an|à|para|aan|cc|subject|betreff"
    r"|asunto|objet|assunto|onderwerp|message-id)\W{0,4}:\W{0,3}(?P<value>.*)",
    re.IGNORECASE,
)
_DATE = frozenset({"sent", "gesendet", "date", "datum", "fecha", "envoyé", "enviado", "verzonden"})
_FROM = frozenset({"from", "von", "de", "da", "van", "från", "fra"})


class Line(NamedTuple):
    """A line of a text: where it stands, how deep it is quoted (0: not), and what it says without the marks."""

    start: int
    end: int
    depth: int
    said: str


def parts_of_mail(text: str, names: Mapping[str, str]) -> tuple[Part, ...]:
    """The parts of a plain text mail: quotations in the voice of whom the line over them names, paragraphs, the signature.

    Lines that begin with ``>`` are quoted; inside a quotation one deeper is a part of its own where its own line names
    somebody. Between the writer's answers the quotation goes on: the same voice, until another line names another. All that
    stands under "Original Message" and its header is quoted as well.
    """
    lines = list(_lines(text))
    parts: list[Part] = []
    voices: dict[int, str | None] = {}
    at = 0
    while at < len(lines):
        if (message := _passed_on(lines, at)) is not None:
            parts += _own(text, lines[at].start, lines[message.body - 1].end)
            parts += _rest_quoted(text, lines, message.body, message.voice)
            break
        end = at + 1
        quoted = lines[at].depth > 0
        while end < len(lines) and (lines[end].depth > 0) == quoted and _passed_on(lines, end) is None:
            end += 1
        if quoted and (voice := _only_names(lines[at:end], names)):
            voices = {1: voice}
            parts += _part(text, lines[at].start, lines[end - 1].end, "paragraph", None)
        elif quoted and not _is_session(text, lines[at:end], voices):
            parts += _quotation(text, lines[at:end], voices, names)
        else:
            parts += _own(text, lines[at].start, lines[end - 1].end)
            if end < len(lines) and (voice := _voice_over(lines[at:end], names)) is not None:
                voices = {1: voice or None}
        at = end
    return tuple(parts)


def _lines(text: str) -> Iterator[Line]:
    start = 0
    for line in text.split("\n"):
        marks = _MARKS.match(line)
        if marks and not re.match(r">[:;=)(]", line):
            yield Line(start, start + len(line), marks.group().count(">"), line[marks.end() :].strip())
        else:
            yield Line(start, start + len(line), 0, line.strip())
        start += len(line) + 1


def _only_names(lines: Sequence[Line], names: Mapping[str, str]) -> str | None:
    """Whom quoted lines name that say nothing else: ``>>>>> "AO" == Ann Otter <ann@example.org> writes:``."""
    said = [line.said for line in lines if line.said]
    return attributed(" ".join(said), names) if 0 < len(said) <= 2 and "==" in said[0] else None


def _is_session(text: str, lines: Sequence[Line], voices: Mapping[int, str | None]) -> bool:
    """Whether lines with three marks and more, or with letters before the mark, are a program's prompt (``>>> 1 + 1``,
    ``SQL> quit``): nobody was quoted before them."""
    least = min(line.depth for line in lines)
    if text[lines[0].start : lines[0].end].lstrip()[:1].isalpha():
        return not voices.get(1)
    return least >= 3 and not any(voices.get(depth) for depth in range(2, least + 1))


def without_marks(text: str) -> str:
    """The lines without one mark of quotation each."""
    return re.sub(r"^ ?(?:[A-Z]{1,4}(?=> ))?> ?", "", text, flags=re.MULTILINE)


def _voice_over(lines: Sequence[Line], names: Mapping[str, str]) -> str | None:
    """Whom the last lines before a quotation name; None where they are no such line, so that the voices stay as they were."""
    said = [line.said for line in lines[-6:]]
    while said and (not said[-1] or _CUT.fullmatch(said[-1])):
        said.pop()
    for count in range(1, 4):
        if count > len(said) or not said[-count]:
            return None
        if voice := attributed(" ".join(said[-count:]), names):
            return voice
    return None


def _quotation(text: str, lines: Sequence[Line], voices: dict[int, str | None], names: Mapping[str, str]) -> list[Part]:
    """The quotation in these lines, then those inside it that are somebody else's by a line of their own."""
    filled = [line for line in lines if line.said]
    if not filled:
        return []
    if voices.get(filled[0].depth) is None:
        voices[filled[0].depth] = _named_inside(filled, text, names)
    parts = _part(text, filled[0].start, filled[-1].end, "quotation", voices.get(1))
    runs: list[list[Line]] = []
    for line in lines:
        if runs and runs[-1][0].depth == line.depth:
            runs[-1].append(line)
        elif line.said or not runs:
            runs.append([line])
        else:
            runs[-1].append(line)
    for n, run in enumerate(runs):
        depth = run[0].depth
        if n and depth > runs[n - 1][0].depth and (voice := _voice_over(runs[n - 1], names)):
            voices[depth] = voice
            for deeper in [known for known in voices if known > depth]:
                del voices[deeper]
        said = [line for line in run if line.said]
        if depth > 1 and voices.get(depth) and said:
            parts += _part(text, said[0].start, said[-1].end, "quotation", voices[depth])
    return parts


def _named_inside(filled: Sequence[Line], text: str, names: Mapping[str, str]) -> str | None:
    """Whom a quotation names in its own first lines, where some programs put "NAME wrote:" or the header of what they quote."""
    first = [line for line in filled[:8] if line.depth == filled[0].depth]
    for count in range(1, min(3, len(first) - 1) + 1):
        if (voice := attributed(" ".join(line.said for line in first[:count]), names)) and filled[count].depth == first[0].depth:
            return voice
    at = next((n for n, line in enumerate(first[:3]) if _opens_header(line.said)), None)
    fields = [match["name"].lower() for line in first if (match := _FIELD.fullmatch(line.said[:1000]))]
    if at is None or len(fields) < 3 or not _DATE & set(fields):
        return None
    match = _FIELD.fullmatch(first[at].said[:1000])
    return _writer(match["value"]) if match else None


def _own(text: str, start: int, end: int) -> list[Part]:
    """The writer's own paragraphs; the signature under "-- " is one."""
    signed = _SIGNATURE.search(text, start, end)
    stop = signed.start() if signed else end
    parts = [Part(start + a, start + b) for a, b in paragraphs(text[start:stop])]
    return [*parts, *_part(text, stop, end, "paragraph", None)]


def _part(text: str, start: int, end: int, kind: str, voice: str | None) -> list[Part]:
    """The part without the white space at either end of it; none where there is nothing else."""
    stretch = text[start:end]
    start += len(stretch) - len(stretch.lstrip())
    return [Part(start, start + len(stretch.strip()), kind, voice)] if stretch.strip() else []


class _PassedOn(NamedTuple):
    body: int
    voice: str | None


def _passed_on(lines: Sequence[Line], at: int) -> _PassedOn | None:
    """Where the body of a message that is quoted whole begins, and its writer: a line "Original Message" and its header, or
    a header alone that states writer, date and subject or receiver."""
    line = lines[at].said
    if lines[at].depth:
        return None
    marked = len(line) <= 200 and _PASSED_ON.fullmatch(line) is not None
    if not marked and not _opens_header(line):
        return None
    end, voice, fields = at + marked, None, set[str]()
    while end < len(lines) and end < at + 14:
        said = lines[end].said
        if field := _FIELD.fullmatch(said[:1000]):
            name = field["name"].lower()
            fields.add("from" if name in _FROM else "date" if name in _DATE else "other")
            if name in _FROM and voice is None:
                more = lines[end + 1].said if end + 1 < len(lines) and not _FIELD.fullmatch(lines[end + 1].said[:1000]) else ""
                voice = _writer(f"{field['value']} {more}")
        elif said and not fields:
            return None
        elif fields and not said:
            break
        end += 1
    needed = {"from", "date", "other"} if not marked else {"from"}
    return _PassedOn(end, voice) if needed <= fields and end < len(lines) else None


def _writer(value: str) -> str | None:
    """Who wrote what is quoted, by its From field (which may go on in the next line: "On Behalf Of NAME")."""
    value = value.replace("*", "").strip()
    behalf = _BEHALF.search(value)
    return name_and_address(behalf["name"] if behalf else value)[0]


def _opens_header(line: str) -> bool:
    field = _FIELD.fullmatch(line[:1000])
    return field is not None and field["name"].lower() in _FROM


def _rest_quoted(text: str, lines: Sequence[Line], body: int, voice: str | None) -> list[Part]:
    """Everything from this line on, in the voice of who wrote it; the next message that is quoted whole has its own."""
    parts: list[Part] = []
    while body < len(lines):
        end = body
        message: _PassedOn | None = None
        while end < len(lines) and (message := _passed_on(lines, end)) is None:
            end += 1
        if end > body:
            parts += _part(text, lines[body].start, lines[end - 1].end, "quotation", voice)
        if message is None:
            break
        parts += _own(text, lines[end].start, lines[message.body - 1].end)
        body, voice = message.body, message.voice
    return parts


def with_voices(text: str, parts: Sequence[Part], names: Mapping[str, str]) -> tuple[Part, ...]:
    """Parts taken from an HTML mail: each quotation in the voice of whom the paragraph over it names."""
    voiced: list[Part] = []
    voice: str | None = None
    for part in parts:
        if part.kind == "quotation":
            voiced.append(Part(part.start, part.end, part.kind, part.voice or voice))
            continue
        said = text[part.start : part.end]
        named = attributed(" ".join(said.split("\n")[-3:]), names) or attributed(said.split("\n")[-1], names)
        voice = named or voice
        voiced.append(part)
    return tuple(voiced)
