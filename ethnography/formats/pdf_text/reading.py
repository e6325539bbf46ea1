"""A PDF to a document: its pages, its properties, what is drawn or noted on it, and what cannot be read."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from ethnography.errors import UnreadableSource
from ethnography.formats.base import Reading
from ethnography.formats.documents import Document, Properties, document_reading
from ethnography.formats.pdf_text.joining import to_blocks
from ethnography.formats.pdf_text.lines import Line, lines_of
from ethnography.formats.pdf_text.margins import without_margins
from ethnography.formats.tally import Tally, short, sound
from ethnography.source import Source

_BROKEN = (
    ValueError, KeyError, TypeError, AttributeError, IndexError, AssertionError, RecursionError, ArithmeticError, LookupError,
    OSError, NotImplementedError, EOFError, MemoryError,
)  # fmt: skip
_OCR = "Run OCR over it (ocrmypdf, for example), and import the PDF or the text that gives."
_AGAIN = "Open it in a PDF program, print or save it as a new PDF, and import that."
_LOCKED = "the PDF is locked in a way that cannot be opened here (AES)"
_MARKUP = frozenset(
    {"/Text", "/FreeText", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Caret", "/Ink", "/Stamp", "/Popup"}
)


def read_pdf(source: Source) -> Reading:
    """The document as one post. Raises ``UnreadableSource``."""
    with source.opened() as file, _complaints() as complaints:
        reader = _open(file, source)
        document = Document(properties=_properties(reader))
        pages = _pages(reader, source, document)
        _check_letters(pages, source, document)
    made = to_blocks(without_margins(pages, document.tally))
    document.blocks = made.blocks
    if made.words:
        examples = ", ".join(dict.fromkeys(made.words[:5]))
        what = (
            "1 word divided at the end of a line was"
            if len(made.words) == 1
            else f"{len(made.words)} words divided at line ends were"
        )
        document.guesses.append(f"{what} put together ({short(examples, 100)}{', …' if len(made.words) > 5 else ''}).")
    document.guesses.append(
        "A PDF does not say where its paragraphs end: that was read from its lines, their distance and their letters."
    )
    if complaints:
        document.warnings.append(f"the PDF is damaged in places: {short(complaints[0], 120)}")
    return document_reading("pdf_text", document, source)


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """What pypdf complains of while the block runs; it would print it otherwise."""
    found: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(record.getMessage())

    logger, handler = logging.getLogger("pypdf"), Keep(logging.WARNING)
    passing = logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield found
    finally:
        logger.removeHandler(handler)
        logger.propagate = passing


def _open(file: Any, source: Source) -> Any:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    try:
        reader = PdfReader(file)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableSource(source.name, "the PDF is protected by a password", "Save it without one, and import that.")
        count = len(reader.pages)
    except UnreadableSource:
        raise
    except DependencyError:
        raise UnreadableSource(source.name, _LOCKED, _AGAIN) from None
    except (PyPdfError, *_BROKEN) as error:
        raise UnreadableSource(
            source.name, f"the PDF is damaged or cut off ({short(str(error), 100) or type(error).__name__})", _AGAIN
        ) from None
    if count == 0:
        raise UnreadableSource(source.name, "the PDF has no pages", _AGAIN)
    return reader


def _pages(reader: Any, source: Source, document: Document) -> list[list[Line]]:
    """The lines of each page; a page that cannot be read is said, and is empty."""
    from pypdf.errors import DependencyError, PyPdfError

    pages: list[list[Line]] = []
    broken: list[int] = []
    unsaid: set[str] = set()
    for number in range(len(reader.pages)):
        try:
            page = reader.pages[number]
            lines, turned = lines_of(page, number)
            if turned:
                document.tally.note("letters that stand upright or askew (a stamp in the margin, a watermark)", "", turned)
            pages.append(lines)
            _besides(page, document.tally)
            unsaid |= _unsaid_fonts(page)
        except DependencyError:
            raise UnreadableSource(source.name, _LOCKED, _AGAIN) from None
        except (PyPdfError, *_BROKEN):
            broken.append(number + 1)
            pages.append([])
    if broken:
        document.warnings.append(f"{_which(broken)} could not be read: damaged")
    if unsaid:
        fonts = f"the font {min(unsaid)} does" if len(unsaid) == 1 else f"{len(unsaid)} fonts ({min(unsaid)}, …) do"
        document.warnings.append(f"{fonts} not say which letters it stands for: what is written in it may be read wrong. {_OCR}")
    if len(broken) == len(pages):
        raise UnreadableSource(source.name, "none of the PDF's pages can be read: it is damaged", "Make the PDF again.")
    return pages


def _which(pages: list[int]) -> str:
    if len(pages) == 1:
        return f"page {pages[0]}"
    return f"pages {', '.join(map(str, pages[:8]))}{' …' if len(pages) > 8 else ''}"


def _check_letters(pages: list[list[Line]], source: Source, document: Document) -> None:
    """Raise ``UnreadableSource`` where there is no text, or none that is in letters; warn of single pages without text."""
    letters = ["".join(line.text for line in lines) for lines in pages]
    whole = "".join(letters)
    count = len(re.findall(r"\w", whole))
    if count == 0 or (count < 3 * len(pages) and document.tally.counts["pictures"]):
        found = "the PDF holds no text: its pages are pictures, as a scanner makes them, or drawings, or blank"
        raise UnreadableSource(source.name, found, _OCR)
    wrong = len(re.findall(r"[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]", whole))
    if wrong > 0.3 * len(whole):
        found = "the letters of the PDF cannot be told: its fonts do not say which they are"
        raise UnreadableSource(source.name, found, _OCR)
    if wrong:
        document.warnings.append(f"{wrong} letters could not be told, since their font does not say which they are")
    words = whole.split()
    if len(words) > 20 and sum(map(len, words)) > 14 * len(words) and re.search(r"[a-z]{14}", whole):
        document.warnings.append("the words run together: the PDF does not say where its spaces are")
    if empty := [number for number, text in enumerate(letters, 1) if not re.search(r"\w", text)]:
        document.warnings.append(
            f"{_which(empty)} {'holds' if len(empty) == 1 else 'hold'} no text (pictures, or blank): not read. {_OCR}"
        )


def _besides(page: Any, tally: Tally) -> None:
    """Pictures on a page, and what readers noted on it: counted, and left out."""
    for one in _listed(lambda: page.get("/Annots")):
        kind = str(one.get("/Subtype", ""))
        if kind in _MARKUP and kind != "/Popup":
            tally.note("notes and marks that readers made on the pages", sound(str(one.get("/Contents") or "")))
        elif kind == "/Widget" and (value := one.get("/V")):
            tally.note("form fields", sound(str(value)))
    resources = _listed(lambda: (page["/Resources"]["/XObject"]).values())
    pictures = sum(str(one.get("/Subtype", "")) == "/Image" for one in resources)
    if pictures:
        tally.note("pictures", "", pictures)


def _unsaid_fonts(page: Any) -> set[str]:
    """The fonts of a page whose letters have numbers of their own (CJK fonts, mostly) and no table that says which they are."""
    found: set[str] = set()
    for font in _listed(lambda: page["/Resources"]["/Font"].values()):
        if (
            str(font.get("/Subtype")) == "/Type0"
            and "/ToUnicode" not in font
            and not str(font.get("/Encoding", "")).startswith("/Uni")
        ):
            found.add(re.sub(r"^/(?:[A-Z]{6}\+)?", "", str(font.get("/BaseFont", "/without a name"))))
    return found


def _listed(get: Callable[[], Any]) -> list[Any]:
    """The dictionaries in a list of a PDF, behind their references; empty where there is none or it is damaged."""
    try:
        found = get()
        objects = [one.get_object() for one in (found.get_object() if hasattr(found, "get_object") else found) or ()]
    except _BROKEN:
        return []
    return [one for one in objects if hasattr(one, "get")]


def _properties(reader: Any) -> Properties:
    """Title, author and time of making as the program that made the PDF wrote them."""
    from pypdf.errors import DependencyError, PyPdfError

    title = author = date = None
    try:
        if stated := reader.metadata:
            title, author = _stated(stated, "/Title"), _stated(stated, "/Author")
            if created := stated.creation_date:
                date = created.isoformat(timespec="seconds").replace("+00:00", "Z")
                date = date[:10] if "T00:00:00" in date else date
    except (PyPdfError, DependencyError, *_BROKEN):
        pass  # damaged properties spoil no text
    return Properties(title, author, date)


def _stated(metadata: Any, name: str) -> str | None:
    value = metadata.get(name)
    return " ".join(sound(value).split()) or None if isinstance(value, str) else None
