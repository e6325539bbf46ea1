"""Which of the things that a page states are comments, and which is the post they answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from bs4 import Tag

from ethnography.formats.saved_page.page import Page, ancestors, in_side_column, printed
from ethnography.formats.schema_html.items import Item, address_of, is_this_page

COMMENTS = frozenset(["comment", "usercomment", "usercomments", "correctioncomment"])
FORUM = frozenset(["discussionforumposting", "socialmediaposting", "question", "boardpost", "post"])
_REVIEWS = frozenset(["review", "userreview", "criticreview", "employerreview", "claimreview", "rating", "aggregaterating"])
_SCHOOL = frozenset(["faqpage", "quiz", "flashcard", "howto", "learningresource"])
"""What asks and answers its own questions."""
_NO_MESSAGES = frozenset(["person", "organization", "interactioncounter", "commentaction", "webpage", "itemlist", "imageobject"])
_TEXT = ("text", "commenttext", "articlebody", "description")
_WHO = ("author", "creator")
_WHEN = ("datecreated", "datepublished", "commenttime")
_GONE = re.compile(r"deleted|removed", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\{\{|\}\}|<%|\$\{|^%\w+%$|^\[\[?\w+\]\]?%?$|^undefined$")


@dataclass
class Talk:
    """`comments` in the order stated; `elsewhere`: those of other posts; `post`: what they answer, where the page states it."""

    post: Item | None
    comments: list[Item]
    elsewhere: list[Item] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def find_talk(page: Page, items: Sequence[Item]) -> Talk:
    """The comments among the items of one notation, and their post."""
    questions = sum("question" in one.types for one in items)
    comments = [one for one in items if _is_comment(one, questions) and _says_something(one)]
    comments = comments or _messages_as_postings(items)
    post = _post(page, [one for one in items if id(one) not in {id(other) for other in comments}], comments)
    apart = {id(one) for one in comments if _is_elsewhere(page, one, post)}
    aside = {id(one) for one in comments if id(one) not in apart and _aside(one)}
    if len(aside) < len(comments) - len(apart):  # beside others in the main column; alone they are the page's
        apart |= aside
    return Talk(post, [one for one in comments if id(one) not in apart], [one for one in comments if id(one) in apart])


def is_forum(item: Item | None) -> bool:
    """Whether an item is a posting that others answer, not an article."""
    return item is not None and not item.types.isdisjoint(FORUM)


# --- comments ---------------------------------------------------------------------------------------------------------------


def _is_comment(one: Item, questions: int) -> bool:
    if not one.types.isdisjoint(_REVIEWS | _NO_MESSAGES) or one.owned_by == "parentitem":
        return False
    if not one.types.isdisjoint(COMMENTS):
        return True
    if "answer" in one.types or one.owned_by in ("suggestedanswer", "acceptedanswer"):
        around = list(one.owners())
        if any(not outer.types.isdisjoint(_SCHOOL) for outer in around) or not any("question" in outer.types for outer in around):
            return False
        return any(one.values(*_WHO, *_WHEN)) or (questions == 1 and any("qapage" in outer.types for outer in around))
    if one.owner is not None and (
        one.owned_by == "comment" or (one.owned_by == "haspart" and is_forum(one) and is_forum(one.owner))
    ):
        return True
    return bool(one.types & FORUM) and any(one.values("parentitem", "inreplyto"))


def _says_something(one: Item) -> bool:
    """Whether it is a message with words, or one that is gone; not a wrapper around messages, nor a template for them."""
    if one.tag is not None and any(around.name == "template" for around in ancestors(one.tag)):
        return False
    said = [words for name in (*_TEXT, *_WHO) if (words := one.first(name))]
    if any(_PLACEHOLDER.search(words) for words in said):
        return False
    if one.first(*_TEXT) or _GONE.search(one.first("creativeworkstatus") or ""):
        return True
    if not any(one.values(*_WHO)) and not any(one.values(*_WHEN)):
        return False
    return one.tag is not None and bool(printed(one.tag))


def _messages_as_postings(items: Sequence[Item]) -> list[Item]:
    """The answers in a forum that states every message as a posting of its own: those after the first, where all bear one title
    or are part of one discussion."""
    postings = [one for one in items if "discussionforumposting" in one.types and one.first(*_TEXT) and any(one.values(*_WHO))]
    titles = {re.sub(r"^(?:re|aw|sv|odp)\s*:\s*", "", one.first("headline", "name") or "", flags=re.IGNORECASE) for one in postings}
    wholes = {address_of(value) for one in postings for value in one.values("ispartof", "discussionurl")}
    return postings[1:] if len(titles) <= 1 and (titles - {""} or len(wholes - {""}) == 1) else []


def _aside(one: Item) -> bool:
    return one.tag is not None and in_side_column(one.tag)


def _is_elsewhere(page: Page, one: Item, post: Item | None) -> bool:
    """Whether a comment belongs to a post that is on another page."""
    for outer in one.owners():
        if outer is post:
            return False
        if "itemlist" in outer.types or "listitem" in outer.types:
            return True
        if _is_article(outer) and outer.notation == "JSON-LD" and (url := outer.first("url")) and page.url is not None:
            return not is_this_page(page, url) and (post is not None or is_forum(outer))
    return False


# --- the post ---------------------------------------------------------------------------------------------------------------


def _is_article(one: Item) -> bool:
    return is_forum(one) or any(
        re.search(r"article|posting|report|review$|recipe|videoobject|webpage|creativework", kind) for kind in one.types
    )


def _post(page: Page, others: Sequence[Item], comments: Sequence[Item]) -> Item | None:
    """What most comments answer: the item that has them; otherwise the one posting, or the one article, that the page states."""
    owned: Counter[int] = Counter()
    by_id = {id(one): one for one in others}
    for one in comments:
        if (outer := next((outer for outer in one.owners() if id(outer) in by_id), None)) is not None:
            owned[id(outer)] += 1
    postings = [one for one in others if is_forum(one) and (one.first(*_TEXT, "headline", "name"))]
    best = max(owned, key=lambda one: (owned[one], is_forum(by_id[one])), default=None)
    if best is not None and (is_forum(by_id[best]) or not postings):
        return by_id[best]
    own = [one for one in postings if page.url and (url := one.first("url")) and is_this_page(page, url)]
    if len(own or postings) == 1:
        return (own or postings)[0]
    if best is not None:
        return by_id[best]
    articles = [one for one in others if _is_article(one) and one.first("articlebody")]
    return articles[0] if len(articles) == 1 else None


def element_of(item: Item) -> Tag | None:
    """The element that holds an item, where it is no wider than a message can be."""
    return item.tag if item.tag is not None and item.tag.name not in ("html", "body") else None
