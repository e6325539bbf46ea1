"""Which links of a page lead to further pages of its own comments: older, newer, numbered. No other link is ever followed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from ethnography.capture.wire import checked_url
from ethnography.errors import UnreadableSource

# WordPress (in any language its permalinks may have), TypePad; Blogger and plugins have it in the query.
_COMMENT_PATH = re.compile(
    r"/(?:(?:comment|kommentar|comentario|commentaire|commento|reactie|komentarz)[a-z]*-(?:page|seite|pagina|página|strona)-"
    r"|comments/page/)(\d{1,5})/?$",
    re.IGNORECASE,
)
_COMMENT_QUERY = {"cpage", "commentpage", "comment_page", "comments_page", "comment-page"}
_PAGE_PATH = re.compile(r"(?:[/-](?:page|seite)-?|/p)(\d{1,5})(?:\.html?)?/?$", re.IGNORECASE)
_PAGE_QUERY = {"page", "start", "offset", "st", "pagenumber"}
_SESSION = {"sid", "phpsessid"}  # differs from visit to visit
# The place of such links in a page, by the class or id of an element around them.
_NAVIGATION = re.compile(
    r"comments?[-_ ]?(?:nav|pag|links)|nav[-_]?comment|(?:nav|pag)[\w-]*[-_]comments?|commentnav|paging-control", re.IGNORECASE
)
_COMMENTS = re.compile(r"(?:^|[\s_-])comments?(?:$|[\s_-])|^comments", re.IGNORECASE)
_PAGER = re.compile(r"(?:^|[\s_-])(?:pager|pagination|paginator|page-?nav\w*|nav-?links?)(?:$|[\s_-])", re.IGNORECASE)
_WORDS = re.compile(
    r"\b(?:older|newer|earlier|later|previous|next|more)\s+comments\b|(?:ältere|neuere|vorherige|frühere|nächste|weitere)\s+kommentare"
    r"|commentaires\s+(?:plus\s+(?:anciens|récents)|précédents|suivants)|comentarios\s+(?:más\s+)?(?:antiguos|anteriores|recientes|siguientes)"
    r"|commenti\s+(?:più\s+)?(?:vecchi|recenti|precedenti|successivi)|(?:oudere|nieuwere)\s+reacties|(?:starsze|nowsze)\s+komentarze"
    r"|comentários\s+(?:mais\s+)?(?:antigos|anteriores|recentes|seguintes)",
    re.IGNORECASE,
)
_FORUM = re.compile(
    r"/(?:threads?|topics?|t|discussions?|viewtopic|showthread)(?:[/.-]|$)|viewtopic\.php|showthread\.php|[?&](?:topic|t)=",
    re.IGNORECASE,
)
_COMMENT_ANCHOR = re.compile(r"(?:li-|div-)?[a-z]{0,10}comment[a-z]{0,5}-?\d+|c\d+", re.IGNORECASE)
_MOST_LINKS = 20_000
_AROUND = 8  # elements around a link that are looked at


class Paging(NamedTuple):
    """What a page says of the pages of its comments: addresses of `further` ones, in page order, each once; and addresses that
    are the page `itself` under another name, since a comment that stands in it has its permanent link there."""

    further: list[str]
    itself: set[str]


def comment_pages(html: bytes, url: str) -> Paging:
    """The pages of comments that the page at `url` links to: on the same host, and of the same post; not `url` itself."""
    found: dict[str, None] = {}
    itself = {url}
    page, links = _links(html, url)
    anchors: set[str] | None = None
    for link, anchor, place, words, rel in links:
        if urlsplit(link).netloc != urlsplit(url).netloc or not _is_comment_page(link, url, place, words, rel):
            continue
        found.setdefault(link)
        if _COMMENT_ANCHOR.fullmatch(anchor):
            if anchors is None:
                anchors = set(page.xpath("//@id")) | set(page.xpath("//a/@name"))
            if anchor in anchors:
                itself.add(link)
    return Paging([link for link in found if link not in itself], itself)


def _is_comment_page(link: str, url: str, place: list[str], words: str, rel: str) -> bool:
    if post_of(link) == post_of(url) and _says_comment_page(link):
        return True
    if _post_of_any(link) != _post_of_any(url):
        return False
    if any(_NAVIGATION.search(name) for name in place) or _WORDS.search(words):
        return True
    if any(_PAGER.search(name) for name in place) and any(_COMMENTS.search(name) for name in place):
        return True
    is_step = bool(set(rel.lower().split()) & {"next", "prev", "previous"}) or any(_PAGER.search(name) for name in place)
    return is_step and _FORUM.search(url) is not None and _says_page(link)


def _says_comment_page(link: str) -> bool:
    parts = urlsplit(link)
    return _COMMENT_PATH.search(parts.path) is not None or any(name.lower() in _COMMENT_QUERY for name, _ in parse_qsl(parts.query))


def _says_page(link: str) -> bool:
    parts = urlsplit(link)
    return _PAGE_PATH.search(parts.path) is not None or any(name.lower() in _PAGE_QUERY for name, _ in parse_qsl(parts.query))


def post_of(url: str) -> str:
    """The address of the post itself: without what says which page of its comments it is.

    >>> post_of("https://example.org/tea/comment-page-2/?x=1#comments"), post_of("http://example.org/?p=3&cpage=4")
    ('example.org/tea?x=1', 'example.org?p=3')
    """
    return _without(url, _COMMENT_PATH, _COMMENT_QUERY)


def _post_of_any(url: str) -> str:
    """As :func:`post_of`, of any page number: for links that stand where only those of comments do."""
    return _without(_without(url, _COMMENT_PATH, _COMMENT_QUERY), _PAGE_PATH, _PAGE_QUERY)


def _without(url: str, path: re.Pattern[str], query: set[str]) -> str:
    parts = urlsplit(url if "//" in url else f"//{url}")
    drop = query | _SESSION
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name.lower() not in drop]
    plain = re.sub(r"\.html?$|/$", "", path.sub("", parts.path))
    return urlunsplit(("", parts.netloc.lower(), plain, urlencode(kept), "")).removeprefix("//")


def _links(html: bytes, url: str) -> tuple[Any, Iterator[tuple[str, str, list[str], str, str]]]:
    """The page, and every link in it: absolute address, fragment, classes and ids around it, its words, and its ``rel``."""
    from lxml import etree  # type: ignore[import-untyped]
    from lxml.html import HTMLParser, document_fromstring  # type: ignore[import-untyped]

    try:
        page = document_fromstring(html, parser=HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError):
        return None, iter(())
    base = next(iter(page.xpath("//base/@href")), url)
    with suppress(ValueError):
        base = urljoin(url, base)
    return page, (found for element in islice(page.iter("a", "link"), _MOST_LINKS) if (found := _link(element, base)))


def _link(element: Any, base: str) -> tuple[str, str, list[str], str, str] | None:
    href = element.get("href") or ""
    try:
        link = checked_url(href, base)
    except UnreadableSource:
        return None
    words = " ".join(element.itertext())[:200] if element.tag == "a" else ""
    return link, href.partition("#")[2], list(_around(element)), words, element.get("rel") or ""


def _around(element: Any) -> Iterator[str]:
    """The classes, ids and labels of a link and of the elements around it, the nearest first."""
    for _ in range(_AROUND):
        if element is None or element.tag == "body":
            return  # what a whole page is called says nothing of its parts
        yield from (value for name in ("class", "id") if (value := element.get(name)))
        element = element.getparent()
