"""The one place that parses XML: the elements of an export one at a time, hardened against hostile files, tolerant of broken ones.

A well-formed file goes through lxml: no entities, no DTD, no network, libxml2's limits on depth and size in force. A file that is
not well-formed, or that has a document type of its own, is read by :mod:`~ethnography.formats.xml_tree.mending` instead, which
expands nothing either and says what it mended. Both give the same :class:`Node` values, with the same names.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import Any

from ethnography.errors import UnreadableSource
from ethnography.formats.xml_tree.nodes import MAX_DEPTH, Builder, Names, Node, Problems, TooDeep
from ethnography.source import Source

__all__ = ["Node", "Problems", "outside_cdata", "read_nodes"]


def read_nodes(source: Source, problems: Problems) -> Iterator[Node]:
    """The elements directly under the root, and under an RSS file's ``channel``, one at a time.

    What had to be mended goes into `problems`. Raises ``UnreadableSource`` where there is no element, or they nest too deeply.
    """
    source.check_text()
    try:
        fault = "a document type" if _has_doctype(source.start) else _fault(source)
        if not fault:
            yield from _strictly(source)
        else:
            from ethnography.formats.xml_tree.mending import mended

            yield from mended(source.name, _whole_text(source, problems), problems)
            if isinstance(fault, tuple) and not problems.lines:
                problems.note(*fault)
    except TooDeep:
        found = f"its elements nest more than {MAX_DEPTH} deep, which no export's do"
        raise UnreadableSource(source.name, found, "Export or download it again.") from None


def outside_cdata(start: str) -> str:
    """The text without its CDATA sections: what stands there is the file's own markup, not somebody's sample of one.

    >>> outside_cdata("<a><![CDATA[<wp:comment>]]></a>")
    '<a></a>'
    """
    first, *rest = start.split("<![CDATA[")
    return first + "".join(piece.partition("]]>")[2] for piece in rest)


def _has_doctype(start: str) -> bool:
    """Whether a document type is declared before the root: those who declare entities go to the reader that expands none."""
    place = 0
    while (place := start.find("<", place)) >= 0:
        if start.startswith("<!--", place):
            place = start.find("-->", place)
        elif start.startswith("<?", place):
            place = start.find("?>", place)
        else:
            return start[place : place + 9].upper() == "<!DOCTYPE"
        if place < 0:
            return True  # a prolog as long as that is looked at without libxml2
    return False


class _Nothing:
    """A target for lxml that takes nothing: parsing is then no more than a check."""

    def close(self) -> None:
        """The end of the file."""


class _Target:
    """A target for lxml that builds nodes."""

    def __init__(self) -> None:
        self.builder = Builder()
        self.names = Names()
        self._declared: dict[str, str] = {}
        self._cache: dict[str, str] = {}
        self.data = self.builder.data

    def start_ns(self, prefix: str | None, uri: str) -> None:
        """A namespace is declared."""
        self._declared.setdefault(uri, prefix or "")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        name = self._name(tag)
        self.builder.start(name, {self._name(key): value for key, value in attributes.items()})

    def end(self, tag: str) -> None:
        """An element ends."""
        self.builder.end()

    def close(self) -> None:
        """The end of the file."""

    def _name(self, tag: str) -> str:
        if tag not in self._cache:
            uri, _, local = tag[1:].partition("}") if tag.startswith("{") else ("", "", tag)
            self._cache[tag] = self.names.name(uri, self._declared.get(uri, ""), local)
        return self._cache[tag]


def _fault(source: Source) -> str | tuple[str, int] | None:
    """Why libxml2 does not take the file: what is wrong in which line, or a limit of its own; None where it takes it."""
    from lxml import etree  # type: ignore[import-untyped]

    parser = _parser(_Nothing())
    try:
        for piece in _utf8_pieces(source):
            parser.feed(piece)
        parser.close()
        found = next(iter(parser.feed_error_log), None)
    except etree.LxmlError:
        found = next(iter(parser.feed_error_log), None)
        if found is None or "limit exceeded" in found.message:
            return "a limit of libxml2"
    except UnicodeError:
        return "bytes that are no text"
    return (found.message.strip(), found.line) if found else None


def _strictly(source: Source) -> Iterator[Node]:
    target = _Target()
    parser = _parser(target)
    for piece in _utf8_pieces(source):
        parser.feed(piece)
        yield from target.builder.take()
    parser.close()
    yield from target.builder.take()


def _parser(target: object) -> Any:
    from lxml import etree

    return etree.XMLParser(
        target=target, encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False,
        attribute_defaults=False, huge_tree=False, recover=False,
    )  # fmt: skip


def _utf8_pieces(source: Source) -> Iterator[bytes]:
    """The file in pieces of UTF-8, whatever its encoding. Raises ``UnicodeDecodeError``."""
    decoder = codecs.getincrementaldecoder(source.encoding)(source.decoding.errors)
    for piece in source.pieces():
        yield decoder.decode(piece).encode()
    yield decoder.decode(b"", final=True).encode()


def _whole_text(source: Source, problems: Problems) -> str:
    """The file as text; bytes that are none in its encoding are told with their lines."""
    data = source.data
    try:
        return data.decode(source.encoding, source.decoding.errors)
    except UnicodeDecodeError:
        text = data.decode(source.encoding, "replace")
    for number, line in enumerate(text.split("\n"), 1):
        if "\ufffd" in line:
            problems.note(f"bytes that are not {source.encoding} were read as \ufffd", number)
    return text
