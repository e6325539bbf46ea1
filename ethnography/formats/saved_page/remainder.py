"""What a page says about its comments besides them: how many it claims, whether there are more, what is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bs4 import Tag

from ethnography.formats.base import LeftOut
from ethnography.formats.furniture import comments_heading
from ethnography.formats.saved_page.page import Page, ancestors, attribute, in_side_column, printed, same_page, tokens

Roots = Sequence[Tag]
"""The elements that hold one comment."""

_COUNT_PLACES = re.compile(
    r"comments?[-_]?(?:title|heading|header|count|number|intro|head|reply-title)?|commentsheader|comments_intro|comments-link"
)
_COUNT = re.compile(
    r"^\W*(?P<count>\d[\d.,]*)\s+(?:\w+[-\s])?(?:comments?|responses?|replies|thoughts?|kommentare?|antworten|gedanken|reaktionen"
    r"|comentarios?|respuestas?|pensamientos|commentaires?|réponses?|réflexions?|commenti|risposte|comentários|reacties)\b",
    re.IGNORECASE,
)
_OLDER = re.compile(
    r"older|previous|earlier|älter|vorherige|frühere|antiguos|anteriores|précédents|anciens|precedenti|oudere|←|«|‹", re.IGNORECASE
)
_NEWER = re.compile(
    r"newer|next|later|neuer|nächste|recientes|siguientes|suivants|récents|successivi|nuovi|nieuwere|→|»|›", re.IGNORECASE
)
_ELSEWHERE = (
    ("disqus_thread", "Disqus"),
    ("fb-comments", "Facebook"),
    ("coral_thread", "Coral"),
    ("hyvor-talk-view", "Hyvor Talk"),
)


def stated_count(page: Page, comments: Sequence[Roots]) -> int | None:
    """How many comments the page claims, in the line over them or in its JSON-LD; None where it claims nothing."""
    for tag in _count_lines(page, comments):
        text = printed(tag)
        heading = comments_heading(text)
        if heading is not None and heading.count is not None:
            return heading.count
        if len(text) <= 120 and (match := _COUNT.match(text)):
            return int(re.sub(r"\D", "", match["count"]))
    for fact in page.article_facts():
        count = fact.get("commentCount")
        if isinstance(count, int | str) and str(count).isdigit():
            return int(count)
    return None


def _count_lines(page: Page, comments: Sequence[Roots]) -> Iterator[Tag]:
    """The elements that could state the number: headings and the like, those in the section of comments first."""
    inside = {id(tag) for roots in comments for tag in roots}
    around = {id(tag) for roots in comments[:1] for tag in ancestors(roots[0]) if tag.name not in ("body", "html")}
    lines: list[tuple[int, Tag]] = []
    for tag in page.all("h1", "h2", "h3", "h4", "h5", "h6", "p", "span", "div", "strong", "a", "li"):
        names = tokens(tag) | {attribute(tag, "id").lower()}
        heading = re.fullmatch(r"h[1-6]", tag.name) is not None
        near = any(id(one) in around for one in list(ancestors(tag))[:3])
        if (
            not heading
            and not any(_COUNT_PLACES.fullmatch(name) for name in names)
            and not _links_to_comments(tag, page)
            and not (near and len(printed(tag)) <= 40 and _COUNT.match(printed(tag)))
        ):
            continue
        if (
            (in_side_column(tag) and not _links_to_comments(tag, page))
            or any(id(one) in inside for one in [tag, *ancestors(tag)])
            or not 0 < len(printed(tag)) <= 200
        ):
            continue
        lines.append((0 if near and tag.name != "a" else 1 if tag.name != "a" else 2, tag))
    yield from (tag for _, tag in sorted(lines, key=lambda pair: pair[0]))


def _links_to_comments(tag: Tag, page: Page) -> bool:
    href = attribute(tag, "href")
    return href.endswith("#comments") and (href == "#comments" or page.url is None or same_page(page.resolve(href), page.url))


def count_warning(claimed: int | None, comments: int, pingbacks: int) -> str | None:
    """The sentence for a page that claims another number than was read; pingbacks may or may not be counted in it."""
    if claimed is None or comments <= claimed <= comments + pingbacks:
        return None
    read = f"{comments} {'was' if comments == 1 else 'were'} read" + (
        f" and {pingbacks} pingback{'s' if pingbacks > 1 else ''}" if pingbacks else ""
    )
    return f"the page says {claimed} comment{'' if claimed == 1 else 's'}, {read}"


def page_warnings(page: Page, comments: Sequence[Roots]) -> list[str]:
    """Warnings about comments that are not in this file: on further pages, or kept by another service."""
    found: dict[str, None] = {}
    inside = {id(tag) for roots in comments for tag in roots}
    for link in page.all("a"):
        href = attribute(link, "href")
        if not re.search(r"/comment-page-\d+|[?&]cpage=\d+", href) or re.search(
            r"#(?:li-|div-)?comment[-_]?\d+$|replytocom|#respond$", href
        ):
            continue
        if (in_side_column(link) and not _in_comment_navigation(link)) or any(id(one) in inside for one in ancestors(link)):
            continue
        words = f"{printed(link)} {attribute(link, 'rel')} {' '.join(tokens(link))}"
        which = "older" if _OLDER.search(words) else "newer" if _NEWER.search(words) else "further pages of"
        found[f"the page links to {which} comments, which are not in this file"] = None
    if not comments:
        for tag in page.all("div", "section", "hyvor-talk-comments"):
            for name, service in _ELSEWHERE:
                if name in tokens(tag) | {attribute(tag, "id").lower()}:
                    found[f"the comments of this page are kept by {service} and are not in this file"] = None
    return list(found)


def _in_comment_navigation(link: Tag) -> bool:
    return any(re.search(r"comments?-(?:nav|pagination)", " ".join(tokens(one))) for one in ancestors(link))


def left_out(
    page: Page, in_body: Sequence[tuple[str, str]], *, elsewhere: Sequence[Roots] = (), again: Sequence[Roots] = ()
) -> list[LeftOut]:
    """What of the page is in no comment: one entry for each kind.

    `in_body`: (reason, text) of what stands in the post's body; `elsewhere`: the comments of other posts, in side columns;
    `again`: the comments printed a second time.
    """
    entries: list[LeftOut] = []
    if elsewhere:
        entries.append(LeftOut("comments on other posts", _count_of(elsewhere, "in a side column or with a link to another page")))
    if again:
        entries.append(LeftOut("comments printed twice", _count_of(again, "with the number of one already read")))
    pings = [item for tag in page.all("ul", "ol") if _is_link_list(tag) for item in tag.find_all("li") if not attribute(item, "id")]
    if pings:
        entries.append(LeftOut("trackbacks that are mere links", f"{len(pings)}: {shortened(printed(pings[0]))}"))
    for tag in page.all("div", "form", "section"):
        if attribute(tag, "id").lower() in ("respond", "commentform") or "comment-respond" in tokens(tag):
            entries.append(LeftOut("comment form", shortened(printed(tag)) or "(no words)"))
            break
    reasons: dict[str, list[str]] = {}
    for reason, text in in_body:
        reasons.setdefault(reason, []).append(text)
    return entries + [LeftOut(reason, shortened(" / ".join(texts))) for reason, texts in reasons.items()]


def _is_link_list(tag: Tag) -> bool:
    names = tokens(tag) | {attribute(tag, "id").lower()}
    return any(re.fullmatch(r"(?:pings?|pingbacks?|trackbacks?)(?:[-_]?list)?", name) for name in names) and not in_side_column(tag)


def _count_of(found: Sequence[Roots], where: str) -> str:
    return f"{len(found)} {where}: {shortened(printed(found[0][0]), 80)}"


def shortened(text: str, length: int = 160) -> str:
    """A text cut to a length, with a mark where something is cut off."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
