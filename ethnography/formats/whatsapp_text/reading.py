"""A WhatsApp export as a reading: messages of several lines, system lines, media, what was deleted or edited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ethnography.corpus import Comment
from ethnography.errors import UnreadableSource
from ethnography.formats.base import Ids, Reading
from ethnography.formats.markup import paragraphs_of
from ethnography.formats.tally import Tally, short
from ethnography.formats.whatsapp_text.heads import Head, day, head_of, order_of
from ethnography.source import Source

_OWN_WORDS = "\u200e"
"""The mark before words that WhatsApp itself wrote."""
_SET_BY_WHATSAPP = dict.fromkeys([0x200E, 0x2068, 0x2069])
_KEPT = re.compile(
    r"omitted|attached|weggelassen|angehängt|ausgeschlossen|omitid[oa]|adjunt[oa]|omess[oa]|allegat[oa]|omis\b|absente|joint[e]?\b"
    r"|ocult[oa]|anexad[oa]|weggelaten|bijgevoegd|utelämnad|udeladt|poll|umfrage|encuesta|sondage|sondaggio|enquete|peiling"
    r"|location|standort|ubicación|localisation|posizione|localização|locatie|https?://|\.\w{2,4}\b|vcf",
    re.IGNORECASE,
)
_DELETED = re.compile(
    r"(?:this message was deleted|you deleted this message|diese nachricht wurde gelöscht|du hast diese nachricht gelöscht"
    r"|(?:se )?eliminó este mensaje|este mensaje fue eliminado|eliminaste este mensaje|ce message a été supprimé"
    r"|vous avez supprimé ce message|(?:questo messaggio è stato eliminato|hai eliminato questo messaggio)"
    r"|(?:esta mensagem foi apagada|mensagem apagada|você apagou esta mensagem)|dit bericht is verwijderd"
    r"|je hebt dit bericht verwijderd|(?:данное|это) сообщение удалено|вы удалили данное сообщение)\W*",
    re.IGNORECASE,
)
_SECURED = re.compile(
    r"[^.]{0,80}\b(?:end-to-end|ende-zu-ende|сквозным шифрованием"
    r"|extremo a extremo|bout en bout|ponta a ponta|punta a punta|crittografia|uçtan uca)\b",
    re.IGNORECASE,
)
_EDITED = re.compile(r"\s?\u200e<[^<>\n]{5,60}>$")


def read(source: Source) -> Reading:
    """The messages of the chat in their order, under the sender's name as printed."""
    tally = Tally()
    messages = _without_space([(head, "\n".join(lines).strip("\n ")) for head, lines in _gathered(source.text.split("\n"), tally)])
    if not messages:
        raise UnreadableSource(
            source.name, "no line in it begins with a date, a time and a sender", "Export the chat again as text."
        )
    order, guess = order_of([head for head, _ in messages])
    first, words = messages[0]
    ids = Ids("whatsapp", opening=f"{first.printed} {first.name} {words}")
    comments: list[Comment] = []
    undated = 0
    for head, text in messages:
        if _is_system(head, text):
            tally.note("lines that WhatsApp wrote (who joined, what was encrypted)", text)
            continue
        if _EDITED.search(text):
            tally.note("earlier wordings of edited messages (only the last is here)")
            text = _EDITED.sub("", text)
        state = "deleted" if _DELETED.fullmatch(text.strip(_OWN_WORDS + " .")) else None
        shown, parts = paragraphs_of(text.translate(_SET_BY_WHATSAPP))
        on = day(head.numbers, order)
        undated += on is None
        date = f"{on}T{head.clock}" if on else None
        comments.append(
            Comment(
                ids.comment(shown, date),
                ids.thread,
                None,
                shown,
                "comment",
                head.name,
                date,
                head.printed,
                parts=parts,
                state=state,
            )
        )
    warnings = [f"{undated} messages bear a date that is no day of the calendar"] if undated else []
    return Reading("whatsapp_text", tuple(comments), None, tally.entries(), (guess,) if guess else (), tuple(warnings))


def _gathered(lines: Iterable[str], tally: Tally) -> Iterator[tuple[Head, list[str]]]:
    """Each head with the lines of its message; what stands before the first is noted."""
    head: Head | None = None
    body: list[str] = []
    for line in lines:
        if found := head_of(line):
            if head:
                yield head, body
            head, body = found, [found.text]
        elif head:
            body.append(line)
        elif line.strip():
            tally.note("text before the first message", short(line))
    if head:
        yield head, body


def _without_space(messages: list[tuple[Head, str]]) -> list[tuple[Head, str]]:
    """The messages, those among them whose text follows the colon at once: told from system lines by a name that has spoken."""
    names = {head.name for head, _ in messages if head.name}
    for place, (head, text) in enumerate(messages):
        name, colon, said = text.partition(":") if head.name is None else ("", "", "")
        if colon and name in names:
            messages[place] = replace(head, name=name), said
    return messages


def _is_system(head: Head, text: str) -> bool:
    """Whether WhatsApp wrote a line: it names no sender, or its words bear the mark and are not a message in themselves."""
    if head.name is None or (_SECURED.match(text) and len(text) < 400):
        return True
    if not text.startswith(_OWN_WORDS):
        return False
    words = text.strip(_OWN_WORDS)
    return _KEPT.search(words[:300]) is None and _DELETED.fullmatch(words.strip(" .")) is None
