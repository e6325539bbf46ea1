"""The body of the post: the element that holds it, and its text without buttons, boxes and teasers."""

from __future__ import annotations

import re

from bs4 import Tag

from ethnography.corpus import Part
from ethnography.formats.saved_page.class_words import is_place_of
from ethnography.formats.saved_page.element_text import joined, read_blocks
from ethnography.formats.saved_page.page import Page, ancestors, attribute, descendants, is_blog_itself, printed, tokens
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
from ethnography.formats.wording import date_line

_NOT_BODY = {
    "share buttons": r"sharedaddy|sd-.*|(?:.*[-_])?shar(?:e|ing)(?:[-_].*)?|social.*|addtoany.*|a2a_.*|shareaholic.*|heateor.*"
    r"|jp-post-flair|shariff.*|mashsb.*|essb.*|dpsp.*|ssba.*|addthis.*|tweet.*|fb-like|twitter-share.*|wp-ulike.*|likebtn.*",
    "related posts": r"(?:.*[-_])?related(?:[-_].*)?|jp-relatedposts.*|yarpp.*|crp_.*|more-?posts|anexos.*|recommended.*|outbrain"
    r"|taboola.*|zem_rp.*",
    "author box": r"author-?(?:box|bio|info|card|profile|description|meta).*|abh_.*|about-?author.*|saboxplugin.*"
    r"|post-author-(?:box|bio)",
    "navigation": r"(?:post|single|page)-(?:navigation|nav|links|pagination)|nav-(?:links|single|below|previous|next)|breadcrumbs?"
    r"|navigation|pagination|page-link|ez-toc.*|toc_container|toc|skip-link|jump-.*",
    "categories and tags": r"entry-meta|post-?meta(?:data)?|entry-footer|post-footer|entry-utility|post-tags?|tags?|tags-links"
    r"|cat-links|red-tags|entry-categories|taxonom.*|postmetadata|headline_meta|meta|entry-header|post-title-top|post-meta-top|voting.*",
    "subscription box": r"(?:.*[-_])?(?:newsletter|subscribe|subscription|optin|mc4wp|mailchimp)(?:[-_].*)?",
    "advertisement": r"ads?|adsbygoogle|advert(?:isement)?|code-block.*|wpcnt|wpa|sponsor.*|ad-.*|adsense.*",
    "post footer": r"posted|post-footers|asset-footer|asset-meta|entry-footer-info|extended-link",
    "comment heading": r"comments?-(?:head(?:er)?|heading|open.*|closed|nav|link)|trackbacks?(?:-.*)?|content-nav|module-.*",
    "buttons": r"btn|button|wp-block-buttons?|more-link|deal-button",
    "side column": r"widget(?:[-_].*)?|sidebar(?:[-_].*)?",
}
_REASONS = tuple((reason, re.compile(pattern)) for reason, pattern in _NOT_BODY.items())


def body_element(page: Page, inside: Inside, titled: Tag | None) -> Tag | None:
    """The element that holds the body: by itemprop, by the classes themes use, otherwise where the paragraphs are."""
    tags = [tag for tag in descendants(page.soup) if tag.name not in ("body", "html") and outside(tag, inside)]
    marked = [tag for tag in tags if "articleBody" in attribute(tag, "itemprop").split()]
    for place in ("", *CERTAIN_PLACES, *LIKELY_PLACES):
        here = [tag for tag in tags if place in tokens(tag)] if place else marked
        here = [tag for tag in here if not in_related(tag) and not _is_teaser(tag, page, titled, inside)]
        best = max(here, key=lambda tag: _prose(tag, inside), default=None)
        if best is not None and _prose(best, inside) >= (1 if place in CERTAIN_PLACES else 40):
            return best
    best = max(tags, key=lambda tag: _own_prose(tag), default=None)
    return best if best is not None and _own_prose(best) >= 200 else None


def _is_teaser(tag: Tag, page: Page, titled: Tag | None, inside: Inside) -> bool:
    """Whether an element belongs to another post shown on the page: its article is titled with a link elsewhere."""
    for one in ancestors(tag):
        if one.name == "article" or "hentry" in tokens(one):
            if (titled is not None and holds(one, titled)) or any(id(inner) in inside for inner in descendants(one)):
                return False
            heading = one.find(["h1", "h2", "h3", "h4"])
            return isinstance(heading, Tag) and heading.name != "h1" and is_linked_elsewhere(heading, page)
    return False


def _prose(tag: Tag, inside: Inside) -> int:
    blocks, _ = read_blocks([tag], lambda one: "" if is_comment_region(one, inside) else None)
    return sum(len(block.text) for block in blocks if not block.buttons)


def _own_prose(tag: Tag) -> int:
    return sum(len(printed(child)) for child in tag.children if isinstance(child, Tag) and child.name == "p")


FOOT_PLACES = frozenset({"posted", "post-footers", "asset-footer", "asset-meta", "post-footer", "entry-footer"})
"""Classes of the line with author and date that stands under the text, inside the element of the body."""


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


def body_text(
    body: Tag, inside: Inside, titled: Tag | None, title: str | None
) -> tuple[str, tuple[Part, ...], tuple[tuple[str, str], ...]]:
    """The text of the body, its parts, and (reason, text) of what stands in it and is not the author's text."""
    header = header_in(body, titled)
    beside = beside_title(body)

    def skip(tag: Tag) -> str | None:
        if is_comment_region(tag, inside) or tag is titled:
            return ""
        if tag is header:
            return "lines beside the title"
        if tag.name in ("nav", "aside"):
            return "navigation" if tag.name == "nav" else "side column"
        if is_blog_itself(tag):
            return None
        if id(tag) in beside:
            return "lines beside the title"
        names = tokens(tag) | {attribute(tag, "id").lower()}
        return next((reason for reason, pattern in _REASONS if any(pattern.fullmatch(name) for name in names)), None)

    blocks, left_out = read_blocks([body], skip)
    while blocks and ((title and alike(blocks[0].text, title)) or date_line(blocks[0].text)):
        left_out.append(("lines beside the title", blocks[0].text))
        blocks = blocks[1:]
    text, parts = joined(blocks)
    return text, parts, tuple(left_out)
