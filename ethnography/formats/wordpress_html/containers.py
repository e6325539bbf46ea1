"""Which elements of a page are comments: each comment once, in page order, and those of other posts set apart.

Themes differ in what bears the comment's number: the list item, an article or div inside it, an empty anchor before it, a
``dt`` whose text follows in a ``dd``. So the elements that bear a number or a comment's classes are collected first, and
those that belong to one comment are put together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from bs4 import Tag

from ethnography.formats.saved_page.class_words import is_place_of
from ethnography.formats.saved_page.page import (
    Page,
    ancestors,
    attribute,
    descendants,
    in_side_column,
    page_key,
    printed,
    tokens,
)
from ethnography.formats.wordpress_html.found import Comments, Found, depth_of, is_child_list, number_of

_COMMENT_CLASSES = frozenset({"comment", "pingback", "trackback", "wc-comment", "wpd-comment"})
_CALLED = re.compile(r"(?:[a-z\d]+[-_]+){1,3}comment(?:[-_]+(?:child|reply|item|entry))?")
_CALLED_NUMBER = re.compile(r"(?:[a-z\d]+[-_]+){0,3}comment[-_]?(\d+)", re.IGNORECASE)
_NO_CONTAINERS = frozenset(
    ["input", "textarea", "form", "label", "script", "style", "button", "select", "option", "body", "html", "head", "link", "meta"]
)
_LIST = re.compile(
    r"(?:.*[-_])?(?:comments?[-_]?list|list[-_]?comments?|comments?|comments?[-_]?(?:area|wrap|wrapper|container|section|box))"
)


def find_comments(page: Page) -> Comments:
    """The comments of the page; see the module's docstring."""
    groups = _groups(page) or _unnumbered(page) or _called(page)
    every = {id(tag) for group in groups for tag in [*group.roots, *group.marked]}
    groups = _without_twins(groups, every)
    for group in groups:
        _widen(group, every)
    kinds = {(group.outer.name, tokens(group.outer)) for group in groups if tokens(group.outer)}
    for group in groups:
        parent = group.outer.parent
        if isinstance(parent, Tag) and (parent.name, tokens(parent)) in kinds and not is_child_list(parent):
            _widen(group, every, also=parent)
    owners = {id(tag): group for group in groups for tag in [*group.roots, *group.marked]}
    found, elsewhere = _of_this_post(page, groups, owners)
    kept: list[Found] = []
    again: list[Found] = []
    numbers: set[str] = set()
    for group in found:
        twice = group.number is not None and group.number in numbers
        (again if twice else kept).append(group)
        numbers |= {group.number} if group.number else set()
    return Comments(kept, elsewhere, again, owners)


def _groups(page: Page) -> list[Found]:
    """Candidates in page order, those of one comment put together."""
    groups: list[Found] = []
    owner: dict[int, Found] = {}
    for tag in descendants(page.soup):
        if tag.name in _NO_CONTAINERS:
            continue
        number = number_of(tag)
        classed = _is_classed(tag) and not _lists_comments(tag)
        if number is None and not classed and not (tag.name == "li" and tokens(tag) & {"pingback", "trackback"}):
            continue
        if tag.name == "dd" and groups and groups[-1].outer.name == "dt":
            groups[-1].roots.append(tag)
            owner[id(tag)] = groups[-1]
            continue
        around = _around(tag, owner)
        if around is not None and _same_comment(around, tag, number):
            around.number = around.number or number
            around.marked.append(tag)
            owner[id(tag)] = around
            continue
        group = Found(number, [tag])
        groups.append(group)
        owner[id(tag)] = group
    return [group for group in groups if group.number is not None or printed(group.outer)]


def _is_classed(tag: Tag) -> bool:
    return depth_of(tag) is not None and not _COMMENT_CLASSES.isdisjoint(tokens(tag))


def _lists_comments(tag: Tag) -> bool:
    """Whether an element is a list of comments that bears a comment's classes itself: ``<ul class="comment depth-1">`` of answers."""
    if tag.name not in ("ul", "ol") or number_of(tag) is not None:
        return False
    items = (one for one in tag.children if isinstance(one, Tag))
    return any(one.name == "li" and (_is_classed(one) or number_of(one) is not None) for one in items)


