"""PDF files that hold text: lines put together to paragraphs, words divided at line ends joined, running heads taken out.

A PDF says where letters stand, not what is a paragraph; that is read from gaps, indents and letters, and what is joined is said.
Pages that are pictures are named: their text would need OCR. Rooms: ``lines`` (pages to lines with their place and look),
``margins`` (running heads, page numbers), ``joining`` (lines to blocks), ``reading`` (properties, notes, and the whole).
"""

from __future__ import annotations

from ethnography.formats.base import Format, Reading
from ethnography.source import Source


class PdfText(Format):
    """An interview or an article in a PDF with text; its turns, headings and quotations are parts."""

    name = "pdf_text"
    title = "a PDF with text (not one of scanned pictures)"
    shapes = ("binary", "text")

    @staticmethod
    def sniff(source: Source) -> int:
        """3 for a PDF, with text or without: what is missing is said when it is read."""
        with source.opened() as file:
            return 3 * int(b"%PDF-" in file.read(1024))

    @staticmethod
    def read(source: Source) -> Reading:
        """The document as one post. Raises ``UnreadableSource`` for a PDF without text, a locked and a damaged one."""
        from ethnography.formats.pdf_text.reading import read_pdf

        return read_pdf(source)
