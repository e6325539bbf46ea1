"""A saved page to a reading: the post, its comments in page order, and an account of the rest."""

from __future__ import annotations

from ethnography.formats.base import Reading
from ethnography.formats.page_html.finding import find_talk, stands_for_post
from ethnography.formats.page_html.outline import Outline
from ethnography.formats.page_html.reading import account_of, make_messages
from ethnography.formats.saved_page.assembly import assemble
from ethnography.formats.saved_page.messages import Found, Message
from ethnography.formats.saved_page.page import Page, page_of
from ethnography.formats.saved_page.remainder import Roots
from ethnography.formats.wordpress_html.containers import find_comments
from ethnography.formats.wordpress_html.fields import read_comment
from ethnography.formats.wordpress_html.found import Comments
from ethnography.formats.wordpress_html.replies import find_links
from ethnography.source import Source


def read_page(source: Source) -> Reading:
    """The reading of a saved WordPress page."""
    page = page_of(source)
    comments = find_comments(page)
    if not comments.found and (otherwise := _of_own_making(page)) is not None:
        found = otherwise
    else:
        messages, guesses = _messages(page, comments)
        found = Found(messages, guesses=guesses, again=[one.roots for one in comments.again])
    found.elsewhere += [one.roots for one in comments.elsewhere]
    return assemble("wordpress_html", page, found)


def _of_own_making(page: Page) -> Found | None:
    """The comments of a theme that prints them in a way of its own, with nothing of WordPress's: blocks of one shape that are
    called comments, stand under a line that says so, or have buttons to answer. None where there are none."""
    outline = Outline.of(page)
    talk = find_talk(outline)
    if talk is None or stands_for_post(outline, talk) or talk.judged.aside:
        return None
    if not (talk.judged.talk or talk.judged.heading or talk.judged.answered >= 0.5):
        return None
    messages, left_out, guesses = make_messages(outline, talk)
    elsewhere: list[Roots] = [[outline.tags[root] for root in record.roots] for one in talk.elsewhere for record in one.records]
    return Found(messages, elsewhere=elsewhere, left_out=left_out, guesses=[account_of(outline, talk, messages), *guesses])


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
