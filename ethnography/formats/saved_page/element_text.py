"""Elements to text as a browser shows it: paragraphs set apart by a blank line, and the kind of each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from bs4 import Tag

from ethnography.corpus import Part
from ethnography.formats.saved_page.page import attribute, is_words, printed, tokens
from ethnography.formats.wording import is_name
from ethnography.text import clean

Skip = Callable[[Tag], str | None]
"""Why an element is no part of the text; None where it is one. An empty reason is not worth a mention."""

_UNSEEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "object",
        "embed",
        "svg",
        "video",
        "audio",
        "canvas",
        "form",
        "button",
        "input",
        "select",
        "textarea",
        "option",
        "label",
        "map",
        "head",
        "link",
        "meta",
        "title",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "main",
        "menu",
        "nav",
        "p",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "caption",
        "tr",
    ]
)
_HIDDEN_CLASSES = frozenset({"screen-reader-text", "sr-only", "visually-hidden", "assistive-text"})
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LETTER_PICTURE = re.compile(r"emoji|smiley|smilies|twemoji", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_BLANK = re.compile(r"\n(?:[^\S\n]*\n)+")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text; `buttons`: all of it stands in links or buttons."""

    text: str
    kind: str = "paragraph"
    voice: str | None = None
    buttons: bool = False


@dataclass
class _Writer:
    skip: Skip
    blocks: list[Block] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    plain_words: bool = False

    def flush(self, kind: str, voice: str | None) -> None:
        """End the paragraph that is being written; blank lines inside it (from doubled line breaks) end one too."""
        text, buttons = _as_shown("".join(self.inline)), not self.plain_words
        self.inline, self.plain_words = [], False
        for piece in _BLANK.split(text):
            self.add(piece, kind, voice, buttons)

    def add(self, text: str, kind: str, voice: str | None, buttons: bool = False) -> None:
        if text.strip():
            self.blocks.append(Block(text.strip(), kind, voice, buttons))

    def children(self, tag: Tag, kind: str, voice: str | None, in_link: bool) -> None:
        for child in tag.children:
            if isinstance(child, Tag):
                self.element(child, kind, voice, in_link)
            elif is_words(child):
                self.inline.append(_SPACE.sub(" ", str(child)))
                self.plain_words |= bool(str(child).strip()) and not in_link

    def block(self, tag: Tag, around: str, kind: str, voice: str | None, in_link: bool = False) -> None:
        """A block of its own, after the end of the paragraph `around` it."""
        self.flush(around, voice)
        self.children(tag, kind, voice, in_link)
        self.flush(kind, voice)

    def element(self, tag: Tag, kind: str, voice: str | None, in_link: bool) -> None:
        if tag.name in _UNSEEN or _is_hidden(tag):
            return
        reason = self.skip(tag)
        if reason is not None:
            if reason and (text := printed(tag)):
                self.left_out.append((reason, text))
        elif tag.name == "br":
            self.inline.append("\n")
        elif tag.name == "img":
            self.inline.append(_picture_letters(tag))
            self.plain_words |= bool(self.inline[-1])
        elif tag.name in ("ul", "ol", "pre") or _is_data_table(tag):
            self.flush(kind, voice)
            whole = "list" if tag.name in ("ul", "ol") else "paragraph"
            self.add(_lines(tag, self.skip), kind if kind == "quotation" else whole, voice, _all_links(tag))
        elif tag.name == "blockquote":
            self.flush(kind, voice)
            self.block(tag, kind, "quotation", _named(tag) or voice)
        elif re.fullmatch(r"h[1-6]", tag.name):
            self.block(tag, kind, "heading", voice)
        elif tag.name in _BLOCKS:
            self.block(tag, kind, kind, voice, in_link)
        elif tag.name == "q":
            self.inline.append("“")
            self.children(tag, kind, voice, in_link)
            self.inline.append("”")
        else:
            self.children(tag, kind, voice, in_link or tag.name == "a")


def read_blocks(roots: Iterable[Tag], skip: Skip) -> tuple[list[Block], list[tuple[str, str]]]:
    """The blocks of text in these elements, and what was left out of them: (reason, text) in page order."""
    writer = _Writer(skip)
    for root in roots:
        kind = "quotation" if root.name == "blockquote" else "paragraph"
        writer.children(root, kind, None, False)
        writer.flush(kind, None)
    return writer.blocks, writer.left_out


def joined(blocks: Iterable[Block]) -> tuple[str, tuple[Part, ...]]:
    """The text of the blocks, a blank line between them, and where each of them stands in it."""
    text, parts = "", []
    for block in blocks:
        text += "\n\n" if text else ""
        parts.append(Part(len(text), len(text) + len(block.text), block.kind, block.voice))
        text += block.text
    return text, tuple(parts)


def _as_shown(text: str) -> str:
    """White space as a browser shows it: runs of it are one space, none at either end of a line."""
    return clean("\n".join(_SPACE.sub(" ", line).strip(" ") for line in text.split("\n")))


def _is_hidden(tag: Tag) -> bool:
    if tag.has_attr("hidden") or _HIDDEN_STYLE.search(attribute(tag, "style")):
        return True
    return not _HIDDEN_CLASSES.isdisjoint(tokens(tag))


def _picture_letters(image: Tag) -> str:
    """What a picture stands for where it stands for a letter: an emoji or a smiley."""
    if _LETTER_PICTURE.search(attribute(image, "class") + " " + attribute(image, "src")):
        return attribute(image, "alt")
    return ""


def _is_data_table(tag: Tag) -> bool:
    """Whether an element is a table of short cells, not one that lays out whole paragraphs."""
    return tag.name == "table" and tag.find(["p", "div", "ul", "ol", "blockquote", "table"]) is None


def _lines(tag: Tag, skip: Skip) -> str:
    """The lines of a list (one an item), a table (one a row, cells set apart by a tab) or preformatted text."""
    if tag.name == "pre":
        nodes = (node for node in tag.descendants if is_words(node) or _is_break(node))
        return clean("".join("\n" if isinstance(node, Tag) else str(node) for node in nodes)).strip("\n")
    lines: list[str] = []
    for child in tag.children:
        if not isinstance(child, Tag) or child.name in _UNSEEN or _is_hidden(child) or skip(child) is not None:
            continue
        if child.name in ("tbody", "thead", "tfoot"):
            lines.append(_lines(child, skip))
        elif child.name == "tr":
            cells = [cell for cell in child.children if isinstance(cell, Tag) and cell.name in ("td", "th")]
            lines.append("\t".join(" ".join(_item_lines(cell, skip)) for cell in cells).strip())
        else:
            lines += _item_lines(child, skip)
    return "\n".join(line for line in lines if line.strip())


def _item_lines(item: Tag, skip: Skip) -> list[str]:
    blocks, _ = read_blocks([item], skip)
    return [line for block in blocks for line in block.text.split("\n") if line.strip()]


def _is_break(node: object) -> bool:
    return isinstance(node, Tag) and node.name == "br"


def _all_links(tag: Tag) -> bool:
    linked = "".join(printed(link) for link in tag.find_all(["a", "button"]) if isinstance(link, Tag))
    return re.sub(r"\s", "", linked) == re.sub(r"\s", "", printed(tag))


def _named(quotation: Tag) -> str | None:
    """Whose words a quotation is, where it closes with a ``<cite>`` that names someone."""
    for cite in quotation.find_all("cite"):
        name = printed(cite).strip(" —–-,:") if isinstance(cite, Tag) else ""
        if name and is_name(name):
            return name
    return None
