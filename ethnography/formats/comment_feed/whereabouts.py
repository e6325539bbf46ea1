"""Where an entry of a feed stands: what its address says of the page and of the comment on it, and what titles say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlunsplit

from ethnography.formats.addresses import pieces_of
from ethnography.formats.feed_entry import FeedEntry
from ethnography.text import digest

_ANCHOR = re.compile(
    r"(?:[a-z0-9_]*comment[-_]?|isso-|response-?|reply-?|discussion_?)(?P<id>[a-z0-9-]*\d[a-z0-9-]*|[a-f0-9]{8,})|c(?P<c>\d+)",
    re.IGNORECASE,
)
_QUERY = re.compile(r"(?:^|&)(?:showComment|cid|comment|commentpage|cpage)=[^&]*")
_PAGE = re.compile(r"/comment-page-\d+(?=/?$)")
_COMMENT_PATH = re.compile(r"/comments?/\d+/?$")
_LONGEST = 500  # of a title, in characters
_BLOGGER = re.compile(r"tag:blogger\.com,1999:.*\D(\d+)$")
_FORUMS = (
    (
        re.compile(r"(?P<page>https?://[^/]*reddit\.com/r/[^/]+/comments/\w+)(?:/[^/]*)?(?:/(?P<id>\w+))?/?"),
        re.compile(r"t[13]_\w+"),
        None,
    ),
    (re.compile(r"(?P<page>https?://[^#?]+/t/(?:[^/]+/)?\d+)/(?P<id>\d+)"), re.compile(r".*-post-\d+-\d+"), "1"),
    (
        re.compile(r"(?P<page>https?://[^#?/]+/q(?:uestions)?/\d+)(?:/[^#?]*)?(?:#(?P<id>\d+))?"),
        re.compile(r".*/q(?:uestions)?/\d+.*"),
        None,
    ),
)
"""Feeds of a topic: the form of an address, that of an id, and the number of the opening post (None: it has no number)."""

_WORDS = r"(?:comments?|kommentare?|commentaires?|comentarios?|comentários?|commenti|reacties?|kommentarer?|komentarze|комментарии)"
_ON = r"(?:on|for|zu|zum|zur|für|sur|pour|en|a|para|de|sobre|su|per|op|voor|till|til|på|do|на|к)"
_FEED_TITLES = (
    re.compile(rf"{_WORDS}\s+{_ON}\s*:\s+(?P<title>.+)|{_WORDS}\s*:\s+(?P<name>.+)", re.I),
    re.compile(r".{0,3}《(?P<title>.+)》的?(?:评论|評論|留言|迴響)"),
    re.compile(rf"{_WORDS}\s+{_ON}\s+.+|.+へのコメント|.+的(?:评论|評論|留言|迴響)", re.I),
)
_ENTRY_TITLES = (
    re.compile(rf"{_WORDS}\s+{_ON}\s+(?P<title>.+)\s+(?:by|von|par|por|di|door|af|av|od)\s+(?P<author>.+)", re.I),
    re.compile(r"(?P<author>.+)\s+より\s+(?P<title>.+)\s+へのコメント"),
    re.compile(r".{0,80}《(?P<title>.+)》的?(?:评论|評論|留言|迴響).{0,80}"),
)
_ANSWER_TITLE = re.compile(r"(?:answer by .{1,80} for|/?u/\S{1,40} on|re:)\s+(?P<title>.+)", re.I)


@dataclass(frozen=True, slots=True)
class Place:
    """The page on which an entry stands, and its own id there; `comment` is False for a post."""

    page: str
    id: str
    comment: bool


def place_of(entry: FeedEntry) -> Place:
    """Where an entry stands, as far as its address and its id say it."""
    for address, own, first in _FORUMS:
        if (found := address.fullmatch(entry.link)) and own.fullmatch(entry.id):
            number = found["id"]
            return Place(found["page"], number or "", number not in (None, first))
    page, anchor = split_address(entry.link)
    if not anchor:
        _, anchor = split_address(entry.id)
    return Place(page, anchor or own_id(entry), bool(anchor))


def split_address(address: str) -> tuple[str, str]:
    """The address of a page without what points to a comment on it, and the comment's id ("" where it points to none).

    >>> split_address("https://example.org/tea/comment-page-2/#comment-57"), split_address("https://example.org/tea?showComment=1#c98")
    (('https://example.org/tea/', '57'), ('https://example.org/tea', '98'))
    """
    parts = pieces_of(address)
    anchor = _ANCHOR.fullmatch(parts.fragment)
    query = _QUERY.sub("", parts.query).strip("&")
    path = _PAGE.sub("", parts.path)
    if anchor and _COMMENT_PATH.search(path):
        path = ""  # Drupal: the address of the comment, not of the page
        return "", anchor["id"] or anchor["c"]
    fragment = "" if anchor or parts.query != query else parts.fragment
    return urlunsplit((parts.scheme, parts.netloc, path, query, fragment)), (anchor["id"] or anchor["c"]) if anchor else ""


def own_id(entry: FeedEntry) -> str:
    """An id from what the feed states as one, short enough to read; of the text where it states none."""
    if found := _BLOGGER.fullmatch(entry.id):
        return found[1]
    return digest(entry.id or f"{entry.date or ''}\n{entry.text}")[:8]


def feed_title(title: str) -> tuple[bool, str]:
    """Whether a feed's title says that it holds comments, and the title of their post where they are those of one.

    >>> feed_title("Comments on: Tea at night"), feed_title("Kommentare für Der Garten"), feed_title("Tea at night")
    ((True, 'Tea at night'), (True, ''), (False, ''))
    """
    for form in _FEED_TITLES:
        if found := form.fullmatch(title[:_LONGEST]):
            return True, next(filter(None, found.groupdict().values()), "")
    return False, ""


def title_of_post(entry: FeedEntry) -> str:
    """The title of the post that a comment's title names ("Comment on TITLE by NAME"); empty where it names none."""
    for form in _ENTRY_TITLES:
        found = form.fullmatch(entry.title[:_LONGEST])
        if found and found.groupdict().get("author", entry.author) == entry.author:
            return found["title"]
    answer = _ANSWER_TITLE.fullmatch(entry.title[:_LONGEST])
    return answer["title"] if answer else ""
