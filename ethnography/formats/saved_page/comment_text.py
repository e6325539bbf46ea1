"""The text of one comment: the element that holds it, without author, date, buttons and answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bs4 import Tag

from ethnography.formats.furniture import is_reply_link
from ethnography.formats.page_text.buttons import is_button as button_line
from ethnography.formats.saved_page.class_words import is_place_of, words_of
from ethnography.formats.saved_page.element_text import Block, Skip, read_blocks
from ethnography.formats.saved_page.page import attribute, descendants, printed, tokens
from ethnography.formats.wording import SAYS, is_says, strip_says

_TEXT_PLACES = (
    ("comment-text", "comment_text", "commenttext", "comment-txt", "contenttext", "comment-entry", "comment_entry", "commententry",
     "wc-comment-text", "wpd-comment-text", "wp-block-comment-content", "dsq-comment-message", "comment-message"),
    ("comment-content", "comment_content", "commentcontent", "comment_area"),
    ("comment-body", "comment_body", "commentbody", "format_text"),
)  # fmt: skip
_FURNITURE = re.compile(
    r"(?:comment[-_])?(?:reply|reply-?link|reply-login|actions?|edit|edit-link|tools|buttons?|links?|permalink|share|report|vote|votes"
    r"|likes?|rating|footer|avatar|metadata|meta|author|date|time|info|head|header|number|name|vcard|postinfo|title-wrap)"
    r"|comment[-_](?:reply[-_].*|author[-_].*|meta[-_].*|like-.*|likes-.*|quote[-_]link|direct[-_]link|not-liked|liked)|comment_postinfo"
    r"|commentmetadata|commentauthor|comment-awaiting-moderation|awaiting-moderation|moderation|says|gravatar|edit-?comment-?link|reply-to"
    r"|sharedaddy|sd-.*|jp-.*|addtoany.*|a2a.*|wp-ulike.*|wpulike.*|thumbs?-.*|post-ratings.*|gdsr.*|ckrating.*|cld-.*|wprm-.*rating.*"
    r"|(?:wc|wpd)-(?:comment-(?:header|footer|link|date|author)|vote-.*|reply-button.*|tools.*)|wp-block-comment-(?:date|author-name|edit-link"
    r"|reply-link)|up_arrow|arrow|fn|avatar.*"
)
AWAITING = re.compile(
    r"awaiting moderation|wartet auf (?:die )?(?:moderation|freischaltung)|pendiente de (?:moderación|aprobación)"
    r"|en attente de modération|in attesa di moderazione|aguardando moderação|wacht op moderatie",
    re.IGNORECASE,
)
_BUTTONS = frozenset(["report", "reply", "flag", "vote", "votes", "like", "likes", "share", "karma", "edit", "quote", "permalink"])
_CREDIT = r"\W*(?:comment|kommentar|comentario|commentaire|posted|written|geschrieben)\s+(?:by|von|de|par|on|am)\b"
_LEFT_BEFORE = re.compile(rf"(?:{_CREDIT}|\W*(?:by|von|par|on|am|um|at)|\W*#\s?\d{{1,5}})\W*", re.IGNORECASE)
_LEFT_AFTER = re.compile(
    rf"{_CREDIT}\W*(?:(?:by|von|de|par|on|am|um|at|le|à|el|il|alle|a|las|uhr|pm|\d{{1,2}}[:.h]\d\d)\b\W*)*", re.IGNORECASE
)
"""What is left of a line before or after the text when author and date were taken out of it."""
_SAYS_REST = re.compile(rf"^\s*(?:{'|'.join(map(re.escape, SAYS))})\s*:?\s*", re.IGNORECASE)


def text_element(own: Sequence[Tag], whole: set[int]) -> Tag | None:
    """The element that holds the comment's text; None where the theme gives it none of its own.

    `own`: the elements of the comment; `whole`: those of them (by ``id``) that could hold all of it.
    """
    for tag in own:
        if {"text", "commentText"} & set(attribute(tag, "itemprop").split()):
            return tag
    for places in _TEXT_PLACES:
        for tag in own:
            if not tokens(tag).isdisjoint(places) and not (id(tag) in whole and is_mixed(tag)):
                return tag
    named = [tag for tag in own if is_place_of(tag, "text") and not is_furniture(tag) and not is_mixed(tag)]
    return max(named, key=lambda tag: len(printed(tag)), default=None)


def is_mixed(tag: Tag) -> bool:
    """Whether an element holds a place for author or date besides the text."""
    return any(
        one.name == "time" or "vcard" in tokens(one) or is_place_of(one, "author") or is_place_of(one, "date")
        for one in descendants(tag)
    )


def is_furniture(tag: Tag) -> bool:
    """Whether an element inside a comment holds its author, date or buttons, by its classes."""
    names = tokens(tag)
    if any(_FURNITURE.fullmatch(name) for name in names):
        return True
    small = tag.name in ("a", "span", "div", "ul", "button") and bool(names) and len(printed(tag)) <= 40
    return small and any(not _BUTTONS.isdisjoint(words_of(name)) for name in names) and tag.find("p") is None


def body_blocks(roots: list[Tag], text: Tag | None, is_foreign: Callable[[Tag], bool], used: set[int]) -> list[Block]:
    """The blocks of the comment's text, without author, date, buttons and answers.

    `roots`: the elements of the comment; `text`: that of its text; `is_foreign`: whether an element belongs to another comment
    or to the form; `used`: the elements, by ``id``, that were read as author or date.
    """

    def without(whole: set[int], plain: bool) -> Skip:
        def skip(tag: Tag) -> str | None:
            if id(tag) in used and not (plain and _holds_prose(tag)):
                return ""
            if is_foreign(tag) or (tag.name in ("a", "button") and is_reply_link(printed(tag))):
                return ""
            return "" if is_furniture(tag) and id(tag) not in whole and not (plain and _holds_prose(tag)) else None

        return skip

    whole = {id(tag) for tag in roots}
    tries: list[tuple[list[Tag], bool]] = [([text], False)] if text is not None else []
    # themes that put the text inside the element of the author are rare, and looked at last
    for attempt, plain in [*tries, (roots, False), (roots, True)]:
        blocks, _ = read_blocks(attempt, without(whole | {id(tag) for tag in attempt}, plain))
        blocks = [block for block in blocks if not is_button_row(block)]
        if blocks:
            return blocks
    return []


def _holds_prose(tag: Tag) -> bool:
    return tag.find(["p", "blockquote"]) is not None


def is_button_row(block: Block) -> bool:
    """Whether a block is nothing but the buttons under a comment, or the note that it awaits moderation."""
    if AWAITING.search(block.text) and len(block.text) < 160:
        return True
    if block.buttons:
        return button_line(block.text)
    return is_reply_link(block.text) and len(block.text.split()) <= 3 and block.text.startswith(("/", "#", "|"))


def trimmed(blocks: list[Block], author: str | None, used: Sequence[str] = ()) -> list[Block]:
    """Without what is left of the lines around the text: "says:", the name itself, a stray slash, the lines in `used`."""
    while blocks and (shorter := _without_first(blocks, author, used)) is not None:
        blocks = shorter
    while blocks:
        *lines, last = blocks[-1].text.split("\n")
        cut = len(blocks) > 1 and _LEFT_AFTER.fullmatch(last) is not None
        if not cut and last.strip() not in used:
            break
        rest = "\n".join(lines).strip()
        blocks = [*blocks[:-1], replace(blocks[-1], text=rest)] if rest else blocks[:-1]
    return blocks


def _without_first(blocks: list[Block], author: str | None, used: Sequence[str]) -> list[Block] | None:
    """Without the first line where it is none of the text; None where it is."""
    first = blocks[0]
    line, _, rest = first.text.partition("\n")
    more = len(blocks) > 1 or bool(rest.strip())
    name = strip_says(line.strip(" |,·–—-"))
    is_author = author is not None and name == author and (is_says(line) or (more and len(line) <= len(name) + 4))
    if is_author or line.strip() in used or not line.strip(" :,/|·-–—#") or (more and _LEFT_BEFORE.fullmatch(line)):
        pass
    elif author is not None and (match := _SAYS_REST.match(line)) and line[: match.end()].rstrip().endswith(":"):
        line = line[match.end() :]
        rest = f"{line}\n{rest}" if rest else line
    else:
        return None
    return [replace(first, text=rest.strip()), *blocks[1:]] if rest.strip() else blocks[1:]


def is_button(tag: Tag) -> bool:
    """Whether an element is a button or a link to do something with the comment."""
    names = tokens(tag)
    if any(
        re.fullmatch(r".*(?:reply|edit|quote|direct|like|avatar|says|vote|report).*|fn|comment[-_]author", name) for name in names
    ):
        return True
    return tag.name in ("button", "form", "svg") or (tag.name in ("a", "span") and is_reply_link(printed(tag)))
