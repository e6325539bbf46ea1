"""The body of the post: the element that holds it, and its text without buttons, boxes and teasers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from bs4 import Tag

from ethnography.corpus import Part
from ethnography.formats.saved_page.class_words import is_place_of, words_of
from ethnography.formats.saved_page.element_text import Block, joined, read_blocks
from ethnography.formats.saved_page.not_body import FOOT_PLACES, reason_not_body
from ethnography.formats.saved_page.page import Page, ancestors, attribute, descendants, printed, tokens
from ethnography.formats.saved_page.prose import Prose
from ethnography.formats.saved_page.regions import (
    CERTAIN_PLACES,
    LIKELY_PLACES,
    Inside,
    alike,
    header_in,
    holds,
    in_related,
    is_comment_region,
    is_linked_elsewhere,
    outside,
)
from ethnography.formats.saved_page.teasers import without_teasers
from ethnography.formats.wording import date_line

__all__ = ["FOOT_PLACES", "beside_title", "body_element", "body_text", "lead_elements"]

_ARTICLES = frozenset({"hentry", "type-post", "node", "single-post", "post", "article", "entry", "h-entry", "blog-post"})
_LEADS = frozenset(
    "lead lede leadtext intro introduction introtext excerpt teaser standfirst chapo chapeau abstract summary subtitle subline dek"
    " sommario vorspann anleser bajada copete entradilla ingress deck subheadline subheading untertitel lood sumario".split()
)


def body_element(page: Page, prose: Prose, titled: Tag | None, inside: Inside) -> Tag | None:
    """The element that holds the body: by itemprop, by the classes themes use, otherwise where the paragraphs are."""
    named = _named(page, prose, titled, inside)
    densest = max(prose.elements, key=lambda tag: prose.near.get(id(tag), 0), default=None)
    if densest is not None and prose.near.get(id(densest), 0) < 100:
        densest = None
    chosen = named if named is not None else densest
    if named is not None and densest is not None and prose.of(densest) > 3 * prose.of(named) + 200 and not holds(named, densest):
        chosen = densest
    return _grown(chosen, prose, chosen is named) if chosen is not None else None


def _named(page: Page, prose: Prose, titled: Tag | None, inside: Inside) -> Tag | None:
    """The element that bears a name of bodies, the most telling name first, and of several the one with the most prose."""
    tags = [tag for tag in prose.elements if tag.name not in ("body", "html", "[document]")]
    marked = [tag for tag in tags if "articleBody" in attribute(tag, "itemprop").split()]
    for place in ("", *CERTAIN_PLACES, *LIKELY_PLACES):
        here = [tag for tag in tags if place in tokens(tag) or place == attribute(tag, "id").lower()] if place else marked
        here = [tag for tag in here if not _is_teaser(tag, page, titled, inside)]
        best = _innermost(here, prose)
        if best is not None and prose.of(best) >= (1 if place in CERTAIN_PLACES else 40):
            return best
        if best is not None and place in CERTAIN_PLACES and printed(best):
            return best
    return None


def _innermost(tags: list[Tag], prose: Prose) -> Tag | None:
    """The element with the most prose, or one within it that lacks no more than a line, as that of the author and the date."""
    best = max(tags, key=prose.of, default=None)
    inner = [] if best is None else [tag for tag in tags if holds(best, tag) and prose.of(tag) >= max(prose.of(best) - 80, 1)]
    return inner[0] if inner else best


def _grown(body: Tag, prose: Prose, is_named: bool) -> Tag:
    """The element around the body that holds all of the article's prose, where the body found holds only a part of it."""
    articles = [
        one
        for one in ancestors(body)
        if one.name in ("article", "main") or not tokens(one).isdisjoint(_ARTICLES) or attribute(one, "role") == "main"
    ]
    if not articles and not is_named:
        whole = max((prose.of(one) for one in ancestors(body)), default=0)
        if prose.of(body) < 0.5 * whole:
            return next((one for one in ancestors(body) if prose.of(one) >= 0.7 * whole), body)
    if not articles or body.name in ("article", "main") or not tokens(body).isdisjoint(_ARTICLES):
        return body
    whole = prose.of(articles[0])
    if prose.of(body) >= 0.7 * whole or whole - prose.of(body) < 150:
        return body
    for one in ancestors(body):
        if prose.of(one) >= 0.85 * whole or one is articles[0]:
            return one
    return body


