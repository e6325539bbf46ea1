"""Where phpBB puts what: a layout for prosilver, one for subsilver2, one for the tables of version 2."""

from __future__ import annotations

import re

from bs4 import Tag

from ethnography.formats.base import Reading
from ethnography.formats.saved_page.forum import Forum, cut_signature, mark, read_forum
from ethnography.formats.saved_page.layout import Layout, Places
from ethnography.formats.saved_page.messages import Message
from ethnography.formats.saved_page.page import Page, attribute, is_words, page_of, printed
from ethnography.formats.wording import parse_date
from ethnography.source import Source

_PROSILVER = Layout(
    comment="div.post[id^=p]",
    text=".content, .postbody > div:not(.postprofile, .postbody-head, .signature_div)",
    author=".author strong, .postprofile .username, .postprofile .username-coloured, .author .username, .popmenubutton strong, .popmenubutton"
    ", .postprofile dt strong, .postprofile dt a, .postprofile dt",
    date=".author time[datetime], time[datetime], .author, .postbody-head .author",
    number=r"p_?(\d+)",
    number_in=("id",),
    furniture=".codebox dt, .codebox > p",
    link="h3 a[href], .author a[href]",
    quote="blockquote, .quotecontent",
    quoted_by="blockquote cite, .quotetitle",
    beside=(
        ("signatures", ".signature, .signature_div"),
        ("notes of later editing", ".notice"),
        ("lists of attachments", ".attachbox"),
    ),
)
_TABLES = Layout(
    comment="table.tablebg:has(.postauthor), tr.message-row",
    text="td:has(> .postbody), .postbody",
    author=".postauthor, .name",
    date="td.gensmall > div:last-child, td.gensmall, td + td .postdetails, .postdetails",
    number=r"p?(\d+)",
    number_in=("id",),
    furniture=".codetitle",
    link="a[href*='viewtopic.php?p='], a[href*='#p']",
    quote=".quotecontent, table.quotation",
    quoted_by=".quotetitle, table.quotation .genmed",
    beside=(("notes of later editing", "td:has(> .postbody) > .gensmall"),),
)
_FORUM = Forum(
    title="h2.topic-title, h1.page-title > a, a.maintitle, .maintitle, a.titles, h2 a[href*='viewtopic'], h3.first, h1, h2",
    current=".pagination li.active, .pagination strong, td.nav strong, span.nav b",
    pages=".pagination a, .pagination strong, td.nav strong, span.nav b, .gensmall a[href*='start=']",
    paging=r"[?&;]start=(\d+)|[?&;](?:postdays|postorder|highlight|hilit|view|sk|st|sd)=[^&#]*|(?<=t\d)-(\d+)(?=\.html$)|-s?(\d{2,})(?=\.html$)",
    own="a.maintitle[href], a.titles[href], h2 a[href*='viewtopic'], h3 a[href*='viewtopic']",
    total=".pagination, td.nav, td.gensmall, .nav",
)


class _Places(Places):
    def date(self, element: Tag) -> tuple[str | None, str | None]:
        """The attribute where there is one; otherwise what stands after the last "»", or after "Posted:"."""
        for tag in self.select(element, self.layout.date):
            if tag.name == "time":
                return super().date(element)
            words = [" ".join(str(node).split()) for node in tag.descendants if is_words(node)]
            line = _DATE_LEAD.sub("", " ".join(word for word in words if word))
            line = _SUBJECT.split(line)[0].strip(" »·|")
            if re.search(r"\d", line) and len(line) <= 60 and (_POSTED.search(printed(tag)) or "author" in attribute(tag, "class")):
                return parse_date(line), line
        return None, None

    def message(self, element: Tag) -> Message:
        one = super().message(element)
        if signature := cut_signature(one):
            self.signatures.append(signature)
        return one


_DATE_LEAD = re.compile(
    r"^.*»\s*|^.*?(?:^|\s)(?:posted|post[ée]|verfasst|geschrieben|publicado|inviato|enviado|geplaatst|wysłany|dodano|добавлено|napsal|am|le)\b[^:\d]{0,12}:?\s*(?=[^:]*\d)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"\s+(?:post subject|titel|betreff|sujet(?: du message)?|asunto|oggetto|onderwerp|temat(?: postu)?|assunto|заголовок сообщения)\b",
    re.IGNORECASE,
)
_POSTED = re.compile(r"»|\d{4}|\d[:.]\d\d")


def read_page(source: Source) -> Reading:
    """The reading of a page of a topic."""
    page = page_of(source)
    if page.soup.select_one(_PROSILVER.comment) is not None:
        # a hosting service puts its advertisement in as message 0
        places = _Places(page, _PROSILVER, outside=lambda tag: re.fullmatch(r"p_?[1-9]\d*", attribute(tag, "id")) is not None)
    else:
        _mark_tables(page)
        places = _Places(page, _TABLES)
    return read_forum("phpbb_html", page, places, _FORUM)


def _mark_tables(page: Page) -> None:
    """Give a class to the rows that hold a message of version 2 and to the tables that hold a quotation: they have none."""
    for name in page.soup.select(".name"):
        row = next((one for one in name.parents if one.name == "tr" and one.select_one(".postbody") is not None), None)
        if row is not None and len(row.select(".name")) == 1:
            mark(row, "message-row")
    for cell in page.soup.select("td.quote"):
        if (table := cell.find_parent("table")) is not None:
            mark(table, "quotation")
