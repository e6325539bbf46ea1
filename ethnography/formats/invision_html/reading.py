"""Where Invision puts what: one layout for versions 4 and 5, one for IP.Board 3."""

from __future__ import annotations

from bs4 import Tag

from ethnography.formats.base import Reading
from ethnography.formats.saved_page.assembly import assemble
from ethnography.formats.saved_page.forum import Forum, each_once, read_forum
from ethnography.formats.saved_page.layout import Layout, Places
from ethnography.formats.saved_page.messages import Found
from ethnography.formats.saved_page.page import page_of, printed
from ethnography.source import Source

_FOURTH = Layout(
    comment="[id^=elComment_]:is(article, div, li)",
    text="[data-role=commentContent], .cPost_contentWrap, .ipsComment_content .ipsType_richText, .ipsRichText",
    author=".cAuthorPane_author a, .cAuthorPane_author, .ipsEntry__username a, .ipsEntry__username, .ipsComment_author .ipsType_sectionHead"
    ", .ipsComment_header a.ipsType_break, .ipsComment_author strong",
    date=".ipsComment_meta time[datetime], .ipsEntry__date time[datetime], time[datetime]",
    number=r"elComment_(\d+)",
    number_in=("id",),
    furniture="[data-excludequote], .ipsStreamItem_snippet .ipsHide, .ipsSpoiler_header",
    link=".ipsComment_meta a[href*='comment'], a.ipsEntry__date[href], a[href*='findComment'], .ipsComment_tools a[href*='comment']",
    quote=".ipsQuote",
    quoted_by=".ipsQuote_citation",
    beside=(
        ("signatures", "[data-role=memberSignature], .ipsEntry__signature"),
        ("reactions", ".ipsReact_reactCount, .ipsReact_blurb"),
        ("notes of later editing", "[data-role=commentContent] [data-excludequote]"),
    ),
)
_THIRD = Layout(
    comment="[id^=post_id_]",
    text=".post_body .entry-content, .entry-content, .post_body .post",
    author=".author .name, .author [itemprop=name], .author a, .author, .post_username",
    date=".posted_info .published, .published, .posted_info abbr, .posted_info",
    number=r"post_id_(\d+)",
    number_in=("id",),
    link=".post_id a, .posted_info a",
    quote=".ipsBlockquote, .blockquote",
    quoted_by=".citation",
    beside=(("signatures", ".signature"), ("notes of later editing", ".edit")),
)
_FORUM = Forum(
    title=".ipsType_pageTitle .ipsType_break, .ipsType_pageTitle, h1.ipsPageHeader__title, .ipsPageHeader h1, h1.ipsType_pagetitle, h1",
    prefix=".ipsBadge, .ipsTags, .ipsTag_prefix, .ipsPrefix, button",
    position=".post_id a, .ipsEntry__number",
    current=".ipsPagination_active, .ipsPagination__active, .pagination .active",
    pages=".ipsPagination_page, .ipsPagination__page, .pagination .page",
    paging=r"/page[/_-]+(?:\d+-)?(\d+)/?|[?&]page=(\d+)|[?&]csrfKey=[^&]*",
)


class _Places(Places):
    def date(self, element: Tag) -> tuple[str | None, str | None]:
        """Version 5 prints each date twice, long and short."""
        date, words = super().date(element)
        long = self.first(element, ".ipsTime__long") if date else None
        return date, printed(long) if long is not None else words


def read_page(source: Source) -> Reading:
    """The reading of a page of a topic, or of an article of the community's with its comments."""
    page = page_of(source)
    fourth = page.soup.select_one(_FOURTH.comment) is not None
    places = _Places(page, _FOURTH if fourth else _THIRD)
    apps = {str(tag["data-commentapp"]) for tag in page.soup.select("[data-commentapp]")}
    if apps and "forums" not in apps:  # comments on an article, a picture, a file: the post is no message
        messages, again = each_once(places.messages())
        for one in messages:
            one.answers = None
        return assemble("invision_html", page, Found(messages, again=[one.roots for one in again], left_out=places.left_out()))
    return read_forum("invision_html", page, places, _FORUM)
