"""Mail: an mbox file, a folder of messages made one (``source/maildir.py``), a list's archive as text, or a single message.

A thread is a message that answers none in the file, and everything that answers it. Its first message is the *post* only where
it answers nothing: no In-Reply-To, no References, no "Re:" in its subject. A first message that says it answers another is what it
says, a comment: it keeps the id of the message that it names and that is not here, and its thread has no post, since none was
read. Rooms: ``splitting`` (the file to messages), ``fields`` and ``charsets`` (what is in a header), ``body`` (the text that a
mail program shows), ``quoting`` and ``attribution`` (whose words are quoted), ``threads`` (who answers whom).
"""

from __future__ import annotations

import re

from ethnography.formats.base import Format, Reading
from ethnography.source import Source

_FIRST = re.compile(r"\s*From \S[^\n]{0,300}\n(?:>From [^\n]*\n)*[!-9;-~]{1,76}[ \t]?:")
_HEADER = re.compile(r"([!-9;-~]{1,76}):(?:[ \t]|$)[^\n]*(?:\n[ \t][^\n]*)*\n?")
_CERTAIN = frozenset(
    {"received", "message-id", "mime-version", "return-path", "delivered-to", "references", "in-reply-to", "x-mailer"}
)


class MailMbox(Format):
    """Messages of a mailbox or a mailing list with their threads, quotations in the voice of whom they quote."""

    name = "mail_mbox"
    title = "mail: an mbox file, a mailing list's archive, a message"
    shapes = ("text", "binary", "html")
    own_decoding = True

    @staticmethod
    def sniff(source: Source) -> int:
        """3 for a file that begins with a line ``From SENDER DATE`` and a header, or with the header of a message."""
        with source.opened() as file:
            start = file.read(20_000).decode("utf-8", "replace").replace("\r\n", "\n")
        start = start.removeprefix("\ufeff").lstrip("\n")
        if _FIRST.match(start):
            return 3
        names: list[str] = []
        at = 0
        while match := _HEADER.match(start, at):
            names.append(match[1].lower())
            at = match.end()
        stated = set(names)
        if "from" not in stated or len(names) < 3 or not stated & {"date", "subject", "message-id"}:
            return 0
        return 3 if stated & _CERTAIN else 2 * int(start[at : at + 1] in ("\n", ""))

    @staticmethod
    def read(source: Source) -> Reading:
        """The messages of the file, thread by thread. Raises ``UnreadableSource`` where it holds none."""
        from ethnography.formats.mail_mbox.reading import read_mail

        return read_mail(source)
