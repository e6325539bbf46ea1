"""A saved Drupal page to a reading: the post, its comments with their titles, and what the page says of further ones."""

from __future__ import annotations

import re

from bs4 import Tag

from ethnography.corpus import Part
from ethnography.formats.base import LeftOut, Reading
from ethnography.formats.drupal_html.places import DrupalPlaces
from ethnography.formats.drupal_html.replies import link
from ethnography.formats.saved_page.assembly import assemble
from ethnography.formats.saved_page.attribution import credit_in
from ethnography.formats.saved_page.completing import complete
from ethnography.formats.saved_page.messages import Found, Message
from ethnography.formats.saved_page.page import Page, attribute, page_of, printed, same_page
from ethnography.formats.when import find_when
from ethnography.formats.wording import parse_date
from ethnography.source import Source
from ethnography.text import plain

_SUBMITTED = ".comment__time, .comment-time, .submitted, .comment__submitted, .comment-submitted, .comment-meta, .metas, .comment__meta, .author-datetime, footer, header"
_TITLES = (
    "h3.title, h3.comment__title, h3.comment-title, .comment__title, .comment-title, [property~='dc:title'], "
    "h1 a[href*='#comment-'], h2 a[href*='#comment-'], h3 a[href*='#comment-'], h4 a[href*='#comment-'], h5 a[href*='#comment-'], "
    "[property~='schema:name'] a[href*='#comment-'], .title a[href*='#comment-'], .titre, .subject, .field--name-subject"
)
_UNVERIFIED = re.compile(
    r"\s*\((?:not verified|nicht überprüft|nicht verifiziert|non vérifié|no verificado|non verificato|niet gecontroleerd"
    r"|niet geverifieerd|não verificado|ej verifierad|ikke bekreftet|niezweryfikowany|neověřeno|не проверено)\)\s*$",
    re.IGNORECASE,
)
_PERMALINKS = re.compile(r"\s*(?:permalink|permanent link|permanenter link|enlace permanente|lien permanent)\s*$", re.IGNORECASE)


def read_page(source: Source) -> Reading:
    """The reading of a saved Drupal page."""
    page = page_of(source)
    places = DrupalPlaces(page)
    found = Found([])
    repeated = beside = 0
    for element in list(places.elements):
        message = places.message(element)
        _credit(places, element, message)
        beside += complete(places, element, message)
        message.author = _UNVERIFIED.sub("", message.author) or None if message.author else None
        if not message.number and not (message.author and message.date_text):
            places.elements.remove(element)  # it only bears the class of a comment
            continue
        repeated += _title(places, element, message)
        if _unpublished(element):
            message.state, message.remarks = "unapproved", ("is marked as not published",)
        found.messages.append(message)
    link(places, found.messages)
    if beside:
        found.guesses.append(f"{beside} author{'s were' if beside > 1 else ' was'} taken from the line beside the date")
    if repeated:
        found.left_out.append(LeftOut("titles of comments that repeat their opening words", str(repeated)))
    found.left_out += places.left_out()
    if further := _further_pages(page):
        found.warnings.append(further)
        found.partial = True
    return assemble("drupal_html", page, found)


def _credit(places: DrupalPlaces, element: Tag, message: Message) -> None:
    """Author and date out of the line "Submitted by NAME on DATE", where they have no elements of their own."""
    when = find_when(message.date_text or "")
    message.date_text = when.group() if when else message.date_text or None
    if message.author is not None and message.date is not None and message.date_text is not None:
        return
    for tag in places.select(element, _SUBMITTED):
        credit = credit_in(_PERMALINKS.sub("", printed(tag)), header=True)
        if credit is None:
            continue
        message.author = message.author or credit.author
        message.date_text = message.date_text or credit.date_text
        if message.date is None and credit.date_text:
            message.date, message.date_text = parse_date(credit.date_text), credit.date_text
        if message.date_text:
            return


def _title(places: DrupalPlaces, element: Tag, message: Message) -> bool:
    """Put the title of a comment before its text as a heading; True where it only repeats the opening words, and is left out."""
    title = next((words for tag in places.select(element, _TITLES) if (words := printed(tag)) and len(words) <= 200), "")
    if not title or credit_in(title, header=True) or _PERMALINKS.fullmatch(title) or title == message.author:
        return False
    letters = [re.sub(r"[\W_]+", "", plain(text)).lower() for text in (title, message.text)]
    if not letters[0] or letters[1].startswith(letters[0]):
        return bool(letters[0])
    shift = len(title) + 2
    message.parts = (
        Part(0, len(title), "heading"),
        *(Part(p.start + shift, p.end + shift, p.kind, p.voice) for p in message.parts),
    )
    message.text = f"{title}\n\n{message.text}" if message.text else title
    return False


def _unpublished(element: Tag) -> bool:
    names = set(attribute(element, "class").split())
    return bool(names & {"comment-unpublished", "unpublished", "comment--unpublished"})


def _further_pages(page: Page) -> str | None:
    """The warning for a page whose comments go on on other pages (``?page=1`` in the pager under them)."""
    for pager in page.soup.select("ul.pager, nav.pager, .pager, .pagination"):
        around = pager.find_parent(lambda tag: tag.get("id") == "comments" or "comment-wrapper" in (tag.get("class") or []))
        links = [attribute(one, "href") for one in pager.select("a[href]")]
        if around is not None and any(
            re.search(r"[?&]page=", href) and (page.url is None or same_page(page.resolve(href), page.url)) for href in links
        ):
            return "the page links to further pages of comments, which are not in this file"
    return None
