"""The parsed page: its address, what its head states, and small questions about elements."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from ethnography.formats.addresses import absolute, pieces_of
from ethnography.formats.saved_page.document import Document
from ethnography.source import Source
from ethnography.text import clean

_SPACE = re.compile(r"[ \t\n\r\f]+")
_SIDE = re.compile(
    r"(?:widget|widget[-_](?:area|wrap|container|content|recent.*)|(?:.*[-_])?recent[-_]?comments.*|sidebar|sidebar[-_]?\w*"
    r"|(?:left|right|primary|secondary|main|blog|page|site)[-_]sidebar|secondary|tertiary|rightcol|leftcol|colophon|site-footer)"
)
_SIDE_TAGS = ("aside", "nav")


def attribute(tag: Tag, name: str) -> str:
    """The value of an attribute as one string; empty where there is none."""
    value = tag.get(name)
    if value is None:
        return ""
    return value.strip() if isinstance(value, str) else " ".join(str(one) for one in value)


def tokens(tag: Tag) -> frozenset[str]:
    """The class names of an element, in lower case."""
    found: frozenset[str] | None = tag.__dict__.get(" tokens")
    if found is None:
        found = tag.__dict__[" tokens"] = frozenset(attribute(tag, "class").lower().split())
    return found


def descendants(root: Tag) -> Iterator[Tag]:
    """Every element under `root`, in page order."""
    return (one for one in root.descendants if isinstance(one, Tag))


def ancestors(tag: Tag) -> Iterator[Tag]:
    """The elements around `tag`, from the inside out; the document itself is not among them."""
    return (one for one in tag.parents if isinstance(one, Tag) and not isinstance(one, BeautifulSoup))


def is_words(node: object) -> bool:
    """Whether a node is text of the page: not a comment in the markup, a declaration or a script."""
    return isinstance(node, NavigableString) and not isinstance(node, PreformattedString) and type(node) is NavigableString


def printed(tag: Tag) -> str:
    """The words of an element on one line."""
    words = [str(node) for node in tag.descendants if is_words(node)]
    return clean(_SPACE.sub(" ", "".join(words))).strip()


def in_side_column(tag: Tag) -> bool:
    """Whether an element stands in a side column, a widget or the foot of the page."""
    return within(tag, is_side_column)


def within(tag: Tag, is_one: Callable[[Tag], bool]) -> bool:
    """Whether one of the elements around `tag` is of a kind; answered once for each element, however deep it stands."""
    key = f" {is_one.__module__}.{is_one.__qualname__}"  # with a space: no attribute of bs4 is called so
    chain: list[Tag] = []
    found = False
    for around in ancestors(tag):
        chain.append(around)
        if key in around.__dict__:
            found = around.__dict__[key]
            break
    for around in reversed(chain):
        if key not in around.__dict__:
            around.__dict__[key] = found = found or is_one(around)
    return found


def is_side_column(tag: Tag) -> bool:
    """Whether an element is a side column, a widget or the foot of the page."""
    if tag.name in ("html", "body", "main", "article") or is_blog_itself(tag):
        return False
    names = tokens(tag) | {attribute(tag, "id").lower()}
    if tag.name in _SIDE_TAGS:
        return True
    return any(_SIDE.fullmatch(name) for name in names) and not holds_main(tag)


_MAIN = frozenset(
    (
        "entry-content post-content article-content article-body post-body entry-body post-entry single-content single-post-content"
        " storycontent"
    ).split()
)
_MAIN_ID = re.compile(
    r"post-\d+|comments|commentlist|respond|article-?body|article-?content|main-?content|content-?main", re.IGNORECASE
)


def holds_main(tag: Tag) -> bool:
    """Whether an element holds the main part of the page: ``right-sidebar`` may say what the page has, not what the element is."""
    return any(
        one.name == "main"
        or attribute(one, "role") == "main"
        or not tokens(one).isdisjoint(_MAIN)
        or _MAIN_ID.fullmatch(attribute(one, "id")) is not None
        for one in descendants(tag)
    )


def is_blog_itself(tag: Tag) -> bool:
    """Whether an element is the blog of a Blogger page, which calls that a widget too."""
    return {"widget", "blog"} <= tokens(tag)


def same_page(one: str, other: str) -> bool:
    """Whether two addresses are the same page, apart from scheme, ``www.``, query, fragment and page of comments."""
    return page_key(one) == page_key(other)


def page_key(url: str) -> str:
    """What is left of an address when everything is taken off that may differ between links to one page."""
    split = pieces_of(url)
    path = re.sub(r"/(?:comment-page-\d+|amp)/?$", "", split.path.rstrip("/"))
    query = re.search(r"(?:^|&)((?:p|page_id)=\d+)", split.query)
    return f"{split.netloc.lower().removeprefix('www.')}{path}" + (f"?{query[1]}" if query and not path else "")


@dataclass
class Page:
    """A parsed page, and the `markup` it was made of. `address` is where it was captured, where the container states it."""

    soup: Document
    markup: str = ""
    address: str | None = None

    @classmethod
    def parse(cls, text: str) -> Page:
        """The page of this markup."""
        return cls(Document(text), text)

    def all(self, *names: str) -> list[Tag]:
        """All elements of these names, in page order."""
        return [one for one in descendants(self.soup) if one.name in names]

    def metas(self, *names: str) -> list[str]:
        """What ``<meta>`` elements of these names or properties state, in the order of the names given."""
        return [content for name in names for content in self._metas.get(name, [])]

    @cached_property
    def _metas(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for meta in self.all("meta"):
            name = (attribute(meta, "property") or attribute(meta, "name")).lower()
            content = clean(_SPACE.sub(" ", attribute(meta, "content"))).strip()
            if name and content:
                found.setdefault(name, []).append(content)
        return found

    @cached_property
    def url(self) -> str | None:
        """The address of the page as it states it (canonical, then og:url), else the one it was captured from."""
        links = [attribute(link, "href") for link in self.all("link") if "canonical" in attribute(link, "rel").lower().split()]
        for address in [*links, *self.metas("og:url")]:
            if address.startswith("//"):
                return "https:" + address
            if re.match(r"https?://", address):
                return address
        return self.address

    def resolve(self, href: str) -> str:
        """A link made absolute, as far as the page states its own address or the one that its links begin from."""
        return absolute(self._base, href)

    @cached_property
    def _base(self) -> str:
        bases = [attribute(tag, "href") for tag in self.all("base")]
        return absolute(self.url or "", next((base for base in bases if base), ""))

    @cached_property
    def facts(self) -> list[dict[str, Any]]:
        """The objects of the JSON-LD blocks, flattened; a block that is not JSON counts for nothing."""
        found: list[dict[str, Any]] = []
        for script in self.all("script"):
            if attribute(script, "type").lower() == "application/ld+json":
                try:
                    found.extend(_objects(json.loads("".join(str(child) for child in script.contents), strict=False)))
                except (ValueError, RecursionError):
                    continue
        return found

    def article_facts(self) -> list[dict[str, Any]]:
        """The JSON-LD objects that describe an article or a posting."""
        return [fact for fact in self.facts if re.search(r"Article|Posting|Report", str(fact.get("@type", "")))]


def page_of(source: Source) -> Page:
    """The parsed page of a source; parsed once for all readers that look at it."""
    if "page" not in source.kept:
        source.kept["page"] = Page.parse(source.text)
        source.kept["page"].address = source.url
    page: Page = source.kept["page"]
    return page


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for one in value:
            yield from _objects(one)
    elif isinstance(value, dict):
        yield value
        yield from _objects(value.get("@graph", []))
