"""A saved page with a Disqus thread to a reading: the post where the file has it, and the comments that it holds."""

from __future__ import annotations

import re

from bs4 import Tag

from ethnography.formats.base import Reading
from ethnography.formats.disqus_html.data import thread_data
from ethnography.formats.disqus_html.places import DisqusPlaces, frames
from ethnography.formats.saved_page.assembly import assemble
from ethnography.formats.saved_page.messages import Found, Message
from ethnography.formats.saved_page.page import Page, attribute, page_of, printed
from ethnography.source import Source

_DELETED = re.compile(
    r"^this (?:comment|post) (?:was|has been) (?P<how>deleted|removed|flagged)|^comment (?P<other>deleted)", re.IGNORECASE
)
_WAITING = re.compile(r"waiting to be approved|awaiting (?:moderation|approval)|pending", re.IGNORECASE)


def read_page(source: Source) -> Reading:
    """The reading of a page with a Disqus thread."""
    page = page_of(source)
    found = Found([], has_post=not _is_frame(page))
    for shown in [page, *frames(page)]:
        places = DisqusPlaces(shown)
        data = thread_data(shown)
        if places.elements:
            found.messages = _messages(places)
            found.left_out += places.left_out()
            found.claimed = _claimed(shown)
        elif data is not None:
            found.messages, found.claimed = data.messages, data.total
            found.guesses.append("the comments stand only as data in the page of the frame, from which a browser shows them")
        if data is not None and not found.has_post:
            found.title, found.thread_url = data.title, data.url
            found.claimed = data.total if data.total is not None else found.claimed
        if _has_more(shown):
            found.warnings.append("the thread goes on behind a button (“Load more comments”); what it loads is not in this file")
            found.partial = True
        if found.messages:
            break
    return assemble("disqus_html", page, found)


def _is_frame(page: Page) -> bool:
    """Whether the file is the page of the frame itself: no article, only the thread."""
    if page.soup.select_one("#disqus_thread, article, h1") is not None:
        return False
    return page.soup.select_one("#disqus-threadData, #post-list, [data-role='posts'], #posts") is not None


def _claimed(page: Page) -> int | None:
    """How many comments the thread says it has, in the tab over them."""
    for tag in page.soup.select(".comment-count, [data-role='post-count'], .publisher-nav-color"):
        if match := re.match(r"(\d[\d.,]*)\s*\w", printed(tag)):
            return int(re.sub(r"\D", "", match[1]))
    return None


def _messages(places: DisqusPlaces) -> list[Message]:
    """One message a comment; what it answers is stated by the link to it, otherwise by the nesting of the lists."""
    messages = places.messages()
    by_number = {one.number: one for one in messages if one.number}
    for element, message in zip(places.elements, messages, strict=True):
        for link in places.select(element, "a.parent-link[href], a[data-role='parent-link'][href]"):
            match = re.search(r"#(?:comment|post)-(\d+)$", attribute(link, "href"))
            if match and match[1] in by_number and by_number[match[1]] is not message:
                message.answers, message.evidence = by_number[match[1]], "stated"
            elif match and message.answers is None:
                message.missing = match[1]
        _state(places, element, message)
    return messages


def _state(places: DisqusPlaces, element: Tag, message: Message) -> None:
    note = next((printed(tag) for tag in places.select(element, ".post-message-note, .state-byline, .post-body-inner")), "")
    names = set(attribute(element, "class").split())
    gone = _DELETED.match(message.text or note)
    if gone or names & {"post--deleted", "deleted"}:
        message.state = "deleted" if gone is None or (gone["how"] or gone["other"]).lower() == "deleted" else "removed"
        message.text = message.text or note
    elif _WAITING.search(" ".join(printed(tag) for tag in places.select(element, ".state-byline"))):
        message.state = "unapproved"


def _has_more(page: Page) -> bool:
    """Whether there is a button that loads further comments, and it is shown."""
    for button in page.soup.select("[data-role='more'], .load-more, [data-action='more-posts']"):
        around = [button, *[one for one in button.parents if isinstance(one, Tag)][:1]]
        if not any(
            re.search(r"display\s*:\s*none", attribute(one, "style")) or "hidden" in attribute(one, "class") for one in around
        ):
            return True
    return False
