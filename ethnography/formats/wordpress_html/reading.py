"""A saved page to a reading: the post, its comments in page order, and an account of the rest."""

from __future__ import annotations

from ethnography.formats.base import Reading
from ethnography.formats.saved_page.assembly import assemble
from ethnography.formats.saved_page.messages import Found, Message
from ethnography.formats.saved_page.page import Page, page_of
from ethnography.formats.wordpress_html.containers import find_comments
from ethnography.formats.wordpress_html.fields import read_comment
from ethnography.formats.wordpress_html.found import Comments
from ethnography.formats.wordpress_html.replies import find_links
from ethnography.source import Source


def read_page(source: Source) -> Reading:
    """The reading of a saved WordPress page."""
    page = page_of(source)
    comments = find_comments(page)
    messages, guesses = _messages(page, comments)
    found = Found(
        messages,
        guesses=guesses,
        elsewhere=[one.roots for one in comments.elsewhere],
        again=[one.roots for one in comments.again],
    )
    return assemble("wordpress_html", page, found)


def _messages(page: Page, comments: Comments) -> tuple[list[Message], list[str]]:
    """One message a comment, each with what it answers, and the guesses made."""
    messages: dict[int, Message] = {}
    beside = 0
    for found in comments.found:
        one = read_comment(found, comments.owners, page)
        messages[id(found)] = Message(
            found.roots, found.number, None, "stated", one.text, one.parts, one.author, one.date, one.date_text, one.url, one.kind,
            by_post_author="bypostauthor" in found.classes,
        )  # fmt: skip
        beside += one.beside
        if one.awaiting:
            messages[id(found)].state = "unapproved"
            messages[id(found)].remarks = ("is marked as awaiting moderation",)
    for found, link in zip(comments.found, find_links(comments.found), strict=True):
        message = messages[id(found)]
        message.answers, message.evidence = messages[id(link.parent)] if link.parent is not None else None, link.evidence
        if link.gap:
            missing = "but what it answers is not in this file; read as an answer to the post"
            message.remarks = (f"stands at depth {found.depth}, {missing}", *message.remarks)
    guesses = [f"{beside} author{'s were' if beside > 1 else ' was'} taken from the line beside the date"] if beside else []
    return list(messages.values()), guesses
