"""What stands before a Markdown text: title, author and date between two lines ``---``, or in pandoc's lines ``% …``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_BLOCK = re.compile(r"---[ \t]*\n(?P<inside>(?:[^\n]*\n){0,200}?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_ENTRY = re.compile(r"(?P<key>[\w -]{1,40}?)[ \t]*:(?:[ \t]+(?P<value>.*)|[ \t]*)$")
_PANDOC = re.compile(r"(?:%[^\n]*(?:\n[ \t]+[^\n]+)*(?:\n|\Z)){1,3}")
_TAKEN = {"title": "title", "author": "author", "authors": "author", "date": "date"}


@dataclass
class FrontMatter:
    """What it states; `other` are the entries that have no place here; `length` is where the text begins."""

    title: str | None = None
    author: str | None = None
    date: str | None = None
    other: list[str] = field(default_factory=list)
    length: int = 0


def read_front_matter(text: str) -> FrontMatter:
    """The front matter of a text; empty where it has none (a line ``---`` alone is a rule).

    >>> found = read_front_matter("---\\ntitle: 'On tea'\\nauthor: [Ann, Bo]\\ntags: x\\n---\\nTea.")
    >>> found.title, found.author, found.other, found.length
    ('On tea', 'Ann and Bo', ['tags: x'], 50)
    """
    lead = len(text) - len(text.lstrip("\ufeff\n "))
    if block := _BLOCK.match(text, lead):
        entries = _entries(block["inside"])
        if entries:
            return _taken(entries, block.end())
    if text[lead : lead + 1] == "%" and (block := _PANDOC.match(text, lead)):
        lines = [" ".join(line[1:].split()) for line in re.split(r"\n(?=%)", block.group().rstrip("\n"))]
        entries = {key: [value] for key, value in zip(("title", "author", "date"), lines, strict=False) if value}
        return _taken(entries, block.end())
    return FrontMatter()


def _entries(inside: str) -> dict[str, list[str]]:
    """The entries by key; the items of a list one by one. What is nested deeper is left as it is written."""
    entries: dict[str, list[str]] = {}
    key = ""
    for line in inside.split("\n"):
        match = _ENTRY.match(line)
        item = re.match(r"[ \t]*-[ \t]+(.+)$", line)
        if match and not line.startswith((" ", "\t", "-", "#")):
            key = match["key"].strip().lower()
            entries[key] = _values(match["value"] or "")
        elif key and item:
            entries[key].append(_bare(re.sub(r"^name[ \t]*:[ \t]*", "", item[1])))
        elif key and line.strip() and not line.strip().startswith("#"):
            entries[key].append(_bare(line))
    return entries


def _values(value: str) -> list[str]:
    value = value.strip()
    if value in ("", "|", ">", "|-", ">-"):
        return []
    if value.startswith("[") and value.endswith("]"):
        return [_bare(one) for one in value[1:-1].split(",") if one.strip()]
    return [_bare(value)]


def _bare(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].replace("''", "'") if value[0] == "'" else value[1:-1].replace('\\"', '"')
    return re.sub(r"\s+#.*$", "", value)


def _taken(entries: dict[str, list[str]], length: int) -> FrontMatter:
    found = FrontMatter(length=length)
    for key, values in entries.items():
        if key in _TAKEN and values:
            setattr(found, _TAKEN[key], (" and " if _TAKEN[key] == "author" else " ").join(values))
        else:
            found.other.append(f"{key}: {', '.join(values)}")
    return found
