"""Where vBulletin puts what: a layout for version 2 as it lives on at Something Awful, for 3 (tables), 4 (lists), and 5 and 6."""

from __future__ import annotations

import re

from bs4 import Tag
from bs4.element import Comment as MarkupComment
from bs4.element import PageElement

from ethnography.formats.base import Reading
from ethnography.formats.saved_page.forum import Forum, read_forum
from ethnography.formats.saved_page.layout import Layout, Places
from ethnography.formats.saved_page.messages import Message
from ethnography.formats.saved_page.page import Page, attribute, is_words, page_of, printed
from ethnography.formats.wording import parse_date
from ethnography.source import Source

_THIRD = Layout(
    comment="[id^=edit]:has([id^=td_post_], [id^=post_message_], [id^=postmenu_])",
    text="[id^=post_message_], [id^=td_post_]",
    author=".bigusername, [id^=postmenu_]",
    date="",
    number=r"edit(\d+)",
    number_in=("id",),
    furniture="[id^=td_post_] > .smallfont, [id^=post_message_] .smallfont:has(+ pre), [id^=postmenu_] script",
    link="a[href*='showpost.php'], a[href*='-post'], a[id^=postcount]",
    quote="[id^=post_message_] div:has(> .smallfont), [id^=post_message_] div:has(> .alt2)",
    quoted_by="[id^=post_message_] div > .smallfont:first-child, [id^=post_message_] div > label, [id^=post_message_] .alt2 > div:first-child"
    ", [id^=post_message_] .smallfont ~ div:has(> strong)",
    beside=(("notes of later editing", "[id^=td_post_] .smallfont:has(> em)"), ("signatures", ".signature")),
)
_TABLES = "table[id^=post]:has([id^=td_post_], [id^=post_message_], [id^=postmenu_])"
_SECOND = Layout(
    comment="table.post[id^=post]",
    text=".postbody",
    author=".author",
    date=".postdate",
    number=r"post(\d+)",
    number_in=("id",),
    link=".postdate a[href^='#post']",
    quote=".bbc-block:has(> blockquote)",
    quoted_by=".bbc-block > h4",
    beside=(("notes of later editing", ".editedby"), ("signatures", ".signature")),
)
_FOURTH = Layout(
    comment="li[id^=post_]",
    text="[id*=post_message_] .postcontent, .postbody .postcontent.restore, [id*=post_message_], .postcontent.restore",
    author=".username_container .username, .userinfo .username, .username",
    date=".posthead .date, .postdate .date, .postdate, .post_date, .posthead",
    number=r"post_(\d+)",
    number_in=("id",),
    furniture=".bbcode_description, .bbcode_quote_container",
    link="a.postcounter, a[id^=postcount]",
    quote=".bbcode_quote",
    quoted_by=".bbcode_postedby",
    beside=(
        ("signatures", "blockquote.signature, .signaturecontainer:not(blockquote.signature *), .postcontent > .tapatalkSignatur"),
        ("notes of later editing", ".lastedited"),
    ),
)
_FIFTH = Layout(
    comment="li.b-post",
    text=".js-post__content-text, [itemprop=text], .b-post__content .restore",
    author=".b-userinfo .author [itemprop=name], .b-userinfo .author a, .b-userinfo .author, .b-post__author",
    date=".b-post__timestamp time, time[itemprop=dateCreated], meta[itemprop=publishDate], .b-post__timestamp",
    number=r"(?:post)?(\d+)",
    number_in=("data-node-id", "id"),
    furniture=".bbcode_description, .bbcode_quote_container",
    link="a.b-post__count",
    quote=".bbcode_quote",
    quoted_by=".bbcode_postedby",
    beside=(("signatures", ".post-signature"), ("notes of later editing", ".b-post__edit")),
)
_FORUM = Forum(
    title=".threadtitle, h1.main-title, td.navbar strong, .breadcrumbs .bclast, h1",
    position="a[id^=postcount], a.postcounter, a.b-post__count",
    current=".pagenav td.vbmenu_control, .pages option[selected], form.pagination .popupctrl, .pagination .selected, .js-pagenav-current-button"
    ", .pagenav .pagenav-current",
    pages=".pagenav a, .pagination a, .js-pagenav-button, .pages option",
    paging=r"[?&;]page(?:number)?=(\d+)|/page(\d+)|(?<=\w)-(\d{1,3})(?=\.html$)",
)


class _Lists(Places):
    """The messages of version 4; some skins print the date in a list, before the item with the message's number."""

    def date(self, element: Tag) -> tuple[str | None, str | None]:
        found = super().date(element)
        controls = self.first(element, "dd > .nodecontrols") if found == (None, None) else None
        before = controls.parent.find_previous_sibling("dd") if controls is not None and controls.parent is not None else None
        return (parse_date(printed(before)), printed(before)) if isinstance(before, Tag) else found


class _Tables(Places):
    """The messages of version 3, whose date stands unmarked beside an anchor with the message's number."""

    def date(self, element: Tag) -> tuple[str | None, str | None]:
        for anchor in self.select(element, "a[name^=post]"):
            beside = next((words for node in anchor.next_siblings if (words := _words_of(node))), "")
            around = printed(anchor.parent) if anchor.parent else ""
            for words in (beside, re.sub(r"^#?\d+\s(?=\D)|\s*#\d+\b.*$", "", around)):
                if re.search(r"\d", words) and len(words) <= 80:
                    return parse_date(words), words
        return None, None

    def message(self, element: Tag) -> Message:
        one = super().message(element)
        if self.first(element, "[id^=td_post_], [id^=post_message_]") is None:
            one.state = "deleted"
        return one


def _words_of(node: PageElement) -> str:
    return printed(node) if isinstance(node, Tag) else " ".join(str(node).split()) if is_words(node) else ""


def read_page(source: Source) -> Reading:
    """The reading of a page of a thread."""
    page = page_of(source)
    return read_forum("vbulletin_html", page, _places(page), _FORUM)


def _places(page: Page) -> Places:
    soup = page.soup
    if soup.select_one("li.b-post") is not None:
        return Places(page, _FIFTH)
    if soup.select_one(_FOURTH.comment) is not None:
        return _Lists(page, _FOURTH, outside=lambda tag: re.fullmatch(r"post_\d+", attribute(tag, "id")) is not None)
    if soup.select_one(_SECOND.comment) is not None:
        return Places(page, _SECOND)
    _mark_signatures(page)
    if soup.select_one(_THIRD.comment) is not None:
        return _Tables(page, _THIRD)
    from dataclasses import replace

    return _Tables(page, replace(_THIRD, comment=_TABLES, number=r"post(\d+)"))


def _mark_signatures(page: Page) -> None:
    """Give signatures a class: version 3 marks them by comments in the markup alone."""
    for node in page.soup.find_all(string=lambda text: isinstance(text, MarkupComment) and text.strip() == "sig"):
        following = node.find_next_sibling()
        if isinstance(following, Tag) and following.name == "div":
            following["class"] = "signature"
            following.__dict__.pop(" tokens", None)
