"""Word documents (docx): the text as a reader sees it, with tracked changes accepted and notes at its end.

The file is read part by part (:mod:`ethnography.formats.office_package`): comments in the margin, deleted passages, headers and
hidden text are no part of what is read, and each is named. Rooms: ``styles`` (headings, lists, bold by style), ``body``
(paragraphs, tables, fields, changes), ``reading`` (notes, margin, properties, and the whole).
"""

from __future__ import annotations

from ethnography.formats.base import Format, Reading
from ethnography.formats.office_package import names_in
from ethnography.source import Source


class WordDocx(Format):
    """An interview or an article in a Word file; its turns, notes and questions are parts."""

    name = "word_docx"
    title = "a Word document (docx)"
    shapes = ("binary",)

    @staticmethod
    def sniff(source: Source) -> int:
        """3 for a package with a Word document in it."""
        names = names_in(source)
        return 3 if any(name.startswith("word/document") and name.endswith(".xml") for name in names) else 0

    @staticmethod
    def read(source: Source) -> Reading:
        """The document as one post. Raises ``UnreadableSource`` for a damaged file and one without text."""
        from ethnography.formats.word_docx.reading import read_docx

        return read_docx(source)
