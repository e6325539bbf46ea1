"""A post's text out of its "cooked" HTML, without what Discourse adds to what was written."""

from __future__ import annotations

from bs4 import Tag

from ethnography.corpus import Part
from ethnography.formats.markup import paragraphs_of
from ethnography.formats.saved_page.document import Document
from ethnography.formats.saved_page.element_text import joined, read_blocks
from ethnography.formats.saved_page.page import attribute, tokens
from ethnography.formats.tally import Tally, sound


def text_of(cooked: str, tally: Tally) -> tuple[str, tuple[Part, ...]]:
    """The text as a reader sees it, quotations with the voice of who is quoted. A preview of a linked page is the address that
    its author wrote; previews and pictures are counted."""
    cooked = sound(cooked)
    if "<" not in cooked and "&" not in cooked:
        return paragraphs_of(cooked)
    root = Document(f"<div>{cooked}</div>")
    for box in [tag for tag in root.find_all(["aside", "div"]) if _is_preview(tag)]:
        _as_address(box, root, tally)
    for image in root.find_all("img"):
        names = tokens(image)
        if names.isdisjoint({"emoji", "avatar", "site-icon", "thumbnail"}):
            tally.note("pictures", attribute(image, "alt") or attribute(image, "src"))
    blocks, _ = read_blocks([root], lambda tag: "" if _is_picture_line(tag) else None)
    return joined(blocks)


def _is_preview(tag: Tag) -> bool:
    names = tokens(tag)
    return (tag.name == "aside" and "onebox" in names) or "lazy-video-container" in names


def _as_address(box: Tag, root: Document, tally: Tally) -> None:
    """Put the address that was written in the place of the preview made of it."""
    link = box.find("a", href=True)
    address = attribute(box, "data-onebox-src") or (attribute(link, "href") if isinstance(link, Tag) else "")
    if address:
        tally.note("previews of linked pages", address)
        line = root.new_tag("p")
        line.string = address
        box.replace_with(line)


def _is_picture_line(tag: Tag) -> bool:
    """The line under an enlarged picture: its file's name and size."""
    return tag.name == "div" and "meta" in tokens(tag) and isinstance(tag.parent, Tag) and "lightbox" in tokens(tag.parent)
