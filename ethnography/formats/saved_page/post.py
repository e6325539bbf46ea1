"""The post of a page: its title, author, date and body, each only where the page states it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bs4 import Tag

from ethnography.corpus import Part
from ethnography.formats.saved_page.body import body_element, body_text, lead_elements, text_of_blocks
from ethnography.formats.saved_page.byline import post_author, post_date
from ethnography.formats.saved_page.extracted import extract_article
from ethnography.formats.saved_page.page import Page, ancestors, attribute, printed, tokens
from ethnography.formats.saved_page.prose import weigh
from ethnography.formats.saved_page.regions import Inside, alike, comment_elements, in_related, is_linked_elsewhere, outside


@dataclass(frozen=True, slots=True)
class Post:
    """What the page states of its post. `left_out`: (reason, text) of what stands in the body and is not the author's text;
    `guess`: how the body was found where the page does not tell."""

    title: str | None
    author: str | None
    date: str | None
    date_text: str | None
    text: str
    parts: tuple[Part, ...]
    body_found: bool
    left_out: tuple[tuple[str, str], ...]
    guess: str = ""


_TITLE_PLACES = (
    "entry-title", "post-title", "wp-block-post-title", "article-headline", "article-title", "post_title", "posttitle",
    "storytitle", "headline", "entry-header", "asset-name", "title",
)  # fmt: skip
_SEPARATOR = re.compile(r"\s+[-–—|·•»«:]+\s+|\s*[|»«]\s*")
_SITE_PLACES = re.compile(r"site-?(?:title|branding|header|name)|masthead|logo|blog-?(?:title|name)|wpcom-title")


def read_post(page: Page, comments: Iterable[Sequence[Tag]], unknown: bool = False) -> Post:
    """The post of the page, the comments apart: the elements of each of them, also of those in side columns.

    `unknown`: nothing is known of the page's making, so an article extractor says what its body is.
    """
    inside = comment_elements(comments)
    titled, title = _title(page, inside)
    prose = weigh(page, inside)
    body = body_element(page, prose, titled, inside)
    guess = ""
    roots = [] if body is None else [*lead_elements(body, titled, inside), body]
    if unknown and (found := extract_article(page, inside, titled)):
        text, parts, left_out = text_of_blocks(found.blocks, found.left_out, title)
        guess = "the making of the page is unknown; what trafilatura takes for its article was read as the post"
    else:
        text, parts, left_out = body_text(roots, inside, titled, title, prose.kept)
    date, date_text = post_date(page, inside, body, titled)
    author = post_author(page, inside, body, titled)
    return Post(title, author, date, date_text, text or (title or ""), parts, bool(text), left_out, guess)


def page_title(page: Page, comments: Iterable[Sequence[Tag]]) -> str | None:
    """The title of the page without the site's name; None where it has none."""
    return _title(page, comment_elements(comments))[1]


# --- title ------------------------------------------------------------------------------------------------------------------


def _title(page: Page, inside: Inside) -> tuple[Tag | None, str | None]:
    """The heading that bears the title, where there is one, and the title without the site's name."""
    stated = _stated_titles(page)
    headings = [
        tag for tag in page.all("h1", "h2", "h3") if outside(tag, inside) and 0 < len(printed(tag)) <= 300 and not _names_site(tag)
    ]
    marked = [tag for tag in headings if _marks_title(tag) and not in_related(tag)]
    for title in stated:
        for tags in (marked, headings):
            if same := [tag for tag in tags if alike(printed(tag), title)]:
                return same[0], printed(same[0])
    main = [tag for tag in marked if tag.name == "h1" or not is_linked_elsewhere(tag, page)]
    if len(main) == 1 or (main and main[0].name == "h1"):
        return main[0], printed(main[0])
    return None, next(iter(stated), None)


def _stated_titles(page: Page) -> list[str]:
    """The titles in the head, each without the site's name."""
    sites = page.metas("og:site_name", "application-name")
    raw = page.metas("og:title") + [str(fact["headline"]) for fact in page.article_facts() if fact.get("headline")]
    raw += page.metas("twitter:title") + [printed(tag) for tag in page.all("title")[:1]]
    titles = [without_site(one, sites) for one in raw]
    pieces = [piece for one in raw[-1:] for piece in sorted(_SEPARATOR.split(one), key=len, reverse=True)]
    pieces += [piece for one in raw[-1:] for piece in sorted(re.split(r":\s+", one), key=len, reverse=True)]
    return list(dict.fromkeys(title for title in [*titles, *pieces] if title))


def without_site(title: str, sites: Iterable[str]) -> str:
    """A title without the name of the site before or after it.

    >>> without_site("On Tea - The Pot", ["The Pot"]), without_site("Tea | Pot", []), without_site("Tea - a history", ["Pot"])
    ('On Tea', 'Tea', 'Tea - a history')
    """
    for site in sites:
        for pattern in (rf"\s*[-–—|·•»«:/]+\s*{re.escape(site)}\s*$", rf"^\s*{re.escape(site)}\s*[-–—|·•»«:/]+\s*"):
            if (shorter := re.sub(pattern, "", title, flags=re.IGNORECASE).strip()) and shorter != title.strip():
                return shorter
    return re.sub(r"\s+\|\s.*$", "", title).strip() or title.strip()


def _names_site(tag: Tag) -> bool:
    """Whether a heading bears the name of the site: by its class or place, or because it links to the front page."""
    if any(
        _SITE_PLACES.fullmatch(name)
        for one in [tag, *list(ancestors(tag))[:3]]
        for name in tokens(one) | {attribute(one, "id").lower()}
    ):
        return True
    link = tag.find("a")
    return isinstance(link, Tag) and re.fullmatch(r"(?:https?:)?//[^/]+/?|/", attribute(link, "href")) is not None


def _marks_title(tag: Tag) -> bool:
    names = tokens(tag) | {attribute(tag, "itemprop").lower()}
    return not names.isdisjoint(_TITLE_PLACES)
