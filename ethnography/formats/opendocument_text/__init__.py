"""OpenDocument texts (odt): the text as a reader sees it, with tracked changes accepted and notes at its end.

Read part by part, since comments and changes are no text. Rooms: ``styles`` (headings, bold, hidden), ``body`` (paragraphs, lists,
tables, notes, changes), ``reading`` (headers, properties, and the whole). Source: OpenDocument 1.3, part 3.
"""

from __future__ import annotations

from ethnography.formats.base import Format, Reading
from ethnography.formats.office_package import names_in
from ethnography.source import Source

_KIND = b"application/vnd.oasis.opendocument.text"


class OpenDocumentText(Format):
    """An interview or an article in an OpenDocument file; its turns, notes and questions are parts."""

    name = "opendocument_text"
    title = "an OpenDocument text (odt)"
    shapes = ("binary",)

    @staticmethod
    def sniff(source: Source) -> int:
        """3 for a package that states the kind of a text; 2 for one with the parts of a text and no kind."""
        with source.opened() as file:
            head = file.read(200)
        if b"mimetypeapplication/" in head:
            return 3 * int(_KIND in head)
        names = names_in(source)
        if "content.xml" not in names:
            return 0
        if "mimetype" not in names:
            return 2
        return 3 * int(_kind(source).startswith(_KIND))

    @staticmethod
    def read(source: Source) -> Reading:
        """The document as one post. Raises ``UnreadableSource`` for a damaged or locked file and for one without text."""
        from ethnography.formats.opendocument_text.reading import read_odt

        return read_odt(source)


def _kind(source: Source) -> bytes:
    import zipfile

    try:
        with source.opened() as file, zipfile.ZipFile(file) as opened, opened.open("mimetype") as member:
            return member.read(200)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError, KeyError, RuntimeError):
        return b""
