"""A document to a reading: title, byline, date; its turns, or the voices of an article; what was guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ethnography.corpus import Comment, Part
from ethnography.errors import UnreadableSource
from ethnography.formats.base import Ids, LeftOut, Reading
from ethnography.formats.documents.nouns import Block, Document, joined, with_lists
from ethnography.formats.page_text.byline import read_byline
from ethnography.formats.turns import Turns, find_turns
from ethnography.formats.turns.labels import is_metadata, label_at
from ethnography.formats.wording import date_line, iso, parse_date
from ethnography.source import Source
from ethnography.text import Span, digest

_PROSE = 12  # words from which a block is taken for text, not for a line of the head
_NO_AUTHOR = re.compile(
    r"(?:python-docx|unknown|user|admin|administrator|owner|author|autor|default|(?:microsoft )?office.*|windows.*|benutzer"
    r"|usuario|utilisateur|root|pc|home|un-named|untitled|microsoft.*|apple.*|hp|dell|lenovo|acer|asus|student|teacher|\W*|\S*@\S*|.{0,1})",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"(?:untitled.*|unbenannt.*|sin título.*|sans titre.*|document\s?\d*|dokument\s?\d*|word document|title|titel"
    r"|powerpoint presentation|microsoft word - .*|microsoft word.*|.*\.(?:docx?|odt|pdf|rtf|txt|tex|dvi|indd|pages)|.{0,2})",
    re.IGNORECASE,
)
_TEMPLATE_DATE = "2013-12-23T23:15:00Z"  # every file made with python-docx claims it


@dataclass
class _Head:
    """What the blocks above the text say."""

    title: str | None = None
    author: str | None = None
    date_text: str | None = None
    guesses: list[str] = field(default_factory=list)
    rest: list[Block] = field(default_factory=list)


def document_reading(name: str, document: Document, source: Source) -> Reading:
    """The reading of a document, of the format `name`. Raises ``UnreadableSource`` where it has no text."""
    blocks = with_lists(document.blocks)
    if not any(re.search(r"\w", block.text) for block in blocks):
        raise UnreadableSource(source.name, "there is no text in it", "Look at it: it may hold pictures only.")
    head = _take_head(document, blocks)
    text, parts, bold = joined(head.rest)
    turns = find_turns(text, parts, bold, head.author)
    guesses = [*document.guesses, *head.guesses]
    author = head.author or _author(document, turns, guesses)
    date, date_text = _date(document, head, turns, guesses)
    if turns is not None:
        parts, warnings = turns.parts, turns.warnings
        guesses += turns.guesses
    else:
        parts, found, warnings = _article_voices(text, parts, bold, head.title)
        guesses += found
    untitled = f"{'transcript' if turns else 'document'} {digest(text[:200])[:6]}"  # its first words may name somebody
    ids = Ids(head.title or untitled, source.url, opening=text)
    post = Comment(
        ids.post, ids.thread, None, text, "post", author, date, date_text, head.title, parts=parts,
    )  # fmt: skip
    return Reading(
        name, (post,), None, (*document.left_out, *document.tally.entries()), tuple(guesses), (*document.warnings, *warnings)
    )


# --- the head -----------------------------------------------------------------------------------------------------------


def _take_head(document: Document, blocks: list[Block]) -> _Head:
    """Title, byline and date out of the blocks above the text; a title is no part of the text, since it has its own place."""
    head = _Head(document.title, document.author, document.date_text)
    title = _title_block(blocks) if head.title is None else None
    if title is not None:
        head.title = " ".join(blocks[title].text.split())
        if blocks[title].kind not in ("title", "heading"):
            head.guesses.append(f"“{head.title}” stands at the top and was read as the title.")
    elif head.title is None and (stated := document.properties.title) and not _NO_TITLE.fullmatch(stated):
        head.title = stated
        head.guesses.append(f"The title “{stated}” is from the file’s properties; the text shows none.")
    elif head.title is not None and blocks and _same(blocks[0].text, head.title):
        title = 0
    head.rest = [block for n, block in enumerate(blocks) if n != title]
    if len(head.rest) > 1 or title is None:
        _take_byline(document, head)
    else:
        head.rest = head.rest or blocks
    return head


def _same(one: str, other: str) -> bool:
    return re.sub(r"\W+", "", one).casefold() == re.sub(r"\W+", "", other).casefold()


def _title_block(blocks: list[Block]) -> int | None:
    """The block that is the title: one so styled, or a heading above all text, or a short first block that ends no sentence."""
    prose = next(
        (n for n, block in enumerate(blocks) if len(block.text.split()) >= _PROSE and block.kind == "paragraph"), len(blocks)
    )
    for kind in ("title", "heading"):
        found = next((n for n, block in enumerate(blocks[: max(min(prose, 6), 1)]) if block.kind == kind), None)
        if found is not None and len(blocks[found].text.split()) <= 40 and len(blocks) > 1:
            return found
    if len(blocks) < 2 or blocks[0].kind != "paragraph":
        return None
    first = blocks[0].text
    if not 0 < len(first.split()) <= 14 or re.search(r"[\n\t=]|[.:;,…!]\W{0,2}$", first) or first[:1].islower():
        return None
    if _labelled(blocks[0]) or date_line(first) or read_byline(first):
        return None
    above_text = any(len(block.text.split()) >= _PROSE for block in blocks[1:4])
    return 0 if above_text or blocks[0].is_bold or _labelled(blocks[1]) else None


def _labelled(block: Block) -> bool:
    line = block.text.split("\n", 1)[0]
    return is_metadata(line) or label_at(line, 0, len(line)) is not None


def _take_byline(document: Document, head: _Head) -> None:
    """Lines between the title and the text that say who wrote it and when; they leave the text, as those of a saved page do."""
    for block in head.rest[:4]:
        line = block.text
        if len(line.split()) >= _PROSE or "\n" in line or block.kind not in ("paragraph", "heading"):
            break
        shown, found = date_line(line), read_byline(line)
        if shown and head.date_text is None:
            head.date_text, reason = shown, "date line"
        elif found and (found.author is None or head.author is None) and (found.date_text is None or head.date_text is None):
            head.author, head.date_text, reason = head.author or found.author, head.date_text or found.date_text, "byline"
        else:
            break
        document.left_out.append(LeftOut(reason, line))
        head.rest = [other for other in head.rest if other is not block]


# --- author and date ----------------------------------------------------------------------------------------------------


def _author(document: Document, turns: Turns | None, guesses: list[str]) -> str | None:
    """The author of the file's properties, as a guess; of a transcript it is rather who typed it, and is only mentioned."""
    stated = document.properties.author
    if not stated or _NO_AUTHOR.fullmatch(stated):
        return None
    if turns is not None:
        guesses.append(f"The file’s properties name {stated}; who wrote a transcript down is not its author, and none was taken.")
        return None
    guesses.append(f"The author {stated} is from the file’s properties; the text names none.")
    return stated


