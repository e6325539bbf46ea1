"""Elements to text as a browser shows it: paragraphs set apart by a blank line, and the kind of each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from bs4 import Tag

from ethnography.corpus import Part
from ethnography.formats.saved_page.page import attribute, holds_main, is_words, printed, tokens
from ethnography.formats.wording import is_name, strip_says
from ethnography.text import clean

Skip = Callable[[Tag], str | None]
"""Why an element is no part of the text; None where it is one. An empty reason is not worth a mention."""

Quoted = Callable[[Tag], str | None]
"""Whose words an element quotes; empty where the page does not say; None where it is no quotation."""

Walk = Iterator["Walk"]
"""A walk through an element: yields the walks through the elements inside it."""

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
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "caption",
        "tr",
        "ul",
    ]
)
_HIDDEN_CLASSES = frozenset({"screen-reader-text", "sr-only", "visually-hidden", "assistive-text"})
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LETTER_PICTURE = re.compile(r"emoji|smile?y|smilie|twemoji|emoticon", re.IGNORECASE)
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
    inside_list: bool = False
    quoted: Quoted = field(default=lambda tag: blockquoted(tag))

    def flush(self, kind: str, voice: str | None) -> None:
        """End the paragraph that is being written; blank lines inside it (from doubled line breaks) end one too."""
        text = _as_shown("".join(self.inline))
        buttons = not self.plain_words and any(letter.isalnum() for letter in text)
        self.inline, self.plain_words = [], False
        for piece in _BLANK.split(text):
            self.add(piece, kind, voice, buttons)

    def add(self, text: str, kind: str, voice: str | None, buttons: bool = False) -> None:
        if text.strip():
            self.blocks.append(Block(text.strip(), kind, voice, buttons))

    def write(self, root: Tag, kind: str) -> None:
        """Everything inside an element. Each walk hands over the walks inside it, so depth costs no recursion."""
        walks = [self.children(root, kind, None, False)]
        while walks:
            inner = next(walks[-1], None)
            if inner is None:
                walks.pop()
            else:
                walks.append(inner)
        self.flush(kind, None)

    def children(self, tag: Tag, kind: str, voice: str | None, in_link: bool) -> Walk:
        for child in tag.children:
            if isinstance(child, Tag):
                yield self.element(child, kind, voice, in_link)
            elif is_words(child):
                self.inline.append(_SPACE.sub(" ", str(child)))
                self.plain_words |= not in_link and any(letter.isalnum() for letter in str(child))

    def block(self, tag: Tag, around: str, kind: str, voice: str | None, in_link: bool = False) -> Walk:
        """A block of its own, after the end of the paragraph `around` it."""
        self.flush(around, voice)
        yield self.children(tag, kind, voice, in_link)
        self.flush(kind, voice)

    def element(self, tag: Tag, kind: str, voice: str | None, in_link: bool) -> Walk:
        if (tag.name in _UNSEEN and not holds_page(tag)) or is_hidden(tag) or _heads_quotation(tag):
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
        elif (named := self.quoted(tag)) is not None:
            self.flush(kind, voice)
            yield self.block(tag, kind, "quotation", named or voice)
        elif (tag.name in ("ul", "ol") and not self.inside_list) or tag.name == "pre" or _is_data_table(tag):
            self.flush(kind, voice)
            whole = "list" if tag.name in ("ul", "ol") else "paragraph"
            self.add(_lines(tag, self.skip), kind if kind == "quotation" else whole, voice, _all_links(tag))
        elif re.fullmatch(r"h[1-6]", tag.name):
            yield self.block(tag, kind, "heading", voice)
        elif tag.name in _BLOCKS:
            yield self.block(tag, kind, kind, voice, in_link)
        elif tag.name == "q":
            self.inline.append("“")
            yield self.children(tag, kind, voice, in_link)
            self.inline.append("”")
        else:
            yield self.children(tag, kind, voice, in_link or tag.name == "a")


def read_blocks(roots: Iterable[Tag], skip: Skip, quoted: Quoted | None = None) -> tuple[list[Block], list[tuple[str, str]]]:
    """The blocks of text in these elements, and what was left out of them: (reason, text) in page order.

    `quoted` says of an element whose words it quotes; without it, each ``blockquote`` is a quotation.
    """
    writer = _Writer(skip, quoted=quoted) if quoted else _Writer(skip)
    for root in roots:
        kind = "quotation" if root.name == "blockquote" and quoted is None else "paragraph"
        writer.write(root, kind)
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


def holds_page(tag: Tag) -> bool:
    """Whether an element holds what the page has to say where it usually holds none: a form around the whole page, as some
    servers write it, or the words for browsers without scripts where no others are."""
    if tag.name == "form":
        return tag.find(["article", "main", "h1"]) is not None or len(tag.find_all("p", limit=4)) == 4
    if tag.name != "noscript" or len(tag.find_all("p", limit=2)) < 2:
        return False
    return isinstance(tag.parent, Tag) and len(printed(tag)) > 0.8 * len(printed(tag.parent))


def is_hidden(tag: Tag) -> bool:
    """Whether a browser does not show an element, as far as its own attributes say."""
    if tag.has_attr("hidden") or _HIDDEN_STYLE.search(attribute(tag, "style")) or not _HIDDEN_CLASSES.isdisjoint(tokens(tag)):
        return not holds_main(tag)
    return False


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
    lines = _rows(tag, skip) if tag.name == "table" else _item_lines(tag, skip)
    return "\n".join(line for line in lines if line.strip())


def _rows(table: Tag, skip: Skip) -> Iterator[str]:
    """The rows of a table; what stands in it outside of any row is a line of its own."""
    for child in table.children:
        if is_words(child):
            yield _as_shown(_SPACE.sub(" ", str(child)))
        if not isinstance(child, Tag) or child.name in _UNSEEN or is_hidden(child) or skip(child) is not None:
            continue
        if child.name in ("tbody", "thead", "tfoot"):
            yield from _rows(child, skip)
        elif child.name == "tr":
            cells = [cell for cell in child.children if isinstance(cell, Tag) and cell.name in ("td", "th")]
            yield "\t".join(" ".join(_item_lines(cell, skip)) for cell in cells).strip()
        else:
            yield from _item_lines(child, skip)


def _item_lines(item: Tag, skip: Skip) -> list[str]:
    """The lines in an element, those of lists inside lists as well."""
    writer = _Writer(skip, inside_list=True)
    writer.write(item, "paragraph")
    return [line for block in writer.blocks for line in block.text.split("\n") if line.strip()]


def _is_break(node: object) -> bool:
    return isinstance(node, Tag) and node.name == "br"


def _all_links(tag: Tag) -> bool:
    """Whether every word of an element stands in a link or a button."""
    for node in tag.descendants:
        if is_words(node) and str(node).strip():
            around = next(one for one in node.parents if one is tag or one.name in ("a", "button"))
            if around.name not in ("a", "button"):
                return False
    return True


def blockquoted(tag: Tag) -> str | None:
    """Whose words a ``blockquote`` quotes, as far as it says; None for any other element."""
    return (_named(tag) or "") if tag.name == "blockquote" else None


def _named(quotation: Tag) -> str | None:
    """Whose words a quotation is: as the box around it says, or a ``<cite>`` at its end that names someone."""
    if box := _quote_box(quotation):
        title = box.find("div", class_="title", recursive=False)
        said = printed(title) if isinstance(title, Tag) else ""
        return attribute(box, "data-username") or (strip_says(said) if said.endswith(":") else None)
    for cite in quotation.find_all("cite"):
        name = printed(cite).strip(" —–-,:") if isinstance(cite, Tag) else ""
        if name and is_name(name):
            return name
    return None


def _quote_box(tag: Tag) -> Tag | None:
    """The box that Discourse puts around a quotation and the name of the person quoted; None where there is none."""
    box = tag.parent
    if not isinstance(box, Tag) or box.name != "aside" or "quote" not in tokens(box):
        return None
    return box if any(box.has_attr(name) for name in ("data-username", "data-post", "data-topic")) else None


def _heads_quotation(tag: Tag) -> bool:
    """Whether an element is the line over a quotation that names its author: the quotation's voice, not its words."""
    return tag.name == "div" and "title" in tokens(tag) and _quote_box(tag) is not None
