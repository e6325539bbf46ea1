"""Where Simple Machines puts what, in its version 2, and in the tables of version 1."""

from __future__ import annotations

import re

from bs4 import Tag

from ethnography.formats.base import Reading
from ethnography.formats.saved_page.forum import Forum, cut_signature, mark, read_forum
from ethnography.formats.saved_page.layout import Layout, Places
from ethnography.formats.saved_page.messages import Message
from ethnography.formats.saved_page.page import Page, page_of
from ethnography.source import Source

_LAYOUT = Layout(
    comment=".post_wrapper, .message-table",
    text=".post .inner, .inner, .post, .personalmessage",
    author=".poster h4 a[href], .poster h4, .poster h3, td b > a[href*='profile'], td > b",
    date=".keyinfo .postinfo time[datetime], .keyinfo .postinfo > a, .keyinfo .smalltext, .postinfo, .smalltext",
    number=r"(?:subject|msg)_(\d+)",
    number_in=("id",),
    furniture=".quotefooter, .codeheader, .bbc_code + .codeheader, .codeoperation, .modified, .attachments",
    link=".postinfo > a[href], .keyinfo h5 a, .subject_title a, [id^=subject_] a",
    quote=".bbc_standard_quote, .bbc_alternate_quote, div.quote",
    quoted_by=".quoteheader, blockquote > cite",
    beside=(
        ("signatures", ".signature"),
        ("notes of later editing", ".modified"),
        ("lists of attachments", ".attachments"),
    ),
)
_FORUM = Forum(
    title="#top_subject, .display_title",
    current=".pagelinks .current_page, .pagelinks > strong, .middletext > b, .pagelinks > b",
    pages=".pagelinks a, .middletext a",
    paging=r"(?<=topic[=,/])\d+\.(?:\d+|msg\d+|new)|;(?:msg|topicseen|prev_next)[^;#&]*",
)
_FIRST = re.compile(r"topic[=,/]\d+\.(\d+)")
_LEAD = re.compile(r"^[«\s]*(?:\D{2,20}\s#\s?\d+\s*)?(?:\w{2,8}\s?:)?\s*")


class _Places(Places):
    def message(self, element: Tag) -> Message:
        one = super().message(element)
        if signature := cut_signature(one):
            self.signatures.append(signature)
        one.date_text = _LEAD.sub("", one.date_text).strip(" «»") if one.date_text else None
        return one


def read_page(source: Source) -> Reading:
    """The reading of a page of a topic."""
    page = page_of(source)
    _mark_tables(page)
    match = _FIRST.search(page.url or "")
    first = match is None or int(match[1]) == 0
    return read_forum("smf_html", page, _Places(page, _LAYOUT), _FORUM, has_post=first)


def _mark_tables(page: Page) -> None:
    """Give a class to the tables that hold a message of version 1, which gives them none."""
    for subject in page.soup.select("[id^=subject_]"):
        if subject.find_parent(class_="post_wrapper") is None:
            table = next((one for one in subject.parents if one.name == "table" and one.select_one(".post") is not None), None)
            if table is not None and len(table.select("[id^=subject_]")) == 1:
                mark(table, "message-table")
