"""The text of one comment: the element that holds it, without author, date, buttons and answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bs4 import Tag

from ethnography.formats.furniture import is_reply_link
from ethnography.formats.saved_page.element_text import Block, read_blocks
from ethnography.formats.saved_page.page import attribute, printed, tokens
from ethnography.formats.wording import SAYS, is_says, signed, strip_says
from ethnography.formats.wordpress_html.containers import Found

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
PING_WORD = re.compile(r"^\s*(ping\s?back|track\s?back)s?\b\s*(?::|by|von|de|from)?\s*", re.IGNORECASE)
_SAYS_REST = re.compile(rf"^\s*(?:{'|'.join(map(re.escape, SAYS))})\s*:?\s*", re.IGNORECASE)
PING_LINE = re.compile(r"^\s*(?:ping|track)back\s+(?:by|von|de|par)\s+", re.IGNORECASE)


def text_element(own: Sequence[Tag]) -> Tag | None:
    """The element that holds the comment's text; None where the theme gives it none of its own."""
    for tag in own:
        if {"text", "commentText"} & set(attribute(tag, "itemprop").split()):
            return tag
    for places in _TEXT_PLACES:
        for tag in own:
            if not tokens(tag).isdisjoint(places):
                return tag
    return None


def is_furniture(tag: Tag) -> bool:
    """Whether an element inside a comment holds its author, date or buttons, by its classes."""
    return any(_FURNITURE.fullmatch(name) for name in tokens(tag))


def body_blocks(found: Found, own: Sequence[Tag], owners: dict[int, Found], used: set[int]) -> list[Block]:
    """The blocks of the comment's text, without author, date, buttons and answers."""

    def skip(tag: Tag) -> str | None:
        return "" if id(tag) in used or found.is_foreign(tag, owners) or (is_furniture(tag) and id(tag) not in roots) else None

    element = text_element(own)
    tries: list[list[Tag]] = [[element]] if element is not None else []
    tries.append(found.roots)
    for attempt in tries:
        roots = {id(tag) for tag in [*attempt, *found.roots]}
        blocks, _ = read_blocks(attempt, skip)
        blocks = [block for block in blocks if not _is_button_row(block)]
        if blocks:
            return blocks
    return []


def _is_button_row(block: Block) -> bool:
    if AWAITING.search(block.text) and len(block.text) < 160:
        return True
    return is_reply_link(block.text) and (
        block.buttons or (len(block.text.split()) <= 3 and block.text.startswith(("/", "#", "|")))
    )


def signature(own: Sequence[Tag]) -> tuple[Tag | None, tuple[str, str] | None]:
    """The line "Comment by NAME — DATE" that themes before WordPress 2.7 print under the text: its element, name and date."""
    for tag in own:
        if tag.name in ("p", "cite", "small", "div", "span", "em") and len(words := printed(tag)) <= 160:
            line = signed(PING_LINE.sub("Comment by ", words))
            if line:
                return tag, line
    return None, None


def trimmed(blocks: list[Block], author: str | None) -> list[Block]:
    """Without what is left of an author line before the text ("says:", the name itself, a stray slash)."""
    while blocks:
        first = blocks[0]
        line, _, rest = first.text.partition("\n")
        bare = line.strip(" :,/|·-–—#")
        left_over = bare == "" or (
            author is not None and strip_says(line) == author and (is_says(line) or (line == author and len(blocks) > 1))
        )
        if (
            not left_over
            and author is not None
            and (match := _SAYS_REST.match(line))
            and line[: match.end()].rstrip().endswith(":")
        ):
            line, left_over = line[match.end() :], True
            rest = f"{line}\n{rest}" if rest else line
        if not left_over:
            return blocks
        blocks = [Block(rest.strip(), first.kind, first.voice), *blocks[1:]] if rest.strip() else blocks[1:]
    return blocks


def ping_text(blocks: list[Block]) -> list[Block]:
    """The words of a pingback; nothing where they are only the word "Pingback"."""
    words = re.sub(r"^[\s–—:-]+", "", PING_WORD.sub("", blocks[0].text)) if blocks else ""
    if not words and len(blocks) < 2:
        return []
    first = blocks[0].text if PING_WORD.match(blocks[0].text) else words
    return [Block(first, blocks[0].kind, blocks[0].voice), *blocks[1:]] if first else blocks[1:]


def is_button(tag: Tag) -> bool:
    """Whether an element is a button or a link to do something with the comment."""
    names = tokens(tag)
    if any(
        re.fullmatch(r".*(?:reply|edit|quote|direct|like|avatar|says|vote|report).*|fn|comment[-_]author", name) for name in names
    ):
        return True
    return tag.name in ("button", "form", "svg") or (tag.name in ("a", "span") and is_reply_link(printed(tag)))


def ping_author(author: str | None, own: Iterable[Tag]) -> str | None:
    """The name of a page that links here: the words of the link, where no author element names it."""
    name = PING_WORD.sub("", author or "")
    if name:
        return name
    links = (printed(tag) for tag in own if tag.name == "a" and re.match(r"https?:", attribute(tag, "href")) and not is_button(tag))
    return next((words for words in links if words), None)