def _date(document: Document, head: _Head, turns: Turns | None, guesses: list[str]) -> tuple[str | None, str | None]:
    """The date as the text states it; otherwise when the file was made, as a guess."""
    printed = head.date_text or (turns.date_text if turns else None)
    if printed:
        stated = iso(printed) or parse_date(printed)
        return stated, printed if stated != printed else None
    created = document.properties.created
    if created and created != _TEMPLATE_DATE:
        guesses.append(f"The date {created} is when the file was made, by its properties; the text states none.")
        return created, None
    return None, None


# --- the voices of an article -------------------------------------------------------------------------------------------


def _article_voices(
    text: str, parts: tuple[Part, ...], bold: tuple[Span, ...], title: str | None
) -> tuple[tuple[Part, ...], list[str], tuple[str, ...]]:
    """Parts with the questions of an interview and with the people quoted, where the text names them."""
    from ethnography.formats.page_text.voices import with_interview, with_quotations

    named = title or ""  # "Interview with" begins with a capital in a title, which the pattern does not foresee
    voiced, interview = with_interview(text, parts, named[:1].lower() + named[1:])
    guesses = [interview] if interview else []
    warnings: tuple[str, ...] = ()
    if asked := _bold_questions(text, parts, bold):
        interviewee = next((part.voice for part in voiced if part.voice), None)
        voiced = _answered(parts, asked, interviewee)
        if interviewee:
            guesses = [f"The answers to {len(asked)} questions in bold were read as the voice of {interviewee}, named at the top."]
        else:
            warnings = ("Questions stand in bold; whose the answers are is not stated, and they have no voice of their own",)
    quoted, spelled = with_quotations(text, voiced)
    return quoted, [*guesses, *spelled], warnings


def _bold_questions(text: str, parts: tuple[Part, ...], bold: tuple[Span, ...]) -> list[Part]:
    """The paragraphs that are bold and end in a question mark, where there are three or more and others between them."""
    whole = set(bold)
    headings = [part for part in parts if part.kind in ("paragraph", "heading") and (part.start, part.end) in whole]
    asked = [part for part in headings if text[part.start : part.end].rstrip("”“\"' ").endswith("?")]
    plain = sum(part.kind == "paragraph" for part in parts) - len(asked)
    return asked if len(asked) >= 3 and plain >= len(asked) - 1 else []


def _answered(parts: tuple[Part, ...], asked: list[Part], voice: str | None) -> tuple[Part, ...]:
    """Parts with these questions, and in this voice what stands under one of them."""
    questions, answering = set(asked), False
    found: list[Part] = []
    for part in parts:
        if part in questions:
            answering = True
            found.append(Part(part.start, part.end, "question"))
        elif part.kind in ("heading", "reference"):
            answering = answering and part.kind == "reference"
            found.append(part)
        else:
            found.append(Part(part.start, part.end, part.kind, voice) if answering else part)
    return tuple(found)
