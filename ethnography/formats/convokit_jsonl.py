"""``utterances.jsonl`` of a ConvoKit corpus (and the older ``utterances.json``): one utterance a line, many conversations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ethnography.errors import Mistake
from ethnography.formats.base import Format, Ids, Reading
from ethnography.formats.comment_rows import stated_date
from ethnography.formats.entities import Entities
from ethnography.formats.markdown_parts import parts_of_markdown
from ethnography.formats.markup import paragraphs_of
from ethnography.formats.reddit_json.fields import gone
from ethnography.formats.tally import Tally, as_text, sound
from ethnography.formats.threads import Threads, many_values
from ethnography.formats.unix_time import utc
from ethnography.source import Source

_TAKEN = frozenset({"id", "speaker", "user", "conversation_id", "root", "reply_to", "reply-to", "text", "timestamp", "meta"})
_EARLIEST = 157_766_400  # 1975: smaller numbers count from the beginning of a recording
_LOOKED_AT = 2000


class ConvokitJsonl(Format):
    """Utterances with their speakers; the utterance that bears the conversation's id is its post."""

    name = "convokit_jsonl"
    title = "utterances of a ConvoKit corpus (JSON lines)"
    shapes = ("json", "json lines")

    @staticmethod
    def sniff(source: Source) -> int:
        """3 where the first value has the fields of an utterance."""
        value = source.first
        if isinstance(value, list):
            value = next((one for one in value if one is not None), None)
        return 3 * int(_is_utterance(value))

    @staticmethod
    def read(source: Source) -> Reading:
        """The utterances, conversation by conversation. Raises ``UnreadableSource``."""
        bad: list[Mistake] = []
        found = _Found()
        with many_values():
            for _, value in source.values(bad):
                found.take(value)
            guesses = found.entities.decode()
            broken = found.tally.broken_lines(source.name, bad, found.threads.count + found.tally.counts.total())
            made = found.threads.finish()
        if found.meta:
            found.tally.note("metadata of utterances", ", ".join(found.meta), found.with_meta)
        warnings = [*broken, *made.post_warnings(), *made.orphan_warnings()]
        return Reading(
            "convokit_jsonl", tuple(made.comments), None, found.tally.entries(), tuple(guesses), tuple(warnings),
            len(made.missing) or None,
        )  # fmt: skip


def _is_utterance(value: Any) -> bool:
    if not isinstance(value, dict) or "id" not in value or "text" not in value:
        return False
    return all(not value.keys().isdisjoint(names) for names in (("speaker", "user"), ("conversation_id", "root"), _ANSWERS))


_ANSWERS = ("reply-to", "reply_to")


@dataclass
class _Found:
    threads: Threads = field(default_factory=lambda: Threads(lambda key: Ids(f"conversation {key}").thread))
    tally: Tally = field(default_factory=Tally)
    entities: Entities = field(default_factory=lambda: Entities(parts_of_markdown))
    meta: dict[str, None] = field(default_factory=dict)
    with_meta: int = 0

    def take(self, value: Any) -> None:
        """One utterance."""
        own = as_text(value.get("id")) if isinstance(value, dict) and _is_utterance(value) else None
        if own is None:
            self.tally.note("values that are no utterance", str(value))
            return
        conversation = as_text(value.get("conversation_id", value.get("root"))) or own
        answers = as_text(value.get("reply-to", value.get("reply_to")))
        said = value["text"] if isinstance(value["text"], str) else ""
        text, parts = paragraphs_of(sound(said))
        meta = value.get("meta")
        is_reddit = isinstance(meta, dict) and "subreddit" in meta  # Markdown, and as Reddit's API escapes it
        if is_reddit:
            parts = parts_of_markdown(text)
        speaker = value.get("speaker", value.get("user"))
        author = as_text(speaker.get("id") if isinstance(speaker, dict) else speaker)
        date, date_text = _date(value.get("timestamp"))
        if self.threads.count < _LOOKED_AT:
            self.tally.see(name for name in value if name not in _TAKEN)
            if isinstance(meta, dict):
                self.meta.update(dict.fromkeys(list(meta)[:50]))
        self.with_meta += bool(meta)
        place = self.threads.add(
            conversation, own, answers, text, None if author == "[deleted]" else author, date, parts, gone(text),
            is_post=own == conversation and answers is None, date_text=date_text,
        )  # fmt: skip
        if is_reddit:
            self.entities.see(text, place)


def _date(stamp: Any) -> tuple[str | None, str | None]:
    """The date of a time in seconds since 1970, or of a text; a time since the beginning of a recording is no date."""
    if (text := as_text(stamp)) is None:
        return None, None
    try:
        return (utc(stamp), None) if float(text) > _EARLIEST else (None, text)
    except ValueError:
        return stated_date(text)
