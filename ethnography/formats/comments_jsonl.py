"""Comments as JSON Lines, one object a line, or as a JSON array of such objects."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from ethnography.corpus import KINDS, PART_KINDS, REPLY_EVIDENCE, STATES, Comment, Part
from ethnography.errors import BadFile, Mistake
from ethnography.formats.base import Format, LeftOut, Reading
from ethnography.formats.comment_rows import stated_date, without_post
from ethnography.source import Source
from ethnography.text import clean, slug

_NEEDED = ("id", "text")
_WORDS = ("reply_to", "author", "date", "date_text", "thread", "kind", "title", "url", "reply_evidence", "state")
_COMPUTED = ("depth",)
_KNOWN = frozenset((*_NEEDED, *_WORDS, *_COMPUTED, "parts"))
_OTHER_LINKS = frozenset({"pid", "parent", "parent_id", "parentid", "in_reply_to", "in_reply_to_id", "replies", "children"})


class CommentsJsonl(Format):
    """One JSON object a line (or an array of them), as ``ethnography inspect --jsonl`` prints them."""

    name = "comments_jsonl"
    title = "comments as JSON lines, with the fields id and text"
    shapes = ("json", "json lines")

    @staticmethod
    def sniff(source: Source) -> int:
        """3 where the first object has ``id``, ``text`` and another field of this format; 2 where it only seems so."""
        start = source.start.lstrip()[:100_000].lstrip("[ \n\t")
        if not start.startswith("{"):
            return 0
        try:
            first, _ = json.JSONDecoder(strict=False).raw_decode(start)
        except (ValueError, RecursionError):
            return 2 * int(all(re.search(rf'"{name}"\s*:', start[:2000]) for name in _NEEDED))
        if not all(name in first for name in _NEEDED) or ("reply_to" not in first and not _OTHER_LINKS.isdisjoint(first)):
            return 0
        if _is_of_a_platform(first):
            return 0
        return 3 if any(isinstance(first.get(name, first), str | int | None) for name in (*_WORDS, *_COMPUTED)) else 2

    @staticmethod
    def read(source: Source) -> Reading:
        """The comments with their ids as given. Raises ``BadFile`` with every mistake and its line."""
        mistakes: list[Mistake] = []
        rows = [_Row(line, value, mistakes) for line, value in _objects(source, mistakes)]
        thread = slug(PurePath(source.name).stem)
        comments = tuple(comment for row in rows if (comment := row.comment(thread)))
        if mistakes:
            raise BadFile(source.name, mistakes)
        unknown = dict.fromkeys(name for row in rows for name in row.value if name not in _KNOWN)
        left_out = tuple(LeftOut("field of no meaning here", name) for name in unknown)
        return Reading("comments_jsonl", comments, None, left_out, (), tuple(without_post(comments)))


def _is_of_a_platform(first: dict[str, Any]) -> bool:
    """Whether an object has the fields by which other formats know their own: a ConvoKit corpus, Hacker News."""
    speaks, talk = ("speaker" in first or "user" in first), ("conversation_id" in first or "root" in first)
    return (speaks and talk) or ("by" in first and "type" in first)


def _objects(source: Source, mistakes: list[Mistake]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each object with the line it starts on; what is none becomes a mistake."""
    text = source.decoded  # not the cleaned text: a string may hold any line end
    if text.lstrip().startswith("["):
        yield from _array(text, mistakes)
        return
    for line, words in enumerate(text.split("\n"), 1):
        if words.strip():
            try:
                value = json.loads(words, object_pairs_hook=_unique, strict=False)
            except (ValueError, RecursionError) as error:
                mistakes.append(Mistake(line, _sentence(error)))
                continue
            if isinstance(value, dict):
                yield line, value
            else:
                mistakes.append(Mistake(line, f"this is {_kind(value)}, not an object in braces"))


