"""What of an export is in no comment, counted a kind at a time; and its fields as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ethnography.errors import Mistake, UnreadableSource
from ethnography.formats.base import LeftOut
from ethnography.text import clean

_MOST_FIELDS = 200


@dataclass
class Tally:
    """Counts what is not taken, a kind at a time: :meth:`note` it, and :meth:`entries` says it."""

    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    fields: dict[str, None] = field(default_factory=dict)

    def note(self, reason: str, example: str = "", count: int = 1) -> None:
        """One more thing left out for this reason."""
        self.counts[reason] += count
        if example and reason not in self.examples:
            self.examples[reason] = short(sound(example[:1000]))

    def see(self, names: Iterable[str]) -> None:
        """Fields that the file has and that no comment takes."""
        for name in names:
            if name not in self.fields and len(self.fields) < _MOST_FIELDS:
                self.fields[short(sound(str(name)), 60)] = None

    def entries(self) -> tuple[LeftOut, ...]:
        """One entry a reason, with its count, and one for the fields."""
        found = []
        for reason, count in self.counts.items():
            example = self.examples.get(reason)
            found.append(LeftOut(reason, f"{count}: {example}" if example else str(count)))
        if self.fields:
            found.append(LeftOut("fields of no meaning here", ", ".join(sorted(self.fields))))
        return tuple(found)

    def broken_lines(self, where: str, bad: Sequence[Mistake], read: int) -> list[str]:
        """Note the lines that are no JSON, and a warning of them. Raises ``UnreadableSource`` where there was nothing else."""
        if not bad:
            return []
        if not read:
            raise UnreadableSource(where, f"none of its {len(bad)} lines is JSON; {bad[0]}", "Export or download it again.")
        self.note("lines that are not JSON", str(bad[0]), len(bad))
        lines = "1 line is" if len(bad) == 1 else f"{len(bad)} lines are"
        return [f"{lines} not JSON and could not be read ({bad[0]}); the file may be cut off"]


def as_text(value: object) -> str | None:
    """A field's text, clean and trimmed, or its number as digits; None where it is neither or has nothing to show.

    >>> as_text(" tea "), as_text(12), as_text(""), as_text(True)
    ('tea', '12', None, None)
    """
    if isinstance(value, str):
        return sound(value).strip() or None
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def listed(value: object) -> list[Any]:
    """The value where it is a list, otherwise none: what a field should hold and may not."""
    return value if isinstance(value, list) else []


def sound(text: str) -> str:
    r"""Clean text that every file can hold: half of a surrogate pair, which JSON can state, becomes ``\ufffd``."""
    if text.isascii() and "\r" not in text and "\x0b" not in text and "\x0c" not in text:
        return text  # as most texts are: nothing to clean
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return clean(text)


def short(text: str, length: int = 160) -> str:
    """The beginning of a text, for messages."""
    text = " ".join(text[: 4 * length].split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


words = as_text
