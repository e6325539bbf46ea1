"""Who wrote the post and when: from the lines around its title, then from the head of the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import Any

from bs4 import Tag

from ethnography.formats.saved_page.attribution import Credit, credit_in
from ethnography.formats.saved_page.body import FOOT_PLACES, beside_title
from ethnography.formats.saved_page.class_words import is_place_of
from ethnography.formats.saved_page.page import Page, ancestors, attribute, descendants, printed, tokens
from ethnography.formats.saved_page.regions import Inside, header_in, holds, in_related, outside
from ethnography.formats.wording import is_name, iso, parse_date

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


def post_author(page: Page, inside: Inside, body: Tag | None, titled: Tag | None) -> str | None:
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
    named = [tag for tag in region if is_place_of(tag, "author") and len(printed(tag)) <= 60 and not _in_heading(tag)]
    found += [name for tag in named if (name := _name(tag)) and is_name(name)]
    found += [credit.author for credit in _credits(region) if credit.author]
    yield from (name for name in found if name and len(name) <= 120)


def _in_heading(tag: Tag) -> bool:
    return any(re.fullmatch(r"h[1-4]", one.name) for one in (tag, *list(ancestors(tag))[:3]))


def _credits(region: Iterable[Tag]) -> Iterator[Credit]:
    """What the short lines beside the title say of who and when ("Submitted by NAME on DATE")."""
    for tag in region:
        if (
            tag.name in ("p", "div", "span", "small", "em", "i")
            and len(words := printed(tag)) <= 160
            and (credit := credit_in(words))
        ):
            yield credit


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


def post_date(page: Page, inside: Inside, body: Tag | None, titled: Tag | None) -> tuple[str | None, str | None]:
    """The date of the post in ISO 8601 and as printed, each where it is stated."""
    stated = [iso(text) for text in page.metas("article:published_time", "shareaholic:article_published_time")]
    stated += [iso(str(fact.get("datePublished", ""))) for fact in page.article_facts()]
    shown: list[tuple[str | None, str]] = []
    region = list(_header_region(page, inside, body, titled))
    for tag in sorted(region, key=_how_certain):
        if _how_certain(tag) < 3:
            text = printed(tag)
            date = iso(attribute(tag, "datetime") or attribute(tag, "content") or attribute(tag, "title")) or (
                parse_date(text) if len(text) <= 160 else None
            )
            if date:
                credit = credit_in(text)
                text = credit.date_text if credit and credit.author and credit.date_text else text
                shown.append((date, text if len(text) <= 60 else ""))
    if not any(stated) and not shown:
        dated = [credit.date_text for credit in _credits(region) if credit.date_text]
        shown = [(date, text) for text in dated if (date := parse_date(text))]
    date = next((one for one in stated if one), None) or next((one for one, _ in shown), None)
    if date and len(date) <= 10:  # the day alone: another element may state the hour too
        date = max((one for one, _ in shown if one and one[:10] == date), key=len, default=date)
    same = [text for one, text in shown if text and one and date and one[:10] == date[:10]]
    return date, min([text for text in same if parse_date(text)] or same, key=len, default=None)


def _how_certain(tag: Tag) -> int:
    """How surely an element holds the date of the post: 0 by its class, 1 by a word in it, 2 for that of a change, 3 not at all."""
    names = tokens(tag) | set(attribute(tag, "itemprop").split())
    if "updated" in names and "published" not in names:
        return 2
    if tag.name == "time" or not names.isdisjoint({*_DATE_PLACES, "datePublished", "date-header"}):
        return 0
    return 1 if is_place_of(tag, "date") and len(printed(tag)) <= 80 else 3


def _header_region(page: Page, inside: Inside, body: Tag | None, titled: Tag | None) -> Iterator[Tag]:
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
    in_body -= beside_title(body) if body is not None else set()
    if body is not None:
        feet = [foot for foot in descendants(body) if not tokens(foot).isdisjoint(FOOT_PLACES)]
        in_body -= {id(tag) for foot in feet for tag in (foot, *descendants(foot))}
    seen: set[int] = set()
    wider = next(
        (one for one in ancestors(anchor) if one.name == "article" or tokens(one) & {"hentry", "type-post", "post"}), around
    )
    dated = next((one for one in ancestors(anchor) if "date-outer" in tokens(one)), None)  # Blogger: the posts of a day
    for tags in (*(descendants(root) for root in (header, around, wider, dated, body) if root is not None), _between(titled, body)):
        for tag in tags:
            if id(tag) in seen or id(tag) in in_body or in_related(tag):
                continue
            if outside(tag, inside) or (id(tag) not in inside and _in_short_aside(tag, wider)):
                seen.add(id(tag))
                yield tag


def _in_short_aside(tag: Tag, article: Tag) -> bool:
    """Whether an element stands in an ``aside`` of the article that holds no more than author and date."""
    aside = next((one for one in ancestors(tag) if one.name == "aside"), None)
    return aside is not None and holds(article, aside) and len(printed(aside)) <= 300


def _between(titled: Tag | None, body: Tag | None) -> list[Tag]:
    """The elements after the title and before the body: block themes put all of them, and the comments, into one element."""
    if titled is None or body is None or holds(body, titled):
        return []
    if not any(one is titled for one in body.previous_elements):
        return []
    after = list(takewhile(lambda tag: tag is not body, (one for one in titled.next_elements if isinstance(one, Tag))))
    return [tag for tag in after if not holds(tag, body)]