def _array(text: str, mistakes: list[Mistake]) -> Iterator[tuple[int, dict[str, Any]]]:
    decoder = json.JSONDecoder(object_pairs_hook=_unique, strict=False)
    at = text.index("[") + 1
    while True:
        at = _after_space(text, at)
        if text[at : at + 1] in ("]", ""):
            if not text[at : at + 1]:
                mistakes.append(Mistake(text.count("\n") + 1, "the array is not closed with ]"))
            return
        line = text.count("\n", 0, at) + 1
        try:
            value, at = decoder.raw_decode(text, at)
        except _Twice as error:
            mistakes.append(Mistake(line, str(error)))
            return
        except (ValueError, RecursionError) as error:
            found = text.count("\n", 0, error.pos) + 1 if isinstance(error, json.JSONDecodeError) else line
            mistakes.append(Mistake(found, _sentence(error)))
            return
        if isinstance(value, dict):
            yield line, value
        else:
            mistakes.append(Mistake(line, f"this is {_kind(value)}, not an object in braces"))
        at = _after_space(text, at)
        if text[at : at + 1] == ",":
            at += 1


def _after_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


class _Twice(ValueError):
    pass


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _Twice(f'the field "{twice}" stands twice in one object')
    return value


def _sentence(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"this is not JSON: {error.msg} (character {error.colno})"
    return str(error) or "this is nested too deeply"


def _kind(value: object) -> str:
    return {list: "a list", str: "a text", type(None): "null"}.get(type(value), "a number")


@dataclass
class _Row:
    line: int
    value: dict[str, Any]
    mistakes: list[Mistake] = field(repr=False)

    def comment(self, thread: str) -> Comment | None:
        """The comment of this row; None where a mistake was noted."""
        before = len(self.mistakes)
        id_, text = self._words("id", needed=True), self._words("text", needed=True)
        words = {name: self._words(name) or None for name in _WORDS}
        kind = self._one_of("kind", words["kind"], KINDS) or "comment"
        evidence = self._one_of("reply_evidence", words["reply_evidence"], REPLY_EVIDENCE)
        state = self._one_of("state", words["state"], STATES)
        if id_ is not None and not id_.strip():
            self._mistake("the id is empty")
        parts = self._parts(text or "")
        if len(self.mistakes) > before or id_ is None or text is None:
            return None
        date, date_text = stated_date(words["date"])
        evidence = evidence or ("stated" if words["reply_to"] else None)
        thread = words["thread"] or id_.rpartition(":")[0] or thread
        return Comment(
            id_, thread, words["reply_to"], clean(text), kind, words["author"], date, words["date_text"] or date_text,
            words["title"], words["url"], evidence, parts, state,
        )  # fmt: skip

    def _mistake(self, message: str) -> None:
        self.mistakes.append(Mistake(self.line, message))

    def _words(self, name: str, needed: bool = False) -> str | None:
        value = self.value.get(name)
        if value is None:
            if needed:
                self._mistake(f'the field "{name}" is missing')
            return None
        if isinstance(value, int) and not isinstance(value, bool) and name in ("id", "reply_to", "thread"):
            return str(value)
        if not isinstance(value, str):
            self._mistake(f'the field "{name}" is {_kind(value)}, not a text')
            return None
        return value

    def _one_of(self, name: str, value: str | None, allowed: tuple[str, ...]) -> str | None:
        if value is not None and value not in allowed:
            self._mistake(f'the {name} "{value}" is none of {", ".join(allowed)}')
        return value

    def _parts(self, text: str) -> tuple[Part, ...]:
        given = self.value.get("parts") or []
        parts: list[Part] = []
        for number, part in enumerate(given if isinstance(given, list) else [None], 1):
            sound = (
                isinstance(part, dict)
                and all(type(part.get(name)) is int for name in ("start", "end"))
                and 0 <= part["start"] < part["end"] <= len(text)
                and part.get("kind", "paragraph") in PART_KINDS
                and isinstance(part.get("voice"), str | None)
            )
            if sound and isinstance(part, dict):
                parts.append(Part(part["start"], part["end"], part.get("kind", "paragraph"), part.get("voice")))
            else:
                self._mistake(
                    f"part {number} is not {{start, end, kind, voice}} inside the text, with a kind of {', '.join(PART_KINDS)}"
                )
        if parts and clean(text) != text:
            self._mistake("the text has other line ends or decomposed letters, so its parts would shift; leave the parts out")
        return tuple(parts)
