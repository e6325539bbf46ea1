"""Markup inside exports (a comment's body as HTML) to text as a browser shows it."""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5

from ethnography.corpus import Part
from ethnography.text import clean

_MARKUP = re.compile(r"<[a-zA-Z/!]|&(?:#\d+|#x[0-9a-f]+|[a-z]+\d*);", re.IGNORECASE)
_TAGS = re.compile(r"(<[^<>]*>)")
_SIMPLE = re.compile(
    r"</?(?P<name>p|a|b|strong|i|em|u|s|del|ins|small|code|span)(?P<rest>(?:\s[^<>]*)?)>|<br\s*/?>|<!--[^<>]*-->", re.IGNORECASE
)
_HIDING = re.compile(r"hidden|style|class|/\Z", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:#(\d{1,7})|([a-zA-Z][a-zA-Z0-9]{1,31});?)?;?")
_ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_BLANK = re.compile(r"\n(?:[^\S\n]*\n)+")


def text_of_html(fragment: str) -> tuple[str, tuple[Part, ...]]:
    r"""The text of a piece of HTML and its parts (paragraph, quotation, list, heading), a blank line between them.

    Scripts, styles and hidden elements are no text. A fragment without markup keeps its line breaks.

    >>> text, parts = text_of_html("<p>Tea &amp; milk</p><blockquote>Sugar?</blockquote>")
    >>> text, [part.kind for part in parts]
    ('Tea & milk\n\nSugar?', ['paragraph', 'quotation'])
    """
    if not _MARKUP.search(fragment):
        return paragraphs_of(fragment)
    if (simple := _simple(fragment)) is not None:
        return simple
    from ethnography.formats.saved_page.document import Document
    from ethnography.formats.saved_page.element_text import joined, read_blocks

    blocks, _ = read_blocks([Document(f"<div>{fragment}</div>")], lambda tag: None)
    return joined(blocks)


def paragraphs_of(text: str) -> tuple[str, tuple[Part, ...]]:
    r"""Plain text, cleaned and trimmed, with a part for each paragraph (blank lines set them apart).

    >>> paragraphs_of("One.\r\n\r\nTwo. ")[0]
    'One.\n\nTwo.'
    """
    from ethnography.text import paragraphs

    cleaned = clean(text).strip()
    return cleaned, tuple(Part(start, end) for start, end in paragraphs(cleaned))


def _simple(fragment: str) -> tuple[str, tuple[Part, ...]] | None:
    """The same for paragraphs, line breaks and words set in another type, as most comments are, without making a tree of them
    (which takes thirty times as long). None for anything else, and for whatever a browser might see otherwise."""
    if _ODD.search(fragment):
        return None
    blocks: list[str] = []
    inline: list[str] = []
    open_tags: list[str] = []

    def flush() -> None:
        written = "".join(inline)
        if not written or written.isspace():
            inline.clear()
            return
        shown = clean("\n".join(_SPACE.sub(" ", line).strip(" ") for line in written.split("\n")))
        blocks.extend(piece.strip() for piece in _BLANK.split(shown) if piece.strip())
        inline.clear()

    for number, piece in enumerate(_TAGS.split(fragment)):
        if number % 2 == 0:
            if "<" in piece or ("&" in piece and not all(map(_is_known, _REFERENCE.finditer(piece)))):
                return None
            inline.append(_SPACE.sub(" ", unescape(piece)))
            continue
        tag = _SIMPLE.fullmatch(piece)
        rest = (tag and tag["rest"]) or ""
        if not tag or _HIDING.search(rest) or rest.count('"') % 2 or rest.count("'") % 2:
            return None
        name = (tag["name"] or "").lower()
        if not name and not piece.startswith("<!"):
            inline.append("\n")
        elif name and not _nests(open_tags, name, piece.startswith("</")):
            return None
        elif name == "p":
            flush()
    flush()
    if open_tags not in ([], ["p"]):
        return None
    text, parts = "", []
    for block in blocks:
        text += "\n\n" if text else ""
        parts.append(Part(len(text), len(text) + len(block)))
        text += block
    return text, tuple(parts)


def _nests(open_tags: list[str], name: str, ends: bool) -> bool:
    """Whether a tag stands where it belongs, so that no parser has to mend anything; the open tags are kept up to date.

    A paragraph may begin where one is open: that is how its end tag is left out.
    """
    if ends:
        return bool(open_tags) and open_tags.pop() == name
    if name == "p" and open_tags == ["p"]:
        return True
    if name in open_tags or (name == "p" and open_tags):
        return False
    open_tags.append(name)
    return True


def _is_known(found: re.Match[str]) -> bool:
    """Whether a reference to a letter is one that every parser reads in the same way."""
    if not found[0].endswith(";"):
        return False
    if found[1]:
        number = int(found[1])
        return 32 <= number <= 126 or 160 <= number <= 0xD7FF or 0xE000 <= number <= 0xFFFD
    return bool(found[2]) and f"{found[2]};" in html5
