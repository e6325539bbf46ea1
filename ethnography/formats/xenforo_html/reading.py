"""Where XenForo puts what: one layout for each version, and what the nesting forums state of their own."""

from __future__ import annotations

from dataclasses import replace

from bs4 import Tag

from ethnography.formats.base import Reading
from ethnography.formats.saved_page.forum import Forum, read_forum
from ethnography.formats.saved_page.layout import Layout, Places
from ethnography.formats.saved_page.messages import Message
from ethnography.formats.saved_page.page import attribute, page_of
from ethnography.source import Source

_SECOND = Layout(
    comment=".js-post[id^=js-post-]",
    text=".message-body .bbWrapper, .message-body",
    author=".message-name .username, .message-name, .MessageCard__user-info__name",
    date=".message-attribution time[datetime], .MessageCard__date-created time, meta[itemprop=datePublished]"
    ", .message-header time, .message-header a[href*='post-'], time[datetime]",
    number=r"js-post-(\d+)",
    number_in=("id",),
    furniture=".js-selectToQuoteEnd, .bbCodeBlock-expandLink, .bbCodeBlock-shrinkLink, .bbCodeBlock--code .bbCodeBlock-title",
    answers=".js-nested-children-wrapper",
    link=".message-attribution a[href*='post-'], .MessageCard__date-created, .message-attribution a[href*='posts/']"
    ", .message-header a[href*='post-']",
    post_author=".message-attribution-discussion-starter",
    quote=".bbCodeBlock--quote",
    quoted_by=".bbCodeBlock--quote .bbCodeBlock-title",
    beside=(
        ("signatures", ".message-signature"),
        ("reactions", ".reactionsBar-link"),
        ("notes of later editing", ".message-lastEdit"),
        ("lists of attachments", ".message-attachments"),
    ),
)
_FIRST = Layout(
    comment="li.message[id^=post-]",
    text=".messageContent .messageText, .messageText",
    author=".messageUserInfo .username, .messageDetails .username, .username",
    date=".messageDetails .DateTime, .messageMeta .DateTime, .DateTime",
    number=r"post-(\d+)",
    number_in=("id",),
    furniture=".messageTextEndMarker, .quoteExpand, .bbCodeCode > .type, .bbCodePHP > .type, .bbCodeHtml > .type",
    link="a.datePermalink, a.postNumber",
    quote=".bbCodeQuote",
    quoted_by=".bbCodeQuote .attribution",
    beside=(
        ("signatures", ".signature"),
        ("reactions", ".likesSummary, .dark_postrating_outputlist"),
        ("notes of later editing", ".editDate"),
        ("lists of attachments", ".attachedFiles"),
    ),
)
_FORUM = Forum(
    title=".p-title-value, .titleBar h1, h1",
    position=".message-attribution-opposite li:last-child, .MessageCard__post-position, .message-header span a, a.postNumber",
    current=".pageNav-page--current, .pageNavSimple-el--current, .PageNav .currentPage, .pageNavLinkGroup .currentPage",
    pages=".pageNav-page, .PageNav a",
    paging=r"/page-(\d+)",
)


class _Places(Places):
    def message(self, element: Tag) -> Message:
        one = super().message(element)
        if self.first(element, ".nested-message-deleted, .messageNotice--deleted") is not None:
            one.state = "deleted"
        one.author = one.author or attribute(element, "data-author") or None
        return one


def read_page(source: Source) -> Reading:
    """The reading of a page of a thread."""
    page = page_of(source)
    layout = _SECOND if page.soup.select_one(_SECOND.comment) is not None else _FIRST
    # a message of the nesting forums is an element with its number inside an element with its number
    places = _Places(page, layout, outside=lambda tag: tag.name != "div" or tag.find_parent("article", class_="js-post") is None)
    reading = read_forum("xenforo_html", page, places, _FORUM)
    unloaded = sum(_not_loaded(label) for label in page.soup.select("label[parent-post][total-reply-count]"))
    if not unloaded:
        return reading
    left = f"answers to comments that were not loaded when the page was saved, and are not in this file: {unloaded}"
    return replace(reading, warnings=(*reading.warnings, left), not_captured=max(reading.not_captured or 0, unloaded))


def _not_loaded(label: Tag) -> int:
    """How many answers a list of them names that it does not hold."""
    total, loaded = attribute(label, "total-reply-count"), attribute(label, "posts-loaded")
    return max(int(total) - int(loaded), 0) if total.isdigit() and loaded.isdigit() else 0