def _without_twins(groups: list[Found], every: set[int]) -> list[Found]:
    """The candidates with those put together that bear one number beside each other: an empty anchor and the comment after it."""
    kept: list[Found] = []
    for group in groups:
        before = kept[-1] if kept else None
        if before is None or group.number is None or before.number != group.number:
            kept.append(group)
        elif printed(before.outer) and printed(group.outer):
            kept.append(group)  # printed twice, whole
        else:
            _take_in(before, group, every)
    return kept


def _take_in(first: Found, second: Found, every: set[int]) -> None:
    """Make one candidate of two that bear one number, held by the element around both where that holds no other comment."""
    own = {id(tag) for one in (first, second) for tag in [*one.roots, *one.marked]}

    def is_other(tag: Tag) -> bool:
        return id(tag) in every and id(tag) not in own

    around = _both_in(first.outer, second.outer)
    first.marked += [*first.roots, *second.roots, *second.marked]
    if around is not None and not _holds(around, is_other):
        first.roots = [around]
    elif printed(second.outer):
        first.roots = second.roots


def _both_in(one: Tag, other: Tag) -> Tag | None:
    """The innermost element around both, where it is none that holds the whole page."""
    around = {id(tag) for tag in ancestors(one)}
    found = next((tag for tag in ancestors(other) if id(tag) in around), None)
    return found if found is not None and found.name not in ("body", "html", "main", "ol", "dl") else None


def _unnumbered(page: Page) -> list[Found]:
    """Comments that bear neither number nor depth: elements of the class "comment" in a list of comments."""
    groups: list[Found] = []
    owner: dict[int, Found] = {}
    for tag in descendants(page.soup):
        if tag.name not in ("li", "div", "article") or "comment" not in tokens(tag) or in_side_column(tag) or not printed(tag):
            continue
        lists = [
            one for one in ancestors(tag) if any(_LIST.fullmatch(name) for name in tokens(one) | {attribute(one, "id").lower()})
        ]
        if not lists or tag.find("form") is not None:
            continue
        around = _around(tag, owner)
        if around is not None and tag.name != "li":
            around.marked.append(tag)
            owner[id(tag)] = around
        else:
            groups.append(Found(None, [tag]))
            owner[id(tag)] = groups[-1]
    return groups


def _called(page: Page) -> list[Found]:
    """Comments that bear the class names of a theme's own making (``acme-comment``): of elements called so, the innermost around
    each one that names an author."""
    called: dict[int, Tag] = {}
    named: set[int] = set()
    for tag in descendants(page.soup):
        if tag.name in ("li", "div", "article", "section") and any(_CALLED.fullmatch(name) for name in tokens(tag)):
            called[id(tag)] = tag
        elif called and is_place_of(tag, "author") and printed(tag):
            around = next((one for one in ancestors(tag) if id(one) in called or one.name == "form"), None)
            named |= {id(around)} if around is not None else set()
    found = [tag for key, tag in called.items() if key in named and not in_side_column(tag)]
    numbers = (_CALLED_NUMBER.fullmatch(attribute(tag, "id")) for tag in found)
    return [Found(number[1] if number else None, [tag]) for tag, number in zip(found, numbers, strict=True)]


def _around(tag: Tag, owner: dict[int, Found]) -> Found | None:
    """The comment that an element stands in, with no list of answers between."""
    for one in ancestors(tag):
        if id(one) in owner:
            return owner[id(one)]
        if is_child_list(one):
            return None
    return None


def _same_comment(around: Found, tag: Tag, number: str | None) -> bool:
    if number is not None and around.number is not None:
        return number == around.number
    return around.depth is None or depth_of(tag) is None


