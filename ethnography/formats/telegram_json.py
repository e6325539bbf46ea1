"""``result.json`` of Telegram Desktop: one chat, or all chats of an account. A chat has no post; only stated replies are links."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Any

from ethnography.corpus import Part
from ethnography.errors import UnreadableSource
from ethnography.formats.base import Format, Ids, Reading
from ethnography.formats.comment_rows import stated_date
from ethnography.formats.tally import Tally, as_text, listed, sound
from ethnography.formats.threads import Threads, some
from ethnography.formats.unix_time import utc
from ethnography.source import Source
from ethnography.text import clean, digest, paragraphs

_TAKEN = frozenset({
    "id", "type", "date", "date_unixtime", "from", "from_id", "text", "text_entities", "reply_to_message_id", "forwarded_from",
    "poll", "edited", "edited_unixtime",
})  # fmt: skip
_MEDIA = ("photo", "file", "media_type", "location_information", "contact_information", "game_title")


class TelegramJson(Format):
    """The messages of each chat, as one thread a chat."""

    name = "telegram_json"
    title = "chats exported by Telegram Desktop (result.json)"
    shapes = ("json",)

    @staticmethod
    def sniff(source: Source) -> int:
        """3 where the file is a chat or holds the chats of an account."""
        return 3 * int(any(True for _ in _chats(source.first)))

    @staticmethod
    def read(source: Source) -> Reading:
        """The messages, chat by chat. Raises ``UnreadableSource``."""
        chats = list(_chats(source.json))
        if not chats:
            advice = "Export the chat as machine-readable JSON (Telegram Desktop, Export chat history) and import its result.json."
            raise UnreadableSource(source.name, "it holds no chat of Telegram Desktop", advice)
        found = _Found()
        for number, chat in enumerate(chats, 1):
            found.chat(chat, number)
        made = found.threads.finish()
        warnings = [*made.orphan_warnings(), *found.warnings()]
        return Reading(
            "telegram_json", tuple(made.comments), None, found.tally.entries(), (), tuple(warnings), len(made.missing) or None
        )


def _chats(value: Any) -> list[dict[str, Any]]:
    """The chats in a file: itself, or those of its lists."""
    if not isinstance(value, dict):
        return []
    if isinstance(value.get("messages"), list):
        first = next((one for one in value["messages"] if isinstance(one, dict)), None)
        known = first is None or ("type" in first and ("date" in first or "date_unixtime" in first) and "text" in first)
        return [value] if known and (first is not None or "type" in value) else []
    lists = [value.get(name) for name in ("chats", "left_chats")]
    return [chat for one in lists if isinstance(one, dict) for chat in listed(one.get("list")) if _chats(chat)]


@dataclass
class _Found:
    threads: Threads = field(default_factory=lambda: Threads(lambda key: Ids(f"telegram {key}").thread))
    tally: Tally = field(default_factory=Tally)
    accounts: dict[str, set[str]] = field(default_factory=dict)
    edited: int = 0
    elsewhere: int = 0

    def chat(self, chat: dict[str, Any], number: int) -> None:
        """One chat: a thread named after its number (its name may be a person's)."""
        key = as_text(chat.get("id")) or digest(as_text(chat.get("name")) or str(number))[:8]
        for message in chat["messages"]:
            if not isinstance(message, dict):
                self.tally.note("values that are no message", str(message))
            elif message.get("type") == "service":
                self.tally.note("service messages", f"{message.get('actor')}: {message.get('action')}")
            else:
                self.message(message, key)

    def message(self, message: dict[str, Any], key: str) -> None:
        """One message. Its text may come in pieces; what is forwarded is a quotation of who wrote it."""
        text, parts = _text(message.get("text"))
        for block, kind in _poll(message.get("poll")):
            start = len(text) + 2 if text else 0
            text, parts = f"{text}\n\n{block}" if text else block, (*parts, Part(start, start + len(block), kind))
        if "forwarded_from" in message:
            parts = tuple(Part(part.start, part.end, "quotation", as_text(message["forwarded_from"])) for part in parts)
        for name in _MEDIA:
            if message.get(name):
                kind = as_text(message.get("media_type")) or name.partition("_")[0]
                self.tally.note("pictures, films, sounds and files", f"{kind} {as_text(message.get('sticker_emoji')) or ''}")
                break
        date = utc(message.get("date_unixtime"))
        date_text = None
        if date is None:
            date, date_text = stated_date(as_text(message.get("date")))
        author, account = as_text(message.get("from")), as_text(message.get("from_id"))
        if author and account:
            self.accounts.setdefault(author, set()).add(account)
        self.edited += bool(message.get("edited") or message.get("edited_unixtime"))
        self.tally.see(name for name in message if name not in _TAKEN)
        answers = as_text(message.get("reply_to_message_id"))
        if answers and message.get("reply_to_peer_id"):
            answers, self.elsewhere = None, self.elsewhere + 1
        own = as_text(message.get("id")) or digest(f"{date}\n{text}")[:8]
        self.threads.add(key, own, answers, text, author, date, parts, date_text=date_text)

    def warnings(self) -> list[str]:
        """Sentences about edits, names and replies that need a look."""
        if self.edited:
            self.tally.note("earlier wordings of edited messages (only the last is here)", count=self.edited)
        found = []
        if shared := sorted(name for name, accounts in self.accounts.items() if len(accounts) > 1):
            found.append(f"different accounts bear the same name, and are one author here: {some(shared)}")
        if self.elsewhere:
            found.append(f"{self.elsewhere} messages answer a message of another chat; no link was made")
        return found


def _text(value: Any) -> tuple[str, tuple[Part, ...]]:
    """The text of a message out of a string, or of a list of strings and entities; a block quotation is a part."""
    pieces: list[tuple[str, str]] = []
    for piece in value if isinstance(value, list) else [value]:
        is_quoted = isinstance(piece, dict) and piece.get("type") == "blockquote"
        said = piece.get("text") if isinstance(piece, dict) else piece
        if isinstance(said, str) and said:
            before = pieces[-1] if pieces else ("\n", "")
            if (is_quoted or before[1] == "quotation") and not (before[0].endswith("\n") or said.startswith("\n")):
                pieces.append(("\n", "paragraph"))  # a block quotation stands on lines of its own
            pieces.append((sound(said), "quotation" if is_quoted else "paragraph"))
    whole = "".join(said for said, _ in pieces)
    text = clean(whole).strip()
    if text != whole.strip():  # letters were composed across two pieces: their places are no longer known
        pieces = [(text, "paragraph")]
        whole = text
    lead, at = len(whole) - len(whole.lstrip()), 0
    parts: list[Part] = []
    for kind, group in itertools.groupby(pieces, key=lambda piece: piece[1]):
        stretch = "".join(said for said, _ in group)
        for start, end in paragraphs(stretch):
            parts.append(Part(at - lead + start, at - lead + end, kind))
        at += len(stretch)
    return text, tuple(parts)


def _poll(poll: Any) -> list[tuple[str, str]]:
    """The question of a poll and its answers (a line each), with the kind of each."""
    if not isinstance(poll, dict):
        return []
    answers = [as_text(one.get("text")) for one in listed(poll.get("answers")) if isinstance(one, dict)]
    blocks = [(as_text(poll.get("question")) or "", "paragraph"), ("\n".join(line for line in answers if line), "list")]
    return [(block, kind) for block, kind in blocks if block]
