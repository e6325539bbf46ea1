"""A WhatsApp chat exported as text: ``[12.03.24, 10:15:02] Name: text`` or ``12/03/2024, 10:15 - Name: text``."""

from __future__ import annotations

from ethnography.formats.base import Format, Reading
from ethnography.formats.whatsapp_text.heads import head_of
from ethnography.source import Source


class WhatsAppText(Format):
    """The messages of one chat as one thread. A chat has no post, and its text states no replies."""

    name = "whatsapp_text"
    title = "a WhatsApp chat exported as text"
    shapes = ("text",)

    @staticmethod
    def sniff(source: Source) -> int:
        """3 where the file begins with lines that name a date, a time and a sender as WhatsApp writes them."""
        lines = [line for line in source.start[:20_000].split("\n") if line.strip()][:40]
        heads = [head for line in lines if (head := head_of(line))]
        if not lines or head_of(lines[0]) is None or not any(head.name for head in heads):
            return 0
        return 3 if len(heads) > 1 or len(lines) == 1 else 2

    @staticmethod
    def read(source: Source) -> Reading:
        """The messages. Raises ``UnreadableSource``."""
        from ethnography.formats.whatsapp_text.reading import read

        return read(source)