def _widen(group: Found, every: set[int], also: Tag | None = None) -> None:
    """Take in the element around where the number stands on an inner one: ``li > div#comment-7``, ``li > a[name]``.

    `also`: an element that is of the kind of other comments' elements.
    """
    if group.outer.name == "dt":
        for after in group.outer.find_next_siblings():
            if not isinstance(after, Tag) or after.name == "dt":
                break
            if after.name == "dd" and not any(after is root for root in group.roots):
                group.roots.append(after)
        return
    own = {id(tag) for tag in [*group.roots, *group.marked]}

    def is_other(tag: Tag) -> bool:
        return id(tag) in every and id(tag) not in own

    while isinstance(parent := group.outer.parent, Tag) and not is_other(parent):
        if (
            parent.name in ("body", "html", "dl", "main")
            or _is_whole_list(parent)
            or is_child_list(parent)
            or _holds(parent, is_other)
        ):
            break
        if parent.name in ("ol", "ul") and not _is_one_of_many(parent, is_other):
            break
        empty_anchor = group.outer.name == "a" and not printed(group.outer)
        if not (
            parent.name == "li"
            or "comment" in tokens(parent)
            or empty_anchor
            or parent is also
            or _is_one_of_many(parent, is_other)
        ):
            break
        group.marked.append(group.outer)
        group.roots[0] = parent
    follower = group.outer.find_next_sibling()
    if group.outer.name == "a" and not printed(group.outer) and isinstance(follower, Tag) and not is_other(follower):
        group.marked.append(group.outer)
        group.roots[0] = follower


def _is_one_of_many(tag: Tag, is_other: Callable[[Tag], bool]) -> bool:
    """Whether an element stands beside one of the same kind that holds another comment."""
    alike = [
        one
        for one in (tag.find_previous_sibling(tag.name), tag.find_next_sibling(tag.name))
        if isinstance(one, Tag) and tokens(one) & tokens(tag)
    ]
    return any(is_other(one) or any(is_other(inner) for inner in descendants(one)) for one in alike)


def _is_whole_list(tag: Tag) -> bool:
    names = tokens(tag) | {attribute(tag, "id").lower()}
    return any(
        re.fullmatch(r"comments?([-_]?(?:area|list|wrap|wrapper|section|container))?|commentlist", name) for name in names
    ) and ("comment" not in tokens(tag))


def _holds(tag: Tag, is_other: Callable[[Tag], bool]) -> bool:
    """Whether an element holds another comment that is not in a list of answers inside it."""
    below = [tag]
    while below:
        for child in below.pop().children:
            if isinstance(child, Tag) and not is_child_list(child):
                if is_other(child):
                    return True
                below.append(child)
    return False


# --- comments of this post and of others ----------------------------------------------------------------------------------


def permalinks(found: Found, owners: dict[int, Found]) -> Iterator[str]:
    """The links of a comment to itself, as written; those that only open the form are not among them."""
    for tag in found.own(owners):
        href = attribute(tag, "href") or attribute(tag, "data-comment-url")
        match = re.search(r"#(?:li-|div-)?comment[-_]?(\d+)$", href)
        if not match or (found.number and match[1] != found.number) or "replytocom" in href:
            continue
        if not any(re.search(r"reply|edit|quote|like|delete|report", name) for name in tokens(tag)):
            yield href


def _of_this_post(page: Page, groups: list[Found], owners: dict[int, Found]) -> tuple[list[Found], list[Found]]:
    """Comments of the page's post, and those that a list in a side column shows of any post."""
    aside = {id(group) for group in groups if in_side_column(group.outer)}
    if len(aside) == len(groups):
        aside = set()  # the whole list stands in something called a widget
    links = {id(group): next(permalinks(group, owners), "") for group in groups}
    keys = Counter(page_key(link) for group in groups if "://" in (link := links[id(group)]) and id(group) not in aside)
    here = (
        page_key(page.url) if page.url and (not keys or page_key(page.url) in keys) else keys.most_common(1)[0][0] if keys else None
    )
    found: list[Found] = []
    elsewhere: list[Found] = []
    for group in groups:
        link = links[id(group)]
        other_page = "://" in link and here is not None and page_key(link) != here
        (elsewhere if id(group) in aside or other_page else found).append(group)
    return found, elsewhere
