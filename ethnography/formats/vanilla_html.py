"""Saved pages of Vanilla forums."""

from __future__ import annotations

import re

from ethnography.formats.base import Format, Reading
from ethnography.source import Source

_COMMENT = re.compile(r"""\bclass=["'][^"'>]{0,120}\b(?:ItemComment|ItemDiscussion)\b|\bid=["']?(?:Comment|Discussion)_\d""")
_BODY = re.compile(r"""\bclass=["'][^"'>]{0,120}\b(?:Item-Body|MessageList|userContent)\b""")
_SIGNS = ("ItemComment", "ItemDiscussion", "MessageList")


class VanillaHtml(Format):
    """A page of a discussion: the discussion itself is the post; signatures and reactions are left out."""

    name = "vanilla_html"
    title = "a saved page of a Vanilla forum"
    shapes = ("html", "text")

    @staticmethod
    def sniff(source: Source) -> int:
        """3 for a page with comments of a discussion as Vanilla marks them; 0 otherwise."""
        return (
            3 if any(sign in source.text for sign in _SIGNS) and _COMMENT.search(source.text) and _BODY.search(source.text) else 0
        )

    @staticmethod
    def read(source: Source) -> Reading:
        """The discussion first, then its comments in page order, all of them answers to it."""
        from ethnography.formats.saved_page.forum import Forum, read_layout
        from ethnography.formats.saved_page.layout import Layout

        layout = Layout(
            comment=".ItemComment, .ItemDiscussion",
            text=".Item-Body > .Message, .Message, .userContent",
            author=".Author .Username, .Author a, .AuthorWrap .Username, .PhotoWrap",
            date=".DateCreated time[datetime], .Meta time[datetime], time[datetime]",
            number=r"(?:Comment|Discussion)_(\d+)",
            number_in=("id",),
            link=".DateCreated a.Permalink, a.Permalink",
            quote="blockquote.Quote, .UserQuote",
            quoted_by=".QuoteAuthor, .blockquote-author, .UserQuote .QuoteAuthor",
            beside=(
                ("signatures", ".UserSignature, .Signature"),
                ("reactions", ".Reactions .Count"),
                ("notes of later editing", ".DateUpdated"),
            ),
        )
        forum = Forum(
            title=".Discussion .PageTitle h1, .PageTitle h1, h1",
            current=".Pager .Highlight, .NumberedPager .Highlight",
            pages=".Pager a, .NumberedPager a",
            paging=r"/p(\d+)(?=$|[?#])",
        )
        return read_layout("vanilla_html", source, layout, forum)
