"""Who wrote the post and when: from the lines around its title, then from the head of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import Any

from bs4 import Tag

from ethnography.formats.saved_page.page import Page, ancestors, attribute, descendants, printed, tokens
from ethnography.formats.saved_page.regions import header_in, holds, in_related, outside
from ethnography.formats.wording import iso, parse_date

_AUTHOR_PLACES = ("post-author-name", "author-name", "entry-author", "byline", "post-author", "author", "posted-by")
_DATE_PLACES = (
    "entry-date",
    "published",
    "post-date",
    "posted-on",
    "entry-time",
    "postdate",
    "date",
    "post-meta-date",
    "headline_meta",
)


def post_author(page: Page, inside: set[int], body: Tag | None, titled: Tag | None) -> str | None:
    """Who wrote the post: the author line near the title, then the head of the page, then JSON-LD."""
    region = list(_header_region(page, inside, body, titled))
    for name in _author_names(region):
        return name
    for name in page.metas("author", "shareaholic:article_author_name", "article:author", "dc.creator", "twitter:data1"):
        if not re.match(r"https?:|www\.", name) and len(name) <= 80 and not re.search(r"\d+\s*(?:min|Min)", name):
            return name
    stated = (_fact_name(fact.get("author"), page) for fact in page.article_facts())
    return next((name for name in stated if name), None)


def _author_names(region: list[Tag]) -> Iterator[str]:
    found: list[str] = []
    for tag in region:
        relation = attribute(tag, "rel").split()
        if "author" in relation or "author" in attribute(tag, "itemprop").split():
            found.append(_name(tag))
    for place in _AUTHOR_PLACES:
        found += [_name(tag) for tag in region if place in tokens(tag)]
    links = [tag for tag in region if tag.name == "a" and re.search(r"/(?:authors?|autor|auteur)/[^/]+/?$", attribute(tag, "href"))]
    if links:
        first = links[0].parent
        together = [_name(tag) for tag in links if tag.parent is first]
        found.append(", ".join(dict.fromkeys(name for name in together if name)))
    yield from (name for name in found if name and len(name) <= 120)


def _name(tag: Tag) -> str:
    inner = next(
        (one for one in descendants(tag) if tokens(one) & {"fn", "author-name"} or attribute(one, "itemprop") == "name"), None
    )
    if inner is None and tag.name != "a":
        inner = next(
            (one for one in descendants(tag) if one.name == "a" and re.search(r"author|autor", attribute(one, "href"))), None
        )
    tag = inner or tag
    text = attribute(tag, "content") if tag.name == "meta" else printed(tag)
    text = re.sub(
        r"^(?:view\s+)?(?:all\s+)?posts\s+(?=by\b)|^alle\s+beiträge\s+(?=von\b)|^ver\s+todas\s+las\s+entradas\s+(?=de\b)",
        "",
        text,
        flags=re.IGNORECASE,
    )
    text = re.sub(
        r"^(?:(?:posted|written|published|story|article)\s+)?(?:by|von|por|par|di|door|de|author|autor)\b[:\s]+",
        "",
        text,
        flags=re.IGNORECASE,
    )
    text = re.split(r"\s+(?:on|am|el|le)\s+(?=\w+\s+\d|\d)|\s*[|•·]\s*", text)[0].strip(" ,:-–—")
    return "" if parse_date(text) or re.match(r"https?:", text) or len(text.split()) > 8 else text


def _fact_name(value: Any, page: Page) -> str | None:
    if isinstance(value, list):
        return _fact_name(value[0], page) if value else None
    if isinstance(value, dict):
        if value.get("name"):
            return str(value["name"]).strip()
        linked = next((fact for fact in page.facts if fact.get("@id") == value.get("@id") and fact.get("name")), None)
        return str(linked["name"]).strip() if linked else None
    return value.strip() if isinstance(value, str) and not re.match(r"https?:", value) else None


def post_date(page: Page, inside: set[int], body: Tag | None, titled: Tag | None) -> tuple[str | None, str | None]:
    """The date of the post in ISO 8601 and as printed, each where it is stated."""
    stated = [iso(text) for text in page.metas("article:published_time", "shareaholic:article_published_time")]
    stated += [iso(str(fact.get("datePublished", ""))) for fact in page.article_facts()]
    shown: list[tuple[str | None, str]] = []
    region = list(_header_region(page, inside, body, titled))
    for tag in sorted(region, key=lambda tag: "updated" in tokens(tag) and "published" not in tokens(tag)):
        names = tokens(tag) | set(attribute(tag, "itemprop").split())
        if tag.name == "time" or not names.isdisjoint({*_DATE_PLACES, "datePublished"}):
            text = printed(tag)
            date = iso(attribute(tag, "datetime") or attribute(tag, "content") or attribute(tag, "title")) or (
                parse_date(text) if len(text) <= 160 else None
            )
            if date:
                shown.append((date, text if len(text) <= 60 else ""))
    date = next((one for one in stated if one), None) or next((one for one, _ in shown), None)
    same = [text for one, text in shown if text and one and date and one[:10] == date[:10]]
    return date, min(same, key=len, default=None)


def _header_region(page: Page, inside: set[int], body: Tag | None, titled: Tag | None) -> Iterator[Tag]:
    """The elements around the title and beside the body in which author and date are printed."""
    anchor = titled or body
    if anchor is None:
        return
    around: Tag = anchor
    for one in ancestors(anchor):
        if one.name in ("body", "html") or (
            titled is not None and one is not titled.parent and body is not None and holds(one, body) and around is not anchor
        ):
            break
        if any(id(tag) in inside for tag in descendants(one)):
            break
        around = one
    header = header_in(body, titled)
    in_body = {id(tag) for tag in descendants(body)} if body is not None else set()
    in_body -= {id(tag) for tag in descendants(header)} if header is not None else set()
    seen: set[int] = set()
    wider = next(
        (one for one in ancestors(anchor) if one.name == "article" or tokens(one) & {"hentry", "type-post", "post"}), around
    )
    for tags in (*(descendants(root) for root in (header, around, wider) if root is not None), _between(titled, body)):
        for tag in tags:
            if id(tag) not in seen and id(tag) not in in_body and outside(tag, inside) and not in_related(tag):
                seen.add(id(tag))
                yield tag


def _between(titled: Tag | None, body: Tag | None) -> list[Tag]:
    """The elements after the title and before the body: block themes put all of them, and the comments, into one element."""
    if titled is None or body is None or holds(body, titled):
        return []
    if not any(one is titled for one in body.previous_elements):
        return []
    after = list(takewhile(lambda tag: tag is not body, (one for one in titled.next_elements if isinstance(one, Tag))))
    return [tag for tag in after if not holds(tag, body)]