def _is_teaser(tag: Tag, page: Page, titled: Tag | None, inside: Inside) -> bool:
    """Whether an element belongs to another post shown on the page: its article is titled with a link elsewhere."""
    for one in ancestors(tag):
        if one.name == "article" or "hentry" in tokens(one):
            if (titled is not None and holds(one, titled)) or any(id(inner) in inside for inner in descendants(one)):
                return False
            heading = one.find(["h1", "h2", "h3", "h4"])
            return isinstance(heading, Tag) and heading.name != "h1" and is_linked_elsewhere(heading, page)
    return False


def beside_title(body: Tag) -> set[int]:
    """The elements before the first paragraph that only name the author or the date, by ``id``."""
    found: set[int] = set()
    for tag in descendants(body):
        words = len(printed(tag)) if tag.name in ("p", "span", "div", "time", "a", "small") else 0
        if tag.name == "p" and words > 80:
            break
        if 0 < words <= 60 and (is_place_of(tag, "author") or is_place_of(tag, "date")):
            found.add(id(tag))
    return found


def lead_elements(body: Tag, titled: Tag | None, inside: Inside) -> list[Tag]:
    """The paragraphs between the title and the body that open the text: a standfirst, by its class or as a long paragraph."""
    if titled is None or holds(body, titled) or not any(one is titled for one in body.previous_elements):
        return []
    found: list[Tag] = []
    for tag in takewhile(lambda one: one is not body, (one for one in titled.next_elements if isinstance(one, Tag))):
        if holds(tag, body) or any(holds(one, tag) for one in found) or not outside(tag, inside) or in_related(tag):
            continue
        if _is_lead(tag) and not any(reason_not_body(one) for one in (tag, *_up_to(tag, titled))):
            found.append(tag)
    return found


def _is_lead(tag: Tag) -> bool:
    words = printed(tag)
    if not 40 <= len(words) <= 2000 or tag.name not in ("p", "div", "h2", "h3", "span", "section", "strong"):
        return False
    linked = sum(len(printed(link)) for link in tag.find_all("a"))
    if 2 * linked > len(words):
        return False
    return any(not _LEADS.isdisjoint(words_of(name)) for name in attribute(tag, "class").split()) or (
        tag.name == "p" and len(words) >= 100
    )


def _up_to(tag: Tag, titled: Tag) -> Iterator[Tag]:
    """The elements around `tag` that do not hold the title as well."""
    return takewhile(lambda one: not holds(one, titled), ancestors(tag))


def body_text(
    roots: list[Tag], inside: Inside, titled: Tag | None, title: str | None, kept: set[int]
) -> tuple[str, tuple[Part, ...], tuple[tuple[str, str], ...]]:
    """The text of the body, its parts, and (reason, text) of what stands in it and is not the author's text.

    `roots`: the standfirst, where there is one, and the element of the body, the last; `kept`: elements that are none of the
    furniture whose class they bear.
    """
    body = roots[-1] if roots else None
    header = header_in(body, titled)
    beside = beside_title(body) if body is not None else set()

    def skip(tag: Tag) -> str | None:
        if is_comment_region(tag, inside) or tag is titled:
            return ""
        if tag is header or id(tag) in beside:
            return "lines beside the title"
        return None if id(tag) in kept else reason_not_body(tag)

    return text_of_blocks(*read_blocks(roots, skip), title)


def text_of_blocks(
    blocks: list[Block], left_out: list[tuple[str, str]], title: str | None
) -> tuple[str, tuple[Part, ...], tuple[tuple[str, str], ...]]:
    """The text of a body's blocks and its parts, without the title, the date and what leads elsewhere, and all that is left out."""
    while blocks and ((title and alike(blocks[0].text, title)) or date_line(blocks[0].text)):
        left_out.append(("lines beside the title", blocks[0].text))
        blocks = blocks[1:]
    blocks, teasers = without_teasers(blocks)
    text, parts = joined(blocks)
    return text, parts, (*left_out, *teasers)
