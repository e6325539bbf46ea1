"""Which stretches of a page are the post's: not the comments, not a side column, not a teaser of another post."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain

from bs4 import Tag

from ethnography.formats.saved_page.page import (
    Page,
    ancestors,
    attribute,
    holds_main,
    in_side_column,
    is_blog_itself,
    printed,
    tokens,
    within,
)
from ethnography.text import plain

CERTAIN_PLACES = (
    "entry-content", "wp-block-post-content", "post-content", "post_content", "et_pb_post_content", "entrytext", "entry-text",
    "td-post-content", "elementor-widget-theme-post-content", "article-content", "article-body", "article__body", "post-body",
    "post-entry", "postentry", "post-text", "single-content", "single-blog-content", "storycontent", "asset-content",
    "entry-body", "asset-body", "blogbody", "field-name-body", "field--name-body",
)  # fmt: skip
"""Classes that themes give to the body of the post and to nothing else."""
LIKELY_PLACES = (
    "story-content", "content-inner", "the-content", "the_content", "post-inner", "entry", "story", "format_text", "content",
    "post", "hentry",
)  # fmt: skip
"""Classes that hold the body, perhaps with more around it."""

_RELATED = re.compile(r".*related.*|widget|recent-posts.*")


class Inside(set[int]):
    """The elements that hold comments and nothing of the post, by ``id``. `known`: what stands outside of them, as found."""

    def __init__(self, elements: Iterable[int] = ()) -> None:
        super().__init__(elements)
        self.known: dict[int, bool] = {}


def comment_elements(comments: Iterable[Sequence[Tag]]) -> Inside:
    """Every element that holds comments and nothing of the post: the comments, their lists, the section around them.

    `comments`: the elements that hold each comment of the page, also of those that are not the post's.
    """
    every = [roots for roots in comments if roots]
    inside = Inside(id(tag) for roots in every for tag in roots)
    seen: set[int] = set()
    for roots in every:
        for around in ancestors(roots[0]):
            if id(around) in seen:
                break
            seen.add(id(around))
            if id(around) in inside:
                continue
            names = tokens(around) | {attribute(around, "id").lower()}
            if around.name in ("ol", "ul", "dl") or any(re.fullmatch(r"(?:entry-|article-)?comments?[-\w]*", n) for n in names):
                if around.name in ("body", "html", "main", "article") or (around.find("h1") is not None and _has_long_text(around)):
                    break
                inside.add(id(around))
    return inside


def _has_long_text(around: Tag) -> bool:
    """Whether the section holds the post as well: paragraphs before the first comment."""
    return any(isinstance(tag, Tag) and not tokens(tag).isdisjoint(CERTAIN_PLACES) for tag in around.find_all(True))


def is_comment_region(tag: Tag, inside: set[int]) -> bool:
    """Whether an element holds comments or their form and nothing of the post."""
    names = tokens(tag) | {attribute(tag, "id").lower()}
    return id(tag) in inside or not names.isdisjoint(
        {"comments", "respond", "comment-respond", "commentform", "disqus_thread", "comments-area"}
    )


def outside(tag: Tag, inside: Inside) -> bool:
    """Whether an element stands neither in the comments nor in a side column."""
    unknown: list[Tag] = []
    found = True
    for one in chain([tag], ancestors(tag)):
        if id(one) in inside.known:
            found = inside.known[id(one)]
            break
        unknown.append(one)
    for one in reversed(unknown):
        inside.known[id(one)] = found = found and not is_comment_region(one, inside)
    return found and not in_side_column(tag)


def in_related(tag: Tag) -> bool:
    """Whether an element stands in a list of other posts."""
    return within(tag, is_related)


def is_related(tag: Tag) -> bool:
    """Whether an element is a list of other posts, by its classes."""
    return (
        tag.name not in ("body", "html")
        and not is_blog_itself(tag)
        and any(_RELATED.fullmatch(name) for name in tokens(tag))
        and not holds_main(tag)
    )


def is_linked_elsewhere(tag: Tag, page: Page) -> bool:
    """Whether a heading links to another page than this one."""
    link = tag.find("a")
    href = attribute(link, "href") if isinstance(link, Tag) else ""
    return bool(href) and page.url is not None and page.resolve(href).rstrip("/") != page.url.rstrip("/")


def holds(outer: Tag, inner: Tag) -> bool:
    """Whether one element stands inside the other."""
    return any(one is outer for one in ancestors(inner))


def header_in(body: Tag | None, titled: Tag | None) -> Tag | None:
    """The element inside the body that holds the title with author and date, and no prose."""
    header = None
    for one in ancestors(titled) if body is not None and titled is not None and holds(body, titled) else ():
        if one is body or len(printed(one)) > 300 + len(printed(titled or one)):
            break
        header = one
    return header


def alike(heading: str, title: str) -> bool:
    """Whether two titles are the same apart from punctuation, case and typography."""
    one, other = (re.sub(r"[\W_]+", "", plain(text)).lower() for text in (heading, title))
    return one == other and bool(one)
