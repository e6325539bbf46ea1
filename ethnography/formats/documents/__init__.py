"""What documents share, whatever file they come in: an article or a transcript becomes one thread with one post.

A reader of a document format makes a :class:`Document`: its blocks in reading order and what it knows of title, author and date.
:func:`document_reading` makes the rest of it the same way for all of them: the title (out of the text: it has a place of its own),
the byline, the speaker turns (:mod:`ethnography.formats.turns`) or, where there are none, the voices of an article.
"""

from __future__ import annotations

from ethnography.formats.documents.nouns import Block, Document, Properties, Run, block_of
from ethnography.formats.documents.reading import document_reading

__all__ = ["Block", "Document", "Properties", "Run", "block_of", "document_reading"]
