"""The cues of a WebVTT or SRT file to a text: what one speaker says without a break is one paragraph.

Sources: WebVTT (W3C), of which speakers (``<v NAME>``), notes and styles are read; SRT as players take it.
"""

from __future__ import annotations

import re
from html import unescape

from ethnography.formats.base import LeftOut
from ethnography.formats.documents import Block, Document
from ethnography.formats.tally import short
from ethnography.formats.turns.labels import label_at

_TIME = re.compile(r"\s*(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{3}\s*-->\s*(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{3}.*")
_VOICE = re.compile(r"<v(?:\.[\w.-]+)?\s+(?P<name>[^>]{1,80})>")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>|<\d[\d:.]{0,20}>|\{\\[^}]{0,60}\}")
_ASIDE = ("NOTE", "STYLE", "REGION")


def read_captions(text: str) -> Document:
    """The document of a file of captions: the spoken words, each speaker's in turn. The times are left out."""
    document = Document()
    speaker: str | None = None
    said: list[tuple[str | None, list[str]]] = []
    cues = 0
    for block in re.split(r"\n[^\S\n]*\n\s*", text.strip()):
        lines = block.split("\n")
        if lines[0].lstrip("\ufeff").startswith("WEBVTT"):
            rest = " ".join(lines)[6:].strip(" -\ufeff")
            if rest:
                document.left_out.append(LeftOut("head of the captions", short(rest)))
            continue
        if lines[0].startswith(_ASIDE):
            document.left_out.append(LeftOut("notes and styles in the captions", short(block)))
            continue
        at = next((n for n, line in enumerate(lines) if _TIME.fullmatch(line)), None)
        cues += at is not None
        for line in lines[at + 1 if at is not None else 0 :]:
            name, words = _spoken(line)
            if name is not None:
                speaker = name
            if words and (not said or said[-1][0] != speaker):
                said.append((speaker, [words]))
            elif words:
                said[-1][1].append(words)
    document.blocks = [Block(f"{name}: {' '.join(words)}" if name else " ".join(words)) for name, words in said]
    if cues:
        document.left_out.append(LeftOut("times of the captions", str(cues)))
    return document


def _spoken(line: str) -> tuple[str | None, str]:
    """Who speaks, where the line says it, and what."""
    voice = _VOICE.search(line)
    words = " ".join(unescape(_TAG.sub("", line)).split())
    if voice:
        return " ".join(unescape(voice["name"]).split()), words
    label = label_at(words, 0, len(words))
    if label and label.form in ("colon", "bracket"):
        return label.name, words[label.end :].strip()
    return None, re.sub(r"^(?:-|>>)\s*", "", words)
