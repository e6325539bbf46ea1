"""Elements of an XML file as values: :class:`Node`, how they are made and named, and what had to be mended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

MAX_DEPTH = 200
_MOST_KINDS = 20
_PREFIXES = (
    (r"https?://wordpress\.org/export/[\d.]+/excerpt/?", "excerpt"),
    (r"https?://wordpress\.org/export/.*", "wp"),
    (r"http://purl\.org/rss/1\.0/modules/(content|slash)/", ""),
    (r"http://purl\.org/dc/elements/1\.\d/", "dc"),
    (r"http://purl\.org/syndication/thread/1\.0", "thr"),
    (r"http://www\.w3\.org/2005/Atom|http://purl\.org/atom/ns#", "atom"),
    (r"http://www\.w3\.org/2007/app|http://purl\.org/atom/app#", "app"),
    (r"http://disqus\.com/disqus-internals", "dsq"),
    (r"http://schemas\.google\.com/blogger/2018", "blogger"),
    (r"http://schemas\.google\.com/g/2005", "gd"),
)
"""The prefix by which readers know a namespace, whatever the file calls it (where "", the one group is the prefix)."""
_KNOWN = [(re.compile(pattern), prefix) for pattern, prefix in _PREFIXES]


@dataclass(slots=True)
class Node:
    """An element: its name with the prefix by which readers know it (``wp:comment``), its attributes, and its content in order."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    content: list[Node | str] = field(default_factory=list)

    @property
    def children(self) -> Iterator[Node]:
        """The elements directly in it."""
        return (one for one in self.content if isinstance(one, Node))

    def all(self, name: str) -> list[Node]:
        """The elements of this name directly in it."""
        return [one for one in self.content if isinstance(one, Node) and one.name == name]

    def first(self, name: str) -> Node | None:
        """The first element of this name directly in it; None where there is none."""
        return next((one for one in self.content if isinstance(one, Node) and one.name == name), None)

    @property
    def text(self) -> str:
        """Its own words and those of everything in it."""
        return "".join(one if isinstance(one, str) else one.text for one in self.content)

    def value(self, name: str) -> str:
        """The trimmed words of the first element of this name directly in it; empty where there is none."""
        found = self.first(name)
        return found.text.strip() if found else ""

    def markup(self) -> str:
        """What is in it as HTML: escaped HTML as it stands there unescaped, elements (XHTML, or HTML that nobody escaped) as tags.

        >>> Node("content", {}, ["<b>tea</b> &amp; milk"]).markup()
        '<b>tea</b> &amp; milk'
        >>> Node("content", {}, [Node("b", {}, ["1 < 2"]), " tea"]).markup()
        '<b>1 &lt; 2</b> tea'
        """
        return "".join(one if isinstance(one, str) else one._outer() for one in self.content)

    def _outer(self) -> str:
        tag = self.name.rsplit(":", 1)[-1]
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in self.attributes.items() if ":" not in name)
        inner = "".join(escape(one, quote=False) if isinstance(one, str) else one._outer() for one in self.content)
        return f"<{tag}{attributes}>" if tag in ("br", "hr", "img") and not inner else f"<{tag}{attributes}>{inner}</{tag}>"


@dataclass
class Problems:
    """What was mended, a kind at a time, with the lines where it stood."""

    lines: dict[str, list[int]] = field(default_factory=dict)

    def note(self, kind: str, line: int) -> None:
        """One more problem of this kind."""
        if kind not in self.lines and len(self.lines) >= _MOST_KINDS:
            kind = "other things"
        self.lines.setdefault(kind, []).append(line)

    def sentences(self) -> list[str]:
        """A warning for each kind, with its first lines and how many there are."""
        found = []
        for kind, lines in self.lines.items():
            first = list(dict.fromkeys(lines))[:3]
            places = ("line " if len(first) == 1 else "lines ") + ", ".join(str(line) for line in first)
            beyond = len(lines) - len(first)
            more = f" and {beyond} more place{'s' * (beyond != 1)}" if beyond else ""
            found.append(f"the XML was mended: {kind} ({places}{more})")
        return found


class TooDeep(ValueError):
    """Elements nest deeper than any export's do."""


@dataclass
class Builder:
    """Makes nodes of the starts and ends of elements. Those directly under the root (and under ``channel``) are yielded whole."""

    done: list[Node] = field(default_factory=list)
    containers: list[str] = field(default_factory=list)
    open: list[Node] = field(default_factory=list)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins. Raises ``TooDeep``."""
        if len(self.containers) + len(self.open) >= MAX_DEPTH:
            raise TooDeep(name)
        if not self.open and self._is_container(name):
            self.containers.append(name)
        else:
            node = Node(name, attributes)
            if self.open:
                self.open[-1].content.append(node)
            self.open.append(node)

    def _is_container(self, name: str) -> bool:
        return not self.containers or (self.containers == ["rss"] and name != "item")

    def end(self) -> None:
        """The innermost element ends."""
        if self.open:
            node = self.open.pop()
            if not self.open:
                self.done.append(node)
        elif self.containers:
            self.containers.pop()

    def data(self, text: str) -> None:
        """Words inside the innermost element."""
        if self.open:
            self.open[-1].content.append(text)

    def take(self) -> list[Node]:
        """The nodes that are whole by now."""
        done, self.done = self.done, []
        return done


@dataclass
class Names:
    """Names of elements and attributes as readers know them; the root's own namespace needs no prefix."""

    prefixes: dict[str, str] = field(default_factory=dict)
    root: str | None = None

    def name(self, uri: str | None, prefix: str, local: str) -> str:
        """``wp:comment`` of a namespace's address, the prefix written (or declared) and the local name."""
        if self.root is None:
            self.root = uri or ""
        if not uri:
            return f"{prefix}:{local}" if prefix else local
        if uri == self.root or uri in ("http://disqus.com", "http://purl.org/rss/1.0/"):
            return local
        if uri not in self.prefixes:
            match = next(((found, known) for pattern, known in _KNOWN if (found := pattern.fullmatch(uri))), None)
            self.prefixes[uri] = (match[1] or match[0][1]) if match else prefix
        known = self.prefixes[uri]
        return f"{known}:{local}" if known else local
