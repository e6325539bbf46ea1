"""The post of a page that states its comments: as stated where it is a forum's posting, otherwise the article that it prints."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ethnography.formats.page_html.outline import Outline
from ethnography.formats.saved_page.forum import Forum, this_page
from ethnography.formats.saved_page.messages import Found, Message
from ethnography.formats.saved_page.page import Page, in_side_column
from ethnography.formats.saved_page.post import read_post
from ethnography.formats.schema_html.fields import make_messages
from ethnography.formats.schema_html.items import Item
from ethnography.formats.schema_html.shown import letters
from ethnography.formats.schema_html.talk import is_forum

_ANSWERING = re.compile(r"(?:reply|comment|write)action", re.IGNORECASE)
_OLD_COUNT = re.compile(r"UserComments:\s*(\d+)")


def set_post(outline: Outline, post: Item | None, others: Sequence[Message], found: Found) -> None:
    """Put the post into what was found; `others`: the messages that are printed and not stated."""
    page = outline.page
    found.unknown = True
    if post is not None and not is_forum(post):
        _set_article(page, post, found)
        return
    here = this_page(page, Forum())
    if here > 1:
        found.warnings.append(f"this is page {here} of its thread; the other pages are not in this file")
        found.partial = True
    stated: Message | None = None
    if post is not None:
        stated = make_messages(page, [post])[0].message
        stated.number = None
        found.title = post.first("headline", "name")
        url = post.first("url", "mainentityofpage") or ""
        if re.match(r"https?://", address := page.resolve(url)):
            found.thread_url = address.split("#")[0]
        if stated.text and letters(stated.text) != letters(found.title or "") and _states_words(post):
            found.opening = stated
            _take_repetition(found, stated, others)
            return
    first = found.messages[0] if found.messages else None
    if first is None:
        return
    if stated is not None and first.author == stated.author and first.date and first.date == stated.date:
        why = "the post is stated without its words; the first message has its author and date"
    elif here == 1 and any(first is one for one in others):
        why = "the first message is printed in the form of the others and not stated to be an answer, as those are"
    elif here == 1 and post is None and _stands_for_post(outline, found.messages):
        why = "no post is stated, and no article stands above the first message"
    else:
        found.has_post = here == 1 or (post is not None and stated is not None and not is_forum(post))
        return
    found.opening = first
    found.guesses.append(f"{why}; it was read as the post")
    _take_out(found)


def _states_words(post: Item) -> bool:
    return post.first("text", "articlebody") is not None


def _take_repetition(found: Found, post: Message, others: Sequence[Message]) -> None:
    """Take out the first message where it is the post: stated once more, or, among the `others`, the block that prints it."""
    first = found.messages[0] if found.messages else None
    if first is None or not first.text:
        return
    one, other = letters(first.text), letters(post.text)
    if one == other or (first.author == post.author and min(len(one), len(other)) >= 40 and one[:200] == other[:200]):
        post.roots = post.roots or first.roots
        if first.roots and not any(first is one for one in others):
            found.again.append(first.roots)
        _take_out(found)


def _take_out(found: Found) -> None:
    """Take the first message out of the comments, as it is the post."""
    first, *found.messages = found.messages
    for one in found.messages:
        if one.answers is first:
            one.answers = None


def _stands_for_post(outline: Outline, messages: Sequence[Message]) -> bool:
    """Whether nothing like an article is printed above the first message, and the first one is not the newest."""
    root = next(iter(messages[0].roots), None)
    if root is None or id(root) not in outline.number:
        return False
    dates = [one.date[:19] for one in messages if one.date and one.answers is None]
    if len(dates) > 1 and dates[0] != min(dates):
        return False
    above = outline.words[: outline.first[outline.number[id(root)]]]
    long = (one for one in above if one.weight >= 20 and not one.linked)
    return sum(one.weight for one in long if not in_side_column(outline.tags[one.owner])) < 60


def _set_article(page: Page, post: Item, found: Found) -> None:
    """Leave the article to what is printed, unless that is not what the page states it to be."""
    stated = post.first("articlebody", "text") if post.tag is None else None
    if stated is None or len(stated) < 100:
        return
    printed = read_post(page, [*[one.roots for one in found.messages if one.roots], *found.elsewhere], unknown=True)
    message = make_messages(page, [post])[0].message
    if letters(message.text)[:40] in letters(printed.text):
        return
    message.number = None
    message.author = message.author or printed.author
    if message.date is None:
        message.date, message.date_text = printed.date, printed.date_text
    found.opening, found.title = message, printed.title
    found.guesses.append(
        "the words of the article that its JSON-LD states were taken, as they were not found where the page prints its article"
    )


def claim_answers(post: Item | None, found: Found) -> None:
    """Put in how many comments the post is stated to have."""
    found.claimed = _claimed(post, found.messages) if post is not None else None
    if found.claimed is not None and found.claimed > len(found.messages):
        found.not_captured = found.claimed - len(found.messages)


def _claimed(post: Item, messages: Sequence[Message]) -> int | None:
    """How many comments a post has by its own statement; None where nothing is stated.

    A question's answers are counted apart from the comments on them: those read are added to the number of answers.
    """
    if "question" in post.types and (answers := _number(post.first("answercount"))) is not None:
        return answers + sum(one.answers is not None for one in messages)
    if (count := _number(post.first("commentcount"))) is not None:
        return count
    for value in post.values("interactionstatistic", "interactioncount"):
        if isinstance(value, Item):
            kinds = [
                f"{one.first('name') or ''} {' '.join(one.types)}" if isinstance(one, Item) else str(one)
                for one in value.values("interactiontype")
            ]
            if any(_ANSWERING.search(kind) for kind in kinds):
                return _number(value.first("userinteractioncount"))
        elif isinstance(value, str) and (match := _OLD_COUNT.search(value)):
            return int(match[1])
    return None


def _number(words: str | None) -> int | None:
    digits = re.sub(r"[.,\s]", "", words or "")
    return int(digits) if re.fullmatch(r"\d{1,9}", digits) else None
