"""Saved pages of WoltLab forums: Suite Forum, and Burning Board 3 and 4."""

from __future__ import annotations

import re

from ethnography.formats.base import Format, Reading
from ethnography.source import Source

_MESSAGE = re.compile(
    r"""\bclass=["'][^"'>]{0,120}\bwbbPost\b|\bid=["']?(?:postRow|postText)\d|<woltlab-core-date-time\b""", re.IGNORECASE
)
_BODY = re.compile(r"""\bclass=["'][^"'>]{0,120}\b(?:messageText|messageBody|messageContent)\b""", re.IGNORECASE)
_SIGNS = ("wbbPost", "postRow", "postText", "woltlab-core")


class WoltLabHtml(Format):
    """A page of a thread: the first message of its first page is the post; signatures are left out."""

    name = "woltlab_html"
    title = "a saved page of a WoltLab (Burning Board) forum"
    shapes = ("html", "text")

    @staticmethod
    def sniff(source: Source) -> int:
        """3 for a page with messages of a thread as WoltLab marks them; 0 otherwise."""
        return (
            3 if any(sign in source.text for sign in _SIGNS) and _MESSAGE.search(source.text) and _BODY.search(source.text) else 0
        )

    @staticmethod
    def read(source: Source) -> Reading:
        """The messages in page order, all of them answers to the post."""
        from ethnography.formats.saved_page.forum import Forum, read_layout
        from ethnography.formats.saved_page.layout import Layout

        layout = Layout(
            comment=".wbbPost.message, article.message[data-object-id], div.message[id^=postRow], li[id^=post] > .message",
            text=".messageText, [id^=postText], .messageBody > div",
            author=".messageSidebar .username, .messageSidebar .userName, .messageSidebar [itemprop=name], .messageAuthor .username, .username",
            date=".messagePublicationTime time[datetime], .messagePublicationTime woltlab-core-date-time, .messageHeader time[datetime]"
            ", .messageHeader woltlab-core-date-time, meta[itemprop=datePublished], .messageHeader .smallFont",
            number=r"(?:post|postRow)?(\d+)",
            number_in=("data-post-id", "data-object-id", "id"),
            furniture=".messageFooterNote, .codeBoxHeader, .spoilerBoxHeader, .quoteBoxIcon, .quoteBoxSymbol",
            link="a.messagePublicationTime, a.permalink, .messageHeader a.messageNumber, a.messageNumber",
            quote=".quoteBox, blockquote.container",
            quoted_by=".quoteBoxTitle, .quoteBox > header, .quoteBox h3, .quoteHeader",
            beside=(
                ("signatures", ".messageSignature, .signature"),
                ("notes of later editing", ".messageFooterNotes, .editNote"),
                ("reactions", ".messageLikeSummary, .reactionSummaryList"),
            ),
        )
        forum = Forum(
            title=".contentTitle, .contentHeaderTitle h1, .boxHeadline h1, .headlineContainer h2, h1",
            position=".messageQuickOptions .wsShareButton, .messageQuickOptions .jsButtonShare, a.messageNumber",
            current=".pagination .active, .pageNavigation .active",
            pages=".pagination li, .pageNavigation li",
            paging=r"[?&]pageNo=(\d+)|/index(\d+)\.html",
        )
        return read_layout("woltlab_html", source, layout, forum)
